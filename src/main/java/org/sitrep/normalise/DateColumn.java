package org.sitrep.normalise;

import java.time.LocalDate;
import java.util.Map;
import org.sitrep.domain.FindingCode;

/** A column that tells the day of each row. */
final class DateColumn implements ColumnReader {
  private final Table table;
  private final Header.Bound bound;
  private final KeyCells keyCells;
  private final String formats;

  DateColumn(Table table, Header.Bound bound, KeyCells keyCells) {
    this.table = table;
    this.bound = bound;
    this.keyCells = keyCells;
    formats = table.form().dates().examples(table.knowledge().reportDate());
  }

  @Override
  public void read(RowDraft draft) {
    Cell cell = keyCells.of(bound, draft.row);
    if (cell == null || isEmpty(cell)) {
      if (table.date() == null) {
        draft.empty(FindingCode.CELL_EMPTY_REQUIRED, bound, null);
      }
      return;
    }
    draft.date = null;
    if (!draft.readable(bound, cell)) {
      return;
    }
    LocalDate date =
        switch (cell.type()) {
          case 'd' -> Dates.ofCell(cell.text());
          case 's' -> table.form().dates().of(cell.text());
          default -> null;
        };
    if (date == null) {
      draft.wrong(FindingCode.CELL_NOT_A_DATE, bound, cell, Map.of("expected", formats));
      return;
    }
    if (cell.isText() && table.submission().workbook() && KeyCells.isOwn(cell, bound, draft.row)) {
      draft.wrong(
          FindingCode.CELL_DATE_AS_TEXT,
          bound,
          cell,
          Map.of("date", date.toString(), "expected", formats));
    }
    Problem bad =
        SheetDates.problem(
            table.knowledge(),
            table.submission(),
            date,
            draft.row.number(),
            bound.place(),
            cell.text());
    if (bad != null) {
      draft.problems.add(bad);
    }
    draft.date = date;
    draft.texts.put(bound.column().spec().key(), date.toString());
  }

  /** A zero formatted as a date shows as 1899-12-30 or 1900-01-00 and means empty. */
  private boolean isEmpty(Cell cell) {
    return (cell.isText() && table.knowledge().isNothing(cell.text()))
        || (cell.type() == 'd' && (cell.number() == 0 || cell.text().startsWith("1899-12-30")));
  }
}
