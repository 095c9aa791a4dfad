package org.sitrep.config;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sitrep.domain.Lang;

/**
 * A register kept as CSV: UTF-8, a header of snake_case columns, comma or (as Excel saves it in
 * some countries) semicolon. The only door to the CSV library in this package.
 */
final class Register {
  private static final String LIST_SEPARATOR = "\\|";
  private static final List<String> WEAK =
      List.of("unverified", "derived", "own knowledge", "confidence: medium", "confidence: low");

  private final Reading reading;
  private final String file;
  private final Map<String, Integer> columns = new LinkedHashMap<>();
  private final Set<String> asked = new LinkedHashSet<>();
  private final List<Row> rows = new ArrayList<>();

  /**
   * Reads {@code text} and checks its header and the width of its rows.
   *
   * @param expected every column, in the order the README tells them
   */
  Register(Reading reading, String file, String text, List<String> expected) {
    this.reading = reading;
    this.file = file;
    asked.addAll(expected);
    expected.forEach(column -> reading.known(file, column));
    String content = text.startsWith("\uFEFF") ? text.substring(1) : text;
    int end = content.indexOf('\n');
    String header = end < 0 ? content : content.substring(0, end);
    char separator = header.indexOf(';') >= 0 && header.indexOf(',') < 0 ? ';' : ',';
    try (CsvReader<CsvRecord> csv =
        CsvReader.builder()
            .fieldSeparator(separator)
            .skipEmptyLines(true)
            .allowExtraFields(true)
            .allowMissingFields(true)
            .ofCsvRecord(content)) {
      for (CsvRecord line : csv) {
        int number = (int) line.getStartingLineNumber();
        if (columns.isEmpty()) {
          header(line.getFields(), number);
        } else if (line.getFieldCount() != columns.size()) {
          reading.wrong(
              file,
              number,
              "has "
                  + line.getFieldCount()
                  + " values, the header has "
                  + columns.size()
                  + " columns; a value with a comma wants quotes");
        } else {
          rows.add(new Row(line.getFields(), number));
        }
      }
    } catch (IOException | RuntimeException e) {
      reading.wrong(file, 0, "cannot be read as CSV: " + e.getMessage());
    }
  }

  private void header(List<String> names, int line) {
    for (String name : names) {
      if (columns.putIfAbsent(name.strip(), columns.size()) != null) {
        reading.wrong(file, line, name + ": this column stands here twice");
      } else if (!asked.contains(name.strip())) {
        String nearest = Nearest.of(name, asked);
        reading.wrong(
            file,
            line,
            name
                + ": is not a known column; "
                + (nearest == null ? "" : "did you mean '" + nearest + "'? ")
                + "known: "
                + asked);
      }
    }
    for (String name : asked) {
      if (!columns.containsKey(name)) {
        reading.wrong(file, line, name + ": this column is missing");
      }
    }
  }

  List<Row> rows() {
    return rows;
  }

  /** Tells that an essential register has no rows. */
  Register notEmpty() {
    if (rows.isEmpty()) {
      reading.wrong(file, 0, "has no rows");
    }
    return this;
  }

  /** Columns {@code name_en name_ru …} for the country's languages. */
  static List<String> translated(String name, List<Lang> languages) {
    return languages.stream().map(lang -> name + "_" + lang).toList();
  }

  /** Column names put together; a name that ends in _* is one column a language. */
  static List<String> columns(List<Lang> languages, String... names) {
    List<String> out = new ArrayList<>();
    for (String name : names) {
      if (name.endsWith("_*")) {
        out.addAll(translated(name.substring(0, name.length() - 2), languages));
      } else {
        out.add(name);
      }
    }
    return out;
  }

  /** Tells every row whose key another row has already. */
  void unique(String... key) {
    Map<List<String>, Integer> seen = new HashMap<>();
    for (Row row : rows) {
      List<String> values = Arrays.stream(key).map(row::raw).toList();
      Integer first = seen.putIfAbsent(values, row.line());
      if (first != null) {
        row.wrong(
            String.join(", ", key)
                + ": '"
                + String.join(", ", values)
                + "' stands in line "
                + first
                + " already");
      }
    }
  }

  /** One line. */
  final class Row {
    private final List<String> values;
    private final int line;

    private Row(List<String> values, int line) {
      this.values = values;
      this.line = line;
    }

    int line() {
      return line;
    }

    void wrong(String text) {
      reading.wrong(file, line, text);
    }

    Spot spot(String column) {
      return new Spot(reading, file, line, column);
    }

    /** The text of a column, stripped; empty when the column is missing. */
    String raw(String column) {
      Integer index = columns.get(column);
      return index == null ? "" : values.get(index).strip();
    }

    /** A required value. */
    <T> T get(String column, Kind<T> kind) {
      if (!columns.containsKey(column)) {
        return kind.placeholder(); // told once, at the header
      }
      String text = raw(column);
      if (text.isEmpty()) {
        spot(column).wrong("is empty; wanted " + kind.wish());
        return kind.placeholder();
      }
      T value = kind.read(text, spot(column));
      return value == null ? kind.placeholder() : value;
    }

    /** A value that may be empty. */
    <T> @Nullable T find(String column, Kind<T> kind) {
      String text = raw(column);
      return text.isEmpty() ? null : kind.read(text, spot(column));
    }

    /** Values separated by |, none when empty. */
    List<String> list(String column) {
      return Arrays.stream(raw(column).split(LIST_SEPARATOR))
          .map(String::strip)
          .filter(text -> !text.isEmpty())
          .toList();
    }

    /** The text of {@code name_en}, {@code name_ru}, … in every language of the country. */
    Text text(String name, List<Lang> languages) {
      Map<String, String> out = new LinkedHashMap<>();
      for (Lang lang : languages) {
        String column = name + "_" + lang;
        String text = raw(column);
        if (text.isEmpty() && columns.containsKey(column)) {
          spot(column).wrong("is empty; every text is wanted in every language");
        }
        out.put(lang.code(), text);
      }
      return new Text(out);
    }

    Validity validity() {
      LocalDate from = find("valid_from", Kind.DATE);
      LocalDate to = find("valid_to", Kind.DATE);
      if (from != null && to != null && to.isBefore(from)) {
        spot("valid_to").wrong("'" + to + "' is before valid_from " + from);
      }
      return new Validity(from, to);
    }

    /** The citation; weak when it says itself that nobody confirmed it. */
    Source source() {
      String text = get("source", Kind.TEXT);
      String lower = text.toLowerCase(Locale.ROOT);
      return new Source(text, WEAK.stream().anyMatch(lower::contains));
    }
  }
}
