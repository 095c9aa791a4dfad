package org.sitrep.normalise;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Queue;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;
import org.sitrep.tables.RawRows;

/**
 * Feeds rows in reading order to a parser per submission; holds no more than a sheet's top. The
 * rows of a submission stand together, sheet by sheet.
 */
final class ParseSubmissions implements FlatMapFunction<Iterator<InternalRow>, InternalRow> {
  private static final long serialVersionUID = 1L;

  /** Columns of table {@code raw_row} that it reads, in this order. */
  static final List<String> INPUT =
      List.of(
          RawRows.SUBMISSION_ID,
          RawRows.SHEET_INDEX,
          RawRows.ROW,
          RawRows.SHEET,
          RawRows.SHEET_HIDDEN,
          RawRows.ROW_HIDDEN,
          RawRows.CELLS);

  private final Knowledge knowledge;
  private final ParsedRows rows;
  private final HashMap<String, Submission> submissions = new HashMap<>();

  /**
   * @param submissions whose rows come
   */
  ParseSubmissions(Knowledge knowledge, ParsedRows rows, List<Submission> submissions) {
    this.knowledge = knowledge;
    this.rows = rows;
    submissions.forEach(submission -> this.submissions.put(submission.id(), submission));
  }

  @Override
  public Iterator<InternalRow> call(Iterator<InternalRow> input) {
    return new Reading(input);
  }

  private final class Reading implements Iterator<InternalRow> {
    private final Iterator<InternalRow> input;
    private final ReadingOrder order = new ReadingOrder();
    private final Queue<InternalRow> ready = new ArrayDeque<>();
    private @Nullable SubmissionParser parser;
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
      SubmissionParser current = parser;
      if (order.begins(row.getUTF8String(0), row.getInt(1), row.getInt(2)) || current == null) {
        if (current != null) {
          current.end();
        }
        Submission submission = submission(row.getUTF8String(0).toString());
        current =
            new SubmissionParser(
                knowledge, submission, parsed -> ready.add(rows.row(submission, parsed)));
        parser = current;
      }
      current.row(row.getInt(1), sheet(row.getUTF8String(3)), row.getBoolean(4), sheetRow(row));
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

  private Submission submission(String id) {
    Submission found = submissions.get(id);
    if (found == null) {
      throw new IllegalStateException("Cannot find the submission of a raw row: " + id);
    }
    return found;
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
