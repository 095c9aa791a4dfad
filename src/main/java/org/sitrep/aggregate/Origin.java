package org.sitrep.aggregate;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a value was made of. The code that makes a figure says so in the same breath, so that a
 * trace cannot tell another story than the figure does. Only a night that is traced remembers it.
 */
sealed interface Origin {
  /** Not remembered. */
  Origin UNTOLD = new Untold();

  record Untold() implements Origin {}

  /**
   * What a series is about at one place and day.
   *
   * @param place region code, code of the country, or {@link Panel#UNASSIGNED}
   */
  record Subject(String figure, String place, LocalDate day) {}

  /**
   * What was reported.
   *
   * @param facts which add up to the value; none when nothing was reported
   */
  record Told(Subject subject, List<Fact> facts) implements Origin {}

  /**
   * Arithmetic.
   *
   * @param subject null for a step on the way
   */
  record Made(@Nullable Subject subject, Operation operation, List<Value> parts) implements Origin {
    /** The same parts in another operation. */
    Made by(Operation other) {
      return new Made(subject, other, parts);
    }
  }

  /**
   * A fact of the country that no region reports, such as its population.
   *
   * @param source where the register has it from
   */
  record Given(String what, String source) implements Origin {}

  /** Whether a form was owed, came, came in time. */
  record Sent(Owed owed) implements Origin {}
}
