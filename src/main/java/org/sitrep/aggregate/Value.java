package org.sitrep.aggregate;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A figure of one scope on one day. Not a number (NaN) stands for "there is none" in every part.
 *
 * @param lower lower end of the 95 % interval
 * @param upper upper end of the 95 % interval
 * @param numerator of a ratio, in units
 * @param denominator of a ratio, in units
 * @param origin what it was made of, when the night is traced
 */
record Value(
    double value,
    double lower,
    double upper,
    double numerator,
    double denominator,
    Status status,
    Origin origin) {
  static final Value NONE = nothing(Status.NONE);
  static final Value MISSING = nothing(Status.MISSING);

  /** A plain figure. */
  static Value of(double value, Status status) {
    return ratio(value, Double.NaN, Double.NaN, status);
  }

  /** A figure made of two others. */
  static Value ratio(double value, double numerator, double denominator, Status status) {
    return new Value(value, Double.NaN, Double.NaN, numerator, denominator, status, Origin.UNTOLD);
  }

  /** No figure, and why. */
  static Value nothing(Status status) {
    return of(Double.NaN, status);
  }

  /** The same value, saying what it is or what it was made of. */
  Value with(Origin why) {
    return new Value(value, lower, upper, numerator, denominator, status, why);
  }

  /** The same value, made of others; nothing is remembered when they remember nothing. */
  Value from(Operation operation, Value... parts) {
    return from(null, operation, parts);
  }

  Value from(Origin.@Nullable Subject subject, Operation operation, Value... parts) {
    for (Value part : parts) {
      if (part.origin != Origin.UNTOLD) {
        return with(new Origin.Made(subject, operation, List.of(parts)));
      }
    }
    return this;
  }

  boolean known() {
    return !Double.isNaN(value);
  }

  /**
   * {@code numerator} over {@code denominator}; suppressed when the denominator is zero, missing
   * when either is.
   */
  static Value over(Value numerator, Value denominator) {
    if (!numerator.known() || !denominator.known()) {
      return absent(numerator, denominator).from(Operation.RATIO, numerator, denominator);
    }
    Status status = numerator.status().and(denominator.status());
    Value out =
        denominator.value() == 0
            ? ratio(Double.NaN, numerator.value(), 0, Status.SUPPRESSED)
            : ratio(
                numerator.value() / denominator.value(),
                numerator.value(),
                denominator.value(),
                status);
    return out.from(Operation.RATIO, numerator, denominator);
  }

  /** Why a figure made of these cannot be told: nobody owes it when nobody owes one of them. */
  static Value absent(Value... parts) {
    for (Value part : parts) {
      if (part.status() == Status.NONE) {
        return NONE;
      }
    }
    return MISSING;
  }
}
