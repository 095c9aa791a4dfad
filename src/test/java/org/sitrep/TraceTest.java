package org.sitrep;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sitrep.sample.SampleCountry;
import org.sitrep.testkit.ConfFolder;

/** From figures of the sample country to cells, on one night that learns a week at once. */
class TraceTest {
  @TempDir private static Path folder;
  private static Path home;
  private static Path conf;

  @BeforeAll
  static void aWeekIsLearntInOneNight() throws IOException {
    home = folder.resolve("home");
    conf = folder.resolve("conf");
    ConfFolder copy = ConfFolder.copy(Path.of("conf/kazakhstan"), conf);
    Files.createDirectories(conf.resolve("corrections"));
    copy.write(
        "corrections/2021.yml",
        "- {form: cases, region: AST, date: 2021-02-15, column: recovered_new_pos, expect: 83,"
            + " value: 80, reason: three were counted twice, by: A. Editor, on: 2021-02-16}\n");
    SampleCountry sample = SampleCountry.of(Path.of("conf/kazakhstan"));
    for (int day = 9; day <= 15; day++) {
      sample.deliver(LocalDate.of(2021, 2, day), home.resolve("inbox"));
    }
    assertThat(run("nightly", "--date", "2021-02-15", "--to", "aggregate")).endsWith("0");
  }

  /** What the command printed, then its exit code. */
  private static String run(String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
    List<String> all = new ArrayList<>(List.of(args));
    all.addAll(List.of("--home", home.toString(), "--conf", conf.toString()));
    int code = Sitrep.run(all.toArray(String[]::new), Clock.systemUTC(), print, print);
    return out.toString(StandardCharsets.UTF_8) + code;
  }

  private static String trace(String figure, String... args) {
    List<String> all = new ArrayList<>(List.of("trace", figure, "--date", "2021-02-15"));
    all.addAll(List.of(args));
    return run(all.toArray(String[]::new));
  }

  private static JsonNode json(String figure, String... args) throws IOException {
    List<String> all = new ArrayList<>(List.of(args));
    all.add("--json");
    String said = trace(figure, all.toArray(String[]::new));
    assertThat(said).endsWith("\n0");
    return new ObjectMapper().readTree(said.substring(0, said.length() - 1));
  }

  /** Regional totals as published (optimism.kz, 16 February 2021); the cells from the forms. */
  @Test
  void nationalTotalComesFromTheFormsOfSeventeenRegions() throws IOException {
    JsonNode told = json("cases_cumulative{stream=U07.1}");

    assertThat(told.get("value").asDouble()).isEqualTo(203_259);
    assertThat(told.get("recomputed").asDouble()).isEqualTo(203_259);
    assertThat(told.get("follows").asBoolean()).isTrue();
    Map<String, String> regions = new TreeMap<>();
    for (JsonNode region : told.at("/made_of/parts")) {
      List<String> cells = new ArrayList<>();
      for (JsonNode fact : region.get("parts")) {
        for (JsonNode reading : fact.get("readings")) {
          if (reading.get("counts").asBoolean()) {
            cells.add(
                file(told, reading.get("submission_id").asText())
                    + " "
                    + reading.at("/cells/0/cell").asText()
                    + "="
                    + reading.at("/cells/0/stood").asText());
          }
        }
      }
      regions.put(
          region.get("place").asText(),
          region.get("value").asInt() + " " + String.join(", ", cells));
    }
    assertThat(regions)
        .hasSize(17)
        .containsEntry("AST", "23884 ast/Форма_КВИ_15.02.2021.xlsx E8=23884")
        .containsEntry("ALA", "23745 ala/Форма_КВИ_15.02.2021.xlsx E8=23745")
        .containsEntry("SHY", "6016 shy/Forma_KVI_15.02.2021.xls E8=6016")
        .containsEntry(
            "AKM",
            "12709 akm/Форма_КВИ_15.02.2021.xlsx E8=5846, akm/Форма_КВИ_15.02.2021.xlsx E9=6863")
        .containsEntry(
            "KUS",
            "11506 kus/Forma_KVI_15.02.2021.csv D6=5062, kus/Forma_KVI_15.02.2021.csv D7=6444");
  }

  private static String file(JsonNode told, String submission) {
    for (JsonNode file : told.get("files")) {
      if (file.get("submission_id").asText().equals(submission)) {
        return file.get("file").asText();
      }
    }
    return "?";
  }

  @Test
  void meanNamesItsSevenDaysAndTheSummaryThatWasReplaced() {
    // (75 + 64 + 72 + 68 + 53 + 51 + 53) / 7
    assertThat(trace("cases_mean_7d{stream=U07.1}", "--region", "ast"))
        .contains("cases_mean_7d{stream=U07.1}, AST г. Нур-Султан, 2021-02-15: 62.2857 (final)")
        .contains("definition 1, numerator 436, denominator 7")
        .contains("cases_mean_7d{stream=U07.1}  = the mean of 7:\n  75  2021-02-09")
        .contains("  53  cases_new{stream=U07.1}  ast/Форма_КВИ_15.02.2021.xlsx  КВИ!D8  \"53\"\n")
        .contains(
            "    superseded: 53  national/Оперативная_сводка_КВИ_15.02.2021.xlsx  КВИ!C8  \"53\","
                + " received 2021-02-15T18:04:00Z")
        .contains("15.02.2021.xlsx  received 2021-02-15T18:25:44Z, sender AST, submission ")
        .contains("What stands in 7 cells makes 62.2857, as published.")
        .endsWith("0");
  }

  @Test
  void dosesOfARegionComeFromTheRowsOfItsGroups() {
    assertThat(trace("doses_new{dose=1}", "--region", "г. Нур-Султан"))
        .contains("doses_new{dose=1}, AST г. Нур-Султан, 2021-02-15: 44 (final)")
        .contains(
            "  39  doses_new{component=I;dose=1;priority_group=HCW_FRONT;product=SPUTNIK_V_RU}"
                + "  ast/Вакцинация_15.02.2021.xlsx  Вакцинация!E8  \"39\"")
        .contains("product=SPUTNIK_V_RU}  ast/Вакцинация_15.02.2021.xlsx  Вакцинация!E9  \"5\"")
        .contains("What stands in 2 cells makes 44, as published.");
  }

  @Test
  void correctedFigureShowsWhatStoodThereAndWhoDecided() {
    assertThat(trace("recovered_new{stream=U07.1}", "--region", "AST"))
        .contains("recovered_new{stream=U07.1}, AST г. Нур-Султан, 2021-02-15: 80 (final)")
        .contains("80  AST г. Нур-Султан  2021-02-15  recovered_new{stream=U07.1}")
        .contains("КВИ!H8  \"83\"")
        .contains(
            "corrected: 80 counts, expecting 83; three were counted twice; A. Editor, 2021-02-16;"
                + " corrections/2021.yml:1")
        .contains("What stands in 1 cell makes 80, as published.");
  }

  @Test
  void earlierDayOfTheReportCanBeAskedFor() {
    assertThat(trace("cases_new{stream=U07.1}", "--region", "AST", "--on", "2021-02-09"))
        .contains("cases_new{stream=U07.1}, AST г. Нур-Султан, 2021-02-09: 75 (final)")
        .contains("ast/Форма_КВИ_09.02.2021.xlsx  КВИ!D8  \"75\"")
        .endsWith("0");
  }

  @Test
  void figureThatIsNotThereIsToldFromTheReport() {
    assertThat(trace("case_new"))
        .contains("There is no figure 'case_new'; did you mean cases_new? Known: bed_occupancy, ")
        .endsWith("2");
    assertThat(trace("cases_new"))
        .contains(
            "'cases_new' is several figures; say which: cases_new{stream=U07.1},"
                + " cases_new{stream=U07.2}")
        .endsWith("2");
    assertThat(trace("cases_new{stream=U07.1}", "--region", "AAA"))
        .contains("'AAA' is not a region on 2021-02-15; did you mean 'ALA'?")
        .endsWith("2");
    assertThat(trace("cases_new{stream=U07.1}", "--on", "2021-03-01"))
        .contains("There is no cases_new{stream=U07.1} of KZ for 2021-03-01 in this report")
        .endsWith("2");
    assertThat(trace("target_progress{target=T2021_6M}", "--region", "AST"))
        .contains(" of AST in this report; it is told for KZ")
        .endsWith("2");
    assertThat(trace("cases_new{stream")).contains("is not a figure such as").endsWith("2");
  }

  @Test
  void nightThatNeverWasIsNotTraced() {
    assertThat(run("trace", "tests_new", "--date", "2021-02-16"))
        .contains("There is no night of 2021-02-16 in " + home)
        .contains("run: sitrep nightly --date 2021-02-16")
        .endsWith("3");
  }
}
