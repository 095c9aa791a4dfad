package org.sitrep.ingest;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.sitrep.config.Conf;
import org.sitrep.config.DatePattern;
import org.sitrep.config.FormSpec;
import org.sitrep.domain.BirthMonth;

/**
 * Takes the day out of dates of birth: year and month tell the age, the whole date with a region
 * and a sex soon tells a person.
 */
final class BirthDates implements Serializable {
  private static final long serialVersionUID = 1L;

  /** A year alone tells nobody. */
  private static final Pattern YEAR = Pattern.compile("\\d{4}");

  private static final Pattern DAY = Pattern.compile("\\d{4}-\\d{2}-\\d{2}.*");

  private final List<DatePattern> formats;
  private final Map<String, Integer> months = new HashMap<>();

  BirthDates(Conf conf) {
    Set<DatePattern> known = new LinkedHashSet<>();
    for (FormSpec form : conf.forms()) {
      if (form.columns().stream().anyMatch(column -> column.type().equals("birth-date"))) {
        known.addAll(form.dateFormats());
      }
    }
    formats = new ArrayList<>(known);
    conf.words()
        .months()
        .forEach((name, number) -> months.put(name.toLowerCase(Locale.ROOT), number));
  }

  /** A cell of type date without its day. */
  String ofDate(String iso) {
    return DAY.matcher(iso).matches() ? iso.substring(0, BirthMonth.LENGTH) : starred(iso);
  }

  /** A text without its day; with stars for digits when no declared format reads it. */
  String ofText(String text) {
    String stripped = text.strip();
    if (YEAR.matcher(stripped).matches() || BirthMonth.of(stripped) != null) {
      return text;
    }
    for (DatePattern format : formats) {
      DatePattern.Found found = format.at(stripped, 0, months);
      if (found != null && found.year() > 0 && found.in(found.year()) != null) {
        return String.format(Locale.ROOT, "%04d-%02d", found.year(), found.month());
      }
    }
    return starred(text);
  }

  private static String starred(String text) {
    StringBuilder out = new StringBuilder(text);
    for (int i = 0; i < out.length(); i++) {
      if (Character.isDigit(out.charAt(i))) {
        out.setCharAt(i, '*');
      }
    }
    return out.toString();
  }
}
