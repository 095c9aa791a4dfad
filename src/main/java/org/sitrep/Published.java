package org.sitrep;

import static org.apache.spark.sql.functions.col;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.sitrep.aggregate.Facts;
import org.sitrep.domain.NightEntry;
import org.sitrep.store.Store;
import org.sitrep.tables.CarriedCounts;
import org.sitrep.tables.Coverage;
import org.sitrep.tables.Findings;
import org.sitrep.tables.Indicators;
import org.sitrep.tables.Observations;
import org.sitrep.tables.Revisions;
import org.sitrep.tables.Submissions;

/** What a night said, as it said it: the rows its report is made of. */
record Published(Store store, NightEntry night) {

  Dataset<Row> indicators() {
    return own(Indicators.TABLE);
  }

  Dataset<Row> carried() {
    return own(CarriedCounts.TABLE);
  }

  Dataset<Row> revisions() {
    return own(Revisions.TABLE);
  }

  Dataset<Row> submissions() {
    return store.asOf(night, Submissions.TABLE);
  }

  /** What it knew to be taken back. */
  Dataset<Row> withdrawals() {
    return new WithdrawalLedger(store).knownTo(night);
  }

  /** What was accepted, without what was taken back. */
  Dataset<Row> observations() {
    return Facts.standing(store.asOf(night, Observations.TABLE), withdrawals());
  }

  /** What submissions spoke for, without those taken back. */
  Dataset<Row> coverage() {
    return Facts.standing(store.asOf(night, Coverage.TABLE), withdrawals());
  }

  /** Findings about the files this report date learnt, and about its figures. */
  Dataset<Row> findings() {
    return store
        .asOf(night, Findings.TABLE)
        .where(
            col(Findings.NIGHT_ID)
                .equalTo(night.nightId())
                .or(
                    col(Findings.NIGHT_ID)
                        .startsWith(night.reportDate() + ".")
                        .and(col(Findings.SUBMISSION_ID).isNotNull())))
        .dropDuplicates(Findings.KEY.toArray(String[]::new));
  }

  /** The rows that the night computed, not those of the nights before it. */
  private Dataset<Row> own(String table) {
    return store.asOf(night, table).where(col(Indicators.NIGHT_ID).equalTo(night.nightId()));
  }
}
