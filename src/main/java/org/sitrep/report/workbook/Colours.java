package org.sitrep.report.workbook;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.poi.hssf.usermodel.HSSFCellStyle;
import org.apache.poi.hssf.usermodel.HSSFPalette;
import org.apache.poi.hssf.usermodel.HSSFWorkbook;
import org.apache.poi.hssf.util.HSSFColor.HSSFColorPredefined;
import org.apache.poi.ss.usermodel.BorderStyle;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.FillPatternType;
import org.apache.poi.ss.usermodel.IndexedColors;
import org.apache.poi.xssf.usermodel.XSSFCellStyle;
import org.apache.poi.xssf.usermodel.XSSFColor;
import org.sitrep.domain.Severity;

/**
 * The paint of each severity: fills that differ in lightness as well as in hue, and borders that
 * differ in shape, for readers who see no red and for printers that have none.
 */
final class Colours {
  /** Heading of a table. */
  private static final int HEAD = 0xE3E7EB;

  private static final int FIRST_INDEX = 8;
  private static final int LAST_INDEX = 63;

  /** Place of each fill in the palette of an {@code .xls}; empty for other workbooks. */
  private final Map<Severity, Short> indexed = new EnumMap<>(Severity.class);

  private short headIndex = IndexedColors.GREY_25_PERCENT.getIndex();

  private Colours() {}

  private static int fill(Severity severity) {
    return switch (severity) {
      case REJECT -> 0xF2A29B;
      case HOLD -> 0xFBC98E;
      case WARN -> 0xFFF3B0;
      case INFO -> 0xD3E7F8;
    };
  }

  private static BorderStyle border(Severity severity) {
    return switch (severity) {
      case REJECT -> BorderStyle.MEDIUM;
      case HOLD -> BorderStyle.MEDIUM_DASHED;
      case WARN -> BorderStyle.DASHED;
      case INFO -> BorderStyle.DOTTED;
    };
  }

  /** Colours for an {@code .xlsx}. */
  static Colours ofXlsx() {
    return new Colours();
  }

  /**
   * Colours for an {@code .xls}, whose palette has 56 places: they take places that no style of the
   * workbook uses, while there are any.
   */
  static Colours ofXls(HSSFWorkbook book) {
    Colours out = new Colours();
    HSSFPalette palette = book.getCustomPalette();
    Deque<Short> free = unused(book);
    for (Severity severity : Severity.values()) {
      out.indexed.put(severity, place(palette, free, fill(severity)));
    }
    out.headIndex = place(palette, free, HEAD);
    return out;
  }

  private static short place(HSSFPalette palette, Deque<Short> free, int rgb) {
    byte red = (byte) (rgb >> 16);
    byte green = (byte) (rgb >> 8);
    byte blue = (byte) rgb;
    Short index = free.poll();
    if (index == null) {
      return palette.findSimilarColor(red, green, blue).getIndex();
    }
    palette.setColorAtIndex(index, red, green, blue);
    return index;
  }

  private static Deque<Short> unused(HSSFWorkbook book) {
    Set<Short> used = new HashSet<>();
    used.add(HSSFColorPredefined.BLACK.getIndex());
    used.add(HSSFColorPredefined.WHITE.getIndex());
    for (int i = 0; i < book.getNumCellStyles(); i++) {
      HSSFCellStyle style = book.getCellStyleAt(i);
      used.add(style.getFillForegroundColor());
      used.add(style.getFillBackgroundColor());
      used.add(style.getLeftBorderColor());
      used.add(style.getRightBorderColor());
      used.add(style.getTopBorderColor());
      used.add(style.getBottomBorderColor());
    }
    for (int i = 0; i < book.getNumberOfFonts(); i++) {
      used.add(book.getFontAt(i).getColor());
    }
    Deque<Short> out = new ArrayDeque<>();
    for (int i = LAST_INDEX; i >= FIRST_INDEX; i--) {
      if (!used.contains((short) i)) {
        out.add((short) i);
      }
    }
    return out;
  }

  /** Gives a style the paint of a severity. */
  void paint(CellStyle style, Severity severity) {
    fill(style, fill(severity), indexed.getOrDefault(severity, (short) 0));
    border(style, border(severity), IndexedColors.BLACK.getIndex());
  }

  /** Gives a style the look of a table's heading. */
  void head(CellStyle style) {
    fill(style, HEAD, headIndex);
    border(style, BorderStyle.THIN, IndexedColors.BLACK.getIndex());
  }

  /** Thin lines around a cell. */
  void frame(CellStyle style) {
    border(style, BorderStyle.THIN, IndexedColors.GREY_40_PERCENT.getIndex());
  }

  /** Takes the paint off a cell that an earlier return painted. */
  static void clean(CellStyle style) {
    style.setFillPattern(FillPatternType.NO_FILL);
    border(style, BorderStyle.THIN, IndexedColors.BLACK.getIndex());
  }

  private static void fill(CellStyle style, int rgb, short index) {
    if (style instanceof XSSFCellStyle xlsx) {
      byte[] bytes = {(byte) (rgb >> 16), (byte) (rgb >> 8), (byte) rgb};
      xlsx.setFillForegroundColor(new XSSFColor(bytes, null));
    } else {
      style.setFillForegroundColor(index);
    }
    style.setFillPattern(FillPatternType.SOLID_FOREGROUND);
  }

  private static void border(CellStyle style, BorderStyle border, short colour) {
    style.setBorderLeft(border);
    style.setBorderRight(border);
    style.setBorderTop(border);
    style.setBorderBottom(border);
    style.setLeftBorderColor(colour);
    style.setRightBorderColor(colour);
    style.setTopBorderColor(colour);
    style.setBottomBorderColor(colour);
  }
}
