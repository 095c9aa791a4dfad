package org.sitrep.config;

import java.io.Serializable;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * The days on which something holds, both ends included.
 *
 * @param from first day; null = always was
 * @param to last day; null = still does
 */
public record Validity(@Nullable LocalDate from, @Nullable LocalDate to) implements Serializable {
  /** Holds on every day. */
  public static final Validity ALWAYS = new Validity(null, null);

  public boolean includes(LocalDate day) {
    return (from == null || !day.isBefore(from)) && (to == null || !day.isAfter(to));
  }

  public boolean overlaps(Validity other) {
    return (to == null || other.from == null || !other.from.isAfter(to))
        && (other.to == null || from == null || !from.isAfter(other.to));
  }
}
