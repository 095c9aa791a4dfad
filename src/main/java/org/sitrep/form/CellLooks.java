package org.sitrep.form;

import java.util.HashMap;
import java.util.Map;
import org.apache.poi.ss.usermodel.BorderStyle;
import org.apache.poi.ss.usermodel.FillPatternType;
import org.apache.poi.ss.usermodel.HorizontalAlignment;
import org.apache.poi.ss.usermodel.VerticalAlignment;
import org.apache.poi.xssf.usermodel.DefaultIndexedColorMap;
import org.apache.poi.xssf.usermodel.XSSFCellStyle;
import org.apache.poi.xssf.usermodel.XSSFColor;
import org.apache.poi.xssf.usermodel.XSSFFont;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

/** How the cells of a blank form look, each look made once a workbook. */
final class CellLooks {
  private static final String FONT = "Calibri";

  /** How a cell looks. */
  enum Look {
    MINISTRY,
    TITLE,
    LABEL,
    NAME,
    NOTE,
    HEADING,
    PRINTED,
    DAY,
    ENTRY,
    SUM,
    WORD,
    TOTAL,
    BELOW,
    LINE
  }

  private final XSSFWorkbook workbook;
  private final Map<String, XSSFCellStyle> styles = new HashMap<>();
  private final Map<String, XSSFFont> fonts = new HashMap<>();

  CellLooks(XSSFWorkbook workbook) {
    this.workbook = workbook;
  }

  /** The style of a look with a number format. */
  XSSFCellStyle style(Look look, String format) {
    return styles.computeIfAbsent(look + " " + format, k -> made(look, format));
  }

  private XSSFCellStyle made(Look look, String format) {
    XSSFCellStyle style = workbook.createCellStyle();
    style.setFont(font(look));
    style.setVerticalAlignment(VerticalAlignment.CENTER);
    style.setDataFormat(workbook.createDataFormat().getFormat(format));
    style.setLocked(look != Look.ENTRY && look != Look.DAY && look != Look.LINE);
    switch (look) {
      case HEADING -> {
        style.setAlignment(HorizontalAlignment.CENTER);
        style.setWrapText(true);
        fill(style, 0xD6E3F0);
        border(style, BorderStyle.THIN);
      }
      case PRINTED -> {
        style.setWrapText(true);
        indent(style, HorizontalAlignment.LEFT);
        fill(style, 0xEEF1F4);
        border(style, BorderStyle.THIN);
      }
      case DAY -> {
        style.setAlignment(HorizontalAlignment.CENTER);
        fill(style, 0xFFFFFF);
        border(style, BorderStyle.THIN);
      }
      case ENTRY -> {
        indent(style, format.equals("@") ? HorizontalAlignment.LEFT : HorizontalAlignment.RIGHT);
        fill(style, 0xFFFFFF);
        border(style, BorderStyle.THIN);
      }
      case SUM -> {
        indent(style, HorizontalAlignment.RIGHT);
        fill(style, 0xEEF1F4);
        border(style, BorderStyle.THIN);
      }
      case WORD, TOTAL -> {
        indent(style, look == Look.WORD ? HorizontalAlignment.LEFT : HorizontalAlignment.RIGHT);
        fill(style, 0xE0E5EA);
        border(style, BorderStyle.THIN);
        style.setBorderTop(BorderStyle.MEDIUM);
      }
      case LINE -> style.setBorderBottom(BorderStyle.THIN);
      default -> {}
    }
    return style;
  }

  private static void indent(XSSFCellStyle style, HorizontalAlignment side) {
    style.setAlignment(side);
    style.setIndention((short) 1);
  }

  private static void fill(XSSFCellStyle style, int colour) {
    style.setFillForegroundColor(colour(colour));
    style.setFillPattern(FillPatternType.SOLID_FOREGROUND);
  }

  private static void border(XSSFCellStyle style, BorderStyle border) {
    XSSFColor line = colour(0x8A99A8);
    style.setBorderTop(border);
    style.setBorderBottom(border);
    style.setBorderLeft(border);
    style.setBorderRight(border);
    style.setTopBorderColor(line);
    style.setBottomBorderColor(line);
    style.setLeftBorderColor(line);
    style.setRightBorderColor(line);
  }

  private static XSSFColor colour(int rgb) {
    return new XSSFColor(
        new byte[] {(byte) (rgb >> 16), (byte) (rgb >> 8), (byte) rgb},
        new DefaultIndexedColorMap());
  }

  private XSSFFont font(Look look) {
    int size =
        switch (look) {
          case TITLE -> 15;
          case MINISTRY, NOTE -> 10;
          default -> 11;
        };
    boolean bold =
        look == Look.TITLE
            || look == Look.NAME
            || look == Look.HEADING
            || look == Look.TOTAL
            || look == Look.DAY;
    boolean muted = look == Look.MINISTRY || look == Look.NOTE || look == Look.LABEL;
    return fonts.computeIfAbsent(
        size + " " + bold + muted,
        k -> {
          XSSFFont font = workbook.createFont();
          font.setFontName(FONT);
          font.setFontHeightInPoints((short) size);
          font.setBold(bold);
          font.setColor(colour(muted ? 0x4E5D6B : 0x1B2733));
          return font;
        });
  }
}
