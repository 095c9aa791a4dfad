package org.sitrep.normalise;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sitrep.domain.EventKind;
import org.sitrep.domain.Severity;

/** What comes out of a sheet, in order: its data rows, then its end. */
sealed interface Parsed permits Parsed.DataRow, Parsed.SheetEnd {

  /**
   * One data row, read cell by cell.
   *
   * @param line number of the row in the file, from 0
   * @param first number of the first row with the same keys; null when this is the first
   * @param texts resolved codes by column key: region, district, product, …
   * @param numbers readable numbers by column key
   * @param places place of every column found, by column key
   * @param floor what befell the whole sheet; null when nothing did
   * @param event what a row of a line list tells of a person; null for rows that count
   */
  record DataRow(
      int line,
      @Nullable Integer first,
      String sheet,
      int row,
      String form,
      String formVersion,
      @Nullable LocalDate date,
      Map<String, String> texts,
      Map<String, Double> numbers,
      Map<String, Integer> places,
      List<Value> values,
      List<Problem> problems,
      @Nullable Severity floor,
      @Nullable Event event)
      implements Parsed {}

  /**
   * The end of a sheet that held a form, or nearly; or of a file in which no sheet did.
   *
   * @param sheet null for a file without any form
   * @param form key of the form, also when columns of it were missing
   * @param formVersion null when the sheet could not be read as a form
   * @param rowsRead data rows handed out before
   * @param region the only region of the sheet, if there is one
   */
  record SheetEnd(
      @Nullable String sheet,
      @Nullable String form,
      @Nullable String formVersion,
      @Nullable String language,
      long rowsRead,
      @Nullable String region,
      @Nullable LocalDate date,
      List<Problem> problems)
      implements Parsed {
    /** The same with one more problem. */
    SheetEnd with(Problem problem) {
      List<Problem> more = new ArrayList<>(problems);
      more.add(problem);
      return new SheetEnd(
          sheet, form, formVersion, language, rowsRead, region, date, List.copyOf(more));
    }
  }

  /**
   * What a row of a line list tells of a person.
   *
   * @param person pseudonym; null when the row names nobody
   * @param place column of its date, from 1
   */
  record Event(
      EventKind kind, @Nullable String person, int place, Map<String, String> dimensions) {}

  /**
   * One number that becomes an observation.
   *
   * @param place column from 1
   */
  record Value(String measure, double value, int place, Map<String, String> dimensions) {}
}
