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
  private final boolean zeroes;
  private final Severity severity;

  EmptyRows(Table table) {
    figures =
        table.header().columns().stream()
            .filter(b -> b.column().isValue() && !b.column().spec().type().equals("total"))
            .toList();
    zeroes = figures.stream().anyMatch(b -> emptyIs(b, "zero"));
    severity = severity(figures);
  }

  /** What may be empty is only worth knowing. */
  private static Severity severity(List<Header.Bound> figures) {
    if (figures.stream().anyMatch(b -> b.column().spec().required())) {
      return Severity.REJECT;
    }
    return figures.stream().allMatch(b -> emptyIs(b, "allowed")) ? Severity.INFO : Severity.WARN;
  }

  private static boolean emptyIs(Header.Bound bound, String what) {
    return bound.column().spec().emptyIs().equals(what);
  }

  /** Whether no cell that wants a figure holds anything. */
  boolean isEmpty(SheetRow row) {
    if (zeroes || figures.isEmpty()) {
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
    return Problem.of(FindingCode.ROW_EMPTY, row.number(), 0, null, Map.of()).with(severity);
  }
}
