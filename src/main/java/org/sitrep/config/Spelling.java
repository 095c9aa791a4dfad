package org.sitrep.config;

import java.io.Serializable;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How two spellings of one word are made equal before they are compared. Case, spaces, punctuation,
 * ё/е and footnote marks never tell words apart; look-alike letters do only in {@link #plain}.
 */
public final class Spelling implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final String DASHES = "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212";
  private static final String FOOTNOTES =
      "*\u00b9\u00b2\u00b3\u2070\u2074\u2075\u2076\u2077\u2078\u2079\u00aa\u00ba\u1d43\u1d47\u1d9c\u1d48\u1d49";

  /** Roman numerals in letters that are looked alike already, and the number each stands for. */
  private static final List<String> ROMAN = List.of("", "i", "ii", "iii", "iv");

  private final Map<Character, Character> lookalikes = new HashMap<>();

  /** Spellings with the look-alike letters of a country. */
  public Spelling(Words words) {
    words
        .lookalikes()
        .forEach(
            (from, to) -> {
              if (from.length() == 1 && to.length() == 1) {
                lookalikes.put(from.charAt(0), to.charAt(0));
              }
            });
  }

  /** Letters and digits only, small; look-alikes still differ. */
  public String plain(String text) {
    return String.join("", split(text, false));
  }

  /** As {@link #plain}, look-alike letters made equal. */
  public String alike(String text) {
    return String.join("", split(text, true));
  }

  /** The words of a text, look-alike letters made equal. */
  public List<String> words(String text) {
    return split(text, true);
  }

  /**
   * A heading: as {@link #alike}, but the signs of {@code КВИ+} and {@code КВИ-} count, and I, І, l
   * and 1 standing alone are the same number.
   */
  public String heading(String text) {
    String s = Normalizer.normalize(text, Normalizer.Form.NFC);
    StringBuilder out = new StringBuilder();
    StringBuilder token = new StringBuilder();
    for (int i = 0; i < s.length(); i++) {
      char c = letter(s.charAt(i), true);
      if (Character.isLetterOrDigit(c) && FOOTNOTES.indexOf(s.charAt(i)) < 0) {
        token.append(c);
        continue;
      }
      out.append(roman(token));
      token.setLength(0);
      if (c == '+' || c == '\u2116' || c == '#' || c == '%') {
        out.append(c);
      } else if (DASHES.indexOf(c) >= 0 && out.length() > 0 && !wordFollows(s, i + 1)) {
        out.append('-');
      }
    }
    return out.append(roman(token)).toString();
  }

  private static boolean wordFollows(String s, int from) {
    int i = from;
    while (i < s.length() && blank(s.charAt(i))) {
      i++;
    }
    return i < s.length() && Character.isLetterOrDigit(s.charAt(i));
  }

  private static String roman(CharSequence token) {
    int n = token.length();
    if (n == 0 || n > 3) {
      return token.toString();
    }
    StringBuilder latin = new StringBuilder(n);
    for (int i = 0; i < n; i++) {
      char c = token.charAt(i);
      latin.append(c == '\u0456' || c == 'l' ? 'i' : c);
    }
    int number = ROMAN.indexOf(latin.toString());
    return number < 0 ? token.toString() : Integer.toString(number);
  }

  /**
   * A name or heading without the mark of a footnote behind it that looks like part of it: {@code
   * North 1)}, {@code North (2)}, {@code North2}. The same text when there is none. Stars, daggers
   * and raised figures need no such help: they never tell words apart.
   */
  public static String withoutFootnote(String text) {
    String whole = trimmed(text);
    int end = whole.length();
    char open = 0;
    if (end > 0 && (whole.charAt(end - 1) == ')' || whole.charAt(end - 1) == ']')) {
      open = whole.charAt(end - 1) == ')' ? '(' : '[';
      end--;
    }
    int from = end;
    while (from > 0 && digit(whole.charAt(from - 1))) {
      from--;
    }
    if (from == end || end - from > 2) {
      return text;
    }
    if (open != 0 && from > 0 && whole.charAt(from - 1) == open) {
      from--;
    } else if (open == 0 && (from == 0 || !Character.isLetter(whole.charAt(from - 1)))) {
      return text;
    }
    String rest = trimmed(whole.substring(0, from));
    return rest.isEmpty() || digit(rest.charAt(rest.length() - 1)) ? text : rest;
  }

  private static boolean digit(char c) {
    return c >= '0' && c <= '9';
  }

  /** Whether a text begins as a footnote does: with a star, a dagger or a raised figure. */
  public static boolean isFootnote(String text) {
    String whole = trimmed(text);
    char first = whole.isEmpty() ? ' ' : whole.charAt(0);
    return FOOTNOTES.indexOf(first) >= 0 || first == '\u2020' || first == '\u2021';
  }

  private List<String> split(String text, boolean alike) {
    String s = Normalizer.normalize(text, Normalizer.Form.NFC);
    List<String> out = new ArrayList<>();
    StringBuilder token = new StringBuilder();
    for (int i = 0; i < s.length(); i++) {
      char raw = s.charAt(i);
      char c = letter(raw, alike);
      if (Character.isLetterOrDigit(c) && FOOTNOTES.indexOf(raw) < 0) {
        token.append(c);
      } else if (token.length() > 0) {
        out.add(token.toString());
        token.setLength(0);
      }
    }
    if (token.length() > 0) {
      out.add(token.toString());
    }
    return out;
  }

  private char letter(char raw, boolean alike) {
    char c = raw;
    if (alike) {
      Character other = lookalikes.get(raw);
      c = other == null ? raw : other;
    }
    c = Character.toLowerCase(c);
    return c == '\u0451' ? '\u0435' : c;
  }

  /** A cell text without surrounding space of any kind, without a leading apostrophe. */
  public static String trimmed(String text) {
    int from = 0;
    int to = text.length();
    while (from < to && blank(text.charAt(from))) {
      from++;
    }
    while (to > from && blank(text.charAt(to - 1))) {
      to--;
    }
    if (from < to && text.charAt(from) == '\'') {
      from++;
    }
    return text.substring(from, to);
  }

  /** A cell text to look up among the words for zero and for nothing. */
  public static String word(String text) {
    return trimmed(text).toLowerCase(Locale.ROOT);
  }

  /** Whether a character shows as nothing but space. */
  public static boolean blank(char c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == '\ufeff' || c == '\u200b';
  }

  /** Edits between two texts: letters put in, left out or exchanged. */
  public static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int corner = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int swap = corner + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        corner = row[j];
        row[j] = Math.min(swap, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
