package org.sitrep.form;

import java.time.LocalDate;
import java.util.List;
import org.sitrep.config.FormSpec;

/** The days a form asks for where its rows or headings are days. */
final class Days {
  private static final int WEEK = 7;

  private Days() {}

  /** The days of the week that ends on the date, or of its month so far. */
  static List<LocalDate> of(FormSpec form, LocalDate date) {
    LocalDate from =
        form.period().equals("week") ? date.minusDays(WEEK - 1) : date.withDayOfMonth(1);
    return from.datesUntil(date.plusDays(1)).toList();
  }
}
