package org.sitrep.config;

import java.io.Serializable;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A declared format of dates written as text, such as {@code dd.MM.yyyy}: {@code d dd M MM MMMM yy
 * yyyy}, a time of day {@code H HH m mm s ss S} that is read over, quoted words and signs, with the
 * meaning they have in {@code java.time}. A year of two digits is one of this century. Without a
 * year it tells day and month only.
 */
public final class DatePattern implements Serializable {
  private static final long serialVersionUID = 1L;

  private final String text;
  private final List<Element> elements;

  /** One element: a letter and how often it stands, or what stands between them. */
  private record Element(char letter, int times, String literal) implements Serializable {}

  private static final char LITERAL = '\'';
  private static final char SPACE = ' ';

  /** A date found in a text; {@code year} is 0 when the pattern has none. */
  public record Found(int year, int month, int day, int end) {
    /** The date; null when there is no such day, as on 31.02.2021. */
    public @Nullable LocalDate in(int otherYear) {
      try {
        return LocalDate.of(year == 0 ? otherYear : year, month, day);
      } catch (DateTimeException e) {
        return null;
      }
    }
  }

  private DatePattern(String text, List<Element> elements) {
    this.text = text;
    this.elements = List.copyOf(elements);
  }

  /**
   * Reads a pattern.
   *
   * @throws IllegalArgumentException when it has other letters, or no day, or no month
   */
  public static DatePattern of(String text) {
    List<Element> elements = new ArrayList<>();
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i);
      int end = i + 1;
      if ("dMyHmsS".indexOf(c) >= 0) {
        while (end < text.length() && text.charAt(end) == c) {
          end++;
        }
        elements.add(new Element(c, times(c, end - i, text), ""));
      } else if (c == '\'') {
        int close = text.indexOf('\'', end);
        if (close < 0) {
          throw refused(text);
        }
        elements.add(new Element(LITERAL, 1, text.substring(end, close)));
        end = close + 1;
      } else if (Character.isLetter(c)) {
        throw refused(text);
      } else if (Spelling.blank(c)) {
        elements.add(new Element(SPACE, 1, ""));
      } else {
        elements.add(new Element(LITERAL, 1, String.valueOf(c)));
      }
      i = end;
    }
    DatePattern pattern = new DatePattern(text, elements);
    if (!pattern.has('d') || !pattern.has('M')) {
      throw refused(text);
    }
    return pattern;
  }

  private static int times(char letter, int times, String text) {
    int most = letter == 'M' || letter == 'y' ? 4 : letter == 'S' ? 9 : 2;
    if (times > most || (letter == 'y' && times != 2 && times != 4)) {
      throw refused(text);
    }
    return times;
  }

  private static IllegalArgumentException refused(String text) {
    return new IllegalArgumentException("Cannot use as date format: " + text);
  }

  private boolean has(char letter) {
    return elements.stream().anyMatch(e -> e.letter() == letter);
  }

  /** Whether it tells the year. */
  public boolean hasYear() {
    return has('y');
  }

  /** A day as the pattern writes it; null when it spells the month in a language. */
  public @Nullable String example(LocalDate day) {
    return text.contains("MMM")
        ? null
        : DateTimeFormatter.ofPattern(text, Locale.ROOT).format(day.atStartOfDay());
  }

  /**
   * The date that stands at {@code from}, with no digit before or after it; null when there is
   * none.
   *
   * @param months names of months in lower case, to number
   */
  public @Nullable Found at(String in, int from, Map<String, Integer> months) {
    if (from > 0 && digit(in, from - 1)) {
      return null;
    }
    int at = from;
    int year = 0;
    int month = 0;
    int day = 0;
    for (Element element : elements) {
      int end = end(element, in, at);
      if (end < 0) {
        return null;
      }
      switch (element.letter()) {
        case 'y' -> year = (element.times() == 2 ? 2000 : 0) + number(in, at, end);
        case 'd' -> day = number(in, at, end);
        case 'M' ->
            month =
                element.times() > 2
                    ? months.getOrDefault(in.substring(at, end).toLowerCase(Locale.ROOT), 0)
                    : number(in, at, end);
        default -> {}
      }
      at = end;
    }
    boolean none = digit(in, at) || month < 1 || month > 12 || day < 1 || day > 31;
    return none ? null : new Found(year, month, day, at);
  }

  /** Where {@code element} ends when it stands at {@code at}; -1 when it does not. */
  private static int end(Element element, String in, int at) {
    int end = at;
    switch (element.letter()) {
      case LITERAL -> {
        String literal = element.literal();
        return in.regionMatches(true, at, literal, 0, literal.length())
            ? at + literal.length()
            : -1;
      }
      case SPACE -> {
        while (end < in.length() && Spelling.blank(in.charAt(end))) {
          end++;
        }
        return end > at ? end : -1;
      }
      case 'M' -> {
        if (element.times() > 2) {
          while (end < in.length() && Character.isLetter(in.charAt(end))) {
            end++;
          }
          return end > at ? end : -1;
        }
      }
      default -> {}
    }
    int least = element.times();
    int most = element.letter() == 'S' ? 9 : Math.max(2, least);
    while (digit(in, end) && end - at < most) {
      end++;
    }
    return end - at >= least ? end : -1;
  }

  private static boolean digit(String in, int at) {
    return at < in.length() && in.charAt(at) >= '0' && in.charAt(at) <= '9';
  }

  private static int number(String in, int from, int to) {
    int out = 0;
    for (int i = from; i < to; i++) {
      out = out * 10 + in.charAt(i) - '0';
    }
    return out;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof DatePattern pattern && pattern.text.equals(text);
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
