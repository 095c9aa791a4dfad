package org.sitrep;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sitrep.config.ConfReader;
import org.sitrep.domain.NightEntry;
import org.sitrep.sample.PlantedFault;
import org.sitrep.sample.SampleCountry;
import org.sitrep.store.IcebergStore;
import org.sitrep.store.Session;
import org.sitrep.store.Store;
import org.sitrep.tables.Findings;
import org.sitrep.tables.RowAccounts;
import org.sitrep.tables.Submissions;
import org.sitrep.tables.Tables;

/**
 * Whole nights of the sample country, from spreadsheets to mail, with the configuration that ships.
 * Expected figures were published: see facts cited in conf/kazakhstan/sample.
 */
class NightTest {
  private static final LocalDate LAST = LocalDate.of(2021, 2, 15);
  @TempDir private static Path home;
  private static String said;

  @BeforeAll
  static void fifteenNights() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    assertThat(run(out, "demo", "--home", home.toString())).isZero();
    said = out.toString(StandardCharsets.UTF_8);
  }

  private static int run(ByteArrayOutputStream out, String... args) {
    PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
    return Sitrep.run(args, Clock.systemUTC(), print, print);
  }

  private static int run(String... args) {
    return run(new ByteArrayOutputStream(), args);
  }

  private static Store store() {
    SparkSession spark = Session.open(home.resolve("tables"));
    return new IcebergStore(spark);
  }

  private static NightEntry night(LocalDate date) {
    return store().nights().stream()
        .filter(n -> n.reportDate().equals(date))
        .reduce((a, b) -> b)
        .orElseThrow();
  }

  private static Path pdf(LocalDate date, String lang) {
    return home.resolve("reports/" + date + "/sitrep-national-" + date + "-" + lang + ".pdf");
  }

  private static String text(Path pdf) {
    try (PDDocument document = Loader.loadPDF(pdf.toFile())) {
      // A font draws both spaces with one glyph, so a reader gets either.
      return new PDFTextStripper().getText(document).replace('\u00a0', ' ');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void demoSaysWhereTheReportsAre() {
    for (String lang : List.of("kk", "ru", "en")) {
      assertThat(said).contains(pdf(LAST, lang).toString());
      assertThat(pdf(LAST, lang)).exists();
    }
  }

  @Test
  void publishedTotalsStandInEveryLanguage() {
    assertThat(text(pdf(LAST, "en"))).contains("203,259", "2,540", "686", "22,000");
    for (String lang : List.of("ru", "kk")) {
      assertThat(text(pdf(LAST, lang))).contains("203 259", "2 540", "686", "22 000");
    }
  }

  @Test
  void wrongTotalOfTheClerkIsNowhere() {
    assertThat(text(pdf(LAST, "en"))).doesNotContain("202,259\n");
  }

  /** Regional values of 15 February 2021 as published (optimism.kz, 16 February 2021). */
  @Test
  void regionsStandAsPublished() throws IOException {
    assertThat(run("export", "--home", home.toString(), "--date", "2021-02-15")).isZero();
    Map<String, Double> cumulative = new TreeMap<>();
    double fresh = 0;
    for (String[] row : csv(home.resolve("export/2021-02-15/indicators.csv"))) {
      if (row[4].equals("region") && row[3].equals("2021-02-15") && row[6].equals("stream=U07.1")) {
        if (row[0].equals("cases_cumulative")) {
          cumulative.put(row[5], Double.valueOf(row[7]));
        } else if (row[0].equals("cases_new")) {
          fresh += Double.parseDouble(row[7]);
        }
      }
    }
    Map<String, Double> published = new TreeMap<>();
    String[] values =
        ("AST 23884 ALA 23745 SHY 6016 AKM 12709 AKT 4102 ALM 10180 ATY 16736 VOS 21252 ZHA 5772"
                + " ZAP 12171 KAR 14778 KUS 11506 KZY 3731 MAN 4165 PAV 16411 SEV 11882 YUZ 4219")
            .split(" ");
    for (int i = 0; i < values.length; i += 2) {
      published.put(values[i], Double.valueOf(values[i + 1]));
    }
    assertThat(cumulative).isEqualTo(published);
    assertThat(cumulative.values().stream().mapToDouble(Double::doubleValue).sum())
        .isEqualTo(203_259);
    assertThat(fresh).isEqualTo(686);
  }

  /** Doses of 11 February 2021: 14,000 first, no second (Our World in Data, ortcom.kz). */
  @Test
  void dosesRunThroughThePublishedPoint() throws IOException {
    assertThat(run("export", "--home", home.toString(), "--date", "2021-02-11")).isZero();
    Map<String, String> doses = new HashMap<>();
    for (String[] row : csv(home.resolve("export/2021-02-11/indicators.csv"))) {
      if (row[0].equals("doses_cumulative")
          && row[3].equals("2021-02-11")
          && row[4].equals("national")) {
        doses.put(row[6], row[7]);
      }
    }
    assertThat(doses).containsEntry("dose=1", "14000").containsEntry("dose=2", "0");
  }

  @Test
  void everyPlantedFaultIsFound() {
    List<Row> findings =
        store()
            .asOf(night(LAST), Findings.TABLE)
            .select(Findings.CODE, Findings.FILE, Findings.REGION, Findings.DATE)
            .collectAsList();
    List<String> unseen = new ArrayList<>();
    for (PlantedFault fault : SampleCountry.of(Path.of("conf/kazakhstan")).faults()) {
      if (fault.nightOf().isAfter(LAST)) {
        continue;
      }
      String name =
          fault.told() == null ? null : fault.told().substring(fault.told().lastIndexOf('/') + 1);
      for (String code : fault.codes()) {
        boolean seen =
            findings.stream()
                .anyMatch(
                    row -> row.getString(0).equals(code) && Objects.equals(name, row.getString(1)));
        if (!seen) {
          unseen.add(code + " of " + fault);
        }
      }
    }
    assertThat(unseen).isEmpty();
  }

  @Test
  void rowsReadAreAcceptedHeldOrRejected() {
    List<Row> accounts = store().asOf(night(LAST), RowAccounts.TABLE).collectAsList();
    assertThat(accounts).hasSizeGreaterThan(700);
    for (Row account : accounts) {
      assertThat(
              account.<Long>getAs(RowAccounts.ROWS_ACCEPTED)
                  + account.<Long>getAs(RowAccounts.ROWS_HELD)
                  + account.<Long>getAs(RowAccounts.ROWS_REJECTED))
          .as(account.toString())
          .isEqualTo(account.<Long>getAs(RowAccounts.ROWS_READ));
    }
  }

  @Test
  void everyFileOfTheInboxIsAccountedFor() throws IOException {
    long files;
    try (Stream<Path> walk = Files.walk(home.resolve("inbox"))) {
      files = walk.filter(Files::isRegularFile).count();
    }
    assertThat(store().asOf(night(LAST), Submissions.TABLE).count()).isEqualTo(files);
  }

  @Test
  void missingRegionMakesTheNightProvisionalAndIsNamed() {
    NightEntry night = night(LocalDate.of(2021, 2, 13));
    assertThat(night.status()).isEqualTo(NightEntry.PROVISIONAL);
    assertThat(night.missingRegions()).containsExactly("AKT");
    assertThat(text(pdf(LocalDate.of(2021, 2, 13), "en")).replaceAll("\\s+", " "))
        .contains("provisional data", "Not received from: Aktobe Region.");
    assertThat(night(LAST).status()).isEqualTo(NightEntry.PUBLISHED);
  }

  @Test
  void secondRunChangesNothingAndMailsNothing() throws IOException {
    Map<String, List<String>> tables = contents();
    Map<String, String> files = hashes("reports/2021-02-15");
    Map<String, String> mails = hashes("outbox");
    assertThat(run("nightly", "--date", "2021-02-15", "--home", home.toString())).isZero();
    assertThat(contents()).isEqualTo(tables);
    assertThat(hashes("reports/2021-02-15")).isEqualTo(files);
    assertThat(hashes("outbox")).isEqualTo(mails);
  }

  @Test
  void reportAloneGivesTheSameBytesAgain() throws IOException {
    Map<String, String> before = hashes("reports/2021-02-14");
    for (String lang : List.of("kk", "ru", "en")) {
      Files.delete(pdf(LocalDate.of(2021, 2, 14), lang));
    }
    assertThat(
            run(
                "nightly",
                "--date",
                "2021-02-14",
                "--home",
                home.toString(),
                "--from",
                "report",
                "--to",
                "report"))
        .isZero();
    Map<String, String> after = hashes("reports/2021-02-14");
    before.remove("reports/2021-02-14/night.json");
    after.remove("reports/2021-02-14/night.json");
    assertThat(after).isEqualTo(before);
  }

  @Test
  void replayGivesTheBytesThatWerePublished(@TempDir Path out) throws IOException {
    int nights = store().nights().size();
    for (String date : List.of("2021-02-13", "2021-02-15")) {
      assertThat(
              run("replay", "--home", home.toString(), "--date", date, "--out", out + "/" + date))
          .isZero();
      for (String lang : List.of("kk", "ru", "en")) {
        Path published = pdf(LocalDate.parse(date), lang);
        assertThat(out.resolve(date).resolve(published.getFileName().toString()))
            .hasSameBinaryContentAs(published);
      }
    }
    assertThat(store().nights()).hasSize(nights);
  }

  /** A region's form for 13 February came a day later, so the report of the 13th lacks it. */
  @Test
  void replayWithLaterKnowledgeShowsWhatCameSince(@TempDir Path out) {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    assertThat(
            run(
                said,
                "replay",
                "--home",
                home.toString(),
                "--date",
                "2021-02-13",
                "--as-known-on",
                "2021-02-16",
                "--out",
                out.toString()))
        .isZero();
    assertThat(said.toString(StandardCharsets.UTF_8))
        .contains("as known on 2021-02-15T18:00:00Z, compared with night 2021-02-13.1: ");
    String later = text(out.resolve("sitrep-national-2021-02-13-en.pdf"));
    String told = "Compared with the report for 13 February 2021:";
    assertThat(later).contains(told);
    assertThat(text(pdf(LocalDate.of(2021, 2, 13), "en"))).doesNotContain(told);
  }

  @Test
  void reportOfANightThatNeverWasIsNotReady() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    assertThat(
            run(
                out,
                "nightly",
                "--date",
                "2021-03-01",
                "--home",
                home.toString(),
                "--from",
                "report"))
        .isEqualTo(3);
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("sitrep: There is no published night for 2021-03-01");
  }

  @Test
  void heldNightIsNotToldToAnybody() {
    String date = "2021-02-20";
    assertThat(run("nightly", "--date", date, "--home", home.toString(), "--hold")).isEqualTo(3);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    assertThat(run(out, "nightly", "--date", date, "--home", home.toString(), "--from", "report"))
        .isEqualTo(3);
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("sitrep: The night of 2021-02-20 is held: held by --hold");
    assertThat(pdf(LocalDate.parse(date), "en")).doesNotExist();
  }

  @Test
  void dryRunPublishesAndMailsNothing() throws IOException {
    Map<String, String> mails = hashes("outbox");
    int nights = store().nights().size();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    assertThat(run(out, "nightly", "--date", "2021-02-21", "--home", home.toString(), "--dry-run"))
        .isZero();
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("Dry run: the night of 2021-02-21 would be provisional");
    assertThat(store().nights()).hasSize(nights);
    assertThat(hashes("outbox")).isEqualTo(mails);
  }

  @Test
  void dryRunOfTheLastStageMailsNothing() throws IOException {
    Map<String, String> mails = hashes("outbox");
    assertThat(
            run(
                "nightly",
                "--date",
                "2021-02-15",
                "--home",
                home.toString(),
                "--from",
                "deliver",
                "--dry-run"))
        .isZero();
    assertThat(hashes("outbox")).isEqualTo(mails);
  }

  @Test
  void stageByStageAgainChangesNothing() throws IOException {
    Map<String, String> reports = hashes("reports/2021-02-15");
    Map<String, String> mails = hashes("outbox");
    int nights = store().nights().size();
    for (String stage : List.of("ingest", "normalise", "aggregate", "report", "deliver")) {
      assertThat(
              run(
                  "nightly",
                  "--date",
                  "2021-02-15",
                  "--home",
                  home.toString(),
                  "--from",
                  stage,
                  "--to",
                  stage))
          .as(stage)
          .isZero();
    }
    assertThat(store().nights()).hasSize(nights);
    assertThat(hashes("outbox")).isEqualTo(mails);
    assertThat(hashes("reports/2021-02-15")).isEqualTo(reports);
  }

  @Test
  void readingAHomeThatIsNotThereMakesNone(@TempDir Path directory) {
    Path nowhere = directory.resolve("nowhere");
    assertThat(run("status", "--home", nowhere.toString())).isEqualTo(3);
    assertThat(run("export", "--home", nowhere.toString())).isEqualTo(3);
    assertThat(nowhere).doesNotExist();
  }

  @Test
  void historyWrittenForTheBenchLiesAsNightsThatWereRun(@TempDir Path written) {
    LocalDate model = LocalDate.of(2021, 2, 10);
    SparkSession run = Session.open(home.resolve("tables"));
    Map<String, String> left = left(run, night(model.minusDays(1)), night(model));
    SparkSession session = Session.open(written.resolve("tables"));
    Store store = new IcebergStore(session);

    new LongHistory(
            new IcebergStore(run), ConfReader.read(Path.of("conf/kazakhstan")), night(model))
        .write(session, store, 5, model.plusDays(1));

    List<NightEntry> nights = store.nights();
    assertThat(nights).hasSize(5);
    assertThat(left).containsEntry("indicator", "1 1").containsEntry("observation", "1 2");
    for (int n = 1; n < 5; n++) {
      assertThat(left(session, nights.get(n - 1), nights.get(n))).isEqualTo(left);
    }
  }

  /**
   * States and data files that a night added to each of its tables but findings: some have none.
   */
  private static Map<String, String> left(
      SparkSession session, NightEntry before, NightEntry night) {
    Map<String, String> out = new TreeMap<>();
    Map<String, Long> snapshots = new TreeMap<>(night.snapshots());
    snapshots.remove(Findings.TABLE);
    snapshots.forEach(
        (table, snapshot) -> {
          Map<Long, Row> states = new HashMap<>();
          session
              .sql("select snapshot_id, parent_id, summary from home.home." + table + ".snapshots")
              .collectAsList()
              .forEach(row -> states.put(row.getLong(0), row));
          int count = 0;
          int files = 0;
          Long state = snapshot;
          while (!state.equals(before.snapshots().get(table))) {
            Row row = Objects.requireNonNull(states.get(state));
            files +=
                Integer.parseInt(
                    row.<String, String>getJavaMap(2).getOrDefault("added-data-files", "0"));
            count++;
            state = row.getLong(1);
          }
          out.put(table, count + " " + files);
        });
    return out;
  }

  @Test
  void statusShowsWhoWasMissing() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    assertThat(run(out, "status", "--home", home.toString(), "--date", "2021-02-13")).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("Night of 2021-02-13, attempt 1: provisional (missing: ");
    assertThat(
            out.toString(StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.matches("[A-Z]{3} .* missing .*")))
        .singleElement()
        .asString()
        .startsWith("AKT ");
  }

  private static List<String[]> csv(Path file) throws IOException {
    return Files.readAllLines(file).stream().skip(1).map(line -> line.split(",", -1)).toList();
  }

  /** Every row of every table, as text, sorted. */
  private static Map<String, List<String>> contents() {
    Store store = store();
    Map<String, List<String>> out = new LinkedHashMap<>();
    for (String table : Tables.all().keySet()) {
      out.put(
          table,
          store.published(table).collectAsList().stream().map(Row::toString).sorted().toList());
    }
    return out;
  }

  private static Map<String, String> hashes(String folder) throws IOException {
    Map<String, String> out = new TreeMap<>();
    try (Stream<Path> walk = Files.walk(home.resolve(folder))) {
      walk.filter(Files::isRegularFile)
          .forEach(f -> out.put(home.relativize(f).toString(), Hash.sha256(f)));
    }
    return out;
  }
}
