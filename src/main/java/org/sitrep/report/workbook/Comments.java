package org.sitrep.report.workbook;

import org.apache.poi.ss.usermodel.ClientAnchor;
import org.apache.poi.ss.usermodel.ClientAnchor.AnchorType;
import org.apache.poi.ss.usermodel.Comment;
import org.apache.poi.ss.usermodel.CreationHelper;
import org.apache.poi.ss.usermodel.Drawing;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.util.CellAddress;
import org.jspecify.annotations.Nullable;

/** Writes comments on cells of one sheet, in boxes wide and high enough to read. */
final class Comments {
  private static final int WIDTH_PIXELS = 340;
  private static final int LINE_PIXELS = 17;
  private static final int LETTERS_A_LINE = 46;
  private static final int HIGHEST_PIXELS = 420;
  private static final int LONGEST = 2_000;

  private final Sheet sheet;
  private @Nullable Drawing<?> drawing;

  Comments(Sheet sheet) {
    this.sheet = sheet;
  }

  /**
   * Adds a comment; a cell that has one keeps both texts.
   *
   * @param row from 0
   * @param column from 0
   */
  void add(int row, int column, String author, String text) {
    String whole = text.length() > LONGEST ? text.substring(0, LONGEST - 1) + "…" : text;
    CreationHelper helper = sheet.getWorkbook().getCreationHelper();
    Comment before = sheet.getCellComment(new CellAddress(row, column));
    if (before != null) {
      before.setString(
          helper.createRichTextString(whole + "\n\n" + before.getString().getString()));
      before.setAuthor(author);
      return;
    }
    if (drawing == null) {
      drawing = sheet.createDrawingPatriarch();
    }
    Comment comment = drawing.createCellComment(anchor(helper, row, column, whole));
    comment.setAddress(row, column);
    comment.setAuthor(author);
    comment.setString(helper.createRichTextString(whole));
    comment.setVisible(false);
  }

  private ClientAnchor anchor(CreationHelper helper, int row, int column, String text) {
    int lines = 1;
    for (String line : text.split("\n", -1)) {
      lines += 1 + line.length() / LETTERS_A_LINE;
    }
    ClientAnchor anchor = helper.createClientAnchor();
    anchor.setAnchorType(AnchorType.MOVE_DONT_RESIZE);
    anchor.setCol1(Math.min(column + 1, 250));
    anchor.setRow1(row);
    int last = anchor.getCol1();
    for (double wide = 0; wide < WIDTH_PIXELS && last < 255; last++) {
      wide += sheet.isColumnHidden(last) ? 0 : sheet.getColumnWidthInPixels(last);
    }
    anchor.setCol2(last);
    int bottom = row;
    int wanted = Math.min(HIGHEST_PIXELS, lines * LINE_PIXELS);
    for (double high = 0; high < wanted && bottom < row + 60; bottom++) {
      high += height(bottom);
    }
    anchor.setRow2(bottom);
    return anchor;
  }

  private double height(int index) {
    Row row = sheet.getRow(index);
    if (row != null && row.getZeroHeight()) {
      return 0;
    }
    return (row == null ? sheet.getDefaultRowHeightInPoints() : row.getHeightInPoints()) * 4 / 3;
  }
}
