package org.sitrep.aggregate;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.sitrep.domain.Address;
import org.sitrep.tables.Coverage;
import org.sitrep.tables.Observations;
import org.sitrep.tables.Submissions;
import org.sitrep.tables.Withdrawals;

/**
 * What is known tonight, out of everything ever received: the part of the stage that grows with the
 * data, and therefore Spark's. One job over {@code coverage} tells what came first and what counts,
 * one over {@code observation} brings the values, a row per cell of a form with all its dates.
 */
final class Known {
  private static final String TOLD = "told";
  private static final String PART = "part";

  /** Parts of a cell that are told beside it. */
  private static final List<String> PARTS =
      List.of(Observations.FACILITY, Observations.SEX, Observations.AGE_GROUP);

  private static final String[] CELL = {
    Observations.FORM,
    Observations.REGION,
    Observations.MEASURE,
    Observations.STREAM,
    Observations.PRODUCT,
    Observations.COMPONENT,
    Observations.DOSE,
    Observations.PRIORITY_GROUP,
    Observations.DISTRICT
  };

  private Known() {}

  /** A submission that a later one took the place of, for one form, region and date. */
  record Superseded(String submission, String form, String region, LocalDate date) {}

  /**
   * What the coverage tells.
   *
   * @param receipts all that came for the first day or a later one
   * @param superseded what does not count any more, whenever it was received
   * @param replacing the receipts that took its place, those of the given night only
   * @param news what counts since the given night
   * @param outdated what the given night learnt of and what an earlier night's receipt, not older,
   *     keeps from counting
   * @param resubmissions which files of the given night repeat others, or leave rows out
   * @param reachesBack whether the given night learnt of a day before those asked for: then the
   *     answer is not whole
   */
  record Received(
      List<Receipt> receipts,
      Set<Superseded> superseded,
      List<Receipt> replacing,
      List<Outdated> outdated,
      List<Moved.News> news,
      Resubmissions resubmissions,
      boolean reachesBack) {}

  /**
   * A submission that came too old to count.
   *
   * @param counts the submission that counts instead
   */
  record Outdated(Superseded submission, String counts) {}

  /**
   * Receipts and what they replaced. One job.
   *
   * @param from first day that is asked for; what earlier nights told of days before is known
   */
  static Received received(
      Dataset<Row> coverage, LocalDate from, LocalDate since, LocalDate until, String nightId) {
    List<Receipt> receipts = new ArrayList<>();
    Set<Superseded> superseded = new HashSet<>();
    List<Receipt> replacing = new ArrayList<>();
    List<Outdated> outdated = new ArrayList<>();
    List<Moved.News> news = new ArrayList<>();
    Resubmissions resubmissions = new Resubmissions(nightId);
    boolean reachesBack = false;
    Dataset<Row> asked =
        coverage.filter(
            onOrAfter(Coverage.DATE, from).or(col(Coverage.NIGHT_ID).equalTo(lit(nightId))));
    for (Row row : spots(asked, since, until, nightId).collectAsList()) {
      List<Receipt> told = told(row);
      Receipt counts = told.get(told.size() - 1);
      reachesBack |= counts.date().isBefore(from);
      if (counts.date().isAfter(until)) {
        resubmissions.takeNews(told);
        continue;
      }
      resubmissions.take(told);
      if (!counts.date().isBefore(since)) {
        receipts.addAll(told);
      }
      boolean tonight = counts.nightId().equals(nightId);
      if (tonight) {
        news.add(news(counts, told.stream().anyMatch(one -> !one.nightId().equals(nightId))));
      }
      for (Receipt one : told.subList(0, told.size() - 1)) {
        Superseded old = new Superseded(one.submission(), one.form(), one.region(), one.date());
        superseded.add(old);
        if (!tonight && one.nightId().equals(nightId)) {
          outdated.add(new Outdated(old, counts.submission()));
        }
      }
      if (told.size() > 1 && tonight) {
        replacing.add(counts);
      }
    }
    return new Received(
        receipts, superseded, replacing, outdated, news, resubmissions, reachesBack);
  }

  private static Moved.News news(Receipt counts, boolean again) {
    return new Moved.News(
        counts.form(),
        counts.region(),
        counts.date(),
        counts.submission(),
        counts.receivedAt(),
        again ? Moved.How.AGAIN : Moved.How.FIRST,
        null);
  }

  /** All that came for the days between two dates. One job. */
  static List<Receipt> receipts(Dataset<Row> coverage, LocalDate since, LocalDate until) {
    List<Receipt> out = new ArrayList<>();
    Facts.receipts(coverage.filter(col(Coverage.DATE).between(lit(since), lit(until))))
        .select(columns(Stream.of(Coverage.FORM, Coverage.REGION, Coverage.DATE, Facts.ALL)))
        .collectAsList()
        .forEach(row -> out.addAll(told(row)));
    return out;
  }

  /** What came for a form, region and date, the oldest first. */
  private static List<Receipt> told(Row row) {
    List<Receipt> out = new ArrayList<>();
    for (Row one : row.<Row>getList(3)) {
      out.add(
          new Receipt(
              row.getString(0),
              row.getString(1),
              row.getLocalDate(2),
              one.getInstant(0),
              one.getString(1),
              one.getString(2),
              one.getBoolean(3),
              one.getLong(4),
              one.getLong(5),
              one.getBoolean(6)));
    }
    return out;
  }

  private static Column onOrAfter(String column, LocalDate day) {
    return day.equals(LocalDate.MIN) ? lit(true) : col(column).geq(lit(day));
  }

  /**
   * The news with what the given night learnt to be taken back, and with the words of those who
   * sent it or took it back. Where something else came with what was taken back, that took its
   * place. One job for each, none while nothing is taken back or noted.
   *
   * @param coverage all of it, whether it stands or not
   * @param withdrawals rows of table {@code withdrawal} that the last published night did not know
   * @param noted whether any form has room for notes
   */
  static List<Moved.News> told(
      List<Moved.News> news,
      Dataset<Row> coverage,
      Dataset<Row> withdrawals,
      LocalDate until,
      String nightId,
      boolean noted) {
    Map<Spot, Moved.News> out = new LinkedHashMap<>();
    news.forEach(one -> out.put(Spot.of(one), one));
    if (noted && !news.isEmpty()) {
      notes(coverage, nightId)
          .forEach(note -> out.computeIfPresent(Spot.of(note), (spot, one) -> one.noted(note)));
    }
    takenBack(coverage, withdrawals, until, nightId)
        .forEach(taken -> out.merge(Spot.of(taken), taken, Known::together));
    return List.copyOf(out.values());
  }

  /** What senders noted about what the given night learnt. */
  private static List<Moved.News> notes(Dataset<Row> coverage, String nightId) {
    return coverage
        .where(col(Coverage.NIGHT_ID).equalTo(lit(nightId)).and(col(Coverage.NOTE).isNotNull()))
        .select(
            Coverage.FORM,
            Coverage.REGION,
            Coverage.DATE,
            Coverage.SUBMISSION_ID,
            Coverage.RECEIVED_AT,
            Coverage.NOTE)
        .collectAsList()
        .stream()
        .map(row -> news(row, Moved.How.FIRST))
        .toList();
  }

  /** What was taken back since the last published night, with the reason. */
  private static List<Moved.News> takenBack(
      Dataset<Row> coverage, Dataset<Row> withdrawals, LocalDate until, String nightId) {
    return coverage
        .join(
            withdrawals,
            coverage
                .col(Coverage.SUBMISSION_ID)
                .equalTo(withdrawals.col(Withdrawals.SUBMISSION_ID)))
        .where(col(Coverage.DATE).leq(lit(until)).and(col(Coverage.NIGHT_ID).notEqual(nightId)))
        .select(
            col(Coverage.FORM),
            col(Coverage.REGION),
            col(Coverage.DATE),
            coverage.col(Coverage.SUBMISSION_ID),
            coverage.col(Coverage.RECEIVED_AT),
            withdrawals.col(Withdrawals.REASON))
        .collectAsList()
        .stream()
        .map(row -> news(row, Moved.How.WITHDRAWN))
        .toList();
  }

  private static Moved.News news(Row row, Moved.How how) {
    return new Moved.News(
        row.getString(0),
        row.getString(1),
        row.getLocalDate(2),
        row.getString(3),
        row.getInstant(4),
        how,
        row.getString(5));
  }

  /** A form, region and date somebody spoke for. */
  private record Spot(String form, String region, LocalDate date) {
    static Spot of(Moved.News news) {
      return new Spot(news.form(), news.region(), news.date());
    }
  }

  /** Two news of one spot: what came in place of the other; of two taken back what counted. */
  private static Moved.News together(Moved.News one, Moved.News other) {
    if (one.how() != Moved.How.WITHDRAWN) {
      return one.how(Moved.How.AGAIN);
    }
    return Comparator.comparing(Moved.News::receivedAt)
                .thenComparing(Moved.News::submission)
                .compare(one, other)
            < 0
        ? other
        : one;
  }

  /**
   * One row per form, region and date covered since the first day, covered more than once, or what
   * the given night told of it counts; of days to come only what the given night told.
   */
  private static Dataset<Row> spots(
      Dataset<Row> coverage, LocalDate since, LocalDate until, String nightId) {
    Column past = col(Coverage.DATE).leq(lit(until));
    return Facts.receipts(coverage.filter(past.or(col(Coverage.NIGHT_ID).equalTo(lit(nightId)))))
        .filter(
            col(Coverage.DATE)
                .geq(lit(since))
                .or(size(col(Facts.ALL)).gt(1))
                .or(col(Facts.LATEST + "." + Coverage.NIGHT_ID).equalTo(lit(nightId))))
        .select(columns(Stream.of(Coverage.FORM, Coverage.REGION, Coverage.DATE, Facts.ALL)));
  }

  /**
   * The values that count, the parts of a district added up. Counts of a day before {@code since}
   * are left out, unless running totals are made of them: only those and stocks are carried. One
   * job.
   *
   * @param from first day that is asked for
   */
  static List<Fact> facts(
      Dataset<Row> observations,
      Set<Superseded> superseded,
      Asked asked,
      LocalDate from,
      LocalDate since,
      LocalDate until) {
    Map<Fact.Key, Told> told = new HashMap<>();
    Dataset<Row> cells =
        cells(
            observations.filter(onOrAfter(Observations.DATE, from)),
            superseded,
            Derived.summed(asked),
            since,
            until);
    for (Row row : cells.collectAsList()) {
      for (Row value : row.<Row>getList(CELL.length + 1)) {
        Fact.Key key = key(row, value.getLocalDate(0));
        String contested = row.getString(CELL.length);
        if (contested == null
            || !superseded.contains(
                new Superseded(contested, key.form(), key.region(), key.date()))) {
          // Persons add up, whatever is told of each; of a form's counts, parts repeat the whole.
          String part = asked.isLineList(key.form()) ? "" : value.getString(1);
          told.computeIfAbsent(key, k -> new Told()).add(part, value.getDouble(2));
        }
      }
    }
    List<Fact> out = new ArrayList<>(told.size());
    told.forEach((key, sum) -> out.add(new Fact(key, sum.value(), asked.cut(key), List.of())));
    return out;
  }

  /**
   * Adds up one cell. Its parts by facility, sex or age count only when the whole is not told, and
   * then those of one kind.
   */
  private static final class Told {
    private final Map<String, Double> byPart = new TreeMap<>();

    void add(String part, double value) {
      byPart.merge(part, value, Double::sum);
    }

    double value() {
      return byPart.isEmpty() ? 0 : byPart.getOrDefault(whole(byPart.keySet()), 0.0);
    }

    /** Of several ways to tell a cell in parts the one that counts; the whole before any part. */
    static String whole(Collection<String> parts) {
      return parts.stream()
          .min(Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder()))
          .orElse("");
    }
  }

  /**
   * The cells that told facts, of every submission that ever told them. One job.
   *
   * @param keys of facts that were told
   * @return of each fact what each submission told, by id; parts that repeat the whole are left out
   */
  static Map<Fact.Key, Map<String, List<Traced.Cell>>> cells(
      Dataset<Row> observations, Asked asked, Collection<Fact.Key> keys) {
    Map<Fact.Key, Map<String, Map<String, List<Traced.Cell>>>> found = new HashMap<>();
    Set<Fact.Key> wanted = new HashSet<>(keys);
    Dataset<Row> rows =
        observations.filter(
            among(Observations.FORM, keys.stream().map(Fact.Key::form))
                .and(among(Observations.REGION, keys.stream().map(Fact.Key::region)))
                .and(among(Observations.MEASURE, keys.stream().map(Fact.Key::measure)))
                .and(among(Observations.DATE, keys.stream().map(Fact.Key::date))));
    List<Column> columns = new ArrayList<>(List.of(columns(Stream.of(CELL))));
    columns.add(col(Observations.DATE));
    columns.add(part().as(PART));
    columns.addAll(
        List.of(
            columns(
                Stream.of(
                    Observations.SUBMISSION_ID,
                    Observations.SHEET,
                    Observations.ROW,
                    Observations.COLUMN,
                    Observations.VALUE))));
    int after = CELL.length;
    for (Row row : rows.select(columns.toArray(Column[]::new)).collectAsList()) {
      Fact.Key key = key(row, row.getLocalDate(after));
      if (wanted.contains(key)) {
        String part = asked.isLineList(key.form()) ? "" : row.getString(after + 1);
        String submission = row.getString(after + 2);
        Address address =
            new Address(
                submission, row.getString(after + 3), row.getInt(after + 4), row.getInt(after + 5));
        found
            .computeIfAbsent(key, k -> new HashMap<>())
            .computeIfAbsent(submission, s -> new HashMap<>())
            .computeIfAbsent(part, p -> new ArrayList<>())
            .add(new Traced.Cell(address, row.getDouble(after + 6)));
      }
    }
    Map<Fact.Key, Map<String, List<Traced.Cell>>> out = new HashMap<>();
    found.forEach(
        (key, bySubmission) ->
            bySubmission.forEach(
                (submission, byPart) ->
                    out.computeIfAbsent(key, k -> new TreeMap<>())
                        .put(
                            submission,
                            byPart.getOrDefault(Told.whole(byPart.keySet()), List.of()).stream()
                                .sorted(Traced.Cell.ORDER)
                                .toList())));
    return out;
  }

  static Column among(String column, Stream<?> values) {
    return col(column).isin(values.distinct().toArray());
  }

  private static Fact.Key key(Row cell, LocalDate date) {
    return new Fact.Key(
        cell.getString(0),
        cell.getString(1),
        date,
        cell.getString(2),
        cell.getString(3),
        cell.getString(4),
        cell.getString(5),
        cell.getString(6),
        cell.getString(7),
        cell.getString(8));
  }

  /** Names of the parts a cell is told in, beside each other; empty for the whole. */
  private static Column part() {
    return concat_ws(
        "+",
        PARTS.stream().map(name -> when(col(name).isNotNull(), lit(name))).toArray(Column[]::new));
  }

  /** One row per cell of a form, with its values by date; contested submissions apart. */
  private static Dataset<Row> cells(
      Dataset<Row> observations,
      Set<Superseded> superseded,
      Set<String> summed,
      LocalDate since,
      LocalDate until) {
    Column passing =
        col(Observations.MEASURE)
            .endsWith("_new")
            .and(not(col(Observations.MEASURE).isin(summed.toArray())));
    Column recent = col(Observations.DATE).geq(lit(since));
    Object[] contested =
        superseded.stream().map(Superseded::submission).distinct().sorted().toArray();
    Column submission = col(Observations.SUBMISSION_ID);
    List<Column> by = new ArrayList<>(List.of(columns(Stream.of(CELL))));
    by.add(when(submission.isin(contested), submission));
    return observations
        .filter(col(Observations.DATE).leq(lit(until)).and(recent.or(not(passing))))
        .groupBy(by.toArray(Column[]::new))
        .agg(
            collect_list(struct(col(Observations.DATE), part().as(PART), col(Observations.VALUE)))
                .as(TOLD));
  }

  /** File names of submissions; no job when none is asked for. */
  static Map<String, String> files(Dataset<Row> submissions, Collection<String> ids) {
    Map<String, String> out = new HashMap<>();
    if (!ids.isEmpty()) {
      submissions
          .filter(col(Submissions.SUBMISSION_ID).isin(ids.toArray()))
          .select(Submissions.SUBMISSION_ID, Submissions.FILE)
          .collectAsList()
          .forEach(row -> out.put(row.getString(0), row.getString(1)));
    }
    return out;
  }

  private static Column[] columns(Stream<String> names) {
    return names.map(org.apache.spark.sql.functions::col).toArray(Column[]::new);
  }
}
