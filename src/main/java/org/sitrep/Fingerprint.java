package org.sitrep;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.sitrep.config.Conf;
import org.sitrep.domain.Sha256;
import org.sitrep.tables.Coverage;
import org.sitrep.tables.Submissions;
import org.sitrep.tables.Withdrawals;

/**
 * What a night is made of, in a form that can be compared.
 *
 * @param hash over submissions, configuration and program
 * @param newest newest receipt among the submissions
 */
record Fingerprint(String hash, Instant newest) {

  /**
   * Hashes what the figures of a report date can depend on: the submissions that speak for its day
   * or an earlier one, which of them were taken back, those learnt in its own nights (their
   * findings are printed), configuration and code.
   */
  static Fingerprint of(
      Dataset<Row> coverage,
      Dataset<Row> submissions,
      Dataset<Row> withdrawals,
      LocalDate date,
      Conf conf) {
    Dataset<Row> ofDate = coverage.where(col(Coverage.DATE).leq(lit(date)));
    Dataset<Row> taken =
        ofDate
            .join(
                withdrawals,
                ofDate
                    .col(Coverage.SUBMISSION_ID)
                    .equalTo(withdrawals.col(Withdrawals.SUBMISSION_ID)))
            .select(
                concat(lit("-"), withdrawals.col(Withdrawals.SUBMISSION_ID)),
                ofDate.col(Coverage.RECEIVED_AT));
    List<Row> speaking =
        ofDate
            .select(col(Coverage.SUBMISSION_ID), col(Coverage.RECEIVED_AT))
            .union(
                submissions
                    .where(col(Submissions.NIGHT_ID).startsWith(date + "."))
                    .select(col(Submissions.SUBMISSION_ID), col(Submissions.RECEIVED_AT)))
            .union(taken)
            .collectAsList();
    Instant newest =
        speaking.stream()
            .map(row -> row.<Instant>getAs(1))
            .max(Instant::compareTo)
            .orElseGet(() -> date.plusDays(1).atStartOfDay(conf.country().timeZone()).toInstant());
    StringBuilder all =
        new StringBuilder(date + "\n" + conf.version() + "\n" + Version.text() + "\n");
    speaking.stream()
        .map(row -> row.getString(0))
        .distinct()
        .sorted()
        .forEach(id -> all.append(id).append('\n'));
    return new Fingerprint(Sha256.hex(all.toString()), newest);
  }
}
