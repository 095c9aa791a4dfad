package org.sitrep.tables;

import java.util.List;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Table {@code observation}. One count: a measure of a region on a date, in its dimensions, with
 * the cell it came from.
 */
public final class Observations {
  public static final String TABLE = "observation";

  /** See the list of measures. */
  public static final String MEASURE = "measure";

  /** Date the figure describes. */
  public static final String DATE = "date";

  /** Region code. */
  public static final String REGION = "region";

  /** District code; null = the region as a whole. */
  public static final String DISTRICT = "district";

  /** Case definition, U07.1 or U07.2; null where it does not apply. */
  public static final String STREAM = "stream";

  /** Vaccine product; null where it does not apply. */
  public static final String PRODUCT = "product";

  /** I or II; null where it does not apply. */
  public static final String COMPONENT = "component";

  /** Number of the dose: 1, 2, booster; null where it does not apply. */
  public static final String DOSE = "dose";

  /** F or m; null = all. */
  public static final String SEX = "sex";

  /** Null = all. */
  public static final String AGE_GROUP = "age_group";

  /** Null = all. */
  public static final String PRIORITY_GROUP = "priority_group";

  /** Null = all. */
  public static final String FACILITY = "facility";

  /** The count, as reported. */
  public static final String VALUE = "value";

  /** Key of the form it was reported on. */
  public static final String FORM = "form";

  /** Submission. */
  public static final String SUBMISSION_ID = "submission_id";

  /** Sheet. */
  public static final String SHEET = "sheet";

  /** Row from 1. */
  public static final String ROW = "row";

  /** Column from 1. */
  public static final String COLUMN = "column";

  /** When we learnt it, UTC. */
  public static final String RECEIVED_AT = "received_at";

  /** Night that learnt it. */
  public static final String NIGHT_ID = "night_id";

  /** Columns that name a row. */
  public static final List<String> KEY = List.of(SUBMISSION_ID, SHEET, ROW, COLUMN);

  private static final StructType SCHEMA =
      new StructType()
          .add(MEASURE, DataTypes.StringType, false)
          .add(DATE, DataTypes.DateType, false)
          .add(REGION, DataTypes.StringType, false)
          .add(DISTRICT, DataTypes.StringType, true)
          .add(STREAM, DataTypes.StringType, true)
          .add(PRODUCT, DataTypes.StringType, true)
          .add(COMPONENT, DataTypes.StringType, true)
          .add(DOSE, DataTypes.StringType, true)
          .add(SEX, DataTypes.StringType, true)
          .add(AGE_GROUP, DataTypes.StringType, true)
          .add(PRIORITY_GROUP, DataTypes.StringType, true)
          .add(FACILITY, DataTypes.StringType, true)
          .add(VALUE, DataTypes.DoubleType, false)
          .add(FORM, DataTypes.StringType, false)
          .add(SUBMISSION_ID, DataTypes.StringType, false)
          .add(SHEET, DataTypes.StringType, false)
          .add(ROW, DataTypes.IntegerType, false)
          .add(COLUMN, DataTypes.IntegerType, false)
          .add(RECEIVED_AT, DataTypes.TimestampType, false)
          .add(NIGHT_ID, DataTypes.StringType, false);

  private Observations() {}

  /** Schema of the table. */
  public static StructType schema() {
    return SCHEMA;
  }
}
