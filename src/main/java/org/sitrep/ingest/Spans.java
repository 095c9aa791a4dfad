package org.sitrep.ingest;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Merged regions of one sheet, by their first cell. */
final class Spans {
  private final Map<Long, int[]> byFirst = new HashMap<>();

  int size() {
    return byFirst.size();
  }

  /** Notes a region; all numbers from 1, both ends included. */
  void add(int firstRow, int firstColumn, int lastRow, int lastColumn) {
    int rows = lastRow - firstRow + 1;
    int columns = lastColumn - firstColumn + 1;
    if (rows > 0 && columns > 0 && (rows > 1 || columns > 1)) {
      byFirst.put(key(firstRow, firstColumn), new int[] {rows, columns});
    }
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
    if (byFirst.isEmpty()) {
      return row;
    }
    List<Cell> cells = null;
    for (int i = 0; i < row.cells().size(); i++) {
      Cell cell = row.cells().get(i);
      int[] span = byFirst.get(key(row.row(), cell.column()));
      if (span != null) {
        if (cells == null) {
          cells = new ArrayList<>(row.cells());
        }
        cells.set(i, cell.spanning(span[0], span[1]));
      }
    }
    return cells == null
        ? row
        : new SheetRow(
            row.sheetIndex(), row.sheet(), row.sheetHidden(), row.row(), row.rowHidden(), cells);
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
    return ((long) row << 32) | column;
  }
}
