package org.sitrep.report.workbook;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.sitrep.domain.Severity;

/**
 * What the first sheet says above its list, worded.
 *
 * @param sheet name of the sheet, see {@link org.sitrep.domain.ReturnSheet}
 * @param rowsSheet name of the sheets with single rows of a file too big to copy
 * @param dataSheet name of the sheet that a text file becomes
 * @param facts pairs of label and value, six of them: file, region, form, date, received, what
 *     became of it
 * @param legend what each colour means
 * @param heads headings of the six columns of the list
 * @param rowHead heading over the row numbers of the sheets with single rows
 * @param uncalculated comment on a cell whose formula had no result
 * @param footer foot of a printed page; {@code &P} and {@code &N} are page and pages
 * @param stamp time written into the properties of the workbook: never the clock
 */
public record FrontPage(
    String sheet,
    String rowsSheet,
    String dataSheet,
    String title,
    List<Fact> facts,
    String todo,
    Map<Severity, String> legend,
    List<String> heads,
    String rowHead,
    String uncalculated,
    String footer,
    Instant stamp) {
  /** A label and what stands beside it. */
  public record Fact(String label, String value) {}

  public FrontPage {
    facts = List.copyOf(facts);
    legend = Map.copyOf(legend);
    heads = List.copyOf(heads);
  }
}
