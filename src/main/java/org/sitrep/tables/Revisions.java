package org.sitrep.tables;

import java.util.List;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Table {@code revision}. A figure of an earlier day that is not what the last published night
 * said.
 */
public final class Revisions {
  public static final String TABLE = "revision";

  /** Indicator that moved, among those told for a row of days. */
  public static final String NAME = "name";

  /** Report that shows the new value. */
  public static final String REPORT_DATE = "report_date";

  /** Date the figure describes. */
  public static final String DATE = "date";

  /** National | region | unassigned. */
  public static final String SCOPE = "scope";

  /** Region code; null unless the scope is region. */
  public static final String REGION = "region";

  /** As in indicator. */
  public static final String DIMENSIONS = "dimensions";

  /** Null = there was none. */
  public static final String OLD_VALUE = "old_value";

  /** Null = there is none any more. */
  public static final String NEW_VALUE = "new_value";

  /** Added | late | resubmitted | withdrawn | definition; of several the last in this order. */
  public static final String REASON = "reason";

  /**
   * Submission that moved it; null for a definition, and for a figure made of several when there
   * were several.
   */
  public static final String SUBMISSION_ID = "submission_id";

  /**
   * Why, in the words of who sent the submission or took it back; null when nothing was said, or by
   * several submissions.
   */
  public static final String NOTE = "note";

  /** Night that saw it. */
  public static final String NIGHT_ID = "night_id";

  /** Values of {@link #REASON}: a day was told for the first time, before it was due. */
  public static final String ADDED = "added";

  /** A day was told for the first time, after it was due. */
  public static final String LATE = "late";

  /** A later submission replaced an earlier one. */
  public static final String RESUBMITTED = "resubmitted";

  /** A later submission left it out, or it was taken back. */
  public static final String WITHDRAWN = "withdrawn";

  /** The same submissions under another configuration or program: a break in the series. */
  public static final String DEFINITION = "definition";

  /** Every reason; later ones are graver. */
  public static final List<String> REASONS =
      List.of(ADDED, LATE, RESUBMITTED, WITHDRAWN, DEFINITION);

  /** Columns that name a row. */
  public static final List<String> KEY = List.of(NIGHT_ID, NAME, DATE, SCOPE, REGION, DIMENSIONS);

  private static final StructType SCHEMA =
      new StructType()
          .add(NAME, DataTypes.StringType, false)
          .add(REPORT_DATE, DataTypes.DateType, false)
          .add(DATE, DataTypes.DateType, false)
          .add(SCOPE, DataTypes.StringType, false)
          .add(REGION, DataTypes.StringType, true)
          .add(DIMENSIONS, DataTypes.StringType, false)
          .add(OLD_VALUE, DataTypes.DoubleType, true)
          .add(NEW_VALUE, DataTypes.DoubleType, true)
          .add(REASON, DataTypes.StringType, false)
          .add(SUBMISSION_ID, DataTypes.StringType, true)
          .add(NOTE, DataTypes.StringType, true)
          .add(NIGHT_ID, DataTypes.StringType, false);

  private Revisions() {}

  /** Schema of the table. */
  public static StructType schema() {
    return SCHEMA;
  }
}
