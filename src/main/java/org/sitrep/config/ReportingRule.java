package org.sitrep.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code calendar.yml} beside its forms: what is unusual about the forms received, and when late
 * senders are reminded.
 *
 * @param silentAfter expected days in a row without a form after which the office is told
 * @param reminder null = nobody is reminded
 */
public record ReportingRule(int silentAfter, Volume volume, @Nullable Reminder reminder) {
  /** A country that says nothing about it. */
  public static final ReportingRule DEFAULT =
      new ReportingRule(3, new Volume(14, 5, 50, 200), null);

  /**
   * Accepted rows of a form against the usual: the median of its region's last receipts.
   *
   * @param receipts how many receipts make the usual
   * @param least with fewer receipts nothing is usual yet
   * @param belowPercent less than so many percent of the usual is unusual
   * @param abovePercent more than so many percent of the usual is unusual
   */
  public record Volume(int receipts, int least, int belowPercent, int abovePercent) {
    /** Whether {@code ratio}, rows over usual rows, is one that a person should look at. */
    public boolean isUnusual(double ratio) {
      return ratio * 100 < belowPercent || ratio * 100 > abovePercent;
    }
  }

  /**
   * Mails to senders of late forms.
   *
   * @param afterHours hours after the due time at which a sender is reminded, ascending
   * @param escalateAfterHours hours after which the supervisors are told; null = they are not
   * @param how says to senders how a form is sent
   */
  public record Reminder(List<Integer> afterHours, @Nullable Integer escalateAfterHours, Text how) {
    public Reminder {
      afterHours = List.copyOf(afterHours);
    }
  }
}
