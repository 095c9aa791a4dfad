package org.sitrep.config;

import java.util.List;
import java.util.Locale;

/** Patterns of names, in which {@code *} stands for any letters; case does not matter. */
final class NamePattern {
  private NamePattern() {}

  /** Whether a name is one of {@code patterns}. */
  static boolean matches(List<String> patterns, String name) {
    String text = Spelling.trimmed(name).toLowerCase(Locale.ROOT);
    for (String pattern : patterns) {
      if (matches(pattern.toLowerCase(Locale.ROOT), 0, text, 0)) {
        return true;
      }
    }
    return false;
  }

  private static boolean matches(String pattern, int p, String text, int t) {
    if (p == pattern.length()) {
      return t == text.length();
    }
    if (pattern.charAt(p) == '*') {
      for (int next = t; next <= text.length(); next++) {
        if (matches(pattern, p + 1, text, next)) {
          return true;
        }
      }
      return false;
    }
    return t < text.length()
        && pattern.charAt(p) == text.charAt(t)
        && matches(pattern, p + 1, text, t + 1);
  }
}
