package org.sitrep.ingest;

import org.jspecify.annotations.Nullable;

/**
 * A cell that is not empty, as it stood in the sheet. The fields are those of {@link
 * org.sitrep.tables.RawRows#CELL}.
 *
 * @param column from 1
 * @param type one of the constants of this record
 * @param text text as written; numbers and dates in their canonical form, see {@link CellText}; for
 *     {@link #UNCALCULATED} the formula with its equals sign
 * @param number for numbers the number, for dates the serial of the 1900 system (also in workbooks
 *     that count from 1904), for booleans 1 or 0; null for anything else
 * @param rows rows it spans when merged, else 1
 * @param columns columns it spans when merged, else 1
 * @param formula a formula stood there
 */
record Cell(
    int column,
    char type,
    String text,
    @Nullable Double number,
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
    return new Cell(column, TEXT, text, null, 1, 1, formula);
  }

  static Cell error(int column, String text, boolean formula) {
    return new Cell(column, ERROR, text, null, 1, 1, formula);
  }

  static Cell bool(int column, boolean value, boolean formula) {
    return new Cell(column, BOOLEAN, value ? "true" : "false", value ? 1.0 : 0.0, 1, 1, formula);
  }

  static Cell uncalculated(int column, String formula) {
    return new Cell(column, UNCALCULATED, "=" + formula, null, 1, 1, true);
  }

  /**
   * A stored number: a date when its style says so and the calendar of spreadsheets has that day,
   * else a number.
   */
  static Cell number(
      int column, double value, boolean dateStyle, boolean from1904, boolean formula) {
    if (dateStyle) {
      double serial = from1904 ? value + CellText.DAYS_1904 : value;
      String date = CellText.date(serial);
      if (date != null) {
        return new Cell(column, DATE, date, serial, 1, 1, formula);
      }
    }
    return new Cell(column, NUMBER, CellText.number(value), value, 1, 1, formula);
  }

  /** The same cell spanning more than itself. */
  Cell spanning(int spannedRows, int spannedColumns) {
    return new Cell(column, type, text, number, spannedRows, spannedColumns, formula);
  }
}
