package org.sitrep.ingest;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sitrep.config.Limits;
import org.sitrep.domain.FindingCode;

/**
 * What an {@code .xlsx} workbook says about itself before its sheets are read.
 *
 * @param sheets in their order
 */
record XlsxBook(List<Sheet> sheets, XlsxValues values) {
  private static final String STRICT = "http://purl.oclc.org/ooxml/";

  /** No program writes more number formats, cell formats or sheets than this. */
  private static final int MANY = 1 << 17;

  /** A number format of more letters is none. */
  private static final int FORMAT_LENGTH = 1_000;

  /** A sheet of the workbook; {@code part} is null for sheets of charts, macros or dialogs. */
  record Sheet(String name, boolean hidden, @Nullable String part) {}

  private record Relation(String type, String target) {}

  /**
   * Reads it.
   *
   * @param scan false to read the shared texts with the XML parser alone
   */
  static XlsxBook read(XmlParts parts, boolean scan, Limits limits) throws IOException {
    String book = "xl/workbook.xml";
    if (parts.has("_rels/.rels")) {
      for (Relation relation : relations(parts, "_rels/.rels", "").values()) {
        if (relation.type().endsWith("/officeDocument")) {
          book = relation.target();
        }
      }
    }
    int slash = book.lastIndexOf('/') + 1;
    String name = book.substring(0, slash) + "_rels/" + book.substring(slash) + ".rels";
    Map<String, Relation> relations = relations(parts, name, book);
    List<Sheet> sheets = new ArrayList<>();
    boolean from1904 = readSheets(parts, book, relations, sheets, limits);
    if (sheets.isEmpty()) {
      throw Refused.damaged("no sheets");
    } else if (sheets.stream().allMatch(sheet -> sheet.part() == null)) {
      throw new Refused(FindingCode.FILE_WITHOUT_SHEETS, Map.of());
    }
    boolean[] dates = new boolean[0];
    SharedTexts texts = new SharedTexts(limits.sharedTextBytes());
    for (Relation relation : relations.values()) {
      if (!parts.has(relation.target())) {
        continue;
      }
      if (relation.type().endsWith("/styles")) {
        dates = dateStyles(parts, relation.target());
      } else if (relation.type().endsWith("/sharedStrings")) {
        texts = SharedTextsReader.read(parts, relation.target(), scan, limits);
      }
    }
    return new XlsxBook(List.copyOf(sheets), new XlsxValues(from1904, dates, texts));
  }

  private static Map<String, Relation> relations(XmlParts parts, String name, String base)
      throws IOException {
    Map<String, Relation> out = new HashMap<>();
    try (XmlPart in = parts.open(name)) {
      while (in.nextStart()) {
        if (in.is("Relationship")) {
          String id = in.attribute("Id");
          String type = in.attribute("Type");
          String target = in.attribute("Target");
          if (id != null && type != null && target != null) {
            out.put(id, new Relation(type, resolve(base, target)));
            refuseMany(out.size(), name);
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

  /** Fills {@code sheets}; true when the calendar begins in 1904. */
  private static boolean readSheets(
      XmlParts parts,
      String book,
      Map<String, Relation> relations,
      List<Sheet> sheets,
      Limits limits)
      throws IOException {
    boolean from1904 = false;
    try (XmlPart in = parts.open(book)) {
      while (in.nextStart()) {
        if (in.is("workbook") && in.namespace().startsWith(STRICT)) {
          throw new Refused(FindingCode.FILE_STRICT_OOXML, Map.of());
        } else if (in.is("workbookPr")) {
          from1904 = XlsxValues.truth(in.attribute("date1904"));
        } else if (in.is("sheet")) {
          String id = in.attribute("id");
          Relation relation = id == null ? null : relations.get(id);
          if (relation == null) {
            throw Refused.damaged("sheet " + (sheets.size() + 1) + " is nowhere");
          }
          boolean worksheet = relation.type().endsWith("/worksheet");
          String state = in.attribute("state");
          String name = Objects.requireNonNullElse(in.attribute("name"), "");
          if (name.length() > limits.textLength()) {
            throw Refused.suspicious("name of sheet " + (sheets.size() + 1));
          }
          sheets.add(
              new Sheet(
                  name,
                  state != null && !state.equals("visible"),
                  worksheet ? relation.target() : null));
          refuseMany(sheets.size(), book);
        }
      }
    }
    return from1904;
  }

  private static boolean[] dateStyles(XmlParts parts, String stylesPart) throws IOException {
    Set<Integer> own = new HashSet<>();
    Set<Integer> ownDates = new HashSet<>();
    boolean[] dates = new boolean[64];
    int count = 0;
    boolean inCellFormats = false;
    try (XmlPart in = parts.open(stylesPart)) {
      while (in.nextTag()) {
        if (!in.atStart()) {
          inCellFormats &= !in.is("cellXfs");
        } else if (in.is("numFmt")) {
          int id = XlsxValues.whole(in.attribute("numFmtId"), -1);
          String code = Objects.requireNonNullElse(in.attribute("formatCode"), "");
          own.add(id);
          ownDates.remove(id);
          if (code.length() <= FORMAT_LENGTH && CellText.isDateFormat(id, code)) {
            ownDates.add(id);
          }
          refuseMany(own.size(), stylesPart);
        } else if (in.is("cellXfs")) {
          inCellFormats = true;
        } else if (inCellFormats && in.is("xf")) {
          if (count == dates.length) {
            refuseMany(count, stylesPart);
            dates = Arrays.copyOf(dates, count * 2);
          }
          int id = XlsxValues.whole(in.attribute("numFmtId"), 0);
          dates[count++] =
              own.contains(id) ? ownDates.contains(id) : CellText.isDateFormat(id, null);
        }
      }
    }
    return Arrays.copyOf(dates, count);
  }

  private static void refuseMany(int count, String part) {
    if (count > MANY) {
      throw Refused.suspicious("more than " + MANY + " entries in part " + part);
    }
  }
}
