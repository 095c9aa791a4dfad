package org.sitrep.aggregate;

import java.util.Arrays;
import java.util.function.BiFunction;

/**
 * A figure over the scopes and days of a {@link Panel}: first index the scope, second the day.
 *
 * @param values never null; {@link Value#NONE} where there is no row
 */
record Series(Value[][] values) {

  Value at(int scope, int day) {
    return values[scope][day];
  }

  /** A figure made of two others, scope by scope and day by day. */
  static Series of(Series one, Series two, BiFunction<Value, Value, Value> rule) {
    Value[][] out = new Value[one.values.length][];
    for (int scope = 0; scope < out.length; scope++) {
      out[scope] = new Value[one.values[scope].length];
      for (int day = 0; day < out[scope].length; day++) {
        out[scope][day] = rule.apply(one.at(scope, day), two.at(scope, day));
      }
    }
    return new Series(out);
  }

  /**
   * Sum over the last {@code days} days. Days that were not reported count nothing and make it
   * provisional; it is not told unless more than half of the days were reported. The denominator is
   * the number of days reported.
   */
  Value sum(int scope, int day, int days) {
    double sum = 0;
    int reported = 0;
    boolean whole = day - days + 1 >= 0;
    boolean owed = false;
    int first = Math.max(0, day - days + 1);
    for (int d = first; d <= day; d++) {
      Value value = at(scope, d);
      if (value.known()) {
        sum += value.value();
        reported++;
      }
      owed |= value.status() != Status.NONE;
      whole &= value.status() == Status.FINAL;
    }
    Value out =
        reported * 2 > days
            ? Value.ratio(sum, sum, reported, whole ? Status.FINAL : Status.PROVISIONAL)
            : owed ? Value.MISSING : Value.NONE;
    return out.from(Operation.SUM, Arrays.copyOfRange(values[scope], first, day + 1));
  }

  /** Mean over the days of {@link #sum} that were reported. */
  Value mean(int scope, int day, int days) {
    Value sum = sum(scope, day, days);
    Value out =
        sum.known()
            ? Value.ratio(
                sum.value() / sum.denominator(), sum.value(), sum.denominator(), sum.status())
            : sum;
    return sum.origin() instanceof Origin.Made made ? out.with(made.by(Operation.MEAN)) : out;
  }
}
