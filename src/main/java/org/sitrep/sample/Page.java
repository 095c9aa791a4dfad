package org.sitrep.sample;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A sheet before it is written, whatever the container.
 *
 * @param rows cells from column A on; a short row ends early
 * @param merges areas shown as one cell
 */
record Page(String sheet, List<List<Cell>> rows, List<Merge> merges) {
  /** How a cell looks. */
  enum Style {
    PLAIN,
    TITLE,
    NOTE,
    HEADING,
    DATE,
    TOTAL
  }

  /**
   * @param value String, Long or LocalDate; null = nothing stands there
   * @param formula without the equals sign; null = none. With a formula the value is its result.
   */
  record Cell(@Nullable Object value, @Nullable String formula, Style style) {
    static final Cell NOTHING = new Cell(null, null, Style.PLAIN);

    static Cell of(@Nullable Object value, Style style) {
      return new Cell(value, null, style);
    }
  }

  /** First and last row and column, from 0, both included. */
  record Merge(int firstRow, int lastRow, int firstColumn, int lastColumn) {}

  /** Cells of the widest row. */
  int width() {
    return rows.stream().mapToInt(List::size).max().orElse(0);
  }
}
