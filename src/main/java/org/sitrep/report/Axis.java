package org.sitrep.report;

import java.util.ArrayList;
import java.util.List;

/**
 * A value axis from zero to a round top.
 *
 * @param top value at the upper end, never 0
 * @param step distance of the grid lines
 */
record Axis(double top, double step) {
  /** An axis that holds {@code largest} and has about {@code lines} grid lines. */
  static Axis holding(double largest, int lines) {
    if (largest <= 0) {
      return new Axis(lines, 1);
    }
    double rough = largest / lines;
    double size = Math.pow(10, Math.floor(Math.log10(rough)));
    double step = 10 * size;
    for (double nice : new double[] {1, 2, 2.5, 5}) {
      if (nice * size >= rough && (nice * size >= 1 || rough < 1)) {
        step = nice * size;
        break;
      }
    }
    if (step < 1) {
      step = 1;
    }
    return new Axis(Math.max(step, largest * 1.04), step);
  }

  /** Grid lines above zero. */
  List<Double> lines() {
    List<Double> out = new ArrayList<>();
    for (double value = step; value <= top + step * 1e-9; value += step) {
      out.add(value);
    }
    return out;
  }

  /** Height of {@code value} on a panel {@code high} points high. */
  double height(double value, double high) {
    return high * Math.max(0, Math.min(value, top)) / top;
  }
}
