package org.sitrep.normalise;

import java.io.Serializable;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sitrep.config.DatePattern;
import org.sitrep.config.Spelling;
import org.sitrep.config.Words;

/**
 * Dates written as text, in the formats a form declares and in no other: day and month are never
 * guessed, and a year that is left out is taken from a date that stands elsewhere or not at all.
 * Month names come from the country's words.
 */
final class Dates implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Within so many days of another date there is only one day of a name. */
  private static final int HALF_A_YEAR = 182;

  private final List<DatePattern> formats;
  private final Map<String, Integer> months = new HashMap<>();

  Dates(List<DatePattern> formats, Words words) {
    this.formats =
        formats.stream().sorted(Comparator.comparing(format -> !format.hasYear())).toList();
    words.months().forEach((name, number) -> months.put(name.toLowerCase(Locale.ROOT), number));
  }

  /**
   * A date that stands in a text.
   *
   * @param start where it begins
   */
  record Mention(DatePattern.Found found, int start) {
    boolean hasYear() {
      return found.year() != 0;
    }

    /** The date; without a year of its own that of the day nearest {@code near}, or null. */
    @Nullable LocalDate date(@Nullable LocalDate near) {
      if (hasYear()) {
        return found.in(0);
      }
      for (int year = -1; near != null && year <= 1; year++) {
        LocalDate date = found.in(near.getYear() + year);
        if (date != null && Math.abs(ChronoUnit.DAYS.between(near, date)) <= HALF_A_YEAR) {
          return date;
        }
      }
      return null;
    }
  }

  /** Every date that stands somewhere in {@code text}, format by format; none within another. */
  List<Mention> mentions(String text) {
    List<Mention> out = new ArrayList<>();
    for (DatePattern format : formats) {
      int at = 0;
      while (at < text.length()) {
        DatePattern.Found found = format.at(text, at, months);
        if (found != null && isDay(found) && isFree(out, at, found.end())) {
          out.add(new Mention(found, at));
        }
        at = found == null ? at + 1 : found.end();
      }
    }
    return out;
  }

  private static boolean isDay(DatePattern.Found found) {
    // A leap year has every day there is.
    return found.in(2020) != null;
  }

  private static boolean isFree(List<Mention> taken, int start, int end) {
    for (Mention mention : taken) {
      if (start < mention.found().end() && mention.start() < end) {
        return false;
      }
    }
    return true;
  }

  /** The date a cell text is, give or take words after it such as "г."; null when it is none. */
  @Nullable Mention mention(String text) {
    String trimmed = Spelling.trimmed(text);
    for (DatePattern format : formats) {
      DatePattern.Found found = format.at(trimmed, 0, months);
      if (found != null && isDay(found) && !digits(trimmed, found.end())) {
        return new Mention(found, 0);
      }
    }
    return null;
  }

  /** As {@link #mention}, when it tells a year. */
  @Nullable LocalDate of(String text) {
    Mention mention = mention(text);
    return mention == null ? null : mention.date(null);
  }

  /** The day of a cell that holds a date or a text that is one; null when it holds neither. */
  @Nullable LocalDate of(Cell cell) {
    return switch (cell.type()) {
      case 'd' -> ofCell(cell.text());
      case 's' -> of(cell.text());
      default -> null;
    };
  }

  private static boolean digits(String text, int from) {
    for (int i = from; i < text.length(); i++) {
      if (Character.isDigit(text.charAt(i))) {
        return true;
      }
    }
    return false;
  }

  /**
   * A day as the declared formats write it, for sentences; those that spell the month are left out.
   */
  String examples(LocalDate day) {
    List<String> out = new ArrayList<>();
    for (DatePattern format : formats) {
      String example = format.hasYear() ? format.example(day) : null;
      if (example != null) {
        out.add(example);
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
