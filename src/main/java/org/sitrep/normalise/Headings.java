package org.sitrep.normalise;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The headings one column has to have above it: for each a choice of words, or a value of a
 * dimension. They may stand in any order, in one cell together, or one of them spread over several
 * rows; captions above them that nobody asked for do not matter.
 */
final class Headings implements Serializable {
  private static final long serialVersionUID = 1L;

  private final List<Map<String, Set<String>>> choices = new ArrayList<>();
  private final List<String> values = new ArrayList<>();

  /** Tells whether a caption reads as a value of a dimension. */
  interface Values {
    boolean isValue(String dimension, Caption caption);
  }

  /** Words one of which stands somewhere above, folded, each with its languages. */
  void add(Map<String, Set<String>> words) {
    choices.add(words);
  }

  void addValue(String dimension) {
    values.add(dimension);
  }

  Headings copy() {
    Headings out = new Headings();
    out.choices.addAll(choices);
    out.values.addAll(values);
    return out;
  }

  Set<String> words() {
    Set<String> out = new HashSet<>();
    choices.forEach(choice -> out.addAll(choice.keySet()));
    return out;
  }

  List<String> values() {
    return values;
  }

  /** How the captions fit; null when they do not. The lowest always has to be accounted for. */
  Form.@Nullable Fit fit(List<Caption> captions, Values reader) {
    Search search = new Search(captions, reader);
    int accounted = search.from(captions.size() - 1, 0);
    if (accounted < 0) {
      return null;
    }
    int all = captions.size();
    int rank = accounted == all ? 4 : choices.size() + values.size() > 1 ? 3 : 2;
    return new Form.Fit(rank * 8 + Math.min(accounted, 7), search.found(), search.languages());
  }

  /** Assigns captions to what is wanted, from the lowest up. */
  private final class Search {
    private final List<Caption> captions;
    private final Values reader;
    private final int full = (1 << (choices.size() + values.size())) - 1;
    private final Map<String, Caption> found = new HashMap<>();

    Search(List<Caption> captions, Values reader) {
      this.captions = captions;
      this.reader = reader;
    }

    Map<String, Caption> found() {
      return found;
    }

    /** Most captions accounted for among those from {@code last} up; -1 when it cannot be. */
    int from(int last, int have) {
      if (have == full) {
        return 0;
      }
      if (last < 0) {
        return -1;
      }
      int best = last == captions.size() - 1 ? -1 : from(last - 1, have);
      StringBuilder run = new StringBuilder();
      for (int first = last; first >= 0; first--) {
        run.insert(0, captions.get(first).folded());
        best = Math.max(best, with(run.toString(), first, last, have));
      }
      return best;
    }

    /** The same when {@code text}, the captions from {@code first} to {@code last}, is wanted. */
    private int with(String text, int first, int last, int have) {
      int best = -1;
      int used = last - first + 1;
      for (int i = 0; i < choices.size(); i++) {
        int bit = 1 << i;
        if ((have & bit) == 0) {
          for (String word : choices.get(i).keySet()) {
            int rest = -1;
            if (text.equals(word)) {
              rest = used(from(first - 1, have | bit), used);
            } else if (text.length() > word.length() && text.startsWith(word)) {
              // Several of the wanted words in one cell, or one and a value.
              rest = with(text.substring(word.length()), first, last, have | bit);
            }
            best = Math.max(best, rest);
          }
        }
      }
      for (int i = 0; i < values.size(); i++) {
        int bit = 1 << (choices.size() + i);
        Caption caption = captions.get(last);
        if ((have & bit) == 0 && used == 1 && caption.folded().equals(text)) {
          if (reader.isValue(values.get(i), caption)) {
            int rest = used(from(first - 1, have | bit), used);
            if (rest >= 0) {
              found.put(values.get(i), caption);
            }
            best = Math.max(best, rest);
          }
        }
      }
      return best;
    }

    private static int used(int rest, int used) {
      return rest < 0 ? -1 : rest + used;
    }

    Set<String> languages() {
      Set<String> out = new HashSet<>();
      for (Caption caption : captions) {
        boolean whole = choices.stream().anyMatch(choice -> choice.containsKey(caption.folded()));
        for (Map<String, Set<String>> choice : choices) {
          choice.forEach(
              (word, languages) -> {
                boolean part = !whole && word.length() > 2 && caption.folded().contains(word);
                if (part || caption.folded().equals(word)) {
                  out.addAll(languages);
                }
              });
        }
      }
      return out;
    }
  }
}
