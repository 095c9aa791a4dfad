package org.sitrep.normalise;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.BiFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import org.sitrep.tables.Coverage;
import org.sitrep.tables.Observations;

/** What earlier nights accepted, as far as tonight's rows are compared with it. */
final class History {
  /** Place of the measure among the columns read; the dimensions follow. */
  private static final int MEASURE = 6;

  private final List<Table> tables = new ArrayList<>();
  private final List<Number> numbers = new ArrayList<>();

  private record Table(Accepted.Slot slot, String submission, Instant receivedAt, double rows) {}

  private record Number(Accepted.Slot slot, String submission, Fact fact) {}

  private History() {}

  static History none() {
    return new History();
  }

  /**
   * Reads what some forms told of some measures, and what submissions speak for. One job without a
   * shuffle; none in a new home.
   */
  static History of(
      Earlier earlier,
      Collection<String> forms,
      Collection<String> measures,
      LocalDate from,
      LocalDate to) {
    BiFunction<String, String, Column> asked =
        (form, date) -> col(form).isin(forms.toArray()).and(col(date).between(lit(from), lit(to)));
    List<Column> ofNumbers =
        new ArrayList<>(
            List.of(
                col(Observations.FORM),
                col(Observations.REGION),
                col(Observations.DATE),
                col(Observations.SUBMISSION_ID),
                col(Observations.VALUE),
                col(Observations.RECEIVED_AT),
                col(Observations.MEASURE)));
    List<Column> ofTables =
        new ArrayList<>(
            List.of(
                col(Coverage.FORM),
                col(Coverage.REGION),
                col(Coverage.DATE),
                col(Coverage.SUBMISSION_ID),
                col(Coverage.ROWS_ACCEPTED).cast("double").as(Observations.VALUE),
                col(Coverage.RECEIVED_AT),
                lit(null).cast("string").as(Observations.MEASURE)));
    for (String dimension : ParsedRows.DIMENSIONS) {
      ofNumbers.add(col(dimension));
      ofTables.add(lit(null).cast("string").as(dimension));
    }
    Dataset<Row> all =
        earlier
            .observations()
            .where(
                asked
                    .apply(Observations.FORM, Observations.DATE)
                    .and(col(Observations.MEASURE).isin(measures.toArray())))
            .select(ofNumbers.toArray(Column[]::new))
            .unionAll(
                earlier
                    .coverage()
                    .where(asked.apply(Coverage.FORM, Coverage.DATE))
                    .select(ofTables.toArray(Column[]::new)));
    History out = new History();
    all.collectAsList().forEach(out::take);
    return out;
  }

  private void take(Row row) {
    Accepted.Slot slot = new Accepted.Slot(row.getString(0), row.getString(1), row.getLocalDate(2));
    if (row.isNullAt(MEASURE)) {
      tables.add(new Table(slot, row.getString(3), row.getInstant(5), row.getDouble(4)));
      return;
    }
    List<@Nullable String> dimensions = new ArrayList<>();
    for (int i = 1; i <= ParsedRows.DIMENSIONS.size(); i++) {
      dimensions.add(row.getString(MEASURE + i));
    }
    numbers.add(
        new Number(
            slot,
            row.getString(3),
            new Fact(row.getString(MEASURE), dimensions, row.getDouble(4))));
  }

  /** Tells what submissions speak for. */
  void cover(Accepted accepted) {
    tables.forEach(t -> accepted.covers(t.slot(), t.submission(), t.receivedAt(), t.rows(), false));
  }

  /** Tells their numbers. */
  void add(Accepted accepted) {
    numbers.forEach(n -> accepted.add(n.slot(), n.submission(), n.fact()));
  }
}
