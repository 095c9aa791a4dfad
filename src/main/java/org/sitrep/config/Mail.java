package org.sitrep.config;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.sitrep.domain.Lang;
import org.sitrep.domain.RegionCode;
import org.sitrep.domain.Severity;

/**
 * {@code recipients.yml}: who gets what, and how mail leaves the house. Passwords are names of
 * environment variables, never values.
 *
 * @param smtp null = every mail goes to the outbox as a file
 * @param allowedDomains recipients elsewhere are refused at load
 * @param returnsFrom a file goes back to its sender when something of this severity or worse was
 *     found
 */
public record Mail(
    String from,
    Text fromName,
    @Nullable String replyTo,
    @Nullable Smtp smtp,
    List<String> allowedDomains,
    Severity returnsFrom,
    List<Recipient> recipients) {

  /** Edition of letters about held nights. */
  public static final String NOTICE = "notice";

  /** Edition of letters about forms that are late for long. */
  public static final String ESCALATION = "escalation";

  /** Stands among regions for files nobody knows the region of. */
  public static final String UNKNOWN = "unknown";

  /** The word under which returned files of a region are asked for; null = of no known region. */
  public static String sender(@Nullable RegionCode region) {
    return region == null ? UNKNOWN : region.value().toLowerCase(Locale.ROOT);
  }

  /** How to reach the mail server. */
  public record Smtp(
      String host,
      int port,
      String security,
      @Nullable String userVariable,
      @Nullable String passwordVariable,
      int timeoutSeconds) {}

  /**
   * One address.
   *
   * @param editions national, region codes in lower case, {@link #NOTICE}: is told of held nights,
   *     or {@link #ESCALATION}: is told of forms that are late for long
   * @param returnsOf region codes whose returned workbooks it gets, in lower case, or {@link
   *     #UNKNOWN}; it sends the files of these regions, and is reminded of those that are late
   */
  public record Recipient(
      String address, String name, Lang language, List<String> editions, List<String> returnsOf) {
    /** The editions that are reports, not letters about the night. */
    public List<String> reports() {
      return editions.stream().filter(e -> !e.equals(NOTICE) && !e.equals(ESCALATION)).toList();
    }

    /** Whether it is told of forms that are late for long. */
    public boolean isSupervisor() {
      return editions.contains(ESCALATION);
    }
  }
}
