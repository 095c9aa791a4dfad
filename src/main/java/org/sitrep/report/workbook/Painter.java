package org.sitrep.report.workbook;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.usermodel.Workbook;
import org.apache.poi.ss.util.CellAddress;
import org.sitrep.domain.Severity;

/** Paints the cells that remarks point at, and writes the remarks on them as comments. */
final class Painter {
  /** Programs grow slow with more comments on a sheet than this; the list has them all. */
  static final int MOST_COMMENTS = 5_000;

  private final Workbook book;
  private final Colours colours;
  private final Map<Severity, Map<Integer, CellStyle>> styles = new HashMap<>();

  Painter(Workbook book, Colours colours) {
    this.book = book;
    this.colours = colours;
  }

  /** Paints everything {@code remarks} point at. */
  void paint(Places places, List<Remark> remarks) {
    Map<Sheet, Map<CellAddress, List<Remark>>> bySheet = new LinkedHashMap<>();
    for (Remark remark : remarks) {
      Sheet sheet = places.sheet(remark);
      if (sheet != null) {
        for (Remark.Spot spot : remark.cells()) {
          bySheet
              .computeIfAbsent(sheet, name -> new TreeMap<>())
              .computeIfAbsent(places.of(sheet, spot), place -> new ArrayList<>())
              .add(remark);
        }
      }
    }
    bySheet.forEach(this::paint);
  }

  private void paint(Sheet sheet, Map<CellAddress, List<Remark>> places) {
    Comments comments = new Comments(sheet);
    int left = MOST_COMMENTS;
    for (Map.Entry<CellAddress, List<Remark>> e : places.entrySet()) {
      CellAddress place = e.getKey();
      Severity worst = Severity.INFO;
      List<String> texts = new ArrayList<>();
      for (Remark remark : e.getValue()) {
        worst = remark.severity().compareTo(worst) > 0 ? remark.severity() : worst;
        texts.add(remark.word() + ". " + remark.sentence());
      }
      Cell cell = cell(sheet, place);
      cell.setCellStyle(style(cell.getCellStyle(), worst));
      sheet.getRow(place.getRow()).setZeroHeight(false);
      if (sheet.isColumnHidden(place.getColumn())) {
        sheet.setColumnHidden(place.getColumn(), false);
      }
      if (left-- > 0) {
        comments.add(
            place.getRow(),
            place.getColumn(),
            Fixed.AUTHOR,
            String.join("\n\n", texts.stream().distinct().toList()));
      }
    }
  }

  private static Cell cell(Sheet sheet, CellAddress place) {
    Row row = sheet.getRow(place.getRow());
    if (row == null) {
      row = sheet.createRow(place.getRow());
    }
    Cell cell = row.getCell(place.getColumn());
    return cell == null ? row.createCell(place.getColumn()) : cell;
  }

  private CellStyle style(CellStyle own, Severity severity) {
    return styles
        .computeIfAbsent(severity, s -> new HashMap<>())
        .computeIfAbsent(
            (int) own.getIndex(),
            index -> {
              CellStyle made = book.createCellStyle();
              made.cloneStyleFrom(own);
              colours.paint(made, severity);
              return made;
            });
  }
}
