package org.sitrep.config;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sitrep.domain.Lang;

/**
 * {@code recipients.yml}: who gets what, and how mail leaves the house. Passwords are names of
 * environment variables, never values.
 *
 * @param smtp null = every mail goes to the outbox as a file
 * @param allowedDomains recipients elsewhere are refused at load
 */
public record Mail(
    String from,
    Text fromName,
    @Nullable String replyTo,
    @Nullable Smtp smtp,
    List<String> allowedDomains,
    List<Recipient> recipients) {

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
   * @param editions national, region codes in lower case, or notice: is told of held nights
   * @param returnsOf region codes whose returned workbooks it gets, in lower case
   */
  public record Recipient(
      String address, String name, Lang language, List<String> editions, List<String> returnsOf) {}
}
