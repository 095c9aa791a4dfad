package org.sitrep.domain;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The sentences of {@link FindingCode}, in every language of the country. Each says what is wrong
 * and what to write instead; {@code {name}} stands for a named argument.
 */
public final class FindingTexts implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final Pattern PLACE = Pattern.compile("\\{([a-z][a-z0-9_]*)}");
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
          out.put(lang, fill(text, arguments));
        });
    return out;
  }

  /** Replaces every {@code {name}} by its argument; an argument nobody gave stays visible. */
  public static String fill(String text, Map<String, String> arguments) {
    Matcher m = PLACE.matcher(text);
    StringBuilder out = new StringBuilder();
    while (m.find()) {
      String value = arguments.get(m.group(1));
      m.appendReplacement(out, Matcher.quoteReplacement(value == null ? m.group() : value));
    }
    return m.appendTail(out).toString();
  }
}
