package org.sitrep.tables;

import java.util.List;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Table {@code indicator}. One indicator of a scope on a date as computed for one report date. */
public final class Indicators {
  public static final String TABLE = "indicator";

  /** See the list of indicators. */
  public static final String INDICATOR = "indicator";

  /** Version of the definition that computed it. */
  public static final String DEFINITION_VERSION = "definition_version";

  /** Report it was computed for. */
  public static final String REPORT_DATE = "report_date";

  /** Date it describes. */
  public static final String DATE = "date";

  /** National | region | form. */
  public static final String SCOPE = "scope";

  /** Region code; null for the nation. */
  public static final String REGION = "region";

  /** Key=value pairs sorted by key and joined by ';'; empty when none. */
  public static final String DIMENSIONS = "dimensions";

  /** Null = cannot be told (see status). */
  public static final String VALUE = "value";

  /** Lower end of the interval; null when none. */
  public static final String LOWER = "lower";

  /** Upper end of the interval; null when none. */
  public static final String UPPER = "upper";

  /** Null when not a ratio. */
  public static final String NUMERATOR = "numerator";

  /** Null when not a ratio. */
  public static final String DENOMINATOR = "denominator";

  /** Final | provisional | carried | missing | suppressed. */
  public static final String STATUS = "status";

  /** Night that computed it. */
  public static final String NIGHT_ID = "night_id";

  /** Columns that name a row. */
  public static final List<String> KEY =
      List.of(NIGHT_ID, INDICATOR, DATE, SCOPE, REGION, DIMENSIONS);

  private static final StructType SCHEMA =
      new StructType()
          .add(INDICATOR, DataTypes.StringType, false)
          .add(DEFINITION_VERSION, DataTypes.StringType, false)
          .add(REPORT_DATE, DataTypes.DateType, false)
          .add(DATE, DataTypes.DateType, false)
          .add(SCOPE, DataTypes.StringType, false)
          .add(REGION, DataTypes.StringType, true)
          .add(DIMENSIONS, DataTypes.StringType, false)
          .add(VALUE, DataTypes.DoubleType, true)
          .add(LOWER, DataTypes.DoubleType, true)
          .add(UPPER, DataTypes.DoubleType, true)
          .add(NUMERATOR, DataTypes.DoubleType, true)
          .add(DENOMINATOR, DataTypes.DoubleType, true)
          .add(STATUS, DataTypes.StringType, false)
          .add(NIGHT_ID, DataTypes.StringType, false);

  private Indicators() {}

  /** Schema of the table. */
  public static StructType schema() {
    return SCHEMA;
  }
}
