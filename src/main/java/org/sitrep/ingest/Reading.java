package org.sitrep.ingest;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;
import org.sitrep.config.Limits;
import org.sitrep.tables.RawRows;
import org.sitrep.tables.SparkRows;

/**
 * Reads archived files to rows of table {@code raw_row}. A night of small files is read in this
 * process, at once: a job of Spark costs more than that. Much data is read by Spark's tasks, a file
 * a task and never as a whole: once to learn what each file is, and again whenever the rows are
 * asked for, which costs less than keeping them.
 */
record Reading(
    String nightId,
    Limits limits,
    List<String> languages,
    @Nullable PersonWords words,
    @Nullable PersonKey key)
    implements Serializable {
  /** New files of up to so many bytes together are read in this process. */
  static final long HERE_BYTES = 4L << 20;

  private static final int TASKS_PER_CORE = 8;

  /**
   * What came out.
   *
   * @param outcomes one per receipt, in their order
   * @param rows of the receipts that are not refused
   */
  record Result(List<Outcome> outcomes, Dataset<Row> rows) {}

  /**
   * A file that is not refused.
   *
   * @param encoding character set it was found to have; null for workbooks
   */
  private record Sound(Receipt receipt, @Nullable String encoding) implements Serializable {}

  /** A file read as a whole. */
  private record Whole(Outcome outcome, List<InternalRow> rows) {}

  /** Reads {@code receipts} where it costs least. */
  Result read(SparkSession spark, List<Receipt> receipts) {
    long bytes = receipts.stream().mapToLong(Receipt::size).sum();
    return bytes <= HERE_BYTES ? readHere(spark, receipts) : readInTasks(spark, receipts);
  }

  Result readHere(SparkSession spark, List<Receipt> receipts) {
    List<Whole> files = receipts.parallelStream().map(this::whole).toList();
    List<InternalRow> rows = new ArrayList<>();
    files.forEach(file -> rows.addAll(file.rows()));
    return new Result(
        files.stream().map(Whole::outcome).toList(),
        SparkRows.dataset(spark, rows, RawRows.schema()));
  }

  Result readInTasks(SparkSession spark, List<Receipt> receipts) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    int tasks = context.defaultParallelism() * TASKS_PER_CORE;
    List<Outcome> outcomes =
        context.parallelize(receipts, slices(receipts, tasks)).map(this::outcome).collect();
    List<Sound> good = new ArrayList<>();
    for (int i = 0; i < receipts.size(); i++) {
      Outcome outcome = outcomes.get(i);
      if (!outcome.refused()) {
        good.add(new Sound(receipts.get(i), outcome.encoding()));
      }
    }
    JavaRDD<InternalRow> rows = context.parallelize(good, slices(good, tasks)).flatMap(this::rows);
    return new Result(List.copyOf(outcomes), SparkRows.dataset(spark, rows, RawRows.schema()));
  }

  /** A task a file, but no more tasks than keep the cores busy: small files share one. */
  private static int slices(List<?> files, int tasks) {
    return Math.max(1, Math.min(files.size(), tasks));
  }

  /** Opens a file to learn what it is: persons are hidden and not told apart. */
  private FileReader look(Receipt receipt) {
    return open(receipt, words == null ? null : new PersonMask(words, null), null);
  }

  /** Opens a file to take its rows: persons become pseudonyms. */
  private FileReader open(Receipt receipt, @Nullable String encoding) {
    return open(
        receipt,
        words == null ? null : new PersonMask(words, receipt.persons() ? key : null),
        encoding);
  }

  private FileReader open(Receipt receipt, @Nullable PersonMask mask, @Nullable String encoding) {
    Path archived = Path.of(Objects.requireNonNull(receipt.archived()));
    try {
      return FileReader.open(
          Archive.open(archived, key), receipt.name(), limits, languages, mask, encoding);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read archived file: " + archived, e);
    }
  }

  private Whole whole(Receipt receipt) {
    try (FileReader reader = open(receipt, null)) {
      Rows made = new Rows(receipt);
      List<InternalRow> rows = new ArrayList<>();
      for (SheetRow row = reader.next(); row != null; row = reader.next()) {
        rows.add(made.row(row));
      }
      Outcome outcome = reader.outcome();
      return new Whole(outcome, outcome.refused() ? List.of() : rows);
    }
  }

  private Outcome outcome(Receipt receipt) {
    try (FileReader reader = look(receipt)) {
      while (reader.next() != null) {
        // all of it must be seen: trouble may stand at the end
      }
      return reader.outcome();
    }
  }

  private Iterator<InternalRow> rows(Sound file) {
    FileReader reader = open(file.receipt(), file.encoding());
    Rows made = new Rows(file.receipt());
    return new Iterator<>() {
      private @Nullable SheetRow ahead = advance();

      private @Nullable SheetRow advance() {
        SheetRow next = reader.next();
        if (next == null) {
          reader.close();
        }
        return next;
      }

      @Override
      public boolean hasNext() {
        return ahead != null;
      }

      @Override
      public InternalRow next() {
        SheetRow row = ahead;
        if (row == null) {
          throw new NoSuchElementException();
        }
        ahead = advance();
        return made.row(row);
      }
    };
  }

  /**
   * Makes rows of table {@code raw_row} of one file. What is the same in all of them is made once.
   */
  private final class Rows {
    private final UTF8String submission;
    private final UTF8String night = UTF8String.fromString(nightId);
    private final Map<Character, UTF8String> types = new HashMap<>();
    private String sheet = "";
    private UTF8String sheetText = UTF8String.EMPTY_UTF8;

    Rows(Receipt receipt) {
      submission = UTF8String.fromString(receipt.id());
    }

    InternalRow row(SheetRow row) {
      Object[] cells = new Object[row.cells().size()];
      for (int i = 0; i < cells.length; i++) {
        Cell cell = row.cells().get(i);
        cells[i] =
            SparkRows.row(
                cell.column(),
                types.computeIfAbsent(cell.type(), type -> UTF8String.fromString(type.toString())),
                SparkRows.text(cell.text()),
                cell.number(),
                cell.rows(),
                cell.columns(),
                cell.formula());
      }
      if (!row.sheet().equals(sheet)) {
        sheet = row.sheet();
        sheetText = UTF8String.fromString(sheet);
      }
      return SparkRows.row(
          submission,
          night,
          row.sheetIndex(),
          sheetText,
          row.sheetHidden(),
          row.row(),
          row.rowHidden(),
          SparkRows.array(cells));
    }
  }
}
