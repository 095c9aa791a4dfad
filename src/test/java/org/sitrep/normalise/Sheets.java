package org.sitrep.normalise;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.sitrep.config.Conf;
import org.sitrep.config.ConfReader;

/**
 * Sheets as small text tables: cells between bars; a number is a number, {@code 'text} a text,
 * {@code @2021-02-15} a date, {@code !#REF!} an error, {@code ?} a formula nobody calculated, and
 * {@code {2x1}} at the end spans two rows and one column.
 */
final class Sheets {
  static final Conf KAZAKHSTAN = ConfReader.read(Path.of("conf/kazakhstan"));
  static final LocalDate REPORT_DATE = LocalDate.of(2021, 2, 15);
  static final Instant RECEIVED_AT = Instant.parse("2021-02-15T16:00:00Z");

  private static final Pattern SPAN = Pattern.compile("(.*)\\{(\\d+)x(\\d+)}");

  private Sheets() {}

  static List<SheetRow> rows(String... lines) {
    List<SheetRow> out = new ArrayList<>();
    for (int i = 0; i < lines.length; i++) {
      List<Cell> cells = cells(lines[i]);
      if (!cells.isEmpty()) {
        out.add(new SheetRow(i + 1, cells));
      }
    }
    return out;
  }

  static List<Cell> cells(String line) {
    List<Cell> out = new ArrayList<>();
    String[] parts = line.split("\\|", -1);
    for (int i = 0; i < parts.length; i++) {
      String text = parts[i].strip();
      int rows = 1;
      int columns = 1;
      Matcher span = SPAN.matcher(text);
      if (span.matches()) {
        text = span.group(1).strip();
        rows = Integer.parseInt(span.group(2));
        columns = Integer.parseInt(span.group(3));
      }
      if (!text.isEmpty()) {
        out.add(cell(i + 1, text, rows, columns));
      }
    }
    return out;
  }

  private static Cell cell(int column, String text, int rows, int columns) {
    if (text.matches("-?\\d+(\\.\\d+)?")) {
      return new Cell(column, 'n', text, Double.parseDouble(text), rows, columns);
    }
    String rest = text.substring(1);
    return switch (text.charAt(0)) {
      case '\'' -> new Cell(column, 's', rest, Double.NaN, rows, columns);
      case '@' -> new Cell(column, 'd', rest, 44242, rows, columns);
      case '!' -> new Cell(column, 'e', rest, Double.NaN, rows, columns);
      case '?' -> new Cell(column, 'u', rest, Double.NaN, rows, columns);
      default -> new Cell(column, 's', text, Double.NaN, rows, columns);
    };
  }

  /** Rows in which every cell is text, as in a text file. */
  static List<SheetRow> textRows(String... lines) {
    List<SheetRow> out = new ArrayList<>();
    for (int i = 0; i < lines.length; i++) {
      List<Cell> cells = new ArrayList<>();
      String[] parts = lines[i].split(";", -1);
      for (int c = 0; c < parts.length; c++) {
        if (!parts[c].isBlank()) {
          cells.add(Cell.text(c + 1, parts[c]));
        }
      }
      if (!cells.isEmpty()) {
        out.add(new SheetRow(i + 1, cells));
      }
    }
    return out;
  }

  static Knowledge knowledge() {
    return new Knowledge(KAZAKHSTAN, REPORT_DATE);
  }

  static Submission from(@Nullable String sender) {
    return new Submission("s1", "form.xlsx", sender, RECEIVED_AT, true);
  }

  static List<Parsed> parse(Submission submission, String sheet, List<SheetRow> rows) {
    return parse(knowledge(), submission, sheet, rows);
  }

  static List<Parsed> parse(
      Knowledge knowledge, Submission submission, String sheet, List<SheetRow> rows) {
    List<Parsed> out = new ArrayList<>();
    SubmissionParser parser = new SubmissionParser(knowledge, submission, out::add);
    rows.forEach(row -> parser.row(0, sheet, false, row));
    parser.end();
    return out;
  }

  static List<Parsed> parse(@Nullable String sender, String... lines) {
    return parse(from(sender), "Лист1", rows(lines));
  }

  static List<Parsed.DataRow> dataRows(List<Parsed> parsed) {
    return parsed.stream()
        .filter(Parsed.DataRow.class::isInstance)
        .map(Parsed.DataRow.class::cast)
        .toList();
  }

  static List<Parsed.SheetEnd> ends(List<Parsed> parsed) {
    return parsed.stream()
        .filter(Parsed.SheetEnd.class::isInstance)
        .map(Parsed.SheetEnd.class::cast)
        .toList();
  }

  /** Every problem as {@code CODE cell raw}, rows first, in reading order. */
  static List<String> problems(List<Parsed> parsed) {
    List<String> out = new ArrayList<>();
    for (Parsed one : parsed) {
      List<Problem> problems =
          one instanceof Parsed.DataRow row ? row.problems() : ((Parsed.SheetEnd) one).problems();
      for (Problem p : problems) {
        String cell = new org.sitrep.domain.Address("s1", "", p.row(), p.column()).cell();
        out.add((p.code() + " " + cell + (p.raw() == null ? "" : " " + p.raw())).strip());
      }
    }
    return out;
  }
}
