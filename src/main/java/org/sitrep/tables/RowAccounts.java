package org.sitrep.tables;

import java.util.List;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Table {@code row_account}. One row per submission, sheet and form it held that normalise looked
 * at: where its rows went.
 */
public final class RowAccounts {
  public static final String TABLE = "row_account";

  /** Submission. */
  public static final String SUBMISSION_ID = "submission_id";

  /** Night that normalised it. */
  public static final String NIGHT_ID = "night_id";

  /** Form it was recognised as; null when none. */
  public static final String FORM = "form";

  /** Version of that form; null when none. */
  public static final String FORM_VERSION = "form_version";

  /** Sheet; null when no sheet held a form. */
  public static final String SHEET = "sheet";

  /** Language of the headings; null when not told. */
  public static final String LANGUAGE = "language";

  /** Data rows read; = accepted + held + rejected. */
  public static final String ROWS_READ = "rows_read";

  /** Rows that count. */
  public static final String ROWS_ACCEPTED = "rows_accepted";

  /** Rows that wait for a person. */
  public static final String ROWS_HELD = "rows_held";

  /** Rows that do not count. */
  public static final String ROWS_REJECTED = "rows_rejected";

  /** Version of the configuration that decided. */
  public static final String CONF_VERSION = "conf_version";

  /** Columns that name a row. */
  public static final List<String> KEY = List.of(SUBMISSION_ID, SHEET, FORM, FORM_VERSION);

  private static final StructType SCHEMA =
      new StructType()
          .add(SUBMISSION_ID, DataTypes.StringType, false)
          .add(NIGHT_ID, DataTypes.StringType, false)
          .add(FORM, DataTypes.StringType, true)
          .add(FORM_VERSION, DataTypes.StringType, true)
          .add(SHEET, DataTypes.StringType, true)
          .add(LANGUAGE, DataTypes.StringType, true)
          .add(ROWS_READ, DataTypes.LongType, false)
          .add(ROWS_ACCEPTED, DataTypes.LongType, false)
          .add(ROWS_HELD, DataTypes.LongType, false)
          .add(ROWS_REJECTED, DataTypes.LongType, false)
          .add(CONF_VERSION, DataTypes.StringType, false);

  private RowAccounts() {}

  /** Schema of the table. */
  public static StructType schema() {
    return SCHEMA;
  }
}
