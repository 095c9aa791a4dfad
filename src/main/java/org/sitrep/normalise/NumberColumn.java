package org.sitrep.normalise;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sitrep.config.FormSpec.ColumnSpec;
import org.sitrep.config.FormSpec.MeasureWord;
import org.sitrep.domain.FindingCode;
import org.sitrep.domain.Measure;
import org.sitrep.domain.Severity;

/** A column of counts, decimals or percentages, whose parts are kept for its totals. */
final class NumberColumn implements ValueColumn {
  private final Table table;
  private final Header.Bound bound;
  private final ColumnSpec spec;
  private final Totals.Column total;
  private final boolean addsUp;
  private final boolean count;
  private final boolean percent;
  private final double factor;

  /**
   * @param spec the column of the bound heading, or one of its parts
   */
  NumberColumn(Table table, Header.Bound bound, ColumnSpec spec, Totals totals) {
    this.table = table;
    this.bound = bound;
    this.spec = spec;
    total = totals.column(spec.key(), bound.place());
    addsUp = addsUp(table.form(), spec);
    count = spec.type().equals("count");
    percent = spec.type().equals("percent");
    factor = spec.cells().multiplyBy() * bound.unit();
  }

  ColumnSpec spec() {
    return spec;
  }

  @Override
  public Header.Bound bound() {
    return bound;
  }

  @Override
  public List<ColumnSpec> fields() {
    return List.of(spec);
  }

  @Override
  public void read(RowDraft draft) {
    read(draft, draft.row.at(bound.place()));
  }

  void read(RowDraft draft, @Nullable Cell cell) {
    if (cell == null || isEmpty(cell)) {
      if (spec.emptyIs().equals("zero")) {
        accept(0, draft);
      } else if (spec.required()) {
        draft.empty(FindingCode.CELL_EMPTY_REQUIRED, bound, null);
      } else if (!spec.emptyIs().equals("allowed")) {
        draft.empty(FindingCode.CELL_EMPTY, bound, cell);
      }
      return;
    }
    if (!draft.readable(bound, cell)) {
      total.unreadable();
      return;
    }
    double value = number(cell);
    if (Double.isNaN(value)) {
      total.unreadable();
      draft.wrong(FindingCode.CELL_NOT_A_NUMBER, bound, cell, Map.of());
      return;
    }
    if (count && !Numbers.isWhole(value)) {
      total.unreadable();
      draft.wrong(FindingCode.CELL_NOT_WHOLE, bound, cell, Map.of());
      return;
    }
    if (value < 0 && !spec.negative().equals("allowed")) {
      Problem negative = draft.problem(FindingCode.CELL_NEGATIVE, bound, cell, Map.of());
      draft.problems.add(
          spec.negative().equals("reject") ? negative.with(Severity.REJECT) : negative);
    }
    accept(count ? Math.rint(value) : value, draft);
  }

  /** Whether a cell holds no value. */
  boolean isEmpty(Cell cell) {
    return cell.isText() && table.words().isNothing(cell.text());
  }

  /** Some value of it could not be read. */
  void unreadable() {
    total.unreadable();
  }

  private void accept(double value, RowDraft draft) {
    draft.numbers.put(spec.key(), value);
    if (addsUp) {
      total.part(value);
    }
  }

  /** The value a cell holds; NaN when it holds none. */
  double number(Cell cell) {
    double value;
    boolean hundred = percent && spec.cells().percentOf() == 100;
    if (cell.type() == 'n') {
      value = cell.number();
    } else if (!cell.isText()) {
      return Double.NaN;
    } else if (table.words().isZero(cell.text())) {
      return 0;
    } else {
      value = Numbers.of(cell.text(), table.form().spec().numbers());
      hundred &= cell.text().indexOf('%') < 0;
    }
    return (hundred ? value / 100 : value) * factor;
  }

  @Override
  public void printed(SheetRow row, List<Totals.Printed> out) {
    Cell cell = row.at(bound.place());
    if (cell != null) {
      printed(row, cell, out);
    }
  }

  void printed(SheetRow row, Cell cell, List<Totals.Printed> out) {
    double value = addsUp ? number(cell) : Double.NaN;
    if (!Double.isNaN(value)) {
      out.add(
          new Totals.Printed(
              total, row.number(), bound.place(), bound.heading(), cell.text(), value));
    }
  }

  @Override
  public void values(RowDraft draft, List<Parsed.Value> out) {
    Double value = draft.numbers.get(spec.key());
    MeasureWord word = draft.measure;
    String measure = spec.measure() != null || word == null ? spec.measure() : word.measure();
    if (measure != null && value != null) {
      out.add(new Parsed.Value(measure, value, bound.place(), dimensions(draft)));
    }
  }

  private Map<String, String> dimensions(RowDraft draft) {
    Map<String, String> dimensions = new HashMap<>(draft.texts);
    if (draft.measure != null) {
      dimensions.putAll(draft.measure.dimensions());
    }
    dimensions.putAll(spec.dimensions());
    String product = dimensions.get("product");
    String component = dimensions.get("component");
    if (product != null && component != null) {
      dimensions.put("component", table.knowledge().registers().component(product, component));
    }
    return dimensions;
  }

  /**
   * Running totals and stocks of several days do not add up, nor do percentages, nor rows that each
   * count something else.
   */
  private static boolean addsUp(Form form, ColumnSpec spec) {
    if (spec.type().equals("percent") || !spec.addsUp() || form.measuredByRow()) {
      return false;
    }
    return !form.datedByRow() || isFlow(form, spec);
  }

  private static boolean isFlow(Form form, ColumnSpec spec) {
    if (spec.totalOf().isEmpty()) {
      String measure = spec.measure();
      return measure != null && new Measure(measure).kind() == Measure.Kind.FLOW;
    }
    for (ColumnSpec part : form.spec().fields()) {
      if (spec.totalOf().contains(part.key()) && !isFlow(form, part)) {
        return false;
      }
    }
    return true;
  }
}
