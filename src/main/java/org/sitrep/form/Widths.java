package org.sitrep.form;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.sitrep.form.Plan.Line;

/** How wide columns are and how high their texts run, in characters. */
final class Widths {
  /** Columns that stay in sight may at most take so much of a small screen. */
  static final int FROZEN = 75;

  private Widths() {}

  /** Widths of all columns; the first also holds the labels above the table. */
  static List<Integer> of(Plan plan) {
    List<Integer> out = new ArrayList<>();
    for (BlankColumn column : plan.columns()) {
      out.add(of(column, plan.lines()));
    }
    int label =
        Math.max(
            plan.region() == null ? 0 : plan.region().label().length(),
            plan.date() == null ? 0 : plan.date().label().length());
    out.set(0, Math.max(out.get(0), label + 1));
    return out;
  }

  private static int of(BlankColumn column, List<Line> lines) {
    int word = longestWord(column.heading()) + 3;
    if (column.isValue()) {
      return Math.max(11, Math.min(word, 20));
    }
    int printed =
        lines.stream()
            .map(line -> line.values().get(column.key()))
            .filter(String.class::isInstance)
            .mapToInt(value -> value.toString().length() + 3)
            .max()
            .orElse(0);
    int least = column.type().equals("date") ? 12 : 16;
    return Math.max(least, Math.max(word, Math.min(printed, 32)));
  }

  private static int longestWord(String text) {
    return Arrays.stream(text.split("[\\s-]+", -1)).mapToInt(String::length).max().orElse(0);
  }

  /** Lines a text takes in a column of this width, broken between words; bold is a little wider. */
  static int lines(String text, int width) {
    int room = Math.max(1, width - 1);
    int lines = 1;
    int used = 0;
    for (String word : text.split("\\s+", -1)) {
      int more = used == 0 ? word.length() : used + 1 + word.length();
      if (more > room && used > 0) {
        lines++;
        more = word.length();
      }
      lines += (more - 1) / room > 0 ? (more - 1) / room : 0;
      used = more % room == 0 && more > 0 ? room : more % room;
    }
    return lines;
  }
}
