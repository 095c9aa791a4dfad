package org.sitrep.normalise;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sitrep.domain.FindingCode;

/**
 * A column of words that stand in a register, such as products.
 *
 * @param dimension under which name the code is kept
 * @param lexicon words of the register
 */
record WordColumn(
    Table table, Header.Bound bound, KeyCells keyCells, String dimension, Lexicon lexicon)
    implements ColumnReader {
  @Override
  public void read(RowDraft draft) {
    Cell cell = keyCells.of(bound, draft.row);
    if (cell == null || table.words().isNothing(cell.text())) {
      if (bound.column().spec().required()) {
        draft.empty(FindingCode.CELL_EMPTY_REQUIRED, bound, null);
      }
      return;
    }
    look(bound, cell, dimension, lexicon, draft);
  }

  /** Takes the code of a word, or tells that the register does not have it. */
  static void look(
      Header.Bound bound, Cell cell, String dimension, @Nullable Lexicon lexicon, RowDraft draft) {
    Lexicon.@Nullable Found match = lexicon == null ? null : lexicon.find(cell.text());
    if (lexicon == null || match == null || match.codes().size() != 1) {
      List<String> nearest = lexicon == null ? List.of() : lexicon.nearest(cell.text());
      draft.wrong(
          FindingCode.CELL_WORD_UNKNOWN,
          bound,
          cell,
          Map.of("nearest", nearest.isEmpty() ? "–" : String.join(", ", nearest)));
      return;
    }
    if (match.lookalike() && KeyCells.isOwn(cell, bound, draft.row)) {
      draft.wrong(FindingCode.CELL_LOOKALIKE_LETTERS, bound, cell, Map.of());
    }
    draft.texts.put(dimension, match.codes().iterator().next());
  }
}
