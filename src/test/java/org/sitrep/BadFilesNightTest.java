package org.sitrep;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.poi.hssf.record.crypto.Biff8EncryptionKey;
import org.apache.poi.hssf.usermodel.HSSFWorkbook;
import org.apache.poi.poifs.crypt.EncryptionInfo;
import org.apache.poi.poifs.crypt.EncryptionMode;
import org.apache.poi.poifs.crypt.Encryptor;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.usermodel.Workbook;
import org.apache.poi.xssf.usermodel.XSSFFormulaEvaluator;
import org.apache.poi.xssf.usermodel.XSSFRow;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sitrep.config.Conf;
import org.sitrep.config.ConfReader;
import org.sitrep.config.Region;
import org.sitrep.domain.NightEntry;
import org.sitrep.form.BlankForm;
import org.sitrep.store.IcebergStore;
import org.sitrep.store.Session;
import org.sitrep.store.Store;
import org.sitrep.tables.Findings;
import org.sitrep.tables.Observations;
import org.sitrep.tables.Submissions;

/**
 * A night in which every region sends good files and somebody sends one of each bad kind: the good
 * ones are published, and each bad one is explained by exactly one finding.
 */
class BadFilesNightTest {
  private static final LocalDate DAY = LocalDate.of(2021, 2, 15);
  private static final Conf CONF = ConfReader.read(Path.of("conf/kazakhstan"));

  @TempDir private Path home;

  @Test
  void theGoodArePublishedAndEachOfTheOthersIsExplained() throws Exception {
    for (Region region : CONF.regionsOn(DAY)) {
      good(region, "cases", 2, 200, 1, 100, 1, 50, 0, 2, 0, 1);
      good(region, "vaccination", 3, 30, 0, 0, 0, 0, 0);
      good(region, "supply", 0, 500, 0, 440, 0, 0, 0, 0);
    }
    Map<String, String> expected = new TreeMap<>();
    for (Map.Entry<String, byte[]> bad : bad().entrySet()) {
      String[] name = bad.getKey().split(" ", 2);
      expected.put(name[1], name[0]);
      Path file = home.resolve("inbox/office").resolve(name[1]);
      Files.createDirectories(file.getParent());
      Files.write(file, bad.getValue());
    }
    Files.copy(
        home.resolve("inbox/akm/cases-akm-2021-02-15-ru.xlsx"),
        home.resolve("inbox/akm/cases-akm-2021-02-15-ru_копия.xlsx"));
    expected.put("cases-akm-2021-02-15-ru_копия.xlsx", "FILE_ALREADY_RECEIVED");
    Files.createDirectories(home.resolve("inbox/office/folder.xlsx"));
    expected.put("folder.xlsx", "FILE_NOT_READABLE");

    ByteArrayOutputStream said = new ByteArrayOutputStream();
    int code = nightly(said);

    assertThat(code).as(said.toString(StandardCharsets.UTF_8)).isZero();
    Store store = new IcebergStore(Session.open(home.resolve("tables")));
    NightEntry night = store.nights().get(store.nights().size() - 1);
    assertThat(night.status()).isEqualTo(NightEntry.PUBLISHED);
    assertThat(night.missingRegions()).isEmpty();
    // 14 regions have two districts, 3 are cities: 31 rows of 2 cases each.
    List<Row> cases =
        store
            .asOf(night, Observations.TABLE)
            .where("measure = 'cases_new' and stream = 'U07.1' and form = 'cases'")
            .collectAsList();
    assertThat(cases).hasSize(31);
    assertThat(cases.stream().map(r -> r.<String>getAs("region")).distinct()).hasSize(17);
    assertThat(cases.stream().mapToDouble(r -> r.<Double>getAs("value")).sum()).isEqualTo(62);

    Map<String, String> paths = new HashMap<>();
    for (Row row : store.asOf(night, Submissions.TABLE).collectAsList()) {
      paths.put(row.getAs("submission_id"), row.getAs("path"));
    }
    Map<String, String> told = new TreeMap<>();
    for (Row row : store.asOf(night, Findings.TABLE).collectAsList()) {
      String path = paths.getOrDefault(row.<String>getAs("submission_id"), "");
      String at = path + " " + row.getAs("code");
      String name = path.substring(path.indexOf('/') + 1);
      if (expected.containsKey(name)) {
        told.merge(name, row.<String>getAs("code"), (one, other) -> one + " and " + other);
        Map<String, String> message = row.getJavaMap(row.fieldIndex("message"));
        assertThat(message).as(at).containsOnlyKeys("kk", "ru", "en");
        assertThat(message.values())
            .as(at)
            .allSatisfy(text -> assertThat(text).hasSizeGreaterThan(40).doesNotContain("{"));
      } else {
        assertThat(row.<String>getAs("severity")).as(at).isNotIn("hold", "reject");
      }
    }
    assertThat(told).isEqualTo(expected);
  }

  private int nightly(ByteArrayOutputStream said) {
    PrintStream print = new PrintStream(said, true, StandardCharsets.UTF_8);
    return Sitrep.run(
        new String[] {
          "nightly",
          "--home",
          home.toString(),
          "--conf",
          "conf/kazakhstan",
          "--date",
          DAY.toString(),
          "--received-at",
          "2021-02-15T18:00:00Z",
          "--to",
          "aggregate"
        },
        Clock.fixed(Instant.parse("2021-02-16T00:00:00Z"), ZoneOffset.UTC),
        print,
        print);
  }

  /**
   * A blank form with the same figures in every prepared row, and nothing in the columns behind.
   */
  private void good(Region region, String form, int... figures) throws IOException {
    BlankForm.Request request =
        new BlankForm.Request(
            CONF.form(form).orElseThrow(),
            Optional.of(region),
            CONF.country().defaultLanguage(),
            DAY);
    try (XSSFWorkbook book =
        new XSSFWorkbook(new ByteArrayInputStream(BlankForm.workbook(CONF, request)))) {
      XSSFSheet sheet = book.getSheetAt(0);
      for (int r = sheet.getPaneInformation().getHorizontalSplitPosition();
          isPrinted(sheet.getRow(r));
          r++) {
        int next = 0;
        for (Cell cell : sheet.getRow(r)) {
          if (!cell.getCellStyle().getLocked() && next < figures.length) {
            cell.setCellValue(figures[next++]);
          }
        }
      }
      XSSFFormulaEvaluator.evaluateAllFormulaCells(book);
      String code = region.code().value().toLowerCase(Locale.ROOT);
      Path file = home.resolve("inbox/" + code).resolve(BlankForm.fileName(CONF, request));
      Files.createDirectories(file.getParent());
      try (OutputStream to = Files.newOutputStream(file)) {
        book.write(to);
      }
    }
  }

  private static boolean isPrinted(@Nullable XSSFRow row) {
    return row != null
        && row.getCell(0) != null
        && row.getCell(0).getCellType() == CellType.STRING
        && row.getCell(0).getCellStyle().getWrapText();
  }

  /** One of each bad kind, as the code it deserves and its name. */
  private static Map<String, byte[]> bad() throws Exception {
    byte[] xlsx = bytes(new XSSFWorkbook(), "Сведения");
    byte[] xls = bytes(new HSSFWorkbook(), "Сведения");
    Map<String, byte[]> out = new LinkedHashMap<>();
    out.put("FILE_ENCRYPTED password.xlsx", encrypted(xlsx));
    out.put("FILE_ENCRYPTED password.xls", encryptedXls());
    out.put("FILE_DAMAGED cut.xlsx", Arrays.copyOf(xlsx, xlsx.length / 2));
    out.put("FILE_DAMAGED cut.xls", Arrays.copyOf(xls, 700));
    out.put("FILE_SUSPICIOUS bomb.xlsx", workbook("<sheetData/>" + " ".repeat(20_000_000)));
    out.put(
        "FILE_SUSPICIOUS entity.xlsx",
        workbook(
            "<!DOCTYPE worksheet [<!ENTITY x SYSTEM \"file:///etc/hostname\">]>",
            "<sheetData><row r='1'><c r='A1'"
                + " t='inlineStr'><is><t>&x;</t></is></c></row></sheetData>"));
    out.put("FILE_SUSPICIOUS twice.xlsx", twice());
    out.put("FILE_XLSB binary.xlsb", zip(Map.of("xl/workbook.bin", "x")));
    Map<String, String> strict = parts("", "<sheetData/>");
    strict.put(
        "xl/workbook.xml", "<workbook xmlns='http://purl.oclc.org/ooxml/spreadsheetml/main'/>");
    out.put("FILE_STRICT_OOXML strict.xlsx", zip(strict));
    text(out, "FILE_HTML page.xls", "<html><body><table><tr><td>1</td></tr></table></body></html>");
    text(out, "FILE_RTF letter.xls", "{\\rtf1\\ansi words}");
    text(
        out,
        "FILE_XML_2003 old.xls",
        "<?xml version=\"1.0\"?><?mso-application progid=\"Excel.Sheet\"?><Workbook/>");
    text(
        out,
        "FILE_TYPE_MISNAMED text.xls",
        "Дата;Регион;Случаи за сутки;Случаи всего;Умерло за сутки;Умерло всего\n"
            + "2021-02-14;Акмолинская область;1;396;0;4\n");
    text(out, "FILE_LOCK ~$cases.xlsx", "\u0006Clerk");
    out.put("FILE_EMPTY nothing.xlsx", new byte[0]);
    out.put("FILE_TYPE_UNKNOWN order.pdf", "%PDF-1.4\n1 0 obj".getBytes(StandardCharsets.UTF_8));
    out.put("FILE_TYPE_UNKNOWN letter.docx", zip(Map.of("word/document.xml", "<a/>")));
    out.put("FILE_ENCRYPTED password.zip", passwordZip());
    out.put("FORM_UNKNOWN holidays.xlsx", xlsx);
    return out;
  }

  private static void text(Map<String, byte[]> out, String name, String text) {
    out.put(name, text.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] bytes(Workbook book, String text) throws IOException {
    try (book;
        ByteArrayOutputStream out = new ByteArrayOutputStream()) {
      book.createSheet("Лист1").createRow(0).createCell(0).setCellValue(text);
      book.write(out);
      return out.toByteArray();
    }
  }

  private static byte[] encrypted(byte[] xlsx) throws Exception {
    try (POIFSFileSystem container = new POIFSFileSystem();
        ByteArrayOutputStream out = new ByteArrayOutputStream()) {
      Encryptor encryptor = new EncryptionInfo(EncryptionMode.agile).getEncryptor();
      encryptor.confirmPassword("secret");
      try (OutputStream stream = encryptor.getDataStream(container)) {
        stream.write(xlsx);
      }
      container.writeFilesystem(out);
      return out.toByteArray();
    }
  }

  private static byte[] encryptedXls() throws IOException {
    Biff8EncryptionKey.setCurrentUserPassword("secret");
    try {
      return bytes(new HSSFWorkbook(), "Сведения");
    } finally {
      Biff8EncryptionKey.setCurrentUserPassword(null);
    }
  }

  private static byte[] workbook(String sheet) throws IOException {
    return workbook("", sheet);
  }

  private static byte[] workbook(String prolog, String sheet) throws IOException {
    return zip(parts(prolog, sheet));
  }

  private static Map<String, String> parts(String prolog, String sheet) {
    String main = "xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'";
    Map<String, String> out = new LinkedHashMap<>();
    out.put("[Content_Types].xml", "<Types/>");
    out.put(
        "_rels/.rels",
        "<Relationships><Relationship Id='a' Type='http://x/officeDocument'"
            + " Target='xl/workbook.xml'/></Relationships>");
    out.put(
        "xl/workbook.xml",
        "<workbook "
            + main
            + " xmlns:r='http://schemas.openxmlformats.org/officeDocument/2006/relationships'>"
            + "<sheets><sheet name='S' sheetId='1' r:id='b'/></sheets></workbook>");
    out.put(
        "xl/_rels/workbook.xml.rels",
        "<Relationships><Relationship Id='b' Type='http://x/worksheet'"
            + " Target='worksheets/sheet1.xml'/></Relationships>");
    out.put(
        "xl/worksheets/sheet1.xml", prolog + "<worksheet " + main + ">" + sheet + "</worksheet>");
    return out;
  }

  private static byte[] zip(Map<String, String> parts) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8)) {
      for (Map.Entry<String, String> part : parts.entrySet()) {
        zip.putNextEntry(new ZipEntry(part.getKey()));
        zip.write(part.getValue().getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
      }
    }
    return out.toByteArray();
  }

  /** A part more under the name of another: which one is read differs between programs. */
  private static byte[] twice() throws IOException {
    Map<String, String> parts = parts("", "<sheetData/>");
    parts.put("xl/worksheets/sheet2.xml", "<worksheet/>");
    return new String(zip(parts), StandardCharsets.ISO_8859_1)
        .replace("xl/worksheets/sheet2.xml", "xl/worksheets/sheet1.xml")
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  /** A zip whose one file is marked as encrypted. */
  private static byte[] passwordZip() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] secret = "not to be read".getBytes(StandardCharsets.UTF_8);
    CRC32 crc = new CRC32();
    crc.update(secret);
    try (ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8)) {
      ZipEntry entry = new ZipEntry("cases.xlsx");
      entry.setMethod(ZipEntry.STORED);
      entry.setSize(secret.length);
      entry.setCrc(crc.getValue());
      zip.putNextEntry(entry);
      zip.write(secret);
      zip.closeEntry();
    }
    byte[] bytes = out.toByteArray();
    bytes[6] |= 1;
    int directory = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("PK\u0001\u0002");
    bytes[directory + 8] |= 1;
    return bytes;
  }
}
