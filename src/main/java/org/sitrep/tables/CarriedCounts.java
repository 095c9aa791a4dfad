package org.sitrep.tables;

import java.util.List;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Table {@code carried}. What is carried over to the first day a night looks back on from the days
 * before it, so that the next night need not read these days again. Made of observations alone: a
 * night that cannot go on from it reads them all, with the same result.
 */
public final class CarriedCounts {
  public static final String TABLE = "carried";

  /** Night that wrote it. */
  public static final String NIGHT_ID = "night_id";

  /** First day that is not in it; the same in all rows of a night. */
  public static final String SINCE = "since";

  /** Told (a figure rests on it) | summed (only what follows from others goes on from it). */
  public static final String ROLE = "role";

  /** Measure. */
  public static final String MEASURE = "measure";

  /** Date the count describes. */
  public static final String DATE = "date";

  /** Form that told it. */
  public static final String FORM = "form";

  /** Region code. */
  public static final String REGION = "region";

  /** District code; null for the region as a whole. */
  public static final String DISTRICT = "district";

  /** Case definition; null when the measure has none. */
  public static final String STREAM = "stream";

  /** Product; null when not told apart. */
  public static final String PRODUCT = "product";

  /** Component; null when not told apart. */
  public static final String COMPONENT = "component";

  /** Dose; null when not told apart. */
  public static final String DOSE = "dose";

  /** Group of persons; null when not told apart. */
  public static final String PRIORITY_GROUP = "priority_group";

  /** The count. */
  public static final String VALUE = "value";

  /** Whether it follows from another count that the form asks for. */
  public static final String DERIVED = "derived";

  /** Whether the report it is of spoke for the region as a whole. */
  public static final String WHOLE = "whole";

  /** Columns that name a row. */
  public static final List<String> KEY =
      List.of(
          NIGHT_ID,
          ROLE,
          MEASURE,
          DATE,
          FORM,
          REGION,
          DISTRICT,
          STREAM,
          PRODUCT,
          COMPONENT,
          DOSE,
          PRIORITY_GROUP);

  private static final StructType SCHEMA =
      new StructType()
          .add(NIGHT_ID, DataTypes.StringType, false)
          .add(SINCE, DataTypes.DateType, false)
          .add(ROLE, DataTypes.StringType, false)
          .add(MEASURE, DataTypes.StringType, false)
          .add(DATE, DataTypes.DateType, false)
          .add(FORM, DataTypes.StringType, false)
          .add(REGION, DataTypes.StringType, false)
          .add(DISTRICT, DataTypes.StringType, true)
          .add(STREAM, DataTypes.StringType, true)
          .add(PRODUCT, DataTypes.StringType, true)
          .add(COMPONENT, DataTypes.StringType, true)
          .add(DOSE, DataTypes.StringType, true)
          .add(PRIORITY_GROUP, DataTypes.StringType, true)
          .add(VALUE, DataTypes.DoubleType, false)
          .add(DERIVED, DataTypes.BooleanType, false)
          .add(WHOLE, DataTypes.BooleanType, false);

  private CarriedCounts() {}

  /** Schema of the table. */
  public static StructType schema() {
    return SCHEMA;
  }
}
