package org.sitrep.report;

import java.util.List;

/**
 * Class limits of a map and its table, chosen from a fixed ladder by the largest value only, so
 * that colours stay comparable from one night to the next unless the epidemic changes its order of
 * size.
 *
 * @param limits lower limits of the second class and those above it
 */
record HeatScale(List<Double> limits) {
  private static final double[] SHAPE = {25, 50, 75, 100, 150};
  private static final double[] LADDER = {
    0.002, 0.004, 0.01, 0.02, 0.04, 0.1, 0.2, 0.4, 1, 2, 4, 10, 20, 40, 100
  };

  /** The finest scale whose last class still starts above two thirds of {@code largest}. */
  static HeatScale upTo(double largest) {
    double factor = LADDER[LADDER.length - 1];
    for (double candidate : LADDER) {
      if (SHAPE[SHAPE.length - 1] * candidate * 1.5 >= largest) {
        factor = candidate;
        break;
      }
    }
    double chosen = factor;
    return new HeatScale(java.util.Arrays.stream(SHAPE).mapToObj(s -> s * chosen).toList());
  }

  /** Class of a value, from 0. */
  int step(double value) {
    int step = 0;
    while (step < limits.size() && value >= limits.get(step)) {
      step++;
    }
    return step;
  }
}
