package org.sitrep.normalise;

import java.util.List;
import org.sitrep.config.FormSpec.ColumnSpec;

/** A column of numbers, which may have a total. */
interface ValueColumn extends ColumnReader {
  /** Its heading. */
  Header.Bound bound();

  /** The columns its numbers are kept under. */
  List<ColumnSpec> fields();

  /** Adds the numbers a totals row prints in it, where it adds up. */
  void printed(SheetRow row, List<Totals.Printed> out);

  /** Takes the values of a row that has its keys told by headings or words; none when not. */
  void values(RowDraft draft, List<Parsed.Value> out);
}
