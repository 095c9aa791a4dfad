package org.sitrep;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.poi.hssf.usermodel.HSSFWorkbook;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.FillPatternType;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.usermodel.Workbook;
import org.apache.poi.ss.usermodel.WorkbookFactory;
import org.apache.poi.ss.util.CellAddress;
import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.ss.util.CellReference;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sitrep.config.Conf;
import org.sitrep.config.ConfReader;
import org.sitrep.domain.Severity;
import org.sitrep.ingest.Ingest;
import org.sitrep.ingest.PersonKey;
import org.sitrep.normalise.Earlier;
import org.sitrep.normalise.Normalise;
import org.sitrep.normalise.Normalised;
import org.sitrep.report.returns.Returned;
import org.sitrep.report.returns.Returns;
import org.sitrep.report.returns.Verdict;
import org.sitrep.report.returns.Verdicts;
import org.sitrep.tables.Submissions;
import org.sitrep.testkit.SparkTest;

/**
 * A clerk's way with a returned file: open it, look at the painted cells, correct them, send it
 * back as it is. Read by the same stages that read the first one.
 */
class ReturnsTest extends SparkTest {
  private static final LocalDate DAY = LocalDate.of(2021, 2, 15);
  private static final Instant NIGHT = Instant.parse("2021-02-15T20:10:00Z");
  private static final Conf CONF = ConfReader.read(Path.of("conf/kazakhstan"));

  /** The headings of the form, as one row of a text file. */
  private static final String HEADS =
      "Регион;Район;КВИ+ (U07.1) / За сутки;КВИ+ (U07.1) / Всего;КВИ- (U07.2) / За сутки;"
          + "КВИ- (U07.2) / Всего;Выздоровело / За сутки;Выздоровело / Всего;"
          + "Умерло КВИ+ / За сутки;Умерло КВИ+ / Всего;Умерло КВИ- / За сутки;Умерло КВИ- / Всего\n";

  /** Cells with faults, and what a clerk writes there. */
  private static final Map<String, Object> CURES =
      new TreeMap<>(
          Map.of(
              "B7", "Районы области",
              "C6", 12,
              "D8", 23745,
              "E7", 4,
              "H6", 300,
              "I7", 1,
              "J6", 7));

  @TempDir private Path folder;
  private Path inbox;

  @BeforeEach
  void inbox() throws IOException {
    inbox = Files.createDirectories(folder.resolve("inbox"));
  }

  @Test
  void correctedWorkbookIsAcceptedAsItIs() throws IOException {
    for (boolean xls : new boolean[] {false, true}) {
      String ending = xls ? ".xls" : ".xlsx";
      send("kar", "Форма КВИ 15.02.2021" + ending, form(xls));

      Returned back = only(returned());

      assertThat(back.path().toString()).endsWith("/kar/Форма КВИ 15.02.2021-returned-ru" + ending);
      assertThat(back.verdict().mustFix()).isTrue();
      assertThat(codes(back.verdict()))
          .containsExactly(
              "C6 CELL_NOT_A_NUMBER",
              "H6 CELL_ERROR_VALUE",
              xls ? "J6 CELL_NOT_A_NUMBER" : "J6 CELL_FORMULA_NOT_CALCULATED",
              "B7 CELL_WORD_UNKNOWN",
              "E7 CELL_EMPTY",
              "I7 CELL_NEGATIVE",
              "D8 TOTAL_DIFFERS");
      assertThat(painted(back.path(), "КВИ")).containsExactlyElementsOf(CURES.keySet());

      byte[] corrected =
          edited(back.path(), book -> CURES.forEach((at, value) -> put(book, "КВИ", at, value)));
      clean();
      send("kar", back.path().getFileName().toString(), corrected);
      Verdict verdict = only(verdicts());
      assertThat(verdict.findings()).isEmpty();
      assertThat(verdict.accepted()).isEqualTo(2);
      assertThat(verdict.read()).isEqualTo(2);
      clean();
    }
  }

  @Test
  void textFileComesBackAsAWorkbookAndIsAccepted() throws IOException {
    String csv =
        "Сведения на 15.02.2021;;;;\n"
            + HEADS
            + "Карагандинская область;г. Караганда;1O;14 000;;90;0;0;0;0;0;0\n"
            + "Карагандинская область;Районы области;=3+4;778;-;10;0;0;0;0;0;0\n"
            + "Итого;;25;14778;0;100;0;0;0;0;0;0\n";
    send("kar", "Форма_15.02.2021.csv", csv.getBytes(Charset.forName("windows-1251")));

    Returned back = only(returned());

    assertThat(back.path().toString()).endsWith("/kar/Форма_15.02.2021-returned-ru.xlsx");
    assertThat(codes(back.verdict()))
        .containsExactly("C3 CELL_NOT_A_NUMBER", "E3 CELL_EMPTY", "C4 CELL_NOT_A_NUMBER");
    assertThat(painted(back.path(), "Данные")).containsExactly("C3", "C4", "E3");
    byte[] corrected =
        edited(
            back.path(),
            book -> {
              put(book, "Данные", "C3", 18);
              put(book, "Данные", "C4", 7);
              put(book, "Данные", "E3", 0);
            });
    clean();
    send("kar", back.path().getFileName().toString(), corrected);
    Verdict verdict = only(verdicts());
    assertThat(verdict.findings()).isEmpty();
    assertThat(verdict.accepted()).isEqualTo(2);
    assertThat(verdict.dates()).containsExactly(DAY);
  }

  @Test
  void rulePaintsEveryCellItIsAbout() throws IOException {
    send(
        "kar",
        "a 15.02.2021.csv",
        (HEADS + "Карагандинская область;г. Караганда;15000;14000;0;0;0;0;0;0;0;0\n")
            .getBytes(StandardCharsets.UTF_8));

    Returned back = only(returned());

    assertThat(codes(back.verdict())).containsExactly("C2 NEW_OVER_CUMULATIVE");
    assertThat(back.verdict().mustFix()).isFalse();
    assertThat(painted(back.path(), "Данные")).containsExactly("C2", "D2");
    assertThat(String.join("\n", back.letter()))
        .contains(
            "1. C2 – Проверьте. Случаев за сутки (15\u00a0000) больше, чем всего (14\u00a0000).")
        .contains("Если всё верно, делать ничего не нужно");
  }

  @Test
  void unreadableFileIsExplainedInALanguageItsRegionReads() throws IOException {
    send(
        "aty",
        "Есеп.xlsx",
        "<html><table><tr><td>1</td></tr></table></html>".getBytes(StandardCharsets.UTF_8));
    send("kar", "пусто.xlsx", new byte[0]);

    List<Returned> back = returned();

    assertThat(back)
        .extracting(r -> r.path().getFileName() + " " + r.verdict().findings().get(0).code())
        .containsExactlyInAnyOrder(
            "Есеп-returned-kk.xlsx FILE_HTML", "пусто-returned-ru.xlsx FILE_EMPTY");
    for (Returned file : back) {
      assertThat(file.copy()).isFalse();
      try (Workbook book = WorkbookFactory.create(file.path().toFile())) {
        assertThat(book.getNumberOfSheets()).isEqualTo(1);
        assertThat(book.getSheetName(0)).startsWith("⚑ ");
      }
      assertThat(Files.list(file.path().getParent())).hasSize(1);
    }
  }

  @Test
  void listSentBackByMistakeIsRefusedAndNotCounted() throws IOException {
    send("kar", "пусто.xlsx", new byte[0]);
    byte[] list = Files.readAllBytes(only(returned()).path());
    clean();
    send("kar", "пусто-returned-ru.xlsx", list);

    assertThat(codes(only(verdicts()))).containsExactly(" FILE_EMPTY");
  }

  @Test
  void cleanFileDoesNotGoBack() throws IOException {
    send(
        "kar",
        "a 15.02.2021.csv",
        (HEADS + "Карагандинская область;г. Караганда;15;14000;0;0;0;0;0;0;0;0\n")
            .getBytes(StandardCharsets.UTF_8));

    assertThat(returned()).isEmpty();
  }

  @Test
  void letterListsTheFirstHundredAndTheWorkbookAll() throws IOException {
    StringBuilder csv = new StringBuilder(HEADS);
    for (int i = 0; i < 130; i++) {
      csv.append("Карагандинская область;посёлок " + i + ";0;1;0;0;0;0;0;0;0;0\n");
    }
    send("kar", "a 15.02.2021.csv", csv.toString().getBytes(StandardCharsets.UTF_8));

    Returned back = only(returned());

    assertThat(back.verdict().count()).isEqualTo(130);
    String letter = String.join("\n", back.letter());
    assertThat(letter)
        .contains("130 замечаний:\n1. B2 – ")
        .contains("\n100. B101 – ")
        .doesNotContain("\n101. ")
        .contains("… и ещё 30: все – на первом листе приложенного файла.");
    try (Workbook book = WorkbookFactory.create(back.path().toFile())) {
      Sheet list = book.getSheetAt(0);
      assertThat(list.getRow(list.getLastRowNum()).getCell(0).getNumericCellValue()).isEqualTo(130);
    }
  }

  @Test
  void sameNightGivesTheSameBytes() throws IOException {
    send("kar", "Форма КВИ 15.02.2021.xlsx", form(false));
    Path path = only(returned()).path();
    byte[] first = Files.readAllBytes(path);
    Files.delete(path);
    assertThat(Files.readAllBytes(only(returned()).path())).isEqualTo(first);
  }

  /** A clerk's form of the Karaganda region with a fault in seven cells. */
  private static byte[] form(boolean xls) throws IOException {
    Workbook book = xls ? new HSSFWorkbook() : new XSSFWorkbook();
    Sheet sheet = book.createSheet("КВИ");
    sheet.createRow(0).createCell(0).setCellValue("Управление здравоохранения");
    sheet.createRow(1).createCell(0).setCellValue("Сведения по состоянию на 15.02.2021 г.");
    String[][] heads = {
      {
        "Регион",
        "Район",
        "КВИ+ (U07.1)",
        "",
        "КВИ- (U07.2)",
        "",
        "Выздоровело",
        "",
        "Умерло КВИ+",
        "",
        "Умерло КВИ-",
        ""
      },
      {
        "",
        "",
        "За сутки",
        "Всего",
        "За сутки",
        "Всего",
        "За сутки",
        "Всего",
        "За сутки",
        "Всего",
        "За сутки",
        "Всего"
      }
    };
    for (int r = 0; r < 2; r++) {
      Row row = sheet.createRow(3 + r);
      for (int c = 0; c < heads[r].length; c++) {
        row.createCell(c).setCellValue(heads[r][c]);
      }
    }
    for (String region : List.of("A4:A5", "B4:B5", "C4:D4", "E4:F4", "G4:H4", "I4:J4", "K4:L4")) {
      sheet.addMergedRegion(CellRangeAddress.valueOf(region));
    }
    CellStyle plain = book.createCellStyle();
    Object[][] rows = {
      {"Карагандинская область", "г. Караганда", "1O", 20000, 3, 900, 15, null, 0, null, 0, 5},
      {"Карагандинская область", "Раёны", 8, 3745, null, 100, 5, 200, -1, 2, 0, 1},
      {"Итого", "", 20, 22745, null, 1000, 20, 500, null, 9, 0, 6}
    };
    for (int r = 0; r < rows.length; r++) {
      Row row = sheet.createRow(5 + r);
      for (int c = 0; c < rows[r].length; c++) {
        Object value = rows[r][c];
        if (value instanceof Integer number) {
          row.createCell(c).setCellValue(number);
        } else if (value instanceof String text) {
          row.createCell(c).setCellValue(text);
        }
        if (row.getCell(c) != null) {
          row.getCell(c).setCellStyle(plain);
        }
      }
    }
    sheet.getRow(5).createCell(7).setCellErrorValue((byte) 0x2A);
    if (xls) {
      sheet.getRow(5).createCell(9).setCellValue("не посчитано");
    } else {
      sheet.getRow(5).createCell(9).setCellFormula("SUM(A100:A200)");
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (book) {
      book.write(out);
    }
    return out.toByteArray();
  }

  private void send(String region, String name, byte[] content) throws IOException {
    Files.write(Files.createDirectories(inbox.resolve(region)).resolve(name), content);
  }

  private void clean() throws IOException {
    try (Stream<Path> files = Files.walk(inbox)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.delete(file);
      }
    }
  }

  private interface Work<T> {
    T of(Verdicts.Tables tables);
  }

  /** What the first two stages make of the inbox. */
  private <T> T read(Work<T> work) {
    Path archive = folder.resolve("archive");
    Ingest.Received received =
        Ingest.receive(
            spark(),
            new Ingest.Request(
                "2021-02-15.1",
                inbox,
                archive,
                PersonKey.of(folder.resolve("person.key"), name -> null),
                Optional.of(NIGHT),
                NIGHT),
            CONF,
            spark().createDataFrame(List.of(), Submissions.schema()));
    try (Normalised normalised =
        Normalise.normalise(
            received.submissions(),
            received.rawRows(),
            Earlier.nothing(spark()),
            CONF,
            DAY,
            "2021-02-15.1")) {
      return work.of(
          new Verdicts.Tables(
              received.submissions(),
              received.rawRows(),
              normalised.rowAccounts(),
              normalised.coverage(),
              received.findings().unionByName(normalised.findings()),
              archive));
    }
  }

  private List<Verdict> verdicts() {
    return read(tables -> Verdicts.read(tables, CONF, null));
  }

  private List<Returned> returned() {
    return read(
        tables ->
            Returns.write(
                tables,
                Verdicts.read(tables, CONF, Severity.WARN),
                CONF,
                folder.resolve("returns")));
  }

  private static <T> T only(List<T> list) {
    assertThat(list).hasSize(1);
    return list.get(0);
  }

  private static List<String> codes(Verdict verdict) {
    return verdict.findings().stream().map(f -> f.address().cell() + " " + f.code()).toList();
  }

  /** Cells of a sheet that are painted; each must say why. */
  private static List<String> painted(Path file, String name) throws IOException {
    List<String> out = new ArrayList<>();
    try (Workbook book = WorkbookFactory.create(file.toFile(), null, true)) {
      for (Row row : Objects.requireNonNull(book.getSheet(name))) {
        for (Cell cell : row) {
          if (cell.getCellStyle().getFillPattern() == FillPatternType.SOLID_FOREGROUND) {
            assertThat(cell.getCellComment().getString().getString()).isNotBlank();
            out.add(cell.getAddress().formatAsString());
          }
        }
      }
    }
    return out.stream().sorted().toList();
  }

  private static byte[] edited(Path file, Consumer<Workbook> clerk) throws IOException {
    try (InputStream in = Files.newInputStream(file);
        Workbook book = WorkbookFactory.create(in)) {
      clerk.accept(book);
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      book.write(out);
      return out.toByteArray();
    }
  }

  private static void put(Workbook book, String sheet, String at, Object value) {
    CellReference place = new CellReference(at);
    Row row = book.getSheet(sheet).getRow(place.getRow());
    Cell cell = row.getCell(place.getCol());
    assertThat(cell).as(new CellAddress(place).toString()).isNotNull();
    if (value instanceof Integer number) {
      cell.setCellValue(number);
    } else {
      cell.setCellValue(value.toString());
    }
  }
}
