package org.sitrep.normalise;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sitrep.config.CellPattern;
import org.sitrep.config.FormSpec.ColumnSpec;
import org.sitrep.domain.FindingCode;

/** A column whose cells hold several numbers, written as the form declares. */
final class CompositeColumn implements ValueColumn {
  private final Table table;
  private final Header.Bound bound;
  private final ColumnSpec spec;
  private final List<NumberColumn> parts = new ArrayList<>();
  private final String example;

  CompositeColumn(Table table, Header.Bound bound, Totals totals) {
    this.table = table;
    this.bound = bound;
    spec = bound.column().spec();
    for (ColumnSpec part : spec.parts()) {
      parts.add(new NumberColumn(table, bound, part, totals));
    }
    example = spec.patterns().get(0).example();
  }

  @Override
  public Header.Bound bound() {
    return bound;
  }

  @Override
  public List<ColumnSpec> fields() {
    return spec.parts();
  }

  @Override
  public void read(RowDraft draft) {
    Cell cell = draft.row.at(bound.place());
    if (cell == null || cell.isBlank() || (cell.isText() && table.words().isNothing(cell.text()))) {
      if (spec.required()) {
        draft.empty(FindingCode.CELL_EMPTY_REQUIRED, bound, null);
      } else if (!spec.emptyIs().equals("allowed")) {
        draft.empty(FindingCode.CELL_EMPTY, bound, cell);
      }
      return;
    }
    if (!draft.readable(bound, cell)) {
      return;
    }
    Map<NumberColumn, Cell> read = parts(cell);
    if (read.isEmpty()) {
      parts.forEach(NumberColumn::unreadable);
      draft.wrong(FindingCode.CELL_NOT_AS_DECLARED, bound, cell, Map.of("expected", example));
      return;
    }
    read.forEach((part, text) -> part.read(draft, text));
  }

  /** The parts of a cell, by the first pattern that leaves numbers; none when no pattern does. */
  private Map<NumberColumn, Cell> parts(Cell cell) {
    for (CellPattern pattern : spec.patterns()) {
      List<String> texts = pattern.parts(cell.text());
      Map<NumberColumn, Cell> out = new LinkedHashMap<>();
      for (int i = 0; texts != null && i < texts.size(); i++) {
        NumberColumn part = part(pattern.keys().get(i));
        Cell text = Cell.text(cell.column(), texts.get(i));
        if (part != null && (part.isEmpty(text) || !Double.isNaN(part.number(text)))) {
          out.put(part, text);
        }
      }
      if (out.size() == pattern.keys().size()) {
        return out;
      }
    }
    return Map.of();
  }

  private @Nullable NumberColumn part(String key) {
    for (NumberColumn part : parts) {
      if (part.spec().key().equals(key)) {
        return part;
      }
    }
    return null;
  }

  @Override
  public void printed(SheetRow row, List<Totals.Printed> out) {
    Cell cell = row.at(bound.place());
    if (cell != null) {
      parts(cell).forEach((part, text) -> part.printed(row, text, out));
    }
  }

  @Override
  public void values(RowDraft draft, List<Parsed.Value> out) {
    for (NumberColumn part : parts) {
      part.values(draft, out);
    }
  }
}
