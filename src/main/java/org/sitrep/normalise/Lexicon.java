package org.sitrep.normalise;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.sitrep.config.Spelling;

/** Spellings of names and the codes they stand for. */
final class Lexicon implements Serializable {
  private static final long serialVersionUID = 1L;

  private final Spelling spelling;
  private final Map<String, TreeSet<String>> plain = new LinkedHashMap<>();
  private final Map<String, TreeSet<String>> alike = new LinkedHashMap<>();
  private final Map<String, String> spelled = new LinkedHashMap<>();
  private final Memo<Found> found = new Memo<>();
  private final Memo<List<String>> nearest = new Memo<>();

  /** Empty: words are added before anything is looked up. */
  Lexicon(Spelling spelling) {
    this.spelling = spelling;
  }

  /**
   * What a text was found to mean.
   *
   * @param codes none when unknown, more than one when spellings clash
   * @param lookalike true when it was found only after look-alike letters were made equal
   */
  record Found(Set<String> codes, boolean lookalike) {}

  void add(String code, Collection<String> spellings) {
    for (String text : spellings) {
      String key = spelling.plain(text);
      if (!key.isEmpty()) {
        plain.computeIfAbsent(key, k -> new TreeSet<>()).add(code);
        alike.computeIfAbsent(spelling.alike(text), k -> new TreeSet<>()).add(code);
        spelled.putIfAbsent(spelling.alike(text), text);
      }
    }
  }

  Found find(String text) {
    return found.of(text, this::look);
  }

  private Found look(String text) {
    Found found = exactly(text);
    String without = found.codes().isEmpty() ? Spelling.withoutFootnote(text) : text;
    return without.equals(text) ? found : exactly(without);
  }

  private Found exactly(String text) {
    Set<String> codes = plain.get(spelling.plain(text));
    if (codes != null) {
      return new Found(codes, false);
    }
    codes = alike.get(spelling.alike(text));
    return codes == null ? new Found(Set.of(), false) : new Found(codes, true);
  }

  boolean knows(String text) {
    return alike.containsKey(spelling.alike(text))
        || alike.containsKey(spelling.alike(Spelling.withoutFootnote(text)));
  }

  /** Codes of the longest names that stand inside a text, such as a title. */
  Set<String> within(String text) {
    List<String> words = spelling.words(text);
    Set<String> out = new TreeSet<>();
    int i = 0;
    while (i < words.size()) {
      int used = 1;
      for (int n = Math.min(6, words.size() - i); n > 0; n--) {
        Set<String> codes = alike.get(String.join("", words.subList(i, i + n)));
        if (codes != null) {
          out.addAll(codes);
          used = n;
          break;
        }
      }
      i += used;
    }
    return out;
  }

  /** Up to three known spellings like {@code text}, the nearest first; one for each code. */
  List<String> nearest(String text) {
    return nearest.of(text, this::near);
  }

  private List<String> near(String text) {
    String key = spelling.alike(text);
    record Near(String code, String text, int distance) {}
    List<Near> near = new ArrayList<>();
    spelled.forEach(
        (other, shown) -> {
          TreeSet<String> codes = alike.get(other);
          if (codes != null) {
            near.add(new Near(codes.first(), shown, Spelling.distance(key, other)));
          }
        });
    near.sort(Comparator.comparingInt(Near::distance));
    Map<String, String> out = new LinkedHashMap<>();
    for (Near n : near) {
      if (out.size() < 3) {
        out.putIfAbsent(n.code(), n.text());
      }
    }
    return List.copyOf(out.values());
  }
}
