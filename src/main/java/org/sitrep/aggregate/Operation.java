package org.sitrep.aggregate;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;

/**
 * How a figure follows from others. Parts that have no value ({@code NaN}) were not reported: they
 * add nothing to a sum, and a mean is over the others.
 */
public enum Operation {
  SUM(
      "the sum of",
      parts -> known(parts).length == 0 ? Double.NaN : Arrays.stream(known(parts)).sum()),
  MEAN("the mean of", parts -> Arrays.stream(known(parts)).average().orElse(Double.NaN)),
  MEDIAN("the median of", parts -> median(known(parts))),
  GREATEST("the greatest of", parts -> Arrays.stream(known(parts)).max().orElse(Double.NaN)),
  /** The first less all others. */
  DIFFERENCE(
      "the first less the others",
      parts -> parts[0] - Arrays.stream(known(Arrays.copyOfRange(parts, 1, parts.length))).sum()),
  /** The first over the second. */
  RATIO("the first over the second", parts -> parts[0] / parts[1]),
  /** The first over the second, less one. */
  CHANGE("the first over the second, less 1", parts -> parts[0] / parts[1] - 1),
  /** The first for every so many (third) of the second. */
  RATE("the first over the second, times the third", parts -> parts[0] * parts[2] / parts[1]);

  private final String words;
  private final ToDoubleFunction<double[]> rule;

  Operation(String words, ToDoubleFunction<double[]> rule) {
    this.words = words;
    this.rule = rule;
  }

  /** For people. */
  public String words() {
    return words;
  }

  /** Whether it takes any number of parts, alike. */
  public boolean isOfMany() {
    return this == SUM || this == MEAN || this == MEDIAN || this == GREATEST;
  }

  /** What follows from the parts; NaN when nothing does. */
  double of(double[] parts) {
    return rule.applyAsDouble(parts);
  }

  private static double[] known(double[] parts) {
    return Arrays.stream(parts).filter(part -> !Double.isNaN(part)).toArray();
  }

  /** Middle of the numbers, mean of the two in the middle when they are even; NaN of none. */
  static double median(double[] numbers) {
    double[] sorted = Arrays.stream(numbers).sorted().toArray();
    int n = sorted.length;
    return n == 0 ? Double.NaN : (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
  }
}
