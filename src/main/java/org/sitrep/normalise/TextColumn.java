package org.sitrep.normalise;

import java.util.Map;
import org.sitrep.config.Spelling;
import org.sitrep.domain.FindingCode;

/** A column of free text, or of codes that look like numbers. */
record TextColumn(Table table, Header.Bound bound, KeyCells keyCells) implements ColumnReader {
  @Override
  public void read(RowDraft draft) {
    Cell cell = keyCells.of(bound, draft.row);
    if (cell != null && !table.words().isNothing(cell.text())) {
      String text = Spelling.trimmed(cell.text());
      if (cell.isText() && isShortened(text) && KeyCells.isOwn(cell, bound, draft.row)) {
        draft.wrong(FindingCode.CELL_DIGITS_LOST, bound, cell, Map.of());
      }
      draft.texts.put(
          bound.column().spec().key(), filled(text, bound.column().spec().cells().width()));
    } else if (bound.column().spec().required()) {
      draft.empty(FindingCode.CELL_EMPTY_REQUIRED, bound, null);
    }
  }

  /** A code of digits with the zeros that a spreadsheet took away. */
  private static String filled(String text, int width) {
    if (text.length() >= width) {
      return text;
    }
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return text;
      }
    }
    return "0".repeat(width - text.length()) + text;
  }

  /** Whether a text is what a spreadsheet makes of a long number: 1.67683E+15. */
  private static boolean isShortened(String text) {
    int exponent = Math.max(text.indexOf("E+"), text.indexOf("e+"));
    if (exponent < 1 || exponent + 2 >= text.length()) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean digit = c >= '0' && c <= '9';
      boolean sign = i == exponent || i == exponent + 1 || i < exponent && (c == '.' || c == ',');
      if (!digit && !sign) {
        return false;
      }
    }
    return true;
  }
}
