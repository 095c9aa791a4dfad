package org.sitrep.domain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a figure is called in {@code night.json} and in a trace: {@code cases_new{stream=U07.1}}, or
 * {@code tests_new} when it has no dimensions.
 *
 * @param indicator as in column {@code indicator}
 * @param dimensions as in column {@code dimensions}: key=value, sorted by key, joined by ';'; empty
 *     when it has none
 */
public record FigureName(String indicator, String dimensions) {

  /** A text is no name of a figure. */
  public static final class Malformed extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    Malformed(String message) {
      super(message);
    }
  }

  /**
   * Reads a name as people write it, dimensions in any order.
   *
   * @throws Malformed when it is none
   */
  public static FigureName of(String text) {
    String given = text.strip();
    int brace = given.indexOf('{');
    if (brace < 0) {
      return new FigureName(given, "");
    }
    String inside = given.substring(brace + 1, Math.max(brace + 1, given.length() - 1));
    List<String> parts =
        Arrays.stream(inside.split(";", -1)).map(String::strip).filter(p -> !p.isEmpty()).toList();
    if (!given.endsWith("}") || parts.stream().anyMatch(p -> p.indexOf('=') < 1)) {
      throw new Malformed("'" + text + "' is not a figure such as cases_new{stream=U07.1}");
    }
    return new FigureName(
        given.substring(0, brace).strip(), String.join(";", parts.stream().sorted().toList()));
  }

  /** Dimensions as one text, those without a value left out. */
  public static String joined(Map<String, @Nullable String> dimensions) {
    List<String> out = new ArrayList<>();
    new TreeMap<>(dimensions)
        .forEach(
            (key, value) -> {
              if (value != null) {
                out.add(key + "=" + value);
              }
            });
    return String.join(";", out);
  }

  /** Whether every dimension of {@code other} stands in this one. */
  public boolean isOneOf(FigureName other) {
    return indicator.equals(other.indicator)
        && (other.dimensions.isEmpty()
            || Arrays.asList(dimensions.split(";", -1))
                .containsAll(Arrays.asList(other.dimensions.split(";", -1))));
  }

  @Override
  public String toString() {
    return dimensions.isEmpty() ? indicator : indicator + "{" + dimensions + "}";
  }
}
