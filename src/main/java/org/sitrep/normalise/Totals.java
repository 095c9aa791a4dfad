package org.sitrep.normalise;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.sitrep.domain.FindingCode;

/**
 * Compares totals rows with the sum of their parts. A totals row speaks for the rows since the one
 * before, or for all rows so far; one above all rows speaks for all below.
 */
final class Totals {
  private final Map<Integer, Double> block = new HashMap<>();
  private final Map<Integer, Double> all = new HashMap<>();
  private final Set<Integer> unreadable = new HashSet<>();
  private final List<Printed> onTop = new ArrayList<>();
  private boolean anyRow;

  /** A number in a totals row. */
  record Printed(int row, int place, String heading, String raw, double value) {}

  void row() {
    anyRow = true;
  }

  void part(int place, double value) {
    block.merge(place, value, Double::sum);
    all.merge(place, value, Double::sum);
  }

  /** A part of the column could not be read: its totals cannot be checked. */
  void unreadable(int place) {
    unreadable.add(place);
  }

  /** Takes a totals row; gives what differs at once, unless it stands above its parts. */
  List<Problem> total(List<Printed> printed) {
    if (!anyRow) {
      onTop.addAll(printed);
      return List.of();
    }
    List<Problem> out = new ArrayList<>();
    for (Printed p : printed) {
      double sinceLast = block.getOrDefault(p.place(), 0.0);
      double soFar = all.getOrDefault(p.place(), 0.0);
      if (differs(p, sinceLast) && differs(p, soFar)) {
        out.add(problem(p, block.isEmpty() ? soFar : sinceLast));
      }
    }
    block.clear();
    return out;
  }

  /** What differs in totals rows that stood above their parts. */
  List<Problem> end() {
    List<Problem> out = new ArrayList<>();
    for (Printed p : onTop) {
      double soFar = all.getOrDefault(p.place(), 0.0);
      if (anyRow && differs(p, soFar)) {
        out.add(problem(p, soFar));
      }
    }
    return out;
  }

  private boolean differs(Printed p, double sum) {
    return !unreadable.contains(p.place()) && Math.abs(p.value() - sum) > 1e-6;
  }

  private static Problem problem(Printed p, double sum) {
    return Problem.of(
        FindingCode.TOTAL_DIFFERS,
        p.row(),
        p.place(),
        p.raw(),
        Map.of(
            "column", p.heading(),
            "printed", Numbers.text(p.value()),
            "sum", Numbers.text(sum)));
  }
}
