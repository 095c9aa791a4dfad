package org.sitrep.normalise;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Queue;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import org.sitrep.tables.RawRows;

/** Feeds rows in reading order to a parser per submission; holds no more than a sheet's top. */
final class ParseSubmissions implements MapPartitionsFunction<Row, Row> {
  private static final long serialVersionUID = 1L;

  static final String SUBMISSION = "submission_id";
  static final String SHEET_INDEX = "sheet_index";
  static final String ROW = "row";

  /**
   * What it reads: rows of sheets, each submission led by a row of its own with sheet index -1 that
   * tells file, sender and time.
   */
  static final StructType INPUT =
      new StructType()
          .add(SUBMISSION, DataTypes.StringType, false)
          .add(SHEET_INDEX, DataTypes.IntegerType, false)
          .add(ROW, DataTypes.IntegerType, false)
          .add("sheet", DataTypes.StringType, true)
          .add("hidden", DataTypes.BooleanType, true)
          .add("row_hidden", DataTypes.BooleanType, true)
          .add("cells", DataTypes.createArrayType(RawRows.CELL, false), true)
          .add("file", DataTypes.StringType, true)
          .add("sender", DataTypes.StringType, true)
          .add("received_at", DataTypes.TimestampType, true)
          .add("workbook", DataTypes.BooleanType, true);

  private final Knowledge knowledge;
  private final ParsedRows rows;

  ParseSubmissions(Knowledge knowledge, ParsedRows rows) {
    this.knowledge = knowledge;
    this.rows = rows;
  }

  @Override
  public Iterator<Row> call(Iterator<Row> input) {
    return new Reading(input);
  }

  private final class Reading implements Iterator<Row> {
    private final Iterator<Row> input;
    private final Queue<Row> ready = new ArrayDeque<>();
    private @Nullable SubmissionParser parser;
    private @Nullable String current;

    Reading(Iterator<Row> input) {
      this.input = input;
    }

    @Override
    public boolean hasNext() {
      while (ready.isEmpty()) {
        if (input.hasNext()) {
          take(input.next());
        } else if (parser != null) {
          parser.end();
          parser = null;
        } else {
          return false;
        }
      }
      return true;
    }

    @Override
    public Row next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      return ready.remove();
    }

    private void take(Row row) {
      String id = row.getString(0);
      if (row.getInt(1) < 0) {
        if (parser != null) {
          parser.end();
        }
        Submission submission = submission(row);
        current = id;
        parser =
            new SubmissionParser(
                knowledge, submission, parsed -> ready.add(rows.row(submission, parsed)));
      } else if (parser != null && id.equals(current)) {
        parser.row(row.getInt(1), row.getString(3), row.getBoolean(4), sheetRow(row));
      } else {
        throw new IllegalStateException("Cannot find the submission of a raw row: " + id);
      }
    }
  }

  private static Submission submission(Row row) {
    Instant receivedAt = row.getInstant(9);
    return new Submission(
        row.getString(0),
        row.getString(7),
        row.isNullAt(8) ? null : row.getString(8),
        receivedAt,
        row.getBoolean(10));
  }

  private static SheetRow sheetRow(Row row) {
    List<Row> cells = row.getList(6);
    List<Cell> out = new ArrayList<>(cells.size());
    for (Row cell : cells) {
      out.add(
          new Cell(
              cell.getInt(0),
              cell.getString(1).charAt(0),
              cell.getString(2),
              cell.isNullAt(3) ? Double.NaN : cell.getDouble(3),
              cell.getInt(4),
              cell.getInt(5)));
    }
    return new SheetRow(row.getInt(2), row.getBoolean(5), out);
  }
}
