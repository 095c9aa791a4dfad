package org.sitrep.normalise;

import org.sitrep.domain.FindingCode;

/** A column of districts, looked up within the region of the row. */
record DistrictColumn(Table table, Header.Bound bound, KeyCells keyCells) implements ColumnReader {
  @Override
  public void read(RowDraft draft) {
    Cell cell = keyCells.of(bound, draft.row);
    String region = draft.texts.get("region");
    if (cell == null || table.words().isNothing(cell.text()) || table.words().isZero(cell.text())) {
      if (bound.column().spec().required()) {
        draft.empty(FindingCode.CELL_EMPTY_REQUIRED, bound, null);
      }
      return;
    }
    // A row of the region as a whole may repeat the region's name where the district stands.
    if (region == null || table.knowledge().registers().isRegion(cell.text(), region)) {
      return;
    }
    WordColumn.look(
        bound, cell, "district", table.knowledge().registers().districts(region), draft);
  }
}
