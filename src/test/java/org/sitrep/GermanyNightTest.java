package org.sitrep;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sitrep.testkit.SheetText;

/**
 * A night of the vaccination workbooks with the profile that ships: two mornings of two Länder with
 * the quirks of the real ones and invented figures, see the page beside them.
 */
class GermanyNightTest {
  private static final Path CONF = Path.of("conf/germany-vaccination");
  private static final Path FILES = Path.of("src/test/resources/submissions/germany");
  private static final String DATE = "2021-02-11";
  @TempDir private static Path home;
  private static Commands commands;
  private static final Map<String, String> NATIONAL = new TreeMap<>();

  @BeforeAll
  static void aNight() throws IOException {
    for (String morning : List.of("2021-02-11", "2021-02-12")) {
      Path inbox = home.resolve("inbox");
      String name = SheetText.read(FILES.resolve(morning + ".txt")).send(inbox, morning);
      Files.setLastModifiedTime(
          inbox.resolve("office").resolve(morning).resolve(name),
          FileTime.from(Instant.parse(morning + "T10:00:00Z")));
    }
    commands = new Commands(CONF, home);
    commands.run("nightly", "--date", DATE);
    commands.run("export", "--date", DATE, "--out", home.resolve("out").toString());
    for (NamedCsvRecord row : Commands.csv(home.resolve("out/indicators.csv"))) {
      if (row.getField("scope").equals("national") && row.getField("date").equals(DATE)) {
        NATIONAL.put(
            row.getField("indicator") + " " + row.getField("dimensions"), row.getField("value"));
      }
    }
  }

  @Test
  void figuresAreThoseOfTheTables() {
    assertThat(NATIONAL)
        .containsEntry("doses_cumulative ", "180")
        .containsEntry("doses_cumulative dose=1", "120")
        .containsEntry("doses_cumulative dose=2", "60")
        .containsEntry("doses_new ", "12")
        .containsEntry("doses_new dose=1", "8")
        .containsEntry("doses_new dose=2", "4")
        .containsEntry("people_vaccinated ", "120");
  }

  @Test
  void everyRowIsAccountedForAndItsFaultsAreTold() throws IOException {
    List<String> told = new ArrayList<>();
    for (NamedCsvRecord row : Commands.csv(home.resolve("out/findings.csv"))) {
      if (!row.getField("severity").equals("info")
          && !row.getField("code").equals("FORM_NOT_RECEIVED")) {
        told.add(
            String.join(
                " ",
                row.getField("code"),
                row.getField("sheet"),
                row.getField("cell"),
                row.getField("raw")));
      }
    }
    assertThat(told)
        .containsExactlyInAnyOrder(
            "REGION_UNKNOWN Indik_bis_einschl_11.02. B4 Hesen",
            "TOTAL_DIFFERS Gesamt_bis_einschl_11.02.21 C5 31");
    assertThat(Files.readString(home.resolve("reports/" + DATE + "/night.json")))
        .contains("\"rows_read\" : 11", "\"rows_accepted\" : 10", "\"rows_held\" : 1");
  }

  @Test
  void newerHistoryCorrectsADay() throws IOException {
    assertThat(Commands.csv(home.resolve("out/observations.csv")))
        .filteredOn(row -> row.getField("measure").equals("doses_by_day_new"))
        .filteredOn(row -> row.getField("dose").equals("2"))
        .extracting(row -> row.getField("date") + " " + row.getField("value"))
        .containsExactly("2021-02-09 53", "2021-02-10 3", "2021-02-11 4");
  }

  @Test
  void oneWorkbookOfTheCentreSpeaksForTheLaender() {
    assertThat(NATIONAL)
        .containsEntry("forms_expected form=doses", "17")
        .containsEntry("forms_on_time form=doses", "2");
    assertThat(commands.run("status", "--date", DATE).lines().filter(line -> line.endsWith(" ok")))
        .hasSize(2);
  }

  @Test
  void theReportStandsOnItsOwn() throws IOException {
    Path pdf = home.resolve("reports/" + DATE + "/sitrep-national-" + DATE + "-en.pdf");
    try (PDDocument document = Loader.loadPDF(pdf.toFile())) {
      assertThat(new PDFTextStripper().getText(document).replace('\u00a0', ' '))
          .contains("180 doses have been given since 27 December")
          .contains("2 of 17 forms due were received (12%)")
          .contains("Mecklenburg-Western Pomerania 100 50 0.01%")
          .doesNotContain("null", "NaN");
    }
  }
}
