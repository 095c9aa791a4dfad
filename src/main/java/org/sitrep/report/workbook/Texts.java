package org.sitrep.report.workbook;

import java.util.HashMap;
import java.util.Map;
import org.apache.poi.ss.SpreadsheetVersion;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.Workbook;

/**
 * Writes texts that stay texts. A text cell is never a formula by itself; one that begins like a
 * formula also gets the mark that keeps Excel from taking it for one when somebody edits it.
 */
final class Texts {
  private static final int LONGEST = SpreadsheetVersion.EXCEL2007.getMaxTextLength();

  private final Workbook book;
  private final Map<Integer, CellStyle> quoted = new HashMap<>();

  Texts(Workbook book) {
    this.book = book;
  }

  /** Whether a spreadsheet that is typed this text would take it for a formula or a command. */
  static boolean looksLikeFormula(String text) {
    return !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0;
  }

  void write(Cell cell, String text) {
    cell.setCellValue(text.length() > LONGEST ? text.substring(0, LONGEST) : text);
    if (looksLikeFormula(text)) {
      CellStyle style = cell.getCellStyle();
      cell.setCellStyle(
          quoted.computeIfAbsent(
              (int) style.getIndex(),
              index -> {
                CellStyle made = book.createCellStyle();
                made.cloneStyleFrom(style);
                made.setQuotePrefixed(true);
                return made;
              }));
    }
  }
}
