package org.sitrep.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.poi.EncryptedDocumentException;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.usermodel.FormulaEvaluator;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Workbook;
import org.apache.poi.ss.usermodel.WorkbookFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sitrep.domain.FindingCode;

class SampleCountryTest {
  private static final Path CONF = Path.of("conf/kazakhstan");
  private static final Set<String> RULES =
      Set.of("DOSE2_OVER_DOSE1", "CASES_NOT_PREVIOUS_PLUS_NEW");
  private static final LocalDate FEB_15 = LocalDate.of(2021, 2, 15);
  private static SampleCountry country;
  private static Path inbox;
  private static final Map<String, Path> files = new TreeMap<>();

  @BeforeAll
  static void deliverTheDemo(@TempDir Path folder) {
    inbox = folder;
    country = SampleCountry.of(CONF);
    for (LocalDate night : country.days()) {
      for (Path file : country.deliver(night, inbox)) {
        files.put(inbox.relativize(file).toString(), file);
      }
    }
  }

  @Test
  void demoRunsFromTheFirstToTheFifteenthOfFebruary() {
    assertThat(country.days()).hasSize(15).startsWith(LocalDate.of(2021, 2, 1)).endsWith(FEB_15);
  }

  @Test
  void regionsMeetThePublishedTotalsOf15February() throws IOException {
    Map<String, Map<String, Long>> regions = sums("cases", FEB_15);

    assertThat(regions).hasSize(17);
    assertThat(column(regions, 2 + 1)).as("PCR+ cases, cumulative").isEqualTo(203_259);
    assertThat(column(regions, 2)).as("PCR+ cases of the day").isEqualTo(686);
    assertThat(column(regions, 2 + 7)).as("PCR+ deaths, cumulative").isEqualTo(2_540);
    assertThat(column(regions, 2 + 9 + 0)).as("PCR- deaths, cumulative").isEqualTo(604);
    assertThat(regions.get("ala")).containsEntry("3", 23_745L).containsEntry("2", 107L);
    assertThat(regions.get("kus")).containsEntry("3", 11_506L).containsEntry("2", 71L);
    assertThat(regions.get("yuz")).containsEntry("3", 4_219L).containsEntry("2", 4L);
  }

  @Test
  void pneumoniaMeetsItsPublishedTotalOf4February() throws IOException {
    Map<String, Map<String, Long>> regions = sums("cases", LocalDate.of(2021, 2, 4));

    assertThat(column(regions, 5)).isEqualTo(48_226);
    assertThat(column(regions, 11)).isEqualTo(579);
  }

  @Test
  void dosesMeetThePublishedTotalsOf11February() throws IOException {
    Map<String, Map<String, Long>> regions = sums("vaccination", LocalDate.of(2021, 2, 11));

    assertThat(regions).hasSize(17);
    assertThat(column(regions, 4)).as("component I, cumulative").isEqualTo(14_000);
    assertThat(column(regions, 6)).as("component II, cumulative").isZero();
  }

  @Test
  void everyRegionGotItsPartOfThe22000Doses() throws IOException {
    Map<String, Map<String, Long>> regions = sums("supply", FEB_15);

    assertThat(regions).hasSize(17);
    assertThat(column(regions, 3)).as("component I, delivered").isEqualTo(22_000);
    assertThat(column(regions, 7)).as("component II, delivered").isZero();
    assertThat(regions.values()).allSatisfy(r -> assertThat(r.get("5")).isPositive());
  }

  @Test
  void countOfTheDayIsTheDifferenceOfTheTotalsUnlessPlanted() throws IOException {
    Map<String, Map<String, Long>> before = sums("cases", LocalDate.of(2021, 2, 8));
    Map<String, Map<String, Long>> after = sums("cases", LocalDate.of(2021, 2, 9));
    List<String> disagreeing =
        after.keySet().stream()
            .filter(r -> get(after, r, "2") != get(after, r, "3") - get(before, r, "3"))
            .toList();

    assertThat(disagreeing).containsExactly("kus");
  }

  @Test
  void historyReachesFrom20DecemberTo31January() throws IOException {
    Path history = file("national/КВИ_динамика_20.12.2020-31.01.2021.csv");
    List<String> lines = Files.readAllLines(history, Charset.forName("windows-1251"));

    assertThat(lines).hasSize(4 + 43 * 17);
    assertThat(lines.get(4)).startsWith("20.12.2020;г. Нур-Султан;");
    assertThat(lines.get(lines.size() - 1)).startsWith("31.01.2021;Туркестанская область;");
    long deaths =
        lines.stream()
            .filter(l -> l.startsWith("27.12.2020;"))
            .mapToLong(l -> Long.parseLong(l.split(";")[5]))
            .sum();
    assertThat(deaths).isEqualTo(2_262);
    assertThat(lines)
        .filteredOn(l -> l.matches("2[1-7]\\.12\\.2020;г. Алматы;.*"))
        .extracting(l -> Long.parseLong(l.split(";")[4]))
        .satisfies(d -> assertThat(d.stream().mapToLong(x -> x).sum()).isEqualTo(19));
  }

  @Test
  void sameBytesAndTimesEveryTime(@TempDir Path other) throws IOException {
    SampleCountry again = SampleCountry.of(CONF);
    int compared = 0;
    for (LocalDate night : List.of(LocalDate.of(2021, 2, 6), LocalDate.of(2021, 2, 8), FEB_15)) {
      for (Path file : again.deliver(night, other)) {
        Path first = inbox.resolve(other.relativize(file));
        assertThat(file).hasSameBinaryContentAs(first);
        assertThat(Files.getLastModifiedTime(file)).isEqualTo(Files.getLastModifiedTime(first));
        compared++;
      }
    }
    assertThat(compared).isGreaterThan(150);
  }

  @Test
  void everyPlantedFaultLiesInTheInboxAndNamesKnownFindings() {
    assertThat(country.faults()).extracting(PlantedFault::kind).contains(FaultKind.values());
    assertThat(country.faults())
        .allSatisfy(
            fault -> {
              assertThat(files).containsKey(fault.file());
              if (fault.again() != null) {
                assertThat(files).containsKey(fault.again());
              }
              assertThat(fault.codes())
                  .allMatch(code -> isFindingCode(code) || RULES.contains(code));
            });
  }

  @Test
  void whatASecondFileTellsIsToldInItsNight() {
    assertThat(fault(FaultKind.RESUBMITTED).nightOf()).isEqualTo(LocalDate.of(2021, 2, 11));
    assertThat(fault(FaultKind.RESUBMITTED).told()).isEqualTo("pav/Forma_KVI_10.02.2021_ispr.xls");
    assertThat(fault(FaultKind.SENT_TWICE).told())
        .isEqualTo("shy/Dvizhenie_vakcin_07.02.2021 (1).xls");
    assertThat(fault(FaultKind.NEW_DISAGREES).told()).isEqualTo("kus/Forma_KVI_09.02.2021.csv");
    assertThat(fault(FaultKind.NEW_DISAGREES).nightOf()).isEqualTo(LocalDate.of(2021, 2, 9));
  }

  @Test
  void mistypedTotalsAreThoseOfTheStory() throws IOException {
    assertThat(totals("ala/Форма_КВИ_15.02.2021.xlsx", 4)).isEqualTo(22_745);
    assertThat(totals("national/Оперативная_сводка_КВИ_15.02.2021.xlsx", 3)).isEqualTo(202_259);
    try (Workbook summary = open("national/Оперативная_сводка_КВИ_15.02.2021.xlsx")) {
      long regions = 0;
      for (Row row : summary.getSheetAt(0)) {
        Cell name = row.getCell(1);
        if (isDataRow(row) && name != null && name.getCellType() == CellType.STRING) {
          regions += (long) row.getCell(3).getNumericCellValue();
        }
      }
      assertThat(regions).isEqualTo(203_259);
    }
  }

  @Test
  void oneRegionIsMissingOn13FebruaryAndComesADayLate() throws IOException {
    Path late = file("akt/КВИ_нысаны_13.02.2021.xlsx");
    PlantedFault fault = fault(FaultKind.LATE);

    assertThat(fault.nightOf()).isEqualTo(LocalDate.of(2021, 2, 14));
    assertThat(Files.getLastModifiedTime(late).toInstant())
        .isAfter(Instant.parse("2021-02-14T00:00:00Z"))
        .isBefore(Instant.parse("2021-02-15T00:00:00Z"));
  }

  @Test
  void secondFilesArriveLaterWithOtherContent() throws IOException {
    for (PlantedFault fault : country.faults()) {
      if (fault.again() == null) {
        continue;
      }
      Path first = file(fault.file());
      Path second = file(fault.again());
      FileTime then = Files.getLastModifiedTime(first);
      assertThat(Files.getLastModifiedTime(second)).isGreaterThan(then);
      if (fault.kind() == FaultKind.SENT_TWICE) {
        assertThat(second).hasSameBinaryContentAs(first);
      } else {
        assertThat(Files.mismatch(first, second)).isNotEqualTo(-1);
      }
    }
  }

  @Test
  void spoiltFilesAreWhatTheyClaimToBe() throws IOException {
    assertThatThrownBy(() -> open(fault(FaultKind.PASSWORD).file()))
        .isInstanceOf(EncryptedDocumentException.class);
    try (Workbook unlocked =
        WorkbookFactory.create(file(fault(FaultKind.PASSWORD).file()).toFile(), "12345")) {
      assertThat(unlocked.getSheetAt(0).getRow(0).getCell(0).getStringCellValue())
          .startsWith("Жамбыл облысы");
    }
    assertThat(file(fault(FaultKind.HTML_AS_XLS).file())).content().startsWith("<html>");
    assertThat(
            Files.readString(
                file(fault(FaultKind.LETTERS_LOST).file()), Charset.forName("windows-1251")))
        .contains("Т?ркістан облысы");
    assertThat(Files.readString(file("kzy/Егу_15.02.2021.csv"), StandardCharsets.ISO_8859_1))
        .startsWith("\u008dûçûëîðäà");
  }

  @Test
  void lookAlikeAndTextDateAreInTheCells() throws IOException {
    try (Workbook kar = open(fault(FaultKind.LOOKALIKE_LETTER).file())) {
      assertThat(cells(kar, 1)).contains("Kaрагандинская область");
    }
    try (Workbook akm = open(fault(FaultKind.DATE_AS_TEXT).file())) {
      assertThat(cells(akm, 1)).contains("11.02.2021").doesNotContain("10.02.2021");
    }
    List<String> names = new ArrayList<>();
    for (PlantedFault fault : country.faults()) {
      if (fault.kind() == FaultKind.REGION_SPELT) {
        try (Workbook vos = open(fault.file())) {
          names.addAll(cells(vos, 1).stream().filter(t -> t.matches("В.*")).distinct().toList());
        }
      }
    }
    assertThat(names)
        .contains(
            "ВКО",
            "Вост.-Казахстанская область",
            "ВосточноКазахстанская",
            "Восточно Казахстанская область");
  }

  @Test
  void formulasHoldTheirCalculatedValues() throws IOException {
    for (String file : List.of("kar/Форма_КВИ_15.02.2021.xlsx", "pav/Forma_KVI_15.02.2021.xls")) {
      try (Workbook workbook = open(file)) {
        FormulaEvaluator evaluator = workbook.getCreationHelper().createFormulaEvaluator();
        int formulas = 0;
        for (Row row : workbook.getSheetAt(0)) {
          for (Cell cell : row) {
            if (cell.getCellType() == CellType.FORMULA) {
              double cached = cell.getNumericCellValue();
              assertThat(evaluator.evaluate(cell).getNumberValue()).isEqualTo(cached);
              formulas++;
            }
          }
        }
        assertThat(formulas).isEqualTo(10);
        assertThat(workbook.getSheetAt(0).getNumMergedRegions()).isGreaterThan(7);
      }
    }
  }

  @Test
  void everyTableSaysThatItIsGenerated() throws IOException {
    for (Map.Entry<String, Path> e : files.entrySet()) {
      String name = e.getKey();
      if (!name.contains("15.02.2021") && !name.startsWith("national/")) {
        continue;
      }
      String text;
      if (name.endsWith(".csv")) {
        byte[] bytes = Files.readAllBytes(e.getValue());
        text =
            new String(bytes, Charset.forName(name.startsWith("yuz") ? "UTF-8" : "windows-1251"));
      } else {
        try (Workbook workbook = open(name)) {
          text = workbook.getSheetAt(0).getRow(2).getCell(0).getStringCellValue();
        }
      }
      assertThat(text)
          .as(name)
          .containsPattern("ПРИМЕР: лист создан генератором|генераторы жасады");
    }
  }

  @Test
  void laterDatesRunThroughTheSnapshotOf31March() {
    Forms forms = new Forms(new SampleConf(CONF));
    LocalDate march = LocalDate.of(2021, 3, 31);

    assertThat(forms.cases().cases.nation(march)).isEqualTo(246_854);
    assertThat(forms.cases().cases.nation(LocalDate.of(2021, 2, 23))).isEqualTo(209_562);
    assertThat(forms.cases().cases.nation(LocalDate.of(2021, 3, 7))).isEqualTo(218_754);
    assertThat(forms.cases().cases.nation(LocalDate.of(2021, 3, 22))).isEqualTo(234_007);
    assertThat(forms.cases().deaths.nation(LocalDate.of(2021, 2, 23))).isEqualTo(2_718);
    assertThat(forms.cases().pneumonia.nation(LocalDate.of(2021, 3, 29))).isEqualTo(50_443);
    assertThat(doses(forms, LocalDate.of(2021, 2, 24), 1)).isEqualTo(20_157);
    assertThat(doses(forms, LocalDate.of(2021, 2, 24), 2)).isEqualTo(2_137);
    assertThat(doses(forms, LocalDate.of(2021, 3, 18), 1)).isEqualTo(90_748);
    assertThat(doses(forms, LocalDate.of(2021, 2, 21), 2)).isZero();
    assertThat(supply(forms, LocalDate.of(2021, 3, 19))).isEqualTo(145_000);
  }

  @Test
  void figuresOfEveryDayToAprilAreConsistent() {
    Forms forms = new Forms(new SampleConf(CONF));
    for (LocalDate day = LocalDate.of(2021, 2, 1);
        !day.isAfter(country.lastPossibleDay());
        day = day.plusDays(1)) {
      for (int r = 0; r < 17; r++) {
        for (String form : List.of("cases", "vaccination", "supply", "hospital", "tests")) {
          for (Map<String, Object> row : forms.rows(form, r, day)) {
            assertThat(row).as(form + " " + day).allSatisfy((k, v) -> assertNotNegative(v));
            assertThat(number(row, "doses_cumulative_2"))
                .isLessThanOrEqualTo(number(row, "doses_cumulative_1"));
            assertThat(
                    number(row, "deaths_cumulative_pos") + number(row, "recovered_cumulative_pos"))
                .isLessThanOrEqualTo(number(row, "cases_cumulative_pos"));
            assertThat(number(row, "beds_occupied")).isLessThanOrEqualTo(number(row, "beds"));
            assertThat(number(row, "icu_occupied")).isLessThanOrEqualTo(number(row, "icu_beds"));
          }
        }
      }
    }
  }

  @Test
  void refusesANightWithoutFigures(@TempDir Path other) {
    assertThatThrownBy(() -> country.deliver(LocalDate.of(2021, 6, 1), other))
        .hasMessage(
            "Cannot deliver sample files for the night of 2021-06-01: figures reach from"
                + " 2021-02-01 to 2021-04-21");
  }

  private static void assertNotNegative(Object value) {
    if (value instanceof Long number) {
      assertThat(number).isNotNegative();
    }
  }

  private static long number(Map<String, Object> row, String column) {
    return row.get(column) instanceof Long value ? value : 0;
  }

  private static long doses(Forms forms, LocalDate day, int component) {
    return IntStream.range(0, 17)
        .boxed()
        .flatMap(r -> forms.rows("vaccination", r, day).stream())
        .mapToLong(row -> number(row, "doses_cumulative_" + component))
        .sum();
  }

  private static long supply(Forms forms, LocalDate day) {
    return IntStream.range(0, 17)
        .boxed()
        .flatMap(r -> forms.rows("supply", r, day).stream())
        .mapToLong(
            row -> number(row, "delivered_cumulative_1") + number(row, "delivered_cumulative_2"))
        .sum();
  }

  private static PlantedFault fault(FaultKind kind) {
    return country.faults().stream().filter(f -> f.kind() == kind).findFirst().orElseThrow();
  }

  private static Path file(String name) {
    return Objects.requireNonNull(files.get(name), name);
  }

  private static boolean isFindingCode(String code) {
    return Arrays.stream(FindingCode.values()).anyMatch(c -> c.name().equals(code));
  }

  private static Workbook open(String file) throws IOException {
    try (InputStream in = Files.newInputStream(file(file))) {
      return WorkbookFactory.create(in);
    }
  }

  private static List<String> cells(Workbook workbook, int column) {
    List<String> out = new ArrayList<>();
    for (Row row : workbook.getSheetAt(0)) {
      Cell cell = row.getCell(column);
      if (cell != null && cell.getCellType() == CellType.STRING) {
        out.add(cell.getStringCellValue());
      }
    }
    return out;
  }

  private static long totals(String file, int column) throws IOException {
    try (Workbook workbook = open(file)) {
      for (Row row : workbook.getSheetAt(0)) {
        Cell label = row.getCell(1);
        if (label != null
            && label.getCellType() == CellType.STRING
            && label.getStringCellValue().equals("ИТОГО")) {
          return (long) row.getCell(column).getNumericCellValue();
        }
      }
    }
    throw new AssertionError("no totals row in " + file);
  }

  /** A numbered row below the headings and the row that numbers the columns. */
  private static boolean isDataRow(Row row) {
    Cell first = row.getCell(0);
    Cell second = row.getCell(1);
    return first != null
        && second != null
        && first.getCellType() == CellType.NUMERIC
        && second.getCellType() == CellType.STRING;
  }

  private static long get(Map<String, Map<String, Long>> sums, String region, String column) {
    return Objects.requireNonNull(Objects.requireNonNull(sums.get(region)).get(column));
  }

  private static long column(Map<String, Map<String, Long>> sums, int column) {
    return sums.values().stream().mapToLong(m -> m.get(String.valueOf(column))).sum();
  }

  /**
   * Sums of the data rows of the last good file of every region: region to column to sum; columns
   * counted from 0 without the numbers of the rows.
   */
  private static Map<String, Map<String, Long>> sums(String form, LocalDate date)
      throws IOException {
    String day =
        String.format(
            Locale.ROOT,
            "%02d.%02d.%d",
            date.getDayOfMonth(),
            date.getMonthValue(),
            date.getYear());
    Map<String, String> names =
        Map.of(
            "cases", "Форма_КВИ_|КВИ_нысаны_|Forma_KVI_|KVI_nysany_",
            "vaccination", "Вакцинация_|Егу_|Vakcinaciya_|Egu_",
            "supply", "Движение_вакцин_|Вакцина_қозғалысы_|Dvizhenie_vakcin_|Vakcina_qozgalysy_");
    Map<String, Path> latest = new LinkedHashMap<>();
    for (Map.Entry<String, Path> e : files.entrySet()) {
      if (e.getKey().matches("[a-z]{3}/(" + names.get(form) + ")" + day + "[^0-9]*")) {
        latest.merge(
            e.getKey().substring(0, 3),
            e.getValue(),
            (a, b) -> modified(a).compareTo(modified(b)) > 0 ? a : b);
      }
    }
    Map<String, Map<String, Long>> out = new TreeMap<>();
    for (Map.Entry<String, Path> e : latest.entrySet()) {
      Map<String, Long> sums = new TreeMap<>();
      for (List<String> row : rows(e.getValue())) {
        for (int c = 2; c < row.size(); c++) {
          if (row.get(c).matches("-?[0-9]+")) {
            sums.merge(String.valueOf(c), Long.parseLong(row.get(c)), Long::sum);
          }
        }
      }
      out.put(e.getKey(), sums);
    }
    return out;
  }

  private static FileTime modified(Path file) {
    try {
      return Files.getLastModifiedTime(file);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** Data rows of a file, without the column that numbers them. */
  private static List<List<String>> rows(Path file) throws IOException {
    if (file.toString().endsWith(".csv") || isText(file)) {
      try (Stream<String> lines = Files.lines(file, StandardCharsets.ISO_8859_1)) {
        return lines
            .map(l -> Arrays.asList(l.split(";", -1)))
            .filter(r -> r.stream().filter(t -> t.matches("[0-9]+")).count() > 3)
            .collect(
                Collectors.collectingAndThen(Collectors.toList(), r -> r.subList(0, r.size() - 1)));
      }
    }
    List<List<String>> out = new ArrayList<>();
    try (InputStream in = Files.newInputStream(file);
        Workbook workbook = WorkbookFactory.create(in)) {
      for (Row row : workbook.getSheetAt(0)) {
        if (isDataRow(row)) {
          List<String> cells = new ArrayList<>();
          for (int c = 1; c < row.getLastCellNum(); c++) {
            Cell cell = row.getCell(c);
            cells.add(
                cell != null && cell.getCellType() == CellType.NUMERIC
                    ? String.valueOf((long) cell.getNumericCellValue())
                    : "");
          }
          out.add(cells);
        }
      }
    }
    return out;
  }

  private static boolean isText(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    return bytes[0] != 'P' && (bytes[0] & 0xff) != 0xd0;
  }
}
