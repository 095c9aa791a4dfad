package org.sitrep.normalise;

import java.math.BigDecimal;
import org.sitrep.config.NumberStyle;
import org.sitrep.config.Spelling;

/**
 * Numbers as clerks write them: {@code 34 598} with any kind of space between thousands, decimal
 * comma or point, a sign of any length, a percent sign. Nothing is guessed: {@code 12 34} is not a
 * number.
 */
final class Numbers {
  private static final String MINUS = "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212";

  /** So many digits fit a double without loss, and so does their power of ten. */
  private static final int EXACT = 15;

  private static final double[] TENS = new double[EXACT + 1];

  static {
    for (int i = 0; i <= EXACT; i++) {
      TENS[i] = Double.parseDouble("1E" + i);
    }
  }

  private Numbers() {}

  /** The number a text stands for; NaN when it is none. A percent sign divides by 100. */
  static double of(String text, NumberStyle style) {
    String s = Spelling.trimmed(text);
    int at = 0;
    boolean negative = false;
    if (at < s.length() && (s.charAt(at) == '+' || MINUS.indexOf(s.charAt(at)) >= 0)) {
      negative = s.charAt(at) != '+';
      at = spaces(s, at + 1);
    }
    StringBuilder digits = new StringBuilder();
    int end = whole(s, at, style.thousands(), digits);
    if (end < 0) {
      return Double.NaN;
    }
    int whole = digits.length();
    if (end < s.length() && style.decimal().indexOf(s.charAt(end)) >= 0) {
      end = digits(s, end + 1, digits);
      if (digits.length() == whole) {
        return Double.NaN;
      }
    }
    int rest = spaces(s, end);
    boolean percent = rest < s.length() && s.charAt(rest) == '%';
    if (rest + (percent ? 1 : 0) < s.length()) {
      return Double.NaN;
    }
    double value = value(digits, digits.length() - whole + (percent ? 2 : 0));
    return negative ? -value : value;
  }

  private static double value(StringBuilder digits, int fraction) {
    if (digits.length() > EXACT || fraction > EXACT) {
      return Double.parseDouble(digits + "E-" + fraction);
    }
    return Long.parseLong(digits, 0, digits.length(), 10) / TENS[fraction];
  }

  /** Takes digits, or groups of them; gives where they end, -1 when none or no groups of three. */
  private static int whole(String s, int from, String thousands, StringBuilder out) {
    int at = digits(s, from, out);
    int length = at - from;
    if (length == 0) {
      return -1;
    }
    int sign = at < s.length() && length <= 3 ? separator(s.charAt(at), thousands) : -1;
    while (sign >= 0 && at < s.length() && separator(s.charAt(at), thousands) == sign) {
      int next = at + 1;
      int end = next;
      while (end < s.length() && digit(s.charAt(end))) {
        end++;
      }
      if (end - next != 3) {
        // A space may stand before a percent sign; everything else is no number.
        return end == next && s.charAt(at) != '.' && s.charAt(at) != ',' ? at : -1;
      }
      out.append(s, next, end);
      at = end;
    }
    return at;
  }

  /** Which of the signs between thousands {@code c} is; -1 when it is none. */
  private static int separator(char c, String thousands) {
    return thousands.indexOf(Character.isSpaceChar(c) ? ' ' : c);
  }

  private static int digits(String s, int from, StringBuilder out) {
    int at = from;
    while (at < s.length() && digit(s.charAt(at))) {
      out.append(s.charAt(at));
      at++;
    }
    return at;
  }

  private static boolean digit(char c) {
    return c >= '0' && c <= '9';
  }

  private static int spaces(String s, int from) {
    int at = from;
    while (at < s.length() && Character.isSpaceChar(s.charAt(at))) {
      at++;
    }
    return at;
  }

  /** Whether a value is a whole number, give or take what a multiplication leaves. */
  static boolean isWhole(double value) {
    return Math.abs(value - Math.rint(value)) < Math.max(1e-9, 4 * Math.ulp(value));
  }

  /** A number as text for a sentence: 203259, 12.5. */
  static String text(double value) {
    return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
  }
}
