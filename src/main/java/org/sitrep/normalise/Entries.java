package org.sitrep.normalise;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.sitrep.tables.SparkRows;

/** Maps as lists of pairs: what a row made in Java may hold without Scala's collections. */
final class Entries {
  static final String KEY = "key";
  static final String VALUE = "value";

  private Entries() {}

  static DataType type(DataType value) {
    return DataTypes.createArrayType(
        new StructType().add(KEY, DataTypes.StringType, false).add(VALUE, value, false), false);
  }

  static Object[] of(Map<String, ?> map) {
    return map.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(e -> RowFactory.create(e.getKey(), e.getValue()))
        .toArray();
  }

  /** As {@link #of}, for a row as Spark holds it. */
  static Object pairs(Map<String, ?> map) {
    return SparkRows.array(
        map.entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(
                e ->
                    SparkRows.row(
                        SparkRows.text(e.getKey()),
                        e.getValue() instanceof String text ? SparkRows.text(text) : e.getValue()))
            .toArray());
  }

  static Map<String, String> texts(List<Row> entries) {
    Map<String, String> out = new HashMap<>();
    entries.forEach(e -> out.put(e.getString(0), e.getString(1)));
    return out;
  }

  static Map<String, Integer> numbers(List<Row> entries) {
    Map<String, Integer> out = new HashMap<>();
    entries.forEach(e -> out.put(e.getString(0), e.getInt(1)));
    return out;
  }
}
