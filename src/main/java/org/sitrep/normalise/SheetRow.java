package org.sitrep.normalise;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A non-empty row of a sheet as it was read.
 *
 * @param number as a spreadsheet shows it, from 1
 * @param hidden it was hidden or filtered away
 * @param cells non-empty cells in column order
 */
record SheetRow(int number, boolean hidden, List<Cell> cells) {
  SheetRow {
    cells = List.copyOf(cells);
  }

  /** A row that shows. */
  SheetRow(int number, List<Cell> cells) {
    this(number, false, cells);
  }

  /** The cell of a column; null when it is empty. */
  @Nullable Cell at(int column) {
    int low = 0;
    int high = cells.size() - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      Cell cell = cells.get(middle);
      if (cell.column() == column) {
        return cell;
      }
      if (cell.column() < column) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return null;
  }

  boolean isBlank() {
    for (Cell cell : cells) {
      if (!cell.isBlank()) {
        return false;
      }
    }
    return true;
  }
}
