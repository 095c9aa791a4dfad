package org.sitrep.normalise;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sitrep.config.FormSpec.EventSpec;
import org.sitrep.config.Spelling;
import org.sitrep.domain.PersonToken;

/**
 * Reads the rows of a line list, a person each. Persons are compared all together and not file by
 * file, see {@link Persons}.
 */
final class PersonReader {
  /** Types of columns that a form may be filled in with before it is about anybody. */
  private static final Set<String> ABOUT_NOBODY = Set.of("ignore", "region", "district");

  private final Table table;
  private final RowsSoFar rows;
  private final int person;
  private final EventReader events;
  private final List<ColumnReader> readers = new ArrayList<>();
  private final Map<String, Integer> places = new LinkedHashMap<>();

  PersonReader(Table table, RowsSoFar rows) {
    this.table = table;
    this.rows = rows;
    EventSpec event = Objects.requireNonNull(table.form().spec().event());
    events = new EventReader(table, event);
    person =
        table.header().columns().stream()
            .filter(bound -> bound.column().spec().type().equals("person"))
            .mapToInt(Header.Bound::place)
            .findFirst()
            .orElse(0);
    for (Header.Bound bound : table.header().columns()) {
      places.put(bound.column().spec().key(), bound.place());
    }
    readers(event);
  }

  /** The date first, for the register of regions knows days; then the region, for its districts. */
  private void readers(EventSpec event) {
    KeyCells keyCells = new KeyCells();
    Registers registers = table.knowledge().registers();
    Header.Bound region = null;
    for (Header.Bound bound : table.header().columns()) {
      if (bound.column().spec().key().equals(event.date())) {
        readers.add(new DateColumn(table, bound, keyCells));
      }
      region = bound.column().spec().type().equals("region") ? bound : region;
    }
    readers.add(new RegionColumn(table, region, keyCells));
    for (Header.Bound bound : table.header().columns()) {
      String type = bound.column().spec().type();
      ColumnReader reader =
          switch (type) {
            case "district" -> new DistrictColumn(table, bound, keyCells);
            case "product" ->
                new WordColumn(table, bound, keyCells, "product", registers.products());
            case "priority-group" ->
                new WordColumn(table, bound, keyCells, "priority_group", registers.groups());
            case "text" -> new TextColumn(table, bound, keyCells);
            case "person" -> new PersonColumn(table, bound);
            case "birth-date" -> new BirthDateColumn(table, bound);
            case "age" -> new AgeColumn(table, bound);
            case "sex", "dose", "stream" -> new CodeColumn(table, bound, type);
            case "facility" -> new FacilityColumn(table, bound);
            default -> null;
          };
      if (reader != null) {
        readers.add(reader);
      }
    }
  }

  /**
   * Whether a row is about somebody: it names a person, or has two values about one and is neither
   * headings printed once more, nor a total, nor a signature.
   */
  boolean isPerson(SheetRow row) {
    Cell named = row.at(person);
    // the first pass lets nothing else through that begins like this
    if (named != null && PersonToken.begins(named.text())) {
      return true;
    }
    int values = 0;
    int headings = 0;
    for (Header.Bound bound : table.header().columns()) {
      Cell cell = row.at(bound.place());
      if (cell != null && !cell.isBlank()) {
        values += ABOUT_NOBODY.contains(bound.column().spec().type()) ? 0 : 1;
        headings += cell.text().equals(bound.heading()) ? 1 : 0;
      }
    }
    String first = firstText(row);
    return values >= 2
        && !isNumbering(row)
        && headings < 2
        && !table.words().isSignature(first)
        && !(first != null && (table.words().isOfWhich(first) || table.words().isTotal(first)));
  }

  /** Numbers 1 2 3 … that name the columns for people. */
  private static boolean isNumbering(SheetRow row) {
    for (Cell cell : row.cells()) {
      String text = Spelling.trimmed(cell.text());
      if (text.length() > 2 || !text.chars().allMatch(Character::isDigit)) {
        return false;
      }
    }
    return true;
  }

  private static @Nullable String firstText(SheetRow row) {
    for (Cell cell : row.cells()) {
      if (cell.isText() && !cell.isBlank()) {
        return cell.text();
      }
    }
    return null;
  }

  /** What one row says. */
  Parsed.DataRow read(SheetRow row) {
    RowDraft draft = new RowDraft(row, table.date());
    draft.floor = table.floor();
    for (ColumnReader reader : readers) {
      reader.read(draft);
    }
    Parsed.Event event = events.read(draft);
    return new Parsed.DataRow(
        rows.next(),
        null,
        table.sheet(),
        row.number(),
        table.form().spec().key(),
        table.form().spec().version(),
        draft.date,
        draft.texts,
        draft.numbers,
        places,
        List.of(),
        draft.problems,
        draft.floor,
        event);
  }
}
