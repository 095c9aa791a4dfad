package org.sitrep.normalise;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What normalise hands on, each with exactly the columns of its table. All four read the same
 * checked rows, which are kept until closed.
 *
 * @param checked rows behind the four tables, cached
 */
public record Normalised(
    Dataset<Row> observations,
    Dataset<Row> coverage,
    Dataset<Row> rowAccounts,
    Dataset<Row> findings,
    Dataset<Row> checked)
    implements AutoCloseable {
  /** Lets go of the checked rows, once the four tables are written. */
  @Override
  public void close() {
    checked.unpersist();
  }
}
