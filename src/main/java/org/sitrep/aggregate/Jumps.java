package org.sitrep.aggregate;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import org.sitrep.config.Conf;
import org.sitrep.config.ReleaseRule;
import org.sitrep.domain.FindingCode;
import org.sitrep.tables.Revisions;

/** Figures of past days that moved further than the release rule allows. */
final class Jumps {
  private Jumps() {}

  /**
   * @param revisions rows of table {@code revision}; a figure that the last report did not have
   *     cannot jump, one that is gone jumps to zero
   */
  static void check(NightFindings findings, Conf conf, LocalDate reportDate, List<Row> revisions) {
    ReleaseRule.Jump jump = conf.release().jump();
    if (jump == null) {
      return;
    }
    for (Row row : revisions) {
      String name = value(row, Revisions.NAME);
      @Nullable Double old = value(row, Revisions.OLD_VALUE);
      @Nullable Double fresh = value(row, Revisions.NEW_VALUE);
      if (old != null
          && jump.indicators().contains(name)
          && jump.isTooFar(old, fresh == null ? 0 : fresh)) {
        String dimensions = value(row, Revisions.DIMENSIONS);
        findings.add(
            FindingCode.FIGURE_JUMPED,
            null,
            value(row, Revisions.REGION),
            value(row, Revisions.DATE),
            Map.of(
                "measure",
                dimensions.isEmpty() ? name : name + " " + dimensions,
                "old",
                Identities.number(old),
                "new",
                fresh == null ? "–" : Identities.number(fresh),
                "percent",
                Integer.toString(jump.percent()),
                "report",
                reportDate.toString()));
      }
    }
  }

  @SuppressWarnings("TypeParameterUnusedInFormals")
  private static <T> T value(Row row, String column) {
    return row.getAs(Revisions.schema().fieldIndex(column));
  }
}
