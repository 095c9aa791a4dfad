package org.sitrep.config;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * An age group in completed years, both ends included.
 *
 * @param key as written, such as 18-29 or 80+
 * @param to null when it is open
 */
public record AgeGroup(String key, int from, @Nullable Integer to) implements Serializable {
  /** Whether an age belongs to it. */
  public boolean includes(int age) {
    return age >= from && (to == null || age <= to);
  }
}
