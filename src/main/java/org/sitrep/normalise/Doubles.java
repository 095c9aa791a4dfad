package org.sitrep.normalise;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sitrep.config.FormSpec.ColumnSpec;
import org.sitrep.domain.Address;
import org.sitrep.domain.FindingCode;

/**
 * Finds rows that say twice what one key says: a key that came before, on this sheet or another of
 * the file, makes the later row a double. A row that does not count itself stands in nobody's way:
 * the one below may be its correction.
 */
final class Doubles {
  private final Table table;
  private final RowsSoFar rows;

  /**
   * @param rows the rows of the file so far
   */
  Doubles(Table table, RowsSoFar rows) {
    this.table = table;
    this.rows = rows;
  }

  /**
   * Tells a row that is a double.
   *
   * @param line number of the row in the file
   * @return the first row with the same key; null when this is the first
   */
  RowsSoFar.@Nullable First check(RowDraft draft, int line) {
    List<String> keys = table.form().spec().keys();
    if (keys.isEmpty() || draft.date == null || !draft.texts.containsKey("region")) {
      return null;
    }
    StringBuilder key = new StringBuilder(table.form().spec().key()).append('|').append(draft.date);
    for (ColumnSpec spec : table.form().spec().columns()) {
      if (keys.contains(spec.key())) {
        key.append('|').append(draft.texts.getOrDefault(spec.dimension(), ""));
      }
    }
    for (String dimension : table.form().dimensions()) {
      key.append('|').append(draft.texts.getOrDefault(dimension.replace('-', '_'), ""));
    }
    Address address = new Address(table.submission().id(), table.sheet(), draft.row.number(), 0);
    String here = table.sheet().isEmpty() ? address.cell() : table.sheet() + "!" + address.cell();
    RowsSoFar.First first =
        draft.counts()
            ? rows.putIfAbsent(key.toString(), new RowsSoFar.First(line, here))
            : rows.get(key.toString());
    if (first != null) {
      draft.problems.add(
          Problem.of(
              FindingCode.ROW_DUPLICATE,
              draft.row.number(),
              0,
              null,
              Map.of("first", first.cell())));
    }
    return first;
  }
}
