package org.sitrep.aggregate;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.jspecify.annotations.Nullable;

/** Collects the rows of table {@code indicator} for one night. */
final class Figures {
  private static final String NATIONAL = "national";
  private static final String REGION = "region";

  /** As first written. Raised for an indicator once its formula changes. */
  private static final String DEFINITION = "1";

  private final Panel panel;
  private final String nightId;
  private final BiConsumer<Row, Value> reader;
  private final List<Row> rows = new ArrayList<>();

  /**
   * @param reader is shown every row with the value it was written from
   */
  Figures(Panel panel, String nightId, BiConsumer<Row, Value> reader) {
    this.panel = panel;
    this.nightId = nightId;
    this.reader = reader;
  }

  List<Row> rows() {
    return rows;
  }

  /** The rule that gives a figure of a scope on a day. */
  interface Rule {
    Value at(int scope, int day);
  }

  /** Every scope on every day of the look-back. */
  void series(String indicator, String dimensions, Rule rule) {
    for (int day = Panel.LEAD; day <= panel.today(); day++) {
      scopes(indicator, dimensions, day, rule);
    }
  }

  /** Every scope on the report date. */
  void latest(String indicator, String dimensions, Rule rule) {
    scopes(indicator, dimensions, panel.today(), rule);
  }

  private void scopes(String indicator, String dimensions, int day, Rule rule) {
    for (int scope = 0; scope < panel.scopes(); scope++) {
      add(indicator, dimensions, scope, day, rule.at(scope, day));
    }
  }

  /** The nation on the report date. */
  void nation(String indicator, String dimensions, Value value) {
    add(indicator, dimensions, panel.nation(), panel.today(), value);
  }

  /** One scope on a day, without dimensions. */
  void on(int day, String indicator, int scope, Value value) {
    add(indicator, "", scope, day, value);
  }

  /** One scope on the report date. */
  void today(String indicator, String dimensions, int scope, Value value) {
    add(indicator, dimensions, scope, panel.today(), value);
  }

  private void add(String indicator, String dimensions, int scope, int day, Value value) {
    if (value.status() == Status.NONE || (scope == panel.unassigned() && !value.known())) {
      return;
    }
    LocalDate date = panel.days().get(day);
    boolean region = scope < panel.unassigned();
    Row row =
        RowFactory.create(
            indicator,
            DEFINITION,
            panel.reportDate(),
            date,
            region ? REGION : scope == panel.nation() ? NATIONAL : Panel.UNASSIGNED,
            region ? panel.regions().get(scope) : null,
            dimensions,
            boxed(value.value()),
            boxed(value.lower()),
            boxed(value.upper()),
            boxed(value.numerator()),
            boxed(value.denominator()),
            value.status().word(),
            nightId);
    rows.add(row);
    reader.accept(row, value);
  }

  private static @Nullable Double boxed(double value) {
    return Double.isNaN(value) ? null : value;
  }
}
