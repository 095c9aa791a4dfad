package org.sitrep.tables;

import java.util.List;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Table {@code delivery}. One edition, one returned workbook, one notice or one reminder to one
 * recipient, once; a row that takes a letter back stands beside it.
 */
public final class Deliveries {
  public static final String TABLE = "delivery";

  /** Date of the report; of a reminder, date of its forms. */
  public static final String REPORT_DATE = "report_date";

  /** Night that was sent; empty for reminders, which belong to no night. */
  public static final String NIGHT_ID = "night_id";

  /**
   * National or the region code in lower case; return for returned workbooks; notice for notices;
   * reminder and escalation for letters about late forms.
   */
  public static final String EDITION = "edition";

  /** Language code. */
  public static final String LANG = "lang";

  /** Mail address. */
  public static final String RECIPIENT = "recipient";

  /**
   * Message-ID header, the same for every attempt; of a returned workbook it names the submission,
   * of a reminder region, due time and level.
   */
  public static final String MESSAGE_ID = "message_id";

  /**
   * Outbox | smtp | unsure: nobody knows whether it left, it is not sent again | withdrawn: the
   * letter was taken out of the outbox again.
   */
  public static final String WAY = "way";

  /** Of the attached files together. */
  public static final String SHA256 = "sha256";

  /** UTC. */
  public static final String SENT_AT = "sent_at";

  /** Columns that name a row. */
  public static final List<String> KEY =
      List.of(REPORT_DATE, EDITION, LANG, RECIPIENT, MESSAGE_ID, SENT_AT);

  private static final StructType SCHEMA =
      new StructType()
          .add(REPORT_DATE, DataTypes.DateType, false)
          .add(NIGHT_ID, DataTypes.StringType, false)
          .add(EDITION, DataTypes.StringType, false)
          .add(LANG, DataTypes.StringType, false)
          .add(RECIPIENT, DataTypes.StringType, false)
          .add(MESSAGE_ID, DataTypes.StringType, false)
          .add(WAY, DataTypes.StringType, false)
          .add(SHA256, DataTypes.StringType, false)
          .add(SENT_AT, DataTypes.TimestampType, false);

  private Deliveries() {}

  /** Schema of the table. */
  public static StructType schema() {
    return SCHEMA;
  }
}
