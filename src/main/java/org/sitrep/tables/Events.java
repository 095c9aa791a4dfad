package org.sitrep.tables;

import java.util.List;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Table {@code event}. One case or dose of one person, pseudonymised. Filled by line lists. */
public final class Events {
  public static final String TABLE = "event";

  /** Keyed HMAC-SHA-256 of the person's identifier; null when the row names nobody. */
  public static final String PERSON_KEY = "person_key";

  /** Case | death | dose. */
  public static final String KIND = "kind";

  /** Date of the event. */
  public static final String DATE = "date";

  /** Region code. */
  public static final String REGION = "region";

  /** Null = not told. */
  public static final String DISTRICT = "district";

  /** For cases. */
  public static final String STREAM = "stream";

  /** For doses. */
  public static final String PRODUCT = "product";

  /** For doses. */
  public static final String COMPONENT = "component";

  /** For doses. */
  public static final String DOSE = "dose";

  /** F or m; null = not told. */
  public static final String SEX = "sex";

  /** Null = not told. */
  public static final String AGE_GROUP = "age_group";

  /** Null = not told. */
  public static final String PRIORITY_GROUP = "priority_group";

  /** Null = not told. */
  public static final String FACILITY = "facility";

  /** Key of the form it was reported on. */
  public static final String FORM = "form";

  /** Submission. */
  public static final String SUBMISSION_ID = "submission_id";

  /** Sheet. */
  public static final String SHEET = "sheet";

  /** Row from 1. */
  public static final String ROW = "row";

  /** When we learnt it, UTC. */
  public static final String RECEIVED_AT = "received_at";

  /** Night that learnt it. */
  public static final String NIGHT_ID = "night_id";

  /** Columns that name a row. */
  public static final List<String> KEY = List.of(SUBMISSION_ID, SHEET, ROW);

  private static final StructType SCHEMA =
      new StructType()
          .add(PERSON_KEY, DataTypes.StringType, true)
          .add(KIND, DataTypes.StringType, false)
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
          .add(FORM, DataTypes.StringType, false)
          .add(SUBMISSION_ID, DataTypes.StringType, false)
          .add(SHEET, DataTypes.StringType, false)
          .add(ROW, DataTypes.IntegerType, false)
          .add(RECEIVED_AT, DataTypes.TimestampType, false)
          .add(NIGHT_ID, DataTypes.StringType, false);

  private Events() {}

  /** Schema of the table. */
  public static StructType schema() {
    return SCHEMA;
  }
}
