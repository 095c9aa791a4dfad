package org.sitrep.form;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.poi.ss.SpreadsheetVersion;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.usermodel.DataValidationConstraint;
import org.apache.poi.ss.util.AreaReference;
import org.apache.poi.ss.util.CellReference;
import org.apache.poi.xssf.usermodel.XSSFCell;
import org.apache.poi.xssf.usermodel.XSSFDataValidation;
import org.apache.poi.xssf.usermodel.XSSFFormulaEvaluator;
import org.apache.poi.xssf.usermodel.XSSFRow;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sitrep.config.Conf;
import org.sitrep.config.ConfReader;
import org.sitrep.config.District;
import org.sitrep.config.FormSpec;
import org.sitrep.config.FormSpec.ColumnSpec;
import org.sitrep.config.FormSpec.EventSpec;
import org.sitrep.config.PriorityGroup;
import org.sitrep.config.Product;
import org.sitrep.config.Region;
import org.sitrep.domain.Lang;
import org.sitrep.domain.RegionCode;
import org.sitrep.ingest.Ingest;
import org.sitrep.ingest.PersonKey;
import org.sitrep.normalise.Earlier;
import org.sitrep.normalise.Normalise;
import org.sitrep.normalise.Normalised;
import org.sitrep.tables.Events;
import org.sitrep.tables.Submissions;
import org.sitrep.testkit.SparkTest;

/** What a blank form asks for is read back, in every profile, form and language. */
class RoundTripTest extends SparkTest {
  private static final LocalDate DAY = LocalDate.of(2021, 2, 3);
  private static final Instant RECEIVED = Instant.parse("2021-05-01T00:00:00Z");
  private static final String NIGHT = "2021-02-28.1";

  /** How many persons of a line list count, whatever they are counted as. */
  private static final String COUNTED = "counted";

  @TempDir Path folder;
  private int persons;

  static List<Path> profiles() throws IOException {
    try (Stream<Path> folders = Files.list(Path.of("conf"))) {
      return folders.filter(f -> Files.exists(f.resolve("country.yml"))).sorted().toList();
    }
  }

  /**
   * The profile without its rules: the figures below are told apart by their place, not true. Its
   * people may be as old as only those are who never lived. The country that is ours also has the
   * shapes that no shipped form has.
   */
  private Conf conf(Path profile) throws IOException {
    Path copy = folder.resolve("conf");
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
    if (isOurs(profile)) {
      Path persons = copy.resolve("persons.yml");
      String text = Files.readString(persons);
      assertThat(text).contains("oldest: 120");
      Files.writeString(persons, text.replace("oldest: 120", "oldest: 250"));
      SHAPES.forEach((name, yaml) -> write(copy.resolve("forms/" + name + ".yml"), yaml));
    }
    return ConfReader.read(copy);
  }

  private static boolean isOurs(Path profile) {
    return profile.endsWith("kazakhstan");
  }

  /**
   * Every form in every language: first for all regions where that can be, then for single ones.
   */
  private static List<BlankForm.Request> requests(Conf conf) {
    List<BlankForm.Request> out = new ArrayList<>();
    for (FormSpec form : conf.forms()) {
      LocalDate day = BlankForm.filed(conf, form, within(form));
      List<Region> regions = conf.regionsOn(day);
      int next = 0;
      for (Lang lang : conf.country().languages()) {
        boolean whole = BlankForm.isNational(form) || (next == 0 && !BlankForm.needsRegion(form));
        Optional<Region> region = whole ? Optional.empty() : Optional.of(regions.get(next + 2));
        out.add(new BlankForm.Request(form, region, lang, day));
        next++;
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

  /** Rows with printed names; of a list the first three. */
  private static int lastRow(XSSFSheet sheet) {
    int first = firstRow(sheet);
    int last = first;
    while (isPrinted(sheet.getRow(last))) {
      last++;
    }
    return last > first ? last : first + 3;
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

  /** What a cell may be chosen from; empty when it has no drop-down. */
  private static List<String> offered(XSSFWorkbook workbook, XSSFCell cell) {
    for (XSSFDataValidation check : workbook.getSheetAt(0).getDataValidations()) {
      String list = check.getValidationConstraint().getFormula1();
      boolean here =
          check
              .getRegions()
              .getCellRangeAddresses()[0]
              .isInRange(cell.getRowIndex(), cell.getColumnIndex());
      if (here
          && check.getValidationConstraint().getValidationType()
              == DataValidationConstraint.ValidationType.LIST) {
        CellReference[] cells =
            new AreaReference(
                    workbook.getName(list).getRefersToFormula(), SpreadsheetVersion.EXCEL2007)
                .getAllReferencedCells();
        return Arrays.stream(cells)
            .map(
                at ->
                    workbook
                        .getSheet(at.getSheetName())
                        .getRow(at.getRow())
                        .getCell(at.getCol())
                        .getStringCellValue())
            .toList();
      }
    }
    return List.of();
  }

  /** The codes of a column in the order in which its drop-down offers their names. */
  private static List<String> codes(Conf conf, BlankForm.Request request, ColumnSpec column) {
    return switch (column.type()) {
      case "region" ->
          request
              .region()
              .map(r -> List.of(r.code().value()))
              .orElseGet(
                  () ->
                      conf.regionsOn(request.date()).stream().map(r -> r.code().value()).toList());
      case "district" ->
          conf.districts().stream()
              .filter(d -> d.region().equals(request.region().orElseThrow().code()))
              .map(District::code)
              .toList();
      case "product" -> conf.products().stream().map(Product::key).toList();
      case "priority-group" -> conf.priorityGroups().stream().map(PriorityGroup::key).toList();
      default -> List.copyOf(column.codes().keySet());
    };
  }

  /**
   * Chooses in a row of a list what names it, another from row to row, and writes what is about a
   * person; tells by type of column what has to be read.
   */
  private Map<String, String> name(
      XSSFWorkbook workbook,
      XSSFRow row,
      int next,
      List<ColumnSpec> columns,
      Conf conf,
      BlankForm.Request request) {
    Map<String, String> out = new TreeMap<>();
    request.region().ifPresent(r -> out.put("region", r.code().value()));
    for (int c = 0; c < columns.size(); c++) {
      ColumnSpec column = columns.get(c);
      XSSFCell cell = row.getCell(c);
      List<String> offered = offered(workbook, cell);
      if (!offered.isEmpty() && cell.getCellType() == CellType.BLANK) {
        int chosen = next % offered.size();
        cell.setCellValue(offered.get(chosen));
        out.put(column.type(), codes(conf, request, column).get(chosen));
      }
      switch (column.type()) {
        case "date" -> cell.setCellValue(request.date());
        case "person" -> assertThat(cell.getCellStyle().getDataFormatString()).isEqualTo("@");
        // as text: a spreadsheet knows no day before 1900
        case "birth-date" -> cell.setCellValue("01.01.1889");
        case "age" -> cell.setCellValue(132);
        case "facility" -> {
          cell.setCellValue("007");
          out.put("facility", "007");
        }
        default -> {}
      }
    }
    for (int c = 0; c < columns.size(); c++) {
      if (columns.get(c).type().equals("person")) {
        row.getCell(c).setCellValue(identifier(out.get("sex")));
      }
    }
    return out;
  }

  /** Somebody new who was born on 1 January 1889, and so never had an identifier. */
  private String identifier(String sex) {
    String digits;
    int rest;
    do {
      digits =
          "890101" + (sex.equals("m") ? "1" : "2") + String.format(Locale.ROOT, "%04d", ++persons);
      rest = 0;
      for (int i = 0; i < digits.length(); i++) {
        rest += (i + 1) * (digits.charAt(i) - '0');
      }
      rest %= 11;
    } while (rest == 10);
    return digits + rest;
  }

  /** The event that a row of a line list has to become. */
  private static String event(BlankForm.Request request, Map<String, String> named) {
    EventSpec event = Objects.requireNonNull(request.form().event());
    List<String> out = new ArrayList<>(List.of(event.kind().word(), request.date().toString()));
    for (String type : List.of("region", "district", "stream", "product", "dose", "sex")) {
      out.add(String.valueOf(named.get(type)));
    }
    out.add("80+");
    out.add(String.valueOf(named.get("priority-group")));
    out.add(named.get("facility"));
    return String.join(" ", out);
  }

  private static String event(Row row) {
    List<String> out = new ArrayList<>();
    for (String column :
        List.of(
            Events.KIND,
            Events.DATE,
            Events.REGION,
            Events.DISTRICT,
            Events.STREAM,
            Events.PRODUCT,
            Events.DOSE,
            Events.SEX,
            Events.AGE_GROUP,
            Events.PRIORITY_GROUP,
            Events.FACILITY)) {
      out.add(String.valueOf(row.<Object>getAs(column)));
    }
    return String.join(" ", out);
  }

  /**
   * Writes a figure of its own into every cell of the table that wants one, a person into every row
   * of a line list; tells what it wrote.
   */
  private Map<String, Object> fill(XSSFWorkbook workbook, Conf conf, BlankForm.Request request) {
    XSSFSheet sheet = workbook.getSheetAt(0);
    Map<String, Object> out = new TreeMap<>();
    int first = firstRow(sheet);
    List<ColumnSpec> columns = columns(conf, request);
    boolean list = !isPrinted(sheet.getRow(first));
    int last = lastRow(sheet);
    for (int r = first; r < last; r++) {
      if (list) {
        Map<String, String> named =
            name(workbook, sheet.getRow(r), r - first, columns, conf, request);
        if (request.form().isLineList()) {
          out.put("event " + (r + 1), event(request, named));
        }
      }
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
    if (request.form().isLineList()) {
      out.put(COUNTED, (double) (last - first));
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
    Conf conf = conf(profile);
    Map<String, Map<String, Object>> written = new TreeMap<>();
    List<String> blank = new ArrayList<>();
    for (BlankForm.Request request : requests(conf)) {
      byte[] bytes = BlankForm.workbook(conf, request);
      blank.add(send(conf, request, "blank", bytes));
      try (XSSFWorkbook workbook = new XSSFWorkbook(new ByteArrayInputStream(bytes))) {
        Map<String, Object> told = fill(workbook, conf, request);
        written.put(send(conf, request, "filled", saved(workbook)), told);
      }
    }
    if (isOurs(profile)) {
      sendOld(conf);
    }

    try (Normalised out = night(conf)) {
      List<Row> findings = new ArrayList<>(out.findings().collectAsList());
      if (isOurs(profile)) {
        toldOfTheOld(findings);
      }
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
          .noneMatch(file -> file.startsWith("blank/"));

      Map<String, Map<String, Object>> read = new TreeMap<>();
      for (Row row : out.observations().collectAsList()) {
        Map<String, Object> file = read.computeIfAbsent(path(row), k -> new TreeMap<>());
        String place = row.getAs("measure") + " " + row.getAs("row") + " " + row.getAs("column");
        double value = row.getAs("value");
        if (path(row).contains("/line-list")) {
          file.merge(COUNTED, value, (a, b) -> (double) a + (double) b);
        } else {
          file.put(place, value);
        }
      }
      List<Row> events = out.events().map(Dataset::collectAsList).orElse(List.of());
      for (Row row : events) {
        read.computeIfAbsent(path(row), k -> new TreeMap<>())
            .put("event " + row.getAs("row"), event(row));
      }
      read.remove(OLD);
      assertThat(written).allSatisfy((file, figures) -> assertThat(figures).isNotEmpty());
      assertThat(read).isEqualTo(written);
      assertThat(out.rowAccounts().where("rows_accepted <> rows_read").collectAsList())
          .extracting(this::path)
          .allMatch(file -> file.startsWith("blank/"));
    }
  }

  private static byte[] saved(XSSFWorkbook workbook) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    workbook.write(out);
    return out.toByteArray();
  }

  private static final String OLD = "old/cases-ast-2021-02-03-ru.xlsx";

  /** A form that was made before the one in use. */
  private void sendOld(Conf conf) throws IOException {
    BlankForm.Request request =
        new BlankForm.Request(
            conf.form("cases").orElseThrow(),
            conf.region(new RegionCode("AST"), DAY),
            new Lang("ru"),
            DAY);
    try (XSSFWorkbook workbook =
        new XSSFWorkbook(new ByteArrayInputStream(BlankForm.workbook(conf, request)))) {
      fill(workbook, conf, request);
      workbook.getSheet("_sitrep").getRow(1).getCell(1).setCellValue("0");
      assertThat(send(conf, request, "old", saved(workbook))).isEqualTo(OLD);
    }
  }

  private void toldOfTheOld(List<Row> findings) {
    List<Row> old = findings.stream().filter(r -> path(r).equals(OLD)).toList();
    assertThat(old).hasSize(1);
    assertThat(old.get(0).<String>getAs("code")).isEqualTo("FORM_VERSION_OLD");
    assertThat(old.get(0).<String, String>getJavaMap(old.get(0).fieldIndex("message")))
        .containsEntry(
            "en",
            "This file was made from version 0 of the form \"Daily report on coronavirus"
                + " infection\"; version 1 is in use. What could be read was read. Ask the office"
                + " for the new blank form and fill that in next time.");
    findings.removeAll(old);
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
}
