package org.sitrep.normalise;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Queue;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;
import org.sitrep.tables.RawRows;

/** Feeds rows in reading order to a parser per submission; holds no more than a sheet's top. */
final class ParseSubmissions implements FlatMapFunction<Iterator<InternalRow>, InternalRow> {
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
  public Iterator<InternalRow> call(Iterator<InternalRow> input) {
    return new Reading(input);
  }

  private final class Reading implements Iterator<InternalRow> {
    private final Iterator<InternalRow> input;
    private final Queue<InternalRow> ready = new ArrayDeque<>();
    private @Nullable SubmissionParser parser;
    private @Nullable UTF8String current;
    private UTF8String sheetRead = UTF8String.EMPTY_UTF8;
    private String sheet = "";

    Reading(Iterator<InternalRow> input) {
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
    public InternalRow next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      return ready.remove();
    }

    private void take(InternalRow row) {
      UTF8String id = row.getUTF8String(0);
      if (row.getInt(1) < 0) {
        if (parser != null) {
          parser.end();
        }
        Submission submission = submission(row);
        current = id.copy();
        parser =
            new SubmissionParser(
                knowledge, submission, parsed -> ready.add(rows.row(submission, parsed)));
      } else if (parser != null && id.equals(current)) {
        parser.row(row.getInt(1), sheet(row.getUTF8String(3)), row.getBoolean(4), sheetRow(row));
      } else {
        throw new IllegalStateException("Cannot find the submission of a raw row: " + id);
      }
    }

    /** The name of a sheet, made once for all of its rows. */
    private String sheet(UTF8String read) {
      if (!read.equals(sheetRead)) {
        sheetRead = read.copy();
        sheet = read.toString();
      }
      return sheet;
    }
  }

  private static Submission submission(InternalRow row) {
    return new Submission(
        row.getUTF8String(0).toString(),
        row.getUTF8String(7).toString(),
        row.isNullAt(8) ? null : row.getUTF8String(8).toString(),
        Instant.EPOCH.plus(row.getLong(9), ChronoUnit.MICROS),
        row.getBoolean(10));
  }

  private static SheetRow sheetRow(InternalRow row) {
    ArrayData cells = row.getArray(6);
    int count = cells.numElements();
    List<Cell> out = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      InternalRow cell = cells.getStruct(i, RawRows.CELL.size());
      out.add(
          new Cell(
              cell.getInt(0),
              (char) cell.getUTF8String(1).getByte(0),
              cell.getUTF8String(2).toString(),
              cell.isNullAt(3) ? Double.NaN : cell.getDouble(3),
              cell.getInt(4),
              cell.getInt(5)));
    }
    return new SheetRow(row.getInt(2), row.getBoolean(5), out);
  }
}
