package org.sitrep.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.iceberg.AppendFiles;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DeleteFiles;
import org.apache.iceberg.ExpireSnapshots;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.ManageSnapshots;
import org.apache.iceberg.PartitionField;
import org.apache.iceberg.PartitionKey;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.ReplacePartitions;
import org.apache.iceberg.RewriteFiles;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotRef;
import org.apache.iceberg.Table;
import org.apache.iceberg.Transaction;
import org.apache.iceberg.UpdatePartitionSpec;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.data.parquet.GenericParquetReaders;
import org.apache.iceberg.data.parquet.GenericParquetWriter;
import org.apache.iceberg.encryption.EncryptedOutputFile;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.io.DataWriter;
import org.apache.iceberg.io.OutputFileFactory;
import org.apache.iceberg.parquet.Parquet;
import org.apache.iceberg.spark.Spark3Util;
import org.apache.iceberg.spark.SparkSchemaUtil;
import org.apache.iceberg.spark.actions.SparkActions;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One table as Iceberg keeps it. Rows that already lie in the driver's memory are written by the
 * driver itself, as one file and without a Spark job; anything else is written by Spark.
 */
final class IcebergTable {
  private static final Logger LOG = LoggerFactory.getLogger(IcebergTable.class);
  private static final String MAIN = SnapshotRef.MAIN_BRANCH;

  /** A file of fewer bytes is small: opening it costs about as much as reading it. */
  private static final long SMALL = 1L << 20;

  /** More small files of one kind than this become one. */
  private static final int MOST = 40;

  /** Files of nights in the order of their nights, others by name. */
  private static final Comparator<DataFile> BY_NIGHT =
      Comparator.comparing(
              (DataFile file) ->
                  file.partition().size() > 0
                      ? String.valueOf(file.partition().get(0, String.class))
                      : "")
          .thenComparing(DataFile::location);

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

  /**
   * Creates the table, partitioned by the given columns as they are.
   *
   * @param whole a file of it is read by one task from beginning to end, however big it is
   */
  static IcebergTable create(
      SparkSession spark, String name, StructType schema, List<String> partitions, boolean whole) {
    Catalog catalog = catalog(spark);
    Schema columns = SparkSchemaUtil.convert(schema);
    PartitionSpec.Builder spec = PartitionSpec.builderFor(columns);
    partitions.forEach(spec::identity);
    Map<String, String> properties =
        new TreeMap<>(
            Map.of(
                "format-version", "2",
                "write.parquet.compression-codec", "zstd",
                // A night's rows share their partition: shuffling or sorting them buys nothing.
                "write.distribution-mode", "none",
                "write.spark.fanout.enabled", "true",
                "write.metadata.delete-after-commit.enabled", "true",
                "write.metadata.previous-versions-max", "10"));
    if (whole) {
      properties.put("read.split.target-size", Long.toString(Integer.MAX_VALUE));
      properties.put("read.split.adaptive-size.enabled", "false");
    }
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

  /** Replaces every row of a table without partitions, in one commit. */
  void replace(Dataset<Row> rows) {
    replaceOn(MAIN, Map.of(), rows);
  }

  /**
   * Replaces one partition on a branch, in one commit. The branch starts at the head of the main
   * line when it does not exist. Files that {@link #compact} made are never touched: the partition
   * of a night that still writes is not among them.
   *
   * @param partition value of every partition column; the rows get these values
   */
  void replaceOn(String branch, Map<String, String> partition, Dataset<Row> rows) {
    List<DataFile> old = files(branch, partition);
    Dataset<Row> ordered = ordered(partition, rows);
    if (isLocal(ordered)) {
      List<DataFile> files = writeHere(partition, ordered);
      if (!files.isEmpty()) {
        ReplacePartitions replace = table.newReplacePartitions().toBranch(branch);
        files.forEach(replace::addFile);
        replace.commit();
        return;
      }
    } else {
      replaceWithSpark(branch, ordered);
    }
    // Nothing took the place of what is no longer told.
    Set<String> left = paths(files(branch, partition));
    List<DataFile> gone = old.stream().filter(file -> left.contains(file.location())).toList();
    if (!gone.isEmpty()) {
      DeleteFiles delete = table.newDelete().toBranch(branch);
      gone.forEach(delete::deleteFile);
      delete.commit();
    }
  }

  private void replaceWithSpark(String branch, Dataset<Row> ordered) {
    if (!branch.equals(MAIN) && head(branch) == null) {
      table.manageSnapshots().createBranch(branch).commit();
    }
    try {
      writer(ordered, branch).overwritePartitions();
    } catch (NoSuchTableException e) {
      throw new IllegalStateException("Cannot write to table " + name, e);
    }
    table.refresh();
  }

  private static Set<String> paths(List<DataFile> files) {
    return files.stream().map(DataFile::location).collect(Collectors.toSet());
  }

  /** Files of one partition on a branch; none when there is no such branch. */
  private List<DataFile> files(String branch, Map<String, String> partition) {
    Long head = head(branch);
    if (head == null) {
      return List.of();
    }
    Expression wanted =
        partition.entrySet().stream()
            .map(e -> (Expression) Expressions.equal(e.getKey(), e.getValue()))
            .reduce(Expressions.alwaysTrue(), Expressions::and);
    return files(head, wanted).stream().filter(f -> f.specId() == table.spec().specId()).toList();
  }

  private List<DataFile> files(long snapshot, Expression wanted) {
    List<DataFile> out = new ArrayList<>();
    try (CloseableIterable<FileScanTask> tasks =
        table.newScan().useSnapshot(snapshot).filter(wanted).planFiles()) {
      tasks.forEach(task -> out.add(task.file()));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read table " + name, e);
    }
    return out;
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

  /**
   * Writes the rows of many small files of other nights into one, on a branch; the rows stay as
   * they are. Every night adds files, and a stage that reads them all would pay for opening each.
   * Files that were made so and are small still are taken together the same way. One commit, and
   * none while there are few.
   *
   * @param own partition value of the night that writes on the branch
   */
  void compact(String branch, String own) {
    Long head = head(branch);
    if (head == null) {
      return;
    }
    Map<Integer, List<DataFile>> small = new TreeMap<>();
    for (DataFile file : files(head, Expressions.alwaysTrue())) {
      boolean tonight =
          file.partition().size() > 0 && own.equals(file.partition().get(0, String.class));
      if (file.fileSizeInBytes() < SMALL && !tonight) {
        small.computeIfAbsent(file.specId(), spec -> new ArrayList<>()).add(file);
      }
    }
    RewriteFiles rewrite = table.newRewrite().toBranch(branch);
    boolean changes = false;
    for (List<DataFile> files : small.values()) {
      if (files.size() > MOST) {
        files.forEach(rewrite::deleteFile);
        rewrite.addFile(together(files));
        changes = true;
      }
    }
    if (changes) {
      rewrite.commit();
    }
  }

  /** One file with the rows of several, night by night. */
  private DataFile together(List<DataFile> files) {
    PartitionSpec spec = withoutPartitions();
    EncryptedOutputFile file =
        OutputFileFactory.builderFor(table, 0, 0)
            .format(FileFormat.PARQUET)
            .build()
            .newOutputFile(spec, null);
    try {
      DataWriter<Record> writer =
          Parquet.writeData(file)
              .forTable(table)
              .withSpec(spec)
              .createWriterFunc(GenericParquetWriter::create)
              .build();
      try (writer) {
        for (DataFile one : files.stream().sorted(BY_NIGHT).toList()) {
          try (CloseableIterable<Record> rows =
              Parquet.read(table.io().newInputFile(one.location()))
                  .project(table.schema())
                  .createReaderFunc(
                      message -> GenericParquetReaders.buildReader(table.schema(), message))
                  .build()) {
            rows.forEach(writer::write);
          }
        }
      }
      return writer.toDataFile();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot compact table " + name, e);
    }
  }

  /**
   * The way files of several nights lie in the table: not in the partition of any. The way files of
   * one night lie stays the table's own.
   */
  private PartitionSpec withoutPartitions() {
    if (table.specs().values().stream().noneMatch(PartitionSpec::isUnpartitioned)) {
      List<String> columns = table.spec().fields().stream().map(PartitionField::name).toList();
      Transaction both = table.newTransaction();
      UpdatePartitionSpec none = both.updateSpec();
      columns.forEach(none::removeField);
      none.commit();
      UpdatePartitionSpec again = both.updateSpec();
      columns.forEach(again::addField);
      again.commit();
      both.commitTransaction();
    }
    return table.specs().values().stream()
        .filter(PartitionSpec::isUnpartitioned)
        .findFirst()
        .orElseThrow();
  }

  /**
   * Drops branches on which nothing was written since {@code before}.
   *
   * @param kept those that stay all the same
   * @return those that were dropped
   */
  List<String> dropBranches(Set<String> kept, Instant before) {
    List<String> gone =
        table.refs().entrySet().stream()
            .filter(ref -> ref.getValue().isBranch() && !ref.getKey().equals(MAIN))
            .filter(ref -> !kept.contains(ref.getKey()))
            .filter(
                ref ->
                    isOlder(table.snapshot(ref.getValue().snapshotId()).timestampMillis(), before))
            .map(Map.Entry::getKey)
            .toList();
    if (!gone.isEmpty()) {
      ManageSnapshots change = table.manageSnapshots();
      gone.forEach(change::removeBranch);
      change.commit();
    }
    return gone;
  }

  /**
   * Forgets the states of the table that nobody can ask for, and deletes the files that only they
   * had. What a tag or a branch stands on stays, and on a branch the way back to a named state.
   *
   * @param named snapshots that stay
   * @param before younger ones stay too: somebody may be reading them
   * @return how many were forgotten
   */
  int expire(Set<Long> named, Instant before) {
    Set<Long> kept = new HashSet<>(named);
    table.refs().values().forEach(ref -> kept.add(ref.snapshotId()));
    for (SnapshotRef ref : table.refs().values()) {
      Snapshot state = table.snapshot(ref.snapshotId());
      while (ref.isBranch() && state != null && !named.contains(state.snapshotId())) {
        kept.add(state.snapshotId());
        Long parent = state.parentId();
        state = named.isEmpty() || parent == null ? null : table.snapshot(parent);
      }
    }
    ExpireSnapshots expire = table.expireSnapshots().expireOlderThan(0);
    int gone = 0;
    for (Snapshot state : table.snapshots()) {
      if (!kept.contains(state.snapshotId()) && isOlder(state.timestampMillis(), before)) {
        expire.expireSnapshotId(state.snapshotId());
        gone++;
      }
    }
    if (gone > 0) {
      expire.commit();
    }
    return gone;
  }

  private static boolean isOlder(long millis, Instant before) {
    return millis < before.toEpochMilli();
  }

  /**
   * Deletes files in the table's folder that no state of it has, such as a killed night leaves.
   *
   * @param before younger ones stay: they may belong to a commit that is under way
   * @return how many were deleted
   */
  int removeOrphans(Instant before) {
    int gone = 0;
    for (String file :
        SparkActions.get(spark)
            .deleteOrphanFiles(table)
            .olderThan(before.toEpochMilli())
            .execute()
            .orphanFileLocations()) {
      LOG.info("{}: no state has the file {}", name, file);
      gone++;
    }
    return gone;
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
