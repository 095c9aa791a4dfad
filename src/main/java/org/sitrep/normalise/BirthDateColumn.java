package org.sitrep.normalise;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Map;
import org.sitrep.domain.BirthMonth;
import org.sitrep.domain.FindingCode;

/** A column with dates of birth, which come without their day. */
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
    YearMonth month = cell.isText() ? BirthMonth.of(cell.text().strip()) : null;
    LocalDate date = month == null ? table.form().dates().of(cell) : month.atDay(1);
    if (date == null) {
      draft.wrong(
          FindingCode.CELL_NOT_A_DATE,
          bound,
          cell,
          Map.of("expected", table.form().dates().examples(table.knowledge().reportDate())));
      return;
    }
    draft.birth = YearMonth.from(date);
  }
}
