package org.sitrep.normalise;

import java.util.List;
import java.util.Map;
import org.sitrep.config.FormSpec.ColumnSpec;
import org.sitrep.domain.FindingCode;
import org.sitrep.domain.Severity;

/** A column that prints the sum of others in the same row: a control figure, never stored. */
final class TotalColumn {
  private final Table table;
  private final Header.Bound bound;
  private final ColumnSpec spec;
  private final NumberColumn number;
  private final Totals.Column total;

  TotalColumn(Table table, Header.Bound bound, Totals totals) {
    this.table = table;
    this.bound = bound;
    spec = bound.column().spec();
    number = new NumberColumn(table, bound, spec, totals);
    total = totals.column(spec.key(), bound.place());
  }

  /** Compares what is printed with the sum of the parts, wherever in the row they stand. */
  void check(List<RowDraft> drafts) {
    RowDraft first = drafts.get(0);
    Cell cell = first.row.at(bound.place());
    if (cell == null || cell.isBlank() || (cell.isText() && table.words().isNothing(cell.text()))) {
      return;
    }
    double printed = number.number(cell);
    if (Double.isNaN(printed)) {
      total.unreadable();
      first.problems.add(
          first.problem(FindingCode.CELL_NOT_A_NUMBER, bound, cell, Map.of()).with(Severity.WARN));
      return;
    }
    total.part(printed);
    double sum = 0;
    int parts = 0;
    for (RowDraft draft : drafts) {
      for (String key : spec.totalOf()) {
        Double part = draft.numbers.get(key);
        if (part != null) {
          sum += part;
          parts++;
        }
      }
    }
    if (parts > 0 && Math.abs(sum - printed) > 1e-6) {
      first.problems.add(
          Totals.differing(
              first.row.number(), bound.place(), bound.heading(), cell.text(), printed, sum));
    }
  }

  void printed(SheetRow row, List<Totals.Printed> out) {
    number.printed(row, out);
  }
}
