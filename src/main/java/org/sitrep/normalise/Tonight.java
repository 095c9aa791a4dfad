package org.sitrep.normalise;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.filter;
import static org.apache.spark.sql.functions.not;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import org.sitrep.domain.Address;
import org.sitrep.domain.Severity;
import org.sitrep.normalise.Accepted.Slot;
import org.sitrep.normalise.Verdicts.Line;

/** The data rows of this night that must be seen together, brought to the driver. */
final class Tonight {
  private static final int HOLD = Severity.HOLD.ordinal();
  private static final String REST = "_rest";

  private final List<Data> rows = new ArrayList<>();
  private final Set<Lost> lost = new HashSet<>();

  private Tonight() {}

  /** A table of a file of which a row does not count; region and date are null where unknown. */
  private record Lost(
      String submission, String form, @Nullable String region, @Nullable LocalDate date) {}

  /**
   * A data row that counts, but for being a double.
   *
   * @param sheet empty for text files
   * @param first number of the first row with the same keys; null when this is the first
   * @param rest the worst that is said about it, but for being a double
   * @param places places of columns by key
   * @param values all columns as collected, see {@link ParsedRows}
   */
  record Data(
      Line line,
      String form,
      String region,
      LocalDate date,
      Instant receivedAt,
      String sheet,
      int row,
      @Nullable Integer first,
      int rest,
      List<Fact> facts,
      Map<String, Integer> places,
      Row values) {

    /** Where the row stands, for people: {@code Sheet!7}. */
    String cell() {
      String cell = new Address(line.submission(), sheet, row, 0).cell();
      return sheet.isEmpty() ? cell : sheet + "!" + cell;
    }

    Slot slot() {
      return new Slot(form, region, date);
    }
  }

  /**
   * Brings rows of the given forms, and of all forms the doubles. One job.
   *
   * @param painted keys of columns whose places are wanted
   */
  static Tonight of(
      Dataset<Row> checked,
      ParsedRows shape,
      List<Check> checks,
      Set<String> forms,
      Set<String> painted) {
    List<Column> columns =
        new ArrayList<>(
            List.of(
                col(ParsedRows.SUBMISSION),
                col(ParsedRows.LINE),
                col(ParsedRows.FORM),
                col(ParsedRows.REGION),
                col(ParsedRows.DATE),
                col(ParsedRows.RECEIVED_AT),
                col(ParsedRows.SHEET),
                col(ParsedRows.ROW),
                col(ParsedRows.FIRST),
                RowRules.worstButDouble(checks).as(REST),
                col(ParsedRows.VALUES),
                (painted.isEmpty()
                        ? array().cast(shape.schema().apply(ParsedRows.PLACES).dataType())
                        : filter(
                            col(ParsedRows.PLACES),
                            e -> e.getField(Entries.KEY).isin(painted.toArray())))
                    .as(ParsedRows.PLACES)));
    shape.named().forEach(field -> columns.add(col("`" + field.name() + "`")));
    Column ofForms = col(ParsedRows.FORM).isin(forms.toArray());
    Tonight out = new Tonight();
    for (Row row :
        checked
            .where(not(col(ParsedRows.END)).and(col(ParsedRows.FIRST).isNotNull().or(ofForms)))
            .select(columns.toArray(Column[]::new))
            .collectAsList()) {
      if (row.getInt(9) < HOLD) {
        out.rows.add(data(row));
      } else if (row.isNullAt(8)) {
        out.lost.add(
            new Lost(row.getString(0), row.getString(2), row.getString(3), row.getLocalDate(4)));
      }
    }
    return out;
  }

  private static Data data(Row row) {
    List<Fact> facts = new ArrayList<>();
    for (Row value : row.<Row>getList(10)) {
      List<@Nullable String> dimensions = new ArrayList<>();
      for (int i = 0; i < ParsedRows.DIMENSIONS.size(); i++) {
        dimensions.add(value.getString(3 + i));
      }
      facts.add(new Fact(value.getString(0), dimensions, value.getDouble(1)));
    }
    return new Data(
        new Line(row.getString(0), row.getInt(1)),
        row.getString(2),
        row.getString(3),
        row.getLocalDate(4),
        row.getInstant(5),
        row.getString(6),
        row.getInt(7),
        row.isNullAt(8) ? null : row.getInt(8),
        row.getInt(9),
        facts,
        Entries.numbers(row.getList(11)),
        row);
  }

  /** Whether a row is missing from a table of a file because it is held or rejected. */
  boolean isPart(Slot slot, String submission) {
    for (String region : new String[] {slot.region(), null}) {
      for (LocalDate date : new LocalDate[] {slot.date(), null}) {
        if (lost.contains(new Lost(submission, slot.form(), region, date))) {
          return true;
        }
      }
    }
    return false;
  }

  /** Rows that are no doubles, in reading order. */
  List<Data> firsts() {
    return rows.stream().filter(row -> row.first() == null).toList();
  }

  /** Doubles by the first row of their keys, in reading order. */
  Map<Line, List<Data>> doubles() {
    Map<Line, List<Data>> out = new HashMap<>();
    for (Data row : rows) {
      Integer first = row.first();
      if (first != null) {
        out.computeIfAbsent(new Line(row.line().submission(), first), l -> new ArrayList<>())
            .add(row);
      }
    }
    return out;
  }

  /** Rows of the given files that do not count for what the rules of their row say. One job. */
  static Set<Line> held(Dataset<Row> checked, Set<String> submissions) {
    Set<Line> out = new HashSet<>();
    for (Row row :
        checked
            .where(
                not(col(ParsedRows.END))
                    .and(col(ParsedRows.FIRST).isNull())
                    .and(col(RowRules.WORST).geq(HOLD))
                    .and(col(ParsedRows.SUBMISSION).isin(submissions.toArray())))
            .select(ParsedRows.SUBMISSION, ParsedRows.LINE)
            .collectAsList()) {
      out.add(new Line(row.getString(0), row.getInt(1)));
    }
    return out;
  }
}
