package org.sitrep.sample;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.poi.hssf.record.Record;
import org.apache.poi.hssf.record.WriteAccessRecord;
import org.apache.poi.hssf.usermodel.HSSFCell;
import org.apache.poi.hssf.usermodel.HSSFCellStyle;
import org.apache.poi.hssf.usermodel.HSSFFont;
import org.apache.poi.hssf.usermodel.HSSFRow;
import org.apache.poi.hssf.usermodel.HSSFSheet;
import org.apache.poi.hssf.usermodel.HSSFWorkbook;
import org.apache.poi.poifs.crypt.EncryptionHeader;
import org.apache.poi.poifs.crypt.EncryptionInfo;
import org.apache.poi.poifs.crypt.EncryptionMode;
import org.apache.poi.poifs.crypt.Encryptor;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;
import org.apache.poi.ss.usermodel.HorizontalAlignment;
import org.apache.poi.ss.util.CellRangeAddress;
import org.sitrep.sample.Page.Cell;
import org.sitrep.sample.Page.Merge;
import org.sitrep.sample.Page.Style;

/** Writes what only POI can: {@code .xls} and workbooks behind a password. The door to POI. */
final class PoiFile {
  private PoiFile() {}

  /** The bytes of an Excel 97 workbook with this one sheet. */
  static byte[] xls(Page page) {
    try (HSSFWorkbook workbook = new HSSFWorkbook();
        ByteArrayOutputStream out = new ByteArrayOutputStream(16384)) {
      Map<Style, HSSFCellStyle> styles = styles(workbook);
      HSSFSheet sheet = workbook.createSheet(page.sheet());
      for (int r = 0; r < page.rows().size(); r++) {
        List<Cell> cells = page.rows().get(r);
        HSSFRow row = sheet.createRow(r);
        for (int c = 0; c < cells.size(); c++) {
          write(row, c, cells.get(c), styles);
        }
      }
      for (Merge m : page.merges()) {
        sheet.addMergedRegion(
            new CellRangeAddress(m.firstRow(), m.lastRow(), m.firstColumn(), m.lastColumn()));
      }
      forgetUser(workbook);
      workbook.write(out);
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write sheet: " + page.sheet(), e);
    }
  }

  /**
   * The workbook behind a password, as Excel encrypts it. Keys and salts come from the seed, so
   * that the bytes are the same every time: good for a sample, for nothing else.
   */
  static byte[] encrypted(byte[] xlsx, String password, Chance chance) {
    EncryptionInfo info = new EncryptionInfo(EncryptionMode.agile);
    EncryptionHeader header = info.getHeader();
    Encryptor encryptor = info.getEncryptor();
    encryptor.confirmPassword(
        password,
        chance.bytes(header.getKeySize() / 8, "key"),
        chance.bytes(header.getBlockSize(), "salt"),
        chance.bytes(header.getBlockSize(), "verifier"),
        chance.bytes(header.getBlockSize(), "verifier salt"),
        chance.bytes(header.getHashAlgorithm().hashSize, "integrity"));
    try (POIFSFileSystem container = new POIFSFileSystem();
        ByteArrayInputStream in = new ByteArrayInputStream(xlsx);
        ByteArrayOutputStream out = new ByteArrayOutputStream(16384)) {
      try (OutputStream stream = encryptor.getDataStream(container)) {
        in.transferTo(stream);
      }
      container.writeFilesystem(out);
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot encrypt a sample workbook", e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Cannot encrypt a sample workbook", e);
    }
  }

  private static void write(HSSFRow row, int c, Cell cell, Map<Style, HSSFCellStyle> styles) {
    Object value = cell.value();
    if (value == null && cell.style() == Style.PLAIN) {
      return;
    }
    HSSFCell target = row.createCell(c);
    target.setCellStyle(styles.get(cell.style()));
    if (cell.formula() != null) {
      target.setCellFormula(cell.formula());
    }
    if (value instanceof Long number) {
      target.setCellValue(number);
    } else if (value instanceof LocalDate date) {
      target.setCellValue(date);
    } else if (value instanceof String text) {
      target.setCellValue(text);
    }
  }

  private static Map<Style, HSSFCellStyle> styles(HSSFWorkbook workbook) {
    Map<Style, HSSFCellStyle> out = new EnumMap<>(Style.class);
    for (Style style : Style.values()) {
      HSSFCellStyle made = workbook.createCellStyle();
      if (style == Style.TITLE || style == Style.HEADING || style == Style.TOTAL) {
        HSSFFont bold = workbook.createFont();
        bold.setBold(true);
        made.setFont(bold);
      }
      if (style == Style.HEADING) {
        made.setAlignment(HorizontalAlignment.CENTER);
        made.setWrapText(true);
      }
      if (style == Style.DATE) {
        made.setDataFormat(workbook.createDataFormat().getFormat("dd.mm.yyyy"));
      }
      out.put(style, made);
    }
    return out;
  }

  /** POI notes the user of this machine in the file; the sample must not depend on who runs it. */
  private static void forgetUser(HSSFWorkbook workbook) {
    for (Record record : workbook.getInternalWorkbook().getRecords()) {
      if (record instanceof WriteAccessRecord access) {
        access.setUsername("sample");
      }
    }
  }
}
