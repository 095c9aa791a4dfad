package org.sitrep.testkit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.poi.hssf.usermodel.HSSFWorkbook;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.FormulaError;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.usermodel.Workbook;
import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

/**
 * A submission told as text, so that a change of it can be read: first what the file is, a word a
 * line, then {@code ---}, then its sheets.
 *
 * <pre>
 * file: name.xlsx      what the sender called it; the ending is the container
 * sender: akm          the folder it came in; absent when none
 * charset: utf-16      of a text file; absent: UTF-8
 * dates: 1904          absent: 1900
 * in: bundle.zip       the container it lies in; absent when none
 * ---
 * sheet: name          then its rows; "sheet (hidden): name" for a hidden one
 * </pre>
 *
 * In a workbook cells stand between bars: a number is a number, {@code 'text} a text,
 * {@code @2021-02-15} a date, {@code !#REF!} an error, {@code ?A1+1} a formula nobody calculated,
 * {@code =2+3} a calculated one; {@code {2x1}} at the end spans two rows and one column, {@code ~}
 * before a row hides it, {@code \n} is a line break in a cell; {@code row: 65536} puts the next
 * line there. A text file is taken letter by letter.
 */
public final class SheetText {
  private static final Pattern SPAN = Pattern.compile("(.*)\\{(\\d+)x(\\d+)}", Pattern.DOTALL);

  private static final String KZ_1048 = "ҚҺқһҰұӘӨҒүөғәҢңҮ";
  private static final int[] KZ_1048_BYTES = {
    0x8d, 0x8e, 0x9d, 0x9e, 0xa1, 0xa2, 0xa3, 0xa5, 0xaa, 0xbf, 0xb4, 0xba, 0xbc, 0xbd, 0xbe, 0xaf
  };

  private final Map<String, String> head = new LinkedHashMap<>();
  private final String body;

  private SheetText(String text) {
    String[] parts = text.split("(?m)^---\\R", 2);
    parts[0]
        .lines()
        .filter(line -> !line.isBlank())
        .forEach(
            line -> {
              String[] pair = line.split(":", 2);
              head.put(pair[0].strip(), pair[1].strip());
            });
    body = parts[1];
  }

  /** Reads {@code input.txt} of a case folder. */
  public static SheetText read(Path file) {
    try {
      return new SheetText(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String get(String key, String otherwise) {
    return head.getOrDefault(key, otherwise);
  }

  /** Puts the file into an inbox, in a folder of its own; gives its name. */
  public String send(Path inbox, String folder) {
    String name = get("file", "input.xlsx");
    String outer = get("in", name);
    Path to = inbox.resolve(get("sender", "office")).resolve(folder).resolve(outer);
    byte[] bytes = bytes(name);
    try {
      Files.createDirectories(to.getParent());
      Files.write(to, outer.equals(name) ? bytes : zipped(name, bytes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return name;
  }

  private static byte[] zipped(String name, byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8)) {
      zip.putNextEntry(new ZipEntry(name));
      zip.write(bytes);
      zip.closeEntry();
    }
    return out.toByteArray();
  }

  private byte[] bytes(String name) {
    String kind = get("as", name.substring(name.lastIndexOf('.') + 1));
    if (kind.equals("xlsx") || kind.equals("xls")) {
      try (Workbook book = kind.equals("xlsx") ? new XSSFWorkbook() : new HSSFWorkbook();
          ByteArrayOutputStream out = new ByteArrayOutputStream()) {
        if (book instanceof XSSFWorkbook xssf && get("dates", "1900").equals("1904")) {
          xssf.getCTWorkbook().addNewWorkbookPr().setDate1904(true);
        }
        write(book);
        book.write(out);
        return out.toByteArray();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    String charset = get("charset", "utf-8");
    return charset.equals("KZ-1048") ? kz1048(body) : body.getBytes(Charset.forName(charset));
  }

  /** KZ-1048 is windows-1251 with Kazakh letters in these places; the JDK does not know it. */
  private static byte[] kz1048(String text) {
    byte[] out = text.getBytes(Charset.forName("windows-1251"));
    for (int i = 0; i < out.length; i++) {
      int at = KZ_1048.indexOf(text.charAt(i));
      if (at >= 0) {
        out[i] = (byte) KZ_1048_BYTES[at];
      }
    }
    return out;
  }

  private void write(Workbook book) {
    CellStyle date = book.createCellStyle();
    date.setDataFormat(book.createDataFormat().getFormat("dd.mm.yyyy"));
    Sheet sheet = null;
    int row = 0;
    for (String line : body.lines().toList()) {
      if (line.startsWith("sheet")) {
        sheet = book.createSheet(line.substring(line.indexOf(':') + 1).strip());
        if (line.startsWith("sheet (hidden)")) {
          book.setSheetHidden(book.getSheetIndex(sheet), true);
        }
        row = 0;
      } else if (line.startsWith("row: ")) {
        row = Integer.parseInt(line.substring(5)) - 1;
      } else if (sheet != null) {
        boolean hidden = line.startsWith("~");
        Row made = sheet.createRow(row++);
        made.setZeroHeight(hidden);
        cells(sheet, made, List.of((hidden ? line.substring(1) : line).split("\\|", -1)), date);
      }
    }
  }

  private static void cells(Sheet sheet, Row row, List<String> texts, CellStyle date) {
    for (int c = 0; c < texts.size(); c++) {
      String text = texts.get(c).strip().replace("\\n", "\n");
      Matcher span = SPAN.matcher(text);
      if (span.matches()) {
        text = span.group(1).strip();
        sheet.addMergedRegion(
            new CellRangeAddress(
                row.getRowNum(),
                row.getRowNum() + Integer.parseInt(span.group(2)) - 1,
                c,
                c + Integer.parseInt(span.group(3)) - 1));
      }
      if (!text.isEmpty()) {
        write(row.createCell(c), text, date);
      }
    }
  }

  private static void write(Cell cell, String text, CellStyle date) {
    String rest = text.substring(1);
    if (text.matches("-?\\d+(\\.\\d+)?([eE]\\d+)?")) {
      cell.setCellValue(Double.parseDouble(text));
      return;
    }
    switch (text.charAt(0)) {
      case '\'' -> cell.setCellValue(rest);
      case '@' -> {
        if (rest.matches("\\d+")) {
          cell.setCellValue(Double.parseDouble(rest));
        } else {
          cell.setCellValue(LocalDate.parse(rest));
        }
        cell.setCellStyle(date);
      }
      case '!' -> cell.setCellErrorValue(FormulaError.forString(rest).getCode());
      case '?' -> cell.setCellFormula(rest);
      case '=' -> {
        cell.setCellFormula(rest);
        cell.getSheet()
            .getWorkbook()
            .getCreationHelper()
            .createFormulaEvaluator()
            .evaluateFormulaCell(cell);
      }
      default -> cell.setCellValue(text);
    }
  }
}
