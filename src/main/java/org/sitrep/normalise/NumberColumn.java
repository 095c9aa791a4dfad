package org.sitrep.normalise;

import java.util.Map;
import org.sitrep.config.FormSpec.ColumnSpec;
import org.sitrep.domain.FindingCode;
import org.sitrep.domain.Measure;
import org.sitrep.domain.Severity;

/** A column of counts, decimals or percentages, whose parts are kept for its totals. */
record NumberColumn(Table table, Header.Bound bound, Totals totals) implements ColumnReader {
  @Override
  public void read(RowDraft draft) {
    Knowledge knowledge = table.knowledge();
    ColumnSpec spec = bound.column().spec();
    Cell cell = draft.row.at(bound.place());
    if (cell == null || cell.isBlank() || (cell.isText() && knowledge.isNothing(cell.text()))) {
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
      totals.unreadable(bound.place());
      return;
    }
    double value = number(knowledge, cell);
    if (Double.isNaN(value)) {
      totals.unreadable(bound.place());
      draft.wrong(FindingCode.CELL_NOT_A_NUMBER, bound, cell, Map.of());
      return;
    }
    boolean count = spec.type().equals("count");
    if (count && !Numbers.isWhole(value)) {
      totals.unreadable(bound.place());
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

  private void accept(double value, RowDraft draft) {
    draft.numbers.put(bound.column().spec().key(), value);
    if (addsUp(table.form(), bound.column())) {
      totals.part(bound.place(), value);
    }
  }

  /** The number a cell holds; NaN when it holds none. */
  static double number(Knowledge knowledge, Cell cell) {
    if (cell.type() == 'n') {
      return cell.number();
    }
    if (!cell.isText()) {
      return Double.NaN;
    }
    return knowledge.isZero(cell.text()) ? 0 : Numbers.of(cell.text());
  }

  /** Running totals and stocks of several days do not add up; nor do percentages. */
  static boolean addsUp(Form form, Form.Column column) {
    if (!column.isValue() || column.spec().type().equals("percent")) {
      return false;
    }
    String measure = column.spec().measure();
    return !form.datedByRow()
        || (measure != null && new Measure(measure).kind() == Measure.Kind.FLOW);
  }
}
