package org.sitrep.normalise;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.sitrep.tables.Coverage;
import org.sitrep.tables.Events;
import org.sitrep.tables.Observations;
import org.sitrep.tables.Submissions;

/**
 * What earlier nights accepted, to compare with.
 *
 * @param observations rows of table {@code observation}
 * @param coverage rows of table {@code coverage}
 * @param events rows of table {@code event}
 * @param submissions rows of table {@code submission}
 */
public record Earlier(
    Dataset<Row> observations,
    Dataset<Row> coverage,
    Dataset<Row> events,
    Dataset<Row> submissions) {

  /** Nothing is known, as in a new home or at a sender's desk. */
  public static Earlier nothing(SparkSession spark) {
    return new Earlier(
        spark.createDataFrame(List.of(), Observations.schema()),
        spark.createDataFrame(List.of(), Coverage.schema()),
        spark.createDataFrame(List.of(), Events.schema()),
        spark.createDataFrame(List.of(), Submissions.schema()));
  }
}
