package org.sitrep.normalise;

import org.sitrep.config.Spelling;
import org.sitrep.domain.FindingCode;

/** A column of free text. */
record TextColumn(Knowledge knowledge, Header.Bound bound, KeyCells keyCells)
    implements ColumnReader {
  @Override
  public void read(RowDraft draft) {
    Cell cell = keyCells.of(bound, draft.row);
    if (cell != null && !knowledge.isNothing(cell.text())) {
      draft.texts.put(bound.column().spec().key(), Spelling.trimmed(cell.text()));
    } else if (bound.column().spec().required()) {
      draft.empty(FindingCode.CELL_EMPTY_REQUIRED, bound, null);
    }
  }
}
