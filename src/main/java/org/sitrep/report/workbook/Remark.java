package org.sitrep.report.workbook;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sitrep.domain.Severity;

/**
 * A line of the list on the first sheet, in the words of its reader, and the cells it paints.
 *
 * @param sheet name of the sheet as received, empty for text files; null for the file as a whole
 * @param cells cells to paint; empty when there is nothing to point at
 * @param sheetShown what stands in column sheet
 * @param cellShown what stands in column cell
 * @param word what the severity asks for
 * @param stood what stood there; empty when nothing did
 * @param sentence what is wrong and what to write
 */
public record Remark(
    @Nullable String sheet,
    List<Spot> cells,
    Severity severity,
    String sheetShown,
    String cellShown,
    String word,
    String stood,
    String sentence) {
  public Remark {
    cells = List.copyOf(cells);
  }

  /**
   * A place on a sheet.
   *
   * @param row from 1
   * @param column from 1; 0 = the first filled cell of the row
   */
  public record Spot(int row, int column) {}
}
