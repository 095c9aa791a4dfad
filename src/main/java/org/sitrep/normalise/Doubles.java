package org.sitrep.normalise;

import java.util.List;
import java.util.Map;
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
  private final Map<String, String> seen;

  /**
   * @param seen keys of the file so far, each with the cell where it stands
   */
  Doubles(Table table, Map<String, String> seen) {
    this.table = table;
    this.seen = seen;
  }

  /** Tells a row that is a double. */
  void check(RowDraft draft) {
    List<String> keys = table.form().spec().keys();
    if (keys.isEmpty() || draft.date == null || !draft.texts.containsKey("region")) {
      return;
    }
    StringBuilder key = new StringBuilder(table.form().spec().key()).append('|').append(draft.date);
    for (ColumnSpec spec : table.form().spec().columns()) {
      if (keys.contains(spec.key())) {
        key.append('|').append(draft.texts.getOrDefault(dimension(spec), ""));
      }
    }
    for (String dimension : table.form().dimensions()) {
      key.append('|').append(draft.texts.getOrDefault(dimension.replace('-', '_'), ""));
    }
    Address address = new Address(table.submission().id(), table.sheet(), draft.row.number(), 0);
    String here = table.sheet().isEmpty() ? address.cell() : table.sheet() + "!" + address.cell();
    boolean counts = draft.counts();
    String first = counts ? seen.putIfAbsent(key.toString(), here) : seen.get(key.toString());
    if (first != null) {
      draft.problems.add(
          Problem.of(
              FindingCode.ROW_DUPLICATE, draft.row.number(), 0, null, Map.of("first", first)));
    }
  }

  /** Under which name a column's code is kept, whatever its key is called. */
  private static String dimension(ColumnSpec spec) {
    return switch (spec.type()) {
      case "region", "district", "product" -> spec.type();
      case "priority-group" -> "priority_group";
      default -> spec.key();
    };
  }
}
