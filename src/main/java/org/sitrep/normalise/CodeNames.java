package org.sitrep.normalise;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.sitrep.config.Conf;
import org.sitrep.config.FormSpec;
import org.sitrep.config.FormSpec.ColumnSpec;
import org.sitrep.config.Text;
import org.sitrep.domain.Lang;

/** Names for the codes of registers, so that a sentence does not tell a clerk a code. */
final class CodeNames implements Serializable {
  private static final long serialVersionUID = 1L;

  private final Map<String, Map<String, Text>> byType = new HashMap<>();
  private final Map<String, Map<String, String>> types = new HashMap<>();
  private final Map<String, Text> regions = new HashMap<>();
  private final Map<String, Text> titles = new HashMap<>();
  private final List<FormSpec> forms;

  CodeNames(Conf conf) {
    forms = new ArrayList<>(conf.forms());
    conf.regions().forEach(r -> put("region", r.code().value(), r.shortName()));
    conf.regions().forEach(r -> regions.put(r.code().value(), r.name()));
    conf.forms().forEach(f -> titles.put(f.key(), f.title()));
    conf.districts().forEach(d -> put("district", d.code(), d.name()));
    conf.products().forEach(p -> put("product", p.key(), p.shortName()));
    conf.priorityGroups().forEach(g -> put("priority-group", g.key(), g.shortName()));
    for (FormSpec form : conf.forms()) {
      Map<String, String> columns =
          types.computeIfAbsent(form.key(), k -> new HashMap<>(Map.of("region", "region")));
      for (ColumnSpec column : form.fields()) {
        columns.put(column.key(), column.type());
      }
    }
  }

  /** Stands between codes of one argument. */
  static final String BETWEEN = ", ";

  /** The same arguments, with names in a language where they tell codes of regions or forms. */
  Map<String, String> named(Lang lang, Map<String, String> arguments) {
    Map<String, String> out = new HashMap<>(arguments);
    for (String argument : List.of("region", "sender", "candidates")) {
      out.computeIfPresent(argument, (k, codes) -> names(regions, codes, BETWEEN, lang));
    }
    for (String argument : List.of("form", "forms")) {
      out.computeIfPresent(argument, (k, keys) -> names(titles, keys, "; ", lang));
    }
    return out;
  }

  private static String names(Map<String, Text> names, String codes, String between, Lang lang) {
    List<String> out = new ArrayList<>();
    for (String code : codes.split(BETWEEN, -1)) {
      Text name = names.get(code);
      out.add(name == null ? code : name.in(lang));
    }
    return String.join(between, out);
  }

  private void put(String type, String code, Text name) {
    byType.computeIfAbsent(type, t -> new HashMap<>()).put(code, name);
  }

  /** The heading of a column as a blank form prints it, its caption first. */
  String heading(String language, String form, String column) {
    for (ColumnSpec spec : Check.columns(forms, form, column)) {
      if (!spec.words().isEmpty()) {
        return spec.shown(language);
      }
    }
    return column;
  }

  /** The same arguments with names in a language where a column of the form holds a code. */
  Map<String, String> in(String language, String form, Map<String, String> arguments) {
    Map<String, String> columns = types.getOrDefault(form, Map.of());
    Map<String, String> out = new HashMap<>(arguments);
    out.replaceAll(
        (column, value) -> {
          Map<String, Text> names = byType.get(columns.getOrDefault(column, ""));
          Text name = names == null ? null : names.get(value);
          return name == null ? value : name.byLanguage().getOrDefault(language, value);
        });
    return out;
  }
}
