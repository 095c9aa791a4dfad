package org.sitrep.sample;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.sitrep.domain.Address;
import org.sitrep.sample.Page.Cell;
import org.sitrep.sample.Page.Merge;

/**
 * Writes a page as {@code .xlsx}: shared strings, merged cells, real dates, formulas with their
 * calculated value. Written here rather than by a library because the bytes must be the same every
 * time and the demo must start at once.
 */
final class XlsxFile {
  private static final String HEAD =
      "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
  private static final String MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
  private static final String REL =
      "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  private static final String PKG = "http://schemas.openxmlformats.org/package/2006";
  private static final String TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.";
  private static final LocalDateTime ZIP_TIME = LocalDateTime.of(2021, 2, 1, 0, 0);
  private static final LocalDate SERIAL_ZERO = LocalDate.of(1899, 12, 30);

  private XlsxFile() {}

  /** The bytes of a workbook with this one sheet. */
  static byte[] bytes(Page page) {
    Map<String, Integer> strings = new LinkedHashMap<>();
    String sheet = sheet(page, strings);
    ByteArrayOutputStream out = new ByteArrayOutputStream(8192);
    try (ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8)) {
      part(zip, "[Content_Types].xml", contentTypes());
      part(
          zip,
          "_rels/.rels",
          relations(
              "<Relationship Id=\"rId1\" Type=\""
                  + REL
                  + "/officeDocument\" Target=\"xl/workbook.xml\"/>"));
      part(
          zip,
          "xl/workbook.xml",
          HEAD
              + "<workbook xmlns=\""
              + MAIN
              + "\" xmlns:r=\""
              + REL
              + "\"><sheets><sheet name=\""
              + escape(page.sheet())
              + "\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>");
      part(
          zip,
          "xl/_rels/workbook.xml.rels",
          relations(
              "<Relationship Id=\"rId1\" Type=\""
                  + REL
                  + "/worksheet\" Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"rId2\" Type=\""
                  + REL
                  + "/styles\" Target=\"styles.xml\"/><Relationship Id=\"rId3\" Type=\""
                  + REL
                  + "/sharedStrings\" Target=\"sharedStrings.xml\"/>"));
      part(zip, "xl/styles.xml", styles());
      part(zip, "xl/sharedStrings.xml", sharedStrings(strings));
      part(zip, "xl/worksheets/sheet1.xml", sheet);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write sheet: " + page.sheet(), e);
    }
    return out.toByteArray();
  }

  private static void part(ZipOutputStream zip, String name, String xml) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    entry.setTimeLocal(ZIP_TIME);
    zip.putNextEntry(entry);
    zip.write(xml.getBytes(StandardCharsets.UTF_8));
    zip.closeEntry();
  }

  private static String sheet(Page page, Map<String, Integer> strings) {
    StringBuilder xml = new StringBuilder(HEAD);
    xml.append("<worksheet xmlns=\"").append(MAIN).append("\"><dimension ref=\"A1:");
    xml.append(Address.letters(page.width())).append(page.rows().size()).append("\"/>");
    xml.append("<cols><col min=\"1\" max=\"1\" width=\"7\" customWidth=\"1\"/>");
    xml.append("<col min=\"2\" max=\"3\" width=\"31\" customWidth=\"1\"/></cols><sheetData>");
    for (int r = 0; r < page.rows().size(); r++) {
      List<Cell> cells = page.rows().get(r);
      if (cells.isEmpty()) {
        continue;
      }
      xml.append("<row r=\"").append(r + 1).append("\">");
      for (int c = 0; c < cells.size(); c++) {
        cell(xml, Address.letters(c + 1) + (r + 1), cells.get(c), strings);
      }
      xml.append("</row>");
    }
    xml.append("</sheetData>");
    if (!page.merges().isEmpty()) {
      xml.append("<mergeCells count=\"").append(page.merges().size()).append("\">");
      for (Merge m : page.merges()) {
        xml.append("<mergeCell ref=\"")
            .append(Address.letters(m.firstColumn() + 1))
            .append(m.firstRow() + 1)
            .append(':')
            .append(Address.letters(m.lastColumn() + 1))
            .append(m.lastRow() + 1)
            .append("\"/>");
      }
      xml.append("</mergeCells>");
    }
    return xml.append(
            "<pageMargins left=\"0.5\" right=\"0.5\" top=\"0.5\" bottom=\"0.5\" header=\"0.3\""
                + " footer=\"0.3\"/></worksheet>")
        .toString();
  }

  private static void cell(StringBuilder xml, String ref, Cell cell, Map<String, Integer> strings) {
    Object value = cell.value();
    if (value == null && cell.style() == Page.Style.PLAIN) {
      return;
    }
    xml.append("<c r=\"").append(ref).append("\" s=\"").append(cell.style().ordinal()).append('"');
    if (value == null) {
      xml.append("/>");
      return;
    }
    String number =
        value instanceof LocalDate date
            ? String.valueOf(date.toEpochDay() - SERIAL_ZERO.toEpochDay())
            : value.toString();
    if (value instanceof String text) {
      Integer known = strings.putIfAbsent(text, strings.size());
      number = String.valueOf(known == null ? strings.size() - 1 : known);
      xml.append(" t=\"s\"");
    }
    xml.append('>');
    if (cell.formula() != null) {
      xml.append("<f>").append(escape(cell.formula())).append("</f>");
    }
    xml.append("<v>").append(number).append("</v></c>");
  }

  private static String sharedStrings(Map<String, Integer> strings) {
    StringBuilder xml = new StringBuilder(HEAD);
    xml.append("<sst xmlns=\"").append(MAIN).append("\" uniqueCount=\"");
    xml.append(strings.size()).append("\">");
    for (String text : strings.keySet()) {
      xml.append("<si><t xml:space=\"preserve\">").append(escape(text)).append("</t></si>");
    }
    return xml.append("</sst>").toString();
  }

  /** One cell format for each {@link Page.Style}, in its order. */
  private static String styles() {
    return HEAD
        + "<styleSheet xmlns=\""
        + MAIN
        + "\"><numFmts count=\"1\"><numFmt numFmtId=\"164\" formatCode=\"dd\\.mm\\.yyyy\"/></numFmts>"
        + "<fonts count=\"3\"><font><sz val=\"11\"/><name val=\"Calibri\"/></font>"
        + "<font><b/><sz val=\"11\"/><name val=\"Calibri\"/></font>"
        + "<font><i/><sz val=\"10\"/><name val=\"Calibri\"/></font></fonts>"
        + "<fills count=\"3\"><fill><patternFill patternType=\"none\"/></fill>"
        + "<fill><patternFill patternType=\"gray125\"/></fill><fill><patternFill"
        + " patternType=\"solid\"><fgColor rgb=\"FFDCE6F1\"/></patternFill></fill></fills>"
        + "<borders count=\"2\"><border><left/><right/><top/><bottom/><diagonal/></border>"
        + "<border><left style=\"thin\"/><right style=\"thin\"/><top style=\"thin\"/>"
        + "<bottom style=\"thin\"/><diagonal/></border></borders>"
        + "<cellStyleXfs count=\"1\"><xf/></cellStyleXfs><cellXfs count=\"6\">"
        + "<xf xfId=\"0\"/>"
        + "<xf fontId=\"1\" applyFont=\"1\" xfId=\"0\"/>"
        + "<xf fontId=\"2\" applyFont=\"1\" xfId=\"0\"/>"
        + "<xf fontId=\"1\" fillId=\"2\" borderId=\"1\" applyFont=\"1\" applyFill=\"1\""
        + " applyBorder=\"1\" applyAlignment=\"1\" xfId=\"0\"><alignment horizontal=\"center\""
        + " vertical=\"center\" wrapText=\"1\"/></xf>"
        + "<xf numFmtId=\"164\" applyNumberFormat=\"1\" xfId=\"0\"/>"
        + "<xf fontId=\"1\" borderId=\"1\" applyFont=\"1\" applyBorder=\"1\" xfId=\"0\"/>"
        + "</cellXfs></styleSheet>";
  }

  private static String contentTypes() {
    return HEAD
        + "<Types xmlns=\""
        + PKG
        + "/content-types\"><Default Extension=\"rels\""
        + " ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
        + "<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
        + "<Override PartName=\"/xl/workbook.xml\" ContentType=\""
        + TYPE
        + "sheet.main+xml\"/><Override PartName=\"/xl/worksheets/sheet1.xml\" ContentType=\""
        + TYPE
        + "worksheet+xml\"/><Override PartName=\"/xl/styles.xml\" ContentType=\""
        + TYPE
        + "styles+xml\"/><Override PartName=\"/xl/sharedStrings.xml\" ContentType=\""
        + TYPE
        + "sharedStrings+xml\"/></Types>";
  }

  private static String relations(String inner) {
    return HEAD
        + "<Relationships xmlns=\""
        + PKG
        + "/relationships\">"
        + inner
        + "</Relationships>";
  }

  static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
