package org.sitrep.form;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.sitrep.config.FormSpec;
import org.sitrep.config.FormSpec.ColumnSpec;
import org.sitrep.domain.Lang;
import org.sitrep.domain.Measure;

/**
 * A column of a blank form.
 *
 * @param key of the form's column; a column that stands for many headings has one of each
 * @param levels captions above the heading, the top one first, and the heading
 * @param format number format of its cells, in the letters of a workbook
 * @param check what its cells take
 * @param addsUp whether the totals row sums it
 * @param sumOf keys of the columns it is the sum of, row by row; empty when it is filled in
 */
record BlankColumn(
    String key,
    String type,
    List<String> levels,
    String format,
    Check check,
    boolean addsUp,
    Set<String> sumOf) {
  private static final Set<String> VALUES =
      Set.of("count", "decimal", "percent", "composite", "total");

  /** Nobody reads these, or nobody keeps them: what is not needed is not asked for. */
  private static final Set<String> NOT_ASKED = Set.of("ignore", "personal");

  boolean isValue() {
    return VALUES.contains(type);
  }

  String heading() {
    return levels.get(levels.size() - 1);
  }

  /**
   * The columns of a form but those that nobody reads or has a word for.
   *
   * @param list whether rows are records that come one by one
   */
  static List<BlankColumn> of(
      FormSpec form, Lang lang, Checks checks, Names names, Headings headings, boolean list) {
    boolean dated = form.columns().stream().anyMatch(c -> c.type().equals("date"));
    boolean measured = form.columns().stream().anyMatch(c -> c.type().equals("measure-word"));
    List<BlankColumn> out = new ArrayList<>();
    for (ColumnSpec spec : form.columns()) {
      boolean needed = spec.required() || spec.header();
      DropDown drop = names.choices(spec);
      boolean known = drop != null && !drop.values().isEmpty();
      // Of a list the title tells the region once, rather than every record.
      boolean told = list && spec.type().equals("region") && names.regions().size() == 1;
      if (NOT_ASKED.contains(spec.type())
          || (!needed && drop != null && !known)
          || (!needed && told && form.regionFrom().contains("title"))) {
        continue;
      }
      boolean composite = spec.type().equals("composite") || measured;
      for (List<String> values : headings.values(spec)) {
        out.add(
            new BlankColumn(
                spec.key(),
                spec.type(),
                levels(spec, lang, values),
                format(form, spec),
                checks.of(spec, known ? drop : null),
                !composite && addsUp(spec, dated),
                Set.copyOf(spec.totalOf())));
      }
    }
    return out;
  }

  private static List<String> levels(ColumnSpec spec, Lang lang, List<String> values) {
    List<String> out = new ArrayList<>();
    for (Map<String, List<String>> caption : spec.heading().captions()) {
      Names.of(caption, lang).stream().findFirst().ifPresent(out::add);
    }
    Names.of(spec.words(), lang).stream()
        .findFirst()
        .ifPresent(own -> out.addAll(List.of(own.split(ColumnSpec.BETWEEN, -1))));
    out.addAll(values);
    return out.isEmpty() ? List.of(spec.key()) : out;
  }

  /** Running totals and stocks of several days do not add up; nor do percentages and rates. */
  private static boolean addsUp(ColumnSpec spec, boolean dated) {
    if (!Set.of("count", "decimal", "total").contains(spec.type()) || !spec.addsUp()) {
      return false;
    }
    return !dated
        || (spec.measure() != null && new Measure(spec.measure()).kind() == Measure.Kind.FLOW);
  }

  private static String format(FormSpec form, ColumnSpec spec) {
    return switch (spec.type()) {
      case "count" -> spec.cells().multiplyBy() == 1 ? "#,##0" : "General";
      case "total" -> "#,##0";
      case "percent" -> spec.cells().percentOf() == 100 ? "0.0" : "0.0%";
      case "date", "birth-date" -> Patterns.cell(form);
      case "decimal", "age" -> "General";
      default -> "@";
    };
  }
}
