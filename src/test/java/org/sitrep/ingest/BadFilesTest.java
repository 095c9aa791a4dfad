package org.sitrep.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sitrep.ingest.Fixtures.read;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

  @ParameterizedTest
  @CsvSource({
    "25504446, PDF",
    "89504e470d0a1a0a, PNG",
    "ffd8ffe000104a464946, JPEG",
    "474946383961, GIF",
    "49492a0008000000, TIFF",
    "0000001866747970686569630000, HEIC",
    "0000002066747970697366006d, MP4",
    "524946460011223357454250565038, WebP",
    "424d36000c0000000000, BMP",
    "526172211a070100, RAR",
    "377abcaf271c0004, 7-Zip",
    "1f8b0800, gzip",
    "0908080000050500, Excel 5 .xls",
    "000100005374616e64617264204a6574204442, Access",
  })
  void otherKindsOfFilesAreCalledByTheirName(String head, String found) {
    byte[] content = Arrays.copyOf(HexFormat.of().parseHex(head), 600);
    refused("FILE_TYPE_UNKNOWN", "a.xlsx", content);
    assertThat(found("a.xlsx", content)).isEqualTo(found);
  }

  @ParameterizedTest
  @CsvSource({
    "word/document.xml, <a/>, Word .docx",
    "ppt/presentation.xml, <a/>, PowerPoint .pptx",
    "visio/document.xml, <a/>, Visio .vsdx",
    "FixedDocSeq.fdseq, <a/>, XPS",
    "Index/Document.iwa, x, Apple Numbers / Pages",
    "mimetype, application/vnd.oasis.opendocument.spreadsheet, OpenDocument .ods",
    "mimetype, application/vnd.oasis.opendocument.text, OpenDocument",
    "mimetype, application/epub+zip, application/epub+zip",
    "META-INF/MANIFEST.MF, x, Java .jar",
  })
  void otherKindsOfPackedDocumentsAreCalledByTheirName(String part, String text, String found) {
    byte[] content = Fixtures.zip(Map.of(part, text, "content.xml", "<a/>"));
    refused("FILE_TYPE_UNKNOWN", "a.xlsx", content);
    assertThat(found("a.xlsx", content)).isEqualTo(found);
  }

  private String found(String name, byte[] content) {
    return read(folder, name, content).outcome().notes().get(0).arguments().get("found");
  }

  @Test
  void textThatIsNoTable() {
    refused("FILE_TYPE_UNKNOWN", "b.md", "# words");
    refused("FILE_TYPE_UNKNOWN", "c.csv", "a\0b\0\0c\u0001\u0002\u0003 words");
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
  void manyTextsThatCellsShare() {
    Map<String, String> parts = Fixtures.parts("<sheetData>" + ROW + "</sheetData>");
    StringBuilder texts = new StringBuilder("<sst>");
    StringBuilder odd = new StringBuilder("<sst>");
    for (int i = 0; i < 2_000; i++) {
      texts.append("<si><t>").append(i).append(" of many</t></si>");
      odd.append("<si><r><t>").append(i).append("</t></r><r><t> of many</t></r></si>");
    }
    Limits little = new Limits(1 << 20, 1 << 20, 200, 100, 3, 100, 20_000);
    for (StringBuilder each : List.of(texts, odd)) {
      parts.put("xl/sharedStrings.xml", each + "</sst>");
      Result few = read(folder, "a.xlsx", Fixtures.zip(parts), little);
      assertThat(few.codes()).containsExactly("FILE_TOO_MANY_CELLS");
      Limits many = new Limits(1 << 20, 1 << 20, 200, 100, 9_999, 100, 20_000);
      Result big = read(folder, "a.xlsx", Fixtures.zip(parts), many);
      assertThat(big.codes()).containsExactly("FILE_SUSPICIOUS");
    }
    HSSFWorkbook book = new HSSFWorkbook();
    for (int i = 0; i < 2_000; i++) {
      book.getSheetAt(sheet(book)).createRow(i).createCell(0).setCellValue("text " + i);
    }
    Result xls = read(folder, "a.xls", Fixtures.bytes(book), little);
    assertThat(xls.codes()).containsExactly("FILE_SUSPICIOUS");
  }

  private static int sheet(HSSFWorkbook book) {
    if (book.getNumberOfSheets() == 0) {
      book.createSheet("S");
    }
    return 0;
  }

  @Test
  void xmlThatWouldTakeMuchMemory() {
    String deep = "<a>".repeat(300) + "</a>".repeat(300);
    refused("FILE_SUSPICIOUS", "a.xlsx", Fixtures.xlsx("<sheetData/>" + deep));
    StringBuilder names = new StringBuilder();
    for (int i = 0; i < 10_001; i++) {
      names.append("<n").append(i).append("/>");
    }
    refused("FILE_SUSPICIOUS", "b.xlsx", Fixtures.xlsx("<sheetData/>" + names));
    StringBuilder tag = new StringBuilder();
    for (int i = 0; tag.length() < 9 << 20; i++) {
      tag.append(Integer.toHexString(i * 0x9E3779B1));
    }
    refused("FILE_SUSPICIOUS", "c.xlsx", Fixtures.xlsx("<sheetData/><a b='" + tag + "'/>"));
    String cell = "<c r='A1' t='str'><v>x</v></c>".repeat(XlsxReader.MAX_COLUMN + 1);
    refused(
        "FILE_DAMAGED", "d.xlsx", Fixtures.xlsx("<sheetData><row>" + cell + "</row></sheetData>"));
  }

  @Test
  void workbooksWithoutCells() {
    Map<String, String> parts = Fixtures.parts("");
    String relations = "xl/_rels/workbook.xml.rels";
    parts.put(relations, parts.get(relations).replace("x/worksheet'", "x/xlMacrosheet'"));
    refused("FILE_WITHOUT_SHEETS", "a.xlsm", Fixtures.zip(parts));
    parts.put(relations, "<Relationships/>");
    refused("FILE_DAMAGED", "b.xlsx", Fixtures.zip(parts));
    HSSFWorkbook book = new HSSFWorkbook();
    book.createSheet("S").createRow(0).createCell(0).setCellValue(1);
    byte[] xls = Fixtures.bytes(book);
    // the record that begins a sheet says what kind it is: 10 cells, 40 macros
    byte[] cells = HexFormat.of().parseHex("0908100000061000");
    int start = indexOf(xls, new String(cells, StandardCharsets.ISO_8859_1), 0);
    xls[start + 6] = 0x40;
    refused("FILE_WITHOUT_SHEETS", "c.xls", xls);
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
