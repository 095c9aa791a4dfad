package org.sitrep.normalise;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sitrep.config.FormSpec.DateSource;
import org.sitrep.config.Spelling;
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

  /**
   * Where a date may stand.
   *
   * @param sheet name of the table's sheet
   * @param title rows above the table
   * @param headerRow row number of the top heading
   * @param others first rows of the other sheets, by name
   */
  record Places(
      String sheet, List<SheetRow> title, int headerRow, Map<String, List<SheetRow>> others) {}

  /** A date told about the table, and the cell that tells it (0 when no cell does). */
  private record Told(LocalDate date, int row, int place, String raw) {}

  /** The same as it is written, perhaps without a year; {@code date} only from a date cell. */
  private record Written(
      Dates.@Nullable Mention mention, @Nullable LocalDate date, int row, int place, String raw) {
    @Nullable LocalDate date(@Nullable LocalDate near) {
      return mention == null ? date : mention.date(near);
    }
  }

  /** The date of the table below {@code header}. */
  static Found find(Knowledge knowledge, Submission submission, Header header, Places places) {
    return new SheetDates(knowledge, submission, header).find(places);
  }

  /** Whether a place tells a date in another sheet. */
  static boolean isTold(Form form, Knowledge knowledge, DateSource source, List<SheetRow> rows) {
    return !inRows(form, knowledge, source, rows).isEmpty();
  }

  private Found find(Places places) {
    boolean inRows = isToldBelow();
    // A week is told as from … to …; its last day counts, and more than one date is no conflict.
    boolean week = form.spec().period().equals("week");
    LocalDate anchor = anchor(places);
    Told first = null;
    for (DateSource source : form.spec().dateFrom()) {
      List<Told> told = told(source, places, anchor);
      if (told.isEmpty()) {
        continue;
      }
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
              places.headerRow(),
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

  /** Whether a column tells the date, or the headings of columns do. */
  private boolean isToldBelow() {
    boolean asked = false;
    for (DateSource source : form.spec().dateFrom()) {
      asked |= source.from().equals("column");
    }
    boolean column = false;
    for (Header.Bound bound : header.columns()) {
      column |= bound.column().spec().type().equals("date");
      column |= bound.values().containsKey(HeadingValues.DATE);
    }
    return asked && column;
  }

  /** The first date of the file that tells its year. */
  private @Nullable LocalDate anchor(Places places) {
    for (DateSource source : form.spec().dateFrom()) {
      List<Told> told = told(source, places, null);
      if (!told.isEmpty()) {
        return told.get(0).date();
      }
    }
    return null;
  }

  private List<Told> told(DateSource source, Places places, @Nullable LocalDate near) {
    List<Written> written =
        switch (source.from()) {
          case "title" -> inRows(form, knowledge, source, places.title());
          case "sheet-name" -> inText(form, knowledge, source, places.sheet(), 0, 0);
          case "file-name" -> inText(form, knowledge, source, submission.file(), 0, 0);
          case "other-sheet" -> inOthers(source, places);
          default -> List.of();
        };
    List<Told> out = new ArrayList<>();
    for (Written one : written) {
      LocalDate date = one.date(near == null ? null : near.minusDays(source.days()));
      if (date != null) {
        out.add(new Told(date.plusDays(source.days()), one.row(), one.place(), one.raw()));
      }
    }
    return out;
  }

  private List<Written> inOthers(DateSource source, Places places) {
    List<Written> out = new ArrayList<>();
    places
        .others()
        .forEach(
            (name, rows) -> {
              if (source.takes(name) && !name.equals(places.sheet())) {
                for (Written one : inRows(form, knowledge, source, rows)) {
                  // The cell is in another sheet, which an address in this one cannot tell.
                  out.add(new Written(one.mention(), one.date(), 0, 0, one.raw()));
                }
              }
            });
    return out;
  }

  private static List<Written> inRows(
      Form form, Knowledge knowledge, DateSource source, List<SheetRow> rows) {
    List<Written> out = new ArrayList<>();
    for (SheetRow row : rows) {
      boolean named = source.after().isEmpty();
      for (Cell cell : row.cells()) {
        if (cell.type() == 'd') {
          LocalDate date = Dates.ofCell(cell.text());
          if (date != null && named) {
            out.add(new Written(null, date, row.number(), cell.column(), cell.text()));
          }
        } else if (cell.isText()) {
          if (named && !source.after().isEmpty()) {
            Dates.Mention mention = form.dates().mention(cell.text());
            if (mention != null) {
              out.add(new Written(mention, null, row.number(), cell.column(), cell.text()));
            }
          } else {
            out.addAll(inText(form, knowledge, source, cell.text(), row.number(), cell.column()));
          }
        }
        // The word may stand in a cell of its own, the date in the next.
        named = source.after().isEmpty() || isNamed(knowledge, source, cell.text());
      }
    }
    return out;
  }

  private static List<Written> inText(
      Form form, Knowledge knowledge, DateSource source, String text, int row, int place) {
    List<Written> out = new ArrayList<>();
    for (Dates.Mention mention : form.dates().mentions(text)) {
      if (isNamed(knowledge, source, text.substring(0, mention.start()))) {
        out.add(new Written(mention, null, row, place, text));
      }
    }
    return out;
  }

  /** Whether one of the words that announce the date ends the text before it. */
  private static boolean isNamed(Knowledge knowledge, DateSource source, String before) {
    if (source.after().isEmpty()) {
      return true;
    }
    Spelling spelling = knowledge.spelling();
    String folded = spelling.alike(before);
    for (String word : source.after()) {
      String wanted = spelling.alike(word);
      if (!wanted.isEmpty() && folded.endsWith(wanted)) {
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
          Map.of("date", date.toString(), "earliest", knowledge.earliest().toString()));
    }
    LocalDate latest = knowledge.latest(submission.receivedAt());
    if (date.isAfter(latest)) {
      return Problem.of(
          FindingCode.DATE_IN_FUTURE,
          row,
          place,
          raw,
          Map.of("date", date.toString(), "latest", latest.toString()));
    }
    return null;
  }
}
