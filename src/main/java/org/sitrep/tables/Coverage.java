package org.sitrep.tables;

import java.util.List;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Table {@code coverage}. What a submission speaks for: one row per form, region and date with at
 * least one accepted row.
 */
public final class Coverage {
  public static final String TABLE = "coverage";

  /** Submission. */
  public static final String SUBMISSION_ID = "submission_id";

  /** Night that learnt it. */
  public static final String NIGHT_ID = "night_id";

  /** Key of the form. */
  public static final String FORM = "form";

  /** Region code. */
  public static final String REGION = "region";

  /** Date the figures describe (a week: its last day). */
  public static final String DATE = "date";

  /** When we learnt it, UTC; the later receipt supersedes. */
  public static final String RECEIVED_AT = "received_at";

  /** Rows accepted for it. */
  public static final String ROWS_ACCEPTED = "rows_accepted";

  /**
   * The region itself sent it: the sender is the region, or nobody named the sender and the file
   * speaks of this region alone. False for what a file of the centre says.
   */
  public static final String OWN = "own";

  /**
   * A number for what it says: two submissions with the same say the same, in whatever file and
   * order of rows.
   */
  public static final String CONTENT = "content";

  /** Whether it tells counts of the day and every one of them is 0: zeros reported, not silence. */
  public static final String ALL_ZERO = "all_zero";

  /**
   * What the sender noted about it in columns of type note, different notes joined, at most 300
   * characters; null when nothing.
   */
  public static final String NOTE = "note";

  /** Columns that name a row. */
  public static final List<String> KEY = List.of(SUBMISSION_ID, FORM, REGION, DATE);

  private static final StructType SCHEMA =
      new StructType()
          .add(SUBMISSION_ID, DataTypes.StringType, false)
          .add(NIGHT_ID, DataTypes.StringType, false)
          .add(FORM, DataTypes.StringType, false)
          .add(REGION, DataTypes.StringType, false)
          .add(DATE, DataTypes.DateType, false)
          .add(RECEIVED_AT, DataTypes.TimestampType, false)
          .add(ROWS_ACCEPTED, DataTypes.LongType, false)
          .add(OWN, DataTypes.BooleanType, false)
          .add(CONTENT, DataTypes.LongType, false)
          .add(ALL_ZERO, DataTypes.BooleanType, false)
          .add(NOTE, DataTypes.StringType, true);

  private Coverage() {}

  /** Schema of the table. */
  public static StructType schema() {
    return SCHEMA;
  }
}
