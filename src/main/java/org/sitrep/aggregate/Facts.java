package org.sitrep.aggregate;

import static org.apache.spark.sql.functions.array_sort;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.struct;

import java.time.Instant;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.sitrep.tables.Coverage;
import org.sitrep.tables.Withdrawals;

/**
 * Which of the facts ever received count: for each form, region and date those of the submission
 * received last; of two received at the same moment the one with the greater id, so that the answer
 * does not depend on the order of reading. What was taken back does not count. The one place where
 * this rule stands.
 */
public final class Facts {
  /** The receipt that counts: received_at, submission_id, night_id. */
  static final String LATEST = "latest";

  /**
   * Every receipt, the oldest first: the same parts, then own, rows_accepted, content and all_zero.
   */
  static final String ALL = "all";

  private Facts() {}

  /**
   * What was known at an instant: the rows received by then.
   *
   * @param rows of a table with {@code received_at}: {@code coverage}, {@code observation}, {@code
   *     submission} or {@code withdrawal}
   */
  public static Dataset<Row> knownOn(Dataset<Row> rows, Instant instant) {
    return rows.where(col(Coverage.RECEIVED_AT).leq(lit(instant)));
  }

  /**
   * What was not taken back: an earlier submission for the same form, region and date counts again.
   *
   * @param rows of a table with {@code submission_id}
   * @param withdrawals rows of table {@code withdrawal}, as far as they are known
   */
  public static Dataset<Row> standing(Dataset<Row> rows, Dataset<Row> withdrawals) {
    return rows.join(
        withdrawals,
        rows.col(Coverage.SUBMISSION_ID).equalTo(withdrawals.col(Withdrawals.SUBMISSION_ID)),
        "left_anti");
  }

  /**
   * The observations that count.
   *
   * @param observations rows of table {@code observation}
   * @param coverage rows of table {@code coverage} that stand; only what it speaks for can count
   */
  public static Dataset<Row> counting(Dataset<Row> observations, Dataset<Row> coverage) {
    Dataset<Row> latest =
        receipts(coverage)
            .select(
                col(Coverage.FORM),
                col(Coverage.REGION),
                col(Coverage.DATE),
                col(LATEST + "." + Coverage.SUBMISSION_ID));
    return observations.join(
        latest,
        new String[] {Coverage.FORM, Coverage.REGION, Coverage.DATE, Coverage.SUBMISSION_ID},
        "left_semi");
  }

  /** One row per form, region and date that somebody spoke for: what counts, and all that came. */
  static Dataset<Row> receipts(Dataset<Row> coverage) {
    return coverage
        .groupBy(Coverage.FORM, Coverage.REGION, Coverage.DATE)
        .agg(
            max(struct(Coverage.RECEIVED_AT, Coverage.SUBMISSION_ID, Coverage.NIGHT_ID)).as(LATEST),
            array_sort(
                    collect_list(
                        struct(
                            Coverage.RECEIVED_AT,
                            Coverage.SUBMISSION_ID,
                            Coverage.NIGHT_ID,
                            Coverage.OWN,
                            Coverage.ROWS_ACCEPTED,
                            Coverage.CONTENT,
                            Coverage.ALL_ZERO)))
                .as(ALL));
  }
}
