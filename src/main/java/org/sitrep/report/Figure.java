package org.sitrep.report;

import org.jspecify.annotations.Nullable;

/**
 * One figure as published.
 *
 * @param value null when it cannot be told
 * @param lower lower end of its interval; null when it has none
 * @param upper upper end of its interval; null when it has none
 * @param numerator null when it is not a ratio
 * @param denominator null when it is not a ratio
 */
public record Figure(
    Status status,
    @Nullable Double value,
    @Nullable Double lower,
    @Nullable Double upper,
    @Nullable Double numerator,
    @Nullable Double denominator) {

  /** How far a figure can be trusted; words of the indicator table. */
  public enum Status {
    FINAL,
    PROVISIONAL,
    CARRIED,
    MISSING,
    SUPPRESSED
  }

  /** Nobody computed it. */
  public static final Figure NONE = new Figure(Status.MISSING, null, null, null, null, null);

  /** A final figure that is not a ratio. */
  public static Figure of(double value) {
    return new Figure(Status.FINAL, value, null, null, null, null);
  }

  public boolean known() {
    return value != null;
  }

  /** The value, or {@code other} when it cannot be told. */
  public double or(double other) {
    return value == null ? other : value;
  }

  /** Whether it may still move: carried from an earlier day, or made from parts that are. */
  public boolean unsettled() {
    return status == Status.PROVISIONAL || status == Status.CARRIED;
  }
}
