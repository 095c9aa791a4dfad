package org.sitrep.normalise;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The data rows of one file so far: gives each its number, and remembers the keys that came. */
final class RowsSoFar {
  private final Map<String, First> keys = new HashMap<>();
  private int rows;

  /**
   * The first row of a key.
   *
   * @param line its number in the file, from 0
   * @param cell where it stands, for people
   */
  record First(int line, String cell) {}

  /** The number of the next row. */
  int next() {
    return rows++;
  }

  /** The first row with {@code key}; null when there was none, then {@code row} is from now on. */
  @Nullable First putIfAbsent(String key, First row) {
    return keys.putIfAbsent(key, row);
  }

  /** The first row with {@code key}; null when there was none. */
  @Nullable First get(String key) {
    return keys.get(key);
  }
}
