package org.sitrep.normalise;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sitrep.config.FormSpec.OwnWords;
import org.sitrep.config.Spelling;
import org.sitrep.config.Words;

/**
 * What words in the cells of a form mean: those of the country and the form's own. Where both speak
 * of a word for zero or for nothing, the form has the say.
 */
final class RowWords implements Serializable {
  private static final long serialVersionUID = 1L;

  private final Spelling spelling;
  private final Set<String> zero = new HashSet<>();
  private final Set<String> nothing = new HashSet<>();

  /** Letters of the longest word for zero or for nothing. */
  private int longest;

  private final List<List<String>> totals = new ArrayList<>();
  private final List<List<String>> ofWhich = new ArrayList<>();
  private final List<List<String>> signatures = new ArrayList<>();

  RowWords(Words country, OwnWords own, Spelling spelling) {
    this.spelling = spelling;
    add(zero, country.zero());
    add(nothing, country.nothing());
    own.zero().forEach(text -> nothing.remove(Spelling.word(text)));
    own.nothing().forEach(text -> zero.remove(Spelling.word(text)));
    add(zero, own.zero());
    add(nothing, own.nothing());
    zero.forEach(word -> longest = Math.max(longest, word.length()));
    nothing.forEach(word -> longest = Math.max(longest, word.length()));
    split(totals, country.totals());
    split(totals, own.totals());
    split(ofWhich, country.ofWhich());
    split(ofWhich, own.ofWhich());
    split(signatures, country.signatures());
    split(signatures, own.signatures());
  }

  private static void add(Set<String> words, List<String> texts) {
    texts.forEach(text -> words.add(Spelling.word(text)));
  }

  private void split(List<List<String>> beginnings, List<String> texts) {
    for (String text : texts) {
      List<String> words = spelling.words(text);
      if (!words.isEmpty()) {
        beginnings.add(words);
      }
    }
  }

  boolean isZero(String text) {
    return isOneOf(zero, Spelling.trimmed(text));
  }

  /** Whether a cell text means that there is no value. */
  boolean isNothing(String text) {
    String trimmed = Spelling.trimmed(text);
    return trimmed.isEmpty() || isOneOf(nothing, trimmed);
  }

  /** Long texts are told apart by their length: making all of their letters small takes longer. */
  private boolean isOneOf(Set<String> words, String trimmed) {
    return trimmed.length() <= longest && words.contains(trimmed.toLowerCase(Locale.ROOT));
  }

  boolean isTotal(String text) {
    return startsWith(Spelling.withoutFootnote(text), totals);
  }

  boolean isOfWhich(String text) {
    return startsWith(text, ofWhich);
  }

  boolean isSignature(@Nullable String text) {
    return text != null && startsWith(text, signatures);
  }

  private boolean startsWith(String text, List<List<String>> beginnings) {
    List<String> words = spelling.words(text);
    for (List<String> beginning : beginnings) {
      if (words.size() >= beginning.size()
          && words.subList(0, beginning.size()).equals(beginning)) {
        return true;
      }
    }
    return false;
  }
}
