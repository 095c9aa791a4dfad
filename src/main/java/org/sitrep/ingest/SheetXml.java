package org.sitrep.ingest;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the rows of a sheet with an XML parser, however they are written. */
final class SheetXml {
  private final XmlPart in;
  private final XlsxValues values;
  private final String sheetName;
  private final Spans spans;
  private boolean inData;

  // the row just read
  private int row;
  private boolean hidden;
  private List<Cell> cells = List.of();

  /**
   * Starts before the first row.
   *
   * @param spans learns the merged regions; they stand behind the rows
   */
  SheetXml(XmlPart in, XlsxValues values, String sheetName, Spans spans) {
    this.in = in;
    this.values = values;
    this.sheetName = sheetName;
    this.spans = spans;
  }

  /**
   * Reads the next row.
   *
   * @param before number of the row before
   * @return false at the end of the sheet
   */
  boolean next(int before) throws IOException {
    while (in.nextTag()) {
      if (in.atStart()) {
        if (inData && in.is("row")) {
          readRow(before);
          return true;
        } else if (in.is("sheetData")) {
          inData = true;
        } else if (!inData && in.is("mergeCell")) {
          String range = in.attribute("ref");
          if (range != null) {
            spans.add(range);
          }
        }
      } else if (in.is("sheetData")) {
        inData = false;
      }
    }
    return false;
  }

  int row() {
    return row;
  }

  boolean hidden() {
    return hidden;
  }

  /** Its cells; none when it is empty. */
  List<Cell> cells() {
    return cells;
  }

  private void readRow(int before) throws IOException {
    row = XlsxValues.whole(in.attribute("r"), before + 1);
    hidden = XlsxValues.truth(in.attribute("hidden"));
    if (row <= before || row > XlsxReader.MAX_ROW) {
      throw Refused.damaged(sheetName + ": row " + row + " after row " + before);
    }
    List<Cell> out = new ArrayList<>(cells.size());
    int column = 0;
    boolean sorted = true;
    while (in.nextTag() && (in.atStart() || !in.is("row"))) {
      if (in.atStart() && in.is("c")) {
        in.readCellAttributes();
        String reference = in.reference();
        int last = column;
        column = reference == null ? column + 1 : columnOf(reference);
        if (column < 1 || column > XlsxReader.MAX_COLUMN) {
          throw Refused.damaged(sheetName + ": cell " + reference);
        }
        sorted &= column > last;
        Cell cell = readCell(column);
        if (cell != null) {
          out.add(cell);
        }
        if (out.size() > XlsxReader.MAX_COLUMN) {
          throw Refused.damaged(sheetName + ": row " + row + " has more cells than columns");
        }
      }
    }
    cells = sorted ? out : inOrder(out);
  }

  /** Cells sorted by column; of two cells in one place the later one is what programs show. */
  private static List<Cell> inOrder(List<Cell> cells) {
    Map<Integer, Cell> byColumn = new HashMap<>();
    cells.forEach(cell -> byColumn.put(cell.column(), cell));
    List<Cell> out = new ArrayList<>(byColumn.values());
    out.sort(Comparator.comparingInt(Cell::column));
    return out;
  }

  private static int columnOf(String reference) {
    int column = 0;
    for (int i = 0; i < reference.length(); i++) {
      char c = reference.charAt(i);
      if (c >= 'a' && c <= 'z') {
        c -= 'a' - 'A';
      }
      if (c < 'A' || c > 'Z' || column > XlsxReader.MAX_COLUMN) {
        break;
      }
      column = column * 26 + c - 'A' + 1;
    }
    return column;
  }

  /** The cell at whose start tag {@code in} stands; null when it is empty. */
  private @Nullable Cell readCell(int column) throws IOException {
    int style = XlsxValues.whole(in.style(), 0);
    String type = in.type();
    String formula = null;
    String value = null;
    while (in.nextTag() && (in.atStart() || !in.is("c"))) {
      if (!in.atStart()) {
        continue;
      }
      if (in.is("v")) {
        value = in.text("v");
      } else if (in.is("f")) {
        formula = in.text("f");
      } else if (in.is("is")) {
        value = in.richText("is");
        type = XlsxValues.INLINE_TEXT;
      }
    }
    return values.cell(column, type, style, value, formula);
  }
}
