package org.sitrep.normalise;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sitrep.config.Expression;
import org.sitrep.config.Expression.Name;
import org.sitrep.config.FormSpec;
import org.sitrep.config.FormSpec.ColumnSpec;
import org.sitrep.config.Rule;

/**
 * One thing to check: a rule, or of a rule about each of its columns one of them.
 *
 * @param number its place among all checks of the country
 * @param columns columns painted when it fails; the first carries the finding
 */
record Check(int number, Rule rule, List<String> columns) implements Serializable {
  private static final Pattern PLACE = Pattern.compile("\\{([^}]*)}");

  /** The value of the column, in a rule about each of its columns. */
  static final String VALUE = "value";

  static List<Check> of(List<Rule> rules) {
    List<Check> out = new ArrayList<>();
    for (Rule rule : rules) {
      if (rule.each()) {
        rule.columns().forEach(column -> out.add(new Check(out.size(), rule, List.of(column))));
      } else {
        out.add(new Check(out.size(), rule, rule.columns()));
      }
    }
    return out;
  }

  /** Whether it judges several rows together. */
  boolean grouped() {
    return rule.per() != null;
  }

  /** Keys of the form that name its groups, beside region and date; empty when it has none. */
  List<String> per() {
    List<String> per = rule.per();
    return per == null ? List.of() : per;
  }

  /** Names in its expression, the cell's value as the column it stands in. */
  List<Name> names() {
    return Expression.names(rule.holds()).stream().map(this::resolved).toList();
  }

  /** Its expression, every name as {@code column} gives it. */
  String sql(BiFunction<String, String, String> column) {
    return Expression.rewritten(
        rule.holds(),
        name -> {
          Name resolved = resolved(name);
          return "`" + column.apply(resolved.of(), resolved.column()) + "`";
        });
  }

  Name resolved(Name name) {
    return rule.each() && name.column().equals(VALUE) ? new Name(name.of(), columns.get(0)) : name;
  }

  /**
   * Columns of the form whose values it needs: those it names, and for what lies beyond the row
   * also those that name a group, that are compared with what is usual and that its message tells.
   */
  Set<String> reads() {
    Set<String> out = new LinkedHashSet<>();
    for (Name name : names()) {
      if (name.of().isEmpty() || name.of().equals("z")) {
        out.add(name.column());
      }
    }
    if (!rule.withinRow()) {
      out.addAll(per());
      told().forEach(name -> out.add(resolved(new Name("", name)).column()));
    }
    return out;
  }

  /** What its message tells of the row or the group itself. */
  Set<String> told() {
    Set<String> out = places();
    out.removeIf(place -> place.contains(".") || (rule.each() && place.equals("column")));
    return out;
  }

  /** The names in its message. */
  Set<String> places() {
    Set<String> out = new TreeSet<>();
    for (String text : rule.message().byLanguage().values()) {
      Matcher m = PLACE.matcher(text);
      while (m.find()) {
        out.add(m.group(1));
      }
    }
    return out;
  }

  /** The column called {@code key} in some version of the form. */
  static List<ColumnSpec> columns(List<FormSpec> forms, String form, String key) {
    return forms.stream()
        .filter(f -> f.key().equals(form))
        .flatMap(f -> f.fields().stream())
        .filter(c -> c.key().equals(key))
        .toList();
  }
}
