package org.sitrep.normalise;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sitrep.domain.Severity;

/**
 * Reads the data rows of one table, cell by cell. A row of a table with wide columns says something
 * of each date, region or product in its headings, and becomes a row for each.
 */
final class RowReader {
  private final Table table;
  private final List<Group> groups = new ArrayList<>();
  private final List<ColumnReader> keys = new ArrayList<>();
  private final List<TotalColumn> totalColumns = new ArrayList<>();
  private final RowsSoFar rows;
  private final Doubles doubles;
  private final EmptyRows empty;

  /** A group of columns with its readers. */
  private record Group(
      RowGroup said,
      List<ColumnReader> keys,
      List<ValueColumn> columns,
      Map<String, Integer> places) {}

  /**
   * @param totals takes the parts of every column that adds up
   * @param rows the rows of the file so far
   */
  RowReader(Table table, List<RowGroup> groups, Totals totals, RowsSoFar rows) {
    this.table = table;
    this.rows = rows;
    doubles = new Doubles(table, rows);
    empty = new EmptyRows(table);
    List<ColumnReader> dates = new ArrayList<>();
    readers(dates, totals);
    for (RowGroup said : groups) {
      List<ColumnReader> all = new ArrayList<>(said.date() == null ? dates : List.of());
      // A heading that should have told the region, and did not, has been told of already.
      all.addAll(said.lacksRegion() ? keys.subList(1, keys.size()) : keys);
      List<ValueColumn> columns = new ArrayList<>();
      Map<String, Integer> places = new LinkedHashMap<>();
      for (Header.Bound bound : table.header().columns()) {
        if (!bound.column().isValue()) {
          places.put(bound.column().spec().key(), bound.place());
        }
      }
      for (Header.Bound bound : said.columns()) {
        bound.column().spec().parts().forEach(part -> places.put(part.key(), bound.place()));
        places.put(bound.column().spec().key(), bound.place());
        columns.add(
            bound.column().spec().type().equals("composite")
                ? new CompositeColumn(table, bound, totals)
                : new NumberColumn(table, bound, bound.column().spec(), totals));
      }
      this.groups.add(new Group(said, all, columns, places));
    }
  }

  /** The date first, for the register of regions knows days; then the region, for its districts. */
  private void readers(List<ColumnReader> dates, Totals totals) {
    KeyCells keyCells = new KeyCells();
    Registers registers = table.knowledge().registers();
    Header.Bound region = null;
    for (Header.Bound bound : table.header().columns()) {
      switch (bound.column().spec().type()) {
        case "date" -> dates.add(new DateColumn(table, bound, keyCells));
        case "region" -> region = bound;
        case "total" -> totalColumns.add(new TotalColumn(table, bound, totals));
        default -> {}
      }
    }
    keys.add(new RegionColumn(table, region, keyCells));
    for (Header.Bound bound : table.header().columns()) {
      ColumnReader reader =
          switch (bound.column().spec().type()) {
            case "district" -> new DistrictColumn(table, bound, keyCells);
            case "product" ->
                new WordColumn(table, bound, keyCells, "product", registers.products());
            case "priority-group" ->
                new WordColumn(table, bound, keyCells, "priority_group", registers.groups());
            case "text", "note" -> new TextColumn(table, bound, keyCells);
            case "measure-word" -> new MeasureColumn(table, bound, keyCells);
            default -> null;
          };
      if (reader != null) {
        keys.add(reader);
      }
    }
  }

  /** What one row of the sheet says, at least one data row. */
  List<Parsed.DataRow> read(SheetRow row) {
    if (empty.isEmpty(row)) {
      return List.of(emptyRow(row));
    }
    List<RowDraft> drafts = new ArrayList<>(groups.size());
    List<Group> of = new ArrayList<>(groups.size());
    Set<Object> told = new HashSet<>();
    for (Group group : groups) {
      RowDraft draft = new RowDraft(row, table.date());
      keys(group, draft);
      if (groups.size() > 1) {
        tellOnce(draft, told);
      }
      int before = draft.problems.size();
      for (ColumnReader column : group.columns()) {
        column.read(draft);
      }
      // A date or region of which a wide row says nothing at all is no row.
      boolean silent = draft.numbers.isEmpty() && draft.problems.size() == before;
      if (groups.size() == 1 || !silent) {
        drafts.add(draft);
        of.add(group);
      }
    }
    if (drafts.isEmpty()) {
      RowDraft draft = new RowDraft(row, table.date());
      keys(groups.get(0), draft);
      drafts.add(draft);
      of.add(groups.get(0));
    }
    for (TotalColumn column : totalColumns) {
      column.check(drafts);
    }
    List<Parsed.DataRow> out = new ArrayList<>(drafts.size());
    for (int i = 0; i < drafts.size(); i++) {
      out.add(row(drafts.get(i), of.get(i)));
    }
    return out;
  }

  /** It stands in nobody's way: the figures may be in another row of the same name. */
  private Parsed.DataRow emptyRow(SheetRow row) {
    RowDraft draft = new RowDraft(row, table.date());
    keys(groups.get(0), draft);
    draft.problems.add(empty.problem(row));
    draft.floor = worse(draft.floor, table.floor());
    return data(rows.next(), null, draft, groups.get(0), List.of());
  }

  private static void keys(Group group, RowDraft draft) {
    draft.texts.putAll(group.said().texts());
    draft.floor = group.said().floor();
    if (group.said().date() != null) {
      draft.date = group.said().date();
    }
    for (ColumnReader reader : group.keys()) {
      reader.read(draft);
    }
  }

  /** What is wrong with the keys of a wide row is told once and holds for all it says. */
  private static void tellOnce(RowDraft draft, Set<Object> told) {
    List<Problem> all = List.copyOf(draft.problems);
    draft.problems.clear();
    for (Problem problem : all) {
      if (told.add(List.of(problem.code(), problem.row(), problem.column()))) {
        draft.problems.add(problem);
      } else {
        draft.floor = worse(draft.floor, problem.severity());
      }
    }
  }

  private static @Nullable Severity worse(@Nullable Severity one, @Nullable Severity other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return one.compareTo(other) < 0 ? other : one;
  }

  private Parsed.DataRow row(RowDraft draft, Group group) {
    draft.floor = worse(draft.floor, table.floor());
    table.knowledge().corrector().correct(draft, table.form().spec(), group.columns());
    int line = rows.next();
    RowsSoFar.First first = doubles.check(draft, line);
    List<Parsed.Value> values = new ArrayList<>();
    for (ValueColumn column : group.columns()) {
      column.values(draft, values);
    }
    return data(line, first, draft, group, values);
  }

  private Parsed.DataRow data(
      int line,
      RowsSoFar.@Nullable First first,
      RowDraft draft,
      Group group,
      List<Parsed.Value> values) {
    return new Parsed.DataRow(
        line,
        first == null ? null : first.line(),
        table.sheet(),
        draft.row.number(),
        table.form().spec().key(),
        table.form().spec().version(),
        draft.date,
        draft.texts,
        draft.numbers,
        group.places(),
        values,
        draft.problems,
        draft.floor,
        null);
  }

  /** The numbers a totals row prints. */
  List<Totals.Printed> printed(SheetRow row) {
    List<Totals.Printed> out = new ArrayList<>();
    for (Group group : groups) {
      group.columns().forEach(column -> column.printed(row, out));
    }
    totalColumns.forEach(column -> column.printed(row, out));
    return out;
  }
}
