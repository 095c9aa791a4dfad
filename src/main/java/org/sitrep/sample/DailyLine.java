package org.sitrep.sample;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;

/**
 * A measure of every region over consecutive days. Grain: region (by place in the list of habits)
 * and day; the day before the first carries only a running total.
 */
final class DailyLine {
  private final LocalDate base;
  private final long[][] news;
  private final long[][] totals;

  /**
   * @param base day whose running totals are given
   * @param baseTotals running total by region on that day
   * @param news region, then day after {@code base}: count of the day
   */
  DailyLine(LocalDate base, long[] baseTotals, long[][] news) {
    this.base = base;
    this.news = news;
    this.totals = new long[news.length][];
    for (int r = 0; r < news.length; r++) {
      totals[r] = new long[news[r].length + 1];
      totals[r][0] = baseTotals[r];
      for (int d = 0; d < news[r].length; d++) {
        totals[r][d + 1] = totals[r][d] + news[r][d];
      }
    }
  }

  LocalDate base() {
    return base;
  }

  LocalDate last() {
    return base.plusDays(news[0].length);
  }

  int regions() {
    return news.length;
  }

  /** Count of the day; the day must lie after {@link #base}. */
  long count(int region, LocalDate day) {
    return news[region][day(day) - 1];
  }

  /** Running total at the end of the day; {@link #base} itself is allowed. */
  long total(int region, LocalDate day) {
    return totals[region][day(day)];
  }

  /** Count of the days after {@code from} up to {@code to}, {@code from} moved up to the base. */
  long between(int region, LocalDate from, LocalDate to) {
    return total(region, to) - total(region, from.isBefore(base) ? base : from);
  }

  /** Sum over the regions of {@link #total}. */
  long nation(LocalDate day) {
    int d = day(day);
    return Arrays.stream(totals).mapToLong(t -> t[d]).sum();
  }

  private int day(LocalDate day) {
    int d = Math.toIntExact(ChronoUnit.DAYS.between(base, day));
    if (d < 0 || d > news[0].length) {
      throw new IllegalArgumentException(
          "Cannot tell figures of " + day + ": known from " + base + " to " + last());
    }
    return d;
  }
}
