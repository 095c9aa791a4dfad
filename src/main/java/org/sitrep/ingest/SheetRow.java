package org.sitrep.ingest;

import java.util.List;

/**
 * A row of a sheet that has at least one cell with something in it.
 *
 * @param sheetIndex place of the sheet in the workbook, from 0
 * @param sheet its name; empty for text files
 * @param row number as a spreadsheet shows it, from 1
 * @param cells in column order, none empty
 */
record SheetRow(
    int sheetIndex,
    String sheet,
    boolean sheetHidden,
    int row,
    boolean rowHidden,
    List<Cell> cells) {}
