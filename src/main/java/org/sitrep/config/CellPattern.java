package org.sitrep.config;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * How a cell that holds several values is written: keys of its parts in braces between signs and
 * words, such as <code>{total} ({new})</code>. Spaces do not matter.
 */
public final class CellPattern implements Serializable {
  private static final long serialVersionUID = 1L;

  private final String text;
  private final List<String> keys = new ArrayList<>();
  private final List<String> between = new ArrayList<>();

  private CellPattern(String text) {
    this.text = text;
  }

  /**
   * Reads a pattern.
   *
   * @throws IllegalArgumentException when a brace does not close, two parts touch or there is none
   */
  public static CellPattern of(String text) {
    CellPattern out = new CellPattern(text);
    int at = 0;
    int open = text.indexOf('{');
    while (open >= 0) {
      int close = text.indexOf('}', open);
      String sign = packed(text.substring(at, open));
      if (close < 0 || (sign.isEmpty() && !out.keys.isEmpty())) {
        throw new IllegalArgumentException(text);
      }
      out.between.add(sign);
      out.keys.add(text.substring(open + 1, close));
      at = close + 1;
      open = text.indexOf('{', at);
    }
    out.between.add(packed(text.substring(at)));
    if (out.keys.isEmpty()) {
      throw new IllegalArgumentException(text);
    }
    return out;
  }

  /** Keys of the parts, in the order they are written. */
  public List<String> keys() {
    return List.copyOf(keys);
  }

  /** The same pattern with other keys. */
  public CellPattern renamed(UnaryOperator<String> name) {
    StringBuilder out = new StringBuilder();
    int at = 0;
    for (int open = text.indexOf('{'); open >= 0; open = text.indexOf('{', at)) {
      int close = text.indexOf('}', open);
      out.append(text, at, open + 1).append(name.apply(text.substring(open + 1, close)));
      at = close;
    }
    return of(out.append(text, at, text.length()).toString());
  }

  /** The texts of the parts of a cell, in the order of {@link #keys}; null when it is not so. */
  public @Nullable List<String> parts(String cell) {
    List<String> out = new ArrayList<>(keys.size());
    int at = after(between.get(0), cell, 0);
    for (int i = 0; i < keys.size(); i++) {
      if (at < 0) {
        return null;
      }
      String sign = between.get(i + 1);
      int end = sign.isEmpty() ? cell.length() : find(sign, cell, at);
      if (end < 0) {
        return null;
      }
      String part = Spelling.trimmed(cell.substring(at, end));
      if (part.isEmpty()) {
        return null;
      }
      out.add(part);
      at = after(sign, cell, end);
    }
    return at >= 0 && Spelling.trimmed(cell.substring(at)).isEmpty() ? out : null;
  }

  /** An example of a cell, for sentences. */
  public String example() {
    StringBuilder out = new StringBuilder(text);
    int number = 100;
    for (String key : keys) {
      String place = '{' + key + '}';
      int at = out.indexOf(place);
      out.replace(at, at + place.length(), Integer.toString(number));
      number = number / 10 + 2;
    }
    return out.toString();
  }

  private static int find(String sign, String cell, int from) {
    for (int i = from; i < cell.length(); i++) {
      if (!Spelling.blank(cell.charAt(i)) && after(sign, cell, i) >= 0) {
        return i;
      }
    }
    return -1;
  }

  /**
   * Where {@code sign} ends when it stands at {@code from}, spaces left aside; -1 if it does not.
   */
  private static int after(String sign, String cell, int from) {
    int at = from;
    for (int i = 0; i < sign.length(); i++) {
      while (at < cell.length() && Spelling.blank(cell.charAt(at))) {
        at++;
      }
      boolean same =
          at < cell.length()
              && Character.toLowerCase(cell.charAt(at)) == Character.toLowerCase(sign.charAt(i));
      if (!same) {
        return -1;
      }
      at++;
    }
    return at;
  }

  private static String packed(String text) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      if (!Spelling.blank(text.charAt(i))) {
        out.append(text.charAt(i));
      }
    }
    return out.toString();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof CellPattern pattern && pattern.text.equals(text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  /** The pattern as declared. */
  @Override
  public String toString() {
    return text;
  }
}
