package org.sitrep.normalise;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.sitrep.config.FormSpec;
import org.sitrep.domain.FindingCode;

/**
 * Reads one sheet: finds its form, its date and its region, then its data rows; and below them
 * perhaps the header of another table.
 */
final class SheetParser {
  private final Knowledge knowledge;
  private final Submission submission;
  private final String name;
  private final boolean hidden;
  private final Map<String, List<SheetRow>> others;
  private final RowsSoFar soFar;
  private final Consumer<Parsed> out;
  private final List<Form> forms;

  private final List<SheetRow> top = new ArrayList<>();

  /** Rows above the first table. */
  private List<SheetRow> title = List.of();

  /** Rows below a table that are none of it: perhaps the title of the next. */
  private final List<SheetRow> between = new ArrayList<>();

  /** A row that may be a header, and what follows it, until there is enough to tell. */
  private final List<SheetRow> candidate = new ArrayList<>();

  private boolean searched;
  private boolean told;
  private @Nullable Body body;

  /**
   * @param others first rows of the other sheets of the file so far, by name
   * @param soFar the file's rows so far
   */
  SheetParser(
      Knowledge knowledge,
      Submission submission,
      String name,
      boolean hidden,
      Map<String, List<SheetRow>> others,
      RowsSoFar soFar,
      Consumer<Parsed> out) {
    this.knowledge = knowledge;
    this.submission = submission;
    this.name = name;
    this.hidden = hidden;
    this.others = others;
    this.soFar = soFar;
    this.out = out;
    forms = knowledge.forms(name, hidden);
  }

  void row(SheetRow row) {
    if (!searched) {
      top.add(row);
      if (top.size() >= knowledge.headers().depth()) {
        search();
      }
    } else if (body != null) {
      below(body, row);
    }
  }

  /** Takes the end of the sheet; tells whether it held a form, or nearly. */
  boolean end() {
    if (!searched) {
      search();
    }
    if (!candidate.isEmpty()) {
      another();
    }
    endTable();
    return told;
  }

  private void search() {
    searched = true;
    List<SheetRow> rows = List.copyOf(top);
    top.clear();
    Header header = knowledge.headers().find(rows, forms);
    if (header == null) {
      return;
    }
    title = rows.subList(0, header.firstRow());
    if (header.complete()) {
      begin(header, rows);
    } else {
      told = true;
      out.accept(
          new Parsed.SheetEnd(
              name,
              header.form().spec().key(),
              null,
              header.language(),
              0,
              submission.sender(),
              null,
              HeaderProblems.of(knowledge, header, rows.get(header.lastRow()).number())));
    }
  }

  // rows below a header

  private void below(Body table, SheetRow row) {
    if (!candidate.isEmpty()) {
      candidate.add(row);
      if (candidate.size() >= knowledge.headers().rowsMost() + 1) {
        another();
      }
    } else if (table.mayBeHeader(row) && knowledge.headers().mayBegin(row, forms)) {
      candidate.add(row);
    } else {
      take(table, row);
    }
  }

  private void take(Body table, SheetRow row) {
    if (table.row(row)) {
      between.clear();
    } else {
      between.add(row);
      if (between.size() > knowledge.headers().depth()) {
        between.remove(0);
      }
    }
  }

  /** Begins another table when there is a header; gives the rows to the table above otherwise. */
  private void another() {
    List<SheetRow> rows = new ArrayList<>(between);
    rows.addAll(candidate);
    int above = between.size();
    List<SheetRow> waiting = List.copyOf(candidate);
    candidate.clear();
    Body table = body;
    Header header = knowledge.headers().find(rows, forms);
    boolean begins =
        header != null
            && header.complete()
            && header.lastRow() >= above
            && table != null
            && !goesOn(table, header, rows);
    if (begins && header != null) {
      endTable();
      between.clear();
      begin(header, rows);
      return;
    }
    // The first is no header, whatever the next ones are.
    if (table != null) {
      take(table, waiting.get(0));
      waiting.subList(1, waiting.size()).forEach(this::row);
    }
  }

  /** Whether a header is that of the table above, printed once more on another page. */
  private boolean goesOn(Body above, Header header, List<SheetRow> rows) {
    if (!header.repeats(above.table.header())) {
      return false;
    }
    List<SheetRow> over = rows.subList(0, header.firstRow());
    LocalDate date = date(header, over, rows.get(header.firstRow()).number()).date();
    String region = region(over, knowledge.reportDate());
    return (date == null || date.equals(above.table.date()))
        && (region == null || region.equals(above.table.regions().get("title")));
  }

  private SheetDates.Found date(Header header, List<SheetRow> over, int headerRow) {
    return SheetDates.find(
        knowledge, submission, header, new SheetDates.Places(name, over, headerRow, others));
  }

  private void begin(Header header, List<SheetRow> rows) {
    List<SheetRow> over = rows.subList(0, header.firstRow());
    int headerRow = rows.get(header.firstRow()).number();
    SheetDates.Found date = date(header, over, headerRow);
    if (date.date() == null && over != title) {
      // A table further down has the date of the sheet when it has none of its own.
      date = date(header, title, headerRow);
    }
    List<Problem> problems =
        new ArrayList<>(HeaderProblems.of(knowledge, header, rows.get(header.lastRow()).number()));
    problems.addAll(date.problems());
    LocalDate day = date.date() == null ? knowledge.reportDate() : date.date();
    Table table =
        new Table(
            knowledge, submission, name, header, date.date(), regions(over, day), date.floor());
    if (hidden && !told) {
      problems.add(Problem.of(FindingCode.SHEET_HIDDEN_READ, 0, 0, null, Map.of("sheet", name)));
    }
    told = true;
    body = new Body(table, problems);
    rows.subList(header.lastRow() + 1, rows.size()).forEach(this::row);
  }

  /** What title, sheet and file name say of the region. */
  private Map<String, String> regions(List<SheetRow> over, LocalDate day) {
    Map<String, String> out = new HashMap<>();
    String own = region(over, day);
    put(out, "title", own == null ? region(title, day) : own);
    put(out, "sheet-name", knowledge.registers().regionWithin(name, day));
    put(out, "file-name", knowledge.registers().regionWithin(submission.file(), day));
    return out;
  }

  private static void put(Map<String, String> regions, String source, @Nullable String region) {
    if (region != null) {
      regions.put(source, region);
    }
  }

  private @Nullable String region(List<SheetRow> over, LocalDate day) {
    for (SheetRow row : over) {
      for (Cell cell : row.cells()) {
        if (cell.isText()) {
          String region = knowledge.registers().regionWithin(cell.text(), day);
          if (region != null) {
            return region;
          }
        }
      }
    }
    return null;
  }

  private void endTable() {
    if (body != null) {
      body.end();
      body = null;
    }
  }

  /** The rows below one header. */
  private final class Body {
    private final Table table;
    private final List<Problem> problems;
    private final Totals totals = new Totals();
    private final RowSorter sorter;
    private final RowReader reader;
    private final RowDrops drops;
    private final @Nullable PersonReader persons;
    private final boolean readsHidden;
    private long rowsRead;
    private int rowsHidden;
    private int firstHidden;
    private int last;
    private @Nullable String onlyRegion;
    private boolean severalRegions;
    private boolean filled;

    Body(Table table, List<Problem> problems) {
      this.table = table;
      this.problems = problems;
      FormSpec spec = table.form().spec();
      sorter = new RowSorter(table);
      reader = new RowReader(table, RowGroup.of(table, problems), totals, soFar);
      drops = new RowDrops(table);
      persons = spec.isLineList() ? new PersonReader(table, soFar) : null;
      readsHidden = spec.readsHiddenRows();
    }

    boolean mayBeHeader(SheetRow row) {
      return sorter.mayBeHeader(row, last > 0 && row.number() > last + 1);
    }

    /** Takes a row; tells whether it is one of the table. */
    boolean row(SheetRow row) {
      last = row.number();
      if (row.hidden() && !readsHidden) {
        hidden(row);
        return true;
      }
      if (drops.drops(row)) {
        return true;
      }
      if (persons != null) {
        return persons.isPerson(row) && person(persons.read(row), row);
      }
      switch (sorter.kind(row)) {
        case TOTAL -> problems.addAll(totals.total(reader.printed(row)));
        case DATA -> data(row);
        case NEITHER -> {
          return false;
        }
      }
      return true;
    }

    private void hidden(SheetRow row) {
      firstHidden = rowsHidden == 0 ? row.number() : firstHidden;
      rowsHidden++;
    }

    private void data(SheetRow row) {
      if (row.hidden()) {
        hidden(row);
      }
      totals.row();
      reader.read(row).forEach(this::hand);
    }

    private boolean person(Parsed.DataRow read, SheetRow row) {
      if (row.hidden()) {
        hidden(row);
      }
      hand(read);
      return true;
    }

    private void hand(Parsed.DataRow read) {
      rowsRead++;
      String region = read.texts().get(RegionColumn.REGION);
      if (region != null) {
        severalRegions |= onlyRegion != null && !onlyRegion.equals(region);
        onlyRegion = region;
      }
      filled = filled || read.problems().stream().noneMatch(p -> p.code() == FindingCode.ROW_EMPTY);
      out.accept(read);
    }

    void end() {
      problems.addAll(totals.end());
      problems.addAll(drops.problems());
      if (!filled) {
        problems.add(
            Problem.of(
                FindingCode.FORM_EMPTY, 0, 0, null, Map.of("form", table.form().spec().key())));
      }
      if (rowsHidden > 0) {
        problems.add(
            Problem.of(
                readsHidden ? FindingCode.ROWS_HIDDEN_READ : FindingCode.ROWS_HIDDEN_LEFT_OUT,
                firstHidden,
                0,
                null,
                Map.of("sheet", name, "rows", Integer.toString(rowsHidden))));
      }
      out.accept(
          new Parsed.SheetEnd(
              name,
              table.form().spec().key(),
              table.form().spec().version(),
              table.header().language(),
              rowsRead,
              severalRegions ? null : onlyRegion,
              table.date(),
              problems));
    }
  }
}
