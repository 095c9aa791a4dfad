package org.sitrep.normalise;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.sitrep.domain.FindingCode;

/**
 * Compares totals rows with the sum of their parts. A totals row speaks for the rows since the one
 * before or since any earlier one, as sub-totals of sub-totals do, or for all rows so far; one
 * above all rows speaks for all below.
 */
final class Totals {
  /** Earlier totals rows that a later one may begin after. */
  private static final int REMEMBERED = 1000;

  private final Map<String, Column> columns = new HashMap<>();
  private final List<Printed> onTop = new ArrayList<>();
  private boolean anyRow;
  private boolean rowsSinceLast;

  /** The numbers of one column that add up. */
  static final class Column {
    private double sum;
    private boolean unreadable;
    private final List<Double> before = new ArrayList<>();

    void part(double value) {
      sum += value;
    }

    /** A part could not be read: totals of the column cannot be checked. */
    void unreadable() {
      unreadable = true;
    }
  }

  /** A number in a totals row. */
  record Printed(Column column, int row, int place, String heading, String raw, double value) {}

  /** The column of a key at a place. */
  Column column(String key, int place) {
    return columns.computeIfAbsent(key + '|' + place, k -> new Column());
  }

  void row() {
    anyRow = true;
    rowsSinceLast = true;
  }

  /** Takes a totals row; gives what differs at once, unless it stands above its parts. */
  List<Problem> total(List<Printed> printed) {
    if (printed.isEmpty()) {
      return List.of();
    }
    if (!anyRow) {
      onTop.addAll(printed);
      return List.of();
    }
    List<Problem> out = new ArrayList<>();
    for (Printed p : printed) {
      if (differs(p)) {
        List<Double> before = p.column().before;
        double last = before.isEmpty() ? 0 : before.get(before.size() - 1);
        out.add(problem(p, rowsSinceLast ? p.column().sum - last : p.column().sum));
      }
    }
    for (Column column : columns.values()) {
      if (column.before.size() < REMEMBERED) {
        column.before.add(column.sum);
      } else {
        column.before.set(REMEMBERED - 1, column.sum);
      }
    }
    rowsSinceLast = false;
    return out;
  }

  private static boolean differs(Printed p) {
    Column column = p.column();
    if (column.unreadable || same(p.value(), column.sum)) {
      return false;
    }
    for (int i = column.before.size() - 1; i >= 0; i--) {
      if (same(p.value(), column.sum - column.before.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean same(double one, double other) {
    return Math.abs(one - other) <= 1e-6;
  }

  /** What differs in totals rows that stood above their parts. */
  List<Problem> end() {
    List<Problem> out = new ArrayList<>();
    for (Printed p : onTop) {
      if (anyRow && !p.column().unreadable && !same(p.value(), p.column().sum)) {
        out.add(problem(p, p.column().sum));
      }
    }
    return out;
  }

  private static Problem problem(Printed p, double sum) {
    return differing(p.row(), p.place(), p.heading(), p.raw(), p.value(), sum);
  }

  static Problem differing(
      int row, int place, String heading, String raw, double printed, double sum) {
    return Problem.of(
        FindingCode.TOTAL_DIFFERS,
        row,
        place,
        raw,
        Map.of("column", heading, "printed", Numbers.text(printed), "sum", Numbers.text(sum)));
  }
}
