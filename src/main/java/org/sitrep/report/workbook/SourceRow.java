package org.sitrep.report.workbook;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row of a sender's file as it was read.
 *
 * @param sheet name of the sheet; empty for text files
 * @param row from 1
 */
public record SourceRow(String sheet, boolean hidden, int row, List<SourceCell> cells) {
  public SourceRow {
    cells = List.copyOf(cells);
  }

  /**
   * A cell that is not empty.
   *
   * @param column from 1
   * @param type as in {@link org.sitrep.tables.RawRows#CELL}
   * @param number null unless it is a number, a date or a boolean
   * @param rows rows it spans
   * @param columns columns it spans
   */
  public record SourceCell(
      int column, char type, String text, @Nullable Double number, int rows, int columns) {}
}
