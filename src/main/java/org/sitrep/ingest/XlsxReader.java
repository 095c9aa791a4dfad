package org.sitrep.ingest;

import com.fasterxml.aalto.stax.InputFactoryImpl;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;
import org.sitrep.config.Limits;
import org.sitrep.domain.FindingCode;

/**
 * Reads {@code .xlsx} and {@code .xlsm} row by row; the only door to Aalto. Holds the shared texts,
 * the styles and at most {@link #AHEAD_ROWS} rows in memory.
 *
 * <p>Merged regions stand behind the rows they are about. A sheet that ends within the rows held is
 * told with them at once; a longer one is unpacked a second time, only to look for them.
 */
final class XlsxReader implements Cells {
  static final int AHEAD_ROWS = 5_000;
  private static final int AHEAD_CELLS = 200_000;

  /** The list of merged regions is read up to here. */
  private static final int MERGED_BYTES = 16 << 20;

  private static final int MAX_ROW = 1_048_576;
  private static final int MAX_COLUMN = 16_384;
  private static final String STRICT = "http://purl.oclc.org/ooxml/";

  /** What stands for a shared text that does not exist: one cell is wrong, not the file. */
  private static final String MISSING_TEXT = "#REF!";

  private static final Pattern MERGED =
      Pattern.compile("[<:]mergeCell\\s[^>]*?ref\\s*=\\s*[\"']([^\"']+)[\"']");

  private static final Pattern PLAIN_NUMBER =
      Pattern.compile("[+-]?(\\d+([.]\\d*)?|[.]\\d+)([eE][+-]?\\d+)?");

  /** Powers of ten that are exact in a double. */
  private static final double[] POWERS = {
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15
  };

  private static final Pattern ESCAPE = Pattern.compile("_x([0-9A-Fa-f]{4})_");

  /** A sheet of the workbook; {@code part} is null for chart sheets. */
  private record Sheet(String name, boolean hidden, @Nullable String part) {}

  private record Relation(String type, String target) {}

  private final Zip zip;
  private final Limits limits;
  private final XMLInputFactory factory;
  private final List<Sheet> sheets = new ArrayList<>();
  private boolean from1904;
  private boolean[] dateStyles = new boolean[0];
  private @Nullable String[] strings = new @Nullable String[0];

  // where we are
  private int sheetIndex = -1;
  private @Nullable Part part;
  private boolean inData;
  private int lastRow;
  private int lastWidth;
  private Spans spans = new Spans();
  private final Deque<SheetRow> ahead = new ArrayDeque<>();

  private XlsxReader(Zip zip, Limits limits) {
    this.zip = zip;
    this.limits = limits;
    factory = new InputFactoryImpl();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, false);
  }

  /** Opens a workbook: its sheets, styles and shared texts. {@link #close} closes {@code zip}. */
  static XlsxReader open(Zip zip, Limits limits) throws IOException {
    XlsxReader out = new XlsxReader(zip, limits);
    out.readWorkbook();
    return out;
  }

  @Override
  public @Nullable SheetRow next() throws IOException {
    while (ahead.isEmpty()) {
      if (part == null) {
        if (!openNextSheet()) {
          return null;
        }
        lookAhead();
      } else {
        SheetRow row = readRow();
        if (row != null) {
          return spans.apply(row);
        }
      }
    }
    return spans.apply(ahead.remove());
  }

  @Override
  public void close() throws IOException {
    if (part != null) {
      part.close();
    }
    zip.close();
  }

  // ---- the workbook

  private void readWorkbook() throws IOException {
    String book = "xl/workbook.xml";
    if (zip.find("_rels/.rels") != null) {
      for (Relation relation : relations("_rels/.rels", "").values()) {
        if (relation.type().endsWith("/officeDocument")) {
          book = relation.target();
        }
      }
    }
    int slash = book.lastIndexOf('/') + 1;
    Map<String, Relation> relations =
        relations(book.substring(0, slash) + "_rels/" + book.substring(slash) + ".rels", book);
    readSheets(book, relations);
    if (sheets.isEmpty()) {
      throw Refused.damaged("no sheets");
    }
    for (Relation relation : relations.values()) {
      if (zip.find(relation.target()) == null) {
        continue;
      }
      if (relation.type().endsWith("/styles")) {
        readStyles(relation.target());
      } else if (relation.type().endsWith("/sharedStrings")) {
        readStrings(relation.target());
      }
    }
  }

  private Map<String, Relation> relations(String relationsPart, String base) throws IOException {
    Map<String, Relation> out = new HashMap<>();
    try (Part in = new Part(relationsPart)) {
      while (in.nextStart()) {
        if (in.is("Relationship")) {
          String id = in.attribute("Id");
          String type = in.attribute("Type");
          String target = in.attribute("Target");
          if (id != null && type != null && target != null) {
            out.put(id, new Relation(type, resolve(base, target)));
          }
        }
      }
    }
    return out;
  }

  private static String resolve(String base, String target) {
    if (target.startsWith("/")) {
      return target.substring(1);
    }
    Deque<String> path = new ArrayDeque<>();
    String joined = base.substring(0, base.lastIndexOf('/') + 1) + target;
    for (String step : joined.split("/", -1)) {
      if (step.equals("..")) {
        path.pollLast();
      } else if (!step.isEmpty() && !step.equals(".")) {
        path.addLast(step);
      }
    }
    return String.join("/", path);
  }

  private void readSheets(String book, Map<String, Relation> relations) throws IOException {
    try (Part in = new Part(book)) {
      while (in.nextStart()) {
        if (in.is("workbook") && in.namespace().startsWith(STRICT)) {
          throw new Refused(FindingCode.FILE_STRICT_OOXML, Map.of());
        } else if (in.is("workbookPr")) {
          from1904 = truth(in.attribute("date1904"));
        } else if (in.is("sheet")) {
          String id = in.attribute("id");
          Relation relation = id == null ? null : relations.get(id);
          boolean worksheet = relation != null && relation.type().endsWith("/worksheet");
          String state = in.attribute("state");
          sheets.add(
              new Sheet(
                  Objects.requireNonNullElse(in.attribute("name"), ""),
                  state != null && !state.equals("visible"),
                  relation != null && worksheet ? relation.target() : null));
        }
      }
    }
  }

  private void readStyles(String stylesPart) throws IOException {
    Map<Integer, String> formats = new HashMap<>();
    boolean[] dates = new boolean[64];
    int count = 0;
    boolean inCellFormats = false;
    try (Part in = new Part(stylesPart)) {
      while (in.nextTag()) {
        if (!in.atStart()) {
          inCellFormats &= !in.is("cellXfs");
        } else if (in.is("numFmt")) {
          String code = in.attribute("formatCode");
          formats.put(whole(in.attribute("numFmtId"), -1), code == null ? "" : code);
        } else if (in.is("cellXfs")) {
          inCellFormats = true;
        } else if (inCellFormats && in.is("xf")) {
          if (count == dates.length) {
            dates = Arrays.copyOf(dates, count * 2);
          }
          int id = whole(in.attribute("numFmtId"), 0);
          dates[count++] = CellText.isDateFormat(id, formats.get(id));
        }
      }
    }
    dateStyles = Arrays.copyOf(dates, count);
  }

  private void readStrings(String stringsPart) throws IOException {
    @Nullable String[] out = new @Nullable String[256];
    int count = 0;
    try (Part in = new Part(stringsPart)) {
      while (in.nextStart()) {
        if (in.is("si")) {
          if (count >= limits.cells()) {
            throw FileReader.tooManyCells(limits);
          }
          if (count == out.length) {
            out = Arrays.copyOf(out, count * 2);
          }
          out[count++] = in.richText("si");
        }
      }
    }
    strings = Arrays.copyOf(out, count);
  }

  // ---- a sheet

  private boolean openNextSheet() throws IOException {
    while (++sheetIndex < sheets.size()) {
      String name = sheets.get(sheetIndex).part();
      if (name != null) {
        part = new Part(name);
        inData = false;
        lastRow = 0;
        spans = new Spans();
        return true;
      }
    }
    return false;
  }

  /** Reads rows until the sheet ends or enough are held, and learns the merged regions. */
  private void lookAhead() throws IOException {
    int held = 0;
    while (ahead.size() < AHEAD_ROWS && held < AHEAD_CELLS) {
      SheetRow row = readRow();
      if (row == null) {
        return;
      }
      held += row.cells().size();
      ahead.add(row);
    }
    lookForMergedRegions();
  }

  /** The next row with something in it; null at the end of the sheet, which closes its part. */
  private @Nullable SheetRow readRow() throws IOException {
    Part in = Objects.requireNonNull(part);
    while (in.nextTag()) {
      if (in.atStart()) {
        if (inData && in.is("row")) {
          SheetRow row = readCells(in);
          if (row != null) {
            return row;
          }
        } else if (in.is("sheetData")) {
          inData = true;
        } else if (!inData && in.is("mergeCell")) {
          String range = in.attribute("ref");
          if (range != null && spans.size() < limits.cells()) {
            spans.add(range);
          }
        }
      } else if (in.is("sheetData")) {
        inData = false;
      }
    }
    in.close();
    part = null;
    return null;
  }

  private @Nullable SheetRow readCells(Part in) throws IOException {
    int row = whole(in.attribute("r"), lastRow + 1);
    boolean hidden = truth(in.attribute("hidden"));
    if (row <= lastRow || row > MAX_ROW) {
      throw Refused.damaged(sheetName() + ": row " + row + " after row " + lastRow);
    }
    lastRow = row;
    List<Cell> cells = new ArrayList<>(lastWidth);
    int column = 0;
    boolean sorted = true;
    while (in.nextTag() && (in.atStart() || !in.is("row"))) {
      if (in.atStart() && in.is("c")) {
        in.readCellAttributes();
        int before = column;
        column = in.reference == null ? column + 1 : columnOf(in.reference);
        if (column < 1 || column > MAX_COLUMN) {
          throw Refused.damaged(sheetName() + ": cell " + in.reference);
        }
        sorted &= column > before;
        Cell cell = readCell(in, column);
        if (cell != null) {
          cells.add(cell);
        }
      }
    }
    lastWidth = cells.size();
    if (!sorted) {
      cells = inOrder(cells);
    }
    return cells.isEmpty()
        ? null
        : new SheetRow(
            sheetIndex, sheetName(), sheets.get(sheetIndex).hidden(), row, hidden, cells);
  }

  /** Cells sorted by column; of two cells in one place the later one is what programs show. */
  private static List<Cell> inOrder(List<Cell> cells) {
    Map<Integer, Cell> byColumn = new HashMap<>();
    cells.forEach(cell -> byColumn.put(cell.column(), cell));
    List<Cell> out = new ArrayList<>(byColumn.values());
    out.sort(Comparator.comparingInt(Cell::column));
    return out;
  }

  private static int columnOf(String reference) {
    int column = 0;
    for (int i = 0; i < reference.length(); i++) {
      char c = reference.charAt(i);
      if (c >= 'a' && c <= 'z') {
        c -= 'a' - 'A';
      }
      if (c < 'A' || c > 'Z' || column > MAX_COLUMN) {
        break;
      }
      column = column * 26 + c - 'A' + 1;
    }
    return column;
  }

  /** The cell at whose start tag {@code in} stands; null when it is empty. */
  private @Nullable Cell readCell(Part in, int column) throws IOException {
    int style = whole(in.style, 0);
    String type = in.type;
    String formula = null;
    String value = null;
    while (in.nextTag() && (in.atStart() || !in.is("c"))) {
      if (!in.atStart()) {
        continue;
      }
      if (in.is("v")) {
        value = in.text("v");
      } else if (in.is("f")) {
        formula = in.text("f");
      } else if (in.is("is")) {
        value = in.richText("is");
        type = "inlineStr";
      }
    }
    return cell(column, type, style, value, formula);
  }

  private @Nullable Cell cell(
      int column, String type, int style, @Nullable String value, @Nullable String formula) {
    boolean calculated = formula != null;
    if (value == null || (value.isEmpty() && !type.equals("str") && !type.equals("inlineStr"))) {
      return formula == null ? null : Cell.uncalculated(column, formula);
    }
    switch (type) {
      case "s":
        int index = whole(value.strip(), -1);
        if (index < 0 || index >= strings.length) {
          return Cell.error(column, MISSING_TEXT, calculated);
        }
        return text(column, strings[index], calculated);
      case "str":
        return text(column, unescaped(value), calculated);
      case "inlineStr":
        return text(column, value, calculated);
      case "b":
        return Cell.bool(column, truth(value.strip()), calculated);
      case "e":
        return Cell.error(column, value, calculated);
      case "d":
        double serial = CellText.serial(value);
        return Double.isNaN(serial)
            ? text(column, value, calculated)
            : Cell.number(column, serial, true, false, calculated);
      default:
        return number(column, value.strip(), style, calculated);
    }
  }

  private static @Nullable Cell text(int column, @Nullable String text, boolean formula) {
    return text == null || text.isEmpty() ? null : Cell.text(column, text, formula);
  }

  private @Nullable Cell number(int column, String value, int style, boolean formula) {
    double number = shortNumber(value);
    if (Double.isNaN(number)) {
      if (!PLAIN_NUMBER.matcher(value).matches()) {
        return text(column, value, formula);
      }
      number = Double.parseDouble(value);
    }
    boolean date = style >= 0 && style < dateStyles.length && dateStyles[style];
    return Cell.number(column, number, date, from1904, formula);
  }

  /** The number when it has at most 15 digits and no exponent, which is exact; NaN otherwise. */
  private static double shortNumber(String value) {
    int length = value.length();
    int i = length > 0 && value.charAt(0) == '-' ? 1 : 0;
    if (length - i > 16) {
      return Double.NaN;
    }
    long digits = 0;
    int count = 0;
    int point = -1;
    for (int at = i; at < length; at++) {
      char c = value.charAt(at);
      if (c >= '0' && c <= '9') {
        digits = digits * 10 + c - '0';
        count++;
      } else if (c == '.' && point < 0) {
        point = at;
      } else {
        return Double.NaN;
      }
    }
    if (count == 0 || count > 15) {
      return Double.NaN;
    }
    double number = point < 0 ? digits : digits / POWERS[length - 1 - point];
    return i == 1 ? -number : number;
  }

  /** Unpacks the sheet again and looks for merged regions behind its rows. */
  private void lookForMergedRegions() throws IOException {
    Zip.Entry entry = zip.find(Objects.requireNonNull(sheets.get(sheetIndex).part()));
    if (entry == null) {
      return;
    }
    byte[] list = "mergeCells".getBytes(StandardCharsets.US_ASCII);
    ByteArrayOutputStream found = new ByteArrayOutputStream();
    try (InputStream in = zip.open(entry, false)) {
      byte[] block = new byte[1 << 16];
      int matched = 0;
      for (int n = in.read(block); n >= 0 && found.size() < MERGED_BYTES; n = in.read(block)) {
        int from = 0;
        while (matched < list.length && from < n) {
          byte b = block[from++];
          matched = b == list[matched] ? matched + 1 : b == list[0] ? 1 : 0;
        }
        found.write(block, from, n - from);
      }
    }
    Matcher m = MERGED.matcher(found.toString(StandardCharsets.ISO_8859_1));
    while (m.find() && spans.size() < limits.cells()) {
      spans.add(m.group(1));
    }
  }

  private String sheetName() {
    return sheets.get(sheetIndex).name();
  }

  // ---- words of the format

  private static boolean truth(@Nullable String value) {
    return value != null && (value.equals("1") || value.equals("true") || value.equals("on"));
  }

  private static int whole(@Nullable String value, int otherwise) {
    if (value == null) {
      return otherwise;
    }
    try {
      return Integer.parseInt(value);
    } catch (NumberFormatException e) {
      throw Refused.damaged("'" + value + "' where a whole number belongs");
    }
  }

  /** Letters that XML cannot hold are written {@code _x000D_}. */
  private static String unescaped(String text) {
    if (text.indexOf("_x") < 0) {
      return text;
    }
    return ESCAPE
        .matcher(text)
        .replaceAll(
            m -> Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(m.group(1), 16))));
  }

  /** The XML of one part, event by event. Refuses document types and entities of its own. */
  private final class Part implements AutoCloseable {
    private final String name;
    private final InputStream in;
    private final XMLStreamReader xml;
    private int event;

    // attributes of a cell
    private @Nullable String reference;
    private @Nullable String style;
    private String type = "n";

    Part(String name) throws IOException {
      this.name = name;
      this.in = zip.open(name);
      try {
        this.xml = factory.createXMLStreamReader(in);
      } catch (XMLStreamException e) {
        in.close();
        throw damaged(e);
      }
    }

    /** Moves on one event; the end of the document is checked to be the end of the part. */
    private int advance() throws IOException {
      try {
        if (event == XMLStreamConstants.END_DOCUMENT) {
          return event;
        }
        event = xml.next();
      } catch (XMLStreamException e) {
        throw damaged(e);
      }
      switch (event) {
        case XMLStreamConstants.DTD:
          throw Refused.suspicious("document type in part " + name);
        case XMLStreamConstants.ENTITY_REFERENCE:
          throw Refused.suspicious("entity in part " + name);
        case XMLStreamConstants.END_DOCUMENT:
          in.transferTo(OutputStream.nullOutputStream());
          return event;
        default:
          return event;
      }
    }

    /** Moves to the next start or end tag; false at the end of the part. */
    boolean nextTag() throws IOException {
      while (true) {
        switch (advance()) {
          case XMLStreamConstants.START_ELEMENT:
          case XMLStreamConstants.END_ELEMENT:
            return true;
          case XMLStreamConstants.END_DOCUMENT:
            return false;
          default:
        }
      }
    }

    /** Moves to the next start tag; false at the end of the part. */
    boolean nextStart() throws IOException {
      while (nextTag()) {
        if (atStart()) {
          return true;
        }
      }
      return false;
    }

    boolean atStart() {
      return event == XMLStreamConstants.START_ELEMENT;
    }

    boolean is(String localName) {
      return xml.getLocalName().equals(localName);
    }

    String namespace() {
      return Objects.requireNonNullElse(xml.getNamespaceURI(), "");
    }

    /** Value of an attribute whatever its prefix; null when it is not there. */
    @Nullable String attribute(String localName) {
      for (int i = 0; i < xml.getAttributeCount(); i++) {
        if (xml.getAttributeLocalName(i).equals(localName)) {
          return xml.getAttributeValue(i);
        }
      }
      return null;
    }

    /** Reads the three attributes of a cell that matter, in one go. */
    void readCellAttributes() {
      reference = null;
      style = null;
      type = "n";
      for (int i = 0; i < xml.getAttributeCount(); i++) {
        switch (xml.getAttributeLocalName(i)) {
          case "r":
            reference = xml.getAttributeValue(i);
            break;
          case "s":
            style = xml.getAttributeValue(i);
            break;
          case "t":
            type = xml.getAttributeValue(i);
            break;
          default:
        }
      }
    }

    /** All text up to the end tag {@code end}. */
    String text(String end) throws IOException {
      String first = "";
      StringBuilder more = null;
      while (true) {
        switch (advance()) {
          case XMLStreamConstants.CHARACTERS:
          case XMLStreamConstants.CDATA:
          case XMLStreamConstants.SPACE:
            if (first.isEmpty()) {
              first = xml.getText();
            } else {
              more = more == null ? new StringBuilder(first) : more;
              more.append(xml.getText());
            }
            break;
          case XMLStreamConstants.END_ELEMENT:
            if (is(end)) {
              return more == null ? first : more.toString();
            }
            break;
          case XMLStreamConstants.END_DOCUMENT:
            throw Refused.damaged("part " + name + " ends within a cell");
          default:
        }
      }
    }

    /** Text of all runs up to the end tag {@code end}, without reading aids for Asian letters. */
    String richText(String end) throws IOException {
      String first = "";
      StringBuilder more = null;
      while (nextTag()) {
        if (atStart() && is("t")) {
          String run = text("t");
          if (first.isEmpty()) {
            first = run;
          } else {
            more = more == null ? new StringBuilder(first) : more;
            more.append(run);
          }
        } else if (atStart() && is("rPh")) {
          text("rPh");
        } else if (!atStart() && is(end)) {
          return unescaped(more == null ? first : more.toString());
        }
      }
      throw Refused.damaged("part " + name + " ends within a text");
    }

    private Refused damaged(XMLStreamException e) {
      Throwable cause = e.getNestedException();
      if (cause instanceof Refused refused) {
        return refused;
      }
      return Refused.damaged(
          "part "
              + name
              + ", line "
              + (e.getLocation() == null ? 0 : e.getLocation().getLineNumber()));
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
