package org.sitrep.sample;

import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sitrep.domain.RegionCode;

/**
 * A fault the sample plants on purpose.
 *
 * @param form key of the form; the ministry's consolidated sheet is of form {@code cases}
 * @param region null for a file of the ministry
 * @param date date the file describes
 * @param nightOf report date of the night that must tell it
 * @param column key of the column it stands in; null for the file as a whole
 * @param codes codes of the findings it must lead to; empty when the night is expected to cope in
 *     silence
 * @param file path below the inbox, with {@code /}
 * @param again path of the file that puts it right; null when none does
 * @param told path of the file that the findings name; null when they are about the night
 * @param note what was done, for people
 */
public record PlantedFault(
    FaultKind kind,
    String form,
    @Nullable RegionCode region,
    LocalDate date,
    LocalDate nightOf,
    @Nullable String column,
    List<String> codes,
    String file,
    @Nullable String again,
    @Nullable String told,
    String note) {

  /**
   * A row of {@code faults.csv}.
   *
   * @param form key of the form, or summary
   * @param region empty for the ministry
   * @param columns keys of the columns changed
   * @param value what is written, added or asked as password; empty when nothing is
   * @param againAfterHours hours until the second file (or until the late one); 0 = none
   */
  record Plan(
      FaultKind kind,
      String form,
      String region,
      LocalDate date,
      List<String> columns,
      String value,
      List<String> codes,
      int againAfterHours,
      String note) {

    static Plan of(NamedCsvRecord r) {
      String hours = r.getField("again_after_hours");
      return new Plan(
          FaultKind.valueOf(r.getField("kind")),
          r.getField("form"),
          r.getField("region"),
          LocalDate.parse(r.getField("date")),
          list(r.getField("column")),
          r.getField("value"),
          list(r.getField("code")),
          hours.isEmpty() ? 0 : Integer.parseInt(hours),
          r.getField("note"));
    }

    private static List<String> list(String field) {
      return field.isEmpty() ? List.of() : List.of(field.split("\\|"));
    }
  }
}
