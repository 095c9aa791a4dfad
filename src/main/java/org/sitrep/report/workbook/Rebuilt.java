package org.sitrep.report.workbook;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.usermodel.FormulaError;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.usermodel.SheetVisibility;
import org.apache.poi.ss.usermodel.VerticalAlignment;
import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.ss.util.WorkbookUtil;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

/**
 * Builds sheets anew from the rows that were read, every cell in its old place: for text files, and
 * for workbooks that cannot be copied.
 */
final class Rebuilt {
  /**
   * A text that is a number beyond doubt and stays the same text when it is read again: no leading
   * zero, no exponent, not long enough for a date or an identifier.
   */
  private static final Pattern NUMBER =
      Pattern.compile("-?(?:0|[1-9][0-9]{0,6})(?:\\.[0-9]{0,5}[1-9])?");

  private static final int NARROWEST = 9;
  private static final int WIDEST = 24;
  private static final double LINE_POINTS = 15;

  private final XSSFWorkbook book;
  private final String dataSheet;
  private final Texts texts;
  private final Map<String, Sheet> sheets = new LinkedHashMap<>();
  private final Map<String, Map<Integer, Integer>> widths = new LinkedHashMap<>();
  private final List<Cell> uncalculated = new ArrayList<>();
  private final CellStyle day;
  private final CellStyle moment;
  private final CellStyle wrapped;

  Rebuilt(XSSFWorkbook book, String dataSheet) {
    this.book = book;
    this.dataSheet = dataSheet;
    this.texts = new Texts(book);
    day = book.createCellStyle();
    day.setDataFormat(book.createDataFormat().getFormat("dd.mm.yyyy"));
    moment = book.createCellStyle();
    moment.setDataFormat(book.createDataFormat().getFormat("dd.mm.yyyy hh:mm"));
    wrapped = book.createCellStyle();
    wrapped.setWrapText(true);
    wrapped.setVerticalAlignment(VerticalAlignment.CENTER);
  }

  Map<String, Sheet> sheets() {
    return sheets;
  }

  /** Cells whose formula had no result; they are empty now. */
  List<Cell> uncalculated() {
    return uncalculated;
  }

  /** Writes the rows, which come sheet by sheet. */
  void write(Iterable<SourceRow> rows) {
    for (SourceRow row : rows) {
      Sheet sheet = sheets.computeIfAbsent(row.sheet(), name -> sheet(name, row.hidden()));
      Row target = sheet.createRow(row.row() - 1);
      // a title or a signature stands alone in its row and may run on over the cells beside it
      boolean alone = row.cells().stream().filter(cell -> !cell.text().isEmpty()).count() < 2;
      for (SourceRow.SourceCell cell : row.cells()) {
        Cell made = target.createCell(cell.column() - 1);
        if (!alone && cell.type() == 's') {
          made.setCellStyle(wrapped);
        }
        write(cell, made);
        if (cell.rows() > 1 || cell.columns() > 1) {
          sheet.addMergedRegionUnsafe(
              new CellRangeAddress(
                  row.row() - 1,
                  row.row() + cell.rows() - 2,
                  cell.column() - 1,
                  cell.column() + cell.columns() - 2));
        } else if (!alone) {
          widths
              .computeIfAbsent(row.sheet(), name -> new LinkedHashMap<>())
              .merge(cell.column() - 1, letters(cell), Math::max);
        }
      }
    }
    sheets.forEach((name, sheet) -> page(sheet, widths.getOrDefault(name, Map.of())));
  }

  /** Letters a column needs for a cell: of a long text, so many that it can go on below. */
  private static int letters(SourceRow.SourceCell cell) {
    if (cell.type() != 's' || cell.text().length() + 2 <= WIDEST) {
      return cell.text().length() + 2;
    }
    int longest = 0;
    for (String word : cell.text().split("\\s+", -1)) {
      longest = Math.max(longest, word.length());
    }
    return Math.max(WIDEST, Math.min(longest + 2, 2 * WIDEST));
  }

  private void page(Sheet sheet, Map<Integer, Integer> columns) {
    columns.forEach(
        (column, letters) -> sheet.setColumnWidth(column, Math.max(NARROWEST, letters) * 256));
    for (Row row : sheet) {
      int lines = 1;
      for (Cell cell : row) {
        if (cell.getCellType() == CellType.STRING && cell.getCellStyle().getWrapText()) {
          int letters = columns.getOrDefault(cell.getColumnIndex(), WIDEST);
          lines = Math.max(lines, ListSheet.lines(cell.getStringCellValue(), letters - 1));
        }
      }
      if (lines > 1) {
        row.setHeightInPoints((float) Math.min(405, lines * LINE_POINTS));
      }
    }
    Print.onPagesOfFullWidth(sheet);
  }

  private Sheet sheet(String name, boolean hidden) {
    String safe = WorkbookUtil.createSafeSheetName(name.isEmpty() ? dataSheet : name, '_');
    String free = safe;
    for (int n = 2; taken(free); n++) {
      free = safe.substring(0, Math.min(safe.length(), 28)) + " " + n;
    }
    Sheet sheet = book.createSheet(free);
    if (hidden) {
      book.setSheetVisibility(book.getSheetIndex(sheet), SheetVisibility.HIDDEN);
    }
    return sheet;
  }

  private boolean taken(String name) {
    return sheets.values().stream()
        .anyMatch(
            s -> s.getSheetName().toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT)));
  }

  private void write(SourceRow.SourceCell cell, Cell made) {
    Double number = cell.number();
    switch (cell.type()) {
      case 'n' -> made.setCellValue(number == null ? 0 : number);
      case 'd' -> {
        made.setCellValue(number == null ? 0 : number);
        made.setCellStyle(cell.text().length() > 10 ? moment : day);
      }
      case 'b' -> made.setCellValue(number != null && number != 0);
      case 'e' -> error(cell.text(), made);
      case 'u' -> uncalculated.add(made);
      default -> {
        if (NUMBER.matcher(cell.text()).matches()) {
          made.setCellValue(Double.parseDouble(cell.text()));
        } else {
          texts.write(made, cell.text());
        }
      }
    }
  }

  private void error(String text, Cell made) {
    for (FormulaError error : FormulaError.values()) {
      if (error != FormulaError.CIRCULAR_REF
          && error != FormulaError.FUNCTION_NOT_IMPLEMENTED
          && error.getString().equals(text)) {
        made.setCellErrorValue(error.getCode());
        return;
      }
    }
    texts.write(made, text);
  }
}
