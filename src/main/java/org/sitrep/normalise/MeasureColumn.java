package org.sitrep.normalise;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.sitrep.config.FormSpec.MeasureWord;
import org.sitrep.config.Spelling;
import org.sitrep.domain.FindingCode;

/** A column whose words tell what the numbers of each row count. */
final class MeasureColumn implements ColumnReader {
  private final Table table;
  private final Header.Bound bound;
  private final KeyCells keyCells;
  private final Map<String, MeasureWord> words = new HashMap<>();
  private final List<String> spelled = new ArrayList<>();

  MeasureColumn(Table table, Header.Bound bound, KeyCells keyCells) {
    this.table = table;
    this.bound = bound;
    this.keyCells = keyCells;
    Spelling spelling = table.knowledge().spelling();
    for (MeasureWord word : bound.column().spec().measures()) {
      for (List<String> texts : word.words().values()) {
        for (String text : texts) {
          words.putIfAbsent(spelling.heading(text), word);
          spelled.add(text);
        }
      }
    }
  }

  /** Whether a text is one of its words. */
  boolean knows(String text) {
    Spelling spelling = table.knowledge().spelling();
    return words.containsKey(spelling.heading(text))
        || words.containsKey(spelling.heading(Spelling.withoutFootnote(text)));
  }

  @Override
  public void read(RowDraft draft) {
    Cell cell = keyCells.of(bound, draft.row);
    if (cell == null || table.words().isNothing(cell.text())) {
      draft.empty(FindingCode.CELL_EMPTY_REQUIRED, bound, null);
      return;
    }
    Spelling spelling = table.knowledge().spelling();
    MeasureWord word = words.get(spelling.heading(cell.text()));
    if (word == null) {
      word = words.get(spelling.heading(Spelling.withoutFootnote(cell.text())));
    }
    if (word == null) {
      draft.wrong(
          FindingCode.CELL_WORD_UNKNOWN,
          bound,
          cell,
          Map.of("nearest", nearest(cell.text(), spelling)));
      return;
    }
    draft.measure = word;
    draft.texts.put(bound.column().spec().key(), word.measure());
  }

  private String nearest(String text, Spelling spelling) {
    String key = spelling.alike(text);
    String best = "–";
    int least = Integer.MAX_VALUE;
    for (String one : spelled) {
      int distance = Spelling.distance(key, spelling.alike(one));
      if (distance < least) {
        best = one;
        least = distance;
      }
    }
    return best;
  }
}
