package org.sitrep.normalise;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import org.jspecify.annotations.Nullable;
import org.sitrep.config.Rule;

/**
 * What is usual, and how far a value is from it: the robust z of Iglewicz and Hoaglin (How to
 * Detect and Handle Outliers, ASQC 1993), (x − median) / (1.4826 · MAD), for which they call values
 * beyond 3.5 outliers. Counts scatter at least as those of a Poisson process, so the divisor is
 * never below the square root of the median (at least 1): a quiet region with 0, 0, 0, 2 is no
 * alarm.
 *
 * @param median of the days that count
 * @param spread what one z is worth, in units of the value
 */
record Plausible(double median, double spread) {
  /** Makes the median of absolute deviations comparable with a standard deviation. */
  private static final double NORMAL = 1.4826;

  /** What is usual before {@code date}; null when too few days tell. */
  static @Nullable Plausible before(
      LocalDate date, Rule.Usual usual, List<NavigableMap<LocalDate, Double>> series) {
    double[] values = new double[7 * usual.weeks()];
    int n = 0;
    int step = usual.sameWeekday() ? 7 : 1;
    for (int back = step; back <= 7 * usual.weeks(); back += step) {
      for (NavigableMap<LocalDate, Double> one : series) {
        Double value = one.get(date.minusDays(back));
        if (value != null) {
          values[n++] = value;
          break;
        }
      }
    }
    return n < usual.atLeast() ? null : of(Arrays.copyOf(values, n));
  }

  static Plausible of(double... values) {
    double median = median(values);
    double[] deviations = Arrays.stream(values).map(v -> Math.abs(v - median)).toArray();
    return new Plausible(
        median, Math.max(NORMAL * median(deviations), Math.sqrt(Math.max(Math.abs(median), 1))));
  }

  /** How many spreads a value lies from the median. */
  double z(double value) {
    return (value - median) / spread;
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int n = sorted.length;
    return (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
  }
}
