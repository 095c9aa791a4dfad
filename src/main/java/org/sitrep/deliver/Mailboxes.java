package org.sitrep.deliver;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** What may stand after "To:". */
final class Mailboxes {
  private static final Pattern SHAPE =
      Pattern.compile("[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)+");

  private Mailboxes() {}

  /** {@code mailbox} when it has the plain shape {@code name@domain}, else an exception. */
  static String checked(String mailbox) {
    if (!SHAPE.matcher(mailbox).matches()) {
      throw new IllegalArgumentException(
          "Cannot use as mail address: '"
              + mailbox.replaceAll("\\p{Cntrl}", "?")
              + "' (wanted: name@domain)");
    }
    return mailbox;
  }

  /** The domain in lower case. */
  static String domain(String mailbox) {
    return mailbox.substring(mailbox.lastIndexOf('@') + 1).toLowerCase(Locale.ROOT);
  }

  /** Whether the domain is one of {@code domains}, spelled in full: no sub-domains, no patterns. */
  static boolean allowed(String mailbox, List<String> domains) {
    return domains.stream().anyMatch(d -> d.toLowerCase(Locale.ROOT).equals(domain(mailbox)));
  }
}
