package org.sitrep.tables;

import java.util.List;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Table {@code raw_row}. One row per non-empty sheet row of a read submission, cells with their
 * column.
 */
public final class RawRows {
  public static final String TABLE = "raw_row";

  /** Submission it stands in. */
  public static final String SUBMISSION_ID = "submission_id";

  /** Night that learnt it. */
  public static final String NIGHT_ID = "night_id";

  /** Place of the sheet in the workbook, from 0. */
  public static final String SHEET_INDEX = "sheet_index";

  /** Name of the sheet; empty for text files. */
  public static final String SHEET = "sheet";

  /** The sheet was hidden. */
  public static final String SHEET_HIDDEN = "sheet_hidden";

  /** Row number as a spreadsheet shows it, from 1. */
  public static final String ROW = "row";

  /** The row was hidden or filtered away. */
  public static final String ROW_HIDDEN = "row_hidden";

  /** Non-empty cells in column order. */
  public static final String CELLS = "cells";

  /** Columns that name a row. */
  public static final List<String> KEY = List.of(SUBMISSION_ID, SHEET_INDEX, ROW);

  /** Fields of a cell. */
  public static final String CELL_COLUMN = "column";

  public static final String CELL_TYPE = "type";
  public static final String CELL_TEXT = "text";
  public static final String CELL_NUMBER = "number";
  public static final String CELL_ROWS = "rows";
  public static final String CELL_COLUMNS = "columns";
  public static final String CELL_FORMULA = "formula";

  /**
   * A cell: column from 1; type {@code s} text, {@code n} number, {@code d} date or time, {@code b}
   * boolean, {@code e} error value, {@code u} formula nobody calculated; text as canonical text
   * (dates ISO, numbers without exponent); number for n, d and b, else null; rows and columns it
   * spans (1 when not merged); whether a formula stood there.
   */
  public static final StructType CELL =
      new StructType()
          .add(CELL_COLUMN, DataTypes.IntegerType, false)
          .add(CELL_TYPE, DataTypes.StringType, false)
          .add(CELL_TEXT, DataTypes.StringType, false)
          .add(CELL_NUMBER, DataTypes.DoubleType, true)
          .add(CELL_ROWS, DataTypes.IntegerType, false)
          .add(CELL_COLUMNS, DataTypes.IntegerType, false)
          .add(CELL_FORMULA, DataTypes.BooleanType, false);

  private static final StructType SCHEMA =
      new StructType()
          .add(SUBMISSION_ID, DataTypes.StringType, false)
          .add(NIGHT_ID, DataTypes.StringType, false)
          .add(SHEET_INDEX, DataTypes.IntegerType, false)
          .add(SHEET, DataTypes.StringType, false)
          .add(SHEET_HIDDEN, DataTypes.BooleanType, false)
          .add(ROW, DataTypes.IntegerType, false)
          .add(ROW_HIDDEN, DataTypes.BooleanType, false)
          .add(CELLS, DataTypes.createArrayType(CELL, false), false);

  private RawRows() {}

  /** Schema of the table. */
  public static StructType schema() {
    return SCHEMA;
  }
}
