package org.sitrep.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.AppendFiles;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.ManageSnapshots;
import org.apache.iceberg.OverwriteFiles;
import org.apache.iceberg.PartitionField;
import org.apache.iceberg.PartitionKey;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotRef;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.encryption.EncryptedOutputFile;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.io.DataWriter;
import org.apache.iceberg.io.OutputFileFactory;
import org.apache.iceberg.parquet.Parquet;
import org.apache.iceberg.spark.Spark3Util;
import org.apache.iceberg.spark.SparkSchemaUtil;
import org.apache.iceberg.spark.data.SparkParquetWriters;
import org.apache.iceberg.util.SnapshotUtil;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.DataFrameWriterV2;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.analysis.NoSuchTableException;
import org.apache.spark.sql.catalyst.plans.logical.LocalRelation;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * One table as Iceberg keeps it. Rows that already lie in the driver's memory are written by the
 * driver itself, as one file and without a Spark job; anything else is written by Spark.
 */
final class IcebergTable {
  private static final String MAIN = SnapshotRef.MAIN_BRANCH;

  private final SparkSession spark;
  private final String name;
  private final Table table;
  private final StructType schema;

  private IcebergTable(SparkSession spark, String name, Table table) {
    this.spark = spark;
    this.name = name;
    this.table = table;
    this.schema = SparkSchemaUtil.convert(table.schema());
  }

  /** The table, or null when nothing was ever written to it. */
  static @Nullable IcebergTable find(SparkSession spark, String name) {
    Catalog catalog = catalog(spark);
    TableIdentifier id = TableIdentifier.of(Session.CATALOG, name);
    return catalog.tableExists(id) ? new IcebergTable(spark, name, catalog.loadTable(id)) : null;
  }

  /** Creates the table, partitioned by the given columns as they are. */
  static IcebergTable create(
      SparkSession spark, String name, StructType schema, List<String> partitions) {
    Catalog catalog = catalog(spark);
    Schema columns = SparkSchemaUtil.convert(schema);
    PartitionSpec.Builder spec = PartitionSpec.builderFor(columns);
    partitions.forEach(spec::identity);
    Map<String, String> properties =
        Map.of(
            "format-version", "2",
            "write.parquet.compression-codec", "zstd",
            // A night's rows share their partition: shuffling or sorting them buys nothing.
            "write.distribution-mode", "none",
            "write.spark.fanout.enabled", "true",
            "write.metadata.delete-after-commit.enabled", "true",
            "write.metadata.previous-versions-max", "10");
    return new IcebergTable(
        spark,
        name,
        catalog.createTable(
            TableIdentifier.of(Session.CATALOG, name), columns, spec.build(), properties));
  }

  private static Catalog catalog(SparkSession spark) {
    // A catalog is configured from the active session when it is first asked for, whoever asks.
    SparkSession.setActiveSession(spark);
    return Spark3Util.loadIcebergCatalog(spark, Session.CATALOG);
  }

  /** Takes notice of what others committed. */
  void refresh() {
    table.refresh();
  }

  /** Snapshot at the head of the main line; null when it has none. */
  @Nullable Long head() {
    Snapshot snapshot = table.currentSnapshot();
    return snapshot == null ? null : snapshot.snapshotId();
  }

  /** Snapshot at the head of a branch; null when there is no such branch. */
  @Nullable Long head(String branch) {
    SnapshotRef ref = table.refs().get(branch);
    return ref == null ? null : ref.snapshotId();
  }

  /** Whether {@code later} was built on {@code earlier}; anything is built on nothing. */
  boolean isBuiltOn(long later, @Nullable Long earlier) {
    return earlier == null || SnapshotUtil.isAncestorOf(table, later, earlier);
  }

  /** Rows of a snapshot. */
  Dataset<Row> rows(long snapshot) {
    return spark.table(identifier("snapshot_id_" + snapshot));
  }

  /** Every row of the main line, read by the driver without a Spark job; for small tables. */
  List<Record> records() {
    List<Record> out = new ArrayList<>();
    try (CloseableIterable<Record> records = IcebergGenerics.read(table).build()) {
      records.forEach(out::add);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read table " + name, e);
    }
    return out;
  }

  /** Adds rows to the main line of a table without partitions. */
  void append(Dataset<Row> rows) {
    Dataset<Row> ordered = ordered(Map.of(), rows);
    if (!isLocal(ordered)) {
      try {
        writer(ordered, MAIN).append();
      } catch (NoSuchTableException e) {
        throw new IllegalStateException("Cannot write to table " + name, e);
      }
      table.refresh();
      return;
    }
    List<DataFile> files = writeHere(Map.of(), ordered);
    if (!files.isEmpty()) {
      AppendFiles append = table.newAppend();
      files.forEach(append::appendFile);
      append.commit();
    }
  }

  /** {@link #replaceOn} the main line. */
  void replace(Map<String, String> partition, Dataset<Row> rows) {
    replaceOn(MAIN, partition, rows);
  }

  /**
   * Replaces one partition on a branch, in one commit. The branch starts at the head of the main
   * line when it does not exist.
   *
   * @param partition value of every partition column; the rows get these values
   */
  void replaceOn(String branch, Map<String, String> partition, Dataset<Row> rows) {
    Dataset<Row> ordered = ordered(partition, rows);
    if (!isLocal(ordered)) {
      replaceWithSpark(branch, partition, ordered);
      return;
    }
    List<DataFile> files = writeHere(partition, ordered);
    Expression filter =
        partition.entrySet().stream()
            .map(e -> (Expression) Expressions.equal(e.getKey(), e.getValue()))
            .reduce(Expressions.alwaysTrue(), Expressions::and);
    OverwriteFiles overwrite = table.newOverwrite().overwriteByRowFilter(filter).toBranch(branch);
    files.forEach(overwrite::addFile);
    overwrite.commit();
  }

  private void replaceWithSpark(
      String branch, Map<String, String> partition, Dataset<Row> ordered) {
    if (!branch.equals(MAIN) && head(branch) == null) {
      table.manageSnapshots().createBranch(branch).commit();
    }
    Column filter =
        partition.entrySet().stream()
            .map(e -> functions.col(e.getKey()).equalTo(e.getValue()))
            .reduce(functions.lit(true), Column::and);
    try {
      writer(ordered, branch).overwrite(filter);
    } catch (NoSuchTableException e) {
      throw new IllegalStateException("Cannot write to table " + name, e);
    }
    table.refresh();
  }

  /**
   * Makes the references of the table what they are to be, in one commit and only when something
   * changes.
   *
   * @param head snapshot of the main line; null = it has no rows
   * @param prefix of the names of tags that are kept here
   * @param tags every tag with that prefix
   * @param kept branches that must be there
   * @param gone branches that must not
   */
  void settle(
      @Nullable Long head,
      String prefix,
      Map<String, Long> tags,
      Map<String, Long> kept,
      List<String> gone) {
    if (head == null) {
      empty();
    }
    Map<String, SnapshotRef> refs = table.refs();
    ManageSnapshots change = table.manageSnapshots();
    boolean changes = false;
    if (head != null && !head.equals(head())) {
      change = change.setCurrentSnapshot(head);
      changes = true;
    }
    for (Map.Entry<String, Long> tag : tags.entrySet()) {
      SnapshotRef ref = refs.get(tag.getKey());
      if (ref == null) {
        change = change.createTag(tag.getKey(), tag.getValue());
        changes = true;
      } else if (ref.snapshotId() != tag.getValue()) {
        change = change.replaceTag(tag.getKey(), tag.getValue());
        changes = true;
      }
    }
    for (Map.Entry<String, Long> branch : kept.entrySet()) {
      if (!refs.containsKey(branch.getKey())) {
        change = change.createBranch(branch.getKey(), branch.getValue());
        changes = true;
      }
    }
    for (Map.Entry<String, SnapshotRef> ref : refs.entrySet()) {
      String name = ref.getKey();
      if (ref.getValue().isTag() && name.startsWith(prefix) && !tags.containsKey(name)) {
        change = change.removeTag(name);
        changes = true;
      } else if (ref.getValue().isBranch() && gone.contains(name) && !kept.containsKey(name)) {
        change = change.removeBranch(name);
        changes = true;
      }
    }
    if (changes) {
      change.commit();
    }
  }

  /** Takes every row from the main line; a table nobody published has none. */
  private void empty() {
    Snapshot now = table.currentSnapshot();
    if (now != null && !"0".equals(now.summary().get("total-records"))) {
      table.newDelete().deleteFromRowFilter(Expressions.alwaysTrue()).commit();
    }
  }

  private String identifier(String suffix) {
    return Session.CATALOG + "." + Session.CATALOG + "." + name + ".`" + suffix + "`";
  }

  private DataFrameWriterV2<Row> writer(Dataset<Row> ordered, String branch) {
    // The types say nullable wherever Spark cannot prove otherwise; Parquet refuses a real null.
    return ordered.writeTo(identifier("branch_" + branch)).option("check-nullability", "false");
  }

  private Dataset<Row> ordered(Map<String, String> partition, Dataset<Row> rows) {
    List<Column> columns = new ArrayList<>();
    for (String column : schema.fieldNames()) {
      String value = partition.get(column);
      columns.add(value == null ? functions.col(column) : functions.lit(value).as(column));
    }
    return rows.select(columns.toArray(Column[]::new));
  }

  private static boolean isLocal(Dataset<Row> rows) {
    return classic(rows).queryExecution().optimizedPlan() instanceof LocalRelation;
  }

  private static org.apache.spark.sql.classic.Dataset<Row> classic(Dataset<Row> rows) {
    return (org.apache.spark.sql.classic.Dataset<Row>) rows;
  }

  private List<DataFile> writeHere(Map<String, String> partition, Dataset<Row> ordered) {
    InternalRow[] rows = classic(ordered).queryExecution().executedPlan().executeCollect();
    if (rows.length == 0) {
      return List.of();
    }
    PartitionKey key = new PartitionKey(table.spec(), table.schema());
    List<PartitionField> fields = table.spec().fields();
    for (int i = 0; i < fields.size(); i++) {
      key.set(i, partition.get(fields.get(i).name()));
    }
    EncryptedOutputFile file =
        OutputFileFactory.builderFor(table, 0, 0)
            .format(FileFormat.PARQUET)
            .build()
            .newOutputFile(table.spec(), key);
    DataWriter<InternalRow> writer;
    try {
      writer =
          Parquet.writeData(file)
              .forTable(table)
              .withSpec(table.spec())
              .withPartition(key)
              .createWriterFunc(message -> SparkParquetWriters.buildWriter(schema, message))
              .build();
      try (writer) {
        for (InternalRow row : rows) {
          writer.write(row);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write to table " + name, e);
    }
    return List.of(writer.toDataFile());
  }
}
