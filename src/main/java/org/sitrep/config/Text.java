package org.sitrep.config;

import java.io.Serializable;
import java.util.Map;
import org.sitrep.domain.Lang;

/**
 * A name or sentence in every language of the country.
 *
 * @param byLanguage language code to text; complete, the loader refuses a missing translation
 */
public record Text(Map<String, String> byLanguage) implements Serializable {
  public Text {
    byLanguage = Map.copyOf(byLanguage);
  }

  /** The text in {@code lang}; throws when the country does not use that language. */
  public String in(Lang lang) {
    String text = byLanguage.get(lang.code());
    if (text == null) {
      throw new IllegalArgumentException("Cannot find text in language " + lang);
    }
    return text;
  }
}
