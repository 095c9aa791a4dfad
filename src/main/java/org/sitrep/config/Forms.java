package org.sitrep.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sitrep.domain.FindingCode;
import org.sitrep.domain.Lang;
import org.sitrep.domain.Severity;

/** {@code forms/*.yml} and {@code rules/*.yml} to records. */
final class Forms {
  private static final Pattern PLACE = Pattern.compile("\\{([^}]*)}");
  private static final Kind<String> DIMENSION =
      Kind.oneOf(
          "stream",
          "product",
          "component",
          "dose",
          "sex",
          "age_group",
          "priority_group",
          "facility");

  private Forms() {}

  static FormSpec form(Section file, List<Lang> languages, Collection<String> streams) {
    String key = file.get("key", Kind.KEY);
    List<FormSpec.ColumnSpec> columns =
        file.sections("columns", column -> column(column, languages, streams));
    Set<String> names = new LinkedHashSet<>();
    for (FormSpec.ColumnSpec column : columns) {
      if (!column.key().isEmpty() && !names.add(column.key())) {
        file.spot("columns").wrong("'" + column.key() + "' stands here twice");
      }
    }
    // Every row has a region and a date, also when they stand in the title and not in a column.
    Set<String> identity = new TreeSet<>(names);
    identity.add("region");
    identity.add("date");
    return new FormSpec(
        key,
        file.get("version", Kind.TEXT),
        file.text("title", languages),
        file.validity(),
        file.get("period", Kind.oneOf("day", "week")),
        file.get("header-within", Kind.whole(1, 200)),
        file.get("header-rows-max", Kind.whole(1, 3)),
        file.list("date-from", Kind.oneOf("title", "sheet-name", "file-name", "column")),
        file.findList("date-formats", Kind.DATE_PATTERN),
        file.list("region-from", Kind.oneOf("column", "title", "folder")),
        file.list(
            "keys",
            Kind.reference(names.isEmpty() ? names : identity, "a column of this form, or date")),
        columns);
  }

  private static FormSpec.ColumnSpec column(
      Section section, List<Lang> languages, Collection<String> streams) {
    String type =
        section.get(
            "type",
            Kind.oneOf(
                "region",
                "district",
                "date",
                "product",
                "priority-group",
                "count",
                "decimal",
                "percent",
                "text",
                "person",
                "personal",
                "ignore"));
    String measure = section.find("measure", Kind.MEASURE);
    if (measure != null && !Set.of("count", "decimal", "percent").contains(type)) {
      section.spot("measure").wrong("'" + measure + "' wants type count, decimal or percent");
    }
    Map<String, String> dimensions = new LinkedHashMap<>();
    if (section.has("dimensions")) {
      section.within(
          "dimensions",
          values -> {
            for (String name : values.keys()) {
              DIMENSION.read(name, values.spot(name));
              dimensions.put(
                  name,
                  values.get(
                      name,
                      name.equals("stream")
                          ? Kind.reference(streams, "a stream of country.yml")
                          : Kind.TEXT));
            }
          });
    }
    return new FormSpec.ColumnSpec(
        section.get("key", Kind.KEY),
        type,
        section.get("required", Kind.BOOLEAN, false),
        section.get("header", Kind.BOOLEAN, false),
        section.words("group", languages),
        words(section, languages),
        measure,
        dimensions,
        section.get("fill-down", Kind.BOOLEAN, false),
        section.get("empty-is", Kind.oneOf("nothing", "allowed", "zero"), "nothing"),
        section.get("negative", Kind.oneOf("allowed", "warn", "reject"), "warn"));
  }

  private static Map<String, List<String>> words(Section section, List<Lang> languages) {
    if (!section.has("words")) {
      section.spot("words").wrong("is missing; wanted the headings in every language");
    }
    return section.words("words", languages);
  }

  /** Reads one rule; {@code codes} collects the codes of all files. */
  static Function<Section, Rule> rules(
      List<Lang> languages, List<FormSpec> forms, Set<String> codes) {
    Map<String, Severity> severities = new LinkedHashMap<>();
    for (Severity severity : Severity.values()) {
      severities.put(severity.word(), severity);
    }
    Map<String, Set<String>> columns = new LinkedHashMap<>();
    for (FormSpec form : forms) {
      Set<String> names = new TreeSet<>(Set.of("region", "date"));
      form.columns().forEach(column -> names.add(column.key()));
      columns.merge(
          form.key(),
          names,
          (one, two) -> {
            Set<String> both = new TreeSet<>(one);
            both.addAll(two);
            return both;
          });
    }
    return section -> {
      String code = section.get("code", Kind.CODE);
      if (!code.isEmpty() && !codes.add(code)) {
        section.spot("code").wrong("'" + code + "' is the code of another rule already");
      }
      if (isOwnCode(code)) {
        section.spot("code").wrong("'" + code + "' is one of Sitrep's own codes");
      }
      String form = section.get("form", Kind.reference(columns.keySet(), "a form of forms/"));
      Set<String> names = columns.getOrDefault(form, Set.of());
      Kind<String> column = Kind.reference(names, "a column of form " + form);
      Rule rule =
          new Rule(
              code,
              form,
              section.get("severity", Kind.oneOf(severities)),
              section.list("columns", column),
              section.get("holds", Kind.TEXT),
              section.text("message", languages));
      if (!names.isEmpty()) {
        Expression.check(rule.holds(), names, section.spot("holds"));
        places(rule.message(), names, section.spot("message"));
      }
      return rule;
    };
  }

  private static void places(Text message, Set<String> names, Spot spot) {
    List<String> unknown = new ArrayList<>();
    message
        .byLanguage()
        .forEach(
            (lang, text) -> {
              Matcher m = PLACE.matcher(text);
              while (m.find()) {
                if (!names.contains(m.group(1))) {
                  unknown.add(m.group());
                }
              }
            });
    Kind.sorted(Set.copyOf(unknown))
        .forEach(place -> spot.wrong("'" + place + "' is not a column of the form"));
  }

  private static boolean isOwnCode(String code) {
    for (FindingCode own : FindingCode.values()) {
      if (own.name().equals(code)) {
        return true;
      }
    }
    return false;
  }
}
