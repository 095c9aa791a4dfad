package org.sitrep.normalise;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.sitrep.tables.Coverage;
import org.sitrep.tables.Observations;

/**
 * What earlier nights accepted, for rules that compare with it.
 *
 * @param observations rows of table {@code observation}
 * @param coverage rows of table {@code coverage}
 */
public record Earlier(Dataset<Row> observations, Dataset<Row> coverage) {

  /** Nothing is known, as in a new home or at a sender's desk. */
  public static Earlier nothing(SparkSession spark) {
    return new Earlier(
        spark.createDataFrame(List.of(), Observations.schema()),
        spark.createDataFrame(List.of(), Coverage.schema()));
  }
}
