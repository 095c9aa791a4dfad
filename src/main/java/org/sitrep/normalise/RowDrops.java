package org.sitrep.normalise;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.sitrep.config.FormSpec.DropRows;
import org.sitrep.config.Spelling;
import org.sitrep.domain.FindingCode;

/** Leaves out the rows a form does not want, and counts them. */
final class RowDrops {
  private final List<Filter> filters = new ArrayList<>();

  /** The filter of one column that was found, and what it has left out. */
  private static final class Filter {
    final Header.Bound bound;
    final Lexicon words;
    int rows;
    int first;
    String raw = "";

    Filter(Header.Bound bound, Lexicon words) {
      this.bound = bound;
      this.words = words;
    }
  }

  RowDrops(Table table) {
    Spelling spelling = table.knowledge().spelling();
    for (DropRows drop : table.form().spec().dropRows()) {
      for (Header.Bound bound : table.header().columns()) {
        if (bound.column().spec().key().equals(drop.column())) {
          Lexicon words = new Lexicon(spelling);
          words.add(drop.column(), drop.words());
          filters.add(new Filter(bound, words));
        }
      }
    }
  }

  /** Whether a row is left out. */
  boolean drops(SheetRow row) {
    for (Filter filter : filters) {
      Cell cell = row.at(filter.bound.place());
      if (cell != null && !filter.words.find(cell.text()).codes().isEmpty()) {
        filter.first = filter.rows == 0 ? row.number() : filter.first;
        filter.raw = filter.rows == 0 ? cell.text() : filter.raw;
        filter.rows++;
        return true;
      }
    }
    return false;
  }

  /** What was left out, once for each column that was looked at. */
  List<Problem> problems() {
    List<Problem> out = new ArrayList<>();
    for (Filter filter : filters) {
      if (filter.rows > 0) {
        out.add(
            Problem.of(
                FindingCode.ROWS_FILTERED,
                filter.first,
                filter.bound.place(),
                filter.raw,
                Map.of(
                    "column", filter.bound.heading(),
                    "raw", Spelling.trimmed(filter.raw),
                    "rows", Integer.toString(filter.rows))));
      }
    }
    return out;
  }
}
