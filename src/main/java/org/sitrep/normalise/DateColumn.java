package org.sitrep.normalise;

import java.time.LocalDate;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sitrep.domain.FindingCode;

/** A column that tells the day of each row. */
final class DateColumn implements ColumnReader {
  private final Table table;
  private final Header.Bound bound;
  private final KeyCells keyCells;
  private final String formats;
  private final boolean series;
  private boolean toldAsText;

  DateColumn(Table table, Header.Bound bound, KeyCells keyCells) {
    this.table = table;
    this.bound = bound;
    this.keyCells = keyCells;
    series = table.form().spec().isSeries();
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
          case 's' -> written(cell.text());
          case 'n' -> serial(cell.number());
          default -> null;
        };
    if (date == null) {
      draft.wrong(FindingCode.CELL_NOT_A_DATE, bound, cell, Map.of("expected", formats));
      return;
    }
    if (cell.isText() && isWorthTelling() && KeyCells.isOwn(cell, bound, draft.row)) {
      toldAsText = true;
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

  /** In a text file dates are text by nature, and of a history of hundreds one is enough. */
  private boolean isWorthTelling() {
    return table.submission().workbook() && !(series && toldAsText);
  }

  private @Nullable LocalDate written(String text) {
    Dates.Mention mention = table.form().dates().mention(text);
    return mention == null ? null : mention.date(table.date());
  }

  /** The day a number stands for where the form says so: days since the last day of 1899 or so. */
  private @Nullable LocalDate serial(double number) {
    int since = bound.column().spec().cells().serials();
    if (since == 0 || number < 1 || number > 200_000) {
      return null;
    }
    // In the count from 1900 the day that never was, 29 February 1900, has the number 60.
    LocalDate zero =
        since == 1904 ? LocalDate.of(1904, 1, 1) : LocalDate.of(1899, 12, number < 60 ? 31 : 30);
    return zero.plusDays((long) number);
  }

  /** A zero formatted as a date shows as 1899-12-30 or 1900-01-00 and means empty. */
  private boolean isEmpty(Cell cell) {
    return (cell.isText() && table.words().isNothing(cell.text()))
        || (cell.type() == 'd' && (cell.number() == 0 || cell.text().startsWith("1899-12-30")));
  }
}
