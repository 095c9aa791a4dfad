package org.sitrep;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sitrep.config.Conf;
import org.sitrep.config.ConfReader;
import org.sitrep.config.FormSpec.ColumnSpec;

/**
 * A night of the second country with the configuration that ships: files of three areas with the
 * quirks of the real ones and invented figures, see the page beside them.
 */
class ItalyNightTest {
  private static final Path CONF = Path.of("conf/italy");
  private static final Path FILES = Path.of("src/test/resources/submissions/italy");
  @TempDir private static Path home;
  private static Commands commands;
  private static List<NamedCsvRecord> observations;
  private static List<NamedCsvRecord> findings;
  private static Map<String, String> national;

  @BeforeAll
  static void aNight() throws IOException {
    Path inbox = Files.createDirectories(home.resolve("inbox"));
    for (String name :
        List.of(
            "dpc-covid19-ita-regioni-20210301.csv",
            "dpc-covid19-ita-regioni-20210302.csv",
            "consegne-vaccini-latest.csv",
            "somministrazioni-vaccini-summary-latest.csv",
            "vaccini-summary-latest.csv")) {
      Files.copy(FILES.resolve(name), inbox.resolve(name));
    }
    commands = new Commands(CONF, home);
    commands.run("nightly", "--date", "2021-03-02", "--received-at", "2021-03-02T18:00");
    commands.run("export", "--date", "2021-03-02", "--out", home.resolve("out").toString());
    observations = Commands.csv(home.resolve("out/observations.csv"));
    findings = Commands.csv(home.resolve("out/findings.csv"));
    national = new TreeMap<>();
    for (NamedCsvRecord row : Commands.csv(home.resolve("out/indicators.csv"))) {
      if (row.getField("scope").equals("national") && row.getField("date").equals("2021-03-02")) {
        national.put(
            row.getField("indicator") + " " + row.getField("dimensions"), row.getField("value"));
      }
    }
  }

  private static double sum(String form, String... wanted) {
    Map<String, String> values = new HashMap<>();
    for (int i = 0; i < wanted.length; i += 2) {
      values.put(wanted[i], wanted[i + 1]);
    }
    return observations.stream()
        .filter(row -> row.getField("form").equals(form))
        .filter(
            row ->
                values.entrySet().stream()
                    .allMatch(e -> row.getField(e.getKey()).equals(e.getValue())))
        .mapToDouble(row -> Double.parseDouble(row.getField("value")))
        .sum();
  }

  @Test
  void everyNumericColumnAddsUpToTheNationalRow() throws IOException {
    Conf conf = ConfReader.read(CONF);
    Map<String, ColumnSpec> columns = new HashMap<>();
    for (ColumnSpec column : conf.form("cases").orElseThrow().columns()) {
      columns.put(column.words().get("en").get(0), column);
    }
    for (NamedCsvRecord row : Commands.csv(FILES.resolve("national.csv"))) {
      String date = row.getField("data");
      row.getFieldsAsMap()
          .forEach(
              (heading, published) -> {
                if (!heading.equals("data")) {
                  String measure = String.valueOf(columns.get(heading).measure());
                  double told = sum("cases", "date", date, "measure", measure);
                  assertThat(told)
                      .as(date + " " + heading)
                      .isEqualTo(published.isEmpty() ? 0 : Double.parseDouble(published));
                }
              });
    }
  }

  @Test
  void everyRowOfEveryFileIsAccountedFor() throws IOException {
    String record = Files.readString(home.resolve("reports/2021-03-02/night.json"));
    assertThat(record)
        .contains("\"rows_read\" : 26", "\"rows_accepted\" : 26")
        .contains("\"rows_held\" : 0", "\"rows_rejected\" : 0");
  }

  @Test
  void spellingsOfAnAreaMeanOneArea() {
    Map<String, Long> rows =
        observations.stream()
            .filter(row -> row.getField("measure").equals("cases_cumulative"))
            .collect(Collectors.groupingBy(row -> row.getField("region"), Collectors.counting()));
    assertThat(rows).isEqualTo(Map.of("FVG", 2L, "PAB", 2L, "VDA", 2L));
  }

  @Test
  void deliveriesAddUpAndReturnsAreTakenOff() {
    assertThat(sum("deliveries", "region", "FVG")).isEqualTo(1750);
    assertThat(sum("deliveries", "region", "PAB", "product", "MODERNA")).isZero();
    assertThat(sum("deliveries", "region", "VDA", "product", "VAXZEVRIA")).isEqualTo(400);
    assertThat(national)
        .containsEntry("doses_delivered_cumulative ", "2850")
        .containsEntry("doses_delivered_cumulative product=COMIRNATY", "2450");
  }

  @Test
  void dosesAreCountedOnceHoweverTheyAreTold() {
    assertThat(national)
        .containsEntry("doses_cumulative ", "740")
        .containsEntry("doses_cumulative dose=1", "540")
        .containsEntry("doses_cumulative dose=2", "200")
        .containsEntry("doses_cumulative priority_group=OVER_80", "390")
        .containsEntry("doses_new ", "300")
        .containsEntry("people_vaccinated ", "540");
  }

  @Test
  void countsOfTheDayFollowFromRunningTotals() {
    assertThat(national)
        .containsEntry("cases_new stream=COVID-19", "42")
        .containsEntry("deaths_new stream=COVID-19", "1")
        .containsEntry("tests_new ", "1600");
  }

  @Test
  void correctionsAndReturnsAreToldAndRejectNothing() {
    Map<String, Long> codes =
        findings.stream()
            .filter(row -> !row.getField("severity").equals("info"))
            .filter(row -> !row.getField("code").matches("FORM_(NOT_RECEIVED|MISSING_SINCE)"))
            .collect(
                Collectors.groupingBy(
                    row -> row.getField("code") + " " + row.getField("region"),
                    TreeMap::new,
                    Collectors.counting()));
    assertThat(codes)
        .containsEntry("CELL_NEGATIVE FVG", 1L)
        .containsEntry("CELL_NEGATIVE PAB", 2L)
        .containsEntry("CONTROL_DIFFERS PAB", 1L)
        .containsEntry("CUMULATIVE_DISAGREES PAB", 1L)
        .containsEntry("CUMULATIVE_FALLS PAB", 1L)
        .hasSize(5);
    assertThat(findings)
        .filteredOn(row -> row.getField("code").equals("FORM_HEADING_UNKNOWN"))
        .extracting(row -> row.getField("raw"))
        .containsExactly("ricoverati_altro");
  }

  @Test
  void theReportStandsOnItsOwn() throws IOException {
    String text;
    Path pdf = home.resolve("reports/2021-03-02/sitrep-national-2021-03-02-en.pdf");
    try (PDDocument document = Loader.loadPDF(pdf.toFile())) {
      text = new PDFTextStripper().getText(document).replace('\u00a0', ' ');
    }
    assertThat(text)
        .contains("42* new cases were registered on 2 March")
        .contains("740 of 2,850 doses delivered have been given since 27 December (26%)")
        .contains("Cases, deaths and recoveries")
        .contains("Doses by product since the start of the campaign")
        .contains("Pfizer/BioNTech 2,450")
        .contains("Intensive-care beds occupied 22")
        .contains("Tests on the day 1,600")
        .contains("Where a form has only running totals")
        .doesNotContain("component")
        .doesNotContain("Both case definitions")
        .doesNotContain("null")
        .doesNotContain("NaN");
  }

  @Test
  void statusTellsWhoIsMissing() {
    assertThat(commands.run("status", "--date", "2021-03-02")).contains("Lombardy");
    assertThat(commands.run("status", "--date", "2021-03-02", "--json")).startsWith("{");
  }
}
