package org.sitrep.config;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.sitrep.config.FormSpec.ColumnSpec;

/** {@code corrections/*.yml} to records. */
final class Corrections {
  private static final Set<String> OF_EVERY_ROW = Set.of("region", "date");

  private final Collection<String> regions;
  private final List<FormSpec> forms;
  private final Map<String, Set<String>> codes = new HashMap<>();
  private final Map<List<Object>, String> seen = new HashMap<>();

  private Corrections(
      Collection<String> regions,
      List<FormSpec> forms,
      List<District> districts,
      List<Product> products,
      List<PriorityGroup> groups) {
    this.regions = regions;
    this.forms = forms;
    districts.forEach(d -> code("district " + d.region().value(), d.code()));
    products.forEach(p -> code("product", p.key()));
    groups.forEach(g -> code("priority_group", g.key()));
  }

  private void code(String of, String code) {
    codes.computeIfAbsent(of, k -> new TreeSet<>()).add(code);
  }

  /** Reads one correction. */
  static Function<Section, Correction> reader(
      Collection<String> regions,
      List<FormSpec> forms,
      List<District> districts,
      List<Product> products,
      List<PriorityGroup> groups) {
    return new Corrections(regions, forms, districts, products, groups)::correction;
  }

  private Correction correction(Section section) {
    Set<String> known = new TreeSet<>();
    forms.forEach(form -> known.add(form.key()));
    String form = section.get("form", Kind.reference(known, "a form of forms/"));
    String region = section.get("region", Kind.reference(regions, "a region code of regions.csv"));
    LocalDate date = section.get("date", Kind.DATE);
    List<FormSpec> versions = forms.stream().filter(f -> f.key().equals(form)).toList();
    Map<String, ColumnSpec> columns = new LinkedHashMap<>();
    versions.forEach(
        version ->
            version.fields().stream()
                .filter(ColumnSpec::isNumber)
                .forEach(column -> columns.put(column.key(), column)));
    String column =
        section.get(
            "column", Kind.reference(columns.keySet(), "a column of numbers of form " + form));
    String expect = section.get("expect", Kind.TEXT);
    boolean drop = section.get("drop", Kind.BOOLEAN, false);
    Double value = section.find("value", Kind.NUMBER);
    ColumnSpec spec = columns.get(column);
    if (drop == section.has("value")) {
      section.spot("value").wrong("wanted either value: with a number or drop: true");
    } else if (value != null && spec != null && spec.type().equals("count") && value % 1 != 0) {
      section.spot("value").wrong("'" + text(value) + "' is not a whole number");
    } else if (value != null && expect.equals(text(value))) {
      section.spot("expect").wrong("'" + expect + "' is the value itself; nothing is corrected");
    }
    Map<String, String> keys = keys(section, versions, region);
    Correction correction =
        new Correction(
            form,
            region,
            date,
            keys,
            column,
            expect,
            value,
            section.get("reason", Kind.TEXT),
            section.get("by", Kind.TEXT),
            section.get("on", Kind.DATE),
            section.file() + ":" + section.line());
    String first = seen.putIfAbsent(List.of(form, region, date, keys, column), correction.source());
    if (first != null) {
      section.spot("column").wrong("'" + column + "' of this row is corrected in " + first);
    }
    return correction;
  }

  private static String text(double value) {
    return value % 1 == 0 ? Long.toString((long) value) : Double.toString(value);
  }

  /** Further keys, each under the name of its dimension. */
  private Map<String, String> keys(Section section, List<FormSpec> versions, String region) {
    Map<String, String> dimensions = new LinkedHashMap<>();
    Set<String> required = new TreeSet<>();
    for (FormSpec form : versions) {
      for (ColumnSpec column : form.columns()) {
        String dimension = column.dimension();
        if (form.keys().contains(column.key()) && !OF_EVERY_ROW.contains(dimension)) {
          dimensions.put(column.key(), dimension);
          if (column.required()) {
            required.add(column.key());
          }
        }
        for (String value : column.heading().values()) {
          String told = value.replace('-', '_');
          if (!OF_EVERY_ROW.contains(told)) {
            dimensions.put(told, told);
            required.add(told);
          }
        }
      }
    }
    Map<String, String> out = new LinkedHashMap<>();
    List<String> given = new ArrayList<>();
    if (section.has("keys")) {
      section.within(
          "keys",
          values -> {
            for (String key : values.keys()) {
              given.add(key);
              String dimension = dimensions.get(key);
              if (dimension == null) {
                values
                    .spot(key)
                    .wrong("'" + key + "' names no row of the form; known: " + dimensions.keySet());
                values.has(key);
              } else {
                Set<String> register =
                    codes.getOrDefault(
                        dimension.equals("district") ? "district " + region : dimension, Set.of());
                out.put(
                    dimension, values.get(key, Kind.reference(register, "a code of the register")));
              }
            }
          });
    }
    required.removeAll(given);
    if (!required.isEmpty()) {
      section.spot("keys").wrong("wants " + required + " too, to name one row");
    }
    return out;
  }
}
