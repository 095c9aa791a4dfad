package org.sitrep.normalise;

import java.util.List;

/** A column of numbers, which may have a total. */
interface ValueColumn extends ColumnReader {
  /** Adds the numbers a totals row prints in it, where it adds up. */
  void printed(SheetRow row, List<Totals.Printed> out);

  /** Takes the values of a row that has its keys told by headings or words; none when not. */
  void values(RowDraft draft, List<Parsed.Value> out);
}
