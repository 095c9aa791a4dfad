package org.sitrep.sample;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** Splits whole numbers so that the parts sum exactly. */
final class Apportion {
  private Apportion() {}

  /**
   * Largest remainders: parts in proportion to {@code weights}, equal remainders in index order.
   */
  static long[] byWeight(long total, double[] weights) {
    long[] parts = new long[weights.length];
    if (total == 0) {
      return parts;
    }
    double sum = Arrays.stream(weights).sum();
    if (total < 0 || !(sum > 0)) {
      throw new IllegalArgumentException(
          "Cannot split " + total + " by weights that sum to " + sum);
    }
    double[] rest = new double[weights.length];
    long given = 0;
    for (int i = 0; i < weights.length; i++) {
      double exact = total * (weights[i] / sum);
      parts[i] = (long) Math.floor(exact);
      rest[i] = weights[i] > 0 ? exact - parts[i] : -1;
      given += parts[i];
    }
    int[] order =
        IntStream.range(0, weights.length)
            .boxed()
            .sorted(Comparator.<Integer>comparingDouble(i -> -rest[i]).thenComparing(i -> i))
            .mapToInt(i -> i)
            .toArray();
    for (int i = 0; given < total; i++, given++) {
      parts[order[i]]++;
    }
    return parts;
  }

  /**
   * As {@link #byWeight}, with no part above its cap; what one cannot take goes to the others. A
   * part without weight takes only what no other can.
   */
  static long[] capped(long total, double[] weights, long[] caps) {
    if (Arrays.stream(caps).sum() < total) {
      throw new IllegalArgumentException(
          "Cannot split " + total + " below caps of " + Arrays.stream(caps).sum());
    }
    long[] parts = new long[weights.length];
    for (long left = total; left > 0; ) {
      double[] open = new double[weights.length];
      for (int i = 0; i < open.length; i++) {
        open[i] = parts[i] < caps[i] ? Math.max(weights[i], 1e-9) : 0;
      }
      long[] share = byWeight(left, open);
      for (int i = 0; i < parts.length; i++) {
        long take = Math.min(share[i], caps[i] - parts[i]);
        parts[i] += take;
        left -= take;
      }
    }
    return parts;
  }
}
