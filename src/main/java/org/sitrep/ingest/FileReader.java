package org.sitrep.ingest;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sitrep.config.Limits;
import org.sitrep.domain.Address;
import org.sitrep.domain.FindingCode;
import org.sitrep.domain.FormStamp;
import org.sitrep.domain.ReturnSheet;

/**
 * Reads one file whatever it is. Its rows come one by one, then its outcome; a file that cannot be
 * used yields no exception but an outcome that says so. Only trouble with our own disk is an
 * exception.
 */
final class FileReader implements Closeable {
  static final String XLSX = "xlsx";
  static final String XLS = "xls";
  static final String CSV = "csv";
  static final String ZIP = "zip";

  /** Extensions under which a container may come without a word. */
  private static final Map<String, Set<String>> EXTENSIONS =
      Map.of(
          XLSX, Set.of("xlsx", "xlsm", "xltx", "xltm"),
          XLS, Set.of("xls", "xlt"),
          CSV, Set.of("csv", "tsv", "tab", "txt"),
          ZIP, Set.of("zip"));

  /** Extensions under which text may be a table; others are not looked into. */
  private static final Set<String> TABLES =
      Set.of("", "csv", "tsv", "tab", "txt", "prn", "dat", "xls", "xlsx", "xlsm", "xlsb", "ods");

  /** Last rows of the two generations of spreadsheets: data beyond them was cut off. */
  private static final Set<Integer> ROW_LIMITS = Set.of(65_536, 1_048_576);

  private static final int HEAD_CHARS = 4_096;

  private final String name;
  private final Limits limits;
  private final List<Note> notes = new ArrayList<>();
  private final Content content;
  private final @Nullable PersonMask mask;
  private @Nullable Cells cells;
  private @Nullable String container;
  private @Nullable String encoding;
  private boolean refused;
  private long rowCount;
  private long cellCount;
  private int sheetIndex = -1;
  private @Nullable SheetRow last;
  private boolean lettersLost;

  private FileReader(Content content, String name, Limits limits, @Nullable PersonMask mask) {
    this.content = content;
    this.mask = mask;
    this.name = name;
    this.limits = limits;
  }

  /**
   * Opens a file.
   *
   * @param content closed with the reader
   * @param name name it was sent under; only its extension matters
   * @param languages codes of the languages text may be in
   * @param mask takes persons out of what is read; null when the country receives none
   */
  static FileReader open(
      Content content,
      String name,
      Limits limits,
      List<String> languages,
      @Nullable PersonMask mask) {
    return open(content, name, limits, languages, mask, null);
  }

  /**
   * As {@link #open}, of a file that was read before.
   *
   * @param known character set it was found to have; null when that is to be found out
   */
  static FileReader open(
      Content content,
      String name,
      Limits limits,
      List<String> languages,
      @Nullable PersonMask mask,
      @Nullable String known) {
    FileReader out = new FileReader(content, name, limits, mask);
    try {
      out.cells = out.cells(languages, known);
      out.checkExtension();
    } catch (Refused e) {
      out.refuse(e.note());
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read archived file: " + name, e);
    } catch (RuntimeException | StackOverflowError e) {
      out.refuse(Refused.damaged(reason(e)).note());
    }
    return out;
  }

  /** The next row that is not empty; null when there is none or the file is refused. */
  @Nullable SheetRow next() {
    Cells from = cells;
    if (refused || from == null) {
      return null;
    }
    try {
      SheetRow row = wanted(from);
      if (row == null) {
        endOfSheet();
        if (rowCount == 0) {
          refuse(Note.file(FindingCode.FILE_EMPTY, Map.of()));
        }
      } else {
        look(row);
      }
      return row;
    } catch (Refused e) {
      refuse(e.note());
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read archived file: " + name, e);
    } catch (RuntimeException | StackOverflowError e) {
      refuse(Refused.damaged(reason(e)).note());
    }
    return null;
  }

  /** The next row that is the sender's own and of which anything is left without persons. */
  private @Nullable SheetRow wanted(Cells from) throws IOException {
    for (SheetRow row = from.next(); row != null; row = from.next()) {
      if (!ReturnSheet.isOurs(row.sheet())) {
        SheetRow out = mask == null ? row : mask.row(row);
        if (!out.cells().isEmpty()) {
          return out;
        }
      }
    }
    return null;
  }

  /** What reading came to; final once {@link #next} returned null. */
  Outcome outcome() {
    return new Outcome(
        container,
        encoding,
        refused,
        List.copyOf(notes),
        refused ? 0 : rowCount,
        refused ? 0 : cellCount);
  }

  @Override
  public void close() {
    try {
      if (cells != null) {
        cells.close();
      }
      content.close();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot close archived file: " + name, e);
    }
  }

  /** Refusal of a file with more cells than anybody types. */
  static Refused tooManyCells(Limits limits) {
    return new Refused(
        FindingCode.FILE_TOO_MANY_CELLS, Map.of("limit", Long.toString(limits.cells())));
  }

  // ---- what it is

  private @Nullable Cells cells(List<String> languages, @Nullable String known) throws IOException {
    if (name.startsWith("~$")) {
      throw new Refused(FindingCode.FILE_LOCK, Map.of());
    }
    if (content.size() == 0) {
      throw new Refused(FindingCode.FILE_EMPTY, Map.of());
    }
    String found = FileType.of(content.stream().readNBytes(16));
    switch (found) {
      case FileType.ZIP:
        return fromZip();
      case FileType.OLE2:
        Cells xls = XlsReader.open(content, limits);
        container = XLS;
        return xls;
      case FileType.TEXT:
        return fromText(languages, known);
      default:
        throw new Refused(FindingCode.FILE_TYPE_UNKNOWN, Map.of("found", found));
    }
  }

  private @Nullable Cells fromZip() throws IOException {
    Zip zip = Zip.open(content, limits);
    try {
      String kind = FileType.ofZip(zip);
      switch (kind) {
        case FileType.XLSX:
          Cells xlsx = XlsxReader.open(zip, limits);
          container = XLSX;
          return xlsx;
        case FileType.XLSB:
          throw new Refused(FindingCode.FILE_XLSB, Map.of());
        case FileType.ZIP:
          // its members are submissions of their own
          container = ZIP;
          if (zip.entries().stream().allMatch(Zip.Entry::folder)) {
            throw new Refused(FindingCode.FILE_EMPTY, Map.of());
          }
          zip.close();
          return null;
        default:
          throw new Refused(FindingCode.FILE_TYPE_UNKNOWN, Map.of("found", kind));
      }
    } catch (IOException | RuntimeException | StackOverflowError e) {
      zip.close();
      throw e;
    }
  }

  private Cells fromText(List<String> languages, @Nullable String known) throws IOException {
    TextEncoding detected =
        known == null
            ? TextEncoding.detect(content, languages)
            : TextEncoding.found(known, content);
    String sample = CsvReader.sample(content, detected);
    FindingCode other = FileType.ofText(sample.substring(0, Math.min(sample.length(), HEAD_CHARS)));
    if (other != null) {
      throw new Refused(other, Map.of("found", "XML"));
    }
    if (!TABLES.contains(extension())) {
      throw new Refused(FindingCode.FILE_TYPE_UNKNOWN, Map.of("found", "." + extension()));
    }
    container = CSV;
    encoding = detected.name();
    return CsvReader.open(content, detected, limits);
  }

  private void checkExtension() {
    String extension = extension();
    if (container != null && !EXTENSIONS.getOrDefault(container, Set.of()).contains(extension)) {
      notes.add(
          Note.file(
              FindingCode.FILE_TYPE_MISNAMED, Map.of("extension", extension, "found", container)));
    }
  }

  private String extension() {
    int dot = name.lastIndexOf('.');
    return dot < 0 ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
  }

  // ---- what is in it

  private void look(SheetRow row) {
    if (row.sheetIndex() != sheetIndex) {
      endOfSheet();
      sheetIndex = row.sheetIndex();
      if (row.sheetHidden() && !row.sheet().equals(FormStamp.SHEET)) {
        notes.add(Note.sheet(FindingCode.SHEET_HIDDEN, row.sheet(), Map.of("sheet", row.sheet())));
      }
    }
    last = row;
    rowCount++;
    cellCount += row.cells().size();
    if (cellCount > limits.cells()) {
      throw tooManyCells(limits);
    }
    for (Cell cell : row.cells()) {
      String written = cell.written();
      if (written != null) {
        look(row, cell, written);
      }
    }
  }

  private void look(SheetRow row, Cell cell, String written) {
    if (written.length() > limits.textLength()) {
      throw Refused.suspicious("text of " + written.length() + " letters in " + address(row, cell));
    }
    if (!lettersLost && cell.type() == Cell.TEXT && lostLetter(written)) {
      lettersLost = true;
      Map<String, String> arguments = new HashMap<>();
      arguments.put("cell", address(row, cell));
      arguments.put("value", shortened(written));
      notes.add(
          new Note(
              FindingCode.LETTERS_LOST,
              row.sheet(),
              row.row(),
              cell.column(),
              shortened(written),
              arguments));
    }
  }

  private void endOfSheet() {
    if (last != null && ROW_LIMITS.contains(last.row())) {
      notes.add(
          Note.sheet(
              FindingCode.ROW_LIMIT_REACHED,
              last.sheet(),
              Map.of("sheet", last.sheet(), "rows", Integer.toString(last.row()))));
    }
    last = null;
  }

  /**
   * A question mark inside a word, or before a small letter, of a script other than Latin: a
   * program that did not know the letter wrote it.
   */
  static boolean lostLetter(String text) {
    if (text.indexOf('\uFFFD') >= 0) {
      return true;
    }
    for (int i = text.indexOf('?'); i >= 0; i = text.indexOf('?', i + 1)) {
      if (i + 1 < text.length() && foreignLetter(text.charAt(i + 1))) {
        boolean within = i > 0 && foreignLetter(text.charAt(i - 1));
        boolean first =
            (i == 0 || text.charAt(i - 1) == ' ' || text.charAt(i - 1) == '?')
                && Character.isLowerCase(text.charAt(i + 1));
        if (within || first) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean foreignLetter(char c) {
    return c > 0x24F && Character.isLetter(c);
  }

  private static String address(SheetRow row, Cell cell) {
    String place = Address.letters(cell.column()) + row.row();
    return row.sheet().isEmpty() ? place : row.sheet() + "!" + place;
  }

  private static String shortened(String text) {
    return text.length() <= 80 ? text : text.substring(0, 79) + "…";
  }

  private void refuse(Note note) {
    refused = true;
    notes.removeIf(earlier -> earlier.code() != FindingCode.FILE_TYPE_MISNAMED);
    notes.add(mask == null ? note : note.masked(mask));
  }

  private static String reason(Throwable e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }
}
