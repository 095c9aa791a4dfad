package org.sitrep.aggregate;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.jspecify.annotations.Nullable;
import org.sitrep.aggregate.Panel.Report;
import org.sitrep.aggregate.Panel.Subject;
import org.sitrep.domain.Measure;

/**
 * What is carried over to a day from all the days before it: of a running total or a stock each
 * cell as last told, of counts of the day the last report. Going on from what an earlier day
 * carried gives the same as beginning with the first day ever, so a night reads only what came
 * since.
 *
 * @param since first day that is not in it; {@link LocalDate#MIN} when nothing is
 * @param told by subject and region; counts keep their dates
 * @param summed what derived counts go on from, see {@link Derived#sums}
 */
record Carried(LocalDate since, Map<Subject, Map<String, Report>> told, Collection<Fact> summed) {
  /** Nothing was told yet. */
  static final Carried NONE = new Carried(LocalDate.MIN, Map.of(), List.of());

  private static final String TOLD = "told";
  private static final String SUMMED = "summed";

  private static final Comparator<Row> ORDER = Comparator.comparing((Row row) -> row.mkString("|"));

  /** What is carried over to a later day. */
  Carried on(
      LocalDate day,
      Map<Subject, Map<String, NavigableMap<LocalDate, Report>>> reports,
      Collection<Fact> sums) {
    Map<Subject, Map<String, Report>> out = new HashMap<>();
    told.forEach((subject, byRegion) -> out.put(subject, new HashMap<>(byRegion)));
    reports.forEach(
        (subject, byRegion) ->
            byRegion.forEach(
                (region, byDate) ->
                    byDate
                        .headMap(day, false)
                        .values()
                        .forEach(
                            report ->
                                out.computeIfAbsent(subject, s -> new HashMap<>())
                                    .merge(
                                        region,
                                        report,
                                        (old, latest) -> after(subject, old, latest)))));
    return new Carried(day, out, sums);
  }

  /** What stands after a report: of levels also what it does not tell, if the one before did. */
  private static Report after(Subject subject, Report old, Report latest) {
    boolean flow = new Measure(subject.measure()).kind() == Measure.Kind.FLOW;
    if (flow || !old.isLike(latest)) {
      return latest;
    }
    Map<Fact.Leaf, Fact> facts = new LinkedHashMap<>(old.facts());
    facts.putAll(latest.facts());
    return new Report(latest.form(), latest.whole(), facts);
  }

  /** What stands of a region; null when it told nothing. */
  @Nullable Report of(Subject subject, String region) {
    return told.getOrDefault(subject, Map.of()).get(region);
  }

  /** The last report of each region among what stands, at its date. */
  Map<String, NavigableMap<LocalDate, Report>> last(Subject subject) {
    Map<String, NavigableMap<LocalDate, Report>> out = new HashMap<>();
    told.getOrDefault(subject, Map.of())
        .forEach(
            (region, report) -> {
              LocalDate date =
                  report.facts().values().stream()
                      .map(Fact::date)
                      .max(LocalDate::compareTo)
                      .orElseThrow();
              Map<Fact.Leaf, Fact> facts = new LinkedHashMap<>(report.facts());
              facts.values().removeIf(fact -> !fact.date().equals(date));
              NavigableMap<LocalDate, Report> byDate = new TreeMap<>();
              byDate.put(date, new Report(report.form(), report.whole(), facts));
              out.put(region, byDate);
            });
    return out;
  }

  /** Rows of table {@code carried}, in an order of their own. */
  List<Row> rows(String nightId) {
    List<Row> out = new ArrayList<>();
    told.values()
        .forEach(
            byRegion ->
                byRegion
                    .values()
                    .forEach(
                        report ->
                            report
                                .facts()
                                .values()
                                .forEach(
                                    fact -> out.add(row(nightId, TOLD, fact, report.whole())))));
    summed.forEach(fact -> out.add(row(nightId, SUMMED, fact, false)));
    out.sort(ORDER);
    return out;
  }

  private Row row(String nightId, String role, Fact fact, boolean whole) {
    return RowFactory.create(
        nightId,
        since,
        role,
        fact.measure(),
        fact.date(),
        fact.form(),
        fact.region(),
        fact.district(),
        fact.stream(),
        fact.product(),
        fact.component(),
        fact.dose(),
        fact.group(),
        fact.value(),
        fact.derived(),
        whole);
  }

  /**
   * What a night wrote; {@link #NONE} when it wrote nothing.
   *
   * @param rows of table {@code carried}, of one night
   */
  static Carried read(Dataset<Row> rows, Asked asked) {
    LocalDate since = LocalDate.MIN;
    Map<Subject, Map<String, Report>> told = new HashMap<>();
    List<Fact> summed = new ArrayList<>();
    List<Row> sorted = new ArrayList<>(rows.collectAsList());
    sorted.sort(ORDER);
    for (Row row : sorted) {
      since = row.getLocalDate(1);
      Fact fact = fact(row, asked);
      if (row.getString(2).equals(SUMMED)) {
        summed.add(fact);
      } else {
        told.computeIfAbsent(new Subject(fact.measure(), fact.stream()), s -> new HashMap<>())
            .computeIfAbsent(
                fact.region(),
                region -> new Report(fact.form(), row.getBoolean(15), new LinkedHashMap<>()))
            .facts()
            .put(fact.leaf(), fact);
      }
    }
    return new Carried(since, told, summed);
  }

  private static Fact fact(Row row, Asked asked) {
    Fact.Key key =
        new Fact.Key(
            row.getString(5),
            row.getString(6),
            row.getLocalDate(4),
            row.getString(3),
            row.getString(8),
            row.getString(9),
            row.getString(10),
            row.getString(11),
            row.getString(12),
            row.getString(7));
    boolean derived = row.getBoolean(14);
    // A count that follows from another is cut as that one is.
    Fact.Key asAsked =
        derived ? key.of(new Measure(key.measure()).counterpart().orElseThrow().name()) : key;
    double value = row.getDouble(13);
    Cut cut = asked.cut(asAsked);
    // All that it followed from is not kept: who traces a figure begins with the first day.
    List<Fact> from = derived ? List.of(new Fact(asAsked, value, cut, List.of())) : List.of();
    return new Fact(key, value, cut, from);
  }
}
