package org.sitrep.normalise;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads one sheet: finds its form, its date and its region, then its data rows. */
final class SheetParser {
  private final Knowledge knowledge;
  private final Submission submission;
  private final String name;
  private final Map<String, String> seen;
  private final Consumer<Parsed> out;

  private final List<SheetRow> top = new ArrayList<>();
  private final List<Problem> problems = new ArrayList<>();
  private boolean searched;
  private @Nullable Body body;

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
      if (body != null) {
        body.row(row);
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
    if (body != null) {
      body.end();
    }
    return body != null || !problems.isEmpty();
  }

  private void search() {
    searched = true;
    Header header = knowledge.headers().find(top);
    if (header != null) {
      begin(header);
    }
    top.clear();
  }

  private void begin(Header header) {
    problems.addAll(HeaderProblems.of(knowledge, header, top.get(header.lastRow()).number()));
    if (!header.complete()) {
      out.accept(
          new Parsed.SheetEnd(
              name,
              header.form().spec().key(),
              null,
              header.language(),
              0,
              submission.sender(),
              null,
              problems));
      return;
    }
    SheetDates.Found date = SheetDates.find(knowledge, submission, header, name, top);
    problems.addAll(date.problems());
    Table table =
        new Table(
            knowledge,
            submission,
            name,
            header,
            date.date(),
            titleRegion(
                top.subList(0, header.firstRow()),
                date.date() == null ? knowledge.reportDate() : date.date()),
            date.floor());
    Body rows = new Body(table);
    body = rows;
    for (SheetRow row : top.subList(header.lastRow() + 1, top.size())) {
      rows.row(row);
    }
  }

  private @Nullable String titleRegion(List<SheetRow> title, LocalDate day) {
    for (SheetRow row : title) {
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

  /** The rows below a header. */
  private final class Body {
    private final Table table;
    private final Totals totals = new Totals();
    private final RowSorter sorter;
    private final RowReader reader;
    private long rowsRead;
    private @Nullable String onlyRegion;
    private boolean severalRegions;

    Body(Table table) {
      this.table = table;
      sorter = new RowSorter(table);
      reader = new RowReader(table, totals, seen);
    }

    void row(SheetRow row) {
      switch (sorter.kind(row)) {
        case TOTAL -> problems.addAll(totals.total(printed(row)));
        case DATA -> {
          rowsRead++;
          totals.row();
          Parsed.DataRow read = reader.read(row);
          String region = read.texts().get("region");
          if (region != null) {
            severalRegions |= onlyRegion != null && !onlyRegion.equals(region);
            onlyRegion = region;
          }
          out.accept(read);
        }
        case NEITHER -> {}
      }
    }

    private List<Totals.Printed> printed(SheetRow row) {
      List<Totals.Printed> printed = new ArrayList<>();
      for (Header.Bound bound : table.header().columns()) {
        Cell cell = row.at(bound.place());
        if (cell == null || !NumberColumn.addsUp(table.form(), bound.column())) {
          continue;
        }
        double value = NumberColumn.number(knowledge, cell);
        if (!Double.isNaN(value)) {
          printed.add(
              new Totals.Printed(row.number(), bound.place(), bound.heading(), cell.text(), value));
        }
      }
      return printed;
    }

    void end() {
      problems.addAll(totals.end());
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
