package org.sitrep.normalise;

/** Reads the cells of one column, row by row, into what is gathered about each row. */
interface ColumnReader {
  void read(RowDraft draft);
}
