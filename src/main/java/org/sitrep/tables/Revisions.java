package org.sitrep.tables;

import java.util.List;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Table {@code revision}. A figure that differs from the last published night. */
public final class Revisions {
  public static final String TABLE = "revision";

  /** Indicator or measure that moved. */
  public static final String NAME = "name";

  /** Report that shows the new value. */
  public static final String REPORT_DATE = "report_date";

  /** Date the figure describes. */
  public static final String DATE = "date";

  /** Null for the nation. */
  public static final String REGION = "region";

  /** As in indicator. */
  public static final String DIMENSIONS = "dimensions";

  /** Null = there was none. */
  public static final String OLD_VALUE = "old_value";

  /** Null = there is none any more. */
  public static final String NEW_VALUE = "new_value";

  /** Late | resubmitted | definition | withdrawn. */
  public static final String REASON = "reason";

  /** Submission that moved it; null for a definition. */
  public static final String SUBMISSION_ID = "submission_id";

  /** Night that saw it. */
  public static final String NIGHT_ID = "night_id";

  /** Columns that name a row. */
  public static final List<String> KEY = List.of(NIGHT_ID, NAME, DATE, REGION, DIMENSIONS);

  private static final StructType SCHEMA =
      new StructType()
          .add(NAME, DataTypes.StringType, false)
          .add(REPORT_DATE, DataTypes.DateType, false)
          .add(DATE, DataTypes.DateType, false)
          .add(REGION, DataTypes.StringType, true)
          .add(DIMENSIONS, DataTypes.StringType, false)
          .add(OLD_VALUE, DataTypes.DoubleType, true)
          .add(NEW_VALUE, DataTypes.DoubleType, true)
          .add(REASON, DataTypes.StringType, false)
          .add(SUBMISSION_ID, DataTypes.StringType, true)
          .add(NIGHT_ID, DataTypes.StringType, false);

  private Revisions() {}

  /** Schema of the table. */
  public static StructType schema() {
    return SCHEMA;
  }
}
