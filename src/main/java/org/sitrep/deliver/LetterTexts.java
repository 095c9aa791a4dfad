package org.sitrep.deliver;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Properties;
import org.sitrep.domain.FindingTexts;
import org.sitrep.domain.Lang;

/** The sentences of letters in one language, from {@code reports/mail_<lang>.properties}. */
final class LetterTexts {
  private final String path;
  private final Properties texts = new Properties();

  /** Reads the bundle; a missing one is an error of the installation. */
  LetterTexts(Lang lang) {
    path = "/reports/mail_" + lang + ".properties";
    try (InputStream in = LetterTexts.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalStateException("Cannot find sentences for mail: " + path);
      }
      texts.load(new InputStreamReader(in, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read sentences for mail: " + path, e);
    }
  }

  /** The sentence {@code key} with every {@code {name}} filled in. */
  String say(String key, Map<String, String> arguments) {
    String text = texts.getProperty(key);
    if (text == null) {
      throw new IllegalStateException("Cannot find sentence " + key + " in " + path);
    }
    return FindingTexts.fill(text, arguments);
  }
}
