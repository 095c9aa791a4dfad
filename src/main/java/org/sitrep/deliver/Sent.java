package org.sitrep.deliver;

import java.time.Instant;
import java.time.LocalDate;
import java.util.function.IntFunction;

/**
 * A row of table {@code delivery}: one letter that left. Fields stand in the order of the table's
 * columns.
 *
 * @param edition {@code national}, a region code in lower case, or {@value #RETURN}
 * @param way {@code outbox} or {@code smtp}
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

  /**
   * Whether {@code other} went to the same person for the same purpose, so that one of the two is
   * enough. A report is the same report in every attempt at a night; a returned workbook is the
   * same when its submission is, which the message id tells.
   */
  boolean sameAs(Sent other) {
    return reportDate.equals(other.reportDate)
        && edition.equals(other.edition)
        && lang.equals(other.lang)
        && recipient.equals(other.recipient)
        && (!edition.equals(RETURN) || messageId.equals(other.messageId));
  }
}
