package org.sitrep.aggregate;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What the stage hands over; the rows lie in memory already.
 *
 * @param indicators rows of table {@code indicator}
 * @param revisions rows of table {@code revision}
 * @param findings rows of table {@code finding}
 * @param carried rows of table {@code carried}
 * @param missingRegions codes of regions without a required form, sorted; when there are any, the
 *     night is provisional
 */
public record Aggregated(
    Dataset<Row> indicators,
    Dataset<Row> revisions,
    Dataset<Row> findings,
    Dataset<Row> carried,
    List<String> missingRegions) {}
