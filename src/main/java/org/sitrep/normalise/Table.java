package org.sitrep.normalise;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sitrep.domain.Severity;

/**
 * What holds for every row of one table, once its header was found.
 *
 * @param sheet name of the sheet it stands in
 * @param date the date told about the table; null when its rows tell it, or nobody does
 * @param titleRegion the region its title names; null when it names none or several
 * @param floor what befell all of its rows; null when nothing did
 */
record Table(
    Knowledge knowledge,
    Submission submission,
    String sheet,
    Header header,
    @Nullable LocalDate date,
    @Nullable String titleRegion,
    @Nullable Severity floor) {

  Form form() {
    return header.form();
  }

  /** Column number of every column found, by its key. */
  Map<String, Integer> places() {
    Map<String, Integer> out = new LinkedHashMap<>();
    header.columns().forEach(bound -> out.put(bound.column().spec().key(), bound.place()));
    return out;
  }
}
