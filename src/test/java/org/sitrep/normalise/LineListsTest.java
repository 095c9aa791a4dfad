package org.sitrep.normalise;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sitrep.config.Conf;
import org.sitrep.tables.Coverage;
import org.sitrep.tables.Events;
import org.sitrep.tables.Findings;
import org.sitrep.tables.Observations;
import org.sitrep.tables.RawRows;
import org.sitrep.tables.RowAccounts;
import org.sitrep.tables.Submissions;
import org.sitrep.testkit.SparkTest;

/** Whole line lists, night after night; persons are numbers here. */
final class LineListsTest extends SparkTest {
  private static final String DOSES = "ИИН | Вакцина | Доза | Дата вакцинации";
  private static final String CASES = "ИИН | Диагноз | Дата регистрации";
  private static final String PLAIN = "Регион | Дата | Проведено тестов | Положительных";

  @TempDir private static Path folder;
  private static Conf conf;

  private final List<Row> submissions = new ArrayList<>();
  private final List<Row> rawRows = new ArrayList<>();
  private Dataset<Row> coverage = spark().createDataFrame(List.of(), Coverage.schema());
  private Dataset<Row> events = spark().createDataFrame(List.of(), Events.schema());
  private Dataset<Row> known = spark().createDataFrame(List.of(), Submissions.schema());

  @BeforeAll
  static void read() {
    conf = LineListTest.patient(folder);
  }

  /** A file of AKM; {@code P7} stands for the token of person 7. */
  private void file(String id, String received, String... lines) {
    boolean persons = Arrays.stream(lines).anyMatch(l -> l.contains("ИИН"));
    Instant at = Instant.parse(received);
    submissions.add(
        RowFactory.create(
            id,
            "n",
            id,
            id + ".csv",
            id,
            null,
            1L,
            at,
            at,
            "AKM",
            "csv",
            null,
            "read",
            null,
            persons));
    for (SheetRow row : Sheets.rows(lines)) {
      List<Row> cells = new ArrayList<>();
      for (Cell c : row.cells()) {
        String text =
            c.text().matches("P\\d+")
                ? LineListTest.token(Integer.parseInt(c.text().substring(1)), 1889, "m")
                : c.text();
        cells.add(
            RowFactory.create(
                c.column(),
                String.valueOf(c.type()),
                text,
                Double.isNaN(c.number()) ? null : c.number(),
                1,
                1,
                false));
      }
      rawRows.add(RowFactory.create(id, "n", 0, "", false, row.number(), false, cells));
    }
  }

  /** One night over the files so far, which the next night knows of. */
  private Normalised night(String id) {
    Dataset<Row> files = spark().createDataFrame(List.copyOf(submissions), Submissions.schema());
    Normalised out =
        Normalise.normalise(
            files,
            spark().createDataFrame(List.copyOf(rawRows), RawRows.schema()),
            new Earlier(
                spark().createDataFrame(List.of(), Observations.schema()), coverage, events, known),
            conf,
            Sheets.REPORT_DATE,
            id);
    coverage = local(coverage.unionAll(out.coverage()));
    known = local(known.unionAll(files));
    if (out.events().isPresent()) {
      events = local(events.unionAll(out.events().get()));
    }
    submissions.clear();
    rawRows.clear();
    return out;
  }

  private static Dataset<Row> local(Dataset<Row> rows) {
    return spark().createDataFrame(rows.collectAsList(), rows.schema());
  }

  private static List<String> told(Dataset<Row> rows, String first, String... more) {
    return rows.select(first, more).collectAsList().stream()
        .map(r -> r.mkString(" "))
        .sorted()
        .toList();
  }

  private static List<String> findings(Normalised night) {
    return night
        .findings()
        .where("code not like 'FORM_%'")
        .select(Findings.FILE, Findings.ROW, Findings.CODE, Findings.MESSAGE)
        .collectAsList()
        .stream()
        .map(r -> r.getString(0) + "!" + r.getInt(1) + " " + r.getString(2))
        .sorted()
        .toList();
  }

  private static List<String> sentences(Normalised night, String code) {
    return night.findings().where("code = '" + code + "'").collectAsList().stream()
        .map(r -> String.valueOf(r.getJavaMap(r.fieldIndex(Findings.MESSAGE)).get("en")))
        .toList();
  }

  @Test
  void acceptedRowsBecomeEventsAndCounts() {
    file(
        "a",
        "2021-02-15T16:00:00Z",
        DOSES,
        "P1 | QazVac | 1 | @2021-02-14",
        "P2 | QazVac | 1 | @2021-02-14",
        "P3 | Спутник V (РФ) | 1 | @2021-02-15",
        "person::check-digit:: | QazVac | 1 | @2021-02-14");
    try (Normalised night = night("n1")) {
      assertThat(
              told(
                  night.observations(),
                  "measure",
                  "date",
                  "region",
                  "product",
                  "component",
                  "dose",
                  "value",
                  "row",
                  "column",
                  "form"))
          .containsExactly(
              "doses_new 2021-02-14 AKM QAZVAC I 1 2.0 2 4 line-list-vaccination",
              "doses_new 2021-02-15 AKM SPUTNIK_V_RU I 1 1.0 4 4 line-list-vaccination");
      assertThat(told(night.coverage(), "form", "region", "date", "rows_accepted"))
          .containsExactly(
              "line-list-vaccination AKM 2021-02-14 2", "line-list-vaccination AKM 2021-02-15 1");
      assertThat(told(night.events().orElseThrow(), "kind", "date", "dose", "age_group", "row"))
          .containsExactly(
              "dose 2021-02-14 1 80+ 2", "dose 2021-02-14 1 80+ 3", "dose 2021-02-15 1 80+ 4");
      assertThat(
              told(
                  night.rowAccounts(),
                  RowAccounts.ROWS_READ,
                  RowAccounts.ROWS_ACCEPTED,
                  RowAccounts.ROWS_REJECTED))
          .containsExactly("4 3 1");
      assertThat(findings(night)).containsExactly("a.csv!5 PERSON_CHECK_DIGIT");
    }
  }

  @Test
  void aDoseToldTwiceCountsOnce() {
    file(
        "a",
        "2021-02-15T16:00:00Z",
        DOSES,
        "P1 | QazVac | 1 | @2021-02-14",
        "P1 | QazVac | 1 | @2021-02-15",
        "P2 | QazVac | бустер | @2021-02-14",
        "P2 | QazVac | бустер | @2021-02-15",
        "P3 | QazVac | 1 | @2021-02-14",
        "P4 | QazVac | 1 | @2021-02-14");
    file("b", "2021-02-15T17:00:00Z", DOSES, "P3 | QazVac | 1 | @2021-02-13");
    try (Normalised night = night("n1")) {
      assertThat(findings(night)).containsExactly("a.csv!3 PERSON_TWICE", "a.csv!6 PERSON_TWICE");
      assertThat(sentences(night, "PERSON_TWICE"))
          .containsExactlyInAnyOrder(
              "The same person stands already in a.csv!2. Only the first counts. Delete this row, or"
                  + " correct the number, the dose or the date.",
              "The same person stands already in b.csv!2. Only the first counts. Delete this row, or"
                  + " correct the number, the dose or the date.");
      assertThat(told(night.rowAccounts(), "submission_id", "rows_read", "rows_accepted"))
          .containsExactly("a 6 4", "b 1 1");
    }
  }

  @Test
  void whatAnEarlierNightAcceptedStands() {
    file("a", "2021-02-13T16:00:00Z", DOSES, "P1 | QazVac | 1 | @2021-02-13");
    night("n1").close();
    file(
        "b",
        "2021-02-15T16:00:00Z",
        DOSES,
        "P1 | QazVac | 1 | @2021-02-12",
        "P2 | QazVac | 1 | @2021-02-12");
    try (Normalised night = night("n2")) {
      assertThat(findings(night)).containsExactly("b.csv!2 PERSON_TWICE");
      assertThat(sentences(night, "PERSON_TWICE").get(0)).contains("a.csv!2");
    }
  }

  @Test
  void aFileThatTakesAnothersPlaceIsNotComparedWithIt() {
    file(
        "a",
        "2021-02-13T16:00:00Z",
        DOSES,
        "P1 | QazVac | 1 | @2021-02-12",
        "P2 | QazVac | 1 | @2021-02-13");
    night("n1").close();
    // the first person's date was wrong; both days are sent again
    file(
        "b",
        "2021-02-14T16:00:00Z",
        DOSES,
        "P1 | QazVac | 1 | @2021-02-13",
        "P2 | QazVac | 1 | @2021-02-13",
        "P3 | QazVac | 1 | @2021-02-12");
    try (Normalised night = night("n2")) {
      assertThat(findings(night)).isEmpty();
      assertThat(told(night.rowAccounts(), "rows_read", "rows_accepted")).containsExactly("3 3");
    }
  }

  @Test
  void casesWithinTheDaysOfOneIllnessAreOneCase() {
    file(
        "a",
        "2020-11-01T16:00:00Z",
        CASES,
        "P1 | КВИ+ | @2020-10-01",
        "P2 | КВИ+ | @2020-10-01",
        "P3 | КВИ+ | @2020-10-31");
    night("n1").close();
    file(
        "b",
        "2021-02-15T16:00:00Z",
        CASES,
        "P1 | КВИ+ | @2021-02-15",
        "P2 | КВИ+ | @2020-12-30",
        "P3 | КВИ+ | @2020-10-02",
        "P4 | КВИ+ | @2021-02-14",
        "P4 | КВИ- | @2021-02-15");
    try (Normalised night = night("n2")) {
      assertThat(findings(night))
          .containsExactly("b.csv!3 PERSON_TWICE", "b.csv!4 PERSON_TWICE", "b.csv!6 PERSON_TWICE");
      assertThat(told(night.observations(), "measure", "stream", "date", "value"))
          .containsExactly("cases_new U07.1 2021-02-14 1.0", "cases_new U07.1 2021-02-15 1.0");
    }
  }

  @Test
  void dosesComeInOrderAndNotTooSoon() {
    file("a", "2021-02-03T16:00:00Z", DOSES, "P5 | QazVac | 2 | @2021-02-03");
    night("n1").close();
    file(
        "b",
        "2021-02-15T16:00:00Z",
        DOSES,
        "P1 | QazVac | 1 | @2021-02-10",
        "P1 | QazVac | 2 | @2021-02-05",
        "P2 | QazVac | 1 | @2021-02-01",
        "P2 | QazVac | 2 | @2021-02-15",
        "P3 | Hayat-Vax | 1 | @2021-02-01",
        "P3 | Hayat-Vax | 2 | @2021-02-15",
        "P4 | QazVac | 2 | @2021-02-15",
        "P5 | QazVac | 1 | @2021-02-04");
    try (Normalised night = night("n2")) {
      assertThat(findings(night))
          .containsExactly(
              "b.csv!3 DOSE_OUT_OF_ORDER", "b.csv!5 DOSE_TOO_EARLY", "b.csv!9 DOSE_OUT_OF_ORDER");
      assertThat(sentences(night, "DOSE_TOO_EARLY"))
          .containsExactly(
              "Dose 2 was given 14 days after the one before; at least 21 days are foreseen. The row"
                  + " counts; check both dates.");
      assertThat(told(night.rowAccounts(), "rows_read", "rows_accepted", "rows_rejected"))
          .containsExactly("8 6 2");
    }
  }

  @Test
  void noFindingTellsAPseudonym() {
    file(
        "a",
        "2021-02-15T16:00:00Z",
        DOSES + " | Медорганизация",
        "P1 | QazVac | 1 | @2021-02-14 | P1",
        "P1 | P2 | 1 | P3 | x");
    try (Normalised night = night("n1")) {
      String all = night.findings().collectAsList().toString();
      assertThat(all).contains("(ИИН)", "(IIN)", "(ЖСН)").doesNotContain("person:");
    }
  }

  @Test
  void aNightWithoutListsHasNoEvents() {
    file("a", "2021-02-15T16:00:00Z", PLAIN, "Акмолинская область | @2021-02-14 | 10 | 2");
    try (Normalised night = night("n1")) {
      assertThat(night.events()).isEmpty();
      assertThat(night.observations().count()).isEqualTo(2);
    }
  }

  @Test
  void oneNumberTypedForEverybodyDoesNotStopTheNight() {
    List<String> lines = new ArrayList<>(List.of(CASES));
    for (int i = 0; i < 3_000; i++) {
      lines.add("P1 | КВИ+ | @2021-02-" + String.format(java.util.Locale.ROOT, "%02d", 1 + i % 15));
    }
    file("a", "2021-02-15T16:00:00Z", lines.toArray(String[]::new));
    try (Normalised night = night("n1")) {
      assertThat(told(night.rowAccounts(), "rows_read", "rows_accepted", "rows_rejected"))
          .containsExactly("3000 1 2999");
      assertThat(
              night
                  .observations()
                  .select(Observations.VALUE)
                  .as(org.apache.spark.sql.Encoders.DOUBLE())
                  .collectAsList())
          .containsExactly(1.0);
    }
  }
}
