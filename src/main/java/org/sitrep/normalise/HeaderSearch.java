package org.sitrep.normalise;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.sitrep.config.Spelling;

/**
 * Finds the header of a table by its words. Tries every run of one to three rows at the top of a
 * sheet, with merged captions spread over the columns they span, against every form.
 */
final class HeaderSearch implements Serializable {
  private static final long serialVersionUID = 1L;

  private final List<Form> forms;
  private final Spelling spelling;
  private final Set<String> known = new HashSet<>();
  private final int depth;

  HeaderSearch(List<Form> forms, Spelling spelling) {
    this.forms = forms;
    this.spelling = spelling;
    int most = 1;
    for (Form form : forms) {
      form.columns().forEach(c -> known.addAll(c.headings()));
      most = Math.max(most, form.spec().headerWithin() + form.spec().headerRowsMax());
    }
    depth = most;
  }

  /** Non-empty rows from the top that a search needs to see. */
  int depth() {
    return depth;
  }

  /** Captions over one column, from the top one to its own, as written and folded. */
  private record Captions(List<String> texts, List<String> folded, int row) {}

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
   */
  @Nullable Header find(List<SheetRow> rows) {
    List<Try> tries = new ArrayList<>();
    Map<String, String> folds = new HashMap<>();
    for (int first = 0; first < rows.size(); first++) {
      for (int n = 1; n <= 3 && first + n <= rows.size(); n++) {
        Map<Integer, Captions> captions = captions(rows.subList(first, first + n), folds);
        if (captions.values().stream().filter(this::known).count() < 2) {
          continue;
        }
        for (Form form : forms) {
          if (first < form.spec().headerWithin() && n <= form.spec().headerRowsMax()) {
            tries.add(fitted(form, first, first + n - 1, captions));
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

  private boolean known(Captions captions) {
    List<String> folded = captions.folded();
    return known.contains(folded.get(folded.size() - 1)) || known.contains(String.join("", folded));
  }

  private Try fitted(Form form, int first, int last, Map<Integer, Captions> captions) {
    record Pair(Form.Column column, int place, int fit, int order) {}
    List<Pair> pairs = new ArrayList<>();
    captions.forEach(
        (place, c) -> {
          for (int i = 0; i < form.columns().size(); i++) {
            int fit = form.columns().get(i).fit(c.folded());
            if (fit > 0) {
              pairs.add(new Pair(form.columns().get(i), place, fit, i));
            }
          }
        });
    pairs.sort(
        Comparator.comparingInt((Pair p) -> -p.fit())
            .thenComparingInt(Pair::place)
            .thenComparingInt(Pair::order));
    Map<Integer, Header.Bound> bound = new TreeMap<>();
    Set<Form.Column> used = new HashSet<>();
    Map<String, Integer> votes = new HashMap<>();
    int fit = 0;
    for (Pair pair : pairs) {
      if (!bound.containsKey(pair.place()) && used.add(pair.column())) {
        Captions c = at(captions, pair.place());
        bound.put(
            pair.place(),
            new Header.Bound(pair.column(), pair.place(), String.join(" / ", c.texts())));
        pair.column().languages(c.folded()).forEach(l -> votes.merge(l, 1, Integer::sum));
        fit += pair.fit();
      }
    }
    List<Header.Heading> unknown = new ArrayList<>();
    captions.forEach(
        (place, c) -> {
          if (!bound.containsKey(place)) {
            unknown.add(new Header.Heading(c.row(), place, String.join(" / ", c.texts())));
          }
        });
    List<Form.Column> missing = form.columns().stream().filter(c -> !used.contains(c)).toList();
    Header header =
        new Header(form, first, last, List.copyOf(bound.values()), missing, unknown, leader(votes));
    int required = (int) used.stream().filter(c -> c.spec().header()).count();
    return new Try(header, required, used.size(), fit);
  }

  private static Captions at(Map<Integer, Captions> captions, int place) {
    Captions found = captions.get(place);
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

  /** Captions of every column of a window of rows. */
  private Map<Integer, Captions> captions(List<SheetRow> window, Map<String, String> folds) {
    List<Map<Integer, String>> levels = new ArrayList<>();
    List<Map<Integer, Boolean>> own = new ArrayList<>();
    for (SheetRow row : window) {
      levels.add(new TreeMap<>());
      own.add(new HashMap<>());
    }
    for (int level = 0; level < window.size(); level++) {
      SheetRow row = window.get(level);
      for (Cell cell : row.cells()) {
        String text = Spelling.trimmed(cell.text());
        if (text.isEmpty()) {
          continue;
        }
        for (int below = level; below < window.size(); below++) {
          if (window.get(below).number() >= row.number() + cell.rows()) {
            break;
          }
          for (int c = cell.column(); c < cell.column() + cell.columns(); c++) {
            levels.get(below).putIfAbsent(c, text);
            own.get(below).putIfAbsent(c, below == level);
          }
        }
      }
    }
    carryRight(levels, own);
    Map<Integer, Captions> out = new LinkedHashMap<>();
    Set<Integer> places = new java.util.TreeSet<>();
    levels.forEach(l -> places.addAll(l.keySet()));
    for (int place : places) {
      List<String> texts = new ArrayList<>();
      List<String> folded = new ArrayList<>();
      int row = 0;
      for (int level = 0; level < levels.size(); level++) {
        String text = levels.get(level).get(place);
        if (text == null) {
          continue;
        }
        String fold = folds.computeIfAbsent(text, spelling::heading);
        row = own.get(level).getOrDefault(place, false) ? window.get(level).number() : row;
        if (!fold.isEmpty() && (folded.isEmpty() || !folded.get(folded.size() - 1).equals(fold))) {
          texts.add(text);
          folded.add(fold);
        }
      }
      if (!folded.isEmpty()) {
        out.put(place, new Captions(texts, folded, row == 0 ? window.get(0).number() : row));
      }
    }
    return out;
  }

  /**
   * A text file has no merged cells: a caption over a group stands in its first column only, so it
   * holds for the empty cells to its right as long as there are headings below.
   */
  private static void carryRight(
      List<Map<Integer, String>> levels, List<Map<Integer, Boolean>> own) {
    for (int level = 0; level + 1 < levels.size(); level++) {
      Map<Integer, String> here = levels.get(level);
      Map<Integer, Boolean> below = own.get(level + 1);
      for (int place : List.copyOf(levels.get(level + 1).keySet())) {
        String left = here.get(place - 1);
        boolean heads =
            left != null
                && below.getOrDefault(place - 1, false)
                && below.getOrDefault(place, false);
        if (heads && !here.containsKey(place) && left != null) {
          here.put(place, left);
        }
      }
    }
  }
}
