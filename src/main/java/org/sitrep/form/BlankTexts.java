package org.sitrep.form;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Properties;
import org.sitrep.domain.FindingTexts;
import org.sitrep.domain.Lang;

/** What a blank form says besides the form's own words, in one language. */
final class BlankTexts {
  private final Properties texts;

  private BlankTexts(Properties texts) {
    this.texts = texts;
  }

  static BlankTexts in(Lang lang) {
    String path = "form_" + lang + ".properties";
    try (InputStream in = BlankTexts.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalStateException("Cannot find texts of blank forms: " + path);
      }
      Properties texts = new Properties();
      texts.load(new InputStreamReader(in, StandardCharsets.UTF_8));
      return new BlankTexts(texts);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read texts of blank forms: " + path, e);
    }
  }

  String get(String key) {
    String text = texts.getProperty(key);
    if (text == null) {
      throw new IllegalStateException("Cannot find text of blank forms: " + key);
    }
    return text;
  }

  String get(String key, Map<String, String> arguments) {
    return FindingTexts.fill(get(key), arguments);
  }
}
