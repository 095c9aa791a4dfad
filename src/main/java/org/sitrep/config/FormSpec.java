package org.sitrep.config;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code forms/*.yml}: what a region fills in and how it is recognised, by its headings, never by
 * the file name.
 *
 * @param key word in tables and on the command line
 * @param version tells layouts of one form apart
 * @param period day or week; a week is filed under its last day
 * @param headerWithin the header starts in one of the first so many non-empty rows of a sheet
 * @param headerRowsMax 1 to 3
 * @param dateFrom where the date stands: title, sheet-name, file-name, column; tried in order
 * @param dateFormats declared formats of dates written as text; never guessed
 * @param regionFrom where the region stands: column, title, folder; tried in order
 * @param keys keys of the columns that together name a row; a second row with the same is a
 *     duplicate
 */
public record FormSpec(
    String key,
    String version,
    Text title,
    Validity validity,
    String period,
    int headerWithin,
    int headerRowsMax,
    List<String> dateFrom,
    List<DatePattern> dateFormats,
    List<String> regionFrom,
    List<String> keys,
    List<ColumnSpec> columns)
    implements Serializable {

  /**
   * A column of a form.
   *
   * @param type region, district, date, product, priority-group, count, decimal, percent, text,
   *     person (an identifier, which becomes a pseudonym), personal (a name and the like, which is
   *     dropped), ignore
   * @param required a row without it is rejected
   * @param header the sheet is not this form when no heading fits
   * @param group language code to spellings of the merged caption above it, the one a blank form
   *     prints first; empty when it has none
   * @param words language code to spellings of its own heading, the one a blank form prints first
   * @param measure measure its values become; null when it is not a value
   * @param dimensions dimension to value, such as stream to U07.1
   * @param fillDown an empty cell repeats the one above (merged cells do so anyway)
   * @param emptyIs nothing (told as a finding), allowed (not told) or a word of words.zero
   *     semantics
   * @param negative allowed, warn or reject
   */
  public record ColumnSpec(
      String key,
      String type,
      boolean required,
      boolean header,
      Map<String, List<String>> group,
      Map<String, List<String>> words,
      @Nullable String measure,
      Map<String, String> dimensions,
      boolean fillDown,
      String emptyIs,
      String negative)
      implements Serializable {}
}
