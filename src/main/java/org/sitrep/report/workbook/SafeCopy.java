package org.sitrep.report.workbook;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.poi.hssf.record.DateWindow1904Record;
import org.apache.poi.hssf.record.Record;
import org.apache.poi.hssf.usermodel.HSSFPalette;
import org.apache.poi.hssf.usermodel.HSSFWorkbook;
import org.apache.poi.hssf.util.HSSFColor;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.usermodel.Comment;
import org.apache.poi.ss.usermodel.DataValidation;
import org.apache.poi.ss.usermodel.DataValidationConstraint;
import org.apache.poi.ss.usermodel.DateUtil;
import org.apache.poi.ss.usermodel.Name;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.usermodel.Workbook;
import org.apache.poi.ss.util.CellAddress;
import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.ss.util.PaneInformation;
import org.apache.poi.ss.util.WorkbookUtil;
import org.apache.poi.xssf.usermodel.XSSFCell;
import org.apache.poi.xssf.usermodel.XSSFChartSheet;
import org.apache.poi.xssf.usermodel.XSSFDialogsheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.openxmlformats.schemas.spreadsheetml.x2006.main.CTWorkbook;
import org.sitrep.domain.ReturnSheet;

/**
 * Copies a sender's workbook into a new one: only what is known to do no harm comes along. Values,
 * formats, widths, merged regions, panes, comments and drop-down lists do; formulas come as their
 * results; macros, links, embedded objects, pictures, queries and whatever else a file may hold
 * have no way in.
 */
final class SafeCopy {
  /** Up to here it is checked that merged regions do not overlap, which takes quadratic time. */
  private static final int CHECKED_REGIONS = 2_000;

  private static final int COLUMNS = 16_384;

  /** What a drop-down list or a check may refer to: values and ranges of the workbook itself. */
  private static final Pattern HARMLESS =
      Pattern.compile(
          "\"[^\"]*\"|-?[0-9.]+|[\\p{L}_][\\p{L}0-9_]*"
              + "|(?:'[^'\\[\\]|]+'!|[\\p{L}0-9_]+!)?\\$?[A-Z]{1,3}\\$?[0-9]+(?::\\$?[A-Z]{1,3}\\$?[0-9]+)?");

  private final Workbook from;
  private final Workbook to;
  private final Texts texts;
  private final Map<Integer, CellStyle> styles = new HashMap<>();
  private final Map<Integer, CellStyle> cleaned = new HashMap<>();
  private final Map<String, Sheet> sheets = new LinkedHashMap<>();
  private final Set<String> taken = new HashSet<>();
  private final List<Cell> uncalculated = new ArrayList<>();

  SafeCopy(Workbook from, Workbook to) {
    this.from = from;
    this.to = to;
    this.texts = new Texts(to);
    to.sheetIterator().forEachRemaining(s -> taken.add(s.getSheetName().toLowerCase(Locale.ROOT)));
  }

  /** Copies every sheet but those an earlier return added. */
  void copy() {
    calendar();
    palette();
    for (int i = 0; i < from.getNumberOfSheets(); i++) {
      Sheet sheet = from.getSheetAt(i);
      if (!ReturnSheet.isOurs(sheet.getSheetName())
          && !(sheet instanceof XSSFChartSheet)
          && !(sheet instanceof XSSFDialogsheet)) {
        Sheet copy = to.createSheet(name(sheet.getSheetName()));
        sheets.put(sheet.getSheetName(), copy);
        copy(sheet, copy);
        to.setSheetVisibility(to.getSheetIndex(copy), from.getSheetVisibility(i));
      }
    }
    names();
    from.sheetIterator()
        .forEachRemaining(
            sheet -> {
              Sheet copy = sheets.get(sheet.getSheetName());
              if (copy != null) {
                validations(sheet, copy);
              }
            });
  }

  /** Copies by the name their originals had. */
  Map<String, Sheet> sheets() {
    return sheets;
  }

  /** Cells whose formula had no result; they are empty now. */
  List<Cell> uncalculated() {
    return uncalculated;
  }

  private String name(String original) {
    String safe = WorkbookUtil.createSafeSheetName(original, '_');
    String name = safe;
    for (int n = 2; !taken.add(name.toLowerCase(Locale.ROOT)); n++) {
      String end = " " + n;
      name = safe.substring(0, Math.min(safe.length(), 31 - end.length())) + end;
    }
    return name;
  }

  /** Serial numbers of days mean the same as in the original. */
  private void calendar() {
    if (from instanceof XSSFWorkbook xlsx && to instanceof XSSFWorkbook copy) {
      if (xlsx.isDate1904()) {
        CTWorkbook book = copy.getCTWorkbook();
        (book.isSetWorkbookPr() ? book.getWorkbookPr() : book.addNewWorkbookPr()).setDate1904(true);
      }
    } else if (from instanceof HSSFWorkbook xls && to instanceof HSSFWorkbook copy) {
      if (xls.getInternalWorkbook().isUsing1904DateWindowing()) {
        for (Record record : copy.getInternalWorkbook().getRecords()) {
          if (record instanceof DateWindow1904Record window) {
            window.setWindowing((short) 1);
          }
        }
      }
    }
  }

  private void palette() {
    if (from instanceof HSSFWorkbook xls && to instanceof HSSFWorkbook copy) {
      HSSFPalette palette = xls.getCustomPalette();
      for (short i = 8; i < 64; i++) {
        HSSFColor colour = palette.getColor(i);
        if (colour != null) {
          short[] rgb = colour.getTriplet();
          copy.getCustomPalette().setColorAtIndex(i, (byte) rgb[0], (byte) rgb[1], (byte) rgb[2]);
        }
      }
    }
  }

  private void copy(Sheet sheet, Sheet copy) {
    copy.setDefaultColumnWidth(sheet.getDefaultColumnWidth());
    copy.setDefaultRowHeight(sheet.getDefaultRowHeight());
    copy.setDisplayGridlines(sheet.isDisplayGridlines());
    Set<CellAddress> painted = new HashSet<>();
    sheet
        .getCellComments()
        .forEach(
            (address, comment) -> {
              if (Fixed.AUTHOR.equals(comment.getAuthor())) {
                painted.add(address);
              }
            });
    int columns = 0;
    for (Row row : sheet) {
      Row target = copy.createRow(row.getRowNum());
      if (row.getHeight() != sheet.getDefaultRowHeight()) {
        target.setHeight(row.getHeight());
      }
      target.setZeroHeight(row.getZeroHeight());
      for (Cell cell : row) {
        Cell made = target.createCell(cell.getColumnIndex());
        made.setCellStyle(style(cell.getCellStyle(), painted.contains(cell.getAddress())));
        value(cell, made);
        columns = Math.max(columns, cell.getColumnIndex() + 1);
      }
    }
    widths(sheet, copy, Math.min(columns + 1, COLUMNS));
    regions(sheet, copy);
    comments(sheet, copy);
    page(sheet, copy);
  }

  private CellStyle style(CellStyle style, boolean painted) {
    return (painted ? cleaned : styles)
        .computeIfAbsent(
            (int) style.getIndex(),
            index -> {
              CellStyle made = to.createCellStyle();
              made.cloneStyleFrom(style);
              if (painted) {
                Colours.clean(made);
              }
              return made;
            });
  }

  private void value(Cell cell, Cell made) {
    CellType type;
    try {
      boolean formula = cell.getCellType() == CellType.FORMULA;
      if (formula && cell instanceof XSSFCell xlsx && xlsx.getRawValue() == null) {
        uncalculated.add(made);
        return;
      }
      type = formula ? cell.getCachedFormulaResultType() : cell.getCellType();
    } catch (IllegalStateException e) {
      isoDate(cell, made);
      return;
    }
    switch (type) {
      case NUMERIC -> made.setCellValue(cell.getNumericCellValue());
      case STRING -> texts.write(made, cell.getRichStringCellValue().getString());
      case BOOLEAN -> made.setCellValue(cell.getBooleanCellValue());
      case ERROR -> made.setCellErrorValue(cell.getErrorCellValue());
      default -> {}
    }
  }

  /** A cell of the rare type that writes its date as text; POI does not know it. */
  private void isoDate(Cell cell, Cell made) {
    String raw = cell instanceof XSSFCell xlsx ? xlsx.getRawValue() : null;
    if (raw == null) {
      return;
    }
    try {
      String iso = raw.endsWith("Z") ? raw.substring(0, raw.length() - 1) : raw;
      boolean dated = to instanceof XSSFWorkbook xlsx && xlsx.isDate1904();
      made.setCellValue(
          DateUtil.getExcelDate(
              iso.indexOf('T') < 0 ? LocalDate.parse(iso).atStartOfDay() : LocalDateTime.parse(iso),
              dated));
    } catch (DateTimeParseException e) {
      texts.write(made, raw);
    }
  }

  private void widths(Sheet sheet, Sheet copy, int columns) {
    for (int i = 0; i < columns; i++) {
      if (sheet.getColumnWidth(i) != copy.getColumnWidth(i)) {
        copy.setColumnWidth(i, Math.min(sheet.getColumnWidth(i), 255 * 256));
      }
      if (sheet.isColumnHidden(i)) {
        copy.setColumnHidden(i, true);
      }
      CellStyle style = sheet.getColumnStyle(i);
      if (style != null && style.getIndex() != 0) {
        copy.setDefaultColumnStyle(i, style(style, false));
      }
    }
  }

  private static void regions(Sheet sheet, Sheet copy) {
    List<CellRangeAddress> regions = sheet.getMergedRegions();
    for (CellRangeAddress region : regions) {
      if (region.getNumberOfCells() < 2) {
        continue;
      }
      if (regions.size() > CHECKED_REGIONS) {
        copy.addMergedRegionUnsafe(region.copy());
        continue;
      }
      try {
        copy.addMergedRegion(region.copy());
      } catch (IllegalArgumentException | IllegalStateException e) {
        // It overlaps another: programs show only one of the two.
        continue;
      }
    }
  }

  private static void comments(Sheet sheet, Sheet copy) {
    Comments comments = new Comments(copy);
    for (Map.Entry<CellAddress, ? extends Comment> e : sheet.getCellComments().entrySet()) {
      Comment comment = e.getValue();
      String text = comment.getString() == null ? "" : comment.getString().getString();
      if (!Fixed.AUTHOR.equals(comment.getAuthor()) && !text.isBlank()) {
        comments.add(
            e.getKey().getRow(),
            e.getKey().getColumn(),
            comment.getAuthor() == null ? "" : comment.getAuthor(),
            text);
      }
    }
  }

  private static void page(Sheet sheet, Sheet copy) {
    PaneInformation pane = sheet.getPaneInformation();
    if (pane != null && pane.isFreezePane()) {
      int columns = pane.getVerticalSplitPosition();
      int rows = pane.getHorizontalSplitPosition();
      copy.createFreezePane(
          columns,
          rows,
          Math.max(columns, pane.getVerticalSplitLeftColumn()),
          Math.max(rows, pane.getHorizontalSplitTopRow()));
    }
    copy.getPrintSetup().setPaperSize(sheet.getPrintSetup().getPaperSize());
    copy.getPrintSetup().setLandscape(sheet.getPrintSetup().getLandscape());
    if (!sheet.getFitToPage()) {
      Print.onPagesOfFullWidth(copy);
    } else {
      copy.setFitToPage(true);
      copy.getPrintSetup().setFitWidth(sheet.getPrintSetup().getFitWidth());
      copy.getPrintSetup().setFitHeight(sheet.getPrintSetup().getFitHeight());
    }
  }

  /** Names of plain ranges: lists of drop-down cells stand behind them. */
  private void names() {
    for (Name name : from.getAllNames()) {
      if (name.isFunctionName() || name.isDeleted() || name.getNameName().startsWith("_xlnm")) {
        continue;
      }
      String range = range(name);
      if (range == null || range.indexOf('!') < 0 || !HARMLESS.matcher(range).matches()) {
        continue;
      }
      try {
        Name made = to.createName();
        made.setNameName(name.getNameName());
        if (name.getSheetIndex() >= 0) {
          Sheet scope = sheets.get(from.getSheetAt(name.getSheetIndex()).getSheetName());
          if (scope != null) {
            made.setSheetIndex(to.getSheetIndex(scope));
          }
        }
        made.setRefersToFormula(range);
      } catch (IllegalArgumentException e) {
        // A name no program accepts today: the lists behind it come without their cells.
        continue;
      }
    }
  }

  private static @org.jspecify.annotations.Nullable String range(Name name) {
    try {
      return name.getRefersToFormula();
    } catch (RuntimeException e) {
      // POI cannot write down what some names refer to; those are no plain ranges.
      return null;
    }
  }

  private static void validations(Sheet sheet, Sheet copy) {
    List<? extends DataValidation> all;
    try {
      all = sheet.getDataValidations();
    } catch (RuntimeException e) {
      // Checks POI does not understand stay behind.
      return;
    }
    for (DataValidation validation : all) {
      DataValidationConstraint rule = validation.getValidationConstraint();
      String one = rule.getFormula1();
      String two = rule.getFormula2();
      boolean harmless =
          (one == null || HARMLESS.matcher(one).matches())
              && (two == null || HARMLESS.matcher(two).matches())
              && rule.getValidationType() != DataValidationConstraint.ValidationType.FORMULA;
      if (harmless && validation.getRegions() != null) {
        try {
          DataValidation made =
              copy.getDataValidationHelper().createValidation(rule, validation.getRegions());
          made.setEmptyCellAllowed(validation.getEmptyCellAllowed());
          made.setSuppressDropDownArrow(validation.getSuppressDropDownArrow());
          copy.addValidationData(made);
        } catch (RuntimeException e) {
          // A check that cannot be written again is missed by nobody.
          continue;
        }
      }
    }
  }
}
