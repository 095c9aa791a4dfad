package org.sitrep.normalise;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.sitrep.config.FormSpec;
import org.sitrep.config.FormSpec.ColumnSpec;
import org.sitrep.config.Spelling;
import org.sitrep.config.Words;

/** A form with its headings folded for comparison and its date formats compiled. */
final class Form implements Serializable {
  private static final long serialVersionUID = 1L;

  private final FormSpec spec;
  private final Dates dates;
  private final List<Column> columns = new ArrayList<>();

  Form(FormSpec spec, Words words, Spelling spelling) {
    this.spec = spec;
    this.dates = new Dates(spec.dateFormats(), words);
    for (ColumnSpec column : spec.columns()) {
      columns.add(new Column(column, spelling));
    }
  }

  FormSpec spec() {
    return spec;
  }

  Dates dates() {
    return dates;
  }

  List<Column> columns() {
    return columns;
  }

  /** Whether a row's own date column tells the date. */
  boolean datedByRow() {
    return spec.columns().stream().anyMatch(c -> c.type().equals("date"));
  }

  /** A column of a form and the folded headings under which it is known. */
  static final class Column implements Serializable {
    private static final long serialVersionUID = 1L;

    private final ColumnSpec spec;
    private final Map<String, Set<String>> own;
    private final Map<String, Set<String>> group;
    private final Map<String, Set<String>> whole = new HashMap<>();

    Column(ColumnSpec spec, Spelling spelling) {
      this.spec = spec;
      own = folded(spec.words(), spelling);
      group = folded(spec.group(), spelling);
      if (group.isEmpty()) {
        whole.putAll(own);
      }
      group.forEach(
          (caption, captionLanguages) ->
              own.forEach(
                  (word, languages) -> {
                    Set<String> both = new HashSet<>(languages);
                    both.addAll(captionLanguages);
                    whole.computeIfAbsent(caption + word, k -> new HashSet<>()).addAll(both);
                    whole.computeIfAbsent(word + caption, k -> new HashSet<>()).addAll(both);
                  }));
    }

    private static Map<String, Set<String>> folded(
        Map<String, List<String>> byLanguage, Spelling spelling) {
      Map<String, Set<String>> out = new HashMap<>();
      byLanguage.forEach(
          (language, spellings) ->
              spellings.forEach(
                  text -> {
                    String key = spelling.heading(text);
                    if (!key.isEmpty()) {
                      out.computeIfAbsent(key, k -> new HashSet<>()).add(language);
                    }
                  }));
      return out;
    }

    ColumnSpec spec() {
      return spec;
    }

    boolean isValue() {
      return spec.type().equals("count")
          || spec.type().equals("decimal")
          || spec.type().equals("percent");
    }

    /** Headings it may have as its own, and headings that name it with its group in one cell. */
    Set<String> headings() {
      Set<String> out = new HashSet<>(own.keySet());
      out.addAll(whole.keySet());
      return out;
    }

    /**
     * How well captions fit, from the top one to its own: 0 is not at all; the more of the captions
     * above are accounted for, the more.
     */
    int fit(List<String> captions) {
      int last = captions.size() - 1;
      if (whole.containsKey(String.join("", captions))) {
        return 4;
      }
      String word = captions.get(last);
      if (group.isEmpty()) {
        return own.containsKey(word) ? 2 : 0;
      }
      if (whole.containsKey(word)) {
        return 3;
      }
      if (own.containsKey(word)) {
        for (int from = 0; from < last; from++) {
          if (group.containsKey(String.join("", captions.subList(from, last)))) {
            return from == 0 ? 4 : 3;
          }
        }
      }
      return 0;
    }

    /** Languages in which the captions are known. */
    Set<String> languages(List<String> captions) {
      Set<String> out = new HashSet<>();
      for (String caption : captions) {
        out.addAll(own.getOrDefault(caption, Set.of()));
        out.addAll(group.getOrDefault(caption, Set.of()));
        out.addAll(whole.getOrDefault(caption, Set.of()));
      }
      return out;
    }

    /** The heading a blank form prints, its group first. */
    String shown(String language) {
      String caption = first(spec.group(), language);
      String word = first(spec.words(), language);
      return caption.isEmpty() ? word : caption + " / " + word;
    }

    private String first(Map<String, List<String>> byLanguage, String language) {
      List<String> texts = byLanguage.getOrDefault(language, List.of());
      if (texts.isEmpty()) {
        texts =
            byLanguage.values().stream().filter(t -> !t.isEmpty()).findFirst().orElse(List.of());
      }
      return texts.isEmpty() ? (byLanguage == spec.group() ? "" : spec.key()) : texts.get(0);
    }
  }
}
