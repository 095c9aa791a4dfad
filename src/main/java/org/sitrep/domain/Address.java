package org.sitrep.domain;

import org.jspecify.annotations.Nullable;

/**
 * Where a value stands in what a sender sent: submission, sheet, row and column.
 *
 * @param submission id of the submission
 * @param sheet name of the sheet; null for the file as a whole (text files have one sheet, named
 *     after nothing: the empty string)
 * @param row row number as a spreadsheet shows it, from 1; 0 means the sheet as a whole
 * @param column column number from 1 (1 is A); 0 means the row as a whole
 */
public record Address(String submission, @Nullable String sheet, int row, int column) {

  /** The cell in spreadsheet notation ({@code B7}), the row ({@code 7}) or the empty string. */
  public String cell() {
    return row == 0 ? "" : letters(column) + row;
  }

  /** Spreadsheet letters of a column number from 1: 1 is A, 27 is AA; 0 gives the empty string. */
  public static String letters(int column) {
    StringBuilder out = new StringBuilder();
    for (int rest = column; rest > 0; rest = (rest - 1) / 26) {
      out.insert(0, (char) ('A' + (rest - 1) % 26));
    }
    return out.toString();
  }
}
