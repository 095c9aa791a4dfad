package org.sitrep.tables;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.plans.logical.LocalRelation;
import org.apache.spark.sql.catalyst.types.DataTypeUtils;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;
import scala.Option;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Rows as Spark itself holds them. A {@link Row} is taken apart and put together again, value by
 * value, on its way into a dataset and out of one; where there is one for every line of a file that
 * is most of the work. Texts are {@link UTF8String}, days are days since 1970, times microseconds.
 */
public final class SparkRows {
  private SparkRows() {}

  /** A row, or a struct in one. */
  public static InternalRow row(@Nullable Object... values) {
    return new GenericInternalRow(values);
  }

  /** An array of structs or of values of one type. */
  public static Object array(Object... values) {
    return new GenericArrayData(values);
  }

  /** A text; null for null. */
  public static @Nullable UTF8String text(@Nullable String text) {
    return UTF8String.fromString(text);
  }

  /** A dataset of rows that lie in this process. */
  public static Dataset<Row> dataset(
      SparkSession spark, List<InternalRow> rows, StructType schema) {
    return org.apache.spark.sql.classic.Dataset.ofRows(
        classic(spark),
        new LocalRelation(
            attributes(schema), CollectionConverters.asScala(rows).toSeq(), false, Option.empty()));
  }

  private static Seq<Attribute> attributes(StructType schema) {
    List<Attribute> out = new ArrayList<>();
    for (StructField field : schema.fields()) {
      out.add(DataTypeUtils.toAttribute(field));
    }
    return CollectionConverters.asScala(out).toSeq();
  }

  private static org.apache.spark.sql.classic.SparkSession classic(SparkSession spark) {
    return (org.apache.spark.sql.classic.SparkSession) spark;
  }

  /** A dataset of rows that tasks make, each time they are asked for. */
  public static Dataset<Row> dataset(
      SparkSession spark, JavaRDD<InternalRow> rows, StructType schema) {
    return classic(spark).internalCreateDataFrame(rows.rdd(), schema, false);
  }

  /** Rows of a dataset; a task may hand out the same object again with the next row in it. */
  public static JavaRDD<InternalRow> rows(Dataset<Row> dataset) {
    return ((org.apache.spark.sql.classic.Dataset<Row>) dataset)
        .queryExecution()
        .toRdd()
        .toJavaRDD();
  }
}
