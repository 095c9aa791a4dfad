package org.sitrep.tables;

import java.util.List;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Table {@code withdrawal}. A submission that was taken back with nothing in its place: one row
 * each, from whose time on it does not count. The submission and its facts stay where they are.
 */
public final class Withdrawals {
  public static final String TABLE = "withdrawal";

  /** Submission that was taken back. */
  public static final String SUBMISSION_ID = "submission_id";

  /** When we learnt it, UTC; the ledger of nights knows it from here on. */
  public static final String RECEIVED_AT = "received_at";

  /** Why. */
  public static final String REASON = "reason";

  /** Person who took it back. */
  public static final String DECIDED_BY = "decided_by";

  /** Columns that name a row. */
  public static final List<String> KEY = List.of(SUBMISSION_ID);

  private static final StructType SCHEMA =
      new StructType()
          .add(SUBMISSION_ID, DataTypes.StringType, false)
          .add(RECEIVED_AT, DataTypes.TimestampType, false)
          .add(REASON, DataTypes.StringType, false)
          .add(DECIDED_BY, DataTypes.StringType, false);

  private Withdrawals() {}

  /** Schema of the table. */
  public static StructType schema() {
    return SCHEMA;
  }
}
