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
import java.util.function.Function;
import java.util.function.Predicate;
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
 * Every figure that is told for a row of days is compared, for every scope and day. Why it moved is
 * asked first of what forms report; sums, means and rates moved for the reasons of what they are
 * made of, or else because their definition did.
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
  private final Map<Key, Change> out = new TreeMap<>(Key.ORDER);

  private Moved(Conf conf, LocalDate reportDate, String nightId, LastPublished before) {
    this.conf = conf;
    this.reportDate = reportDate;
    this.nightId = nightId;
    this.before = before;
    this.due = new Due(conf);
    for (FormSpec form : conf.forms()) {
      form.measures()
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
   */
  static List<Row> rows(
      Conf conf,
      LocalDate reportDate,
      String nightId,
      List<Row> figures,
      Collection<News> news,
      LastPublished before) {
    boolean sameRegions = conf.regionsOn(reportDate).equals(conf.regionsOn(before.reportDate()));
    boolean earlier = news.stream().anyMatch(n -> !n.date().isAfter(before.reportDate()));
    if (!earlier && before.sameDefinitions() && sameRegions) {
      return List.of();
    }
    Moved moved = new Moved(conf, reportDate, nightId, before);
    moved.compare(figures, news);
    List<Row> rows = new ArrayList<>();
    moved.out.forEach((key, change) -> rows.add(moved.row(key, change)));
    return rows;
  }

  /** What tonight's news is to what was known before. */
  enum How {
    /** It counts, and nothing did before. */
    FIRST,
    /** It counts in place of another. */
    AGAIN,
    /** It does not count any more, and nothing came in its place. */
    WITHDRAWN
  }

  /**
   * A submission that counts, or does not count any more, since tonight.
   *
   * @param note why, in the words of who sent it or took it back; null when nothing was said
   */
  record News(
      String form,
      String region,
      LocalDate date,
      String submission,
      Instant receivedAt,
      How how,
      @Nullable String note) {

    News how(How other) {
      return new News(form, region, date, submission, receivedAt, other, note);
    }

    /** With the note of another news, if that is of the same submission. */
    News noted(News other) {
      return submission.equals(other.submission)
          ? new News(form, region, date, submission, receivedAt, how, other.note)
          : this;
    }
  }

  private void compare(List<Row> figures, Collection<News> news) {
    Map<Key, Double> old = old();
    Map<Key, Double> now = now(figures);
    keepHistories(old, now);
    Set<Key> all = new HashSet<>(old.keySet());
    all.addAll(now.keySet());
    all.removeIf(key -> same(old.get(key), now.get(key)));
    List<Key> reported = all.stream().filter(key -> carriers.containsKey(key.name())).toList();
    for (Key key : reported) {
      if (!key.scope().equals(NATIONAL)) {
        put(key, old.get(key), now.get(key), source(key, news, now.get(key) == null));
      }
    }
    Map<Figure, List<Source>> parts = new HashMap<>();
    out.forEach((key, row) -> add(parts, Figure.of(key), row.source()));
    for (Key key : reported) {
      if (key.scope().equals(NATIONAL)) {
        put(
            key,
            old.get(key),
            now.get(key),
            together(parts.getOrDefault(Figure.of(key), List.of())));
      }
    }
    Map<Place, List<Key>> places = new HashMap<>();
    out.keySet().forEach(key -> add(places, Place.of(key), key));
    for (Key key : all) {
      if (!carriers.containsKey(key.name())) {
        put(key, old.get(key), now.get(key), madeOf(key, places, news));
      }
    }
  }

  private static <K, V> void add(Map<K, List<V>> lists, K key, V value) {
    lists.computeIfAbsent(key, k -> new ArrayList<>()).add(value);
  }

  /** A figure of a day, wherever. */
  private record Figure(String name, LocalDate date, String dimensions) {
    static Figure of(Key key) {
      return new Figure(key.name(), key.date(), key.dimensions());
    }
  }

  /** The nation, a region, or what belongs to none. */
  private record Place(String scope, @Nullable String region) {
    static Place of(Key key) {
      return new Place(key.scope(), key.region());
    }
  }

  private static boolean same(@Nullable Double one, @Nullable Double other) {
    return one == null || other == null
        ? one == null && other == null
        : Math.abs(one - other) <= ROUNDING * Math.max(1, Math.abs(one));
  }

  private Map<Key, Double> old() {
    Map<Key, Double> old = new HashMap<>();
    for (Row row :
        before
            .indicators()
            .where(col(Indicators.DATE).between(lit(first()), lit(last())))
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
      if (!day.isAfter(last()) && !day.isBefore(first()) && isSeries(row.getString(name))) {
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
    if (reportDate.equals(before.reportDate())) {
      return;
    }
    Set<String> histories = new HashSet<>();
    addHistories(histories, old, before.reportDate());
    addHistories(histories, now, reportDate);
    old.keySet().removeIf(key -> !histories.contains(history(key)));
    now.keySet().removeIf(key -> !histories.contains(history(key)));
  }

  private static void addHistories(Set<String> out, Map<Key, Double> figures, LocalDate ownDay) {
    for (Key key : figures.keySet()) {
      if (key.date().isBefore(ownDay)) {
        out.add(history(key));
      }
    }
  }

  private static String history(Key key) {
    return key.name() + "|" + key.dimensions();
  }

  /** Why a figure moved, which submission moved it, and what was said about it. */
  private record Source(String reason, @Nullable String submission, @Nullable String note) {
    static final Source BY_DEFINITION = new Source(Revisions.DEFINITION, null, null);
  }

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
                    .thenComparing(n -> n.how() != How.AGAIN)
                    .thenComparing(News::submission))
            .toList();
    if (of.isEmpty() && definitionsMoved()) {
      return Source.BY_DEFINITION;
    }
    if (of.isEmpty()) {
      // A count may follow from what another form, or the same one of another day, tells.
      of = nearest(key, news);
    }
    News latest = of.get(0);
    return new Source(
        gone ? Revisions.WITHDRAWN : reason(latest), latest.submission(), latest.note());
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
    return switch (news.how()) {
      case WITHDRAWN -> Revisions.WITHDRAWN;
      case AGAIN -> Revisions.RESUBMITTED;
      case FIRST ->
          due.of(news.form(), news.date()).map(news.receivedAt()::isAfter).orElse(false)
              ? Revisions.LATE
              : Revisions.ADDED;
    };
  }

  /** Why a figure made of several moved: the gravest reason, and the submission if it is one. */
  private static Source together(Collection<Source> sources) {
    String reason =
        sources.stream()
            .map(Source::reason)
            .max(Comparator.comparingInt(Revisions.REASONS::indexOf))
            .orElse(Revisions.DEFINITION);
    return new Source(reason, one(sources, Source::submission), one(sources, Source::note));
  }

  /** What all sources have in common; null when they differ. */
  private static @Nullable String one(
      Collection<Source> sources, Function<Source, @Nullable String> what) {
    Set<@Nullable String> different = new HashSet<>();
    sources.forEach(source -> different.add(what.apply(source)));
    return different.size() == 1 ? different.iterator().next() : null;
  }

  /**
   * Why a figure moved that follows from others: for the reasons of the reported counts of its
   * place that it may be made of, those of the same kind first. Without any its definition did.
   */
  private Source madeOf(Key key, Map<Place, List<Key>> places, Collection<News> news) {
    List<Key> under =
        places.getOrDefault(Place.of(key), List.of()).stream()
            .filter(
                r ->
                    !r.date().isAfter(key.date())
                        && r.date().isAfter(key.date().minusDays(LONGEST_SUM)))
            .toList();
    under = preferring(under, r -> word(r).equals(word(key)));
    under = preferring(under, r -> r.dimensions().equals(key.dimensions()));
    if (!under.isEmpty()) {
      return together(
          under.stream().map(r -> Objects.requireNonNull(out.get(r)).source()).toList());
    }
    return definitionsMoved() ? Source.BY_DEFINITION : source(key, news, false);
  }

  private static List<Key> preferring(List<Key> keys, Predicate<Key> better) {
    List<Key> found = keys.stream().filter(better).toList();
    return found.isEmpty() ? keys : found;
  }

  /** What a figure counts: the first word of its name. */
  private static String word(Key key) {
    int end = key.name().indexOf('_');
    return end < 0 ? key.name() : key.name().substring(0, end);
  }

  /** A figure that moved, and why. */
  private record Change(@Nullable Double old, @Nullable Double now, Source source) {}

  private void put(Key key, @Nullable Double old, @Nullable Double now, Source source) {
    out.put(key, new Change(old, now, source));
  }

  private Row row(Key key, Change change) {
    Map<String, @Nullable Object> row = new LinkedHashMap<>();
    row.put(Revisions.NAME, key.name());
    row.put(Revisions.REPORT_DATE, reportDate);
    row.put(Revisions.DATE, key.date());
    row.put(Revisions.SCOPE, key.scope());
    row.put(Revisions.REGION, key.scope().equals(REGION) ? key.region() : null);
    row.put(Revisions.DIMENSIONS, key.dimensions());
    row.put(Revisions.OLD_VALUE, change.old());
    row.put(Revisions.NEW_VALUE, change.now());
    row.put(Revisions.REASON, change.source().reason());
    row.put(Revisions.SUBMISSION_ID, change.source().submission());
    row.put(Revisions.NOTE, change.source().note());
    row.put(Revisions.NIGHT_ID, nightId);
    return RowFactory.create(row.values().toArray());
  }
}
