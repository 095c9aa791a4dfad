package org.sitrep.normalise;

import java.io.Serializable;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.sitrep.config.Correction;
import org.sitrep.config.FormSpec;
import org.sitrep.config.FormSpec.ColumnSpec;
import org.sitrep.config.Spelling;
import org.sitrep.domain.FindingCode;
import org.sitrep.domain.Scope;

/** Makes the office's corrections while a row is read, and tells each of them. */
final class Corrector implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Stands in a sentence for a cell that holds nothing, and for a value that is dropped. */
  private static final String NOTHING = "–";

  private static final double ROUNDING = 1e-9;

  private final Map<Slot, List<Correction>> corrections = new HashMap<>();

  private record Slot(String form, String region, LocalDate date) implements Serializable {}

  Corrector(List<Correction> corrections) {
    for (Correction c : corrections) {
      this.corrections
          .computeIfAbsent(new Slot(c.form(), c.region(), c.date()), s -> new ArrayList<>())
          .add(c);
    }
  }

  /**
   * Corrects a row that was read: the values the office named are replaced, with whatever was wrong
   * with them.
   *
   * @param columns the value columns of the row
   */
  void correct(RowDraft draft, FormSpec form, List<ValueColumn> columns) {
    String region = draft.texts.get(RegionColumn.REGION);
    if (corrections.isEmpty() || region == null || draft.date == null) {
      return;
    }
    for (Correction correction :
        corrections.getOrDefault(new Slot(form.key(), region, draft.date), List.of())) {
      if (correction.keys().equals(keys(draft, form))) {
        for (ValueColumn column : columns) {
          if (column.fields().stream().anyMatch(f -> f.key().equals(correction.column()))) {
            correct(draft, column, correction);
          }
        }
      }
    }
  }

  /** What names the row beside region and date. */
  private static Map<String, String> keys(RowDraft draft, FormSpec form) {
    Set<String> dimensions = new TreeSet<>(Form.keyDimensions(form));
    for (ColumnSpec column : form.columns()) {
      if (form.keys().contains(column.key())) {
        dimensions.add(column.dimension());
      }
    }
    Map<String, String> out = new HashMap<>(draft.texts);
    out.keySet().retainAll(dimensions);
    out.keySet().removeAll(Set.of("region", "date"));
    return out;
  }

  private static void correct(RowDraft draft, ValueColumn column, Correction correction) {
    Header.Bound bound = column.bound();
    Cell cell = draft.row.at(bound.place());
    String raw = cell == null ? "" : Spelling.trimmed(cell.text());
    Double now = draft.numbers.get(correction.column());
    Double value = correction.value();
    if (isExpected(correction.expect(), now, raw, cell)) {
      draft.problems.removeIf(
          p ->
              p.row() == draft.row.number()
                  && p.column() == bound.place()
                  && p.scope() == Scope.CELL);
      if (value == null) {
        draft.numbers.remove(correction.column());
      } else {
        draft.numbers.put(correction.column(), value);
      }
      tell(FindingCode.CORRECTION_APPLIED, draft, bound, raw, correction);
    } else if (same(now, value)) {
      tell(FindingCode.CORRECTION_NOT_NEEDED, draft, bound, raw, correction);
    } else {
      tell(FindingCode.CORRECTION_STALE, draft, bound, raw, correction);
    }
  }

  private static boolean isExpected(
      String expect, @Nullable Double now, String raw, @Nullable Cell cell) {
    if (now == null) {
      boolean empty = cell == null || cell.isBlank();
      return empty ? expect.equals(Correction.EMPTY) : expect.equals(raw);
    }
    try {
      return same(now, new BigDecimal(expect).doubleValue());
    } catch (NumberFormatException e) {
      return expect.equals(raw);
    }
  }

  private static boolean same(@Nullable Double one, @Nullable Double other) {
    return one == null || other == null
        ? Objects.equals(one, other)
        : Math.abs(one - other) < ROUNDING;
  }

  private static void tell(
      FindingCode code, RowDraft draft, Header.Bound bound, String raw, Correction correction) {
    Double value = correction.value();
    Map<String, String> arguments = new HashMap<>();
    arguments.put("column", bound.heading());
    arguments.put("raw", raw.isEmpty() ? NOTHING : raw);
    arguments.put("expected", correction.expect());
    arguments.put("value", value == null ? NOTHING : Numbers.text(value));
    arguments.put("reason", correction.reason());
    arguments.put("by", correction.by());
    arguments.put("on", correction.on().toString());
    arguments.put("correction", correction.source());
    draft.problems.add(
        Problem.of(code, draft.row.number(), bound.place(), raw.isEmpty() ? null : raw, arguments));
  }
}
