package org.sitrep.normalise;

import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What normalise hands on, each with exactly the columns of its table. All four read the same
 * checked rows, which are kept until closed.
 *
 * @param events empty when no file of the night holds data on persons
 * @param kept rows behind the tables, cached
 */
public record Normalised(
    Dataset<Row> observations,
    Dataset<Row> coverage,
    Dataset<Row> rowAccounts,
    Dataset<Row> findings,
    Optional<Dataset<Row>> events,
    List<Dataset<Row>> kept)
    implements AutoCloseable {
  /** Lets go of the checked rows, once the four tables are written. */
  @Override
  public void close() {
    // waits: a process that ends meanwhile would tell of blocks it could not remove
    kept.forEach(rows -> rows.unpersist(true));
  }
}
