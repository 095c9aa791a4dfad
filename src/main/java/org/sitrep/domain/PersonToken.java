package org.sitrep.domain;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What stands in a cell in place of a person's identifier: a pseudonym, and of what the identifier
 * told as much as is checked later. Nobody can get back from it to the identifier without the key.
 *
 * @param key pseudonym, 64 hex digits; null when the identifier names nobody
 * @param standing what the identifier was found to be
 * @param birthYear null when it tells none
 * @param sex f or m; null when it tells none
 */
public record PersonToken(
    @Nullable String key, Standing standing, @Nullable Integer birthYear, @Nullable String sex) {

  /** What an identifier was found to be. */
  public enum Standing {
    /** As it should be. */
    OK,
    /** A spreadsheet had dropped its leading zeros. */
    RESTORED,
    /** A spreadsheet had written it as 8.9E+11: its last digits are gone. */
    ROUNDED,
    /** Too many or too few digits, or none. */
    LENGTH,
    /** The birth date in it is no day of the calendar. */
    BIRTH_DATE,
    /** The digit for the century is not in use. */
    CENTURY,
    /** The check digit does not fit. */
    CHECK_DIGIT;

    /** As written in a token. */
    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether the identifier names a person. */
    public boolean names() {
      return this == OK || this == RESTORED;
    }
  }

  private static final String BEGIN = "person:";
  private static final Pattern SHAPE =
      Pattern.compile(BEGIN + "([0-9a-f]{64})?:([a-z-]{2,12}):(\\d{4})?:([fm])?");

  /** The token as the text of a cell. */
  public String text() {
    return BEGIN
        + (key == null ? "" : key)
        + ':'
        + standing.word()
        + ':'
        + (birthYear == null ? "" : birthYear)
        + ':'
        + (sex == null ? "" : sex);
  }

  /** Whether a text looks like a token. */
  public static boolean isToken(String text) {
    return text.startsWith(BEGIN) && SHAPE.matcher(text).matches();
  }

  /** The token a cell holds; null when its text is none. */
  public static @Nullable PersonToken of(String text) {
    if (!text.startsWith(BEGIN)) {
      return null;
    }
    Matcher m = SHAPE.matcher(text);
    if (!m.matches()) {
      return null;
    }
    for (Standing standing : Standing.values()) {
      if (standing.word().equals(m.group(2))) {
        String year = m.group(3);
        return new PersonToken(
            m.group(1), standing, year == null ? null : Integer.valueOf(year), m.group(4));
      }
    }
    return null;
  }

  /** A text for people: {@code word} in brackets in place of every token. */
  public static String hidden(String text, String word) {
    return text.contains(BEGIN)
        ? SHAPE.matcher(text).replaceAll(Matcher.quoteReplacement("(" + word + ")"))
        : text;
  }
}
