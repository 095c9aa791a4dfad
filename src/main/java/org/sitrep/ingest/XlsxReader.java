package org.sitrep.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.sitrep.config.Limits;

/**
 * Reads {@code .xlsx} and {@code .xlsm} row by row: what looks as usual straight from its bytes
 * ({@link SheetScanner}), anything else with an XML parser ({@link SheetXml}). Holds the shared
 * texts, the styles and at most {@link #AHEAD_ROWS} rows in memory.
 *
 * <p>Merged regions stand behind the rows they are about. A sheet that ends within the rows held is
 * told with them at once; a longer one is unpacked a second time, only to look for them.
 */
final class XlsxReader implements Cells {
  static final int AHEAD_ROWS = 5_000;
  static final int MAX_ROW = 1_048_576;
  static final int MAX_COLUMN = 16_384;
  private static final int AHEAD_CELLS = 200_000;

  private final Zip zip;
  private final XmlParts parts;
  private final boolean scan;
  private final List<XlsxBook.Sheet> sheets;
  private final XlsxValues values;

  // where we are
  private int sheetIndex = -1;
  private @Nullable InputStream bytes;
  private @Nullable SheetScanner scanner;
  private @Nullable SheetXml parser;
  private int lastRow;
  private Spans spans = new Spans();
  private final Deque<SheetRow> ahead = new ArrayDeque<>();

  private XlsxReader(Zip zip, XmlParts parts, boolean scan, XlsxBook book) {
    this.zip = zip;
    this.parts = parts;
    this.scan = scan;
    this.sheets = book.sheets();
    this.values = book.values();
  }

  /** Opens a workbook: its sheets, styles and shared texts. {@link #close} closes {@code zip}. */
  static XlsxReader open(Zip zip, Limits limits) throws IOException {
    return open(zip, limits, true);
  }

  /** Opens a workbook to be read with the XML parser alone: the same rows, at a higher price. */
  static XlsxReader openForParser(Zip zip, Limits limits) throws IOException {
    return open(zip, limits, false);
  }

  private static XlsxReader open(Zip zip, Limits limits, boolean scan) throws IOException {
    XmlParts parts = new XmlParts(zip, limits);
    return new XlsxReader(zip, parts, scan, XlsxBook.read(parts, scan, limits));
  }

  @Override
  public @Nullable SheetRow next() throws IOException {
    while (ahead.isEmpty()) {
      if (bytes == null) {
        if (!openNextSheet()) {
          return null;
        }
        lookAhead();
      } else {
        SheetRow row = readRow();
        if (row != null) {
          return spans.apply(row);
        }
      }
    }
    return spans.apply(ahead.remove());
  }

  @Override
  public void close() throws IOException {
    if (bytes != null) {
      bytes.close();
    }
    zip.close();
  }

  private boolean openNextSheet() throws IOException {
    while (++sheetIndex < sheets.size()) {
      String name = sheets.get(sheetIndex).part();
      if (name != null) {
        lastRow = 0;
        spans = new Spans();
        InputStream in = parts.bytes(name);
        bytes = in;
        if (scan) {
          XmlBytes xml = new XmlBytes(in, parts.size(name));
          scanner = SheetScanner.of(xml, values);
          in = xml.whole();
        }
        if (scanner == null) {
          parse(in);
        }
        return true;
      }
    }
    return false;
  }

  private void parse(InputStream in) throws IOException {
    XlsxBook.Sheet sheet = sheets.get(sheetIndex);
    XmlPart xml = parts.parser(Objects.requireNonNull(sheet.part()), in);
    parser = new SheetXml(xml, values, sheet.name(), spans);
  }

  /** Reads rows until the sheet ends or enough are held, and learns the merged regions. */
  private void lookAhead() throws IOException {
    int held = 0;
    while (ahead.size() < AHEAD_ROWS && held < AHEAD_CELLS) {
      SheetRow row = readRow();
      if (row == null) {
        return;
      }
      held += row.cells().size();
      ahead.add(row);
    }
    MergedRegions.find(parts, Objects.requireNonNull(sheets.get(sheetIndex).part()), spans);
  }

  /** The next row with something in it; null at the end of the sheet, which closes its part. */
  private @Nullable SheetRow readRow() throws IOException {
    if (scanner != null) {
      while (scanner.next(lastRow)) {
        lastRow = scanner.row();
        if (!scanner.cells().isEmpty()) {
          return row(scanner.hidden(), scanner.cells());
        }
      }
      parse(scanner.rest());
      scanner = null;
    }
    SheetXml rest = Objects.requireNonNull(parser);
    while (rest.next(lastRow)) {
      lastRow = rest.row();
      if (!rest.cells().isEmpty()) {
        return row(rest.hidden(), rest.cells());
      }
    }
    Objects.requireNonNull(bytes).close();
    bytes = null;
    parser = null;
    return null;
  }

  private SheetRow row(boolean hidden, List<Cell> cells) {
    XlsxBook.Sheet sheet = sheets.get(sheetIndex);
    return new SheetRow(sheetIndex, sheet.name(), sheet.hidden(), lastRow, hidden, cells);
  }
}
