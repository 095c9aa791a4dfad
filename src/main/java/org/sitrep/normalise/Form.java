package org.sitrep.normalise;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.sitrep.config.FormSpec;
import org.sitrep.config.FormSpec.ColumnSpec;
import org.sitrep.config.Spelling;
import org.sitrep.config.Words;

/** A form with its headings folded for comparison and its date formats compiled. */
final class Form implements Serializable {
  private static final long serialVersionUID = 1L;

  private final FormSpec spec;
  private final Dates dates;
  private final RowWords words;
  private final List<Column> columns = new ArrayList<>();
  private final Map<String, BitSet> known = new HashMap<>();
  private final Map<String, Double> units = new HashMap<>();
  private final Set<String> dimensions = new HashSet<>();

  Form(FormSpec spec, Words words, Spelling spelling) {
    this.spec = spec;
    this.dates = new Dates(spec.dateFormats(), words);
    this.words = new RowWords(words, spec.words(), spelling);
    for (ColumnSpec column : spec.columns()) {
      Column made = new Column(column, spelling);
      int number = columns.size();
      columns.add(made);
      for (Headings way : made.ways) {
        way.words().forEach(w -> known.computeIfAbsent(w, k -> new BitSet()).set(number));
        dimensions.addAll(way.values());
      }
    }
    for (FormSpec.Unit unit : spec.units()) {
      unit.words()
          .values()
          .forEach(
              spellings ->
                  spellings.forEach(text -> units.put(spelling.heading(text), unit.multiplyBy())));
    }
  }

  FormSpec spec() {
    return spec;
  }

  /** Dimensions that rows of a form may differ in, as observations have them. */
  static Set<String> rowDimensions(FormSpec spec) {
    Set<String> out = new TreeSet<>();
    for (ColumnSpec column : spec.columns()) {
      out.add(column.dimension());
      column.heading().values().forEach(value -> out.add(value.replace('-', '_')));
    }
    out.retainAll(ParsedRows.DIMENSIONS);
    return out;
  }

  /** Those of them that name a row, beside region and date. */
  static Set<String> keyDimensions(FormSpec spec) {
    Set<String> out = rowDimensions(spec);
    for (ColumnSpec column : spec.columns()) {
      if (!spec.keys().contains(column.key())) {
        out.remove(column.dimension());
      }
    }
    return out;
  }

  Dates dates() {
    return dates;
  }

  RowWords words() {
    return words;
  }

  List<Column> columns() {
    return columns;
  }

  /** Dimensions whose values stand in headings. */
  Set<String> dimensions() {
    return dimensions;
  }

  /** Words of units in headings, folded, to what values below are multiplied by. */
  Map<String, Double> units() {
    return units;
  }

  /** Whether a row's own date column tells the date. */
  boolean datedByRow() {
    return spec.columns().stream().anyMatch(c -> c.type().equals("date"));
  }

  /** Whether a word of each row tells what is counted, so that rows do not add up. */
  boolean measuredByRow() {
    return spec.columns().stream().anyMatch(c -> c.type().equals("measure-word"));
  }

  /**
   * Columns that a folded caption may belong to: it is one of their words, or several of them in
   * one; empty when it belongs to none.
   */
  BitSet columnsWith(String caption) {
    BitSet out = new BitSet();
    BitSet whole = known.get(caption);
    if (whole != null) {
      out.or(whole);
    }
    for (int i = 1; i < caption.length(); i++) {
      BitSet first = known.get(caption.substring(0, i));
      if (first != null && mayGoOn(caption.substring(i))) {
        out.or(first);
      }
    }
    return out;
  }

  private boolean mayGoOn(String rest) {
    if (known.containsKey(rest)) {
      return true;
    }
    for (int i = 1; i < rest.length(); i++) {
      if (known.containsKey(rest.substring(0, i)) && mayGoOn(rest.substring(i))) {
        return true;
      }
    }
    return false;
  }

  /** A column of a form and the folded headings under which it is known. */
  static final class Column implements Serializable {
    private static final long serialVersionUID = 1L;

    private final ColumnSpec spec;
    private final Codes codes;
    private final List<Headings> ways = new ArrayList<>();

    Column(ColumnSpec spec, Spelling spelling) {
      this.spec = spec;
      codes = new Codes(spec.codes(), spelling);
      Headings above = new Headings();
      spec.heading().captions().forEach(caption -> above.add(folded(caption, spelling)));
      Headings own = above.copy();
      Map<String, Set<String>> words = folded(spec.words(), spelling);
      if (!words.isEmpty()) {
        own.add(words);
      }
      spec.heading().values().forEach(own::addValue);
      if (!words.isEmpty() || spec.words().isEmpty()) {
        ways.add(own);
      }
      spec.words()
          .forEach(
              (language, spellings) -> {
                for (String text : spellings) {
                  if (text.contains(ColumnSpec.BETWEEN)) {
                    ways.add(path(above, language, text, spelling));
                  }
                }
              });
    }

    private Headings path(Headings above, String language, String text, Spelling spelling) {
      Headings out = above.copy();
      for (String part : text.split(ColumnSpec.BETWEEN)) {
        out.add(Map.of(spelling.heading(part), Set.of(language)));
      }
      spec.heading().values().forEach(out::addValue);
      return out;
    }

    private static Map<String, Set<String>> folded(
        Map<String, List<String>> byLanguage, Spelling spelling) {
      Map<String, Set<String>> out = new HashMap<>();
      byLanguage.forEach(
          (language, spellings) -> {
            for (String text : spellings) {
              String key = text.contains(ColumnSpec.BETWEEN) ? "" : spelling.heading(text);
              if (!key.isEmpty()) {
                out.computeIfAbsent(key, k -> new HashSet<>()).add(language);
              }
            }
          });
      return out;
    }

    ColumnSpec spec() {
      return spec;
    }

    /** Codes its cells may hold; none unless it is of such a type. */
    Codes codes() {
      return codes;
    }

    /** Whether numbers stand in its cells. */
    boolean isValue() {
      return spec.isNumber() || spec.type().equals("composite") || spec.type().equals("total");
    }

    /** How the headings over a column of a sheet fit; null when they do not. */
    @Nullable Fit fit(List<Caption> captions, Headings.Values values) {
      Fit best = null;
      for (Headings way : ways) {
        Fit fit = way.fit(captions, values);
        if (fit != null && (best == null || fit.score() > best.score())) {
          best = fit;
        }
      }
      return best;
    }
  }

  /**
   * How well headings fit a column.
   *
   * @param score the more of the captions are accounted for, the more
   * @param values the caption that is a value of each of the column's dimensions
   * @param languages in which the captions are known
   */
  record Fit(int score, Map<String, Caption> values, Set<String> languages) {}
}
