package org.sitrep.domain;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.text.NumberFormat;
import java.time.LocalDate;
import java.time.chrono.IsoChronology;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.FormatStyle;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
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

  private static final Pattern DAY = Pattern.compile("\\b\\d{4}-\\d{2}-\\d{2}\\b");

  /** Arguments that are days. A day to be written into a cell is no such: it is an example. */
  private static final Set<String> DAYS =
      Set.of(
          "date",
          "other",
          "previous_date",
          "on",
          "earliest",
          "latest",
          "due",
          "when",
          "dates",
          "since");

  /** Arguments that quote a file or point into it, or stand in a command: letter for letter. */
  private static final Set<String> VERBATIM =
      Set.of(
          "report",
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
    byLanguage.forEach((lang, texts) -> out.put(lang, sentence(code, arguments, new Lang(lang))));
    return out;
  }

  /** The sentence for a code in one of the languages, with the arguments filled in. */
  public String sentence(FindingCode code, Map<String, String> arguments, Lang lang) {
    Properties texts = byLanguage.get(lang.code());
    String text = texts == null ? null : texts.getProperty(code.name());
    if (text == null) {
      throw new IllegalStateException("Cannot find sentence " + code + " in " + lang);
    }
    return fill(text, arguments, lang);
  }

  /** Replaces every {@code {name}} by its argument; an argument nobody gave stays visible. */
  public static String fill(String text, Map<String, String> arguments) {
    return filled(text, arguments, null);
  }

  /**
   * As {@link #fill(String, Map)}, with figures and days written as people who read {@code lang}
   * do: 202 259 or 202,259 for 202259, 14.02.2021 for 2021-02-14. What is quoted from a file stays
   * as it stood.
   */
  public static String fill(String text, Map<String, String> arguments, Lang lang) {
    return filled(text, arguments, lang);
  }

  private static String filled(String text, Map<String, String> arguments, @Nullable Lang lang) {
    Matcher m = PLACE.matcher(text);
    StringBuilder out = new StringBuilder();
    while (m.find()) {
      String name = m.group(1);
      String value = arguments.get(name);
      if (value != null && lang != null && !VERBATIM.contains(name)) {
        value = DAYS.contains(name) ? day(value, lang) : figure(value, lang);
      }
      m.appendReplacement(out, Matcher.quoteReplacement(value == null ? m.group() : value));
    }
    return m.appendTail(out).toString();
  }

  /** In figures, day and month as usual, the year in full; English would leave these in doubt. */
  private static String day(String value, Lang lang) {
    if (lang.code().equals("en")) {
      return value;
    }
    String pattern =
        DateTimeFormatterBuilder.getLocalizedDateTimePattern(
                FormatStyle.SHORT, null, IsoChronology.INSTANCE, lang.locale())
            .replaceAll("y+", "yyyy");
    DateTimeFormatter format = DateTimeFormatter.ofPattern(pattern, Locale.ROOT);
    return DAY.matcher(value).replaceAll(day -> LocalDate.parse(day.group()).format(format));
  }

  private static String figure(String value, Lang lang) {
    if (!FIGURE.matcher(value).matches()) {
      return value;
    }
    NumberFormat figures = NumberFormat.getInstance(lang.locale());
    figures.setMaximumFractionDigits(10);
    return figures.format(new BigDecimal(value));
  }
}
