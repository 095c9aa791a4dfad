package org.sitrep.normalise;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sitrep.config.FormSpec.ColumnSpec;
import org.sitrep.domain.FindingCode;
import org.sitrep.domain.Severity;

/** Finds the date of a table where its form says that it stands. */
final class SheetDates {
  private final Knowledge knowledge;
  private final Submission submission;
  private final Header header;
  private final Form form;
  private final List<Problem> problems = new ArrayList<>();
  private @Nullable Severity floor;

  private SheetDates(Knowledge knowledge, Submission submission, Header header) {
    this.knowledge = knowledge;
    this.submission = submission;
    this.header = header;
    this.form = header.form();
  }

  /**
   * The date of a table.
   *
   * @param date null when nobody tells it
   * @param floor the worst that is wrong with it, for every row; null when nothing is
   */
  record Found(@Nullable LocalDate date, @Nullable Severity floor, List<Problem> problems) {}

  /** A date told about the sheet, and the cell that tells it (0 when no cell does). */
  private record Told(LocalDate date, int row, int place, String raw) {}

  /**
   * The date of the table below {@code header}.
   *
   * @param sheet name of the sheet
   * @param top rows above the header and the header itself
   */
  static Found find(
      Knowledge knowledge, Submission submission, Header header, String sheet, List<SheetRow> top) {
    return new SheetDates(knowledge, submission, header).find(sheet, top);
  }

  private Found find(String sheet, List<SheetRow> top) {
    boolean inRows = form.spec().dateFrom().contains("column") && hasDateColumn();
    Told first = null;
    for (String source : form.spec().dateFrom()) {
      List<Told> told =
          switch (source) {
            case "title" -> inTitle(top.subList(0, header.firstRow()));
            case "sheet-name" -> inText(sheet);
            case "file-name" -> inText(submission.file());
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
    if (first == null && !inRows) {
      raiseFloor(
          Problem.of(
              FindingCode.FORM_DATE_MISSING,
              top.get(header.firstRow()).number(),
              0,
              null,
              Map.of("expected", form.dates().examples(knowledge.reportDate()))));
    } else if (first != null && !inRows) {
      Problem problem =
          problem(knowledge, submission, first.date(), first.row(), first.place(), first.raw());
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
    return new Found(first == null ? null : first.date(), floor, problems);
  }

  private boolean hasDateColumn() {
    for (Header.Bound bound : header.columns()) {
      ColumnSpec spec = bound.column().spec();
      if (spec.type().equals("date")) {
        return true;
      }
    }
    return false;
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

  private List<Told> inTitle(List<SheetRow> title) {
    List<Told> out = new ArrayList<>();
    for (SheetRow row : title) {
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

  private List<Told> inText(String text) {
    return form.dates().within(text).stream().map(d -> new Told(d, 0, 0, text)).toList();
  }

  /**
   * What is wrong with a date as such: before the epidemic, or of the future; null when nothing.
   */
  static @Nullable Problem problem(
      Knowledge knowledge, Submission submission, LocalDate date, int row, int place, String raw) {
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
}
