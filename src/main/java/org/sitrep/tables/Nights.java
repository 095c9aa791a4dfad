package org.sitrep.tables;

import java.util.List;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Table {@code night}. The ledger of nights. Publishing is the commit of one row here: readers go
 * through it.
 */
public final class Nights {
  public static final String TABLE = "night";

  /** Report date, '.', attempt: 2021-02-15.1. */
  public static final String NIGHT_ID = "night_id";

  /** The day the figures describe. */
  public static final String REPORT_DATE = "report_date";

  /** From 1. */
  public static final String ATTEMPT = "attempt";

  /** Published | provisional | held | released. */
  public static final String STATUS = "status";

  /** Why held, provisional or released; null when neither. */
  public static final String REASON = "reason";

  /** Person who held or released it; null for the rule. */
  public static final String DECIDED_BY = "decided_by";

  /** Newest received_at among the submissions it knew, UTC. */
  public static final String KNOWN_AT = "known_at";

  /** When the night ended, UTC; the ledger is in this order. A later decision does not move it. */
  public static final String PUBLISHED_AT = "published_at";

  /** Version of the configuration. */
  public static final String CONF_VERSION = "conf_version";

  /** Version of Sitrep. */
  public static final String CODE_VERSION = "code_version";

  /** Hash over submissions known, configuration and code: same fingerprint, same bytes. */
  public static final String FINGERPRINT = "fingerprint";

  /** Table name to Iceberg snapshot id; a table without rows is left out. */
  public static final String SNAPSHOTS = "snapshots";

  /** Regions without a required form, sorted. */
  public static final String MISSING_REGIONS = "missing_regions";

  /** Night that readers saw last before it; its revisions tell what moved since. */
  public static final String COMPARED_WITH = "compared_with";

  /** Every status it had: status, reason, by, at; oldest first, empty while it has its first. */
  public static final String DECISIONS = "decisions";

  /** Columns that name a row. */
  public static final List<String> KEY = List.of(NIGHT_ID);

  private static final StructType SCHEMA =
      new StructType()
          .add(NIGHT_ID, DataTypes.StringType, false)
          .add(REPORT_DATE, DataTypes.DateType, false)
          .add(ATTEMPT, DataTypes.IntegerType, false)
          .add(STATUS, DataTypes.StringType, false)
          .add(REASON, DataTypes.StringType, true)
          .add(DECIDED_BY, DataTypes.StringType, true)
          .add(KNOWN_AT, DataTypes.TimestampType, false)
          .add(PUBLISHED_AT, DataTypes.TimestampType, false)
          .add(CONF_VERSION, DataTypes.StringType, false)
          .add(CODE_VERSION, DataTypes.StringType, false)
          .add(FINGERPRINT, DataTypes.StringType, false)
          .add(
              SNAPSHOTS,
              DataTypes.createMapType(DataTypes.StringType, DataTypes.LongType, false),
              false)
          .add(MISSING_REGIONS, DataTypes.createArrayType(DataTypes.StringType, false), false)
          .add(COMPARED_WITH, DataTypes.StringType, true)
          .add(
              DECISIONS,
              DataTypes.createArrayType(
                  new StructType()
                      .add("status", DataTypes.StringType, false)
                      .add("reason", DataTypes.StringType, true)
                      .add("by", DataTypes.StringType, true)
                      .add("at", DataTypes.TimestampType, false),
                  false),
              false);

  private Nights() {}

  /** Schema of the table. */
  public static StructType schema() {
    return SCHEMA;
  }
}
