package org.sitrep.ingest;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.FormulaError;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.usermodel.Workbook;
import org.apache.poi.ss.util.CellRangeAddress;
import org.sitrep.config.Limits;

/** Files as senders make them, good and bad. */
final class Fixtures {
  static final Limits LIMITS = new Limits(8 << 20, 64 << 20, 200, 2_000, 1_000_000, 32_767);
  static final List<String> LANGUAGES = List.of("kk", "ru", "en");

  private Fixtures() {}

  /**
   * The form of a clerk: title, merged captions, dates, formulas, errors, a hidden row and sheet.
   */
  static byte[] workbook(Workbook book) {
    Sheet sheet = book.createSheet("Форма 1");
    CellStyle day = book.createCellStyle();
    day.setDataFormat(book.createDataFormat().getFormat("dd.mm.yyyy"));
    CellStyle time = book.createCellStyle();
    time.setDataFormat(book.createDataFormat().getFormat("dd.mm.yyyy hh:mm"));
    CellStyle percent = book.createCellStyle();
    percent.setDataFormat(book.createDataFormat().getFormat("0.0%"));

    sheet.createRow(0).createCell(0).setCellValue("Сведения на 15.02.2021");
    sheet.addMergedRegion(new CellRangeAddress(0, 0, 0, 4));
    Row captions = sheet.createRow(2);
    captions.createCell(0).setCellValue("Регион");
    captions.createCell(1).setCellValue("I компонент");
    sheet.addMergedRegion(new CellRangeAddress(2, 3, 0, 0));
    sheet.addMergedRegion(new CellRangeAddress(2, 2, 1, 2));
    Row row = sheet.createRow(4);
    row.createCell(0).setCellValue("Қызылорда");
    row.createCell(1).setCellValue(1676830000000000d);
    row.createCell(2).setCellValue(0.1 + 0.2);
    row.createCell(3).setCellValue(LocalDateTime.of(2021, 2, 15, 0, 0));
    row.getCell(3).setCellStyle(day);
    row.createCell(4).setCellValue(LocalDateTime.of(2021, 2, 15, 8, 30));
    row.getCell(4).setCellStyle(time);
    row.createCell(5).setCellValue(0.125);
    row.getCell(5).setCellStyle(percent);
    row.createCell(6).setCellValue(true);
    row.createCell(7).setCellErrorValue(FormulaError.NA.getCode());
    row.createCell(8).setCellFormula("B5*2");
    book.getCreationHelper().createFormulaEvaluator().evaluateFormulaCell(row.getCell(8));
    row.createCell(9).setCellFormula("\"да\"");
    book.getCreationHelper().createFormulaEvaluator().evaluateFormulaCell(row.getCell(9));
    row.createCell(10).setCellValue("");
    Row hidden = sheet.createRow(6);
    hidden.setZeroHeight(true);
    hidden.createCell(1).setCellValue(-3);
    book.createSheet("Черновик").createRow(1).createCell(2).setCellValue("не считать");
    book.setSheetHidden(1, true);
    return bytes(book);
  }

  static byte[] bytes(Workbook book) {
    try (book) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      book.write(out);
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A workbook of one sheet from its XML parts. */
  static byte[] xlsx(String sheetXml) {
    return zip(parts(sheetXml));
  }

  static Map<String, String> parts(String sheetXml) {
    Map<String, String> out = new LinkedHashMap<>();
    out.put("[Content_Types].xml", "<Types/>");
    out.put(
        "_rels/.rels",
        "<Relationships><Relationship Id='a' Type='http://x/officeDocument'"
            + " Target='xl/workbook.xml'/></Relationships>");
    out.put(
        "xl/workbook.xml",
        "<workbook xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'"
            + " xmlns:r='http://schemas.openxmlformats.org/officeDocument/2006/relationships'>"
            + "<sheets><sheet name='S' sheetId='1' r:id='b'/></sheets></workbook>");
    out.put(
        "xl/_rels/workbook.xml.rels",
        "<Relationships><Relationship Id='b' Type='http://x/worksheet'"
            + " Target='worksheets/sheet1.xml'/><Relationship Id='c'"
            + " Type='http://x/sharedStrings' Target='sharedStrings.xml'/></Relationships>");
    out.put("xl/sharedStrings.xml", "<sst><si><t>раз</t></si></sst>");
    out.put("xl/worksheets/sheet1.xml", "<worksheet>" + sheetXml + "</worksheet>");
    return out;
  }

  static byte[] zip(Map<String, String> parts) {
    Map<String, byte[]> bytes = new LinkedHashMap<>();
    parts.forEach((name, text) -> bytes.put(name, text.getBytes(StandardCharsets.UTF_8)));
    return zipOf(bytes);
  }

  static byte[] zipOf(Map<String, byte[]> parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Map.Entry<String, byte[]> part : parts.entrySet()) {
        zip.putNextEntry(new ZipEntry(part.getKey()));
        zip.write(part.getValue());
        zip.closeEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  static Path write(Path folder, String name, byte[] content) {
    try {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      return Files.write(file, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What reading a file came to. */
  record Result(List<String> rows, Outcome outcome) {
    /** Codes of what was found. */
    List<String> codes() {
      return outcome.notes().stream().map(n -> n.code().name()).toList();
    }
  }

  static Result read(Path folder, String name, byte[] content) {
    return read(folder, name, content, LIMITS);
  }

  /** Rows as {@code sheet!row: column type text …}; a span is written {@code [rows x columns]}. */
  static Result read(Path folder, String name, byte[] content, Limits limits) {
    List<String> rows = new ArrayList<>();
    try (FileReader reader =
        FileReader.open(open(write(folder, name, content)), name, limits, LANGUAGES, null)) {
      for (SheetRow row = reader.next(); row != null; row = reader.next()) {
        rows.add(text(row));
      }
      return new Result(rows, reader.outcome());
    }
  }

  private static Content open(Path file) {
    try {
      return Content.file(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String text(SheetRow row) {
    StringBuilder out = new StringBuilder(row.sheet());
    out.append(row.sheetHidden() ? "(hidden)!" : "!").append(row.row());
    out.append(row.rowHidden() ? "(hidden):" : ":");
    for (Cell cell : row.cells()) {
      out.append(" | ").append(cell.column()).append(cell.type()).append(' ').append(cell.text());
      if (cell.rows() * cell.columns() > 1) {
        out.append(" [").append(cell.rows()).append('x').append(cell.columns()).append(']');
      }
      out.append(cell.formula() ? " =" : "");
    }
    return out.toString();
  }
}
