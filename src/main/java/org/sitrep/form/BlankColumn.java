package org.sitrep.form;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.sitrep.config.FormSpec;
import org.sitrep.config.FormSpec.ColumnSpec;
import org.sitrep.config.Spelling;
import org.sitrep.domain.Lang;
import org.sitrep.domain.Measure;

/**
 * A column of a blank form.
 *
 * @param group merged caption above the heading; empty when it has none
 * @param heading the first word the form declares in the language
 * @param format number format of its cells, in the letters of a workbook
 * @param check what its cells take
 * @param addsUp whether the totals row sums it
 */
record BlankColumn(
    String key,
    String type,
    String group,
    String heading,
    String format,
    Check check,
    boolean addsUp) {
  private static final Set<String> VALUES = Set.of("count", "decimal", "percent");

  boolean isValue() {
    return VALUES.contains(type);
  }

  /** The columns of a form but those that nobody reads or has a word for. */
  static List<BlankColumn> of(FormSpec form, Lang lang, Checks checks, Names names) {
    boolean dated = form.columns().stream().anyMatch(c -> c.type().equals("date"));
    List<BlankColumn> out = new ArrayList<>();
    for (ColumnSpec spec : form.columns()) {
      if (spec.type().equals("ignore")) {
        continue;
      }
      String list = Names.listOf(spec.type());
      boolean known = list != null && !names.list(list).isEmpty();
      if (list != null && !known && !spec.required() && !spec.header()) {
        continue;
      }
      out.add(
          new BlankColumn(
              spec.key(),
              spec.type(),
              first(spec.group(), lang),
              first(spec.words(), lang),
              format(form, spec),
              checks.of(spec, known ? list : null),
              addsUp(spec, dated)));
    }
    return out;
  }

  /** Running totals and stocks of several days do not add up; nor do percentages. */
  private static boolean addsUp(ColumnSpec spec, boolean dated) {
    if (!spec.type().equals("count") && !spec.type().equals("decimal")) {
      return false;
    }
    return !dated
        || (spec.measure() != null && new Measure(spec.measure()).kind() == Measure.Kind.FLOW);
  }

  private static String format(FormSpec form, ColumnSpec spec) {
    return switch (spec.type()) {
      case "count" -> "#,##0";
      case "percent" -> "0.0%";
      case "date" -> Patterns.cell(form);
      case "decimal" -> "General";
      default -> "@";
    };
  }

  private static String first(Map<String, List<String>> byLanguage, Lang lang) {
    List<String> words = byLanguage.getOrDefault(lang.code(), List.of());
    if (words.isEmpty()) {
      words = byLanguage.values().stream().filter(w -> !w.isEmpty()).findFirst().orElse(List.of());
    }
    return words.isEmpty() ? "" : Spelling.trimmed(words.get(0));
  }
}
