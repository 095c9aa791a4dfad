package org.sitrep.aggregate;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
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

  private final List<Fact> facts = new ArrayList<>();
  private final Collection<Fact> told;
  private final Collection<Fact> before;
  private final Asked asked;

  private Derived(Collection<Fact> told, Collection<Fact> before, Asked asked) {
    this.told = told;
    this.before = before;
    this.asked = asked;
  }

  /** One count of a form through time. */
  private record Line(Fact.Key key) {
    /** The line of a count, whatever its date. */
    static Line of(Fact.Key key) {
      return new Line(key.on(LocalDate.EPOCH));
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
   * Derives what follows.
   *
   * @param told every count that counts since the days of {@code before}, of {@link #summed}
   *     measures all there ever were
   * @param before {@link #sums} of an earlier night; nothing when {@code told} is all there is
   */
  static Derived from(Collection<Fact> told, Collection<Fact> before, Asked asked, Conf conf) {
    Derived out = new Derived(told, before, asked);
    Map<Line, Fact> sums = new HashMap<>();
    Map<Line, NavigableMap<LocalDate, Fact>> lines = new HashMap<>();
    for (Fact fact : before) {
      if (fact.derived()) {
        Measure count = new Measure(fact.measure()).counterpart().orElseThrow();
        sums.put(Line.of(fact.key().of(count.name())), fact);
      } else {
        out.add(lines, fact);
      }
    }
    told.forEach(fact -> out.add(lines, fact));
    Set<String> begun = new HashSet<>();
    sums.keySet().forEach(line -> begun.add(subject(line.key())));
    Map<String, LocalDate> firsts = firsts(lines);
    lines.forEach(
        (line, byDate) -> {
          Fact.Key key = line.key();
          String subject = subject(key);
          if (new Measure(key.measure()).kind() == Measure.Kind.CUMULATIVE) {
            out.differences(byDate);
          } else if (begun.contains(subject)
              || !Objects.requireNonNull(firsts.get(subject))
                  .isAfter(begin(conf.country(), key.measure(), key.stream()))) {
            out.sums(byDate, sums.get(line));
          }
        });
    return out;
  }

  private void add(Map<Line, NavigableMap<LocalDate, Fact>> lines, Fact fact) {
    if (follows(fact)) {
      lines.computeIfAbsent(Line.of(fact.key()), line -> new TreeMap<>()).put(fact.date(), fact);
    }
  }

  /** Whether a count is one that others are derived of. */
  private boolean follows(Fact fact) {
    Measure measure = new Measure(fact.measure());
    return isUsed(measure)
        && !asked.asks(fact.form(), measure.counterpart().orElseThrow().name(), fact.stream());
  }

  /** The derived counts, of the days that were told. */
  List<Fact> facts() {
    return facts;
  }

  /**
   * What a later night goes on from when it is told only of {@code day} and after: the sums so far,
   * and the running totals of the day before.
   */
  Collection<Fact> sums(LocalDate day) {
    Map<Line, Fact> sums = new HashMap<>();
    Stream.concat(before.stream().filter(Fact::derived), facts.stream())
        .filter(fact -> new Measure(fact.measure()).kind() == Measure.Kind.CUMULATIVE)
        .filter(fact -> fact.date().isBefore(day))
        .forEach(
            fact ->
                sums.merge(
                    Line.of(fact.key()), fact, (a, b) -> a.date().isAfter(b.date()) ? a : b));
    List<Fact> out = new ArrayList<>(sums.values());
    Stream.concat(before.stream().filter(fact -> !fact.derived()), told.stream())
        .filter(fact -> new Measure(fact.measure()).kind() == Measure.Kind.CUMULATIVE)
        .filter(fact -> fact.date().equals(day.minusDays(1)) && follows(fact))
        .forEach(out::add);
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

  private void differences(NavigableMap<LocalDate, Fact> byDate) {
    byDate.forEach(
        (day, fact) -> {
          Fact earlier = byDate.get(day.minusDays(1));
          if (earlier != null) {
            facts.add(fact.derive(fact.value() - earlier.value(), List.of(fact, earlier)));
          }
        });
  }

  private void sums(NavigableMap<LocalDate, Fact> byDate, @Nullable Fact soFar) {
    List<Fact> days = new ArrayList<>(byDate.values());
    double sum = 0;
    int first = 0;
    if (soFar != null) {
      days.add(0, soFar);
      sum = soFar.value();
      first = 1;
    }
    for (int d = first; d < days.size(); d++) {
      sum += days.get(d).value();
      facts.add(days.get(d).derive(sum, days.subList(0, d + 1)));
    }
  }
}
