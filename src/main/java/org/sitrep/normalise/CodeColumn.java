package org.sitrep.normalise;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sitrep.domain.FindingCode;

/** A column of a line list that holds one of a few words, such as the sex. */
final class CodeColumn implements ColumnReader {
  /** A column of few words holds few texts; more are not remembered. */
  private static final int REMEMBERED = 1_000;

  private final Table table;
  private final Header.Bound bound;
  private final String dimension;
  private final Codes codes;
  private final Map<String, String> met = new HashMap<>();

  /**
   * @param dimension under which name the code is kept
   */
  CodeColumn(Table table, Header.Bound bound, String dimension) {
    this.table = table;
    this.bound = bound;
    this.dimension = dimension;
    this.codes = bound.column().codes();
  }

  @Override
  public void read(RowDraft draft) {
    Cell cell = draft.row.at(bound.place());
    String code = cell == null ? null : code(cell.text());
    if (code != null) {
      draft.texts.put(dimension, code);
    } else if (cell == null || table.words().isNothing(cell.text())) {
      if (bound.column().spec().required()) {
        draft.empty(FindingCode.CELL_EMPTY_REQUIRED, bound, null);
      }
    } else {
      draft.wrong(
          FindingCode.CELL_NOT_A_CHOICE,
          bound,
          cell,
          Map.of("expected", codes.known(table.language())));
    }
  }

  private @Nullable String code(String text) {
    String known = met.get(text);
    if (known != null) {
      return known;
    }
    String code = codes.of(text);
    if (code != null && met.size() < REMEMBERED) {
      met.put(text, code);
    }
    return code;
  }
}
