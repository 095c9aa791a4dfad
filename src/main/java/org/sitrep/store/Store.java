package org.sitrep.store;

import java.time.Instant;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.sitrep.domain.NightEntry;

/**
 * The tables of one home. What is published is what the ledger of nights says: a night's entry
 * lists the snapshot of every table, so readers never see half a night.
 */
public interface Store {
  /** The ledger, oldest entry first; empty in a new home. */
  List<NightEntry> nights();

  /** Rows of {@code table} as {@code night} published them; no rows when it had none. */
  Dataset<Row> asOf(NightEntry night, String table);

  /** Rows of {@code table} at the head of the published line; for tables outside nights too. */
  Dataset<Row> published(String table);

  /**
   * The branch on which the night writes until it is published.
   *
   * @param nightId id of the attempt
   * @param fresh true to drop what an interrupted attempt left; false to go on from it
   */
  AuditBranch branch(String nightId, boolean fresh);

  /**
   * Records that a person changed the status of a night that stands in the ledger. One commit does
   * it; main lines and tags follow. Releasing the night that ended last makes it the published
   * line; one that others were published after becomes visible beside them. Holding takes a night
   * back from its readers; what was published before it is the published line again when it was the
   * last.
   *
   * @param entry the entry as it is to be, with the snapshots it was committed with
   */
  void decide(NightEntry entry);

  /** Adds rows to {@code table} at once, outside any night; for deliveries and withdrawals. */
  void append(String table, Dataset<Row> rows);

  /**
   * Lets go of what nobody can ask for: branches of nights that began and never ended, states of
   * tables between two nights, files that belong to no state. What the ledger names stays, visible
   * or held, and every tag. Doing it again does nothing.
   *
   * @param before only what is older goes: a night or a reader may be at the rest
   */
  Housekeeping housekeeping(Instant before);

  /**
   * What housekeeping did.
   *
   * @param unfinished ids of the nights whose branches were dropped, sorted
   * @param states of all tables, that were forgotten
   * @param files that were deleted because no state had them
   */
  record Housekeeping(List<String> unfinished, int states, int files) {}
}
