package org.sitrep.normalise;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sitrep.config.FormSpec.MeasureWord;
import org.sitrep.config.Spelling;
import org.sitrep.domain.FindingCode;
import org.sitrep.domain.PersonToken;
import org.sitrep.domain.Severity;

/** What is being gathered about one data row. */
final class RowDraft {
  final SheetRow row;
  final Map<String, String> texts = new LinkedHashMap<>();
  final Map<String, Double> numbers = new LinkedHashMap<>();
  final List<Problem> problems = new ArrayList<>();

  /** What the numbers of the row count, when a word of it tells. */
  @Nullable MeasureWord measure;

  /** What befell the row beside its own problems; null when nothing did. */
  @Nullable Severity floor;

  /** The person of a row of a line list; null when none is told. */
  @Nullable PersonToken person;

  /** Day the person was born; null when it is not told. Not kept. */
  @Nullable YearMonth birth;

  /** Age in completed years as told; null when it is not. */
  @Nullable Integer age;

  /** The day the row is about: its own, or else the one told about the table. */
  @Nullable LocalDate date;

  RowDraft(SheetRow row, @Nullable LocalDate date) {
    this.row = row;
    this.date = date;
  }

  /** Whether nothing was found so far that keeps the row from counting. */
  boolean counts() {
    if (floor != null && floor.compareTo(Severity.HOLD) >= 0) {
      return false;
    }
    for (Problem problem : problems) {
      if (problem.severity().compareTo(Severity.HOLD) >= 0) {
        return false;
      }
    }
    return true;
  }

  /** Tells a problem with a cell of the row. */
  void wrong(FindingCode code, Header.Bound bound, Cell cell, Map<String, String> more) {
    problems.add(problem(code, bound, cell, more));
  }

  Problem problem(FindingCode code, Header.Bound bound, Cell cell, Map<String, String> more) {
    Map<String, String> arguments = new HashMap<>(more);
    arguments.put("column", bound.heading());
    arguments.put("raw", Spelling.trimmed(cell.text()));
    return Problem.of(code, row.number(), bound.place(), cell.text(), arguments);
  }

  /** Tells that a cell is empty. */
  void empty(FindingCode code, Header.Bound bound, @Nullable Cell cell) {
    problems.add(
        Problem.of(
            code,
            row.number(),
            bound.place(),
            cell == null ? null : cell.text(),
            Map.of("column", bound.heading())));
  }

  /** Whether a cell holds a value at all; tells an error value and a formula nobody calculated. */
  boolean readable(Header.Bound bound, Cell cell) {
    if (cell.type() == 'e') {
      wrong(FindingCode.CELL_ERROR_VALUE, bound, cell, Map.of());
    } else if (cell.type() == 'u') {
      wrong(FindingCode.CELL_FORMULA_NOT_CALCULATED, bound, cell, Map.of());
    }
    return cell.type() != 'e' && cell.type() != 'u';
  }
}
