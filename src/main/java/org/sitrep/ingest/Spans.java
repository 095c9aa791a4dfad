package org.sitrep.ingest;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Merged regions of one sheet, by their first cell. */
final class Spans {
  /** No sheet that people made has more. */
  private static final int MAX = 1 << 20;

  /** Columns are 1 to 16384. */
  private static final int COLUMN_BITS = 15;

  private static final int INDEX_BITS = 20;

  // first cells with the place of their size, in order when sorted
  private long[] firsts = new long[0];
  private int[] rows = new int[0];
  private int[] columns = new int[0];
  private int size;
  private boolean sorted = true;

  int size() {
    return size;
  }

  /** Notes a region; all numbers from 1, both ends included. One outside a sheet is left out. */
  void add(int firstRow, int firstColumn, int lastRow, int lastColumn) {
    int height = lastRow - firstRow + 1;
    int width = lastColumn - firstColumn + 1;
    if (firstRow < 1
        || firstColumn < 1
        || lastRow > XlsxReader.MAX_ROW
        || lastColumn > XlsxReader.MAX_COLUMN
        || height < 1
        || width < 1
        || (height == 1 && width == 1)) {
      return;
    }
    if (size == MAX) {
      throw Refused.suspicious("more than " + MAX + " merged regions in one sheet");
    }
    if (size == firsts.length) {
      int room = Math.max(16, size * 2);
      firsts = Arrays.copyOf(firsts, room);
      rows = Arrays.copyOf(rows, room);
      columns = Arrays.copyOf(columns, room);
    }
    firsts[size] = key(firstRow, firstColumn) << INDEX_BITS | size;
    rows[size] = height;
    columns[size] = width;
    size++;
    sorted = false;
  }

  /** Notes a region written as {@code B2:D3}; a malformed one is left out. */
  void add(String range) {
    int colon = range.indexOf(':');
    if (colon < 0) {
      return;
    }
    int[] first = place(range.substring(0, colon));
    int[] last = place(range.substring(colon + 1));
    if (first != null && last != null) {
      add(first[0], first[1], last[0], last[1]);
    }
  }

  /** The row with its merged cells told how far they span. */
  SheetRow apply(SheetRow row) {
    if (size == 0) {
      return row;
    }
    if (!sorted) {
      Arrays.sort(firsts, 0, size);
      sorted = true;
    }
    int at = behind(key(row.row(), 0));
    if (at == size || firsts[at] >= key(row.row() + 1, 0) << INDEX_BITS) {
      return row;
    }
    List<Cell> cells = new ArrayList<>(row.cells());
    for (int i = 0; i < cells.size(); i++) {
      Cell cell = cells.get(i);
      long key = key(row.row(), cell.column());
      // of two regions that begin in one cell the later one counts
      int last = behind(key + 1) - 1;
      if (last >= at && firsts[last] >> INDEX_BITS == key) {
        int region = (int) firsts[last] & (1 << INDEX_BITS) - 1;
        cells.set(i, cell.spanning(rows[region], columns[region]));
      }
    }
    return new SheetRow(
        row.sheetIndex(), row.sheet(), row.sheetHidden(), row.row(), row.rowHidden(), cells);
  }

  /** Place of the first region that begins at {@code key} or behind it. */
  private int behind(long key) {
    int at = Arrays.binarySearch(firsts, 0, size, key << INDEX_BITS);
    return at < 0 ? -at - 1 : at;
  }

  /** Row and column of {@code B7} or {@code $B$7}, from 1; null when it is no such thing. */
  static int @Nullable [] place(String reference) {
    long row = 0;
    long column = 0;
    for (int i = 0; i < reference.length(); i++) {
      char c = reference.charAt(i);
      if (c == '$') {
        continue;
      }
      if (c >= 'a' && c <= 'z') {
        c -= 'a' - 'A';
      }
      if (c >= 'A' && c <= 'Z' && row == 0) {
        column = column * 26 + c - 'A' + 1;
      } else if (c >= '0' && c <= '9' && column > 0) {
        row = row * 10 + c - '0';
      } else {
        return null;
      }
      if (row > Integer.MAX_VALUE || column > Integer.MAX_VALUE) {
        return null;
      }
    }
    return row == 0 || column == 0 ? null : new int[] {(int) row, (int) column};
  }

  private static long key(int row, int column) {
    return ((long) row << COLUMN_BITS) | column;
  }
}
