package org.sitrep.form;

import java.util.ArrayList;
import java.util.List;

/**
 * The headings of a table as cells: captions over the columns they hold for, a heading with fewer
 * levels than others down to the lowest.
 */
final class HeadingGrid {
  private final List<BlankColumn> columns;
  private final int depth;
  private final List<Box> boxes = new ArrayList<>();

  /** A heading and the cells it takes, rows and columns from 0, both ends included. */
  record Box(String text, int top, int bottom, int left, int right) {
    boolean isMerged() {
      return bottom > top || right > left;
    }
  }

  HeadingGrid(List<BlankColumn> columns) {
    this.columns = columns;
    depth = columns.stream().mapToInt(c -> c.levels().size()).max().orElse(1);
    for (int c = 0; c < columns.size(); c++) {
      List<String> levels = columns.get(c).levels();
      int own = levels.size() - 1;
      for (int level = 0; level < own; level++) {
        if (c == 0 || !isUnderSame(c - 1, c, level)) {
          boxes.add(new Box(levels.get(level), level, level, c, lastUnder(c, level)));
        }
      }
      boxes.add(new Box(levels.get(own), own, depth - 1, c, c));
    }
  }

  /** How many rows the headings take. */
  int depth() {
    return depth;
  }

  List<Box> boxes() {
    return boxes;
  }

  private boolean isUnderSame(int one, int other, int level) {
    List<String> a = columns.get(one).levels();
    List<String> b = columns.get(other).levels();
    return a.size() > level + 1
        && b.size() > level + 1
        && a.subList(0, level + 1).equals(b.subList(0, level + 1));
  }

  private int lastUnder(int from, int level) {
    int last = from;
    while (last + 1 < columns.size() && isUnderSame(from, last + 1, level)) {
      last++;
    }
    return last;
  }

  /** Lines of text each row has room for, so that no heading is cut: merged cells do not grow. */
  List<Integer> lines(List<Integer> widths) {
    List<Integer> out = new ArrayList<>();
    for (int row = 0; row < depth; row++) {
      out.add(1);
    }
    for (boolean tall : new boolean[] {false, true}) {
      for (Box box : boxes) {
        if (tall == box.bottom() > box.top()) {
          int width = widths.subList(box.left(), box.right() + 1).stream().mapToInt(w -> w).sum();
          int room = out.subList(box.top(), box.bottom() + 1).stream().mapToInt(n -> n).sum();
          int more = Widths.lines(box.text(), width) - room;
          out.set(box.bottom(), out.get(box.bottom()) + Math.max(0, more));
        }
      }
    }
    return out;
  }
}
