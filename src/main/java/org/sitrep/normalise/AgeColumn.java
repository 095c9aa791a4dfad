package org.sitrep.normalise;

import java.util.Map;
import org.sitrep.domain.FindingCode;

/** A column with ages in completed years. */
record AgeColumn(Table table, Header.Bound bound) implements ColumnReader {
  @Override
  public void read(RowDraft draft) {
    Cell cell = draft.row.at(bound.place());
    if (cell == null || (cell.isText() && table.words().isNothing(cell.text()))) {
      if (bound.column().spec().required()) {
        draft.empty(FindingCode.CELL_EMPTY_REQUIRED, bound, null);
      }
      return;
    }
    if (!draft.readable(bound, cell)) {
      return;
    }
    double age =
        cell.isText()
            ? Numbers.of(cell.text(), table.form().spec().numbers())
            : cell.type() == 'n' ? cell.number() : Double.NaN;
    if (Double.isNaN(age)) {
      draft.wrong(FindingCode.CELL_NOT_A_NUMBER, bound, cell, Map.of());
    } else {
      // part of a year, as children's ages are sometimes told, is no completed year
      draft.age = (int) Math.max(-1, Math.min(Math.floor(age), 10_000));
    }
  }
}
