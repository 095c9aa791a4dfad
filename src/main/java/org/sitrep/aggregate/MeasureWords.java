package org.sitrep.aggregate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.sitrep.config.Conf;
import org.sitrep.config.FormSpec;
import org.sitrep.config.FormSpec.ColumnSpec;
import org.sitrep.config.Product;
import org.sitrep.domain.Lang;

/**
 * Says measures, with the dimensions that follow them, as people know them: as a blank form prints
 * the column that tells them, a product by its name.
 */
final class MeasureWords {
  /** Matches nowhere: lists of persons count nothing. */
  private static final String NOTHING = "(?!)";

  private final Map<String, List<ColumnSpec>> columns = new HashMap<>();
  private final Map<String, Product> products = new HashMap<>();
  private final Pattern measure;

  MeasureWords(Conf conf) {
    for (FormSpec form : conf.forms()) {
      for (ColumnSpec column : form.fields()) {
        if (column.measure() != null) {
          columns.computeIfAbsent(column.measure(), m -> new ArrayList<>()).add(column);
        }
      }
    }
    conf.products().forEach(p -> products.put(p.key(), p));
    measure =
        Pattern.compile(
            columns.isEmpty()
                ? NOTHING
                : columns.keySet().stream()
                    .map(Pattern::quote)
                    .collect(
                        Collectors.joining("|", "(?<![a-z_])(", ")(?![a-z_])((?: [^ ≤:]+)*)")));
  }

  /** The text with words in the place of measures; one without any is told by its products. */
  String in(String text, Lang lang) {
    Matcher m = measure.matcher(text);
    StringBuilder out = new StringBuilder();
    boolean found = false;
    while (m.find()) {
      found = true;
      String said = said(m.group(1), List.of(m.group(2).split("[ (),]+", -1)), lang);
      m.appendReplacement(out, Matcher.quoteReplacement(said));
    }
    return found
        ? m.appendTail(out).toString()
        : Arrays.stream(text.split(" ", -1))
            .map(word -> product(word, lang))
            .collect(Collectors.joining(" "));
  }

  private String said(String name, List<String> dimensions, Lang lang) {
    List<String> left = new ArrayList<>();
    for (String dimension : dimensions) {
      if (!dimension.isEmpty()) {
        left.add(dimension.substring(dimension.indexOf('=') + 1));
      }
    }
    ColumnSpec best = best(columns.getOrDefault(name, List.of()), left);
    if (best == null) {
      return name;
    }
    left.removeAll(best.dimensions().values());
    String words = best.shown(lang.code());
    return left.isEmpty()
        ? words
        : words
            + left.stream()
                .map(value -> product(value, lang))
                .collect(Collectors.joining(", ", " (", ")"));
  }

  private String product(String key, Lang lang) {
    Product product = products.get(key);
    return product == null ? key : product.shortName().in(lang);
  }

  /** The column that tells most of the dimensions and no other; the first when none does. */
  private static @Nullable ColumnSpec best(List<ColumnSpec> columns, List<String> dimensions) {
    ColumnSpec best = null;
    long most = Long.MIN_VALUE;
    for (ColumnSpec column : columns) {
      long told = 0;
      for (String value : column.dimensions().values()) {
        told += dimensions.stream().anyMatch(d -> Objects.equals(d, value)) ? 1 : -1;
      }
      if (told > most) {
        best = column;
        most = told;
      }
    }
    return best;
  }
}
