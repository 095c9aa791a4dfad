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

/** Names for the codes of registers, so that a sentence does not tell a clerk a code. */
final class CodeNames implements Serializable {
  private static final long serialVersionUID = 1L;

  private final Map<String, Map<String, Text>> byType = new HashMap<>();
  private final Map<String, Map<String, String>> types = new HashMap<>();
  private final List<FormSpec> forms;

  CodeNames(Conf conf) {
    forms = new ArrayList<>(conf.forms());
    conf.regions().forEach(r -> put("region", r.code().value(), r.shortName()));
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

  private void put(String type, String code, Text name) {
    byType.computeIfAbsent(type, t -> new HashMap<>()).put(code, name);
  }

  /** The heading of a column as a blank form prints it, its caption first. */
  String heading(String language, String form, String column) {
    for (ColumnSpec spec : Check.columns(forms, form, column)) {
      List<String> words = spec.words().getOrDefault(language, List.of());
      List<String> group = spec.group().getOrDefault(language, List.of());
      if (!words.isEmpty()) {
        return group.isEmpty() ? words.get(0) : group.get(0) + " / " + words.get(0);
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
