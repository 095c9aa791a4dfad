package org.sitrep.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the rows of a sheet straight from its bytes as long as they look as spreadsheet programs
 * write them, which is several times cheaper than an XML parser. At the first surprise, and at the
 * end of the rows, what is left is for {@link SheetXml}; no row is told twice or left out.
 */
final class SheetScanner {
  private static final byte[][] ROW_ATTRIBUTES =
      words(
          "r",
          "hidden",
          "spans",
          "s",
          "customFormat",
          "ht",
          "customHeight",
          "outlineLevel",
          "collapsed",
          "thickTop",
          "thickBot",
          "ph",
          "x14ac:dyDescent");
  private static final int ROW = 0;
  private static final int HIDDEN = 1;
  private static final int DESCENT = 12;

  private static final byte[][] FORMULA_ATTRIBUTES =
      words("t", "ref", "si", "ca", "aca", "bx", "dt2D", "dtr", "del1", "del2", "r1", "r2");
  private static final byte[][] TEXT_ATTRIBUTES = words("xml:space");

  private static final byte[] ROW_START = word("<row");
  private static final byte[] ROW_END = word("</row>");
  private static final byte[] CELL_END = word("</c>");
  private static final byte[] VALUE_END = word("</v>");
  private static final byte[] FORMULA_END = word("</f>");
  private static final byte[] DATA_END = word("</sheetData>");
  private static final byte[] INLINE = word("<is><t");
  private static final byte[] TEXT_END = word("</t></is>");

  /** Whole numbers up to here are exact in a double. */
  private static final long EXACT = 1L << 53;

  /** Powers of ten that are exact in a double. */
  private static final double[] POWERS = {
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17,
    1e18, 1e19, 1e20, 1e21, 1e22
  };

  /** Digits that fit a long. */
  private static final int MAX_DIGITS = 18;

  // types of cells, beside those of one letter
  private static final char NUMBER = 'n';
  private static final char FORMULA_TEXT = 'f';
  private static final char INLINE_TEXT = 'i';

  private final XmlBytes xml;
  private final XlsxValues values;
  private final boolean descentDeclared;
  private int at;

  // the row just read
  private int row;
  private boolean hidden;
  private List<Cell> cells = List.of();

  // the cell being read
  private int column;
  private int style;
  private char type;

  private SheetScanner(XmlBytes xml, XlsxValues values, int at) {
    this.xml = xml;
    this.values = values;
    this.at = at;
    this.descentDeclared = xml.declares("x14ac");
  }

  /**
   * Starts before the first row.
   *
   * @return null when the sheet does not begin as usual; {@code xml} is then to be read as a whole
   */
  static @Nullable SheetScanner of(XmlBytes xml, XlsxValues values) throws IOException {
    int at = xml.head("sheetData", "mergeCell");
    return at < 0 ? null : new SheetScanner(xml, values, at);
  }

  /**
   * Reads the next row.
   *
   * @param before number of the row before
   * @return false at the end of the rows or a surprise: the rest is {@link #rest}
   */
  boolean next(int before) throws IOException {
    int to = row(at, before);
    while (to == XmlBytes.MORE && xml.more(at)) {
      at = 0;
      to = row(0, before);
    }
    if (to < 0) {
      return false;
    }
    at = to;
    return true;
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

  /** The sheet without the rows that were read. */
  InputStream rest() {
    return xml.rest(at);
  }

  // ---- from here on everything returns a position, MORE or ODD

  private int row(int from, int before) {
    int p = xml.skipSpace(from);
    if (xml.bytes()[p + 1] == '/') {
      int end = xml.word(p, DATA_END);
      return end < 0 ? end : XmlBytes.ODD;
    }
    p = xml.word(p, ROW_START);
    if (p < 0) {
      return p;
    }
    p = xml.attributes(p, ROW_ATTRIBUTES);
    if (p < 0) {
      return p;
    }
    int number = xml.wholeValue(ROW);
    row = number == -1 ? before + 1 : number;
    if (row <= before || row > XlsxReader.MAX_ROW || (xml.has(DESCENT) && !descentDeclared)) {
      return XmlBytes.ODD;
    }
    hidden = XlsxValues.truth(xml.value(HIDDEN));
    if (xml.bytes()[p] == '/') {
      cells = List.of();
      return p + 2;
    }
    return cells(p);
  }

  private int cells(int from) {
    byte[] b = xml.bytes();
    List<Cell> out = new ArrayList<>(cells.size());
    column = 0;
    int p = from;
    while (true) {
      if (b[p] != '<') {
        p = xml.skipSpace(p);
      }
      if (b[p] != '<') {
        return xml.surprise(p);
      }
      if (b[p + 1] == 'c') {
        p = cell(p + 2, out);
        if (p < 0) {
          return p;
        }
      } else {
        p = xml.word(p, ROW_END);
        if (p >= 0) {
          cells = out;
        }
        return p;
      }
    }
  }

  private int cell(int from, List<Cell> out) {
    int p = cellAttributes(from);
    if (p < 0) {
      return p;
    }
    byte[] b = xml.bytes();
    if (b[p] == '/') {
      return b[p + 1] == '>' ? p + 2 : xml.surprise(p + 1);
    }
    return content(p + 1, out);
  }

  /** Up to the end of the start tag, which is left to be read. */
  private int cellAttributes(int from) {
    byte[] b = xml.bytes();
    int before = column;
    boolean placed = false;
    boolean styled = false;
    boolean typed = false;
    style = 0;
    type = NUMBER;
    int p = from;
    while (true) {
      int name = b[p] == ' ' && b[p + 1] > ' ' ? p + 1 : xml.skipSpace(p);
      if (b[name] == '>' || b[name] == '/') {
        p = name;
        break;
      }
      if (name == p || b[name + 1] != '=' || b[name + 2] != '"') {
        return xml.surprise(name + 2);
      }
      p = name + 3;
      if (b[name] == 'r' && !placed) {
        placed = true;
        p = place(p);
      } else if (b[name] == 's' && !styled) {
        styled = true;
        p = style(p);
      } else if (b[name] == 't' && !typed) {
        typed = true;
        p = type(p);
      } else {
        return XmlBytes.ODD;
      }
      if (p < 0) {
        return p;
      }
    }
    if (!placed) {
      column++;
    }
    return column > before && column <= XlsxReader.MAX_COLUMN ? p : XmlBytes.ODD;
  }

  /** The value of attribute r, as in {@code B7}. */
  private int place(int from) {
    byte[] b = xml.bytes();
    int p = from;
    int letters = 0;
    while (b[p] >= 'A' && b[p] <= 'Z') {
      letters = letters * 26 + b[p] - 'A' + 1;
      p++;
    }
    int digits = p;
    while (b[p] >= '0' && b[p] <= '9') {
      p++;
    }
    if (b[p] != '"') {
      return xml.surprise(p);
    }
    column = letters;
    return digits == from || digits - from > 3 || p == digits ? XmlBytes.ODD : p + 1;
  }

  private int style(int from) {
    byte[] b = xml.bytes();
    int p = from;
    int out = 0;
    while (b[p] >= '0' && b[p] <= '9') {
      out = out * 10 + b[p] - '0';
      p++;
    }
    if (b[p] != '"') {
      return xml.surprise(p);
    }
    style = out;
    return p == from || p - from > 7 ? XmlBytes.ODD : p + 1;
  }

  private int type(int from) {
    byte[] b = xml.bytes();
    int p = from;
    while (b[p] > ' ' && b[p] != '"' && b[p] != '<' && b[p] != '&') {
      p++;
    }
    if (b[p] != '"') {
      return xml.surprise(p);
    }
    switch (p - from) {
      case 1:
        type = (char) b[from];
        return "snbed".indexOf(type) >= 0 ? p + 1 : XmlBytes.ODD;
      case 3:
        type = FORMULA_TEXT;
        return b[from] == 's' && b[from + 1] == 't' && b[from + 2] == 'r' ? p + 1 : XmlBytes.ODD;
      case 9:
        type = INLINE_TEXT;
        return new String(b, from, 9, StandardCharsets.ISO_8859_1).equals("inlineStr")
            ? p + 1
            : XmlBytes.ODD;
      default:
        return XmlBytes.ODD;
    }
  }

  /** What stands between the tags of a cell, and its end tag. */
  private int content(int from, List<Cell> out) {
    byte[] b = xml.bytes();
    int p = b[from] == '<' ? from : xml.skipSpace(from);
    String formula = null;
    if (b[p] == '<' && b[p + 1] == 'f') {
      int tagEnd = xml.attributes(p + 2, FORMULA_ATTRIBUTES);
      if (tagEnd < 0) {
        return tagEnd;
      }
      if (b[tagEnd] == '/') {
        formula = "";
        p = tagEnd + 2;
      } else {
        int textEnd = xml.textEnd(tagEnd);
        if (textEnd < 0) {
          return textEnd;
        }
        formula = xml.text(tagEnd, textEnd);
        if (formula == null) {
          return XmlBytes.ODD;
        }
        p = xml.word(textEnd, FORMULA_END);
        if (p < 0) {
          return p;
        }
      }
      p = xml.skipSpace(p);
    }
    if (b[p] == '<' && b[p + 1] == 'v') {
      p = value(p + 2, formula, out);
    } else if (b[p] == '<' && b[p + 1] == 'i') {
      p = inline(p, formula, out);
    } else if (formula != null) {
      out.add(Cell.uncalculated(column, formula));
    }
    if (p >= 0 && b[p] != '<') {
      p = xml.skipSpace(p);
    }
    return p < 0 ? p : xml.word(p, CELL_END);
  }

  private int value(int from, @Nullable String formula, List<Cell> out) {
    byte[] b = xml.bytes();
    if (b[from] == '/') {
      add(values.cell(column, typeName(), style, "", formula), out);
      return b[from + 1] == '>' ? from + 2 : xml.surprise(from + 1);
    }
    if (b[from] != '>') {
      return xml.surprise(from);
    }
    int p = from + 1;
    int end = XmlBytes.ODD;
    if (type == 's') {
      end = sharedText(p, formula, out);
    } else if (type == NUMBER) {
      end = plainNumber(p, formula, out);
    }
    if (end == XmlBytes.ODD) {
      end = xml.textEnd(p);
      if (end < 0) {
        return end;
      }
      String text = xml.text(p, end);
      if (text == null) {
        return XmlBytes.ODD;
      }
      add(values.cell(column, typeName(), style, text, formula), out);
    }
    return end < 0 ? end : xml.word(end, VALUE_END);
  }

  private int sharedText(int from, @Nullable String formula, List<Cell> out) {
    byte[] b = xml.bytes();
    int p = from;
    int index = 0;
    while (b[p] >= '0' && b[p] <= '9') {
      index = index * 10 + b[p] - '0';
      p++;
    }
    if (b[p] != '<' || p == from || p - from > 9) {
      return xml.surprise(p);
    }
    add(values.sharedText(column, index, formula != null), out);
    return p;
  }

  /** A number without exponent. Up to 15 digits and often more it is digits over a power of ten. */
  private int plainNumber(int from, @Nullable String formula, List<Cell> out) {
    byte[] b = xml.bytes();
    int p = from;
    boolean negative = b[p] == '-';
    if (negative) {
      p++;
    }
    int first = p;
    long digits = 0;
    while (b[p] >= '0' && b[p] <= '9') {
      digits = digits * 10 + b[p] - '0';
      p++;
    }
    int count = p - first;
    int fraction = 0;
    if (b[p] == '.') {
      int point = p++;
      while (b[p] >= '0' && b[p] <= '9') {
        digits = digits * 10 + b[p] - '0';
        p++;
      }
      fraction = p - point - 1;
      count += fraction;
    }
    if (b[p] != '<' || count == 0) {
      return xml.surprise(p);
    }
    if (count > MAX_DIGITS || digits > EXACT) {
      String text = new String(b, from, p - from, StandardCharsets.ISO_8859_1);
      out.add(values.number(column, Double.parseDouble(text), style, formula != null));
      return p;
    }
    double number = fraction == 0 ? digits : digits / POWERS[fraction];
    out.add(values.number(column, negative ? -number : number, style, formula != null));
    return p;
  }

  /** A text in the cell itself, of one run. */
  private int inline(int from, @Nullable String formula, List<Cell> out) {
    int p = xml.word(from, INLINE);
    if (p < 0) {
      return p;
    }
    p = xml.attributes(p, TEXT_ATTRIBUTES);
    if (p < 0 || xml.bytes()[p] == '/') {
      return p < 0 ? p : XmlBytes.ODD;
    }
    int end = xml.textEnd(p);
    if (end < 0) {
      return end;
    }
    String text = xml.text(p, end);
    if (text == null) {
      return XmlBytes.ODD;
    }
    add(
        values.cell(column, XlsxValues.INLINE_TEXT, style, XlsxValues.unescaped(text), formula),
        out);
    return xml.word(end, TEXT_END);
  }

  private String typeName() {
    return type == FORMULA_TEXT
        ? XlsxValues.FORMULA_TEXT
        : type == INLINE_TEXT ? XlsxValues.INLINE_TEXT : String.valueOf(type);
  }

  private static void add(@Nullable Cell cell, List<Cell> out) {
    if (cell != null) {
      out.add(cell);
    }
  }

  private static byte[] word(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[][] words(String... texts) {
    byte[][] out = new byte[texts.length][];
    for (int i = 0; i < texts.length; i++) {
      out[i] = word(texts[i]);
    }
    return out;
  }
}
