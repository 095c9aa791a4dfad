package org.sitrep.domain;

import java.util.List;
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

    private final String word = name().toLowerCase(Locale.ROOT).replace('_', '-');

    /** As written in a token. */
    public String word() {
      return word;
    }
  }

  private static final List<Standing> STANDINGS = List.of(Standing.values());
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

  /** Whether a text begins as a token does: cheaper than {@link #isToken}. */
  public static boolean begins(String text) {
    return text.startsWith(BEGIN);
  }

  /** Whether a text looks like a token. */
  public static boolean isToken(String text) {
    return text.startsWith(BEGIN) && fields(text) != null;
  }

  /** The token a cell holds; null when its text is none. */
  public static @Nullable PersonToken of(String text) {
    String[] fields = text.startsWith(BEGIN) ? fields(text) : null;
    if (fields == null) {
      return null;
    }
    for (Standing standing : STANDINGS) {
      if (standing.word().equals(fields[1])) {
        return new PersonToken(
            fields[0].isEmpty() ? null : fields[0],
            standing,
            fields[2].isEmpty() ? null : Integer.valueOf(fields[2]),
            fields[3].isEmpty() ? null : fields[3]);
      }
    }
    return null;
  }

  /**
   * The four fields of what has the {@link #SHAPE} of a token, empty where nothing is told; null
   * when it has not. By hand: a line list has millions of them.
   */
  private static String @Nullable [] fields(String text) {
    int first = text.indexOf(':', BEGIN.length());
    int second = text.indexOf(':', first + 1);
    int third = text.indexOf(':', second + 1);
    if (first < 0 || second < 0 || third < 0) {
      return null;
    }
    String key = text.substring(BEGIN.length(), first);
    String standing = text.substring(first + 1, second);
    String year = text.substring(second + 1, third);
    String sex = text.substring(third + 1);
    boolean shaped =
        (key.isEmpty() || (key.length() == 64 && only(key, '0', '9', 'a', 'f')))
            && (standing.length() >= 2
                && standing.length() <= 12
                && only(standing, 'a', 'z', '-', '-'))
            && (year.isEmpty() || (year.length() == 4 && only(year, '0', '9', '0', '9')))
            && (sex.isEmpty() || sex.equals("f") || sex.equals("m"));
    return shaped ? new String[] {key, standing, year, sex} : null;
  }

  /** Whether all letters of a text stand in one of two stretches. */
  private static boolean only(String text, char from, char to, char from2, char to2) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!((c >= from && c <= to) || (c >= from2 && c <= to2))) {
        return false;
      }
    }
    return true;
  }

  /** A text for people: {@code word} in brackets in place of every token. */
  public static String hidden(String text, String word) {
    return text.contains(BEGIN)
        ? SHAPE.matcher(text).replaceAll(Matcher.quoteReplacement("(" + word + ")"))
        : text;
  }
}
