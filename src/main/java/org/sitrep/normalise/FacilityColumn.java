package org.sitrep.normalise;

import org.sitrep.config.Spelling;
import org.sitrep.domain.FindingCode;

/** A column with the facility a row of a line list is about, as it was written. */
record FacilityColumn(Table table, Header.Bound bound) implements ColumnReader {
  @Override
  public void read(RowDraft draft) {
    Cell cell = draft.row.at(bound.place());
    if (cell != null && !table.words().isNothing(cell.text())) {
      draft.texts.put("facility", Spelling.trimmed(cell.text()));
    } else if (bound.column().spec().required()) {
      draft.empty(FindingCode.CELL_EMPTY_REQUIRED, bound, null);
    }
  }
}
