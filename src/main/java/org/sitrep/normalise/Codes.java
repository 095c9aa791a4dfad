package org.sitrep.normalise;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sitrep.config.Spelling;

/**
 * The few words a column may hold and the codes they stand for. Compared as headings are: the signs
 * of {@code КВИ+} and {@code КВИ-} count, and I, І and 1 are the same number.
 */
final class Codes implements Serializable {
  private static final long serialVersionUID = 1L;

  private final Spelling spelling;
  private final Map<String, String> codes = new HashMap<>();
  private final Map<String, List<String>> shown = new HashMap<>();

  /**
   * @param spellings code to language to spellings
   */
  Codes(Map<String, Map<String, List<String>>> spellings, Spelling spelling) {
    this.spelling = spelling;
    spellings.forEach(
        (code, byLanguage) ->
            byLanguage.forEach(
                (language, words) -> {
                  words.forEach(word -> codes.putIfAbsent(spelling.heading(word), code));
                  List<String> first = shown.computeIfAbsent(language, k -> new ArrayList<>());
                  words.stream().findFirst().ifPresent(first::add);
                }));
  }

  /** The code of a word; null when it is none of them. */
  @Nullable String of(String text) {
    return codes.get(spelling.heading(text));
  }

  /** One word for each code in a language, for sentences. */
  String known(String language) {
    return String.join(", ", shown.getOrDefault(language, List.of()));
  }
}
