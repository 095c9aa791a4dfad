package org.sitrep.aggregate;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.sitrep.config.Conf;
import org.sitrep.config.ExpectedForm;
import org.sitrep.config.FormSpec;
import org.sitrep.config.Holiday;
import org.sitrep.domain.Measure;

/** When the calendar of expected forms wants what, on the clock of the country. */
record Due(Conf conf) {
  private static final int LOOK_BACK_DAYS = 31;

  /** Days before a report date that a form due by then may tell of, its period included. */
  static final int LONGEST_DAYS = LOOK_BACK_DAYS + 6;

  /** Forms that are owed, in the order of the calendar. */
  List<String> forms() {
    return conf.calendar().stream().map(ExpectedForm::form).distinct().toList();
  }

  /** When the form for {@code date} is due, if it is owed for that day. */
  Optional<Instant> at(String form, LocalDate date) {
    return expected(form, date)
        .map(
            e ->
                date.plusDays(e.dueDaysAfter())
                    .atTime(e.due())
                    .atZone(conf.country().timeZone())
                    .toInstant());
  }

  /**
   * When the form that tells of {@code date} is due: a weekly form tells of all its days on its
   * last. Empty when nobody owes it.
   */
  Optional<Instant> of(String form, LocalDate date) {
    for (int ahead = 0; ahead < 7; ahead++) {
      LocalDate filed = date.plusDays(ahead);
      Optional<Instant> due = at(form, filed);
      if (due.isPresent() && !periodStart(form, filed).isAfter(date)) {
        return due;
      }
    }
    return Optional.empty();
  }

  private Optional<ExpectedForm> expected(String form, LocalDate date) {
    return conf.calendar().stream()
        .filter(e -> e.form().equals(form))
        .filter(e -> e.validity().includes(date))
        .filter(e -> isDay(e, date))
        .findFirst();
  }

  private boolean isDay(ExpectedForm expected, LocalDate date) {
    boolean weekday = expected.weekdays().contains(date.getDayOfWeek());
    return expected.onDaysOff()
        ? weekday
        : conf.holidays().stream()
            .filter(day -> day.date().equals(date))
            .findFirst()
            .map(Holiday::working)
            .orElse(weekday);
  }

  /** Whether a region without the form for {@code date} makes the night provisional. */
  boolean required(String form, LocalDate date) {
    return expected(form, date).map(ExpectedForm::required).orElse(false);
  }

  /** Whether one file of the centre tells the form of {@code date} for the regions. */
  boolean isFromCentre(String form, LocalDate date) {
    return conf.calendar().stream()
        .anyMatch(e -> e.form().equals(form) && e.fromCentre() && e.validity().includes(date));
  }

  /** The last date not after {@code day} whose form was due when the night of {@code day} ran. */
  Optional<LocalDate> latest(String form, LocalDate day) {
    return latest(form, day, night(day));
  }

  /** The last date not after {@code day} whose form was due at {@code now}. */
  Optional<LocalDate> latest(String form, LocalDate day, Instant now) {
    for (int back = 0; back < LOOK_BACK_DAYS; back++) {
      LocalDate date = day.minusDays(back);
      if (at(form, date).filter(due -> !due.isAfter(now)).isPresent()) {
        return Optional.of(date);
      }
    }
    return Optional.empty();
  }

  /** The last date before {@code date} that the form is owed for; empty when there was none. */
  Optional<LocalDate> before(String form, LocalDate date) {
    for (int back = 1; back < LOOK_BACK_DAYS; back++) {
      if (expected(form, date.minusDays(back)).isPresent()) {
        return Optional.of(date.minusDays(back));
      }
    }
    return Optional.empty();
  }

  /** When the night of {@code day} runs. */
  Instant night(LocalDate day) {
    return day.plusDays(1)
        .atTime(conf.country().reportTime())
        .atZone(conf.country().timeZone())
        .toInstant();
  }

  /** First day of the period that is filed under {@code date}. */
  LocalDate periodStart(String form, LocalDate date) {
    boolean week = conf.form(form).map(FormSpec::period).filter("week"::equals).isPresent();
    return week ? date.minusDays(6) : date;
  }

  /**
   * The last date for which a value of {@code measure} was due when the night of {@code day} ran;
   * the day itself when no form that is owed tells the measure.
   */
  LocalDate latestOf(String measure, LocalDate day) {
    return owing(measure).stream()
        .flatMap(form -> latest(form, day).stream())
        .max(LocalDate::compareTo)
        .orElse(day);
  }

  /**
   * Whether regions owe a form that tells {@code measure}. What nobody owes, such as a delivery, is
   * told when it happens: a day without it lacks nothing.
   */
  boolean owes(String measure) {
    return !owing(measure).isEmpty();
  }

  /** Forms that regions owe and that tell a measure or what it follows from. */
  private List<String> owing(String measure) {
    Set<String> enough = new HashSet<>();
    enough.add(measure);
    new Measure(measure).counterpart().ifPresent(other -> enough.add(other.name()));
    Set<String> carriers = new HashSet<>();
    for (FormSpec form : conf.forms()) {
      if (!Collections.disjoint(form.measures(), enough)) {
        carriers.add(form.key());
      }
    }
    return forms().stream().filter(carriers::contains).toList();
  }

  /**
   * Which form speaks first when several tell the same measure of a region on a date; lower first.
   * Forms that regions owe go before forms nobody owes, such as a delivered history.
   */
  int rank(String form) {
    int owed = forms().indexOf(form);
    return owed >= 0 ? owed : Integer.MAX_VALUE;
  }
}
