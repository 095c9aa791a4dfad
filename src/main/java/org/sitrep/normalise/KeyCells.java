package org.sitrep.normalise;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sitrep.config.FormSpec.ColumnSpec;

/** The cell that speaks for a key column in a row: its own, or a merged or repeated one above. */
final class KeyCells {
  private final Map<String, Remembered> remembered = new HashMap<>();

  /** A cell that speaks for rows below it, down to {@code until} where it is merged. */
  private record Remembered(Cell cell, int until) {}

  @Nullable Cell of(Header.Bound bound, SheetRow row) {
    ColumnSpec spec = bound.column().spec();
    Cell cell = row.at(bound.place());
    if (cell != null && !cell.isBlank()) {
      remembered.put(spec.key(), new Remembered(cell, row.number() + cell.rows() - 1));
      return cell;
    }
    Remembered above = remembered.get(spec.key());
    return above != null && (spec.fillDown() || row.number() <= above.until())
        ? above.cell()
        : null;
  }

  /**
   * Whether a key cell stands in the row itself: what is only worth knowing is told there alone.
   */
  static boolean isOwn(Cell cell, Header.Bound bound, SheetRow row) {
    return cell.equals(row.at(bound.place()));
  }
}
