package org.sitrep.tables;

import java.util.List;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Table {@code finding}. One row per finding code and address. */
public final class Findings {
  public static final String TABLE = "finding";

  /** Night that found it. */
  public static final String NIGHT_ID = "night_id";

  /** Submission; null for a finding about the night. */
  public static final String SUBMISSION_ID = "submission_id";

  /** File name as received; null for a finding about the night. */
  public static final String FILE = "file";

  /** Stable code. */
  public static final String CODE = "code";

  /** Info | warn | hold | reject. */
  public static final String SEVERITY = "severity";

  /** Night | file | sheet | row | cell. */
  public static final String SCOPE = "scope";

  /** Sender | office | developer. */
  public static final String ACTOR = "actor";

  /** Key of the form; null when not known. */
  public static final String FORM = "form";

  /** Region code; null when not known. */
  public static final String REGION = "region";

  /** Date it is about; null when not known. */
  public static final String DATE = "date";

  /** Sheet; null for the file as a whole. */
  public static final String SHEET = "sheet";

  /** Row from 1; 0 = the sheet as a whole. */
  public static final String ROW = "row";

  /** Column from 1; 0 = the row as a whole. */
  public static final String COLUMN = "column";

  /** Address such as B7; empty when row is 0. */
  public static final String CELL = "cell";

  /** What stood there; null when nothing did. */
  public static final String RAW = "raw";

  /** Named values of the sentence. */
  public static final String ARGUMENTS = "arguments";

  /** Sentence by language code: what is wrong, what to write. */
  public static final String MESSAGE = "message";

  /** Stage that found it. Filled in when a stage's findings are stored; stages leave it out. */
  public static final String STAGE = "stage";

  /** Columns that name a row. */
  public static final List<String> KEY =
      List.of(SUBMISSION_ID, CODE, SHEET, ROW, COLUMN, REGION, DATE, FORM);

  private static final StructType SCHEMA =
      new StructType()
          .add(NIGHT_ID, DataTypes.StringType, false)
          .add(SUBMISSION_ID, DataTypes.StringType, true)
          .add(FILE, DataTypes.StringType, true)
          .add(CODE, DataTypes.StringType, false)
          .add(SEVERITY, DataTypes.StringType, false)
          .add(SCOPE, DataTypes.StringType, false)
          .add(ACTOR, DataTypes.StringType, false)
          .add(FORM, DataTypes.StringType, true)
          .add(REGION, DataTypes.StringType, true)
          .add(DATE, DataTypes.DateType, true)
          .add(SHEET, DataTypes.StringType, true)
          .add(ROW, DataTypes.IntegerType, false)
          .add(COLUMN, DataTypes.IntegerType, false)
          .add(CELL, DataTypes.StringType, false)
          .add(RAW, DataTypes.StringType, true)
          .add(
              ARGUMENTS,
              DataTypes.createMapType(DataTypes.StringType, DataTypes.StringType, false),
              false)
          .add(
              MESSAGE,
              DataTypes.createMapType(DataTypes.StringType, DataTypes.StringType, false),
              false);

  private Findings() {}

  /** Schema of the rows a stage hands over. */
  public static StructType schema() {
    return SCHEMA;
  }

  /** Schema of the table: {@link #schema()} and the stage. */
  public static StructType stored() {
    return SCHEMA.add(STAGE, DataTypes.StringType, false);
  }
}
