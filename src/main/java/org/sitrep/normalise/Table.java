package org.sitrep.normalise;

import java.time.LocalDate;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sitrep.domain.Severity;

/**
 * What holds for every row of one table, once its header was found.
 *
 * @param sheet name of the sheet it stands in
 * @param date the date told about the table; null when its rows tell it, or nobody does
 * @param regions the region told by title, sheet-name and file-name, where each names exactly one
 * @param floor what befell all of its rows; null when nothing did
 */
record Table(
    Knowledge knowledge,
    Submission submission,
    String sheet,
    Header header,
    @Nullable LocalDate date,
    Map<String, String> regions,
    @Nullable Severity floor) {

  Form form() {
    return header.form();
  }

  /** The language of the headings, or else the country's first one. */
  String language() {
    String language = header.language();
    return language == null ? knowledge.defaultLanguage() : language;
  }

  RowWords words() {
    return header.form().words();
  }
}
