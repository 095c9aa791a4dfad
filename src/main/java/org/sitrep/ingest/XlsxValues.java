package org.sitrep.ingest;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the values in the cells of one {@code .xlsx} workbook mean: depends on its calendar, its
 * styles and its shared texts.
 */
final class XlsxValues {
  /** Type of a cell whose text stands in itself. */
  static final String INLINE_TEXT = "inlineStr";

  /** Type of a cell whose text is the result of a formula. */
  static final String FORMULA_TEXT = "str";

  /** What stands for a shared text that does not exist: one cell is wrong, not the file. */
  private static final String MISSING_TEXT = "#REF!";

  private static final Pattern PLAIN_NUMBER =
      Pattern.compile("[+-]?(\\d+([.]\\d*)?|[.]\\d+)([eE][+-]?\\d+)?");

  private static final Pattern ESCAPE = Pattern.compile("_x([0-9A-Fa-f]{4})_");

  private final boolean from1904;
  private final boolean[] dateStyles;
  private final SharedTexts texts;

  /**
   * For one workbook.
   *
   * @param from1904 its calendar begins in 1904
   * @param dateStyles by number of a style: it shows a date or time
   */
  XlsxValues(boolean from1904, boolean[] dateStyles, SharedTexts texts) {
    this.from1904 = from1904;
    this.dateStyles = dateStyles;
    this.texts = texts;
  }

  /**
   * A cell.
   *
   * @param type attribute {@code t}
   * @param style attribute {@code s}
   * @param value null when there was none
   * @param formula null when there was none
   * @return null when it is empty
   */
  @Nullable Cell cell(
      int column, String type, int style, @Nullable String value, @Nullable String formula) {
    boolean calculated = formula != null;
    if (value == null
        || (value.isEmpty() && !type.equals(FORMULA_TEXT) && !type.equals(INLINE_TEXT))) {
      return formula == null ? null : Cell.uncalculated(column, formula);
    }
    switch (type) {
      case "s":
        return sharedText(column, index(value.strip()), calculated);
      case FORMULA_TEXT:
        return text(column, unescaped(value), calculated);
      case INLINE_TEXT:
        return text(column, value, calculated);
      case "b":
        return Cell.bool(column, truth(value.strip()), calculated);
      case "e":
        return Cell.error(column, value, calculated);
      case "d":
        double serial = CellText.serial(value);
        return Double.isNaN(serial)
            ? text(column, value, calculated)
            : Cell.number(column, serial, true, false, calculated);
      default:
        String number = value.strip();
        return PLAIN_NUMBER.matcher(number).matches()
            ? number(column, Double.parseDouble(number), style, calculated)
            : text(column, number, calculated);
    }
  }

  /** The cell with the shared text of that number; null when the text is empty. */
  @Nullable Cell sharedText(int column, int index, boolean formula) {
    if (index < 0 || index >= texts.size()) {
      return Cell.error(column, MISSING_TEXT, formula);
    }
    return text(column, texts.get(index), formula);
  }

  /** The cell with a number, or with a date when the style says so. */
  Cell number(int column, double number, int style, boolean formula) {
    boolean date = style >= 0 && style < dateStyles.length && dateStyles[style];
    return Cell.number(column, number, date, from1904, formula);
  }

  private static @Nullable Cell text(int column, String text, boolean formula) {
    return text.isEmpty() ? null : Cell.text(column, text, formula);
  }

  /** How XML writes yes. */
  static boolean truth(@Nullable String value) {
    return value != null && (value.equals("1") || value.equals("true") || value.equals("on"));
  }

  /** The number of a shared text; -1 when it is none. */
  private static int index(String value) {
    try {
      return Integer.parseInt(value);
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  /** A whole number. */
  static int whole(@Nullable String value, int otherwise) {
    if (value == null) {
      return otherwise;
    }
    try {
      return Integer.parseInt(value);
    } catch (NumberFormatException e) {
      // what stands there is not told: it may be anything, a person's number too
      throw Refused.damaged("letters where a whole number belongs");
    }
  }

  /** Letters that XML cannot hold are written {@code _x000D_}. */
  static String unescaped(String text) {
    if (text.indexOf("_x") < 0) {
      return text;
    }
    return ESCAPE
        .matcher(text)
        .replaceAll(
            m -> Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(m.group(1), 16))));
  }
}
