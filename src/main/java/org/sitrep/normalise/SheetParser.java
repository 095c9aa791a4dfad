package org.sitrep.normalise;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.sitrep.config.FormSpec.ColumnSpec;
import org.sitrep.config.Spelling;
import org.sitrep.domain.Address;
import org.sitrep.domain.FindingCode;
import org.sitrep.domain.Measure;
import org.sitrep.domain.Severity;

/** Reads one sheet: finds its form, its date and its region, then its data rows. */
final class SheetParser {
  private static final String DATE = "date";

  private final Knowledge knowledge;
  private final Submission submission;
  private final String name;
  private final Map<String, String> seen;
  private final Consumer<Parsed> out;

  private final List<SheetRow> top = new ArrayList<>();
  private final List<Problem> problems = new ArrayList<>();
  private final Totals totals = new Totals();
  private final Map<String, Remembered> remembered = new HashMap<>();
  private final Map<String, Integer> places = new HashMap<>();
  private boolean searched;
  private @Nullable Header header;
  private @Nullable LocalDate sheetDate;
  private @Nullable String titleRegion;
  private @Nullable String onlyRegion;
  private boolean severalRegions;
  private @Nullable Severity floor;
  private boolean firstBelowHeader = true;
  private long rowsRead;

  /** A cell that speaks for rows below it: merged, or filled down. */
  private record Remembered(Cell cell, int until) {}

  SheetParser(
      Knowledge knowledge,
      Submission submission,
      String name,
      Map<String, String> seen,
      Consumer<Parsed> out) {
    this.knowledge = knowledge;
    this.submission = submission;
    this.name = name;
    this.seen = seen;
    this.out = out;
  }

  void row(SheetRow row) {
    if (searched) {
      if (header != null) {
        body(header, row);
      }
      return;
    }
    top.add(row);
    if (top.size() >= knowledge.headers().depth()) {
      search();
    }
  }

  /** Takes the end of the sheet; tells whether it held a form, or nearly. */
  boolean end() {
    if (!searched) {
      search();
    }
    Header found = header;
    if (found != null) {
      problems.addAll(totals.end());
      out.accept(
          new Parsed.SheetEnd(
              name,
              found.form().spec().key(),
              found.form().spec().version(),
              found.language(),
              rowsRead,
              severalRegions ? null : onlyRegion,
              sheetDate,
              problems));
    }
    return found != null || !problems.isEmpty();
  }

  // the top of the sheet

  private void search() {
    searched = true;
    Header found = knowledge.headers().find(top);
    if (found == null) {
      top.clear();
      return;
    }
    tellHeadings(found);
    if (!found.complete()) {
      out.accept(
          new Parsed.SheetEnd(
              name,
              found.form().spec().key(),
              null,
              found.language(),
              0,
              submission.sender(),
              null,
              problems));
      top.clear();
      return;
    }
    header = found;
    found.columns().forEach(b -> places.put(b.column().spec().key(), b.place()));
    findDate(found);
    LocalDate day = sheetDate == null ? knowledge.reportDate() : sheetDate;
    for (SheetRow row : top.subList(0, found.firstRow())) {
      for (Cell cell : row.cells()) {
        if (titleRegion == null && cell.isText()) {
          titleRegion = knowledge.registers().regionWithin(cell.text(), day);
        }
      }
    }
    for (SheetRow row : top.subList(found.lastRow() + 1, top.size())) {
      body(found, row);
    }
    top.clear();
  }

  /**
   * Tells the columns that were not found, each beside the unknown heading it may hide under, and
   * those without such a heading together; then the unknown headings that are left.
   */
  private void tellHeadings(Header found) {
    String language = found.language() == null ? knowledge.defaultLanguage() : found.language();
    int headerRow = top.get(found.lastRow()).number();
    String title = found.form().spec().title().byLanguage().getOrDefault(language, "");
    List<Header.Heading> unknown = new ArrayList<>(found.unknown());
    List<String> without = new ArrayList<>();
    Severity worst = Severity.WARN;
    for (Form.Column column : found.missing()) {
      ColumnSpec spec = column.spec();
      if (!spec.header() && spec.measure() == null) {
        continue;
      }
      Severity severity = spec.header() ? Severity.REJECT : Severity.WARN;
      String expected = column.shown(language);
      Header.Heading nearest = nearest(expected, unknown);
      if (nearest == null) {
        without.add(expected);
        worst = spec.header() ? severity : worst;
      } else {
        unknown.remove(nearest);
        problems.add(
            missing(headerRow, nearest.place(), nearest.text(), expected, title).with(severity));
      }
    }
    if (!without.isEmpty()) {
      problems.add(missing(headerRow, 0, null, String.join("; ", without), title).with(worst));
    }
    for (Header.Heading heading : unknown) {
      problems.add(
          Problem.of(
              FindingCode.FORM_HEADING_UNKNOWN,
              heading.row(),
              heading.place(),
              heading.text(),
              Map.of("column", heading.text())));
    }
  }

  private static Problem missing(
      int row, int place, @Nullable String nearest, String expected, String form) {
    return Problem.of(
        FindingCode.FORM_COLUMN_MISSING,
        row,
        place,
        nearest,
        Map.of("expected", expected, "form", form, "nearest", nearest == null ? "–" : nearest));
  }

  /** The heading most like {@code expected}; null when none is like it by half. */
  private Header.@Nullable Heading nearest(String expected, List<Header.Heading> unknown) {
    String key = knowledge.spelling().alike(expected);
    Header.Heading best = null;
    int least = Integer.MAX_VALUE;
    for (Header.Heading heading : unknown) {
      String other = knowledge.spelling().alike(heading.text());
      int distance = Spelling.distance(key, other);
      if (distance < least && distance * 2 <= Math.max(key.length(), other.length())) {
        best = heading;
        least = distance;
      }
    }
    return best;
  }

  /** A date told about the sheet, and the cell that tells it (0 when no cell does). */
  private record Told(LocalDate date, int row, int place, String raw) {}

  private void findDate(Header found) {
    Form form = found.form();
    boolean inRows = form.spec().dateFrom().contains("column") && places.containsKey(dateKey(form));
    Told first = null;
    for (String source : form.spec().dateFrom()) {
      List<Told> told =
          switch (source) {
            case "title" -> inTitle(form, found);
            case "sheet-name" -> inText(form, name);
            case "file-name" -> inText(form, submission.file());
            default -> List.of();
          };
      if (told.isEmpty()) {
        continue;
      }
      // A week is told as from … to …; its last day counts, and more than one date is no conflict.
      boolean week = form.spec().period().equals("week");
      Told here =
          week
              ? told.stream().max(Comparator.comparing(Told::date)).orElse(told.get(0))
              : told.get(0);
      first = first == null ? here : first;
      LocalDate date = first.date();
      Told other = told.stream().filter(t -> !t.date().equals(date)).findFirst().orElse(null);
      if (other != null && !week && !inRows) {
        conflict(first, other);
        break;
      }
    }
    if (first != null) {
      sheetDate = first.date();
      if (!inRows) {
        Problem problem = dateProblem(first.date(), first.row(), first.place(), first.raw());
        if (problem != null) {
          raiseFloor(
              new Problem(
                  problem.code(),
                  problem.severity(),
                  FindingCode.FORM_DATE_MISSING.scope(),
                  problem.row(),
                  problem.column(),
                  problem.raw(),
                  problem.arguments()));
        }
      }
    } else if (!inRows) {
      raiseFloor(
          Problem.of(
              FindingCode.FORM_DATE_MISSING,
              top.get(found.firstRow()).number(),
              0,
              null,
              Map.of("expected", form.dates().examples(knowledge.reportDate()))));
    }
  }

  private void conflict(Told one, Told other) {
    raiseFloor(
        Problem.of(
            FindingCode.FORM_DATE_CONFLICT,
            one.row(),
            one.place(),
            one.raw(),
            Map.of("date", one.date().toString(), "other", other.date().toString())));
  }

  private void raiseFloor(Problem problem) {
    problems.add(problem);
    if (floor == null || problem.severity().compareTo(floor) > 0) {
      floor = problem.severity();
    }
  }

  private List<Told> inTitle(Form form, Header found) {
    List<Told> out = new ArrayList<>();
    for (SheetRow row : top.subList(0, found.firstRow())) {
      for (Cell cell : row.cells()) {
        if (cell.type() == 'd') {
          LocalDate date = Dates.ofCell(cell.text());
          if (date != null) {
            out.add(new Told(date, row.number(), cell.column(), cell.text()));
          }
        } else if (cell.isText()) {
          for (LocalDate date : form.dates().within(cell.text())) {
            out.add(new Told(date, row.number(), cell.column(), cell.text()));
          }
        }
      }
    }
    return out;
  }

  private static List<Told> inText(Form form, String text) {
    return form.dates().within(text).stream().map(d -> new Told(d, 0, 0, text)).toList();
  }

  private @Nullable Problem dateProblem(LocalDate date, int row, int place, String raw) {
    if (date.isBefore(knowledge.earliest())) {
      return Problem.of(
          FindingCode.CELL_DATE_IMPLAUSIBLE,
          row,
          place,
          raw,
          Map.of("date", date.toString(), "expected", knowledge.earliest().toString()));
    }
    LocalDate latest = knowledge.latest(submission.receivedAt());
    if (date.isAfter(latest)) {
      return Problem.of(
          FindingCode.DATE_IN_FUTURE,
          row,
          place,
          raw,
          Map.of("date", date.toString(), "expected", latest.toString()));
    }
    return null;
  }

  private static String dateKey(Form form) {
    return form.spec().columns().stream()
        .filter(c -> c.type().equals(DATE))
        .map(ColumnSpec::key)
        .findFirst()
        .orElse(DATE);
  }

  // the rows below the header

  private void body(Header found, SheetRow row) {
    boolean numbering = firstBelowHeader && isNumbering(row);
    firstBelowHeader = false;
    if (numbering || knowledge.isSignature(firstText(row)) || repeatsHeader(found, row)) {
      return;
    }
    List<Cell> leading = leadingTexts(found, row);
    if (leading.stream().anyMatch(c -> knowledge.isOfWhich(c.text()))) {
      return;
    }
    if (leading.stream()
        .anyMatch(c -> knowledge.isTotal(c.text()) && !known(columnAt(found, c.column()), c))) {
      problems.addAll(totals.total(printed(found, row)));
      return;
    }
    if (isData(found, row)) {
      rowsRead++;
      totals.row();
      out.accept(dataRow(found, row));
    }
  }

  private static @Nullable String firstText(SheetRow row) {
    return row.cells().stream()
        .filter(c -> c.isText() && !c.isBlank())
        .map(Cell::text)
        .findFirst()
        .orElse(null);
  }

  /** Numbers 1 2 3 … (perhaps letters before them) that name the columns for people. */
  private static boolean isNumbering(SheetRow row) {
    int next = 0;
    int numbers = 0;
    for (Cell cell : row.cells()) {
      String text = Spelling.trimmed(cell.text());
      if (text.length() == 1 && Character.isLetter(text.charAt(0)) && numbers == 0) {
        continue;
      }
      double value = cell.type() == 'n' ? cell.number() : Numbers.of(text);
      if (Double.isNaN(value) || (numbers > 0 && value != next) || (numbers == 0 && value > 2)) {
        return false;
      }
      numbers++;
      next = (int) value + 1;
    }
    return numbers >= 2;
  }

  private static Form.@Nullable Column columnAt(Header found, int place) {
    for (Header.Bound bound : found.columns()) {
      if (bound.place() == place) {
        return bound.column();
      }
    }
    return null;
  }

  private boolean repeatsHeader(Header found, SheetRow row) {
    int headings = 0;
    for (Cell cell : row.cells()) {
      Form.Column column = columnAt(found, cell.column());
      if (column != null && column.isValue() && !cell.isBlank()) {
        if (!cell.isText() || column.fit(List.of(knowledge.spelling().heading(cell.text()))) == 0) {
          return false;
        }
        headings++;
      }
    }
    return headings > 0;
  }

  /** Texts before the first column of numbers: where names, totals and notes stand. */
  private static List<Cell> leadingTexts(Header found, SheetRow row) {
    int firstValue =
        found.columns().stream()
            .filter(b -> b.column().isValue())
            .mapToInt(Header.Bound::place)
            .min()
            .orElse(Integer.MAX_VALUE);
    return row.cells().stream()
        .filter(c -> c.isText() && !c.isBlank() && c.column() < firstValue)
        .toList();
  }

  private boolean known(Form.@Nullable Column column, Cell cell) {
    if (column == null) {
      return false;
    }
    Registers registers = knowledge.registers();
    return switch (column.spec().type()) {
      case "region" -> registers.knowsRegion(cell.text());
      case "district" -> registers.knowsDistrict(cell.text()) || registers.knowsRegion(cell.text());
      case "product" -> registers.products().knows(cell.text());
      case "priority-group" -> registers.groups().knows(cell.text());
      default -> false;
    };
  }

  /** A row counts as data when it has a number, or a name the registers know; else it is a note. */
  private boolean isData(Header found, SheetRow row) {
    int values = 0;
    int filled = 0;
    for (Header.Bound bound : found.columns()) {
      Cell cell = row.at(bound.place());
      boolean value = bound.column().isValue();
      values += value ? 1 : 0;
      if (cell == null || cell.isBlank()) {
        continue;
      }
      if (known(bound.column(), cell)) {
        return true;
      }
      if (value) {
        filled++;
        if (!cell.isText()
            || !Double.isNaN(Numbers.of(cell.text()))
            || knowledge.isZero(cell.text())
            || knowledge.isNothing(cell.text())) {
          return true;
        }
      }
    }
    return filled > 0 && filled * 2 >= values;
  }

  private List<Totals.Printed> printed(Header found, SheetRow row) {
    List<Totals.Printed> printed = new ArrayList<>();
    for (Header.Bound bound : found.columns()) {
      Cell cell = row.at(bound.place());
      if (cell == null || !addsUp(found, bound.column())) {
        continue;
      }
      double value = cell.type() == 'n' ? cell.number() : number(cell);
      if (!Double.isNaN(value)) {
        printed.add(
            new Totals.Printed(row.number(), bound.place(), bound.heading(), cell.text(), value));
      }
    }
    return printed;
  }

  /** Running totals and stocks of several days do not add up; nor do percentages. */
  private static boolean addsUp(Header found, Form.Column column) {
    if (!column.isValue() || column.spec().type().equals("percent")) {
      return false;
    }
    String measure = column.spec().measure();
    return !found.form().datedByRow()
        || (measure != null && new Measure(measure).kind() == Measure.Kind.FLOW);
  }

  private double number(Cell cell) {
    if (!cell.isText()) {
      return Double.NaN;
    }
    return knowledge.isZero(cell.text()) ? 0 : Numbers.of(cell.text());
  }

  // one data row

  /** What is being gathered about one row. */
  private static final class Gathered {
    final Map<String, String> texts = new LinkedHashMap<>();
    final Map<String, Double> numbers = new LinkedHashMap<>();
    final List<Problem> problems = new ArrayList<>();
    @Nullable LocalDate date;
  }

  private Parsed.DataRow dataRow(Header found, SheetRow row) {
    Gathered g = new Gathered();
    g.date = sheetDate;
    for (Header.Bound bound : found.columns()) {
      if (bound.column().spec().type().equals(DATE)) {
        date(found, bound, row, g);
      }
    }
    region(found, row, g);
    for (Header.Bound bound : found.columns()) {
      switch (bound.column().spec().type()) {
        case "district" -> district(bound, row, g);
        case "product" -> word(bound, row, g, "product", knowledge.registers().products());
        case "priority-group" ->
            word(bound, row, g, "priority_group", knowledge.registers().groups());
        case "text" -> text(bound, row, g);
        case "count", "decimal", "percent" -> value(found, bound, row, g);
        default -> {}
      }
    }
    duplicate(found, row, g);
    return new Parsed.DataRow(
        name,
        row.number(),
        found.form().spec().key(),
        found.form().spec().version(),
        g.date,
        g.texts,
        g.numbers,
        places,
        values(found, g),
        g.problems,
        floor);
  }

  /** The cell that speaks for a key column in this row: its own, or a merged or repeated one. */
  private @Nullable Cell keyCell(Header.Bound bound, SheetRow row) {
    ColumnSpec spec = bound.column().spec();
    Cell cell = row.at(bound.place());
    if (cell != null && !cell.isBlank()) {
      remembered.put(spec.key(), new Remembered(cell, row.number() + cell.rows() - 1));
      return cell;
    }
    Remembered above = remembered.get(spec.key());
    return above != null && (spec.fillDown() || row.number() <= above.until())
        ? above.cell()
        : null;
  }

  /**
   * Whether a key cell stands in the row itself: what is only worth knowing is told there alone.
   */
  private static boolean isOwn(Cell cell, Header.Bound bound, SheetRow row) {
    return cell.equals(row.at(bound.place()));
  }

  private void date(Header found, Header.Bound bound, SheetRow row, Gathered g) {
    Cell cell = keyCell(bound, row);
    if (cell == null || isEmptyDate(cell)) {
      if (sheetDate == null) {
        g.problems.add(emptyRequired(bound, row));
      }
      return;
    }
    g.date = null;
    if (!readable(cell, bound, row, g)) {
      return;
    }
    LocalDate date =
        switch (cell.type()) {
          case 'd' -> Dates.ofCell(cell.text());
          case 's' -> found.form().dates().of(cell.text());
          default -> null;
        };
    String formats = found.form().dates().examples(knowledge.reportDate());
    if (date == null) {
      g.problems.add(
          problem(FindingCode.CELL_NOT_A_DATE, bound, row, cell, Map.of("expected", formats)));
      return;
    }
    if (cell.isText() && submission.workbook() && isOwn(cell, bound, row)) {
      g.problems.add(
          problem(
              FindingCode.CELL_DATE_AS_TEXT,
              bound,
              row,
              cell,
              Map.of("date", date.toString(), "expected", formats)));
    }
    Problem bad = dateProblem(date, row.number(), bound.place(), cell.text());
    if (bad != null) {
      g.problems.add(bad);
    }
    g.date = date;
    g.texts.put(bound.column().spec().key(), date.toString());
  }

  /** A zero formatted as a date shows as 1899-12-30 or 1900-01-00 and means empty. */
  private boolean isEmptyDate(Cell cell) {
    return (cell.isText() && knowledge.isNothing(cell.text()))
        || (cell.type() == 'd' && (cell.number() == 0 || cell.text().startsWith("1899-12-30")));
  }

  private void region(Header found, SheetRow row, Gathered g) {
    Header.Bound bound = null;
    for (Header.Bound b : found.columns()) {
      if (b.column().spec().type().equals("region")) {
        bound = b;
      }
    }
    String region = null;
    for (String source : found.form().spec().regionFrom()) {
      if (source.equals("column") && bound != null) {
        Cell cell = keyCell(bound, row);
        if (cell != null && !knowledge.isNothing(cell.text())) {
          region = regionNamed(bound, row, cell, g);
          break;
        }
      } else if (source.equals("title") && titleRegion != null) {
        region = titleRegion;
        break;
      } else if (source.equals("folder") && submission.sender() != null) {
        region = submission.sender();
        break;
      }
    }
    if (region == null) {
      boolean told = g.problems.stream().anyMatch(p -> p.code().name().startsWith("REGION_"));
      if (!told) {
        g.problems.add(
            Problem.of(
                FindingCode.CELL_EMPTY_REQUIRED,
                row.number(),
                bound == null ? 0 : bound.place(),
                null,
                Map.of("column", bound == null ? "region" : bound.heading())));
      }
      return;
    }
    String sender = submission.sender();
    if (sender != null && !sender.equals(region)) {
      Cell cell = bound == null ? null : row.at(bound.place());
      g.problems.add(
          Problem.of(
              FindingCode.REGION_NOT_SENDER,
              row.number(),
              bound == null ? 0 : bound.place(),
              cell == null ? null : cell.text(),
              Map.of(
                  "region", knowledge.registers().regionName(region),
                  "sender", knowledge.registers().regionName(sender))));
    }
    g.texts.put("region", region);
    severalRegions |= onlyRegion != null && !onlyRegion.equals(region);
    onlyRegion = region;
  }

  private @Nullable String regionNamed(Header.Bound bound, SheetRow row, Cell cell, Gathered g) {
    LocalDate day = g.date == null ? knowledge.reportDate() : g.date;
    Registers.RegionMatch match =
        knowledge.registers().region(cell.text(), day, submission.sender());
    String names = match.names().isEmpty() ? "–" : String.join(", ", match.names());
    switch (match.outcome()) {
      case FOUND -> {
        if (match.lookalike() && isOwn(cell, bound, row)) {
          g.problems.add(problem(FindingCode.CELL_LOOKALIKE_LETTERS, bound, row, cell, Map.of()));
        }
      }
      case UNKNOWN ->
          g.problems.add(
              problem(FindingCode.REGION_UNKNOWN, bound, row, cell, Map.of("nearest", names)));
      case AMBIGUOUS ->
          g.problems.add(
              problem(FindingCode.REGION_AMBIGUOUS, bound, row, cell, Map.of("candidates", names)));
      case NOT_VALID_THEN ->
          g.problems.add(
              problem(
                  FindingCode.REGION_NOT_VALID_THEN,
                  bound,
                  row,
                  cell,
                  Map.of("region", names, "date", day.toString())));
    }
    return match.code();
  }

  private void district(Header.Bound bound, SheetRow row, Gathered g) {
    Cell cell = keyCell(bound, row);
    String region = g.texts.get("region");
    if (cell == null || knowledge.isNothing(cell.text()) || knowledge.isZero(cell.text())) {
      if (bound.column().spec().required()) {
        g.problems.add(emptyRequired(bound, row));
      }
      return;
    }
    // A row of the region as a whole may repeat the region's name where the district stands.
    if (region == null || knowledge.registers().isRegion(cell.text(), region)) {
      return;
    }
    Lexicon districts = knowledge.registers().districts(region);
    look(bound, row, g, "district", districts, cell);
  }

  private void word(
      Header.Bound bound, SheetRow row, Gathered g, String dimension, Lexicon lexicon) {
    Cell cell = keyCell(bound, row);
    if (cell == null || knowledge.isNothing(cell.text())) {
      if (bound.column().spec().required()) {
        g.problems.add(emptyRequired(bound, row));
      }
      return;
    }
    look(bound, row, g, dimension, lexicon, cell);
  }

  private void look(
      Header.Bound bound,
      SheetRow row,
      Gathered g,
      String dimension,
      @Nullable Lexicon lexicon,
      Cell cell) {
    Lexicon.@Nullable Found match = lexicon == null ? null : lexicon.find(cell.text());
    if (lexicon == null || match == null || match.codes().size() != 1) {
      List<String> nearest = lexicon == null ? List.of() : lexicon.nearest(cell.text());
      g.problems.add(
          problem(
              FindingCode.CELL_WORD_UNKNOWN,
              bound,
              row,
              cell,
              Map.of("nearest", nearest.isEmpty() ? "–" : String.join(", ", nearest))));
      return;
    }
    if (match.lookalike() && isOwn(cell, bound, row)) {
      g.problems.add(problem(FindingCode.CELL_LOOKALIKE_LETTERS, bound, row, cell, Map.of()));
    }
    g.texts.put(dimension, match.codes().iterator().next());
  }

  private void text(Header.Bound bound, SheetRow row, Gathered g) {
    Cell cell = keyCell(bound, row);
    if (cell != null && !knowledge.isNothing(cell.text())) {
      g.texts.put(bound.column().spec().key(), Spelling.trimmed(cell.text()));
    } else if (bound.column().spec().required()) {
      g.problems.add(emptyRequired(bound, row));
    }
  }

  private void value(Header found, Header.Bound bound, SheetRow row, Gathered g) {
    ColumnSpec spec = bound.column().spec();
    Cell cell = row.at(bound.place());
    if (cell == null || cell.isBlank() || (cell.isText() && knowledge.isNothing(cell.text()))) {
      if (spec.emptyIs().equals("zero")) {
        accept(found, bound, 0, g);
      } else if (spec.required()) {
        g.problems.add(emptyRequired(bound, row));
      } else if (!spec.emptyIs().equals("allowed")) {
        g.problems.add(
            Problem.of(
                FindingCode.CELL_EMPTY,
                row.number(),
                bound.place(),
                cell == null ? null : cell.text(),
                Map.of("column", bound.heading())));
      }
      return;
    }
    if (!readable(cell, bound, row, g)) {
      totals.unreadable(bound.place());
      return;
    }
    double value = cell.type() == 'n' ? cell.number() : number(cell);
    if (Double.isNaN(value)) {
      totals.unreadable(bound.place());
      g.problems.add(problem(FindingCode.CELL_NOT_A_NUMBER, bound, row, cell, Map.of()));
      return;
    }
    if (spec.type().equals("count") && !Numbers.isWhole(value)) {
      totals.unreadable(bound.place());
      g.problems.add(problem(FindingCode.CELL_NOT_WHOLE, bound, row, cell, Map.of()));
      return;
    }
    if (value < 0 && !spec.negative().equals("allowed")) {
      Problem negative = problem(FindingCode.CELL_NEGATIVE, bound, row, cell, Map.of());
      g.problems.add(spec.negative().equals("reject") ? negative.with(Severity.REJECT) : negative);
    }
    accept(found, bound, spec.type().equals("count") ? Math.rint(value) : value, g);
  }

  private void accept(Header found, Header.Bound bound, double value, Gathered g) {
    g.numbers.put(bound.column().spec().key(), value);
    if (addsUp(found, bound.column())) {
      totals.part(bound.place(), value);
    }
  }

  private boolean readable(Cell cell, Header.Bound bound, SheetRow row, Gathered g) {
    if (cell.type() == 'e') {
      g.problems.add(problem(FindingCode.CELL_ERROR_VALUE, bound, row, cell, Map.of()));
    } else if (cell.type() == 'u') {
      g.problems.add(problem(FindingCode.CELL_FORMULA_NOT_CALCULATED, bound, row, cell, Map.of()));
    }
    return cell.type() != 'e' && cell.type() != 'u';
  }

  private static Problem emptyRequired(Header.Bound bound, SheetRow row) {
    return Problem.of(
        FindingCode.CELL_EMPTY_REQUIRED,
        row.number(),
        bound.place(),
        null,
        Map.of("column", bound.heading()));
  }

  private static Problem problem(
      FindingCode code, Header.Bound bound, SheetRow row, Cell cell, Map<String, String> more) {
    Map<String, String> arguments = new HashMap<>(more);
    arguments.put("column", bound.heading());
    arguments.put("raw", Spelling.trimmed(cell.text()));
    return Problem.of(code, row.number(), bound.place(), cell.text(), arguments);
  }

  /**
   * A key that came before, on this sheet or another of the file, makes the later row a double. A
   * row that does not count itself stands in nobody's way: the one below may be its correction.
   */
  private void duplicate(Header found, SheetRow row, Gathered g) {
    List<String> keys = found.form().spec().keys();
    if (keys.isEmpty() || g.date == null || !g.texts.containsKey("region")) {
      return;
    }
    StringBuilder key = new StringBuilder(found.form().spec().key()).append('|').append(g.date);
    for (ColumnSpec spec : found.form().spec().columns()) {
      if (keys.contains(spec.key())) {
        key.append('|').append(g.texts.getOrDefault(dimension(spec), ""));
      }
    }
    Address address = new Address(submission.id(), name, row.number(), 0);
    String here = name.isEmpty() ? address.cell() : name + "!" + address.cell();
    boolean counts =
        !isHeld(floor) && g.problems.stream().noneMatch(problem -> isHeld(problem.severity()));
    String first = counts ? seen.putIfAbsent(key.toString(), here) : seen.get(key.toString());
    if (first != null) {
      g.problems.add(
          Problem.of(FindingCode.ROW_DUPLICATE, row.number(), 0, null, Map.of("first", first)));
    }
  }

  private static boolean isHeld(@Nullable Severity severity) {
    return severity != null && severity.compareTo(Severity.HOLD) >= 0;
  }

  /** Under which name a column's code is kept, whatever its key is called. */
  private static String dimension(ColumnSpec spec) {
    return switch (spec.type()) {
      case "region", "district", "product" -> spec.type();
      case "priority-group" -> "priority_group";
      default -> spec.key();
    };
  }

  private List<Parsed.Value> values(Header found, Gathered g) {
    List<Parsed.Value> values = new ArrayList<>();
    for (Header.Bound bound : found.columns()) {
      ColumnSpec spec = bound.column().spec();
      Double value = g.numbers.get(spec.key());
      if (spec.measure() == null || value == null) {
        continue;
      }
      Map<String, String> dimensions = new HashMap<>(g.texts);
      dimensions.putAll(spec.dimensions());
      String product = dimensions.get("product");
      String component = dimensions.get("component");
      if (product != null && component != null) {
        dimensions.put("component", knowledge.registers().component(product, component));
      }
      values.add(new Parsed.Value(spec.measure(), value, bound.place(), dimensions));
    }
    return values;
  }
}
