package org.sitrep.form;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.apache.poi.ooxml.POIXMLProperties;
import org.apache.poi.openxml4j.exceptions.InvalidFormatException;
import org.apache.poi.ss.usermodel.PageMargin;
import org.apache.poi.ss.usermodel.PrintSetup;
import org.apache.poi.ss.usermodel.SheetVisibility;
import org.apache.poi.ss.util.CellAddress;
import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.ss.util.CellReference;
import org.apache.poi.xssf.usermodel.XSSFCell;
import org.apache.poi.xssf.usermodel.XSSFFormulaEvaluator;
import org.apache.poi.xssf.usermodel.XSSFName;
import org.apache.poi.xssf.usermodel.XSSFRow;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.sitrep.domain.FormStamp;
import org.sitrep.form.CellLooks.Look;
import org.sitrep.form.Plan.Line;

/** Writes a {@link Plan} as {@code .xlsx}. The door to POI. */
final class BlankWorkbook {
  private static final LocalDateTime ZIP_TIME = LocalDateTime.of(2021, 2, 1, 0, 0);
  private static final float LINE_POINTS = 15;
  private static final float GAP_POINTS = 6;

  private final Plan plan;
  private final XSSFWorkbook workbook = new XSSFWorkbook();
  private final XSSFSheet sheet;
  private final CellLooks looks = new CellLooks(workbook);
  private final CellChecks checks;
  private final XSSFFormulaEvaluator evaluator;
  private final List<Integer> widths;
  private final HeadingGrid grid;
  private final int keys;

  private BlankWorkbook(Plan plan) {
    this.plan = plan;
    sheet = workbook.createSheet(plan.sheet());
    checks = new CellChecks(sheet);
    widths = Widths.of(plan);
    evaluator = workbook.getCreationHelper().createFormulaEvaluator();
    grid = new HeadingGrid(plan.columns());
    keys = (int) plan.columns().stream().takeWhile(c -> !c.isValue()).count();
  }

  static byte[] bytes(Plan plan) {
    BlankWorkbook out = new BlankWorkbook(plan);
    try (XSSFWorkbook workbook = out.workbook) {
      out.write();
      ByteArrayOutputStream bytes = new ByteArrayOutputStream(16384);
      workbook.write(bytes);
      return sameTimes(bytes.toByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write form: " + plan.title(), e);
    }
  }

  private void write() {
    lists();
    int row = head();
    int headings = row;
    row = headings(row);
    int first = row;
    row = lines(row);
    for (int c = 0; c < plan.columns().size(); c++) {
      checks.add(plan.columns().get(c).check(), first, row - 1, c, caption(plan.columns().get(c)));
    }
    if (plan.total() != null) {
      total(plan.total(), row, first);
      row++;
    }
    if (plan.signature() != null) {
      row++;
      signature(plan.signature(), row++);
    }
    for (String note : plan.notesBelow()) {
      text(++row, 0, note, Look.NOTE);
    }
    other();
    view(headings, first);
    print(headings, first - 1);
    protect();
    describe();
  }

  // above the table

  private int head() {
    int row = 0;
    if (plan.ministry() != null) {
      text(row++, 0, plan.ministry(), Look.MINISTRY);
    }
    if (plan.titled()) {
      text(row++, 0, plan.title(), Look.TITLE).getRow().setHeightInPoints(24);
    }
    if (plan.region() != null) {
      text(row, 0, plan.region().label(), Look.LABEL);
      if (plan.region().value() == null) {
        entry(row, 1, "@");
        checks.add(plan.region().check(), row, row, 1, plan.region().label());
      } else {
        text(row, 1, plan.region().value(), Look.NAME);
      }
      row++;
    }
    if (plan.date() != null) {
      text(row, 0, plan.date().label(), Look.LABEL);
      cell(row, 1, Look.DAY, plan.date().format()).setCellValue(plan.date().value());
      checks.add(plan.date().check(), row, row, 1, plan.date().label());
      row++;
    }
    if (!plan.notes().isEmpty()) {
      row(row++).setHeightInPoints(GAP_POINTS);
    }
    for (String note : plan.notes()) {
      text(row++, 0, note, Look.NOTE);
    }
    return row == 0 ? 0 : row + 1;
  }

  // the table

  private int headings(int top) {
    for (HeadingGrid.Box box : grid.boxes()) {
      for (int row = box.top(); row <= box.bottom(); row++) {
        for (int c = box.left(); c <= box.right(); c++) {
          boolean first = row == box.top() && c == box.left();
          text(top + row, c, first ? box.text() : "", Look.HEADING);
        }
      }
      if (box.isMerged()) {
        sheet.addMergedRegion(
            new CellRangeAddress(top + box.top(), top + box.bottom(), box.left(), box.right()));
      }
    }
    List<Integer> lines = grid.lines(widths);
    for (int row = 0; row < grid.depth(); row++) {
      row(top + row).setHeightInPoints(LINE_POINTS * lines.get(row) + 5);
    }
    return top + grid.depth();
  }

  private int lines(int first) {
    int row = first;
    for (Line line : plan.lines()) {
      int height = 1;
      for (int c = 0; c < plan.columns().size(); c++) {
        BlankColumn column = plan.columns().get(c);
        Object value = line.values().get(column.key());
        if (!column.sumOf().isEmpty()) {
          sum(row, c, column);
        } else if (value == null) {
          entry(row, c, column.format());
        } else if (value instanceof LocalDate date) {
          cell(row, c, Look.PRINTED, column.format()).setCellValue(date);
        } else {
          text(row, c, value.toString(), Look.PRINTED);
          height = Math.max(height, Widths.lines(value.toString(), widths.get(c)));
        }
      }
      row(row).setHeightInPoints(LINE_POINTS * height + 5);
      row++;
    }
    return row;
  }

  /** The sum of other columns of the row, wherever they stand. */
  private void sum(int row, int c, BlankColumn column) {
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < plan.columns().size(); i++) {
      if (column.sumOf().contains(plan.columns().get(i).key())) {
        parts.add(CellReference.convertNumToColString(i) + (row + 1));
      }
    }
    XSSFCell cell = cell(row, c, Look.SUM, column.format());
    if (!parts.isEmpty()) {
      String all = String.join(",", parts);
      // Empty as long as its parts are: a figure would make a row of an empty one.
      cell.setCellFormula("IF(COUNT(" + all + ")=0,\"\",SUM(" + all + "))");
      evaluator.evaluateFormulaCell(cell);
    }
  }

  private void total(String word, int row, int first) {
    for (int c = 0; c < plan.columns().size(); c++) {
      BlankColumn column = plan.columns().get(c);
      XSSFCell cell =
          cell(
              row,
              c,
              c < keys ? Look.WORD : Look.TOTAL,
              column.addsUp() ? column.format() : "General");
      if (c == 0) {
        cell.setCellValue(word);
      } else if (column.addsUp()) {
        String letters = CellReference.convertNumToColString(c);
        cell.setCellFormula("SUM(" + letters + (first + 1) + ":" + letters + row + ")");
        evaluator.evaluateFormulaCell(cell);
      }
    }
    if (keys > 1) {
      sheet.addMergedRegion(new CellRangeAddress(row, row, 0, keys - 1));
    }
    row(row).setHeightInPoints(LINE_POINTS + 5);
  }

  /** A line to sign on; it begins with a word that tells it from a row of the table. */
  private void signature(String word, int row) {
    text(row, 0, word + ":", Look.BELOW);
    int last = plan.columns().size() - 1;
    int half = Math.max(1, Math.min(last, keys > 1 ? keys - 1 : 3));
    for (int c = 1; c <= half; c++) {
      unlocked(row, c);
    }
    if (last >= half + 2) {
      text(row, half + 1, plan.phone() + ":", Look.BELOW);
      for (int c = half + 2; c <= Math.min(last, half + 3); c++) {
        unlocked(row, c);
      }
    }
    row(row).setHeightInPoints(LINE_POINTS + 6);
  }

  private void unlocked(int row, int column) {
    cell(row, column, Look.LINE, "@");
  }

  // what cells take

  private String caption(BlankColumn column) {
    String whole = String.join(" / ", column.levels());
    return whole.length() <= CellChecks.TITLE ? whole : column.heading();
  }

  /** A sheet of its own for the date, where the form looks for it there alone. */
  private void other() {
    Plan.Other other = plan.other();
    if (other == null) {
      return;
    }
    XSSFSheet notes = workbook.createSheet(other.sheet());
    workbook.setSheetOrder(other.sheet(), 1);
    XSSFRow row = notes.createRow(0);
    row.createCell(0).setCellValue(other.day().label());
    XSSFCell date = row.createCell(1);
    date.setCellValue(other.day().value());
    date.setCellStyle(looks.style(Look.DAY, other.day().format()));
    notes.setColumnWidth(0, (other.day().label().length() + 2) * 256);
    notes.setColumnWidth(1, 14 * 256);
    new CellChecks(notes).add(other.day().check(), 0, 0, 1, other.day().label());
  }

  /** The drop-downs and the stamp, on a sheet nobody sees. */
  private void lists() {
    XSSFSheet hidden = workbook.createSheet(FormStamp.SHEET);
    int line = 0;
    for (Map.Entry<String, String> entry : plan.stamp().entrySet()) {
      XSSFRow row = hidden.createRow(line++);
      row.createCell(0).setCellValue(entry.getKey());
      row.createCell(1).setCellValue(entry.getValue());
    }
    int column = 3;
    for (Map.Entry<String, List<String>> list : plan.lists().entrySet()) {
      List<String> values = list.getValue();
      for (int i = 0; i < values.size(); i++) {
        XSSFRow row = hidden.getRow(i) == null ? hidden.createRow(i) : hidden.getRow(i);
        row.createCell(column).setCellValue(values.get(i));
      }
      String letters = CellReference.convertNumToColString(column++);
      XSSFName name = workbook.createName();
      name.setNameName(list.getKey());
      name.setRefersToFormula(
          FormStamp.SHEET + "!$" + letters + "$1:$" + letters + "$" + values.size());
    }
    workbook.setSheetVisibility(workbook.getSheetIndex(hidden), SheetVisibility.VERY_HIDDEN);
  }

  // how it is shown, printed and kept

  private void view(int headings, int first) {
    for (int c = 0; c < widths.size(); c++) {
      sheet.setColumnWidth(c, (int) ((widths.get(c) + 0.71) * 256));
    }
    int frozen = 0;
    int shown = 0;
    for (int c = 0; c < keys && c + 1 < widths.size(); c++) {
      shown += widths.get(c);
      frozen = shown <= Widths.FROZEN ? c + 1 : frozen;
    }
    sheet.createFreezePane(frozen, first);
    sheet.setDisplayGridlines(false);
    int active = Math.min(keys, widths.size() - 1);
    sheet.setActiveCell(new CellAddress(plan.lines().isEmpty() ? headings : first, active));
    workbook.setActiveSheet(workbook.getSheetIndex(sheet));
  }

  private void print(int firstHeading, int lastHeading) {
    PrintSetup setup = sheet.getPrintSetup();
    setup.setPaperSize(PrintSetup.A4_PAPERSIZE);
    setup.setLandscape(true);
    sheet.setFitToPage(true);
    setup.setFitWidth((short) 1);
    setup.setFitHeight((short) 0);
    sheet.setRepeatingRows(new CellRangeAddress(firstHeading, lastHeading, -1, -1));
    sheet.setHorizontallyCenter(true);
    sheet.setMargin(PageMargin.LEFT, 0.5);
    sheet.setMargin(PageMargin.RIGHT, 0.5);
    sheet.setMargin(PageMargin.TOP, 0.6);
    sheet.setMargin(PageMargin.BOTTOM, 0.7);
    sheet.getFooter().setLeft("&8" + plan.footer().replace("&", "&&"));
    sheet.getFooter().setRight("&8" + plan.page());
  }

  /** Headings and printed names are locked, without a password; rows and columns may be resized. */
  private void protect() {
    sheet.enableLocking();
    sheet.lockFormatColumns(false);
    sheet.lockFormatRows(false);
    sheet.lockInsertRows(false);
    sheet.lockDeleteRows(false);
    sheet.lockSort(false);
  }

  private void describe() {
    POIXMLProperties.CoreProperties core = workbook.getProperties().getCoreProperties();
    String made = Instant.EPOCH.plusSeconds(plan.made().getEpochSecond()).toString();
    try {
      core.setCreated(made);
      core.setModified(made);
    } catch (InvalidFormatException e) {
      throw new IllegalStateException("Cannot write as time: " + made, e);
    }
    core.setCreator(plan.ministry() == null ? "" : plan.ministry());
    core.setTitle(plan.title());
    core.setDescription(plan.footer());
    workbook.getProperties().getExtendedProperties().setApplication("Sitrep");
  }

  // cells

  private XSSFRow row(int row) {
    XSSFRow found = sheet.getRow(row);
    return found == null ? sheet.createRow(row) : found;
  }

  private XSSFCell text(int row, int column, String text, Look look) {
    XSSFCell cell = cell(row, column, look, "General");
    if (!text.isEmpty()) {
      cell.setCellValue(text);
    }
    return cell;
  }

  private XSSFCell entry(int row, int column, String format) {
    return cell(row, column, Look.ENTRY, format);
  }

  private XSSFCell cell(int row, int column, Look look, String format) {
    XSSFCell cell = row(row).createCell(column);
    cell.setCellStyle(looks.style(look, format));
    return cell;
  }

  /** POI stamps every part with the clock; a form must not depend on when it was written. */
  private static byte[] sameTimes(byte[] zip) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream(zip.length);
    try (ZipInputStream from = new ZipInputStream(new ByteArrayInputStream(zip));
        ZipOutputStream to = new ZipOutputStream(out, StandardCharsets.UTF_8)) {
      for (ZipEntry entry = from.getNextEntry(); entry != null; entry = from.getNextEntry()) {
        ZipEntry same = new ZipEntry(entry.getName());
        same.setTimeLocal(ZIP_TIME);
        to.putNextEntry(same);
        from.transferTo(to);
        to.closeEntry();
      }
    }
    return out.toByteArray();
  }
}
