package org.sitrep.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
import org.apache.poi.hssf.record.NumberRecord;
import org.apache.poi.hssf.record.Record;
import org.apache.poi.hssf.record.RecordFactoryInputStream;
import org.apache.poi.hssf.record.SSTRecord;
import org.apache.poi.hssf.record.StringRecord;
import org.apache.poi.poifs.filesystem.DirectoryNode;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.usermodel.FormulaError;
import org.jspecify.annotations.Nullable;
import org.sitrep.config.Limits;
import org.sitrep.domain.FindingCode;

/**
 * Reads {@code .xls} (BIFF8) record by record and row by row; the only door to POI in this package.
 * Also tells what an OLE2 container holds when it is no such workbook.
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

  /** Cells of a sheet whose rows stand in no order. */
  private static final int MAX_HELD = 1 << 20;

  private final POIFSFileSystem container;
  private final List<XlsOutline.Part> outlines;
  private final RecordFactoryInputStream records;

  // the workbook
  private final List<BoundSheetRecord> bound = new ArrayList<>();
  private final List<BoundSheetRecord> inFileOrder = new ArrayList<>();
  private final Map<Integer, String> formats = new HashMap<>();
  private final List<Integer> formatOfStyle = new ArrayList<>();
  private final BitSet dateStyles = new BitSet();
  private boolean from1904;
  private @Nullable SSTRecord strings;

  // where we are
  private int depth;
  private int substream = -1;
  private boolean withCells;
  private boolean anySheet;
  private XlsOutline.@Nullable Part outline;
  private @Nullable FormulaRecord textOf;
  private int row;
  private TreeMap<Integer, Cell> cells = new TreeMap<>();

  /** Rows that are not the current one, of a sheet whose rows stand in no order. */
  private final TreeMap<Integer, TreeMap<Integer, Cell>> unordered = new TreeMap<>();

  private int held;
  private final Deque<SheetRow> ahead = new ArrayDeque<>();

  private XlsReader(POIFSFileSystem container, List<XlsOutline.Part> outlines, InputStream stream) {
    this.container = container;
    this.outlines = outlines;
    this.records = new RecordFactoryInputStream(stream, false);
  }

  /**
   * Opens an OLE2 container.
   *
   * @throws Refused when it holds no workbook that can be read
   */
  static XlsReader open(Content content, Limits limits) throws IOException {
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
      List<XlsOutline.Part> outlines;
      try (InputStream in = book(container.getRoot())) {
        outlines = XlsOutline.of(in, limits);
      }
      XlsReader out = new XlsReader(container, outlines, book(container.getRoot()));
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
        Record next = read();
        if (next == null) {
          end();
          return null;
        }
        take(next);
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
    for (int i = 0; i < formatOfStyle.size(); i++) {
      int format = formatOfStyle.get(i);
      dateStyles.set(i, CellText.isDateFormat(format, formats.get(format)));
    }
    inFileOrder.addAll(Arrays.asList(BoundSheetRecord.orderByBofPosition(bound)));
  }

  private void end() {
    if (depth > 0) {
      throw Refused.damaged(sheetName() + " ends too early");
    } else if (!anySheet) {
      throw new Refused(FindingCode.FILE_WITHOUT_SHEETS, Map.of());
    }
  }

  private void take(Record next) {
    if (next instanceof BOFRecord start) {
      if (depth++ == 0) {
        startSheet(start.getType());
      }
    } else if (next instanceof EOFRecord) {
      if (--depth <= 0) {
        depth = 0;
        emitRow();
        unordered.forEach(this::emit);
        unordered.clear();
      }
    } else if (depth == 1 && withCells) {
      // deeper ones belong to charts drawn on the sheet
      collect(next);
    }
  }

  private void startSheet(int type) {
    substream++;
    withCells =
        substream < inFileOrder.size()
            && type != BOFRecord.TYPE_CHART
            && type != BOFRecord.TYPE_EXCEL_4_MACRO
            && type != BOFRecord.TYPE_VB_MODULE;
    anySheet |= withCells;
    outline = substream < outlines.size() ? outlines.get(substream) : null;
    textOf = null;
    held = 0;
  }

  private void collect(Record next) {
    if (next instanceof StringRecord text) {
      FormulaRecord formula = textOf;
      textOf = null;
      if (formula != null && !text.getString().isEmpty()) {
        put(formula, Cell.text(formula.getColumn() + 1, text.getString(), true));
      }
    } else if (next instanceof LabelRecord label) {
      if (!label.getValue().isEmpty()) {
        put(label.getRow(), Cell.text(label.getColumn() + 1, label.getValue(), false));
      }
    } else if (next instanceof CellRecord cell) {
      collectCell(cell);
    }
  }

  private void collectCell(CellRecord record) {
    int column = (record.getColumn() & 0xFFFF) + 1;
    if (record instanceof LabelSSTRecord label) {
      int index = label.getSSTIndex();
      SSTRecord texts = strings;
      if (texts == null || index < 0 || index >= texts.getNumUniqueStrings()) {
        put(record, Cell.error(column, MISSING_TEXT, false));
        return;
      }
      String text = texts.getString(index).getString();
      if (!text.isEmpty()) {
        put(record, Cell.text(column, text, false));
      }
    } else if (record instanceof NumberRecord number) {
      put(record, number(column, number.getValue(), record, false));
    } else if (record instanceof BoolErrRecord value) {
      put(
          record,
          value.isError()
              ? Cell.error(column, errorText(value.getErrorValue()), false)
              : Cell.bool(column, value.getBooleanValue(), false));
    } else if (record instanceof FormulaRecord formula) {
      collectFormula(formula, column);
    }
  }

  private void collectFormula(FormulaRecord formula, int column) {
    if (formula.hasCachedResultString()) {
      textOf = formula;
      return;
    }
    CellType type = formula.getCachedResultTypeEnum();
    if (type == CellType.BOOLEAN) {
      put(formula, Cell.bool(column, formula.getCachedBooleanValue(), true));
    } else if (type == CellType.ERROR) {
      put(formula, Cell.error(column, errorText(formula.getCachedErrorValue()), true));
    } else if (type == CellType.NUMERIC) {
      put(formula, number(column, formula.getValue(), formula, true));
    }
  }

  private Cell number(int column, double value, CellRecord record, boolean formula) {
    int style = record.getXFIndex() & 0xFFFF;
    return Cell.number(column, value, dateStyles.get(style), from1904, formula);
  }

  private static String errorText(int code) {
    return FormulaError.isValidCode(code) ? FormulaError.forInt(code).getString() : "#N/A";
  }

  private void put(CellRecord where, Cell cell) {
    put(where.getRow(), cell);
  }

  private void put(int cellRow, Cell cell) {
    int at = cellRow & 0xFFFF;
    if (at != row) {
      emitRow();
      row = at;
    }
    cells.put(cell.column(), cell);
  }

  /** Ends the current row; it is held when rows stand in no order. */
  private void emitRow() {
    if (cells.isEmpty()) {
      return;
    }
    if (outline != null && outline.ordered) {
      emit(row, cells);
    } else {
      held += cells.size();
      if (held > MAX_HELD) {
        throw Refused.damaged(sheetName() + ": cells in no order");
      }
      unordered.merge(
          row,
          cells,
          (before, now) -> {
            before.putAll(now);
            return before;
          });
    }
    cells = new TreeMap<>();
  }

  private void emit(int number, TreeMap<Integer, Cell> full) {
    BoundSheetRecord name = inFileOrder.get(substream);
    SheetRow out =
        new SheetRow(
            bound.indexOf(name),
            name.getSheetname(),
            name.isHidden() || name.isVeryHidden(),
            number + 1,
            outline != null && outline.hiddenRows.get(number),
            List.copyOf(full.values()));
    ahead.add(outline == null ? out : outline.spans.apply(out));
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
