package org.sitrep.store;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.sitrep.domain.NightEntry;
import org.sitrep.domain.Stage;

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
   * @param table any table of nights but {@code finding}
   * @param rows columns of the table's schema, in any order; {@code night_id} is set to this night
   */
  void write(String table, Dataset<Row> rows);

  /**
   * Replaces the findings of one stage of this night by {@code rows}; those of its other stages
   * stay.
   *
   * @param rows columns of {@link org.sitrep.tables.Findings#schema()}
   */
  void writeFindings(Stage stage, Dataset<Row> rows);

  /**
   * Makes this night the published state. One commit does it: the row of {@code entry} in the
   * ledger, with the snapshot of every table; then the main line of every table follows. A held
   * entry is recorded the same way, but the main line stays and the branch is kept, until the same
   * night is published as released.
   *
   * @return the entry as committed, snapshots filled in
   * @throws IllegalStateException when another night was published since this one began
   */
  NightEntry publish(NightEntry entry);
}
