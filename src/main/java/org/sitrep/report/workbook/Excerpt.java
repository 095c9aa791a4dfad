package org.sitrep.report.workbook;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.Font;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.xssf.streaming.SXSSFWorkbook;
import org.jspecify.annotations.Nullable;
import org.sitrep.domain.Address;
import org.sitrep.domain.Severity;

/**
 * Single rows of a file too big to be copied, with their old row numbers and column letters. These
 * sheets bear names of ours: nobody can send them back for the whole file.
 */
final class Excerpt {
  private static final int WIDTH = 16 * 256;

  private final SXSSFWorkbook book;
  private final FrontPage page;
  private final Texts texts;
  private final CellStyle head;
  private final Map<Severity, CellStyle> painted = new HashMap<>();

  Excerpt(SXSSFWorkbook book, Colours colours, FrontPage page) {
    this.book = book;
    this.page = page;
    this.texts = new Texts(book);
    Font bold = book.createFont();
    bold.setBold(true);
    head = book.createCellStyle();
    head.setFont(bold);
    colours.head(head);
    for (Severity severity : Severity.values()) {
      CellStyle style = book.createCellStyle();
      colours.paint(style, severity);
      painted.put(severity, style);
    }
  }

  /** Writes a sheet for each sheet that {@code rows} come from. */
  void write(List<SourceRow> rows, List<Remark> remarks) {
    Map<String, Map<Remark.Spot, Severity>> worst = new HashMap<>();
    for (Remark remark : remarks) {
      if (remark.sheet() != null) {
        for (Remark.Spot spot : remark.cells()) {
          worst
              .computeIfAbsent(remark.sheet(), name -> new HashMap<>())
              .merge(
                  spot, remark.severity(), (one, other) -> one.compareTo(other) > 0 ? one : other);
        }
      }
    }
    Map<String, List<SourceRow>> bySheet = new LinkedHashMap<>();
    rows.forEach(
        row -> bySheet.computeIfAbsent(row.sheet(), n -> new java.util.ArrayList<>()).add(row));
    int number = 0;
    for (Map.Entry<String, List<SourceRow>> e : bySheet.entrySet()) {
      number++;
      String name = number == 1 ? page.rowsSheet() : page.rowsSheet() + " " + number;
      sheet(
          book.createSheet(name),
          e.getKey(),
          e.getValue(),
          worst.getOrDefault(e.getKey(), Map.of()));
    }
  }

  private void sheet(
      Sheet sheet, String name, List<SourceRow> rows, Map<Remark.Spot, Severity> worst) {
    int columns =
        rows.stream()
            .flatMap(row -> row.cells().stream())
            .mapToInt(SourceRow.SourceCell::column)
            .max()
            .orElse(0);
    Row heads = sheet.createRow(0);
    heading(heads, 0, name.isEmpty() ? page.rowHead() : name + ": " + page.rowHead());
    for (int i = 1; i <= columns; i++) {
      heading(heads, i, Address.letters(i));
      sheet.setColumnWidth(i, WIDTH);
    }
    sheet.setColumnWidth(0, WIDTH);
    sheet.createFreezePane(1, 1);
    int at = 1;
    for (SourceRow row : rows) {
      Row target = sheet.createRow(at++);
      heading(target, 0, Integer.toString(row.row()));
      int first = row.cells().isEmpty() ? 1 : row.cells().get(0).column();
      for (SourceRow.SourceCell cell : row.cells()) {
        Cell made = target.createCell(cell.column());
        Severity severity = worst(worst, row.row(), cell.column(), first);
        if (severity != null) {
          made.setCellStyle(painted.get(severity));
        }
        if (cell.type() == 'n' && cell.number() != null) {
          made.setCellValue(cell.number());
        } else {
          texts.write(made, cell.text());
        }
      }
      worst.forEach(
          (spot, severity) -> {
            if (spot.row() == row.row()
                && spot.column() > 0
                && target.getCell(spot.column()) == null) {
              target.createCell(spot.column()).setCellStyle(painted.get(severity));
            }
          });
    }
  }

  private static @Nullable Severity worst(
      Map<Remark.Spot, Severity> worst, int row, int column, int first) {
    Severity own = worst.get(new Remark.Spot(row, column));
    Severity whole = column == first ? worst.get(new Remark.Spot(row, 0)) : null;
    if (own == null || whole == null) {
      return own == null ? whole : own;
    }
    return own.compareTo(whole) > 0 ? own : whole;
  }

  private void heading(Row row, int column, String text) {
    Cell cell = row.createCell(column);
    cell.setCellStyle(head);
    texts.write(cell, text);
  }
}
