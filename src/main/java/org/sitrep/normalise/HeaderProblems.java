package org.sitrep.normalise;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sitrep.config.FormSpec.ColumnSpec;
import org.sitrep.config.Spelling;
import org.sitrep.domain.FindingCode;
import org.sitrep.domain.Severity;

/** What is wrong with the headings of a table that was recognised as a form. */
final class HeaderProblems {
  private HeaderProblems() {}

  /**
   * The columns that were not found, each beside the unknown heading it may hide under, and those
   * without such a heading together; then the unknown headings that are left.
   *
   * @param headerRow row number of the lowest heading
   */
  static List<Problem> of(Knowledge knowledge, Header header, int headerRow) {
    List<Problem> problems = new ArrayList<>();
    String language = header.language() == null ? knowledge.defaultLanguage() : header.language();
    String title = header.form().spec().title().byLanguage().getOrDefault(language, "");
    List<Header.Heading> unknown = new ArrayList<>(header.unknown());
    List<String> without = new ArrayList<>();
    Severity worst = Severity.WARN;
    for (Form.Column column : header.missing()) {
      ColumnSpec spec = column.spec();
      if (!spec.header() && spec.measure() == null) {
        continue;
      }
      Severity severity = spec.header() ? Severity.REJECT : Severity.WARN;
      String expected = column.shown(language);
      Header.Heading nearest = nearest(knowledge.spelling(), expected, unknown);
      if (nearest == null) {
        without.add(expected);
        worst = spec.header() ? severity : worst;
      } else {
        unknown.remove(nearest);
        problems.add(
            missing(headerRow, nearest.place(), nearest.text(), expected, title).with(severity));
      }
    }
    if (!without.isEmpty()) {
      problems.add(missing(headerRow, 0, null, String.join("; ", without), title).with(worst));
    }
    for (Header.Heading heading : unknown) {
      problems.add(
          Problem.of(
              FindingCode.FORM_HEADING_UNKNOWN,
              heading.row(),
              heading.place(),
              heading.text(),
              Map.of("column", heading.text())));
    }
    return problems;
  }

  private static Problem missing(
      int row, int place, @Nullable String nearest, String expected, String form) {
    return Problem.of(
        FindingCode.FORM_COLUMN_MISSING,
        row,
        place,
        nearest,
        Map.of("expected", expected, "form", form, "nearest", nearest == null ? "–" : nearest));
  }

  /** The heading most like {@code expected}; null when none is like it by half. */
  private static Header.@Nullable Heading nearest(
      Spelling spelling, String expected, List<Header.Heading> unknown) {
    String key = spelling.alike(expected);
    Header.Heading best = null;
    int least = Integer.MAX_VALUE;
    for (Header.Heading heading : unknown) {
      String other = spelling.alike(heading.text());
      int distance = Spelling.distance(key, other);
      if (distance < least && distance * 2 <= Math.max(key.length(), other.length())) {
        best = heading;
        least = distance;
      }
    }
    return best;
  }
}
