package org.sitrep.report.workbook;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.util.CellAddress;
import org.apache.poi.ss.util.CellRangeAddress;
import org.jspecify.annotations.Nullable;

/** Where spots show on copied sheets. */
final class Places {
  private final Map<String, Sheet> sheets;
  private final Map<String, List<CellRangeAddress>> regions = new HashMap<>();

  /** Sheets by the name their originals had. */
  Places(Map<String, Sheet> sheets) {
    this.sheets = sheets;
  }

  /** The copy of the sheet a remark is about; null when there is none. */
  @Nullable Sheet sheet(Remark remark) {
    return remark.sheet() == null ? null : sheets.get(remark.sheet());
  }

  /** The first cell of a merged region, the first filled cell of a row, or the cell itself. */
  CellAddress of(Sheet sheet, Remark.Spot spot) {
    int row = Math.max(spot.row(), 1) - 1;
    int column = spot.column() == 0 ? firstFilled(sheet.getRow(row)) : spot.column() - 1;
    for (CellRangeAddress region :
        regions.computeIfAbsent(sheet.getSheetName(), name -> sheet.getMergedRegions())) {
      if (region.isInRange(row, column)) {
        return new CellAddress(region.getFirstRow(), region.getFirstColumn());
      }
    }
    return new CellAddress(row, column);
  }

  private static int firstFilled(@Nullable Row row) {
    if (row != null) {
      for (Cell cell : row) {
        if (cell.getCellType() != CellType.BLANK) {
          return cell.getColumnIndex();
        }
      }
    }
    return 0;
  }
}
