package org.sitrep;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.sitrep.tables.RowAccounts;

/** The books of a night by file: what was read is accepted, held or rejected, to the row. */
final class FileAccounts {
  /** Counts of a sheet that add up to those of its file. */
  static final List<String> PARTS =
      List.of(
          RowAccounts.ROWS_READ,
          RowAccounts.ROWS_ACCEPTED,
          RowAccounts.ROWS_HELD,
          RowAccounts.ROWS_REJECTED);

  private FileAccounts() {}

  /** The account of every sheet and form; {@code rows} are of table {@code row_account}. */
  static List<Map<String, Object>> sheets(Dataset<Row> rows) {
    return NightRecord.rows(
        rows.sort(RowAccounts.SUBMISSION_ID, RowAccounts.SHEET, RowAccounts.FORM),
        RowAccounts.SUBMISSION_ID,
        RowAccounts.SHEET,
        RowAccounts.FORM,
        RowAccounts.ROWS_READ,
        RowAccounts.ROWS_ACCEPTED,
        RowAccounts.ROWS_HELD,
        RowAccounts.ROWS_REJECTED);
  }

  /** The parts added up over all sheets. */
  static Map<String, Long> sums(List<Map<String, Object>> sheets) {
    Map<String, Long> out = new LinkedHashMap<>();
    for (String part : PARTS) {
      out.put(part, sheets.stream().mapToLong(sheet -> count(sheet, part)).sum());
    }
    return out;
  }

  /**
   * Adds up the sheets of every file.
   *
   * @param sheets a map for every sheet, with its submission and its {@link #PARTS}
   * @throws IllegalStateException when a row of a file is neither accepted nor held nor rejected
   */
  static List<Map<String, Object>> of(List<Map<String, Object>> sheets) {
    Map<String, Map<String, Object>> files = new LinkedHashMap<>();
    for (Map<String, Object> sheet : sheets) {
      String submission = String.valueOf(sheet.get(RowAccounts.SUBMISSION_ID));
      Map<String, Object> file =
          files.computeIfAbsent(
              submission,
              id -> {
                Map<String, Object> made = new LinkedHashMap<>();
                made.put(RowAccounts.SUBMISSION_ID, id);
                return made;
              });
      for (String part : PARTS) {
        file.merge(part, sheet.get(part), (one, two) -> (Long) one + (Long) two);
      }
    }
    files.values().forEach(FileAccounts::balanced);
    return new ArrayList<>(files.values());
  }

  private static void balanced(Map<String, Object> file) {
    long read = count(file, RowAccounts.ROWS_READ);
    long told =
        count(file, RowAccounts.ROWS_ACCEPTED)
            + count(file, RowAccounts.ROWS_HELD)
            + count(file, RowAccounts.ROWS_REJECTED);
    if (read != told) {
      throw new IllegalStateException("Cannot account for every row of a file: " + file);
    }
  }

  private static long count(Map<String, Object> file, String part) {
    return file.get(part) instanceof Long count ? count : 0;
  }
}
