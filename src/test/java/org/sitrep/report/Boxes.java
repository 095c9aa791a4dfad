package org.sitrep.report;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.sitrep.config.Conf;
import org.sitrep.domain.NightEntry;

/** What a report would print, without printing it. */
public final class Boxes {
  private Boxes() {}

  /** The box "changed since the last report". */
  public static SituationReport.Changes changes(
      Dataset<Row> indicators,
      Dataset<Row> findings,
      Dataset<Row> revisions,
      Dataset<Row> submissions,
      NightEntry night,
      Conf conf) {
    return ReportQuery.read(indicators, findings, revisions, submissions, night, conf).changes();
  }
}
