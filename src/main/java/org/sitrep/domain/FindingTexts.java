package org.sitrep.domain;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.text.NumberFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The sentences of {@link FindingCode}, in every language of the country. Each says what is wrong
 * and what to write instead; {@code {name}} stands for a named argument.
 */
public final class FindingTexts implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final Pattern PLACE = Pattern.compile("\\{([a-z][a-z0-9_.-]*)}");

  /** Five digits and more are grouped, as books do: four digits may be a year. */
  private static final Pattern FIGURE =
      Pattern.compile("-?(?:[1-9][0-9]{4,}(?:\\.[0-9]+)?|[0-9]{1,4}\\.[0-9]+)");

  /** Arguments that quote a file or point into it: they stay letter for letter. */
  private static final Set<String> VERBATIM =
      Set.of(
          "raw",
          "file",
          "sheet",
          "row",
          "cell",
          "cells",
          "first",
          "column",
          "counts",
          "reason",
          "by",
          "correction");

  private final Map<String, Properties> byLanguage;

  private FindingTexts(Map<String, Properties> byLanguage) {
    this.byLanguage = byLanguage;
  }

  /** Reads the bundles of the given languages; a missing bundle is an error of the build. */
  public static FindingTexts load(List<Lang> languages) {
    Map<String, Properties> out = new LinkedHashMap<>();
    for (Lang lang : languages) {
      String path = "/org/sitrep/domain/findings_" + lang + ".properties";
      Properties texts = new Properties();
      try (InputStream in = FindingTexts.class.getResourceAsStream(path)) {
        if (in == null) {
          throw new IllegalStateException("Cannot find finding sentences: " + path);
        }
        texts.load(new InputStreamReader(in, StandardCharsets.UTF_8));
      } catch (IOException e) {
        throw new UncheckedIOException("Cannot read finding sentences: " + path, e);
      }
      out.put(lang.code(), texts);
    }
    return new FindingTexts(out);
  }

  /** Sentences for a code, one per language, with the arguments filled in. */
  public Map<String, String> message(FindingCode code, Map<String, String> arguments) {
    Map<String, String> out = new LinkedHashMap<>();
    byLanguage.forEach(
        (lang, texts) -> {
          String text = texts.getProperty(code.name());
          if (text == null) {
            throw new IllegalStateException("Cannot find sentence " + code + " in " + lang);
          }
          out.put(lang, fill(text, arguments, new Lang(lang)));
        });
    return out;
  }

  /** Replaces every {@code {name}} by its argument; an argument nobody gave stays visible. */
  public static String fill(String text, Map<String, String> arguments) {
    return filled(text, arguments, null);
  }

  /**
   * As {@link #fill(String, Map)}, with figures written as people who read {@code lang} do: 202 259
   * or 202,259 for 202259. What is quoted from a file stays as it stood.
   */
  public static String fill(String text, Map<String, String> arguments, Lang lang) {
    return filled(text, arguments, NumberFormat.getInstance(lang.locale()));
  }

  private static String filled(
      String text, Map<String, String> arguments, @Nullable NumberFormat figures) {
    Matcher m = PLACE.matcher(text);
    StringBuilder out = new StringBuilder();
    while (m.find()) {
      String name = m.group(1);
      String value = arguments.get(name);
      if (value != null && figures != null && !VERBATIM.contains(name)) {
        value = figure(value, figures);
      }
      m.appendReplacement(out, Matcher.quoteReplacement(value == null ? m.group() : value));
    }
    return m.appendTail(out).toString();
  }

  private static String figure(String value, NumberFormat figures) {
    if (!FIGURE.matcher(value).matches()) {
      return value;
    }
    figures.setMaximumFractionDigits(10);
    return figures.format(new BigDecimal(value));
  }
}
