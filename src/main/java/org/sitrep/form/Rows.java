package org.sitrep.form;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sitrep.config.FormSpec;
import org.sitrep.config.FormSpec.ColumnSpec;
import org.sitrep.form.Plan.Line;

/**
 * The rows of a blank form. Where the registers know everything that names a row, a row for each;
 * else empty rows to be filled in one by one.
 */
final class Rows {
  private static final int EMPTY_ROWS = 200;
  private static final int SPARE_ROWS = 3;

  private final List<Line> lines = new ArrayList<>();
  private final boolean list;

  Rows(FormSpec form, Names names, LocalDate date) {
    Map<String, List<Object>> known = new LinkedHashMap<>();
    boolean open = false;
    boolean unknown = false;
    boolean wide = false;
    for (ColumnSpec column : form.columns()) {
      List<Object> values = values(form, column, names, date);
      boolean key = form.keys().contains(column.key()) || column.type().equals("measure-word");
      if (values == null) {
        unknown |= key;
      } else if (key) {
        known.put(column.key(), values);
        open |= column.type().equals("product") || column.type().equals("priority-group");
      }
      wide |= column.isWide();
    }
    list = unknown || (known.isEmpty() && form.keys().isEmpty() && !wide);
    if (list) {
      spare(EMPTY_ROWS);
      return;
    }
    form.columns().stream()
        .filter(c -> c.type().equals("region") && !known.containsKey(c.key()))
        .filter(c -> names.regions().size() == 1)
        .forEach(c -> known.put(c.key(), List.copyOf(names.regions())));
    product(List.copyOf(known.entrySet()), 0, new LinkedHashMap<>());
    if (open) {
      spare(SPARE_ROWS);
    }
  }

  /** Whether rows are records that come one by one. */
  boolean isList() {
    return list;
  }

  List<Line> lines() {
    return lines;
  }

  private void spare(int count) {
    for (int i = 0; i < count; i++) {
      lines.add(new Line(Map.of()));
    }
  }

  /**
   * A row for every combination; a register that has nothing for this form leaves its cells open.
   */
  private void product(
      List<Map.Entry<String, List<Object>>> keys, int at, Map<String, Object> row) {
    if (at == keys.size()) {
      lines.add(new Line(new LinkedHashMap<>(row)));
      return;
    }
    List<Object> values = keys.get(at).getValue();
    if (values.isEmpty()) {
      product(keys, at + 1, row);
    }
    for (Object value : values) {
      row.put(keys.get(at).getKey(), value);
      product(keys, at + 1, row);
      row.remove(keys.get(at).getKey());
    }
  }

  /** What is known to stand in a column; null when nothing is. */
  private static @Nullable List<Object> values(
      FormSpec form, ColumnSpec column, Names names, LocalDate date) {
    return switch (column.type()) {
      case "region" -> List.copyOf(names.regions());
      case "district" -> List.copyOf(names.districts());
      case "product" -> List.copyOf(names.productsInUse());
      case "priority-group" -> List.copyOf(names.groupsInvited());
      case "date" -> List.copyOf(Days.of(form, date));
      case "measure-word" -> List.copyOf(names.words(column.measures()));
      default -> null;
    };
  }
}
