package org.sitrep.aggregate;

import java.time.LocalDate;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The night that readers saw last, to tell what moved since.
 *
 * @param indicators its rows of table {@code indicator}, and no others
 * @param withdrawals rows of table {@code withdrawal} that it knew
 * @param sameDefinitions whether configuration and program are the same tonight
 */
public record LastPublished(
    LocalDate reportDate,
    Dataset<Row> indicators,
    Dataset<Row> withdrawals,
    boolean sameDefinitions) {}
