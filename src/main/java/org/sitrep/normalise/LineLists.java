package org.sitrep.normalise;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.first;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.when;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.sitrep.domain.EventKind;
import org.sitrep.tables.Events;
import org.sitrep.tables.Observations;

/** What the accepted rows of line lists become: events, and the counts they make. */
final class LineLists {
  /** Dimensions that counts are told in; sex and age stay with the events. */
  private static final List<String> COUNTED =
      List.of(
          Observations.STREAM,
          Observations.PRODUCT,
          Observations.COMPONENT,
          Observations.DOSE,
          Observations.PRIORITY_GROUP);

  private static final String KIND = "_kind";
  private static final String PLACE = "_place";
  private static final String ROWS = "_rows";
  private static final String FIRST_ROW = "_first_row";
  private static final String RECEIVED_AT = "_received";

  private LineLists() {}

  /** One row per accepted row of a line list. */
  static Dataset<Row> events(Dataset<Row> checked, String nightId) {
    Column event = col(ParsedRows.EVENT);
    return Normalise.select(
        Normalise.accepted(checked).where(event.isNotNull()),
        Events.schema(),
        event.getField(ParsedRows.PERSON),
        event.getField(ParsedRows.KIND),
        col(ParsedRows.DATE),
        col(ParsedRows.REGION),
        event.getField(Events.DISTRICT),
        event.getField(Events.STREAM),
        event.getField(Events.PRODUCT),
        event.getField(Events.COMPONENT),
        event.getField(Events.DOSE),
        event.getField(Events.SEX),
        event.getField(Events.AGE_GROUP),
        event.getField(Events.PRIORITY_GROUP),
        event.getField(Events.FACILITY),
        col(ParsedRows.FORM),
        col(ParsedRows.SUBMISSION),
        col(ParsedRows.SHEET),
        col(ParsedRows.ROW),
        col(ParsedRows.RECEIVED_AT),
        lit(nightId));
  }

  /**
   * One row of table {@code observation} per sheet, region, date and combination of dimensions. Its
   * address is the first of the rows that were counted, at the column of the date.
   */
  static Dataset<Row> counts(Dataset<Row> checked, String nightId) {
    Column event = col(ParsedRows.EVENT);
    List<Column> by =
        new ArrayList<>(
            List.of(
                col(ParsedRows.SUBMISSION),
                col(ParsedRows.SHEET),
                col(ParsedRows.FORM),
                col(ParsedRows.REGION),
                col(ParsedRows.DATE),
                event.getField(ParsedRows.KIND).as(KIND),
                event.getField(ParsedRows.PLACE).as(PLACE)));
    COUNTED.forEach(dimension -> by.add(event.getField(dimension).as(dimension)));
    Dataset<Row> counted =
        Normalise.accepted(checked)
            .where(event.isNotNull())
            .groupBy(by.toArray(Column[]::new))
            .agg(
                count(lit(1)).as(ROWS),
                min(col(ParsedRows.ROW)).as(FIRST_ROW),
                first(col(ParsedRows.RECEIVED_AT)).as(RECEIVED_AT));
    Column measure = lit(null).cast(DataTypes.StringType);
    for (EventKind kind : EventKind.values()) {
      measure = when(col(KIND).equalTo(kind.word()), lit(kind.measure())).otherwise(measure);
    }
    Column none = lit(null).cast(DataTypes.StringType);
    return Normalise.select(
        counted,
        Observations.schema(),
        measure,
        col(ParsedRows.DATE),
        col(ParsedRows.REGION),
        none,
        col(Observations.STREAM),
        col(Observations.PRODUCT),
        col(Observations.COMPONENT),
        col(Observations.DOSE),
        none,
        none,
        col(Observations.PRIORITY_GROUP),
        none,
        col(ROWS).cast(DataTypes.DoubleType),
        col(ParsedRows.FORM),
        col(ParsedRows.SUBMISSION),
        col(ParsedRows.SHEET),
        col(FIRST_ROW),
        col(PLACE),
        col(RECEIVED_AT),
        lit(nightId));
  }
}
