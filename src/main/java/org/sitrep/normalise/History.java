package org.sitrep.normalise;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;

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
  private static final String TOLD = "told";
  private static final int DIMENSIONS = 3;

  private final List<Table> tables = new ArrayList<>();
  private final List<Number> numbers = new ArrayList<>();

  private record Table(Accepted.Slot slot, String submission, Instant receivedAt, double rows) {}

  private record Number(Accepted.Slot slot, String submission, Fact fact) {}

  private History() {}

  static History none() {
    return new History();
  }

  /**
   * Reads what some forms told of some measures, a row per cell of a form with all its days. One
   * job; none in a new home.
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
            List.of(col(Observations.FORM), col(Observations.REGION), col(Observations.MEASURE)));
    List<Column> ofTables =
        new ArrayList<>(
            List.of(
                col(Coverage.FORM),
                col(Coverage.REGION),
                lit(null).cast("string").as(Observations.MEASURE)));
    for (String dimension : ParsedRows.DIMENSIONS) {
      ofNumbers.add(col(dimension));
      ofTables.add(lit(null).cast("string").as(dimension));
    }
    Column[] cell = ofNumbers.toArray(Column[]::new);
    ofNumbers.add(
        struct(
                col(Observations.DATE),
                col(Observations.SUBMISSION_ID),
                col(Observations.VALUE),
                col(Observations.RECEIVED_AT))
            .as(TOLD));
    ofTables.add(
        struct(
                col(Coverage.DATE),
                col(Coverage.SUBMISSION_ID),
                col(Coverage.ROWS_ACCEPTED).cast("double").as(Observations.VALUE),
                col(Coverage.RECEIVED_AT))
            .as(TOLD));
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
    for (Row row : all.groupBy(cell).agg(collect_list(col(TOLD))).collectAsList()) {
      out.take(row);
    }
    return out;
  }

  private void take(Row row) {
    List<@Nullable String> dimensions = new ArrayList<>();
    for (int i = 0; i < ParsedRows.DIMENSIONS.size(); i++) {
      dimensions.add(row.getString(DIMENSIONS + i));
    }
    for (Row told : row.<Row>getList(DIMENSIONS + dimensions.size())) {
      Accepted.Slot slot =
          new Accepted.Slot(row.getString(0), row.getString(1), told.getLocalDate(0));
      if (row.isNullAt(2)) {
        tables.add(new Table(slot, told.getString(1), told.getInstant(3), told.getDouble(2)));
      } else {
        numbers.add(
            new Number(
                slot,
                told.getString(1),
                new Fact(row.getString(2), dimensions, told.getDouble(2))));
      }
    }
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
