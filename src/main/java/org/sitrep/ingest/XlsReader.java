package org.sitrep.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.poi.EncryptedDocumentException;
import org.apache.poi.hssf.record.BOFRecord;
import org.apache.poi.hssf.record.BoolErrRecord;
import org.apache.poi.hssf.record.BoundSheetRecord;
import org.apache.poi.hssf.record.CellRecord;
import org.apache.poi.hssf.record.DateWindow1904Record;
import org.apache.poi.hssf.record.EOFRecord;
import org.apache.poi.hssf.record.ExtendedFormatRecord;
import org.apache.poi.hssf.record.FormatRecord;
import org.apache.poi.hssf.record.FormulaRecord;
import org.apache.poi.hssf.record.LabelRecord;
import org.apache.poi.hssf.record.LabelSSTRecord;
import org.apache.poi.hssf.record.MergeCellsRecord;
import org.apache.poi.hssf.record.NumberRecord;
import org.apache.poi.hssf.record.Record;
import org.apache.poi.hssf.record.RecordFactoryInputStream;
import org.apache.poi.hssf.record.RowRecord;
import org.apache.poi.hssf.record.SSTRecord;
import org.apache.poi.hssf.record.StringRecord;
import org.apache.poi.poifs.filesystem.DirectoryNode;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.usermodel.FormulaError;
import org.apache.poi.ss.util.CellRangeAddress;
import org.jspecify.annotations.Nullable;
import org.sitrep.domain.FindingCode;

/**
 * Reads {@code .xls} (BIFF8) record by record, one sheet in memory at a time; the only door to POI
 * in this package. Also tells what an OLE2 container holds when it is no such workbook.
 */
final class XlsReader implements Cells {
  private static final List<String> BOOKS = List.of("Workbook", "WORKBOOK", "BOOK", "WorkBook");

  /** Streams of what is no BIFF8 workbook, with the name people know it by. */
  private static final Map<String, String> OTHERS =
      Map.of(
          "Book", "Excel 5.0/95 .xls",
          "WordDocument", "Word .doc",
          "PowerPoint Document", "PowerPoint .ppt",
          "__properties_version1.0", "Outlook .msg");

  private static final String MISSING_TEXT = "#REF!";

  private final POIFSFileSystem container;
  private final RecordFactoryInputStream records;

  // the workbook
  private final List<BoundSheetRecord> bound = new ArrayList<>();
  private final List<BoundSheetRecord> inFileOrder = new ArrayList<>();
  private final Map<Integer, String> formats = new HashMap<>();
  private final List<Integer> formatOfStyle = new ArrayList<>();
  private boolean from1904;
  private @Nullable SSTRecord strings;

  // where we are
  private int depth;
  private int substream = -1;
  private final Deque<SheetRow> ahead = new ArrayDeque<>();

  /** Rows of one sheet while its records come in. */
  private static final class Sheet {
    final TreeMap<Integer, TreeMap<Integer, Cell>> rows = new TreeMap<>();
    final List<Integer> hiddenRows = new ArrayList<>();
    final Spans spans = new Spans();
    @Nullable FormulaRecord textOf;
  }

  private XlsReader(POIFSFileSystem container, InputStream stream) {
    this.container = container;
    this.records = new RecordFactoryInputStream(stream, false);
  }

  /**
   * Opens an OLE2 container.
   *
   * @throws Refused when it holds no workbook that can be read
   */
  static XlsReader open(Content content) throws IOException {
    Path file = content.path();
    POIFSFileSystem container;
    try {
      container =
          file == null
              ? new POIFSFileSystem(content.stream())
              : new POIFSFileSystem(file.toFile(), true);
    } catch (IOException | RuntimeException e) {
      throw damaged("container", e);
    }
    try {
      XlsReader out = new XlsReader(container, book(container.getRoot()));
      out.readWorkbook();
      return out;
    } catch (Refused e) {
      container.close();
      throw e;
    } catch (EncryptedDocumentException e) {
      container.close();
      throw new Refused(FindingCode.FILE_ENCRYPTED, Map.of());
    } catch (IOException | RuntimeException | StackOverflowError e) {
      container.close();
      throw damaged("workbook", e);
    }
  }

  /** The stream of a BIFF8 workbook; anything else a container may hold is refused by its name. */
  private static InputStream book(DirectoryNode root) throws IOException {
    if (root.hasEntry("EncryptedPackage")) {
      throw new Refused(FindingCode.FILE_ENCRYPTED, Map.of());
    }
    for (String name : BOOKS) {
      if (root.hasEntry(name)) {
        return root.createDocumentInputStream(name);
      }
    }
    for (Map.Entry<String, String> other : OTHERS.entrySet()) {
      if (root.hasEntry(other.getKey())) {
        throw new Refused(FindingCode.FILE_TYPE_UNKNOWN, Map.of("found", other.getValue()));
      }
    }
    throw new Refused(FindingCode.FILE_TYPE_UNKNOWN, Map.of("found", "OLE2"));
  }

  @Override
  public @Nullable SheetRow next() {
    try {
      while (ahead.isEmpty()) {
        if (!readSheet()) {
          return null;
        }
      }
      return ahead.remove();
    } catch (Refused e) {
      throw e;
    } catch (RuntimeException | StackOverflowError e) {
      throw damaged(substream < 0 ? "workbook" : sheetName(), e);
    }
  }

  @Override
  public void close() throws IOException {
    container.close();
  }

  /** What stands before the first sheet: names of sheets, formats, styles, texts. */
  private void readWorkbook() {
    depth = 0;
    for (Record next = read(); next != null; next = read()) {
      if (next instanceof BOFRecord) {
        depth++;
      } else if (next instanceof EOFRecord) {
        depth--;
        if (depth == 0) {
          break;
        }
      } else if (next instanceof BoundSheetRecord sheet) {
        bound.add(sheet);
      } else if (next instanceof FormatRecord format) {
        formats.put(format.getIndexCode(), format.getFormatString());
      } else if (next instanceof ExtendedFormatRecord style) {
        formatOfStyle.add(style.getFormatIndex() & 0xFFFF);
      } else if (next instanceof DateWindow1904Record window) {
        from1904 = window.getWindowing() == 1;
      } else if (next instanceof SSTRecord texts) {
        strings = texts;
      }
    }
    if (bound.isEmpty()) {
      throw Refused.damaged("no sheets");
    }
    inFileOrder.addAll(Arrays.asList(BoundSheetRecord.orderByBofPosition(bound)));
  }

  /** Reads the records of the next sheet; false when there is none. */
  private boolean readSheet() {
    Sheet sheet = new Sheet();
    depth = 0;
    for (Record next = read(); next != null; next = read()) {
      if (next instanceof BOFRecord) {
        if (depth++ == 0) {
          substream++;
        }
      } else if (next instanceof EOFRecord) {
        if (--depth <= 0) {
          emit(sheet);
          return true;
        }
      } else if (depth == 1) {
        // deeper ones belong to charts drawn on the sheet
        collect(sheet, next);
      }
    }
    if (depth > 0) {
      throw Refused.damaged(sheetName() + " ends too early");
    }
    return false;
  }

  private void collect(Sheet sheet, Record next) {
    if (next instanceof RowRecord row) {
      if (row.getZeroHeight()) {
        sheet.hiddenRows.add(row.getRowNumber());
      }
    } else if (next instanceof MergeCellsRecord merged) {
      for (int i = 0; i < merged.getNumAreas(); i++) {
        CellRangeAddress area = merged.getAreaAt(i);
        sheet.spans.add(
            area.getFirstRow() + 1,
            area.getFirstColumn() + 1,
            area.getLastRow() + 1,
            area.getLastColumn() + 1);
      }
    } else if (next instanceof StringRecord text) {
      FormulaRecord formula = sheet.textOf;
      sheet.textOf = null;
      if (formula != null && !text.getString().isEmpty()) {
        put(sheet, formula, Cell.text(formula.getColumn() + 1, text.getString(), true));
      }
    } else if (next instanceof LabelRecord label) {
      if (!label.getValue().isEmpty()) {
        put(sheet, label.getRow(), Cell.text(label.getColumn() + 1, label.getValue(), false));
      }
    } else if (next instanceof CellRecord cell) {
      collectCell(sheet, cell);
    }
  }

  private void collectCell(Sheet sheet, CellRecord record) {
    int column = (record.getColumn() & 0xFFFF) + 1;
    if (record instanceof LabelSSTRecord label) {
      int index = label.getSSTIndex();
      SSTRecord texts = strings;
      if (texts == null || index < 0 || index >= texts.getNumUniqueStrings()) {
        put(sheet, record, Cell.error(column, MISSING_TEXT, false));
        return;
      }
      String text = texts.getString(index).getString();
      if (!text.isEmpty()) {
        put(sheet, record, Cell.text(column, text, false));
      }
    } else if (record instanceof NumberRecord number) {
      put(sheet, record, number(column, number.getValue(), record, false));
    } else if (record instanceof BoolErrRecord value) {
      put(
          sheet,
          record,
          value.isError()
              ? Cell.error(column, errorText(value.getErrorValue()), false)
              : Cell.bool(column, value.getBooleanValue(), false));
    } else if (record instanceof FormulaRecord formula) {
      collectFormula(sheet, formula, column);
    }
  }

  private void collectFormula(Sheet sheet, FormulaRecord formula, int column) {
    if (formula.hasCachedResultString()) {
      sheet.textOf = formula;
      return;
    }
    CellType type = formula.getCachedResultTypeEnum();
    if (type == CellType.BOOLEAN) {
      put(sheet, formula, Cell.bool(column, formula.getCachedBooleanValue(), true));
    } else if (type == CellType.ERROR) {
      put(sheet, formula, Cell.error(column, errorText(formula.getCachedErrorValue()), true));
    } else if (type == CellType.NUMERIC) {
      put(sheet, formula, number(column, formula.getValue(), formula, true));
    }
  }

  private Cell number(int column, double value, CellRecord record, boolean formula) {
    int style = record.getXFIndex() & 0xFFFF;
    boolean date = false;
    if (style < formatOfStyle.size()) {
      int format = formatOfStyle.get(style);
      date = CellText.isDateFormat(format, formats.get(format));
    }
    return Cell.number(column, value, date, from1904, formula);
  }

  private static String errorText(int code) {
    return FormulaError.isValidCode(code) ? FormulaError.forInt(code).getString() : "#N/A";
  }

  private static void put(Sheet sheet, CellRecord where, Cell cell) {
    put(sheet, where.getRow(), cell);
  }

  private static void put(Sheet sheet, int row, Cell cell) {
    sheet.rows.computeIfAbsent(row & 0xFFFF, r -> new TreeMap<>()).put(cell.column(), cell);
  }

  private void emit(Sheet sheet) {
    if (substream >= inFileOrder.size()) {
      return;
    }
    BoundSheetRecord name = inFileOrder.get(substream);
    boolean hidden = name.isHidden() || name.isVeryHidden();
    int index = bound.indexOf(name);
    Set<Integer> hiddenRows = new HashSet<>(sheet.hiddenRows);
    sheet.rows.forEach(
        (row, cells) ->
            ahead.add(
                sheet.spans.apply(
                    new SheetRow(
                        index,
                        name.getSheetname(),
                        hidden,
                        row + 1,
                        hiddenRows.contains(row),
                        List.copyOf(cells.values())))));
  }

  private @Nullable Record read() {
    try {
      return records.nextRecord();
    } catch (EncryptedDocumentException e) {
      throw new Refused(FindingCode.FILE_ENCRYPTED, Map.of());
    }
  }

  private String sheetName() {
    return substream >= 0 && substream < inFileOrder.size()
        ? inFileOrder.get(substream).getSheetname()
        : "sheet " + (substream + 1);
  }

  private static Refused damaged(String where, Throwable e) {
    String what = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    return Refused.damaged(where + ": " + what);
  }
}
