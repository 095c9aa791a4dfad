package org.sitrep.aggregate;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.sitrep.tables.Coverage;
import org.sitrep.tables.Observations;
import org.sitrep.tables.Submissions;

/**
 * What is known tonight, out of everything ever received: the part of the stage that grows with the
 * data, and therefore Spark's. What comes out is small: a number per region, day and cell of a
 * form.
 */
final class Known {
  private static final String LATEST = "latest";
  private static final String FIRST = "first";
  private static final String BUCKET = "bucket";
  private static final String[] COVERED = {Coverage.FORM, Coverage.REGION, Coverage.DATE};
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

  /**
   * One row per form, region, cell and date: the value of the submission that counts, the parts of
   * a district added up. Before {@code since} only the last running totals and stocks remain.
   */
  static Dataset<Row> facts(
      Dataset<Row> observations, Dataset<Row> coverage, LocalDate since, LocalDate until) {
    Column flow = col(Observations.MEASURE).endsWith("_new");
    Column recent = col(Observations.DATE).geq(lit(since));
    Column whole =
        col(Observations.FACILITY)
            .isNull()
            .and(col(Observations.SEX).isNull())
            .and(col(Observations.AGE_GROUP).isNull());
    return observations
        .filter(col(Observations.DATE).leq(lit(until)).and(recent.or(not(flow))))
        .join(
            counting(coverage, until),
            new String[] {Coverage.FORM, Coverage.REGION, Coverage.DATE, Coverage.SUBMISSION_ID},
            "left_semi")
        .groupBy(columns(Stream.concat(Stream.of(CELL), Stream.of(Observations.DATE))))
        .agg(
            coalesce(sum(when(whole, col(Observations.VALUE))), sum(col(Observations.VALUE)))
                .as(Observations.VALUE))
        .withColumn(BUCKET, when(recent, col(Observations.DATE)))
        .groupBy(columns(Stream.concat(Stream.of(CELL), Stream.of(BUCKET))))
        .agg(max(struct(Observations.DATE, Observations.VALUE)).as(LATEST))
        .select(
            columns(
                Stream.concat(
                    Stream.of(CELL),
                    Stream.of(
                        LATEST + "." + Observations.DATE, LATEST + "." + Observations.VALUE))));
  }

  /** One row per form, region and date covered: the submission received last. */
  private static Dataset<Row> counting(Dataset<Row> coverage, LocalDate until) {
    return coverage
        .filter(col(Coverage.DATE).leq(lit(until)))
        .groupBy(columns(Stream.of(COVERED)))
        .agg(max(struct(Coverage.RECEIVED_AT, Coverage.SUBMISSION_ID)).as(LATEST))
        .select(
            columns(
                Stream.concat(
                    Stream.of(COVERED), Stream.of(LATEST + "." + Coverage.SUBMISSION_ID))));
  }

  /**
   * One row per form, region and date covered since {@code since}: the submission received first.
   */
  static Dataset<Row> receipts(
      Dataset<Row> coverage, Dataset<Row> submissions, LocalDate since, LocalDate until) {
    Dataset<Row> files = submissions.select(Submissions.SUBMISSION_ID, Submissions.FILE);
    return coverage
        .filter(col(Coverage.DATE).between(lit(since), lit(until)))
        .groupBy(columns(Stream.of(COVERED)))
        .agg(min(struct(Coverage.RECEIVED_AT, Coverage.SUBMISSION_ID, Coverage.NIGHT_ID)).as(FIRST))
        .select(
            columns(
                Stream.concat(
                    Stream.of(COVERED),
                    Stream.of(
                        FIRST + "." + Coverage.RECEIVED_AT,
                        FIRST + "." + Coverage.SUBMISSION_ID,
                        FIRST + "." + Coverage.NIGHT_ID))))
        .join(files, new String[] {Coverage.SUBMISSION_ID}, "left");
  }

  /** The facts as records, on the driver. */
  static List<Fact> collectFacts(Dataset<Row> facts) {
    List<Fact> out = new ArrayList<>();
    for (Row row : facts.collectAsList()) {
      out.add(
          new Fact(
              row.getString(0),
              row.getString(1),
              row.getLocalDate(9),
              row.getString(2),
              row.getString(3),
              row.getString(4),
              row.getString(5),
              row.getString(6),
              row.getString(7),
              row.getString(8),
              row.getDouble(10)));
    }
    return out;
  }

  /** The receipts as records, on the driver. */
  static List<Receipt> collectReceipts(Dataset<Row> receipts) {
    List<Receipt> out = new ArrayList<>();
    for (Row row : receipts.collectAsList()) {
      out.add(
          new Receipt(
              row.getString(row.fieldIndex(Coverage.FORM)),
              row.getString(row.fieldIndex(Coverage.REGION)),
              row.getLocalDate(row.fieldIndex(Coverage.DATE)),
              row.getInstant(row.fieldIndex(Coverage.RECEIVED_AT)),
              row.getString(row.fieldIndex(Coverage.SUBMISSION_ID)),
              row.getString(row.fieldIndex(Coverage.NIGHT_ID)),
              row.getString(row.fieldIndex(Submissions.FILE))));
    }
    return out;
  }

  private static Column[] columns(Stream<String> names) {
    return names.map(org.apache.spark.sql.functions::col).toArray(Column[]::new);
  }
}
