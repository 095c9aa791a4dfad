package org.sitrep.normalise;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import org.sitrep.config.Conf;
import org.sitrep.config.ConfReader;
import org.sitrep.tables.Coverage;
import org.sitrep.tables.Events;
import org.sitrep.tables.Observations;
import org.sitrep.tables.RawRows;
import org.sitrep.tables.Submissions;

/** What regions sent for one night, as text tables (see {@link Sheets}), and its normalising. */
final class Sent {
  static final String SHEET = "Лист1";

  private final SparkSession spark;
  private final LocalDate reportDate;
  private final String night;
  private final List<Row> submissions = new ArrayList<>();
  private final List<Row> rawRows = new ArrayList<>();
  private final List<Row> observations = new ArrayList<>();
  private final List<Row> coverage = new ArrayList<>();

  Sent(SparkSession spark, String reportDate) {
    this.spark = spark;
    this.reportDate = LocalDate.parse(reportDate);
    this.night = reportDate + ".1";
  }

  /** The country's own folder with other rules or corrections, each file's name, then content. */
  static Conf kazakhstan(Path folder, String... files) {
    Path shipped = Path.of("conf/kazakhstan");
    try (Stream<Path> all = Files.walk(shipped)) {
      for (Path file : all.sorted().toList()) {
        String relative = shipped.relativize(file).toString().replace('\\', '/');
        Path target = folder.resolve(relative);
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else if (!relative.startsWith("rules/") && !relative.startsWith("sample/")) {
          Files.copy(file, target);
        }
      }
      for (int i = 0; i < files.length; i += 2) {
        Files.createDirectories(folder.resolve(files[i]).getParent());
        Files.writeString(folder.resolve(files[i]), files[i + 1]);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return ConfReader.read(folder);
  }

  /** A workbook of one sheet, received at four in the afternoon of the report date. */
  Sent file(String id, @Nullable String sender, String... lines) {
    return fileAt(reportDate + "T16:00:00Z", id, sender, lines);
  }

  Sent fileAt(String receivedAt, String id, @Nullable String sender, String... lines) {
    Instant at = Instant.parse(receivedAt);
    submissions.add(
        RowFactory.create(
            id,
            night,
            id,
            id + ".xlsx",
            "p/" + id,
            null,
            1L,
            at,
            at,
            sender,
            "xlsx",
            null,
            "read",
            null,
            false));
    for (SheetRow row : Sheets.rows(lines)) {
      List<Row> cells = new ArrayList<>();
      for (Cell c : row.cells()) {
        cells.add(
            RowFactory.create(
                c.column(),
                String.valueOf(c.type()),
                c.text(),
                Double.isNaN(c.number()) ? null : c.number(),
                c.rows(),
                c.columns(),
                false));
      }
      rawRows.add(RowFactory.create(id, night, 0, SHEET, false, row.number(), false, cells));
    }
    return this;
  }

  /** A table: the lines of its head, then its rows. */
  static String[] table(String[] head, String... rows) {
    return Stream.concat(Arrays.stream(head), Arrays.stream(rows)).toArray(String[]::new);
  }

  /** Takes what another night accepted as known before this one. */
  Sent after(Sent earlier, Conf conf) {
    observations.addAll(earlier.observations);
    coverage.addAll(earlier.coverage);
    try (Normalised out = earlier.normalise(conf)) {
      observations.addAll(out.observations().collectAsList());
      coverage.addAll(out.coverage().collectAsList());
    }
    return this;
  }

  /** The same files in another order. */
  Sent reversed() {
    Collections.reverse(submissions);
    Collections.reverse(rawRows);
    return this;
  }

  Normalised normalise(Conf conf) {
    return Normalise.normalise(
        rows(submissions, Submissions.schema()),
        rows(rawRows, RawRows.schema()),
        new Earlier(
            rows(observations, Observations.schema()),
            rows(coverage, Coverage.schema()),
            rows(List.of(), Events.schema()),
            rows(List.of(), Submissions.schema())),
        conf,
        reportDate,
        night);
  }

  private Dataset<Row> rows(List<Row> rows, StructType schema) {
    return spark.createDataFrame(rows, schema);
  }

  /** Rows as text, columns joined by a blank, sorted. */
  static List<String> told(Dataset<Row> rows, String first, String... more) {
    return rows.select(first, more).collectAsList().stream()
        .map(r -> r.mkString(" "))
        .sorted()
        .toList();
  }
}
