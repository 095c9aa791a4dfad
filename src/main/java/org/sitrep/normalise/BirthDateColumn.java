package org.sitrep.normalise;

import java.time.LocalDate;
import java.util.Map;
import org.sitrep.domain.FindingCode;

/** A column with dates of birth. */
record BirthDateColumn(Table table, Header.Bound bound) implements ColumnReader {
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
    LocalDate date = table.form().dates().of(cell);
    if (date == null) {
      draft.wrong(
          FindingCode.CELL_NOT_A_DATE,
          bound,
          cell,
          Map.of("expected", table.form().dates().examples(table.knowledge().reportDate())));
      return;
    }
    draft.birth = date;
  }
}
