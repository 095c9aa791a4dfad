package org.sitrep.aggregate;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.jspecify.annotations.Nullable;
import org.sitrep.config.Conf;
import org.sitrep.config.FormSpec;
import org.sitrep.domain.Measure;
import org.sitrep.tables.Indicators;
import org.sitrep.tables.Revisions;

/**
 * The figures of earlier days that are not what was published last: rows of table {@code revision}.
 * What forms report is compared for every scope and day; a figure that only follows from others is
 * told when its definition moved it, since otherwise the others tell already.
 */
final class Moved {
  private static final String NATIONAL = "national";
  private static final String REGION = "region";

  private static final double ROUNDING = 1e-9;

  /** Days back from which a sum or mean takes its counts. */
  private static final int LONGEST_SUM = 14;

  private final Conf conf;
  private final LocalDate reportDate;
  private final String nightId;
  private final LastPublished before;
  private final Due due;
  private final Map<String, Set<String>> carriers = new HashMap<>();
  private final Map<Key, Row> out = new TreeMap<>(Key.ORDER);

  private Moved(Conf conf, LocalDate reportDate, String nightId, LastPublished before) {
    this.conf = conf;
    this.reportDate = reportDate;
    this.nightId = nightId;
    this.before = before;
    this.due = new Due(conf);
    for (FormSpec form : conf.forms()) {
      form.columns().stream()
          .map(FormSpec.ColumnSpec::measure)
          .filter(Objects::nonNull)
          .forEach(m -> carriers.computeIfAbsent(m, k -> new HashSet<>()).add(form.key()));
    }
  }

  /** A figure of a scope on a day. */
  private record Key(
      String name, LocalDate date, String scope, @Nullable String region, String dimensions) {
    static final Comparator<Key> ORDER =
        Comparator.comparing(Key::date)
            .thenComparing(Key::scope)
            .thenComparing(key -> String.valueOf(key.region()))
            .thenComparing(Key::name)
            .thenComparing(Key::dimensions);
  }

  /**
   * @param figures tonight's rows of table {@code indicator}
   * @param news what tonight learnt of and counts
   * @param before null when nothing was published before
   */
  static List<Row> rows(
      Conf conf,
      LocalDate reportDate,
      String nightId,
      List<Row> figures,
      Collection<News> news,
      @Nullable LastPublished before) {
    if (before == null) {
      return List.of();
    }
    boolean sameRegions = conf.regionsOn(reportDate).equals(conf.regionsOn(before.reportDate()));
    boolean earlier = news.stream().anyMatch(n -> !n.date().isAfter(before.reportDate()));
    if (!earlier && before.sameDefinitions() && sameRegions) {
      return List.of();
    }
    Moved moved = new Moved(conf, reportDate, nightId, before);
    moved.compare(figures, news);
    return List.copyOf(moved.out.values());
  }

  /**
   * A receipt that counts since tonight.
   *
   * @param again whether another counted before
   */
  record News(
      String form,
      String region,
      LocalDate date,
      String submission,
      Instant receivedAt,
      boolean again) {}

  private void compare(List<Row> figures, Collection<News> news) {
    Map<Key, Double> old = old();
    Map<Key, Double> now = now(figures);
    keepHistories(old, now);
    Set<Key> all = new HashSet<>(old.keySet());
    all.addAll(now.keySet());
    all.removeIf(key -> same(old.get(key), now.get(key)));
    List<Key> parts = all.stream().filter(k -> !k.scope().equals(NATIONAL)).toList();
    for (Key key : parts) {
      if (carriers.containsKey(key.name())) {
        Source source = source(key, news, now.get(key) == null);
        put(key, old.get(key), now.get(key), source);
      }
    }
    for (Key key : all) {
      if (key.scope().equals(NATIONAL) && carriers.containsKey(key.name())) {
        put(key, old.get(key), now.get(key), ofParts(key));
      }
    }
    if (!before.sameDefinitions()) {
      Set<Key> reported = new HashSet<>(out.keySet());
      for (Key key : all) {
        if (!carriers.containsKey(key.name()) && !follows(key, reported)) {
          put(key, old.get(key), now.get(key), new Source(Revisions.DEFINITION, null));
        }
      }
    }
  }

  private static boolean same(@Nullable Double one, @Nullable Double other) {
    return one == null || other == null
        ? one == null && other == null
        : Math.abs(one - other) <= ROUNDING * Math.max(1, Math.abs(one));
  }

  private Map<Key, Double> old() {
    Column wanted =
        before.sameDefinitions()
            ? col(Indicators.INDICATOR).isin(carriers.keySet().toArray())
            : lit(true);
    Map<Key, Double> old = new HashMap<>();
    for (Row row :
        before
            .indicators()
            .where(col(Indicators.DATE).between(lit(first()), lit(last())).and(wanted))
            .select(
                Indicators.INDICATOR,
                Indicators.DATE,
                Indicators.SCOPE,
                Indicators.REGION,
                Indicators.DIMENSIONS,
                Indicators.VALUE)
            .collectAsList()) {
      if (isSeries(row.getString(0))) {
        old.put(
            new Key(
                row.getString(0),
                row.getLocalDate(1),
                row.getString(2),
                row.getString(3),
                row.getString(4)),
            row.isNullAt(5) ? null : row.getDouble(5));
      }
    }
    return old;
  }

  private Map<Key, Double> now(List<Row> figures) {
    int name = Indicators.schema().fieldIndex(Indicators.INDICATOR);
    int date = Indicators.schema().fieldIndex(Indicators.DATE);
    int scope = Indicators.schema().fieldIndex(Indicators.SCOPE);
    int region = Indicators.schema().fieldIndex(Indicators.REGION);
    int dimensions = Indicators.schema().fieldIndex(Indicators.DIMENSIONS);
    int value = Indicators.schema().fieldIndex(Indicators.VALUE);
    Map<Key, Double> now = new HashMap<>();
    for (Row row : figures) {
      LocalDate day = row.getLocalDate(date);
      boolean wanted = !before.sameDefinitions() || carriers.containsKey(row.getString(name));
      if (wanted
          && !day.isAfter(last())
          && !day.isBefore(first())
          && isSeries(row.getString(name))) {
        now.put(
            new Key(
                row.getString(name),
                day,
                row.getString(scope),
                row.getString(region),
                row.getString(dimensions)),
            row.isNullAt(value) ? null : row.getDouble(value));
      }
    }
    return now;
  }

  /** The first day that both nights look back on. */
  private LocalDate first() {
    LocalDate later = reportDate.isBefore(before.reportDate()) ? before.reportDate() : reportDate;
    return later.minusDays(conf.country().historyDays() - 1L);
  }

  /** The last day that both nights speak of. */
  private LocalDate last() {
    return reportDate.isBefore(before.reportDate()) ? reportDate : before.reportDate();
  }

  /** Who sent what when is no figure of a day: it is told for the report date only. */
  private static boolean isSeries(String name) {
    return !name.startsWith("forms_")
        && !name.equals("completeness")
        && !name.equals("timeliness")
        && !name.equals("delay_hours")
        && !name.equals("zero_reported");
  }

  /**
   * Figures told for the report date only stand in both nights on different days: they did not
   * move. Only those are compared that one of the nights told for a day before its own.
   */
  private void keepHistories(Map<Key, Double> old, Map<Key, Double> now) {
    if (!reportDate.isAfter(before.reportDate())) {
      return;
    }
    Set<String> histories = new HashSet<>();
    old.keySet().stream()
        .filter(key -> key.date().isBefore(before.reportDate()))
        .forEach(key -> histories.add(key.name() + "|" + key.dimensions()));
    // What tonight tells of days up to the last report is before tonight's own day.
    now.keySet().forEach(key -> histories.add(key.name() + "|" + key.dimensions()));
    old.keySet().removeIf(key -> !histories.contains(key.name() + "|" + key.dimensions()));
  }

  /** Why a figure moved, and which submission moved it. */
  private record Source(String reason, @Nullable String submission) {}

  /** The submission of tonight behind a reported figure; without one its definition moved it. */
  private Source source(Key key, Collection<News> news, boolean gone) {
    boolean day = new Measure(key.name()).kind() == Measure.Kind.FLOW;
    Set<String> forms = carriers.getOrDefault(key.name(), Set.of());
    List<News> of =
        news.stream()
            .filter(n -> forms.contains(n.form()))
            .filter(
                n ->
                    key.region() == null
                        ? conf.regionsOn(reportDate).stream()
                            .noneMatch(r -> r.code().value().equals(n.region()))
                        : key.region().equals(n.region()))
            .filter(n -> day ? n.date().equals(key.date()) : !n.date().isAfter(key.date()))
            .sorted(
                Comparator.comparing(News::date)
                    .reversed()
                    .thenComparing(News::again, Comparator.reverseOrder())
                    .thenComparing(News::submission))
            .toList();
    if (of.isEmpty() && definitionsMoved()) {
      return new Source(Revisions.DEFINITION, null);
    }
    if (of.isEmpty()) {
      // A count may follow from what another form, or the same one of another day, tells.
      of = nearest(key, news);
    }
    News latest = of.get(0);
    return new Source(gone ? Revisions.WITHDRAWN : reason(latest), latest.submission());
  }

  private boolean definitionsMoved() {
    return !before.sameDefinitions()
        || !conf.regionsOn(reportDate).equals(conf.regionsOn(before.reportDate()));
  }

  /** The news of the region closest to the day; of all regions when it sent none. */
  private static List<News> nearest(Key key, Collection<News> news) {
    return news.stream()
        .sorted(
            Comparator.comparing((News n) -> !n.region().equals(key.region()))
                .thenComparing(n -> Math.abs(ChronoUnit.DAYS.between(n.date(), key.date())))
                .thenComparing(News::submission))
        .limit(1)
        .toList();
  }

  private String reason(News news) {
    if (news.again()) {
      return Revisions.RESUBMITTED;
    }
    boolean late = due.of(news.form(), news.date()).map(news.receivedAt()::isAfter).orElse(false);
    return late ? Revisions.LATE : Revisions.ADDED;
  }

  /** The nation moved because its parts did: one submission when it was one. */
  private Source ofParts(Key nation) {
    Set<String> submissions = new HashSet<>();
    List<String> reasons = new ArrayList<>();
    out.forEach(
        (key, row) -> {
          if (key.name().equals(nation.name())
              && key.date().equals(nation.date())
              && key.dimensions().equals(nation.dimensions())
              && !key.scope().equals(NATIONAL)) {
            reasons.add(row.getString(Revisions.schema().fieldIndex(Revisions.REASON)));
            submissions.add(
                String.valueOf(
                    row.getString(Revisions.schema().fieldIndex(Revisions.SUBMISSION_ID))));
          }
        });
    String reason =
        reasons.stream()
            .max(Comparator.comparingInt(Revisions.REASONS::indexOf))
            .orElse(Revisions.DEFINITION);
    boolean one = submissions.size() == 1 && !submissions.contains("null");
    return new Source(reason, one ? submissions.iterator().next() : null);
  }

  /** Whether reported counts that moved explain that a figure made of them did. */
  private static boolean follows(Key key, Set<Key> reported) {
    return reported.stream()
        .anyMatch(
            r ->
                r.scope().equals(key.scope())
                    && Objects.equals(r.region(), key.region())
                    && !r.date().isAfter(key.date())
                    && r.date().isAfter(key.date().minusDays(LONGEST_SUM)));
  }

  private void put(Key key, @Nullable Double old, @Nullable Double now, Source source) {
    Map<String, @Nullable Object> row = new LinkedHashMap<>();
    row.put(Revisions.NAME, key.name());
    row.put(Revisions.REPORT_DATE, reportDate);
    row.put(Revisions.DATE, key.date());
    row.put(Revisions.SCOPE, key.scope());
    row.put(Revisions.REGION, key.scope().equals(REGION) ? key.region() : null);
    row.put(Revisions.DIMENSIONS, key.dimensions());
    row.put(Revisions.OLD_VALUE, old);
    row.put(Revisions.NEW_VALUE, now);
    row.put(Revisions.REASON, source.reason());
    row.put(Revisions.SUBMISSION_ID, source.submission());
    row.put(Revisions.NIGHT_ID, nightId);
    out.put(key, RowFactory.create(row.values().toArray()));
  }
}
