package org.sitrep.normalise;

import org.sitrep.config.Spelling;

/**
 * A non-empty cell as it was read.
 *
 * @param column from 1
 * @param type s text, n number, d date or time, b boolean, e error value, u formula nobody
 *     calculated
 * @param text canonical text
 * @param number value for n, d and b, else NaN
 * @param rows rows it spans
 * @param columns columns it spans
 */
record Cell(int column, char type, String text, double number, int rows, int columns) {
  boolean isText() {
    return type == 's';
  }

  boolean isBlank() {
    return isText() && Spelling.trimmed(text).isEmpty();
  }

  static Cell text(int column, String text) {
    return new Cell(column, 's', text, Double.NaN, 1, 1);
  }
}
