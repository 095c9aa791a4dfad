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
    String form = header.form().spec().key();
    List<Header.Heading> unknown = new ArrayList<>(header.unknown());
    List<String> without = new ArrayList<>();
    Severity worst = Severity.WARN;
    for (Form.Column column : header.missing()) {
      ColumnSpec spec = column.spec();
      boolean stores = spec.measure() != null || !spec.parts().isEmpty() || spec.isWide();
      if (!spec.header() && (spec.mayBeAbsent() || !stores)) {
        continue;
      }
      Severity severity = spec.header() ? Severity.REJECT : Severity.WARN;
      String expected = shown(knowledge, header.form(), column, language);
      Header.Heading nearest = nearest(knowledge.spelling(), expected, unknown);
      if (nearest == null) {
        without.add(expected);
        worst = spec.header() ? severity : worst;
      } else {
        unknown.remove(nearest);
        problems.add(
            missing(headerRow, nearest.place(), nearest.text(), expected, form).with(severity));
      }
    }
    if (!without.isEmpty()) {
      problems.add(missing(headerRow, 0, null, String.join("; ", without), form).with(worst));
    }
    for (Header.Heading heading : unknown) {
      Problem value = value(knowledge, header.form(), heading);
      if (value != null) {
        problems.add(value);
        continue;
      }
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

  /** A heading as a blank form prints it; one that is a value, by an example. */
  private static String shown(Knowledge knowledge, Form form, Form.Column column, String language) {
    StringBuilder out = new StringBuilder();
    if (!column.spec().words().isEmpty() || !column.spec().heading().captions().isEmpty()) {
      out.append(column.spec().shown(language));
    }
    for (String dimension : column.spec().heading().values()) {
      out.append(out.isEmpty() ? "" : " / ").append(example(knowledge, form, dimension));
    }
    return out.isEmpty() ? column.spec().key() : out.toString();
  }

  private static String example(Knowledge knowledge, Form form, String dimension) {
    if (dimension.equals(HeadingValues.DATE)) {
      return form.dates().examples(knowledge.reportDate());
    }
    List<String> names = knowledge.headingValues().nearest(dimension, "");
    return names.isEmpty() ? dimension : names.get(0);
  }

  /** A heading that was meant to be a date or a name of a register and is none; null when not. */
  private static @Nullable Problem value(Knowledge knowledge, Form form, Header.Heading heading) {
    for (String dimension : form.dimensions()) {
      String nearest =
          dimension.equals(HeadingValues.DATE)
              ? looksLikeDate(heading.text()) ? example(knowledge, form, dimension) : null
              : nearestName(knowledge, dimension, heading.text());
      if (nearest != null) {
        return Problem.of(
            FindingCode.HEADING_VALUE_UNKNOWN,
            heading.row(),
            heading.place(),
            heading.text(),
            Map.of("column", heading.text(), "raw", heading.text(), "nearest", nearest));
      }
    }
    return null;
  }

  /** Whether a text has two numbers in it, as every date has that does not spell the month. */
  private static boolean looksLikeDate(String text) {
    int numbers = 0;
    for (int i = 0; i < text.length(); i++) {
      boolean digit = Character.isDigit(text.charAt(i));
      numbers += digit && (i == 0 || !Character.isDigit(text.charAt(i - 1))) ? 1 : 0;
    }
    return numbers >= 2;
  }

  private static @Nullable String nearestName(Knowledge knowledge, String dimension, String text) {
    String key = knowledge.spelling().alike(text);
    for (String name : knowledge.headingValues().nearest(dimension, text)) {
      String other = knowledge.spelling().alike(name);
      if (Spelling.distance(key, other) * 3 <= Math.max(key.length(), other.length())) {
        return name;
      }
    }
    return null;
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
