package org.sitrep.aggregate;

import java.time.LocalDate;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The night that readers saw last, to tell what moved since and to go on from.
 *
 * @param indicators its rows of table {@code indicator}, and no others
 * @param withdrawals rows of table {@code withdrawal} that it knew
 * @param carried its rows of table {@code carried}, and no others; none when tonight does not know
 *     just what it knew and more
 * @param sameDefinitions whether configuration and program are the same tonight
 */
public record LastPublished(
    LocalDate reportDate,
    Dataset<Row> indicators,
    Dataset<Row> withdrawals,
    Dataset<Row> carried,
    boolean sameDefinitions) {

  /** What a night can go on from; no rows when it has to begin with the first day. */
  Dataset<Row> carriedFor(LocalDate night) {
    return sameDefinitions && !night.isBefore(reportDate) ? carried : carried.limit(0);
  }
}
