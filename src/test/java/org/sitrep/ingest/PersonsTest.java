package org.sitrep.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sitrep.config.Conf;
import org.sitrep.config.ConfReader;
import org.sitrep.tables.Findings;
import org.sitrep.tables.RawRows;
import org.sitrep.tables.Submissions;
import org.sitrep.testkit.ConfFolder;
import org.sitrep.testkit.SparkTest;

/** Lists of persons, none of whom ever lived, on their way into a home. */
final class PersonsTest extends SparkTest {
  private static final String LIST =
      "ФИО;ИИН;Телефон;Примечание\nИванов Иван;890101100109;87011234567;дома\n"
          + "Петрова Анна;50228200111;;мать 891231200076\n";

  @TempDir Path home;
  private Path inbox = Path.of("");
  private Conf conf = ConfReader.read(Path.of("src/test/resources/conf/small"));

  @BeforeEach
  void prepare() throws IOException {
    inbox = Files.createDirectories(home.resolve("inbox/AAA"));
    conf =
        ConfReader.read(
            ConfFolder.copy(Path.of("src/test/resources/conf/small"), home.resolve("conf"))
                .write("forms/list.yml", PersonMaskTest.LIST.replace("keys: []", "keys: [person]"))
                .change("limits.yml", "file-bytes: 1000", "file-bytes: 100000000")
                .change("limits.yml", "inflated-bytes: 1000", "inflated-bytes: 100000000")
                .change("limits.yml", "cells: 1000", "cells: 1000000")
                .path());
  }

  private void put(String name, byte[] content) throws IOException {
    Files.write(inbox.resolve(name), content);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] workbook() {
    XSSFWorkbook book = new XSSFWorkbook();
    Sheet sheet = book.createSheet("Список");
    Row head = sheet.createRow(0);
    Row person = sheet.createRow(1);
    List<String> headings = List.of("ФИО", "ИИН", "Примечание");
    for (int i = 0; i < headings.size(); i++) {
      head.createCell(i).setCellValue(headings.get(i));
    }
    person.createCell(0).setCellValue("Иванов Иван");
    person.createCell(1).setCellValue(890101100109.0);
    person.createCell(2).setCellValue("повторно");
    return Fixtures.workbook(book);
  }

  private Ingest.Received receive() {
    return Ingest.receive(
        spark(),
        new Ingest.Request(
            "2021-02-15.1",
            home.resolve("inbox"),
            home.resolve("archive"),
            PersonKey.of(home.resolve("person.key"), name -> null),
            Optional.empty(),
            Instant.parse("2021-02-16T02:00:00Z")),
        conf,
        spark().createDataFrame(List.of(), Submissions.schema()));
  }

  /** Texts of the cells of a file, row by row. */
  private static List<String> rows(Ingest.Received received) {
    return received.rawRows().select(RawRows.CELLS).collectAsList().stream()
        .map(
            row ->
                String.join(
                    " | ",
                    row.<org.apache.spark.sql.Row>getList(0).stream()
                        .map(cell -> cell.getString(2).replaceAll("[0-9a-f]{64}", "KEY"))
                        .toList()))
        .toList();
  }

  private Map<String, Boolean> sealed(Ingest.Received received) throws IOException {
    Map<String, Boolean> out = new TreeMap<>();
    for (org.apache.spark.sql.Row row :
        received
            .submissions()
            .select(Submissions.FILE, Submissions.SHA256, Submissions.PERSONS)
            .collectAsList()) {
      Path archived = home.resolve("archive").resolve(Submissions.archivePath(row.getString(1)));
      out.put(row.getString(0) + " " + row.getBoolean(2), SealedFile.isSealed(archived));
    }
    return out;
  }

  @Test
  void rowsHoldPseudonymsAndNoNames() throws IOException {
    put("list.csv", utf8(LIST));
    Ingest.Received received = receive();
    assertThat(rows(received))
        .containsExactly(
            "ФИО | ИИН | Телефон | Примечание",
            "person:KEY:ok:1889:m | дома",
            "person:KEY:restored:1805:f | мать ************");
    assertThat(
            received
                .findings()
                .select(Findings.CODE)
                .as(org.apache.spark.sql.Encoders.STRING())
                .collectAsList())
        .containsExactly("PERSONS_SEALED");
  }

  @Test
  void thePersonHasOnePseudonymInEveryFile() throws IOException {
    put("list.csv", utf8(LIST));
    put("list.xlsx", workbook());
    assertThat(
            receive()
                .rawRows()
                .selectExpr("explode(cells.text) t")
                .where("t like '%:1889:m'")
                .distinct()
                .count())
        .isEqualTo(1);
  }

  @Test
  void filesAboutPersonsAreSealedAndOthersAreNot() throws IOException {
    put("cases.csv", utf8("Регион;За сутки\nАльфа;5\n"));
    put("list.csv", utf8(LIST));
    put("list.xlsx", workbook());
    put("scan.pdf", utf8("%PDF-1.4 890101100109"));
    Map<String, byte[]> parts = new LinkedHashMap<>();
    parts.put("inner.csv", utf8(LIST + "\n"));
    parts.put("plain.csv", utf8("Регион;За сутки\nБета;7\n"));
    put("both.zip", Fixtures.zipOf(parts));
    assertThat(sealed(receive()))
        .containsExactly(
            Map.entry("both.zip true", true),
            Map.entry("cases.csv false", false),
            Map.entry("inner.csv true", true),
            Map.entry("list.csv true", true),
            Map.entry("list.xlsx true", true),
            Map.entry("plain.csv false", false),
            Map.entry("scan.pdf false", true));
  }

  @Test
  void nothingBesideTheInboxIsInClear() throws IOException {
    String many = LIST + "Сидоров;890101100109;87011234567;дома\n".repeat(20_000);
    put("many 890101100109.csv", utf8(many));
    put("list.xlsx", workbook());
    put("lost.csv", utf8(LIST.replace("дома", "Сид?ров 890101100109")));
    Ingest.Received received = receive();
    StringBuilder told = new StringBuilder();
    for (org.apache.spark.sql.Dataset<org.apache.spark.sql.Row> rows :
        List.of(received.submissions(), received.rawRows().limit(20_000), received.findings())) {
      rows.collectAsList().forEach(told::append);
    }
    assertThat(told.toString())
        .contains("many ************.csv", "LETTERS_LOST")
        .doesNotContain("890101100109")
        .doesNotContain("Иванов")
        .doesNotContain("87011234567");
    try (Stream<Path> files = Files.walk(home)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (!file.startsWith(home.resolve("inbox"))) {
          String text = Files.readString(file, StandardCharsets.ISO_8859_1);
          assertThat(text).as(file.toString()).doesNotContain("890101100109");
        }
      }
    }
  }

  @Test
  void tasksReadWhatThisProcessReads() throws IOException {
    put("list.csv", utf8(LIST));
    List<String> here = rows(receive());
    // larger than what this process reads itself
    put("big.csv", utf8(LIST + (" ; ; ;" + "x".repeat(95) + "\n").repeat(43_000)));
    assertThat(rows(receive())).containsAll(here);
  }
}
