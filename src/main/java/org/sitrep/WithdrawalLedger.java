package org.sitrep;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.sitrep.aggregate.Facts;
import org.sitrep.domain.NightEntry;
import org.sitrep.store.Store;
import org.sitrep.tables.Coverage;
import org.sitrep.tables.Submissions;
import org.sitrep.tables.Withdrawals;

/** Table {@code withdrawal} as commands and nights know it: what was taken back, when and why. */
record WithdrawalLedger(Store store) {
  /** Column of {@link #marked}: since when a submission does not count; null while it does. */
  static final String WITHDRAWN_AT = "withdrawn_at";

  /** Column of {@link #marked}: why it was taken back; null when it was not. */
  static final String WITHDRAWN_REASON = "withdrawn_reason";

  /**
   * A submission that was taken back.
   *
   * @param at since when it does not count
   * @param by person who took it back
   */
  record Withdrawn(String submission, Instant at, String reason, String by) {
    /** For a terminal. */
    String line() {
      return "Withdrawn: " + submission + " on " + at + " by " + by + ": " + reason;
    }

    Map<String, String> asJson() {
      Map<String, String> out = new LinkedHashMap<>();
      out.put("submission", submission);
      out.put("at", at.toString());
      out.put("by", by);
      out.put("reason", reason);
      return out;
    }
  }

  /** All rows so far. */
  Dataset<Row> rows() {
    return store.published(Withdrawals.TABLE);
  }

  /** The rows a night knew: the lock of the home keeps nights and withdrawals in one order. */
  Dataset<Row> knownTo(NightEntry night) {
    return Facts.knownOn(rows(), night.publishedAt());
  }

  /** When a submission was taken back, if it was. */
  Optional<Withdrawn> of(String submission) {
    return withdrawn(rows().where(col(Withdrawals.SUBMISSION_ID).equalTo(submission))).stream()
        .findFirst();
  }

  /** What was taken back, by now, of all that ever told of a day; by time and id. */
  List<Withdrawn> ofDay(LocalDate day) {
    Dataset<Row> told = store.published(Coverage.TABLE).where(col(Coverage.DATE).equalTo(lit(day)));
    return withdrawn(
        rows()
            .join(
                told.select(Coverage.SUBMISSION_ID),
                new String[] {Withdrawals.SUBMISSION_ID},
                "left_semi")
            .sort(Withdrawals.RECEIVED_AT, Withdrawals.SUBMISSION_ID));
  }

  private static List<Withdrawn> withdrawn(Dataset<Row> rows) {
    return rows.collectAsList().stream()
        .map(
            row ->
                new Withdrawn(
                    row.getAs(Withdrawals.SUBMISSION_ID),
                    row.getAs(Withdrawals.RECEIVED_AT),
                    row.getAs(Withdrawals.REASON),
                    row.getAs(Withdrawals.DECIDED_BY)))
        .toList();
  }

  /** Newest time in the table; the epoch while it is empty. */
  Instant newest() {
    return times().max(Instant::compareTo).orElse(Instant.EPOCH);
  }

  /** The first withdrawal after an instant; the end of time when there is none. */
  Instant firstAfter(Instant instant) {
    return times().filter(instant::isBefore).min(Instant::compareTo).orElse(Instant.MAX);
  }

  private Stream<Instant> times() {
    return rows().select(Withdrawals.RECEIVED_AT).collectAsList().stream()
        .map(row -> row.<Instant>getAs(0));
  }

  void add(SparkSession spark, Withdrawn one) {
    Row row = RowFactory.create(one.submission(), one.at(), one.reason(), one.by());
    store.append(Withdrawals.TABLE, spark.createDataFrame(List.of(row), Withdrawals.schema()));
  }

  /**
   * Rows of table {@code submission} with what became of them: the outcome of one that was taken
   * back is {@code withdrawn}, since when and why stand in two columns more.
   */
  static Dataset<Row> marked(Dataset<Row> submissions, Dataset<Row> withdrawals) {
    Dataset<Row> taken =
        withdrawals.select(
            col(Withdrawals.SUBMISSION_ID),
            col(Withdrawals.RECEIVED_AT).as(WITHDRAWN_AT),
            col(Withdrawals.REASON).as(WITHDRAWN_REASON));
    return submissions
        .join(
            taken,
            submissions
                .col(Submissions.SUBMISSION_ID)
                .equalTo(taken.col(Withdrawals.SUBMISSION_ID)),
            "left_outer")
        .drop(taken.col(Withdrawals.SUBMISSION_ID))
        .withColumn(
            Submissions.OUTCOME,
            coalesce(
                when(col(WITHDRAWN_AT).isNotNull(), lit(Submissions.WITHDRAWN)),
                col(Submissions.OUTCOME)));
  }
}
