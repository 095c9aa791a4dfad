package org.sitrep.domain;

import java.io.Serializable;
import java.util.Locale;

/**
 * A language of reports and messages, as an ISO 639-1 code such as {@code kk}.
 *
 * @param code two lower-case letters
 */
public record Lang(String code) implements Comparable<Lang>, Serializable {
  public Lang {
    if (!code.matches("[a-z]{2}")) {
      throw new IllegalArgumentException(
          "Cannot use as language: '" + code + "' (wanted: two letters such as kk)");
    }
  }

  /** The language without a country, for message bundles. */
  public Locale locale() {
    return Locale.forLanguageTag(code);
  }

  @Override
  public int compareTo(Lang other) {
    return code.compareTo(other.code);
  }

  @Override
  public String toString() {
    return code;
  }
}
