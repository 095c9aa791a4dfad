package org.sitrep.normalise;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.sitrep.config.Spelling;

/**
 * Finds the header of a table by its words. Tries every run of one to four rows at the top of a
 * sheet, with merged captions spread over the columns they span, against every form.
 */
final class HeaderSearch implements Serializable {
  private static final long serialVersionUID = 1L;

  private final List<Form> forms;
  private final Spelling spelling;
  private final HeadingValues values;
  private final int rowsMost;
  private final int depth;

  HeaderSearch(List<Form> forms, Spelling spelling, HeadingValues values) {
    this.forms = forms;
    this.spelling = spelling;
    this.values = values;
    int rows = 1;
    int most = 1;
    for (Form form : forms) {
      rows = Math.max(rows, form.spec().headerRowsMax());
      most = Math.max(most, form.spec().headerWithin() + form.spec().headerRowsMax());
    }
    rowsMost = rows;
    depth = most;
  }

  /** Non-empty rows from the top that a search needs to see. */
  int depth() {
    return depth;
  }

  /** Rows a header has at most. */
  int rowsMost() {
    return rowsMost;
  }

  /** A header that was tried, and how good it is. */
  private record Try(Header header, int required, int found, int fit) {
    /** Share of the columns that make a sheet this form. */
    double share() {
      long wanted = header.form().columns().stream().filter(c -> c.spec().header()).count();
      return wanted == 0 ? 0 : (double) required / wanted;
    }
  }

  /**
   * The header among the first rows of a sheet: the complete one that accounts for most columns, or
   * else the one that misses fewest; null when nothing looks like a form.
   *
   * @param among the forms that may stand there
   */
  @Nullable Header find(List<SheetRow> rows, List<Form> among) {
    Memory memory = new Memory();
    List<Try> tries = new ArrayList<>();
    for (int first = 0; first < rows.size(); first++) {
      for (int n = 1; n <= rowsMost && first + n <= rows.size(); n++) {
        Map<Integer, Caption.Stack> stacks = stacks(rows.subList(first, first + n), memory);
        for (Form form : among) {
          if (first < form.spec().headerWithin()
              && n <= form.spec().headerRowsMax()
              && known(form, stacks.values(), memory) >= 2) {
            tries.add(fitted(form, first, first + n - 1, stacks, memory));
          }
        }
      }
    }
    return tries.stream()
        .filter(t -> t.header().complete() || (t.found() >= 3 && t.share() >= 0.5))
        .max(
            Comparator.comparing((Try t) -> t.header().complete())
                .thenComparing(t -> t.header().complete() ? 0 : t.share())
                .thenComparingInt(Try::found)
                .thenComparingInt(Try::fit)
                .thenComparing(t -> -t.header().unknown().size())
                .thenComparing(t -> t.header().firstRow() - t.header().lastRow())
                .thenComparing(t -> -t.header().firstRow()))
        .map(Try::header)
        .orElse(null);
  }

  /** Whether a row below a table looks like the first of another header: two of its words do. */
  boolean mayBegin(SheetRow row, List<Form> among) {
    Memory memory = new Memory();
    Map<Integer, Caption.Stack> stacks = stacks(List.of(row), memory);
    for (Form form : among) {
      if (known(form, stacks.values(), memory) >= 2) {
        return true;
      }
    }
    return false;
  }

  /** What one search has found out already: the same captions are looked at many times. */
  private final class Memory {
    final Map<String, String> folds = new HashMap<>();
    final Map<Form, Map<String, BitSet>> columns = new HashMap<>();
    final Map<String, Boolean> isValue = new HashMap<>();

    String fold(String text) {
      String fold = folds.get(text);
      if (fold == null) {
        fold = folded(text);
        folds.put(text, fold);
      }
      return fold;
    }

    /** Without the mark of a footnote, when only so a form knows it. */
    private String folded(String text) {
      String fold = spelling.heading(text);
      String without = Spelling.withoutFootnote(text);
      if (without.equals(text) || anyKnows(fold)) {
        return fold;
      }
      String bare = spelling.heading(without);
      return anyKnows(bare) ? bare : fold;
    }

    private boolean anyKnows(String fold) {
      for (Form form : forms) {
        if (!columns(form, fold).isEmpty()) {
          return true;
        }
      }
      return false;
    }

    BitSet columns(Form form, String caption) {
      return columns
          .computeIfAbsent(form, f -> new HashMap<>())
          .computeIfAbsent(caption, form::columnsWith);
    }

    boolean isValue(Form form, String dimension, Caption caption) {
      String owner =
          dimension.equals(HeadingValues.DATE) ? form.spec().key() + form.spec().version() : "";
      return isValue.computeIfAbsent(
          dimension + '|' + owner + '|' + caption.type() + caption.text(),
          k -> values.isValue(dimension, caption, form.dates()));
    }
  }

  /** Places whose lowest heading the form may know. */
  private static int known(Form form, Iterable<Caption.Stack> stacks, Memory memory) {
    int known = 0;
    for (Caption.Stack stack : stacks) {
      List<Caption> captions = stack.captions();
      BitSet fits = candidates(form, captions, memory);
      if (fits.isEmpty() && !form.units().isEmpty()) {
        List<Caption> rest = Units.of(form, captions).rest();
        fits = rest.isEmpty() ? fits : candidates(form, rest, memory);
      }
      known += fits.isEmpty() ? 0 : 1;
    }
    return known;
  }

  /** Columns that may fit the captions over a place, as far as the lowest of them tells. */
  private static BitSet candidates(Form form, List<Caption> captions, Memory memory) {
    BitSet out = new BitSet();
    StringBuilder run = new StringBuilder();
    for (int first = captions.size() - 1; first >= 0; first--) {
      run.insert(0, captions.get(first).folded());
      out.or(memory.columns(form, run.toString()));
    }
    Caption last = captions.get(captions.size() - 1);
    for (String dimension : form.dimensions()) {
      if (memory.isValue(form, dimension, last)) {
        for (int i = 0; i < form.columns().size(); i++) {
          if (form.columns().get(i).spec().heading().values().contains(dimension)) {
            out.set(i);
          }
        }
      }
    }
    return out;
  }

  private record Pair(Form.Column column, int place, Form.Fit fit, double unit, int order) {}

  private Try fitted(
      Form form, int first, int last, Map<Integer, Caption.Stack> stacks, Memory memory) {
    List<Pair> pairs = new ArrayList<>();
    stacks.forEach((place, stack) -> pairs.addAll(pairs(form, place, stack.captions(), memory)));
    pairs.sort(
        Comparator.comparingInt((Pair p) -> -p.fit().score())
            .thenComparingInt(Pair::place)
            .thenComparingInt(Pair::order));
    Map<Integer, Header.Bound> bound = new TreeMap<>();
    Set<Form.Column> used = new HashSet<>();
    Set<Object> taken = new HashSet<>();
    Map<String, Integer> votes = new HashMap<>();
    int fit = 0;
    for (Pair pair : pairs) {
      // A wide column has many places, and each value only one.
      Object whose = List.of(pair.order(), pair.fit().values());
      if (!bound.containsKey(pair.place()) && taken.add(whose)) {
        used.add(pair.column());
        Caption.Stack stack = at(stacks, pair.place());
        bound.put(
            pair.place(),
            new Header.Bound(
                pair.column(),
                pair.place(),
                stack.text(),
                stack.row(),
                pair.fit().values(),
                pair.unit()));
        pair.fit().languages().forEach(l -> votes.merge(l, 1, Integer::sum));
        fit += pair.fit().score() + (pair.unit() == 1 ? 0 : 1);
      }
    }
    List<Header.Heading> unknown = new ArrayList<>();
    stacks.forEach(
        (place, stack) -> {
          if (!bound.containsKey(place)) {
            unknown.add(new Header.Heading(stack.row(), place, stack.text()));
          }
        });
    List<Form.Column> missing = form.columns().stream().filter(c -> !used.contains(c)).toList();
    Header header =
        new Header(form, first, last, List.copyOf(bound.values()), missing, unknown, leader(votes));
    int required = (int) used.stream().filter(c -> c.spec().header()).count();
    return new Try(header, required, used.size(), fit);
  }

  /** The columns that captions fit; words of a unit are left aside when nothing fits with them. */
  private static List<Pair> pairs(Form form, int place, List<Caption> captions, Memory memory) {
    List<Pair> out = pairs(form, place, captions, 1, memory);
    if (!out.isEmpty() || form.units().isEmpty()) {
      return out;
    }
    Units units = Units.of(form, captions);
    return units.rest().isEmpty() ? out : pairs(form, place, units.rest(), units.factor(), memory);
  }

  /** Captions without the words of units they end in, and what those multiply by. */
  private record Units(List<Caption> rest, double factor) {
    static Units of(Form form, List<Caption> captions) {
      List<Caption> rest = new ArrayList<>();
      double factor = 1;
      for (Caption caption : captions) {
        String folded = caption.folded();
        String found = "";
        for (String word : form.units().keySet()) {
          if (folded.endsWith(word) && word.length() > found.length()) {
            found = word;
          }
        }
        factor *= found.isEmpty() ? 1 : form.units().getOrDefault(found, 1.0);
        if (folded.length() > found.length()) {
          String without = folded.substring(0, folded.length() - found.length());
          rest.add(new Caption(caption.text(), without, caption.type()));
        }
      }
      return new Units(rest, factor);
    }
  }

  private static List<Pair> pairs(
      Form form, int place, List<Caption> captions, double unit, Memory memory) {
    List<Pair> out = new ArrayList<>();
    Headings.Values reader = (dimension, caption) -> memory.isValue(form, dimension, caption);
    BitSet candidates = candidates(form, captions, memory);
    for (int i = candidates.nextSetBit(0); i >= 0; i = candidates.nextSetBit(i + 1)) {
      Form.Fit fit = form.columns().get(i).fit(captions, reader);
      if (fit != null) {
        out.add(new Pair(form.columns().get(i), place, fit, unit, i));
      }
    }
    return out;
  }

  private static Caption.Stack at(Map<Integer, Caption.Stack> stacks, int place) {
    Caption.Stack found = stacks.get(place);
    if (found == null) {
      throw new IllegalStateException("Cannot find captions of column: " + place);
    }
    return found;
  }

  private static @Nullable String leader(Map<String, Integer> votes) {
    int most = votes.values().stream().mapToInt(v -> v).max().orElse(0);
    List<String> leaders =
        votes.entrySet().stream().filter(e -> e.getValue() == most).map(Map.Entry::getKey).toList();
    return leaders.size() == 1 ? leaders.get(0) : null;
  }

  /** A cell as it stands over a column, its own or one that spans it. */
  private record Over(Cell cell, boolean own) {}

  /** Captions of every column of a window of rows. */
  private Map<Integer, Caption.Stack> stacks(List<SheetRow> window, Memory memory) {
    List<Map<Integer, Over>> levels = new ArrayList<>();
    for (int level = 0; level < window.size(); level++) {
      levels.add(new TreeMap<>());
    }
    for (int level = 0; level < window.size(); level++) {
      SheetRow row = window.get(level);
      for (Cell cell : row.cells()) {
        if (Spelling.trimmed(cell.text()).isEmpty()) {
          continue;
        }
        for (int below = level; below < window.size(); below++) {
          if (window.get(below).number() >= row.number() + cell.rows()) {
            break;
          }
          for (int c = cell.column(); c < cell.column() + cell.columns(); c++) {
            levels.get(below).putIfAbsent(c, new Over(cell, below == level));
          }
        }
      }
    }
    carryRight(levels);
    Set<Integer> places = new TreeSet<>();
    levels.forEach(l -> places.addAll(l.keySet()));
    Map<Integer, Caption.Stack> out = new LinkedHashMap<>();
    for (int place : places) {
      List<Caption> captions = new ArrayList<>();
      int row = 0;
      for (int level = 0; level < levels.size(); level++) {
        Over over = levels.get(level).get(place);
        if (over == null) {
          continue;
        }
        String text = Spelling.trimmed(over.cell().text());
        String fold = memory.fold(text);
        row = over.own() ? window.get(level).number() : row;
        boolean again =
            !captions.isEmpty() && captions.get(captions.size() - 1).folded().equals(fold);
        if (!fold.isEmpty() && !again) {
          captions.add(new Caption(text, fold, over.cell().type()));
        }
      }
      if (!captions.isEmpty()) {
        out.put(place, new Caption.Stack(captions, row == 0 ? window.get(0).number() : row));
      }
    }
    return out;
  }

  /**
   * A text file has no merged cells: a caption over a group stands in its first column only, so it
   * holds for the empty cells to its right as long as there are headings below.
   */
  private static void carryRight(List<Map<Integer, Over>> levels) {
    for (int level = 0; level + 1 < levels.size(); level++) {
      Map<Integer, Over> here = levels.get(level);
      Map<Integer, Over> below = levels.get(level + 1);
      for (int place : List.copyOf(below.keySet())) {
        Over left = here.get(place - 1);
        if (left != null
            && !here.containsKey(place)
            && own(below, place - 1)
            && own(below, place)) {
          here.put(place, new Over(left.cell(), false));
        }
      }
    }
  }

  private static boolean own(Map<Integer, Over> level, int place) {
    Over over = level.get(place);
    return over != null && over.own();
  }
}
