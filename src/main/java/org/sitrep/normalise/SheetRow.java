package org.sitrep.normalise;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A non-empty row of a sheet as it was read.
 *
 * @param number as a spreadsheet shows it, from 1
 * @param cells non-empty cells in column order
 */
record SheetRow(int number, List<Cell> cells) {
  SheetRow {
    cells = List.copyOf(cells);
  }

  /** The cell of a column; null when it is empty. */
  @Nullable Cell at(int column) {
    for (Cell cell : cells) {
      if (cell.column() == column) {
        return cell;
      }
    }
    return null;
  }

  boolean isBlank() {
    return cells.stream().allMatch(Cell::isBlank);
  }
}
