package org.sitrep.aggregate;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A form that a region owes for a date.
 *
 * @param receipt the first that counts as sent; a later correction does not make it late; null when
 *     it did not come
 * @param told whether anybody spoke for the region, such as a file of the centre: its figures are
 *     known, whoever owes the form
 * @param last the last that counts as sent: what it says stands; null when it did not come
 * @param daysMissing expected days (weeks of a weekly form) in a row without the form, this one
 *     included; 0 when it came
 * @param since the first of those days; the date itself when it came
 * @param usualRows median of accepted rows of the receipts before; NaN when these are too few
 */
public record Owed(
    String form,
    String region,
    LocalDate date,
    Instant due,
    @Nullable Receipt receipt,
    boolean told,
    @Nullable Receipt last,
    int daysMissing,
    LocalDate since,
    double usualRows) {
  private static final double SECONDS_PER_HOUR = 3600;

  /** A form that came, whatever came before it. */
  static Owed sent(Receipt receipt, Instant due) {
    return new Owed(
        receipt.form(),
        receipt.region(),
        receipt.date(),
        due,
        receipt,
        true,
        receipt,
        0,
        receipt.date(),
        Double.NaN);
  }

  boolean onTime() {
    return receipt != null && !receipt.receivedAt().isAfter(due);
  }

  /** Hours from the due time to the first receipt, below zero when early; NaN when none came. */
  public double delayHours() {
    return receipt == null
        ? Double.NaN
        : Duration.between(due, receipt.receivedAt()).toSeconds() / SECONDS_PER_HOUR;
  }

  /** Whether it came and every count of the day in it is 0. */
  public boolean zeroReported() {
    return last != null && last.allZero();
  }

  /** Accepted rows over the usual; NaN when none came or nothing is usual yet. */
  public double volumeRatio() {
    return last == null ? Double.NaN : last.rows() / usualRows;
  }

  /** How it stands. */
  public Mark mark() {
    if (receipt == null) {
      return Mark.MISSING;
    }
    return !onTime() ? Mark.LATE : zeroReported() ? Mark.ZERO : Mark.IN_TIME;
  }
}
