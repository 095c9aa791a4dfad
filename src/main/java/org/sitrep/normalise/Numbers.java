package org.sitrep.normalise;

import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sitrep.config.Spelling;

/**
 * Numbers as clerks write them: {@code 34 598} with any kind of space between thousands, decimal
 * comma or point, a sign of any length, a percent sign. Nothing is guessed: {@code 12 34} is not a
 * number.
 */
final class Numbers {
  private static final String SPACE = "[ \\u00a0\\u2009\\u202f]";
  private static final Pattern SHAPE =
      Pattern.compile(
          "([-+\\u2010-\\u2015\\u2212]?)"
              + SPACE
              + "?(\\d{1,3}(?:"
              + SPACE
              + "\\d{3})+|\\d+)([.,]\\d+)?"
              + SPACE
              + "?(%?)");

  private Numbers() {}

  /** The number a text stands for; NaN when it is none. A percent sign divides by 100. */
  static double of(String text) {
    Matcher m = SHAPE.matcher(Spelling.trimmed(text));
    if (!m.matches()) {
      return Double.NaN;
    }
    String fraction = m.group(3);
    String digits =
        m.group(2).replaceAll(SPACE, "") + (fraction == null ? "" : fraction.replace(',', '.'));
    double value = Double.parseDouble(digits);
    if (!m.group(1).isEmpty() && !m.group(1).equals("+")) {
      value = -value;
    }
    return m.group(4).isEmpty() ? value : value / 100;
  }

  static boolean isWhole(double value) {
    return Math.abs(value - Math.rint(value)) < 1e-9;
  }

  /** A number as text for a sentence: 203259, 12.5. */
  static String text(double value) {
    return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
  }
}
