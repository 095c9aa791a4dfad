package org.sitrep.deliver;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntFunction;
import org.sitrep.config.Mail;

/**
 * A row of table {@code delivery}: one letter that left. Fields stand in the order of the table's
 * columns.
 *
 * @param edition {@code national}, a region code in lower case, {@value #RETURN}, {@value #NOTICE},
 *     {@value #REMINDER} or {@value #ESCALATION}
 * @param way {@code outbox}, {@code smtp}, {@value #UNSURE} or {@value #WITHDRAWN}
 * @param sha256 of the attached file; of several, the hash over their hashes
 */
public record Sent(
    LocalDate reportDate,
    String nightId,
    String edition,
    String lang,
    String recipient,
    String messageId,
    String way,
    String sha256,
    Instant sentAt) {

  /** Edition of a letter that carries a returned workbook. */
  public static final String RETURN = "return";

  /** Edition of a letter that tells the data manager of a held night. */
  public static final String NOTICE = Mail.NOTICE;

  /** Edition of a letter that reminds a sender of late forms. */
  public static final String REMINDER = "reminder";

  /** Edition of a letter that tells supervisors of forms that are late for long. */
  public static final String ESCALATION = Mail.ESCALATION;

  /** Way of a row that takes an earlier one back: that letter had not left the outbox. */
  public static final String WITHDRAWN = "withdrawn";

  /**
   * Way of a letter that a mail server was taking when the line or the run ended: perhaps it left,
   * perhaps not. It is not sent again.
   */
  public static final String UNSURE = "unsure";

  /** The row behind {@code column}, which tells the value of the column at an index from 0. */
  public static Sent of(IntFunction<Object> column) {
    return new Sent(
        (LocalDate) column.apply(0),
        (String) column.apply(1),
        (String) column.apply(2),
        (String) column.apply(3),
        (String) column.apply(4),
        (String) column.apply(5),
        (String) column.apply(6),
        (String) column.apply(7),
        (Instant) column.apply(8));
  }

  /** The values in the order of the table's columns. */
  public Object[] values() {
    return new Object[] {
      reportDate, nightId, edition, lang, recipient, messageId, way, sha256, sentAt
    };
  }

  /** Whether letters of an edition carry a report; the others tell of files, forms or nights. */
  static boolean isReport(String edition) {
    return !List.of(RETURN, NOTICE, REMINDER, ESCALATION).contains(edition);
  }

  /**
   * Whether {@code other} went to the same person for the same purpose, so that one of the two is
   * enough. A report is the same report in every attempt at a night; a returned workbook is the
   * same when its submission is, a notice when its decision is, a reminder when its region, form
   * and level are, which the message id tells.
   */
  boolean sameAs(Sent other) {
    return reportDate.equals(other.reportDate)
        && edition.equals(other.edition)
        && lang.equals(other.lang)
        && recipient.equals(other.recipient)
        && (isReport(edition) || messageId.equals(other.messageId));
  }

  /** The row that takes this one back. */
  Sent withdrawn(Instant at) {
    return of(WITHDRAWN, at);
  }

  boolean isWithdrawal() {
    return way.equals(WITHDRAWN);
  }

  boolean isUnsure() {
    return way.equals(UNSURE);
  }

  /** The same letter by another word for its way. */
  Sent by(String other) {
    return of(other, sentAt);
  }

  /** As a table keeps it, which knows no more than microseconds. */
  Sent stored() {
    return of(way, sentAt.truncatedTo(ChronoUnit.MICROS));
  }

  private Sent of(String other, Instant at) {
    return new Sent(reportDate, nightId, edition, lang, recipient, messageId, other, sha256, at);
  }

  /** What counts as sent after all of {@code rows}: letters that were not taken back since. */
  static List<Sent> standing(Collection<Sent> rows) {
    List<Sent> inOrder = new ArrayList<>(rows);
    inOrder.sort(Comparator.comparing(Sent::sentAt));
    List<Sent> out = new ArrayList<>();
    for (Sent row : inOrder) {
      if (row.isWithdrawal()) {
        out.removeIf(
            sent -> sent.messageId.equals(row.messageId) && sent.recipient.equals(row.recipient));
      } else {
        out.add(row);
      }
    }
    return out;
  }
}
