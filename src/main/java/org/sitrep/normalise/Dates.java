package org.sitrep.normalise;

import java.io.Serializable;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.sitrep.config.Spelling;
import org.sitrep.config.Words;

/**
 * Dates written as text, in the formats a form declares and in no other: day and month are never
 * guessed. Knows {@code d dd M MM MMMM yy yyyy} and quoted words of the pattern letters of {@code
 * java.time}; month names come from the country's words.
 */
final class Dates implements Serializable {
  private static final long serialVersionUID = 1L;

  private final List<String> declared;
  private final List<Format> formats = new ArrayList<>();
  private final Map<String, Integer> months = new HashMap<>();

  /** A format: its pattern, and which part of a date each of its groups is. */
  private record Format(Pattern pattern, String parts) implements Serializable {}

  Dates(List<String> declared, Words words) {
    this.declared = List.copyOf(declared);
    words.months().forEach((name, number) -> months.put(name.toLowerCase(Locale.ROOT), number));
    for (String format : declared) {
      formats.add(compile(format));
    }
  }

  private static Format compile(String format) {
    StringBuilder regex = new StringBuilder("(?<![\\d])");
    StringBuilder parts = new StringBuilder();
    int i = 0;
    while (i < format.length()) {
      char c = format.charAt(i);
      int end = i + 1;
      if (c == 'd' || c == 'M' || c == 'y') {
        while (end < format.length() && format.charAt(end) == c) {
          end++;
        }
        regex.append(group(c, end - i));
        parts.append(c);
      } else if (c == '\'') {
        int close = format.indexOf('\'', i + 1);
        if (close < 0) {
          throw new IllegalArgumentException("Cannot use as date format: " + format);
        }
        regex.append(Pattern.quote(format.substring(i + 1, close)));
        end = close + 1;
      } else if (Character.isLetter(c)) {
        throw new IllegalArgumentException("Cannot use as date format: " + format);
      } else if (Character.isWhitespace(c)) {
        regex.append("[\\s\\u00a0\\u202f]+");
      } else {
        regex.append(Pattern.quote(String.valueOf(c)));
      }
      i = end;
    }
    regex.append("(?![\\d])");
    return new Format(
        Pattern.compile(regex.toString(), Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE),
        parts.toString());
  }

  private static String group(char letter, int times) {
    if (letter == 'y') {
      return times == 2 ? "(\\d{2})" : "(\\d{4})";
    }
    if (letter == 'M' && times >= 3) {
      return "(\\p{L}+)";
    }
    return times == 1 ? "(\\d{1,2})" : "(\\d{2})";
  }

  /** Every date that stands somewhere in {@code text}, in order, each once. */
  List<LocalDate> within(String text) {
    List<LocalDate> out = new ArrayList<>();
    for (Format format : formats) {
      Matcher m = format.pattern().matcher(text);
      while (m.find()) {
        LocalDate date = date(format, m);
        if (date != null && !out.contains(date)) {
          out.add(date);
        }
      }
    }
    return out;
  }

  /** The date a cell text is, give or take words after it such as "г."; null when it is none. */
  @Nullable LocalDate of(String text) {
    String trimmed = Spelling.trimmed(text);
    for (Format format : formats) {
      Matcher m = format.pattern().matcher(trimmed);
      if (m.lookingAt() && trimmed.substring(m.end()).chars().noneMatch(Character::isDigit)) {
        LocalDate date = date(format, m);
        if (date != null) {
          return date;
        }
      }
    }
    return null;
  }

  private @Nullable LocalDate date(Format format, Matcher m) {
    int year = 0;
    int month = 0;
    int day = 0;
    for (int g = 1; g <= format.parts().length(); g++) {
      String part = m.group(g);
      switch (format.parts().charAt(g - 1)) {
        case 'y' ->
            year = part.length() == 2 ? 2000 + Integer.parseInt(part) : Integer.parseInt(part);
        case 'M' -> month = month(part);
        default -> day = Integer.parseInt(part);
      }
    }
    try {
      return LocalDate.of(year, month, day);
    } catch (DateTimeException e) {
      // 31.02.2021 has the shape of a date and is none.
      return null;
    }
  }

  private int month(String part) {
    if (Character.isDigit(part.charAt(0))) {
      return Integer.parseInt(part);
    }
    return months.getOrDefault(part.toLowerCase(Locale.ROOT), 0);
  }

  /**
   * A day as the declared formats write it, for sentences; those that spell the month are left out.
   */
  String examples(LocalDate day) {
    List<String> out = new ArrayList<>();
    for (String format : declared) {
      if (!format.contains("MMM")) {
        out.add(DateTimeFormatter.ofPattern(format, Locale.ROOT).format(day));
      }
    }
    return String.join(", ", out);
  }

  /** The day of a date cell, whose canonical text is ISO; null when it is only a time. */
  static @Nullable LocalDate ofCell(String iso) {
    try {
      return iso.length() < 10 ? null : LocalDate.parse(iso.substring(0, 10));
    } catch (DateTimeException e) {
      return null;
    }
  }
}
