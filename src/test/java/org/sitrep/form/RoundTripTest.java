package org.sitrep.form;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.xssf.usermodel.XSSFCell;
import org.apache.poi.xssf.usermodel.XSSFFormulaEvaluator;
import org.apache.poi.xssf.usermodel.XSSFRow;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sitrep.config.Conf;
import org.sitrep.config.ConfReader;
import org.sitrep.config.FormSpec;
import org.sitrep.config.FormSpec.ColumnSpec;
import org.sitrep.config.Region;
import org.sitrep.domain.Lang;
import org.sitrep.ingest.Ingest;
import org.sitrep.ingest.PersonKey;
import org.sitrep.normalise.Earlier;
import org.sitrep.normalise.Normalise;
import org.sitrep.normalise.Normalised;
import org.sitrep.tables.Submissions;
import org.sitrep.testkit.SparkTest;

/** What a blank form asks for is read back, in every profile, form and language. */
class RoundTripTest extends SparkTest {
  private static final LocalDate DAY = LocalDate.of(2021, 2, 3);
  private static final Instant RECEIVED = Instant.parse("2021-05-01T00:00:00Z");
  private static final String NIGHT = "2021-02-28.1";

  @TempDir Path folder;

  static List<Path> profiles() throws IOException {
    try (Stream<Path> folders = Files.list(Path.of("conf"))) {
      return folders.filter(f -> Files.exists(f.resolve("country.yml"))).sorted().toList();
    }
  }

  /** The profile without its rules: the figures below are told apart by their place, not true. */
  private Conf withoutRules(Path profile) throws IOException {
    Path copy = folder.resolve("conf");
    if (Files.exists(copy)) {
      return ConfReader.read(copy);
    }
    try (Stream<Path> files = Files.walk(profile)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path name = profile.relativize(file);
        if (!name.startsWith("rules") && !name.startsWith("sample")) {
          Path to = copy.resolve(name.toString());
          Files.createDirectories(to.getParent());
          Files.copy(file, to);
        }
      }
    }
    return ConfReader.read(copy);
  }

  private static List<BlankForm.Request> requests(Conf conf) {
    List<BlankForm.Request> out = new ArrayList<>();
    // a line list has no figures to fill in
    for (FormSpec form : conf.forms().stream().filter(f -> !f.isLineList()).toList()) {
      LocalDate day = BlankForm.filed(conf, form, within(form));
      List<Region> regions = conf.regionsOn(day);
      Lang usual = conf.country().defaultLanguage();
      if (BlankForm.isNational(form)) {
        out.add(new BlankForm.Request(form, Optional.empty(), usual, day));
        continue;
      }
      out.add(new BlankForm.Request(form, Optional.of(regions.get(0)), usual, day));
      if (!BlankForm.needsRegion(form)) {
        out.add(new BlankForm.Request(form, Optional.empty(), usual, day));
      }
      for (Lang lang : conf.country().languages()) {
        out.add(new BlankForm.Request(form, Optional.of(regions.get(3)), lang, day));
      }
    }
    return out;
  }

  private static LocalDate within(FormSpec form) {
    LocalDate from = form.validity().from();
    LocalDate to = form.validity().to();
    LocalDate day = from != null && from.isAfter(DAY) ? from : DAY;
    return to != null && to.isBefore(day) ? to : day;
  }

  /** The columns of the blank, from left to right: a wide one for each of its headings. */
  private static List<ColumnSpec> columns(Conf conf, BlankForm.Request request) {
    List<ColumnSpec> out = new ArrayList<>();
    for (BlankColumn column : Plan.of(conf, request).columns()) {
      request.form().columns().stream().filter(c -> c.key().equals(column.key())).forEach(out::add);
    }
    return out;
  }

  private static int firstRow(XSSFSheet sheet) {
    return sheet.getPaneInformation().getHorizontalSplitPosition();
  }

  /** Rows with printed names; of a list the first three, with names of the registers put in. */
  private static int lastRow(
      XSSFSheet sheet, List<ColumnSpec> columns, Conf conf, BlankForm.Request request) {
    int first = firstRow(sheet);
    int last = first;
    while (isPrinted(sheet.getRow(last))) {
      last++;
    }
    if (last > first) {
      return last;
    }
    for (int r = first; r < first + 3; r++) {
      for (int c = 0; c < columns.size(); c++) {
        key(sheet.getRow(r).getCell(c), columns.get(c), conf, request);
      }
    }
    return first + 3;
  }

  private static boolean isPrinted(@Nullable XSSFRow row) {
    for (int c = 0; row != null && c < row.getLastCellNum(); c++) {
      CellType type = row.getCell(c).getCellType();
      if (type == CellType.STRING || type == CellType.NUMERIC) {
        return row.getCell(c).getCellStyle().getWrapText();
      }
    }
    return false;
  }

  private static void key(XSSFCell cell, ColumnSpec column, Conf conf, BlankForm.Request request) {
    Lang lang = request.lang();
    switch (column.type()) {
      case "region" ->
          cell.setCellValue(
              request.region().orElse(conf.regionsOn(request.date()).get(0)).name().in(lang));
      case "product" -> cell.setCellValue(conf.products().get(0).shortName().in(lang));
      case "priority-group" -> cell.setCellValue(conf.priorityGroups().get(0).shortName().in(lang));
      case "date" -> cell.setCellValue(request.date());
      default -> {}
    }
  }

  /**
   * Writes a figure of its own into every cell of the table that wants one; tells what it wrote.
   */
  private static Map<String, Double> fill(
      XSSFWorkbook workbook, Conf conf, BlankForm.Request request) {
    XSSFSheet sheet = workbook.getSheetAt(0);
    Map<String, Double> out = new TreeMap<>();
    int first = firstRow(sheet);
    List<ColumnSpec> columns = columns(conf, request);
    int last = lastRow(sheet, columns, conf, request);
    for (int r = first; r < last; r++) {
      for (int c = 0; c < columns.size(); c++) {
        ColumnSpec column = columns.get(c);
        XSSFCell cell = sheet.getRow(r).getCell(c);
        String place = " " + (r + 1) + " " + (c + 1);
        double value = column.type().equals("percent") ? c : r * 100 + c;
        if (column.type().equals("composite")) {
          cell.setCellValue((int) value + " (+" + c + ")");
          out.put(column.parts().get(0).measure() + place, value);
          out.put(column.parts().get(1).measure() + place, (double) c);
        } else if (column.isNumber()) {
          assertThat(cell.getCellStyle().getLocked()).isFalse();
          boolean hundred = column.cells().percentOf() == 100;
          cell.setCellValue(column.type().equals("percent") && !hundred ? value / 100 : value);
          String measure =
              column.measure() == null ? word(request, r - first).measure() : column.measure();
          out.put(measure + place, column.type().equals("percent") ? value / 100 : value);
        }
      }
    }
    XSSFFormulaEvaluator.evaluateAllFormulaCells(workbook);
    return out;
  }

  /** What the numbers of a row count where a word of the row tells it: rows are in its order. */
  private static FormSpec.MeasureWord word(BlankForm.Request request, int row) {
    return request.form().columns().stream()
        .filter(c -> c.type().equals("measure-word"))
        .findFirst()
        .orElseThrow()
        .measures()
        .get(row);
  }

  /** Puts a workbook where its region sends from; gives its name in the test. */
  private String send(Conf conf, BlankForm.Request request, String what, byte[] workbook)
      throws IOException {
    String sender =
        request.region().map(r -> r.code().value().toLowerCase(Locale.ROOT)).orElse("office");
    String name = BlankForm.fileName(conf, request);
    Path file = folder.resolve("inbox/" + sender + "/" + what).resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, workbook);
    return what + "/" + name;
  }

  private String path(Row row) {
    return files.getOrDefault(row.<String>getAs("submission_id"), "");
  }

  private Normalised night(Conf conf) {
    Ingest.Received received =
        Ingest.receive(
            spark(),
            new Ingest.Request(
                NIGHT,
                folder.resolve("inbox"),
                folder.resolve("archive"),
                PersonKey.of(folder.resolve("person.key"), name -> null),
                Optional.of(RECEIVED),
                RECEIVED),
            conf,
            spark().createDataFrame(List.of(), Submissions.schema()));
    assertThat(told(received.findings().where("code != 'PERSONS_SEALED'"), "file", "code"))
        .isEmpty();
    files = new TreeMap<>();
    received
        .submissions()
        .collectAsList()
        .forEach(
            r -> {
              String path = r.getAs("path");
              files.put(r.getAs("submission_id"), path.substring(path.indexOf('/') + 1));
            });
    return Normalise.normalise(
        received.submissions(),
        received.rawRows(),
        Earlier.nothing(spark()),
        conf,
        LocalDate.of(2021, 2, 28),
        NIGHT);
  }

  private Map<String, String> files = new TreeMap<>();

  private static List<String> told(Dataset<Row> rows, String first, String... more) {
    return rows.select(first, more).collectAsList().stream()
        .map(r -> r.mkString(" "))
        .sorted()
        .toList();
  }

  /** One night a profile: every blank filled in, and every blank as it is. */
  @ParameterizedTest
  @MethodSource("profiles")
  void whatIsFilledInIsReadWhereItBelongsAndWhatIsNotIsTold(Path profile) throws IOException {
    Conf conf = withoutRules(profile);
    Map<String, Map<String, Double>> written = new TreeMap<>();
    List<String> blank = new ArrayList<>();
    for (BlankForm.Request request : requests(conf)) {
      byte[] bytes = BlankForm.workbook(conf, request);
      blank.add(send(conf, request, "blank", bytes));
      try (XSSFWorkbook workbook = new XSSFWorkbook(new ByteArrayInputStream(bytes))) {
        Map<String, Double> figures = fill(workbook, conf, request);
        ByteArrayOutputStream filled = new ByteArrayOutputStream();
        workbook.write(filled);
        written.put(send(conf, request, "filled", filled.toByteArray()), figures);
      }
    }

    try (Normalised out = night(conf)) {
      List<Row> findings = out.findings().collectAsList();
      assertThat(findings.stream().filter(r -> path(r).startsWith("filled/")))
          .extracting(r -> path(r) + " " + r.getAs("code") + " " + r.getAs("cell"))
          .isEmpty();
      assertThat(findings.stream().filter(r -> r.getAs("code").equals("FORM_EMPTY")))
          .extracting(this::path)
          .containsExactlyInAnyOrderElementsOf(blank);
      assertThat(findings)
          .extracting(r -> r.<String>getAs("code"))
          .containsOnly("FORM_EMPTY", "ROW_EMPTY");
      assertThat(out.coverage().collectAsList())
          .extracting(this::path)
          .allMatch(file -> file.startsWith("filled/"));

      Map<String, Map<String, Double>> read = new TreeMap<>();
      for (Row row : out.observations().collectAsList()) {
        read.computeIfAbsent(path(row), k -> new TreeMap<>())
            .put(
                row.getAs("measure") + " " + row.getAs("row") + " " + row.getAs("column"),
                row.getAs("value"));
      }
      assertThat(written).allSatisfy((file, figures) -> assertThat(figures).isNotEmpty());
      assertThat(read).isEqualTo(written);
      assertThat(out.rowAccounts().where("rows_accepted <> rows_read").collectAsList())
          .extracting(this::path)
          .allMatch(file -> file.startsWith("blank/"));
    }
  }

  /** Shapes the shipped profiles do not have: form by form, the head of the table. */
  @Test
  void everyShapeOfTheFormLanguageIsReadBack() throws IOException {
    Path profile = folder.resolve("shapes");
    withoutRules(Path.of("conf/kazakhstan"));
    Files.move(folder.resolve("conf"), profile);
    Files.delete(profile.resolve("calendar.yml"));
    Files.writeString(profile.resolve("calendar.yml"), "forms: []\n");
    try (Stream<Path> forms = Files.list(profile.resolve("forms"))) {
      for (Path form : forms.toList()) {
        Files.delete(form);
      }
    }
    SHAPES.forEach((name, yaml) -> write(profile.resolve("forms/" + name + ".yml"), yaml));

    whatIsFilledInIsReadWhereItBelongsAndWhatIsNotIsTold(profile);
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final String HEAD =
      """
      version: "1"
      title: {kk: Пішін, ru: Форма, en: Shape}
      period: day
      header-within: 30
      header-rows-max: 4
      date-formats: [dd.MM.yyyy]
      """;

  private static final Map<String, String> SHAPES =
      Map.of(
          "by-date",
          "key: by-date\n"
              + HEAD
              + """
              date-from: [column]
              region-from: [column]
              keys: [region]
              columns:
                - {key: region, type: region, required: true, header: true, words: {kk: [Өңір], ru: [Регион], en: [Region]}}
                - {key: cases, type: count, heading: date, header: true, measure: cases_new}
                - {key: all, type: total, of: [cases], words: {kk: [Барлық күндер], ru: [За все дни], en: [All days]}}
              """,
          "by-region",
          "key: by-region\n"
              + HEAD
              + """
              date-from: [{from: title, after: [as of], days: -1}]
              region-from: [column]
              keys: []
              columns:
                - key: indicator
                  type: measure-word
                  header: true
                  words: {kk: [Көрсеткіш], ru: [Показатель], en: [Indicator]}
                  measures:
                    - {words: {kk: [Барлық жағдай], ru: [Всего случаев], en: [All cases]}, measure: cases_cumulative}
                    - {words: {kk: [Жаңа жағдай], ru: [Новых случаев], en: [New cases]}, measure: cases_new}
                - {key: value, type: count, heading: region, header: true}
              """,
          "two-in-a-cell",
          "key: two-in-a-cell\n"
              + HEAD
              + """
              sheets: {only: ["Sheet *"]}
              date-from: [{from: sheet-name, after: [until]}]
              region-from: [column]
              keys: [region]
              columns:
                - {key: region, type: region, required: true, header: true, words: {kk: [Өңір], ru: [Регион], en: [Region]}}
                - key: cases
                  type: composite
                  header: true
                  words: {kk: [Қос жағдай], ru: [Случаи с приростом], en: [Cases with change]}
                  patterns: ["{cases_total} ({cases_new})"]
                  parts:
                    - {key: cases_total, type: count, measure: cases_cumulative}
                    - {key: cases_new, type: count, measure: cases_new}
              """,
          "captions",
          "key: captions\n"
              + HEAD
              + """
              date-from: [{from: other-sheet, sheets: [Notes], after: [Figures as of]}]
              region-from: [sheet-name]
              keys: [product]
              captions:
                place:
                  - {suffix: point, dimensions: {facility: POINT}, words: {kk: [Егу пункті], ru: [Пункты], en: [Points]}}
                  - {suffix: mobile, dimensions: {facility: MOBILE}, words: {kk: [Жылжымалы], ru: [Выездные], en: [Mobile]}}
                dose:
                  - {suffix: "1", dimensions: {dose: "1"}, words: {kk: [Бірінші доза], ru: [Первая доза], en: [First dose]}}
                  - {suffix: "2", dimensions: {dose: "2"}, words: {kk: [Екінші доза], ru: [Вторая доза], en: [Second dose]}}
              columns:
                - {key: product, type: product, required: true, header: true, words: {kk: [Вакцина], ru: [Вакцина], en: [Vaccine]}}
                - {key: doses, type: count, captions: [place, dose], header: true, measure: doses_new, words: {kk: [Тәулікте], ru: [За день], en: [Of the day]}}
                - {key: all, type: total, of: [doses], words: {kk: [Жалпы саны], ru: [Общее число], en: [Altogether]}}
                - {key: share, type: percent, percent: of-100, measure: coverage, words: {kk: [Үлесі], ru: [Доля], en: [Share]}}
              """);

  @Test
  void aBlankOfAnEarlierVersionIsTold() throws IOException {
    Conf conf = withoutRules(Path.of("conf/kazakhstan"));
    BlankForm.Request request = requests(conf).get(0);
    try (XSSFWorkbook workbook =
        new XSSFWorkbook(new ByteArrayInputStream(BlankForm.workbook(conf, request)))) {
      fill(workbook, conf, request);
      workbook.getSheet("_sitrep").getRow(1).getCell(1).setCellValue("0");
      Path file = folder.resolve("inbox/ast/old.xlsx");
      Files.createDirectories(file.getParent());
      try (OutputStream to = Files.newOutputStream(file)) {
        workbook.write(to);
      }
    }

    try (Normalised out = night(conf)) {
      List<Row> findings = out.findings().collectAsList();
      assertThat(findings).hasSize(1);
      assertThat(findings.get(0).<String>getAs("code")).isEqualTo("FORM_VERSION_OLD");
      assertThat(findings.get(0).<String, String>getJavaMap(findings.get(0).fieldIndex("message")))
          .containsEntry(
              "en",
              "This file was made from version 0 of the form \"Суточные сведения о"
                  + " коронавирусной инфекции\"; version 1 is in use. What could be read was read. Ask"
                  + " the office for the new blank form and fill that in next time.");
      assertThat(told(out.rowAccounts().where("rows_accepted <> rows_read"), "sheet")).isEmpty();
    }
  }
}
