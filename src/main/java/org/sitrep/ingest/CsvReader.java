package org.sitrep.ingest;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.sitrep.config.Limits;

/**
 * Reads text tables; the only door to FastCSV. One sheet without a name; every cell is text as it
 * stands, what it means is the form's business. Rows are records: a line break within quotes does
 * not start a row, an empty line is one.
 */
final class CsvReader implements Cells {
  /** Of two delimiters that fit equally well the first is taken: text holds commas most often. */
  private static final char[] DELIMITERS = {'\t', '|', ';', ','};

  private static final int SAMPLE_CHARS = 1 << 16;
  private static final int SAMPLE_LINES = 200;

  /** A quoted cell of more lines than this was never closed. */
  private static final int CELL_LINES = 50;

  /** A cell of more letters is not held in memory. */
  private static final int CELL_CHARS = 1 << 22;

  /** Stands for no quotes at all. */
  private static final char NO_QUOTE = '\u0001';

  private final Content content;
  private final TextEncoding encoding;
  private final Limits limits;
  private final char delimiter;
  private de.siegmar.fastcsv.reader.CsvReader<CsvRecord> csv;
  private CloseableIterator<CsvRecord> records;
  private @Nullable CsvRecord last;
  private boolean quotes = true;
  private long skipped;
  private int row;

  private CsvReader(Content content, TextEncoding encoding, Limits limits, String sample)
      throws IOException {
    this.content = content;
    this.encoding = encoding;
    this.limits = limits;
    String first = sample.lines().findFirst().orElse("").strip();
    boolean told = first.toLowerCase(Locale.ROOT).matches("\"?sep=.\"?");
    this.delimiter = told ? first.charAt(first.indexOf('=') + 1) : delimiter(sample);
    // Excel takes this line as an instruction and does not show it
    this.skipped = told ? 1 : 0;
    this.csv = open();
    this.records = csv.iterator();
  }

  /** Opens a text table. */
  static CsvReader open(Content content, TextEncoding encoding, Limits limits) throws IOException {
    return new CsvReader(content, encoding, limits, sample(content, encoding));
  }

  /** The first characters of a text. */
  static String sample(Content content, TextEncoding encoding) throws IOException {
    try (Reader in = encoding.open(content)) {
      char[] sample = new char[SAMPLE_CHARS];
      int length = 0;
      int n = in.read(sample, 0, sample.length);
      while (n > 0) {
        length += n;
        n = in.read(sample, length, sample.length - length);
      }
      return new String(sample, 0, length);
    }
  }

  @Override
  public @Nullable SheetRow next() throws IOException {
    while (true) {
      try {
        return nextRow();
      } catch (CsvParseException e) {
        if (!quotes) {
          throw Refused.damaged("row " + (row + 1) + ": " + e.getMessage());
        }
        // more than fits in memory between two quotes
        readOnWithoutQuotes(last == null ? skipped + 1 : lineBehind(last));
      } catch (UncheckedIOException e) {
        throw e.getCause();
      }
    }
  }

  private @Nullable SheetRow nextRow() throws IOException {
    while (records.hasNext()) {
      CsvRecord next = records.next();
      if (quotes && unclosed(next)) {
        readOnWithoutQuotes(next.getStartingLineNumber());
        continue;
      }
      last = next;
      row++;
      List<Cell> cells = cells(next);
      if (!cells.isEmpty()) {
        return new SheetRow(0, "", false, row, false, cells);
      }
    }
    return null;
  }

  /** The line of the file behind a record, from 1. */
  private static long lineBehind(CsvRecord record) {
    long line = record.getStartingLineNumber() + 1;
    for (String field : record.getFields()) {
      line += field.isEmpty() ? 0 : (field + "x").lines().count() - 1;
    }
    return line;
  }

  @Override
  public void close() throws IOException {
    csv.close();
  }

  /**
   * The delimiter that splits the most lines into the same number of cells.
   *
   * @return semicolon when none splits anything
   */
  static char delimiter(String sample) {
    char best = ';';
    double bestShare = 0;
    for (char candidate : DELIMITERS) {
      double share = regularity(sample, candidate);
      if (share > bestShare + 0.02) {
        best = candidate;
        bestShare = share;
      }
    }
    return best;
  }

  /** Share of the lines that have the commonest number of delimiters, when that is not zero. */
  private static double regularity(String sample, char delimiter) {
    int[] linesWith = new int[1024];
    int lines = 0;
    int count = 0;
    boolean quoted = false;
    boolean blank = true;
    for (int i = 0; i < sample.length() && lines < SAMPLE_LINES; i++) {
      char c = sample.charAt(i);
      if (c == '"') {
        quoted = !quoted;
        blank = false;
      } else if (quoted) {
        continue;
      } else if (c == '\n' || c == '\r') {
        if (!blank) {
          linesWith[Math.min(count, linesWith.length - 1)]++;
          lines++;
        }
        count = 0;
        blank = true;
      } else if (c == delimiter) {
        count++;
        blank = false;
      } else {
        blank &= c == ' ';
      }
    }
    if (!blank && lines < SAMPLE_LINES) {
      linesWith[Math.min(count, linesWith.length - 1)]++;
      lines++;
    }
    int commonest = 0;
    for (int i = 1; i < linesWith.length; i++) {
      commonest = Math.max(commonest, linesWith[i]);
    }
    return lines == 0 ? 0 : (double) commonest / lines;
  }

  private de.siegmar.fastcsv.reader.CsvReader<CsvRecord> open() throws IOException {
    de.siegmar.fastcsv.reader.CsvReader<CsvRecord> out =
        de.siegmar.fastcsv.reader.CsvReader.builder()
            .fieldSeparator(delimiter)
            .quoteCharacter(quotes ? '"' : NO_QUOTE)
            .skipEmptyLines(false)
            .allowExtraFields(true)
            .allowMissingFields(true)
            .allowExtraCharsAfterClosingQuote(true)
            .maxBufferSize(CELL_CHARS)
            .ofCsvRecord(encoding.open(content));
    if (skipped > 0) {
      out.skipLines((int) Math.min(skipped, Integer.MAX_VALUE));
    }
    return out;
  }

  private boolean unclosed(CsvRecord next) {
    for (String field : next.getFields()) {
      if (field.length() > limits.textLength()
          || (field.length() > CELL_LINES
              && field.indexOf(delimiter) >= 0
              && field.lines().limit(CELL_LINES + 1).count() > CELL_LINES)) {
        return true;
      }
    }
    return false;
  }

  /** A quote somebody forgot to close has swallowed rows: from there on quotes are letters. */
  private void readOnWithoutQuotes(long line) throws IOException {
    csv.close();
    quotes = false;
    skipped = line - 1;
    csv = open();
    records = csv.iterator();
  }

  private static List<Cell> cells(CsvRecord record) {
    List<Cell> out = new ArrayList<>(record.getFieldCount());
    for (int i = 0; i < record.getFieldCount(); i++) {
      String text = record.getField(i);
      if (!text.isEmpty()) {
        out.add(Cell.text(i + 1, text, false));
      }
    }
    return out;
  }
}
