package org.sitrep.normalise;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.sitrep.config.FormSpec.ColumnSpec;

/** Reads the data rows of one table, cell by cell. */
final class RowReader {
  private final Table table;
  private final Map<String, Integer> places;
  private final List<ColumnReader> readers = new ArrayList<>();
  private final Doubles doubles;

  /**
   * @param totals takes the parts of every column that adds up
   * @param seen keys of the file's rows so far
   */
  RowReader(Table table, Totals totals, Map<String, String> seen) {
    this.table = table;
    places = table.places();
    doubles = new Doubles(table, seen);
    readers(totals);
  }

  /** The date first, for the register of regions knows days; then the region, for its districts. */
  private void readers(Totals totals) {
    KeyCells keyCells = new KeyCells();
    Knowledge knowledge = table.knowledge();
    Registers registers = knowledge.registers();
    Header.Bound region = null;
    for (Header.Bound bound : table.header().columns()) {
      String type = bound.column().spec().type();
      if (type.equals("date")) {
        readers.add(new DateColumn(table, bound, keyCells));
      }
      region = type.equals("region") ? bound : region;
    }
    readers.add(new RegionColumn(table, region, keyCells));
    for (Header.Bound bound : table.header().columns()) {
      ColumnReader reader =
          switch (bound.column().spec().type()) {
            case "district" -> new DistrictColumn(knowledge, bound, keyCells);
            case "product" ->
                new WordColumn(knowledge, bound, keyCells, "product", registers.products());
            case "priority-group" ->
                new WordColumn(knowledge, bound, keyCells, "priority_group", registers.groups());
            case "text" -> new TextColumn(knowledge, bound, keyCells);
            case "count", "decimal", "percent" -> new NumberColumn(table, bound, totals);
            default -> null;
          };
      if (reader != null) {
        readers.add(reader);
      }
    }
  }

  /** One data row with its values and its problems. */
  Parsed.DataRow read(SheetRow row) {
    RowDraft draft = new RowDraft(row, table.date());
    for (ColumnReader reader : readers) {
      reader.read(draft);
    }
    doubles.check(draft);
    return new Parsed.DataRow(
        table.sheet(),
        row.number(),
        table.form().spec().key(),
        table.form().spec().version(),
        draft.date,
        draft.texts,
        draft.numbers,
        places,
        values(draft),
        draft.problems,
        table.floor());
  }

  private List<Parsed.Value> values(RowDraft draft) {
    List<Parsed.Value> values = new ArrayList<>();
    for (Header.Bound bound : table.header().columns()) {
      ColumnSpec spec = bound.column().spec();
      Double value = draft.numbers.get(spec.key());
      String measure = spec.measure();
      if (measure == null || value == null) {
        continue;
      }
      values.add(new Parsed.Value(measure, value, bound.place(), dimensions(draft, spec)));
    }
    return values;
  }

  private Map<String, String> dimensions(RowDraft draft, ColumnSpec spec) {
    Map<String, String> dimensions = new HashMap<>(draft.texts);
    dimensions.putAll(spec.dimensions());
    String product = dimensions.get("product");
    String component = dimensions.get("component");
    if (product != null && component != null) {
      dimensions.put("component", table.knowledge().registers().component(product, component));
    }
    return dimensions;
  }
}
