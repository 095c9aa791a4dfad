package org.sitrep.report.returns;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import org.sitrep.config.Conf;
import org.sitrep.domain.Actor;
import org.sitrep.domain.Address;
import org.sitrep.domain.Finding;
import org.sitrep.domain.Lang;
import org.sitrep.domain.RegionCode;
import org.sitrep.domain.Scope;
import org.sitrep.domain.Severity;
import org.sitrep.tables.Coverage;
import org.sitrep.tables.Findings;
import org.sitrep.tables.RawRows;
import org.sitrep.tables.RowAccounts;
import org.sitrep.tables.Submissions;

/** Reads from the tables of stages 1 to 3 what there is to say to senders. */
public final class Verdicts {
  /**
   * Findings of a night that are held in memory; more are read one by one when they are written.
   */
  public static final int IN_MEMORY = 50_000;

  private static final List<String> FIELDS =
      List.of(
          Findings.SUBMISSION_ID,
          Findings.CODE,
          Findings.SEVERITY,
          Findings.SCOPE,
          Findings.FORM,
          Findings.REGION,
          Findings.DATE,
          Findings.SHEET,
          Findings.ROW,
          Findings.COLUMN,
          Findings.RAW,
          Findings.ARGUMENTS,
          Findings.MESSAGE);

  private Verdicts() {}

  /**
   * The tables to read, each narrowed to the submissions in question.
   *
   * @param archive folder that keeps received files by content
   */
  public record Tables(
      Dataset<Row> submissions,
      Dataset<Row> rawRows,
      Dataset<Row> accounts,
      Dataset<Row> coverage,
      Dataset<Row> findings,
      java.nio.file.Path archive) {}

  /**
   * The verdict on every submission about which there is something of {@code from} or worse to say.
   *
   * @param from null = on every submission, also where there is nothing to say
   * @return in the order in which they were received
   */
  public static List<Verdict> read(Tables tables, Conf conf, @Nullable Severity from) {
    Dataset<Row> told = told(tables.findings());
    Map<String, List<Finding>> findings = new LinkedHashMap<>();
    Map<String, Long> counts = new HashMap<>();
    Map<String, Severity> worst = new HashMap<>();
    List<Row> rows = told.takeAsList(IN_MEMORY + 1);
    if (rows.size() <= IN_MEMORY) {
      Set<List<Object>> seen = new HashSet<>();
      for (Row row : rows) {
        Finding finding = finding(row);
        // What another attempt at the night found again is told once.
        if (!seen.add(
            Arrays.asList(
                finding.address(),
                finding.code(),
                finding.form(),
                finding.region(),
                finding.date()))) {
          continue;
        }
        String id = finding.address().submission();
        findings.computeIfAbsent(id, key -> new ArrayList<>()).add(finding);
        counts.merge(id, 1L, Long::sum);
        worst.merge(id, finding.severity(), Verdicts::worse);
      }
    } else {
      for (Row row :
          told.dropDuplicates(Findings.KEY.toArray(String[]::new))
              .groupBy(Findings.SUBMISSION_ID, Findings.SEVERITY)
              .agg(count(lit(1)))
              .collectAsList()) {
        counts.merge(row.getString(0), row.getLong(2), Long::sum);
        worst.merge(row.getString(0), severity(row.getString(1)), Verdicts::worse);
      }
      rows = List.of();
    }
    List<String> ids =
        from == null
            ? tables.submissions().select(Submissions.SUBMISSION_ID).collectAsList().stream()
                .map(row -> row.getString(0))
                .distinct()
                .toList()
            : worst.entrySet().stream()
                .filter(e -> e.getValue().compareTo(from) >= 0)
                .map(Map.Entry::getKey)
                .toList();
    if (ids.isEmpty()) {
      return List.of();
    }
    for (String id : ids) {
      if (counts.containsKey(id) && !findings.containsKey(id)) {
        int most = IN_MEMORY / ids.size() + 1;
        Iterator<Finding> some = all(tables, id);
        List<Finding> first = new ArrayList<>();
        while (some.hasNext() && first.size() < most) {
          first.add(some.next());
        }
        findings.put(id, first);
      }
    }
    return verdicts(tables, conf, ids, findings, counts, worst);
  }

  /** Every finding of one submission in the order of its file, read one by one. */
  static Iterator<Finding> all(Tables tables, String submission) {
    Iterator<Row> rows =
        told(tables.findings())
            .where(col(Findings.SUBMISSION_ID).equalTo(submission))
            .dropDuplicates(Findings.KEY.toArray(String[]::new))
            .sort(
                col(Findings.SHEET).asc_nulls_first(),
                col(Findings.ROW),
                col(Findings.COLUMN),
                col(Findings.CODE))
            .toLocalIterator();
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return rows.hasNext();
      }

      @Override
      public Finding next() {
        return finding(rows.next());
      }
    };
  }

  private static Dataset<Row> told(Dataset<Row> findings) {
    Column[] fields = FIELDS.stream().map(name -> col(name)).toArray(Column[]::new);
    return findings
        .where(
            col(Findings.SUBMISSION_ID)
                .isNotNull()
                .and(col(Findings.ACTOR).equalTo(Actor.SENDER.word())))
        .select(fields);
  }

  private static List<Verdict> verdicts(
      Tables tables,
      Conf conf,
      List<String> ids,
      Map<String, List<Finding>> findings,
      Map<String, Long> counts,
      Map<String, Severity> worst) {
    Object[] wanted = ids.toArray();
    Map<String, Account> accounts = new HashMap<>();
    for (Row row :
        tables
            .accounts()
            .where(col(RowAccounts.SUBMISSION_ID).isin(wanted))
            .select(
                RowAccounts.SUBMISSION_ID,
                RowAccounts.FORM,
                RowAccounts.FORM_VERSION,
                RowAccounts.LANGUAGE,
                RowAccounts.ROWS_READ,
                RowAccounts.ROWS_ACCEPTED,
                RowAccounts.ROWS_HELD,
                RowAccounts.ROWS_REJECTED)
            .collectAsList()) {
      accounts.computeIfAbsent(row.getString(0), id -> new Account()).add(row);
    }
    Map<String, Set<LocalDate>> dates = new HashMap<>();
    Map<String, Set<String>> regions = new HashMap<>();
    for (Row row :
        tables
            .coverage()
            .where(col(Coverage.SUBMISSION_ID).isin(wanted))
            .select(Coverage.SUBMISSION_ID, Coverage.DATE, Coverage.REGION)
            .collectAsList()) {
      dates.computeIfAbsent(row.getString(0), id -> new TreeSet<>()).add(row.getLocalDate(1));
      regions.computeIfAbsent(row.getString(0), id -> new TreeSet<>()).add(row.getString(2));
    }
    Map<String, Integer> sheets = sheets(tables, findings);
    List<Verdict> out = new ArrayList<>();
    for (Row row :
        tables
            .submissions()
            .where(col(Submissions.SUBMISSION_ID).isin(wanted))
            .select(
                Submissions.SUBMISSION_ID,
                Submissions.FILE,
                Submissions.SHA256,
                Submissions.RECEIVED_AT,
                Submissions.SENDER,
                Submissions.CONTAINER,
                Submissions.OUTCOME,
                Submissions.PERSONS)
            .dropDuplicates(Submissions.SUBMISSION_ID)
            .collectAsList()) {
      String id = row.getString(0);
      List<Finding> told = new ArrayList<>(findings.getOrDefault(id, List.of()));
      told.sort(order(sheets));
      Account account = accounts.getOrDefault(id, new Account());
      Set<LocalDate> days = dates.computeIfAbsent(id, key -> new TreeSet<>());
      Set<String> places = regions.computeIfAbsent(id, key -> new TreeSet<>());
      for (Finding finding : told) {
        if (finding.date() != null) {
          days.add(finding.date());
        }
        if (finding.region() != null) {
          places.add(finding.region());
        }
      }
      out.add(
          new Verdict(
              id,
              row.getString(1),
              row.getString(2),
              row.getInstant(3),
              region(row.isNullAt(4) ? null : row.getString(4), places),
              row.isNullAt(5) ? null : row.getString(5),
              row.getString(6),
              row.getBoolean(7),
              List.copyOf(account.forms),
              List.copyOf(days),
              account.language(conf),
              account.read,
              account.accepted,
              account.held,
              account.rejected,
              told,
              counts.getOrDefault(id, 0L),
              worst.getOrDefault(id, Severity.INFO)));
    }
    out.sort(
        Comparator.comparing(Verdict::receivedAt)
            .thenComparing(Verdict::file)
            .thenComparing(Verdict::submission));
    return out;
  }

  /** Place of every sheet in its file, by submission and name, where it makes a difference. */
  private static Map<String, Integer> sheets(Tables tables, Map<String, List<Finding>> findings) {
    List<String> ids =
        findings.entrySet().stream()
            .filter(
                e ->
                    e.getValue().stream()
                            .map(f -> f.address().sheet())
                            .filter(Objects::nonNull)
                            .distinct()
                            .count()
                        > 1)
            .map(Map.Entry::getKey)
            .toList();
    Map<String, Integer> out = new HashMap<>();
    if (ids.isEmpty()) {
      return out;
    }
    for (Row row :
        tables
            .rawRows()
            .where(col(RawRows.SUBMISSION_ID).isin(ids.toArray()))
            .select(RawRows.SUBMISSION_ID, RawRows.SHEET, RawRows.SHEET_INDEX)
            .distinct()
            .collectAsList()) {
      out.put(row.getString(0) + "\n" + row.getString(1), row.getInt(2));
    }
    return out;
  }

  private static Comparator<Finding> order(Map<String, Integer> sheets) {
    return Comparator.comparingInt(
            (Finding f) ->
                f.address().sheet() == null
                    ? -1
                    : sheets.getOrDefault(
                        f.address().submission() + "\n" + f.address().sheet(), Integer.MAX_VALUE))
        .thenComparing(f -> Objects.requireNonNullElse(f.address().sheet(), ""))
        .thenComparingInt(f -> f.address().row())
        .thenComparingInt(f -> f.address().column())
        .thenComparing(Finding::code);
  }

  /** Who sent it; else the only region it speaks for. */
  private static @Nullable RegionCode region(@Nullable String sender, Set<String> regions) {
    String code = sender != null ? sender : regions.size() == 1 ? regions.iterator().next() : null;
    return code == null || !RegionCode.isCode(code) ? null : new RegionCode(code);
  }

  private static Finding finding(Row row) {
    String scope = row.getString(3).toUpperCase(Locale.ROOT);
    return new Finding(
        row.getString(1),
        severity(row.getString(2)),
        Scope.valueOf(scope),
        Actor.SENDER,
        new Address(
            row.getString(0),
            row.isNullAt(7) ? null : row.getString(7),
            row.getInt(8),
            row.getInt(9)),
        row.isNullAt(4) ? null : row.getString(4),
        row.isNullAt(5) ? null : row.getString(5),
        row.isNullAt(6) ? null : row.getLocalDate(6),
        row.isNullAt(10) ? null : row.getString(10),
        new TreeMap<>(row.<String, String>getJavaMap(11)),
        new TreeMap<>(row.<String, String>getJavaMap(12)));
  }

  private static Severity severity(String word) {
    return Severity.valueOf(word.toUpperCase(Locale.ROOT));
  }

  private static Severity worse(Severity one, Severity other) {
    return one.compareTo(other) >= 0 ? one : other;
  }

  /** What became of the rows of one submission. */
  private static final class Account {
    final Set<String> forms = new TreeSet<>();
    final Set<String> languages = new TreeSet<>();
    long read;
    long accepted;
    long held;
    long rejected;

    void add(Row row) {
      if (!row.isNullAt(1) && !row.isNullAt(2)) {
        forms.add(row.getString(1));
      }
      if (!row.isNullAt(3)) {
        languages.add(row.getString(3));
      }
      read += row.getLong(4);
      accepted += row.getLong(5);
      held += row.getLong(6);
      rejected += row.getLong(7);
    }

    @Nullable Lang language(Conf conf) {
      return languages.size() != 1
          ? null
          : conf.country().languages().stream()
              .filter(lang -> languages.contains(lang.code()))
              .findFirst()
              .orElse(null);
    }
  }
}
