package org.sitrep.store;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.sitrep.domain.NightEntry;

/** One night's unpublished state of every table. */
public interface AuditBranch {
  String nightId();

  /** Published rows and this night's own. */
  Dataset<Row> read(String table);

  /** Published rows only, without what this night wrote. */
  Dataset<Row> earlier(String table);

  /** Only what this night wrote. */
  Dataset<Row> own(String table);

  /**
   * Replaces what this night wrote to {@code table} by {@code rows}: a stage that runs again leaves
   * the same state.
   *
   * @param rows columns of the table's schema; {@code night_id} must be this night's in every row
   */
  void write(String table, Dataset<Row> rows);

  /**
   * Makes this night the published state: fast-forwards every table, then commits {@code entry}
   * with the snapshots to the ledger. The last commit is what readers see.
   *
   * @return the entry as committed, snapshots filled in
   */
  NightEntry publish(NightEntry entry);
}
