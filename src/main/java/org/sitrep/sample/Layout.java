package org.sitrep.sample;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.sitrep.domain.Address;
import org.sitrep.sample.Page.Cell;
import org.sitrep.sample.Page.Merge;
import org.sitrep.sample.Page.Style;
import org.sitrep.sample.SampleConf.Heading;

/**
 * Lays the rows of a form out as a clerk would: title lines, headings, rows, totals, signatures.
 */
final class Layout {
  /**
   * What to lay out.
   *
   * @param form key of the form in {@code headings.csv}
   * @param title key of the title in {@code wording.csv}
   * @param text true for a text file: nothing is merged, no row numbers the columns
   * @param oneRow captions stand before their headings in the same cell
   * @param without columns the sender leaves out
   * @param typedTotals column to the number typed into the totals row in place of its formula
   */
  record Request(
      String form,
      String title,
      String language,
      String authority,
      String dateStyle,
      @Nullable LocalDate date,
      List<Map<String, Object>> rows,
      boolean text,
      boolean oneRow,
      boolean signed,
      List<String> without,
      Map<String, Long> typedTotals) {}

  private final SampleConf conf;

  Layout(SampleConf conf) {
    this.conf = conf;
  }

  /** The sheet. */
  Page page(Request request) {
    List<Heading> columns =
        conf.headings(request.form(), request.language()).stream()
            .filter(h -> !request.without().contains(h.column()))
            .filter(h -> !(request.text() && h.column().equals("row_no")))
            .toList();
    List<List<Cell>> rows = new ArrayList<>();
    List<Merge> merges = new ArrayList<>();
    titles(request, columns.size(), rows, merges);
    if (request.oneRow()) {
      rows.add(
          columns.stream()
              .map(h -> heading(h.group().isEmpty() ? h.word() : h.group() + " " + h.word()))
              .toList());
    } else {
      headings(columns, rows, merges);
      if (request.text()) {
        merges.clear();
      } else {
        rows.add(numbers(columns.size()));
      }
    }
    body(request, columns, rows);
    if (request.signed()) {
      rows.add(List.of());
      rows.add(line(conf.word("head", request.language()), Style.PLAIN));
      rows.add(line(conf.word("signature", request.language()), Style.NOTE));
    }
    return new Page(conf.word("sheet." + request.form(), request.language()), rows, merges);
  }

  /** The date as the sender writes it in a title. */
  String date(LocalDate date, String style, String language) {
    String pattern = conf.word("date." + style, language);
    if (!pattern.contains("MMMM")) {
      String[] parts = pattern.split(" ", 2);
      return DateTimeFormatter.ofPattern(parts[0], Locale.ROOT).format(date) + " " + parts[1];
    }
    String month = conf.word("months", language).split("\\|")[date.getMonthValue() - 1];
    return pattern
        .replace("yyyy", String.valueOf(date.getYear()))
        .replace("MMMM", month)
        .replaceFirst("\\bd\\b", String.valueOf(date.getDayOfMonth()));
  }

  private void titles(Request request, int width, List<List<Cell>> rows, List<Merge> merges) {
    String title = conf.word(request.title(), request.language());
    if (request.date() != null) {
      title =
          title.replace("{date}", date(request.date(), request.dateStyle(), request.language()));
    }
    rows.add(line(request.authority(), Style.TITLE));
    rows.add(line(title, Style.TITLE));
    rows.add(line(conf.word("generated", request.language()), Style.NOTE));
    if (!request.text()) {
      for (int r = 0; r < rows.size(); r++) {
        merges.add(new Merge(r, r, 0, width - 1));
      }
      rows.add(List.of());
    }
  }

  private static List<Cell> numbers(int columns) {
    return LongStream.rangeClosed(1, columns).mapToObj(c -> Cell.of(c, Style.HEADING)).toList();
  }

  /** Headings, captions above them merged. */
  private static void headings(List<Heading> columns, List<List<Cell>> rows, List<Merge> merges) {
    boolean grouped = columns.stream().anyMatch(h -> !h.group().isEmpty());
    int top = rows.size();
    List<Cell> upper = new ArrayList<>();
    List<Cell> lower = new ArrayList<>();
    for (int c = 0; c < columns.size(); c++) {
      Heading h = columns.get(c);
      boolean alone = h.group().isEmpty();
      boolean first = c == 0 || !h.group().equals(columns.get(c - 1).group());
      lower.add(alone && grouped ? heading(null) : heading(h.word()));
      upper.add(alone ? heading(h.word()) : heading(first ? h.group() : null));
      if (grouped && alone) {
        merges.add(new Merge(top, top + 1, c, c));
      } else if (grouped && first) {
        int end = c;
        while (end + 1 < columns.size() && columns.get(end + 1).group().equals(h.group())) {
          end++;
        }
        merges.add(new Merge(top, top, c, end));
      }
    }
    if (grouped) {
      rows.add(upper);
    }
    rows.add(lower);
  }

  private void body(Request request, List<Heading> columns, List<List<Cell>> rows) {
    int first = rows.size();
    for (int i = 0; i < request.rows().size(); i++) {
      Map<String, Object> values = request.rows().get(i);
      List<Cell> row = new ArrayList<>();
      for (Heading h : columns) {
        Object value = h.column().equals("row_no") ? Long.valueOf(i + 1L) : values.get(h.column());
        row.add(Cell.of(value, value instanceof LocalDate ? Style.DATE : Style.PLAIN));
      }
      rows.add(row);
    }
    if (!hasTotals(request.form())) {
      return;
    }
    List<Cell> totals = new ArrayList<>();
    for (int c = 0; c < columns.size(); c++) {
      totals.add(total(request, columns.get(c).column(), c, first));
    }
    rows.add(totals);
  }

  private Cell total(Request request, String column, int c, int first) {
    if (column.equals("region")) {
      return Cell.of(conf.word("total", request.language()), Style.TOTAL);
    }
    Long typed = request.typedTotals().get(column);
    if (typed != null) {
      return Cell.of(typed, Style.TOTAL);
    }
    long sum = 0;
    boolean any = false;
    for (Map<String, Object> row : request.rows()) {
      if (row.get(column) instanceof Long number) {
        sum += number;
        any = true;
      }
    }
    if (!any || column.equals("row_no")) {
      return Cell.of(null, Style.TOTAL);
    }
    String letters = Address.letters(c + 1);
    String formula =
        "SUM(" + letters + (first + 1) + ":" + letters + (first + request.rows().size()) + ")";
    return new Cell(sum, formula, Style.TOTAL);
  }

  private static boolean hasTotals(String form) {
    return !form.equals("hospital") && !form.equals("series");
  }

  private static Cell heading(@Nullable String text) {
    return Cell.of(text, Style.HEADING);
  }

  private static List<Cell> line(String text, Style style) {
    return List.of(Cell.of(text, style));
  }
}
