package org.sitrep.normalise;

import java.util.List;
import java.util.Map;
import org.sitrep.domain.FindingCode;
import org.sitrep.domain.Severity;

/**
 * A row that has a name and no figure is told once, not once a cell: the prepared row of a form
 * that nobody filled in.
 */
final class EmptyRows {
  private final List<Header.Bound> figures;
  private final boolean told;
  private final boolean required;

  /** One figure alone is told by its own heading; what may be empty or means zero is not told. */
  EmptyRows(Table table) {
    figures =
        table.header().columns().stream()
            .filter(b -> b.column().isValue() && !b.column().spec().type().equals("total"))
            .toList();
    required = figures.stream().anyMatch(b -> b.column().spec().required());
    told =
        figures.size() > 1
            && figures.stream().noneMatch(b -> emptyIs(b, "zero"))
            && (required || !figures.stream().allMatch(b -> emptyIs(b, "allowed")));
  }

  private static boolean emptyIs(Header.Bound bound, String what) {
    return bound.column().spec().emptyIs().equals(what);
  }

  /** Whether no cell that wants a figure holds anything. */
  boolean isEmpty(SheetRow row) {
    if (!told) {
      return false;
    }
    for (Header.Bound bound : figures) {
      Cell cell = row.at(bound.place());
      if (cell != null && !cell.isBlank()) {
        return false;
      }
    }
    return true;
  }

  Problem problem(SheetRow row) {
    Problem problem = Problem.of(FindingCode.ROW_EMPTY, row.number(), 0, null, Map.of());
    return required ? problem.with(Severity.REJECT) : problem;
  }
}
