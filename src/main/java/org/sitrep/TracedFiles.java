package org.sitrep;

import static org.apache.spark.sql.functions.col;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import org.sitrep.aggregate.Traced;
import org.sitrep.domain.Address;
import org.sitrep.domain.EventKind;
import org.sitrep.domain.FigureName;
import org.sitrep.domain.FindingCode;
import org.sitrep.domain.NightEntry;
import org.sitrep.store.Store;
import org.sitrep.tables.Events;
import org.sitrep.tables.Findings;
import org.sitrep.tables.RawRows;
import org.sitrep.tables.Submissions;

/** The files behind a figure: who sent them, what stood in the cells, what was said of them. */
final class TracedFiles {
  private final Map<String, File> files = new TreeMap<>();
  private final Map<Address, Stood> cells = new HashMap<>();
  private final List<Remark> remarks = new ArrayList<>();
  private final Map<Count, TreeSet<Integer>> rows = new HashMap<>();

  /**
   * A received file.
   *
   * @param name path below the inbox, with the name inside a zip behind it
   * @param sender region code; null when it lay outside a region's folder
   */
  record File(String submission, String name, Instant receivedAt, @Nullable String sender) {}

  /** What stood in a cell. */
  record Stood(String text, boolean formula) {}

  /**
   * A finding on a cell, a row, a sheet or a file.
   *
   * @param sheet null for the file as a whole
   * @param row 0 for the sheet as a whole
   * @param column 0 for the row as a whole
   */
  record Remark(
      String submission,
      String code,
      String severity,
      @Nullable String sheet,
      int row,
      int column,
      String sentence,
      Map<String, String> arguments) {
    boolean isCorrection() {
      return code.equals(FindingCode.CORRECTION_APPLIED.name());
    }

    /** Whether it is about a cell or the row of it. */
    boolean isOn(Address cell) {
      return row == cell.row()
          && (column == 0 || column == cell.column())
          && submission.equals(cell.submission())
          && Objects.equals(sheet, cell.sheet());
    }
  }

  /** A count of a line list. */
  private record Count(
      String submission, String sheet, String figure, String region, LocalDate day) {}

  private TracedFiles() {}

  /** Looks up everything a traced figure rests on, as the night knew it. */
  static TracedFiles of(Store store, NightEntry night, Traced traced) {
    TracedFiles out = new TracedFiles();
    Set<String> submissions = new LinkedHashSet<>();
    Set<Address> addresses = new LinkedHashSet<>();
    Set<LocalDate> days = new LinkedHashSet<>();
    for (Traced.Step step : traced.top().all().toList()) {
      Traced.Told told = step.told();
      if (told != null) {
        if (told.lineList() && step.day() != null) {
          days.add(step.day());
        }
        for (Traced.Reading reading : told.readings()) {
          submissions.add(reading.submission());
          reading.cells().forEach(cell -> addresses.add(cell.address()));
        }
      }
      Traced.Sent sent = step.sent();
      if (sent != null && sent.submission() != null) {
        submissions.add(sent.submission());
      }
    }
    // Of a list of a million persons only what is asked for is brought here.
    Object[] lines =
        Stream.concat(Stream.of(0), addresses.stream().map(Address::row)).distinct().toArray();
    if (!submissions.isEmpty()) {
      out.readFiles(of(store, night, Submissions.TABLE, submissions));
      out.readRemarks(
          of(store, night, Findings.TABLE, submissions).where(col(Findings.ROW).isin(lines)));
    }
    if (!addresses.isEmpty()) {
      out.readCells(
          of(store, night, RawRows.TABLE, submissions).where(col(RawRows.ROW).isin(lines)),
          addresses);
    }
    if (!days.isEmpty()) {
      out.readPersons(
          of(store, night, Events.TABLE, submissions).where(col(Events.DATE).isin(days.toArray())));
    }
    return out;
  }

  private static Dataset<Row> of(
      Store store, NightEntry night, String table, Collection<String> submissions) {
    return store
        .asOf(night, table)
        .where(col(Submissions.SUBMISSION_ID).isin(submissions.toArray()));
  }

  private void readFiles(Dataset<Row> submissions) {
    for (Row row : submissions.collectAsList()) {
      String id = row.getAs(Submissions.SUBMISSION_ID);
      @Nullable String member = row.getAs(Submissions.MEMBER);
      files.put(
          id,
          new File(
              id,
              row.getAs(Submissions.PATH) + (member == null ? "" : " / " + member),
              row.getAs(Submissions.RECEIVED_AT),
              row.getAs(Submissions.SENDER)));
    }
  }

  private void readRemarks(Dataset<Row> findings) {
    for (Row row : findings.dropDuplicates(Findings.KEY.toArray(String[]::new)).collectAsList()) {
      Map<String, String> message = row.getJavaMap(row.fieldIndex(Findings.MESSAGE));
      remarks.add(
          new Remark(
              row.getAs(Findings.SUBMISSION_ID),
              row.getAs(Findings.CODE),
              row.getAs(Findings.SEVERITY),
              row.getAs(Findings.SHEET),
              row.getAs(Findings.ROW),
              row.getAs(Findings.COLUMN),
              message.getOrDefault("en", message.values().stream().findFirst().orElse("")),
              new TreeMap<>(row.<String, String>getJavaMap(row.fieldIndex(Findings.ARGUMENTS)))));
    }
    remarks.sort(
        Comparator.comparing(Remark::submission)
            .thenComparing(remark -> String.valueOf(remark.sheet()))
            .thenComparing(Remark::row)
            .thenComparing(Remark::column)
            .thenComparing(Remark::code));
  }

  private void readCells(Dataset<Row> rawRows, Set<Address> wanted) {
    for (Row row :
        rawRows
            .select(RawRows.SUBMISSION_ID, RawRows.SHEET, RawRows.ROW, RawRows.CELLS)
            .collectAsList()) {
      for (Row cell : row.<Row>getList(3)) {
        Address address =
            new Address(
                row.getString(0), row.getString(1), row.getInt(2), cell.getAs(RawRows.CELL_COLUMN));
        if (wanted.contains(address)) {
          cells.put(
              address, new Stood(cell.getAs(RawRows.CELL_TEXT), cell.getAs(RawRows.CELL_FORMULA)));
        }
      }
    }
  }

  private void readPersons(Dataset<Row> events) {
    List<String> dimensions =
        List.of(
            Events.COMPONENT, Events.DOSE, Events.PRIORITY_GROUP, Events.PRODUCT, Events.STREAM);
    List<Column> columns = new ArrayList<>();
    List.of(Events.SUBMISSION_ID, Events.SHEET, Events.KIND, Events.REGION, Events.DATE, Events.ROW)
        .forEach(name -> columns.add(col(name)));
    dimensions.forEach(name -> columns.add(col(name)));
    for (Row row : events.select(columns.toArray(Column[]::new)).collectAsList()) {
      Map<String, @Nullable String> named = new HashMap<>();
      dimensions.forEach(name -> named.put(name, row.getAs(name)));
      String figure =
          new FigureName(
                  EventKind.valueOf(row.getString(2).toUpperCase(Locale.ROOT)).measure(),
                  FigureName.joined(named))
              .toString();
      rows.computeIfAbsent(
              new Count(
                  row.getString(0),
                  row.getString(1),
                  figure,
                  row.getString(3),
                  row.getLocalDate(4)),
              count -> new TreeSet<>())
          .add(row.getInt(5));
    }
  }

  /** All files, by id of the submission. */
  Map<String, File> files() {
    return files;
  }

  /** Path of a file; its id when it is not known. */
  String name(String submission) {
    File file = files.get(submission);
    return file == null ? submission : file.name();
  }

  /** What stood in a cell; null when nothing did. */
  @Nullable Stood stood(Address cell) {
    return cells.get(cell);
  }

  /** Findings on a cell and on its row. */
  List<Remark> on(Address cell) {
    return remarks.stream().filter(remark -> remark.isOn(cell)).toList();
  }

  /** Findings on a file or one of its sheets as a whole. */
  List<Remark> onFile(String submission) {
    return remarks.stream()
        .filter(remark -> remark.row() == 0 && remark.submission().equals(submission))
        .toList();
  }

  /** Rows of a line list that were counted, for the first of them. */
  Collection<Integer> rows(Traced.Step step, Address first) {
    LocalDate day = step.day();
    String place = step.place();
    return day == null || place == null
        ? List.of()
        : rows.getOrDefault(
            new Count(first.submission(), String.valueOf(first.sheet()), step.what(), place, day),
            new TreeSet<>());
  }
}
