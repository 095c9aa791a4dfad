package org.sitrep.aggregate;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.struct;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.sitrep.tables.Coverage;

/** Which of the facts ever received count. */
public final class Facts {
  private static final String LATEST = "latest";

  private Facts() {}

  /**
   * The observations that count: for each form, region and date those of the submission received
   * last; of two received at the same moment the one with the greater id, so that the answer does
   * not depend on the order of reading.
   *
   * @param observations rows of table {@code observation}
   * @param coverage rows of table {@code coverage}; only what it speaks for can count
   */
  public static Dataset<Row> counting(Dataset<Row> observations, Dataset<Row> coverage) {
    Dataset<Row> latest =
        coverage
            .groupBy(Coverage.FORM, Coverage.REGION, Coverage.DATE)
            .agg(max(struct(Coverage.RECEIVED_AT, Coverage.SUBMISSION_ID)).as(LATEST))
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
}
