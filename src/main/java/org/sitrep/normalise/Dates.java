package org.sitrep.normalise;

import java.io.Serializable;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
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
 * guessed. Month names come from the country's words.
 */
final class Dates implements Serializable {
  private static final long serialVersionUID = 1L;

  private final List<DatePattern> formats;
  private final Map<String, Integer> months = new HashMap<>();

  Dates(List<DatePattern> formats, Words words) {
    this.formats = List.copyOf(formats);
    words.months().forEach((name, number) -> months.put(name.toLowerCase(Locale.ROOT), number));
  }

  /** Every date that stands somewhere in {@code text}, format by format, each once. */
  List<LocalDate> within(String text) {
    List<LocalDate> out = new ArrayList<>();
    for (DatePattern format : formats) {
      int at = 0;
      while (format.hasYear() && at < text.length()) {
        DatePattern.Found found = format.at(text, at, months);
        LocalDate date = found == null ? null : found.in(0);
        if (date != null && !out.contains(date)) {
          out.add(date);
        }
        at = found == null ? at + 1 : found.end();
      }
    }
    return out;
  }

  /** The date a cell text is, give or take words after it such as "г."; null when it is none. */
  @Nullable LocalDate of(String text) {
    String trimmed = Spelling.trimmed(text);
    for (DatePattern format : formats) {
      DatePattern.Found found = format.hasYear() ? format.at(trimmed, 0, months) : null;
      LocalDate date = found == null || digits(trimmed, found.end()) ? null : found.in(0);
      if (date != null) {
        return date;
      }
    }
    return null;
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
