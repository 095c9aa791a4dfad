package org.sitrep.report.workbook;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.Map;
import org.apache.poi.common.usermodel.HyperlinkType;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.Font;
import org.apache.poi.ss.usermodel.HorizontalAlignment;
import org.apache.poi.ss.usermodel.Hyperlink;
import org.apache.poi.ss.usermodel.IndexedColors;
import org.apache.poi.ss.usermodel.RichTextString;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.usermodel.VerticalAlignment;
import org.apache.poi.ss.usermodel.Workbook;
import org.apache.poi.ss.util.CellAddress;
import org.apache.poi.ss.util.CellRangeAddress;
import org.sitrep.domain.Severity;

/**
 * The first sheet of a returned workbook: what came, what became of it, what to do, and every
 * remark with a link to its cell. Made to be read on a small screen and to be printed.
 */
final class ListSheet {
  /** Letters that fit into each column. */
  private static final int[] WIDTHS = {6, 20, 11, 18, 26, 78};

  private static final int LAST = WIDTHS.length - 1;
  private static final double LINE_POINTS = 15;

  private final Workbook book;
  private final FrontPage page;
  private final Texts texts;
  private final CellStyle plain;
  private final CellStyle title;
  private final CellStyle label;
  private final CellStyle todo;
  private final CellStyle head;
  private final CellStyle cell;
  private final CellStyle link;
  private final Font bold;
  private final Map<Severity, CellStyle> painted = new EnumMap<>(Severity.class);

  ListSheet(Workbook book, Colours colours, FrontPage page) {
    this.book = book;
    this.page = page;
    this.texts = new Texts(book);
    bold = font(11, true, false);
    plain = wrapped(font(11, false, false));
    title = wrapped(font(15, true, false));
    label = wrapped(bold);
    todo = wrapped(font(11, false, false));
    todo.setVerticalAlignment(VerticalAlignment.CENTER);
    head = wrapped(bold);
    head.setVerticalAlignment(VerticalAlignment.CENTER);
    colours.head(head);
    cell = wrapped(font(11, false, false));
    colours.frame(cell);
    link = wrapped(font(11, false, true));
    colours.frame(link);
    for (Severity severity : Severity.values()) {
      CellStyle style = wrapped(font(11, false, false));
      style.setVerticalAlignment(VerticalAlignment.CENTER);
      colours.paint(style, severity);
      painted.put(severity, style);
    }
  }

  private Font font(int points, boolean heavy, boolean linked) {
    Font font = book.createFont();
    font.setFontName("Calibri");
    font.setFontHeightInPoints((short) points);
    font.setBold(heavy);
    if (linked) {
      font.setUnderline(Font.U_SINGLE);
      font.setColor(IndexedColors.BLUE.getIndex());
    }
    return font;
  }

  private CellStyle wrapped(Font font) {
    CellStyle style = book.createCellStyle();
    style.setFont(font);
    style.setWrapText(true);
    style.setVerticalAlignment(VerticalAlignment.TOP);
    style.setAlignment(HorizontalAlignment.LEFT);
    return style;
  }

  /**
   * Fills {@code sheet}; goes on in sheets of its own when there are more remarks than rows.
   *
   * @param places copies of the sender's sheets, to link to
   * @param mostRows rows a sheet may have
   * @return how many remarks there were
   */
  long write(Sheet sheet, Iterator<Remark> remarks, Places places, int mostRows) {
    Sheet current = sheet;
    int row = top(current);
    int firstHead = row - 1;
    long number = 0;
    int sheets = 1;
    while (remarks.hasNext()) {
      if (row >= mostRows) {
        current.setAutoFilter(new CellRangeAddress(firstHead, row - 1, 0, LAST));
        sheets++;
        current = book.createSheet(page.sheet() + " " + sheets);
        book.setSheetOrder(current.getSheetName(), sheets - 1);
        layout(current);
        heads(current, 0);
        firstHead = 0;
        row = 1;
      }
      line(current.createRow(row++), ++number, remarks.next(), places);
    }
    current.setAutoFilter(new CellRangeAddress(firstHead, Math.max(firstHead, row - 1), 0, LAST));
    return number;
  }

  private void layout(Sheet sheet) {
    for (int i = 0; i < WIDTHS.length; i++) {
      sheet.setColumnWidth(i, WIDTHS[i] * 256 + 180);
    }
    sheet.setDisplayGridlines(false);
    Print.onPagesOfFullWidth(sheet);
    sheet.setMargin(org.apache.poi.ss.usermodel.PageMargin.LEFT, 0.4);
    sheet.setMargin(org.apache.poi.ss.usermodel.PageMargin.RIGHT, 0.4);
    sheet.setMargin(org.apache.poi.ss.usermodel.PageMargin.TOP, 0.5);
    sheet.setMargin(org.apache.poi.ss.usermodel.PageMargin.BOTTOM, 0.6);
    sheet.getFooter().setRight(page.footer());
  }

  /** Everything above the list; gives the index of the first row below its headings. */
  private int top(Sheet sheet) {
    layout(sheet);
    Row first = row(sheet, 0, lines(page.title(), 110) * 21);
    merged(first, 0, LAST, page.title(), title);
    int at = 1;
    for (int i = 0; i + 1 < page.facts().size(); i += 2) {
      FrontPage.Fact left = page.facts().get(i);
      FrontPage.Fact right = page.facts().get(i + 1);
      int high =
          Math.max(
              lines(left.value(), WIDTHS[2] + WIDTHS[3] + WIDTHS[4] - 4),
              lines(right.label() + " " + right.value(), WIDTHS[5] - 2));
      Row row = row(sheet, at++, high * LINE_POINTS);
      merged(row, 0, 1, left.label() + ":", label);
      merged(row, 2, 4, left.value(), plain);
      texts.write(styled(row, LAST, plain), "");
      row.getCell(LAST).setCellValue(labelled(right));
    }
    Row what = row(sheet, at++, (lines(page.todo(), 148) + 1) * LINE_POINTS);
    merged(what, 0, LAST, page.todo(), todo);
    Row legend = row(sheet, at++, 2 * LINE_POINTS + 4);
    merged(legend, 0, 1, page.legend().getOrDefault(Severity.REJECT, ""), Severity.REJECT);
    merged(legend, 2, 3, page.legend().getOrDefault(Severity.HOLD, ""), Severity.HOLD);
    merged(legend, 4, 4, page.legend().getOrDefault(Severity.WARN, ""), Severity.WARN);
    merged(legend, 5, 5, page.legend().getOrDefault(Severity.INFO, ""), Severity.INFO);
    row(sheet, at++, 6);
    heads(sheet, at);
    return at + 1;
  }

  private RichTextString labelled(FrontPage.Fact fact) {
    RichTextString text =
        book.getCreationHelper().createRichTextString(fact.label() + ": " + fact.value());
    text.applyFont(0, fact.label().length() + 1, bold);
    return text;
  }

  private void heads(Sheet sheet, int at) {
    Row row = row(sheet, at, 2 * LINE_POINTS + 2);
    for (int i = 0; i <= LAST; i++) {
      texts.write(styled(row, i, head), page.heads().get(i));
    }
    sheet.createFreezePane(0, at + 1);
    sheet.setRepeatingRows(new CellRangeAddress(at, at, -1, -1));
  }

  private void line(Row row, long number, Remark remark, Places places) {
    styled(row, 0, cell).setCellValue(number);
    texts.write(styled(row, 1, cell), remark.sheetShown());
    Cell place = styled(row, 2, cell);
    texts.write(place, remark.cellShown());
    Sheet copy = places.sheet(remark);
    if (copy != null) {
      place.setCellStyle(link);
      place.setHyperlink(hyperlink(places, copy, remark));
    }
    texts.write(styled(row, 3, painted.getOrDefault(remark.severity(), cell)), remark.word());
    texts.write(styled(row, 4, cell), remark.stood());
    texts.write(styled(row, 5, cell), remark.sentence());
    int high =
        Math.max(
            Math.max(lines(remark.sentence(), WIDTHS[5] - 2), lines(remark.stood(), WIDTHS[4] - 2)),
            Math.max(
                lines(remark.sheetShown(), WIDTHS[1] - 2), lines(remark.word(), WIDTHS[3] - 2)));
    row.setHeightInPoints((float) Math.min(405, high * LINE_POINTS + 2));
  }

  private Hyperlink hyperlink(Places places, Sheet copy, Remark remark) {
    CellAddress at =
        remark.cells().stream()
            .map(spot -> places.of(copy, spot))
            .min(Comparator.naturalOrder())
            .orElse(CellAddress.A1);
    Hyperlink out = book.getCreationHelper().createHyperlink(HyperlinkType.DOCUMENT);
    out.setAddress("'" + copy.getSheetName().replace("'", "''") + "'!" + at.formatAsString());
    return out;
  }

  private static Row row(Sheet sheet, int at, double points) {
    Row row = sheet.createRow(at);
    row.setHeightInPoints((float) Math.min(405, points));
    return row;
  }

  private static Cell styled(Row row, int column, CellStyle style) {
    Cell made = row.createCell(column);
    made.setCellStyle(style);
    return made;
  }

  private void merged(Row row, int from, int to, String text, Severity severity) {
    merged(row, from, to, text, painted.getOrDefault(severity, cell));
  }

  private void merged(Row row, int from, int to, String text, CellStyle style) {
    for (int i = from; i <= to; i++) {
      styled(row, i, style);
    }
    texts.write(row.getCell(from), text);
    if (to > from) {
      row.getSheet()
          .addMergedRegion(new CellRangeAddress(row.getRowNum(), row.getRowNum(), from, to));
    }
  }

  /** How many lines a text takes where so many letters fit into one; words stay whole. */
  static int lines(String text, int letters) {
    int lines = 0;
    for (String paragraph : text.split("\n", -1)) {
      int used = 0;
      lines++;
      for (String word : paragraph.split(" ", -1)) {
        int length = word.length();
        if (used > 0 && used + 1 + length > letters) {
          lines++;
          used = 0;
        }
        while (length > letters) {
          lines++;
          length -= letters;
        }
        used += (used > 0 ? 1 : 0) + length;
      }
    }
    return lines;
  }
}
