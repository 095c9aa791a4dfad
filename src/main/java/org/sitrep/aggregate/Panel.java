package org.sitrep.aggregate;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.sitrep.config.Conf;
import org.sitrep.config.Population;
import org.sitrep.domain.FigureName;
import org.sitrep.domain.Measure;
import org.sitrep.domain.RegionCode;

/**
 * The facts of a night laid out by scope and day. Scopes are the regions of the register on the
 * report date, then everything reported for regions that are not in it (unassigned), then the
 * nation, which is the sum of all these. Days run from {@link #LEAD} days before the look-back to
 * the report date, so that sums are whole from its first day on.
 */
final class Panel {
  /** Days before the look-back that the longest sum needs. */
  static final int LEAD = 13;

  /** What was reported for regions that are not in the register on the report date. */
  static final String UNASSIGNED = "unassigned";

  /**
   * A running total that a region no longer fills in is thought to be missing for so many days, and
   * to have come to its end then. A stock is not: it does not stay as it is.
   */
  private static final int LEAF_OPEN_DAYS = 14;

  /** A row that stood in a report at most so many days ago is looked for in the next. */
  private static final int NEIGHBOUR_DAYS = 7;

  private final Conf conf;
  private final LocalDate reportDate;
  private final boolean traced;
  private final Due due;
  private final List<String> regions;
  private final List<LocalDate> days;
  private final Map<Subject, Map<String, NavigableMap<LocalDate, Report>>> reports;
  private final Carried carried;
  private final Map<String, List<LocalDate>> currents = new HashMap<>();
  private final Map<Figure, Series> flows = new HashMap<>();
  private final Map<Figure, Series> levels = new HashMap<>();

  /** A series that several figures are made of. */
  private record Figure(String measure, Filter filter) {
    /** As figures are called: {@code cases_new{stream=U07.1}}. */
    String name() {
      return new FigureName(measure, filter.dimensions()).toString();
    }
  }

  /** A measure of one case definition. */
  record Subject(String measure, @Nullable String stream) {}

  /**
   * What a region told of a subject for a date.
   *
   * @param form the form it spoke on
   * @param whole true when it spoke for the region as a whole, not district by district
   */
  record Report(String form, boolean whole, Map<Fact.Leaf, Fact> facts) {
    /** Whether both tell the same cells, so that one of them may stand in for the other's. */
    boolean isLike(Report other) {
      return whole == other.whole && form.equals(other.form);
    }

    /** Whether it follows from what the region told, and was not told itself. */
    boolean derived() {
      return facts.values().stream().anyMatch(Fact::derived);
    }
  }

  /**
   * @param inputs what counts; what follows from it is added
   * @param traced whether values remember what they were made of
   */
  Panel(Conf conf, Aggregate.Inputs inputs, LocalDate reportDate, boolean traced) {
    Asked asked = inputs.asked();
    this.conf = conf;
    this.traced = traced;
    this.reportDate = reportDate;
    this.due = new Due(conf);
    Derived derived = Derived.from(inputs.counted(), inputs.carried().summed(), asked, conf);
    List<Fact> facts = new ArrayList<>(inputs.counted());
    facts.addAll(derived.facts());
    this.regions = conf.regionsOn(reportDate).stream().map(r -> r.code().value()).toList();
    this.days = firstDay(conf, reportDate).datesUntil(reportDate.plusDays(1)).toList();
    Map<Subject, Map<String, NavigableMap<LocalDate, Report>>> all = reports(facts, due, asked);
    LocalDate first = days.get(0);
    this.carried = inputs.carried().on(first, all, derived.sums(first));
    this.reports = looking(all, first);
  }

  /** The reports from the first day on, and the last of each region before it. */
  private Map<Subject, Map<String, NavigableMap<LocalDate, Report>>> looking(
      Map<Subject, Map<String, NavigableMap<LocalDate, Report>>> all, LocalDate first) {
    Map<Subject, Map<String, NavigableMap<LocalDate, Report>>> out = new HashMap<>();
    carried.told().keySet().forEach(subject -> out.put(subject, carried.last(subject)));
    all.forEach(
        (subject, byRegion) ->
            byRegion.forEach(
                (region, byDate) -> {
                  NavigableMap<LocalDate, Report> recent = byDate.tailMap(first, true);
                  if (!recent.isEmpty()) {
                    out.computeIfAbsent(subject, s -> new HashMap<>())
                        .computeIfAbsent(region, r -> new TreeMap<>())
                        .putAll(recent);
                  }
                }));
    return out;
  }

  /** What stands on the first day, for the next night to go on from. */
  Carried carried() {
    return carried;
  }

  /** First day of the panel. */
  static LocalDate firstDay(Conf conf, LocalDate reportDate) {
    return reportDate.minusDays(conf.country().historyDays() - 1L + LEAD);
  }

  private static Map<Subject, Map<String, NavigableMap<LocalDate, Report>>> reports(
      Collection<Fact> facts, Due due, Asked asked) {
    record Spot(Subject subject, String region, LocalDate date) {}
    Map<Spot, List<Fact>> spots = new HashMap<>();
    for (Fact fact : facts) {
      spots
          .computeIfAbsent(
              new Spot(new Subject(fact.measure(), fact.stream()), fact.region(), fact.date()),
              spot -> new ArrayList<>())
          .add(fact);
    }
    Map<Subject, Map<String, NavigableMap<LocalDate, Report>>> out = new HashMap<>();
    spots.forEach(
        (spot, told) ->
            out.computeIfAbsent(spot.subject, s -> new HashMap<>())
                .computeIfAbsent(spot.region, r -> new TreeMap<>())
                .put(spot.date, report(told, due, asked)));
    return out;
  }

  /**
   * Of several forms the one that speaks first, among equals one that was asked for the count; of
   * region and districts the region; persons of a line list add up, wherever they live.
   */
  private static Report report(List<Fact> told, Due due, Asked asked) {
    String form =
        told.stream()
            .min(
                java.util.Comparator.comparingInt((Fact f) -> due.rank(f.form()))
                    .thenComparing(Fact::derived)
                    .thenComparing(Fact::form))
            .map(Fact::form)
            .orElseThrow();
    boolean whole = told.stream().anyMatch(f -> f.form().equals(form) && f.district() == null);
    Map<Fact.Leaf, Fact> facts = new LinkedHashMap<>();
    told.stream()
        .filter(f -> f.form().equals(form))
        .filter(f -> asked.isLineList(form) || (f.district() == null) == whole)
        .forEach(f -> facts.put(f.leaf(), f));
    return new Report(form, whole, facts);
  }

  Conf conf() {
    return conf;
  }

  Due due() {
    return due;
  }

  LocalDate reportDate() {
    return reportDate;
  }

  /** Codes of the regions of the register on the report date, in its order. */
  List<String> regions() {
    return regions;
  }

  /** Scope of a region of the register, or of the nation by the code of the country. */
  Optional<Integer> scope(String code) {
    int region = regions.indexOf(code);
    if (region < 0) {
      return code.equals(conf.country().code()) ? Optional.of(nation()) : Optional.empty();
    }
    return Optional.of(region);
  }

  int unassigned() {
    return regions.size();
  }

  int nation() {
    return regions.size() + 1;
  }

  int scopes() {
    return regions.size() + 2;
  }

  List<LocalDate> days() {
    return days;
  }

  /** Index of the report date. */
  int today() {
    return days.size() - 1;
  }

  /** Index of a day; empty when the panel does not reach it. */
  Optional<Integer> index(LocalDate day) {
    int index = days.indexOf(day);
    return index < 0 ? Optional.empty() : Optional.of(index);
  }

  /** Values of one dimension that stand in the facts of a measure, sorted. */
  Set<String> seen(String measure, Function<Fact, @Nullable String> dimension) {
    Set<String> out = new TreeSet<>();
    forEach(
        measure,
        fact -> {
          String value = dimension.apply(fact);
          if (value != null) {
            out.add(value);
          }
        });
    return out;
  }

  /** Whether any fact of a measure matches. */
  boolean has(String measure, Filter filter) {
    List<Fact> found = new ArrayList<>();
    forEach(
        measure,
        fact -> {
          if (found.isEmpty() && filter.matches(fact)) {
            found.add(fact);
          }
        });
    return !found.isEmpty();
  }

  private void forEach(String measure, java.util.function.Consumer<Fact> work) {
    carried
        .told()
        .forEach(
            (subject, byRegion) -> {
              if (subject.measure.equals(measure)) {
                byRegion.values().forEach(r -> r.facts.values().forEach(work));
              }
            });
    reports.forEach(
        (subject, byRegion) -> {
          if (subject.measure.equals(measure)) {
            byRegion
                .values()
                .forEach(byDate -> byDate.values().forEach(r -> r.facts.values().forEach(work)));
          }
        });
  }

  /** Reports of a region, by date. */
  NavigableMap<LocalDate, Report> reports(String measure, @Nullable String stream, String region) {
    return reports
        .getOrDefault(new Subject(measure, stream), Map.of())
        .getOrDefault(region, new TreeMap<>());
  }

  /** Streams a measure was told in. */
  Set<@Nullable String> streams(String measure) {
    Set<@Nullable String> out = new LinkedHashSet<>();
    reports.keySet().stream()
        .filter(s -> s.measure.equals(measure))
        .map(Subject::stream)
        .sorted(java.util.Comparator.nullsFirst(java.util.Comparator.naturalOrder()))
        .forEach(out::add);
    return out;
  }

  /** Names of the measures told. */
  Set<String> measures() {
    Set<String> out = new TreeSet<>();
    reports.keySet().forEach(s -> out.add(s.measure));
    return out;
  }

  /** Counts of the day. A day that was not reported has no value. */
  Series flow(String measure, Filter filter) {
    return flows.computeIfAbsent(new Figure(measure, filter), this::flow);
  }

  private Series flow(Figure figure) {
    String measure = figure.measure;
    Filter filter = figure.filter;
    LocalDate start = start(measure, filter);
    LocalDate end = due.owes(measure) ? due.latestOf(measure, reportDate) : LocalDate.MIN;
    return assemble(figure, (region, byDate) -> flow(region, byDate, figure, start, end));
  }

  private Value[] flow(
      String region,
      NavigableMap<LocalDate, Report> byDate,
      Figure figure,
      LocalDate start,
      LocalDate end) {
    Value[] out = new Value[days.size()];
    Filter filter = figure.filter;
    boolean met = filter.general();
    for (int d = 0; d < out.length; d++) {
      LocalDate day = days.get(d);
      Report report = byDate.get(day);
      if (report == null) {
        // Who never sent anything may use the product or serve the group: nobody knows.
        boolean owed =
            (met || byDate.lowerKey(day) == null)
                && !day.isBefore(start)
                && !day.isAfter(end)
                && registered(region, day);
        out[d] = told(figure, region, day, owed ? Status.MISSING : Status.NONE, List.of());
        continue;
      }
      List<Fact> cells = Cut.matching(report.facts.values(), filter);
      met |= !cells.isEmpty();
      boolean gap = lacks(report, byDate.lowerEntry(day), day, filter);
      Status empty = gap ? Status.MISSING : Status.NONE;
      Status status = gap ? Status.PROVISIONAL : Status.FINAL;
      out[d] = told(figure, region, day, cells.isEmpty() ? empty : status, cells);
    }
    return out;
  }

  /** What a place told of a figure for a day: the sum of the facts, no value when there is none. */
  private Value told(Figure figure, String place, LocalDate day, Status status, List<Fact> facts) {
    Value out =
        facts.isEmpty()
            ? status == Status.NONE ? Value.NONE : Value.MISSING
            : Value.of(facts.stream().mapToDouble(Fact::value).sum(), status);
    return traced && status != Status.NONE
        ? out.with(new Origin.Told(new Origin.Subject(figure.name(), place, day), facts))
        : out;
  }

  /** Whether a cell that the report before had is not in this one. */
  private static boolean lacks(
      Report report, Map.@Nullable Entry<LocalDate, Report> before, LocalDate day, Filter filter) {
    return before != null
        && !before.getKey().isBefore(day.minusDays(NEIGHBOUR_DAYS))
        && before.getValue().whole == report.whole
        && Cut.matching(before.getValue().facts.values(), filter).stream()
            .anyMatch(f -> !report.facts.containsKey(f.leaf()));
  }

  /** Running totals and stocks. What was not reported for a day is carried from the last report. */
  Series level(String measure, Filter filter) {
    return levels.computeIfAbsent(new Figure(measure, filter), this::level);
  }

  private Series level(Figure figure) {
    String measure = figure.measure;
    Filter filter = figure.filter;
    LocalDate start = start(measure, filter);
    List<LocalDate> current =
        currents.computeIfAbsent(measure, m -> days.stream().map(d -> due.latestOf(m, d)).toList());
    boolean ends = new Measure(measure).kind() == Measure.Kind.CUMULATIVE;
    boolean owed = due.owes(measure);
    Subject subject = new Subject(measure, filter.stream());
    return assemble(
        figure,
        (region, byDate) ->
            level(region, carried.of(subject, region), byDate, figure, start, current, ends, owed));
  }

  private Value[] level(
      String region,
      @Nullable Report before,
      NavigableMap<LocalDate, Report> byDate,
      Figure figure,
      LocalDate start,
      List<LocalDate> current,
      boolean ends,
      boolean owes) {
    Value[] out = new Value[days.size()];
    Map<Fact.Leaf, Fact> last = new LinkedHashMap<>(before == null ? Map.of() : before.facts);
    Report latest = before;
    LocalDate fed = days.get(0).minusDays(1);
    for (int d = 0; d < out.length; d++) {
      LocalDate day = days.get(d);
      for (Report report : byDate.subMap(fed, false, day, true).values()) {
        if (latest == null || !latest.isLike(report)) {
          last.clear();
        }
        latest = report;
        last.putAll(report.facts);
      }
      fed = day;
      List<Fact> cells = Cut.matching(last.values(), figure.filter);
      int fresh = 0;
      int stale = 0;
      int closed = 0;
      for (Fact fact : cells) {
        // The sum of what happened so far holds until something happens again.
        boolean stands = fact.derived() && !owes;
        if (stands || !fact.date().isBefore(current.get(d))) {
          fresh++;
        } else if (ends
            && byDate.containsKey(day)
            && fact.date().isBefore(day.minusDays(LEAF_OPEN_DAYS))) {
          closed++;
        } else {
          stale++;
        }
      }
      if (fresh + stale + closed == 0) {
        boolean owed = owes && last.isEmpty() && !day.isBefore(start) && registered(region, day);
        out[d] = told(figure, region, day, owed ? Status.MISSING : Status.NONE, List.of());
      } else {
        Status status =
            stale == 0 ? Status.FINAL : fresh == 0 ? Status.CARRIED : Status.PROVISIONAL;
        out[d] = told(figure, region, day, status, cells);
      }
    }
    return out;
  }

  /** First day on which anybody told it. */
  private LocalDate start(String measure, Filter filter) {
    return reports.getOrDefault(new Subject(measure, filter.stream()), Map.of()).values().stream()
        .map(NavigableMap::firstKey)
        .min(LocalDate::compareTo)
        .orElse(LocalDate.MAX);
  }

  private boolean registered(String region, LocalDate day) {
    return conf.region(new RegionCode(region), day).isPresent();
  }

  private Series assemble(
      Figure figure, BiFunction<String, NavigableMap<LocalDate, Report>, Value[]> region) {
    Map<String, NavigableMap<LocalDate, Report>> told =
        reports.getOrDefault(new Subject(figure.measure, figure.filter.stream()), Map.of());
    Value[][] out = new Value[scopes()][days.size()];
    for (int r = 0; r < regions.size(); r++) {
      out[r] = region.apply(regions.get(r), told.getOrDefault(regions.get(r), new TreeMap<>()));
    }
    Set<String> others = new TreeSet<>(told.keySet());
    regions.forEach(others::remove);
    for (int d = 0; d < days.size(); d++) {
      out[unassigned()][d] = unassigned(told, others, days.get(d), figure);
      out[nation()][d] = nation(figure, out, d);
    }
    return new Series(out);
  }

  /** Nothing is carried here: whoever took such a region over reports its totals since. */
  private Value unassigned(
      Map<String, NavigableMap<LocalDate, Report>> told,
      Set<String> others,
      LocalDate day,
      Figure figure) {
    List<Fact> cells = new ArrayList<>();
    for (String other : others) {
      Report report = told.getOrDefault(other, new TreeMap<>()).get(day);
      if (report != null) {
        cells.addAll(Cut.matching(report.facts.values(), figure.filter));
      }
    }
    return told(figure, UNASSIGNED, day, cells.isEmpty() ? Status.NONE : Status.FINAL, cells);
  }

  private Value nation(Figure figure, Value[][] parts, int day) {
    double sum = 0;
    boolean known = false;
    boolean whole = true;
    for (int scope = 0; scope <= unassigned(); scope++) {
      Value part = parts[scope][day];
      if (part.known()) {
        sum += part.value();
        known = true;
      }
      whole &= part.status() == Status.FINAL || part.status() == Status.NONE;
    }
    Value out =
        known
            ? Value.of(sum, whole ? Status.FINAL : Status.PROVISIONAL)
            : whole ? Value.NONE : Value.MISSING;
    if (!traced) {
      return out;
    }
    return out.from(
        new Origin.Subject(figure.name(), conf.country().code(), days.get(day)),
        Operation.SUM,
        column(parts, 0, unassigned(), day));
  }

  /** The values of some scopes on a day. */
  private static Value[] column(Value[][] values, int from, int to, int day) {
    Value[] out = new Value[to - from + 1];
    for (int scope = from; scope <= to; scope++) {
      out[scope - from] = values[scope][day];
    }
    return out;
  }

  /** Sums of one stretch of days and of the one before it, over what both were told of. */
  record Alike(Value now, Value before) {}

  /**
   * Sums of the last {@code days} days and of as many before, over the days reported in both: a day
   * counts when the day {@code days} before it was reported too. For the nation each region is
   * looked at by itself, or one that is missing would look like a fall. Neither is told unless more
   * than half of the days are left, nor when {@link Series#sum} does not tell one of them.
   */
  Alike alike(Series counts, int scope, int day, int days) {
    Value now = counts.sum(scope, day, days);
    Value before = counts.sum(scope, day - days, days);
    if (!now.known() || !before.known()) {
      return new Alike(now, before);
    }
    int from = scope == nation() ? 0 : scope;
    int to = scope == nation() ? unassigned() : scope;
    double sum = 0;
    double sumBefore = 0;
    int common = 0;
    List<Value> nows = new ArrayList<>();
    List<Value> befores = new ArrayList<>();
    for (int d = day; d > day - days && d >= days; d--) {
      boolean both = false;
      for (int part = from; part <= to && told(counts, scope, d, days); part++) {
        Value late = counts.at(part, d);
        Value early = counts.at(part, d - days);
        if (!gap(part, d, late) && !gap(part, d - days, early)) {
          sum += late.known() ? late.value() : 0;
          sumBefore += early.known() ? early.value() : 0;
          nows.add(late);
          befores.add(early);
          both |= late.known() && early.known();
        }
      }
      common += both ? 1 : 0;
    }
    return common * 2 <= days
        ? new Alike(Value.MISSING, Value.MISSING)
        : new Alike(
            Value.of(sum, now.status()).from(Operation.SUM, nows.toArray(Value[]::new)),
            Value.of(sumBefore, before.status())
                .from(Operation.SUM, befores.toArray(Value[]::new)));
  }

  private static boolean told(Series counts, int scope, int day, int days) {
    return counts.at(scope, day).known() && counts.at(scope, day - days).known();
  }

  /** Whether a value is not there though its region was: one that came or went leaves no gap. */
  private boolean gap(int scope, int day, Value value) {
    return !value.known() && scope != unassigned() && registered(regions.get(scope), days.get(day));
  }

  /**
   * People of a scope on a day, by the last count not after it (else the first there is); missing
   * when the register has none for it.
   */
  Value population(int scope, LocalDate day) {
    if (scope == nation()) {
      Value[] then =
          conf.regionsOn(day).stream()
              .map(region -> region.code().value())
              .distinct()
              .map(code -> population(code, day))
              .toArray(Value[]::new);
      double sum = Arrays.stream(then).filter(Value::known).mapToDouble(Value::value).sum();
      return sum == 0 ? Value.MISSING : Value.of(sum, Status.FINAL).from(Operation.SUM, then);
    }
    return scope == unassigned() ? Value.MISSING : population(regions.get(scope), day);
  }

  private Value population(String region, LocalDate day) {
    NavigableMap<LocalDate, Population> counts = new TreeMap<>();
    for (Population population : conf.populations()) {
      if (population.region().value().equals(region)) {
        counts.put(population.date(), population);
      }
    }
    Map.Entry<LocalDate, Population> count = counts.floorEntry(day);
    if (count == null) {
      count = counts.firstEntry();
    }
    return count == null
        ? Value.MISSING
        : given(
            count.getValue().people(),
            "people of " + region + " on " + count.getKey(),
            count.getValue().source().text());
  }

  /** A fact of the country. */
  Value given(double value, String what, String source) {
    Value out = Value.of(value, Status.FINAL);
    return traced ? out.with(new Origin.Given(what, source)) : out;
  }
}
