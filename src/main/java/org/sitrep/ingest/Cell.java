package org.sitrep.ingest;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A cell that is not empty, as it stood in the sheet. What it tells are the fields of {@link
 * org.sitrep.tables.RawRows#CELL}. The text of numbers and dates is made when it is asked for: a
 * file is first read to learn what it is.
 *
 * @param column from 1
 * @param type one of the constants of this record
 * @param written text as written; null for numbers and dates
 * @param value for numbers the number, for dates the serial of the 1900 system (also in workbooks
 *     that count from 1904), for booleans 1 or 0; NaN for anything else
 * @param rows rows it spans when merged, else 1
 * @param columns columns it spans when merged, else 1
 * @param formula a formula stood there
 */
record Cell(
    int column,
    char type,
    @Nullable String written,
    double value,
    int rows,
    int columns,
    boolean formula) {
  static final char TEXT = 's';
  static final char NUMBER = 'n';
  static final char DATE = 'd';
  static final char BOOLEAN = 'b';
  static final char ERROR = 'e';
  static final char UNCALCULATED = 'u';

  static Cell text(int column, String text, boolean formula) {
    return new Cell(column, TEXT, text, Double.NaN, 1, 1, formula);
  }

  static Cell error(int column, String text, boolean formula) {
    return new Cell(column, ERROR, text, Double.NaN, 1, 1, formula);
  }

  static Cell bool(int column, boolean value, boolean formula) {
    return new Cell(column, BOOLEAN, value ? "true" : "false", value ? 1.0 : 0.0, 1, 1, formula);
  }

  static Cell uncalculated(int column, String formula) {
    return new Cell(column, UNCALCULATED, "=" + formula, Double.NaN, 1, 1, true);
  }

  /**
   * A stored number: a date when its style says so and the calendar of spreadsheets has that day,
   * else a number.
   */
  static Cell number(
      int column, double value, boolean dateStyle, boolean from1904, boolean formula) {
    if (dateStyle) {
      double serial = from1904 ? value + CellText.DAYS_1904 : value;
      if (CellText.isDate(serial)) {
        return new Cell(column, DATE, null, serial, 1, 1, formula);
      }
    }
    return new Cell(column, NUMBER, null, value, 1, 1, formula);
  }

  /**
   * Text as written; numbers and dates in their canonical form, see {@link CellText}; for {@link
   * #UNCALCULATED} the formula with its equals sign.
   */
  String text() {
    if (written != null) {
      return written;
    }
    return type == DATE ? Objects.requireNonNull(CellText.date(value)) : CellText.number(value);
  }

  /** The value of numbers, dates and booleans; null for anything else. */
  @Nullable Double number() {
    return type == NUMBER || type == DATE || type == BOOLEAN ? value : null;
  }

  /** The same cell spanning more than itself. */
  Cell spanning(int spannedRows, int spannedColumns) {
    return new Cell(column, type, written, value, spannedRows, spannedColumns, formula);
  }
}
