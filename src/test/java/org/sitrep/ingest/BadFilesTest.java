package org.sitrep.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sitrep.ingest.Fixtures.read;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.poi.hssf.record.crypto.Biff8EncryptionKey;
import org.apache.poi.hssf.usermodel.HSSFWorkbook;
import org.apache.poi.openxml4j.opc.OPCPackage;
import org.apache.poi.poifs.crypt.EncryptionInfo;
import org.apache.poi.poifs.crypt.EncryptionMode;
import org.apache.poi.poifs.crypt.Encryptor;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sitrep.config.Limits;
import org.sitrep.ingest.Fixtures.Result;

/** Each kind of file nobody can use is one finding with its own code. */
final class BadFilesTest {
  private static final String ROW = "<row r='1'><c r='A1'><v>1</v></c></row>";

  @TempDir Path folder;

  private void refused(String code, String name, byte[] content) {
    Result result = read(folder, name, content);
    assertThat(result.codes()).as(name).containsExactly(code);
    assertThat(result.outcome().refused()).as(name).isTrue();
    assertThat(result.outcome().rows()).isZero();
  }

  private void refused(String code, String name, String content) {
    refused(code, name, content.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void emptyFiles() {
    refused("FILE_EMPTY", "a.xlsx", "");
    refused("FILE_EMPTY", "b.csv", " \r\n \r\n");
    refused("FILE_EMPTY", "c.csv", ";;;\n;;;\n");
    refused("FILE_EMPTY", "d.xlsx", Fixtures.xlsx("<sheetData/>"));
    refused("FILE_EMPTY", "e.xls", emptyXls());
  }

  private static byte[] emptyXls() {
    HSSFWorkbook book = new HSSFWorkbook();
    book.createSheet();
    return Fixtures.bytes(book);
  }

  @Test
  void lockFilesOfExcel() {
    refused("FILE_LOCK", "~$форма.xlsx", "\u0006Clerk");
  }

  @Test
  void otherKindsOfDocuments() {
    refused("FILE_TYPE_UNKNOWN", "a.xlsx", "%PDF-1.4 …");
    refused("FILE_TYPE_UNKNOWN", "b.md", "# words");
    refused("FILE_TYPE_UNKNOWN", "c.csv", "a\0b\0\0c\u0001\u0002\u0003 words");
    refused("FILE_TYPE_UNKNOWN", "d.xlsx", Fixtures.zip(Map.of("word/document.xml", "<a/>")));
    refused(
        "FILE_TYPE_UNKNOWN",
        "e.xlsx",
        Fixtures.zip(Map.of("mimetype", "application/x", "content.xml", "<a/>")));
    refused("FILE_TYPE_UNKNOWN", "f.xml", "<?xml version='1.0'?><data/>");
  }

  @Test
  void webPagesNamedAsWorkbooks() {
    refused("FILE_HTML", "a.xls", "<html><body><table><tr><td>1</td></tr></table></body></html>");
    refused("FILE_HTML", "b.xls", "\uFEFF\n<!DOCTYPE HTML><p>");
    refused("FILE_HTML", "c.xls", "MIME-Version: 1.0\nContent-Type: multipart/related");
  }

  @Test
  void otherTextFormatsNamedAsWorkbooks() {
    refused("FILE_RTF", "a.xls", "{\\rtf1\\ansi words}");
    refused(
        "FILE_XML_2003",
        "b.xls",
        "<?xml version=\"1.0\"?><?mso-application progid=\"Excel.Sheet\"?><Workbook/>");
  }

  @Test
  void workbooksUnderAPassword() throws Exception {
    refused("FILE_ENCRYPTED", "a.xlsx", encryptedXlsx());
    Biff8EncryptionKey.setCurrentUserPassword("secret");
    byte[] xls;
    try {
      xls = Fixtures.workbook(new HSSFWorkbook());
    } finally {
      Biff8EncryptionKey.setCurrentUserPassword(null);
    }
    refused("FILE_ENCRYPTED", "b.xls", xls);
  }

  private static byte[] encryptedXlsx() throws Exception {
    try (POIFSFileSystem container = new POIFSFileSystem()) {
      Encryptor encryptor = new EncryptionInfo(EncryptionMode.agile).getEncryptor();
      encryptor.confirmPassword("secret");
      XSSFWorkbook book = new XSSFWorkbook();
      book.createSheet();
      try (OPCPackage plain =
              OPCPackage.open(new java.io.ByteArrayInputStream(Fixtures.bytes(book)));
          var out = encryptor.getDataStream(container)) {
        plain.save(out);
      }
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      container.writeFilesystem(out);
      return out.toByteArray();
    }
  }

  @Test
  void otherGenerationsOfExcel() {
    refused("FILE_XLSB", "a.xlsb", Fixtures.zip(Map.of("xl/workbook.bin", "x")));
    Map<String, String> parts = Fixtures.parts("<sheetData>" + ROW + "</sheetData>");
    parts.put(
        "xl/workbook.xml", "<workbook xmlns='http://purl.oclc.org/ooxml/spreadsheetml/main'/>");
    refused("FILE_STRICT_OOXML", "b.xlsx", Fixtures.zip(parts));
    refused("FILE_TYPE_UNKNOWN", "c.xls", new byte[] {9, 4, 6, 0, 0, 0, 16, 0});
  }

  @Test
  void filesThatWereCutOff() {
    byte[] xlsx = Fixtures.workbook(new XSSFWorkbook());
    refused("FILE_DAMAGED", "a.xlsx", Arrays.copyOf(xlsx, xlsx.length / 2));
    byte[] xls = Fixtures.workbook(new HSSFWorkbook());
    refused("FILE_DAMAGED", "b.xls", Arrays.copyOf(xls, 600));
    refused("FILE_DAMAGED", "c.xlsx", Fixtures.xlsx("<sheetData><row r='1'><c r='A1'><v>1</v>"));
    refused("FILE_DAMAGED", "d.xlsx", Fixtures.xlsx("<sheetData>" + ROW + ROW + "</sheetData>"));
    refused(
        "FILE_DAMAGED",
        "e.xlsx",
        Fixtures.xlsx("<sheetData><row r='1'><c r='ZZZZ1'><v>1</v></c></row></sheetData>"));
  }

  @Test
  void wrongChecksums() {
    byte[] file = Fixtures.xlsx("<sheetData>" + ROW + "</sheetData>");
    int directory = indexOf(file, "PK\1\2", 0);
    while (!name(file, directory).equals("xl/worksheets/sheet1.xml")) {
      directory = indexOf(file, "PK\1\2", directory + 1);
    }
    file[directory + 16] ^= 1;
    refused("FILE_DAMAGED", "a.xlsx", file);
  }

  @Test
  void partsOfTheSameName() {
    Map<String, String> parts = Fixtures.parts("<sheetData>" + ROW + "</sheetData>");
    parts.put("XL/worksheets/SHEET1.xml", "<worksheet/>");
    refused("FILE_SUSPICIOUS", "a.xlsx", Fixtures.zip(parts));
  }

  @Test
  void partsThatOverlap() {
    byte[] file = Fixtures.xlsx("<sheetData>" + ROW + "</sheetData>");
    int first = indexOf(file, "PK\1\2", 0);
    int second = indexOf(file, "PK\1\2", first + 1);
    System.arraycopy(file, first + 42, file, second + 42, 4);
    refused("FILE_SUSPICIOUS", "a.xlsx", file);
  }

  @Test
  void bombs() {
    String blank = "<row/>".repeat(1 << 20);
    refused("FILE_SUSPICIOUS", "a.xlsx", Fixtures.xlsx("<sheetData>" + blank + "</sheetData>"));
    Map<String, String> many = new LinkedHashMap<>();
    for (int i = 0; i < 2_001; i++) {
      many.put("p" + i, "");
    }
    refused("FILE_SUSPICIOUS", "b.zip", Fixtures.zip(many));
  }

  @Test
  void documentTypesAndEntities() {
    Map<String, String> parts = Fixtures.parts("");
    parts.put(
        "xl/worksheets/sheet1.xml",
        "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><worksheet><sheetData>"
            + "<row r='1'><c r='A1' t='str'><v>&e;</v></c></row></sheetData></worksheet>");
    refused("FILE_SUSPICIOUS", "a.xlsx", Fixtures.zip(parts));
  }

  @Test
  void tooManyCellsAndTooLongTexts() {
    Limits few = new Limits(1 << 20, 1 << 20, 200, 100, 3, 5);
    Result cells = read(folder, "a.csv", "a;b\nc;d\n".getBytes(StandardCharsets.UTF_8), few);
    assertThat(cells.codes()).containsExactly("FILE_TOO_MANY_CELLS");
    Result text =
        read(
            folder,
            "b.xlsx",
            Fixtures.xlsx(
                "<sheetData><row r='1'><c r='A1' t='str'><v>sixsix</v></c></row></sheetData>"),
            few);
    assertThat(text.codes()).containsExactly("FILE_SUSPICIOUS");
  }

  @Test
  void wrongEndingsAreToldAndRead() {
    Result csv = read(folder, "a.xls", "a;b\n1;2\n".getBytes(StandardCharsets.UTF_8));
    assertThat(csv.codes()).containsExactly("FILE_TYPE_MISNAMED");
    assertThat(csv.outcome().notes().get(0).arguments())
        .isEqualTo(Map.of("extension", "xls", "found", "csv"));
    assertThat(csv.rows()).containsExactly("!1: | 1s a | 2s b", "!2: | 1s 1 | 2s 2");
    Result xlsx = read(folder, "b.xls", Fixtures.xlsx("<sheetData>" + ROW + "</sheetData>"));
    assertThat(xlsx.codes()).containsExactly("FILE_TYPE_MISNAMED");
    assertThat(xlsx.rows()).containsExactly("S!1: | 1n 1");
  }

  private static int indexOf(byte[] file, String text, int from) {
    return new String(file, StandardCharsets.ISO_8859_1).indexOf(text, from);
  }

  private static String name(byte[] file, int directory) {
    int length = (file[directory + 28] & 0xFF) | (file[directory + 29] & 0xFF) << 8;
    return new String(file, directory + 46, length, StandardCharsets.UTF_8);
  }
}
