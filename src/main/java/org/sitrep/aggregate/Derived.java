package org.sitrep.aggregate;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.sitrep.config.Conf;
import org.sitrep.config.Country;
import org.sitrep.domain.Measure;

/**
 * Counts that a form does not ask for but that follow from those it does: the count of a day is the
 * running total less that of the day before, the running total is the sum of the counts. Nothing is
 * derived that the same form asks for, whether it was filled in or not.
 */
final class Derived {
  /** What figures are made of; nothing else is worth deriving. */
  private static final Set<String> USED =
      Set.of(
          "cases_new",
          "cases_cumulative",
          "deaths_new",
          "deaths_cumulative",
          "recovered_new",
          "recovered_cumulative",
          "tests_new",
          "tests_positive_new",
          "doses_new",
          "doses_cumulative",
          "doses_delivered_new",
          "doses_delivered_cumulative",
          "doses_wasted_cumulative");

  private static final String OF_THE_CAMPAIGN = "doses_";

  private Derived() {}

  /** One count of a form through time. */
  private record Line(Fact.Key key) {
    /** The line of a count, whatever its date. */
    static Line of(Fact fact) {
      return new Line(fact.key().on(LocalDate.EPOCH));
    }
  }

  /** Counts of the day that running totals are made of, which have to be known from the first. */
  static Set<String> summed(Asked asked) {
    Set<String> out = new java.util.TreeSet<>();
    for (String measure : asked.alone()) {
      Measure count = new Measure(measure);
      if (count.kind() == Measure.Kind.FLOW && isUsed(count)) {
        out.add(measure);
      }
    }
    return out;
  }

  private static boolean isUsed(Measure told) {
    return told.counterpart().filter(other -> USED.contains(other.name())).isPresent();
  }

  /**
   * The derived counts.
   *
   * @param told every count that counts, of {@link #summed} measures all there ever were
   */
  static List<Fact> from(Collection<Fact> told, Asked asked, Conf conf) {
    Map<Line, NavigableMap<LocalDate, Fact>> lines = new HashMap<>();
    for (Fact fact : told) {
      Measure measure = new Measure(fact.measure());
      if (isUsed(measure)
          && !asked.asks(fact.form(), measure.counterpart().orElseThrow().name(), fact.stream())) {
        lines.computeIfAbsent(Line.of(fact), line -> new TreeMap<>()).put(fact.date(), fact);
      }
    }
    Map<String, LocalDate> firsts = firsts(lines);
    List<Fact> out = new ArrayList<>();
    lines.forEach(
        (line, byDate) -> {
          Fact.Key key = line.key();
          if (new Measure(key.measure()).kind() == Measure.Kind.CUMULATIVE) {
            differences(byDate, out);
          } else if (!Objects.requireNonNull(firsts.get(subject(key)))
              .isAfter(begin(conf.country(), key.measure(), key.stream()))) {
            sums(byDate, out);
          }
        });
    return out;
  }

  /** First day of each measure of a form, in any region. */
  private static Map<String, LocalDate> firsts(Map<Line, NavigableMap<LocalDate, Fact>> lines) {
    Map<String, LocalDate> out = new HashMap<>();
    lines.forEach(
        (line, byDate) ->
            out.merge(subject(line.key()), byDate.firstKey(), (a, b) -> a.isBefore(b) ? a : b));
    return out;
  }

  private static String subject(Fact.Key key) {
    return key.form() + "|" + key.measure() + "|" + key.stream();
  }

  /** A sum of counts is a running total only when it has them all: from this day on. */
  private static LocalDate begin(Country country, String measure, @Nullable String stream) {
    if (measure.startsWith(OF_THE_CAMPAIGN)) {
      return country.campaignStart();
    }
    return country.streams().stream()
        .filter(s -> s.key().equals(stream))
        .map(Country.Stream::countedFrom)
        .findFirst()
        .orElse(country.epidemicStart());
  }

  private static void differences(NavigableMap<LocalDate, Fact> byDate, List<Fact> out) {
    byDate.forEach(
        (day, fact) -> {
          Fact before = byDate.get(day.minusDays(1));
          if (before != null) {
            out.add(fact.derive(fact.value() - before.value(), List.of(fact, before)));
          }
        });
  }

  private static void sums(NavigableMap<LocalDate, Fact> byDate, List<Fact> out) {
    List<Fact> days = List.copyOf(byDate.values());
    double sum = 0;
    for (int d = 0; d < days.size(); d++) {
      sum += days.get(d).value();
      out.add(days.get(d).derive(sum, days.subList(0, d + 1)));
    }
  }
}
