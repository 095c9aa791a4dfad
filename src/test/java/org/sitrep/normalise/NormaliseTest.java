package org.sitrep.normalise;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.sitrep.domain.FindingCode;
import org.sitrep.tables.Coverage;
import org.sitrep.tables.Findings;
import org.sitrep.tables.Observations;
import org.sitrep.tables.RawRows;
import org.sitrep.tables.RowAccounts;
import org.sitrep.tables.Submissions;
import org.sitrep.testkit.SparkTest;

class NormaliseTest extends SparkTest {
  private static final String NIGHT = "2021-02-15.1";
  private static final String[] CASES = {
    "Сведения по состоянию на 15.02.2021",
    "Регион | Район | КВИ+ (U07.1){1x2} | | Выздоровело{1x2} | | Умерло КВИ+{1x2}",
    " | | За сутки | Всего | За сутки | Всего | За сутки | Всего"
  };

  private final List<Row> submissions = new ArrayList<>();
  private final List<Row> rawRows = new ArrayList<>();

  private void file(String id, @Nullable String sender, String outcome, String... lines) {
    Instant at = Instant.parse("2021-02-15T16:00:00Z");
    submissions.add(
        RowFactory.create(
            id,
            NIGHT,
            id,
            id + ".xlsx",
            "p/" + id,
            null,
            1L,
            at,
            at,
            sender,
            "xlsx",
            null,
            outcome,
            null,
            false));
    for (SheetRow row : Sheets.rows(lines)) {
      List<Row> cells = new ArrayList<>();
      for (Cell c : row.cells()) {
        cells.add(
            RowFactory.create(
                c.column(),
                String.valueOf(c.type()),
                c.text(),
                Double.isNaN(c.number()) ? null : c.number(),
                c.rows(),
                c.columns(),
                false));
      }
      rawRows.add(RowFactory.create(id, NIGHT, 0, "Лист1", false, row.number(), false, cells));
    }
  }

  private static String[] with(String[] head, String... body) {
    List<String> out = new ArrayList<>(Arrays.asList(head));
    out.addAll(Arrays.asList(body));
    return out.toArray(new String[0]);
  }

  private Normalised normalise() {
    Dataset<Row> rows = spark().createDataFrame(rawRows, RawRows.schema());
    return Normalise.normalise(
        spark().createDataFrame(submissions, Submissions.schema()),
        rows,
        Earlier.nothing(spark()),
        Sheets.KAZAKHSTAN,
        Sheets.REPORT_DATE,
        NIGHT);
  }

  private static List<String> columns(StructType schema) {
    return Arrays.stream(schema.fields()).map(StructField::name).toList();
  }

  /** Rows as text, columns joined by a blank, sorted. */
  private static List<String> told(Dataset<Row> rows, String first, String... more) {
    return rows.select(first, more).collectAsList().stream()
        .map(r -> r.mkString(" "))
        .sorted()
        .toList();
  }

  @Test
  void zerosInEveryCountOfTheDayAreToldApartFromFiguresAndFromNothing() {
    file(
        "a",
        "AKM",
        "read",
        with(CASES, "Акмолинская область | г. Кокшетау | 0 | 40 | 0 | 20 | 0 | 1"));
    file("b", "AKM", "read", with(CASES, "Акмолинская область | г. Кокшетау | | 40 | | 20 | | 1"));
    file(
        "c",
        "AKM",
        "read",
        with(CASES, "Акмолинская область | г. Кокшетау | 0 | 40 | 1 | 20 | 0 | 1"));

    try (Normalised out = normalise()) {
      assertThat(told(out.coverage(), "submission_id", "all_zero"))
          .containsExactly("a true", "b false", "c false");
    }
  }

  @Test
  void sheetsBecomeObservationsCoverageAccountsAndFindings() {
    file(
        "a",
        "AKM",
        "read",
        with(
            CASES,
            "Акмолинская область | г. Кокшетау | 2 | 40 | 1 | 20 | 0 | 1",
            " | Районы области | 3 | | 1 | 20 | 0 | 2",
            "Итого | | 5 | 41 | 2 | 40 | 0 | 3"));
    file("b", "SHY", "duplicate");
    file("c", "SHY", "read", "Добрый день!");

    try (Normalised out = normalise()) {
      assertThat(List.of(out.observations().columns())).isEqualTo(columns(Observations.schema()));
      assertThat(List.of(out.coverage().columns())).isEqualTo(columns(Coverage.schema()));
      assertThat(List.of(out.rowAccounts().columns())).isEqualTo(columns(RowAccounts.schema()));
      assertThat(List.of(out.findings().columns())).isEqualTo(columns(Findings.schema()));
      assertThat(
              told(out.observations(), "measure", "district", "stream", "value", "row", "column"))
          .containsExactly(
              "cases_cumulative AKM-C U07.1 40.0 4 4",
              "cases_new AKM-C U07.1 2.0 4 3",
              "cases_new AKM-R U07.1 3.0 5 3",
              "deaths_cumulative AKM-C U07.1 1.0 4 8",
              "deaths_cumulative AKM-R U07.1 2.0 5 8",
              "deaths_new AKM-C U07.1 0.0 4 7",
              "deaths_new AKM-R U07.1 0.0 5 7",
              "recovered_cumulative AKM-C U07.1 20.0 4 6",
              "recovered_cumulative AKM-R U07.1 20.0 5 6",
              "recovered_new AKM-C U07.1 1.0 4 5",
              "recovered_new AKM-R U07.1 1.0 5 5");
      assertThat(
              told(
                  out.coverage(),
                  "submission_id",
                  "night_id",
                  "form",
                  "region",
                  "date",
                  "received_at",
                  "rows_accepted",
                  "all_zero"))
          .containsExactly("a 2021-02-15.1 cases AKM 2021-02-15 2021-02-15T16:00:00Z 2 false");
      assertThat(
              told(
                  out.rowAccounts(),
                  "submission_id",
                  "form",
                  "form_version",
                  "sheet",
                  "language",
                  "rows_read",
                  "rows_accepted",
                  "rows_held",
                  "rows_rejected",
                  "conf_version"))
          .containsExactly(
              "a cases 1 Лист1 ru 2 2 0 0 " + Sheets.KAZAKHSTAN.version(),
              "c null null null null 0 0 0 0 " + Sheets.KAZAKHSTAN.version());
      assertThat(
              told(
                  out.findings().where("code not in ('FORM_COLUMN_MISSING')"),
                  "submission_id",
                  "file",
                  "code",
                  "severity",
                  "scope",
                  "form",
                  "region",
                  "date",
                  "sheet",
                  "cell"))
          .containsExactly(
              "a a.xlsx CELL_EMPTY warn cell cases AKM 2021-02-15 Лист1 D5",
              "a a.xlsx TOTAL_DIFFERS warn cell cases AKM 2021-02-15 Лист1 D6",
              "c c.xlsx FORM_UNKNOWN reject file null SHY null null ");
    }
  }

  @Test
  void coverageTellsWhoSentItAndWhatSaysTheSame() {
    String[] turned = {
      "Сведения по состоянию на 15.02.2021",
      "Умерло КВИ+{1x2} | | Регион | Район | КВИ+ (U07.1){1x2} | | Выздоровело{1x2}",
      "За сутки | Всего | | | За сутки | Всего | За сутки | Всего"
    };
    String town = "Акмолинская область | г. Кокшетау | 2 | 40 | 1 | 20 | 0 | 1";
    String rest = "Акмолинская область | Районы области | 3 | 41 | 1 | 20 | 0 | 2";
    file("region", "AKM", "read", with(CASES, town, rest));
    file(
        "nobody",
        null,
        "read",
        with(
            turned,
            "0 | 2 | Акмолинская область | Районы области | 3 | 41 | 1 | 20",
            "0 | 1 | Акмолинская область | г. Кокшетау | 2 | 40 | 1 | 20"));
    file(
        "centre",
        null,
        "read",
        with(CASES, town, rest, "Карагандинская область | | 3 | 41 | 1 | 20 | 0 | 2"));
    file(
        "other",
        "AKM",
        "read",
        with(
            CASES,
            "Акмолинская область | г. Кокшетау | 3 | 40 | 1 | 20 | 0 | 1",
            "Акмолинская область | Районы области | 2 | 41 | 1 | 20 | 0 | 2"));

    try (Normalised out = normalise()) {
      assertThat(told(out.coverage(), "submission_id", "region", "rows_accepted", "own"))
          .containsExactly(
              "centre AKM 2 false",
              "centre KAR 1 false",
              "nobody AKM 2 true",
              "other AKM 2 true",
              "region AKM 2 true");
      Map<Long, List<String>> same = new TreeMap<>();
      for (Row row : out.coverage().sort("submission_id", "region").collectAsList()) {
        same.computeIfAbsent(row.getAs("content"), c -> new ArrayList<>())
            .add(row.getAs("submission_id") + " " + row.getAs("region"));
      }
      assertThat(same.values())
          .as("rows and columns in another order say the same, two figures exchanged do not")
          .containsExactlyInAnyOrder(
              List.of("centre AKM", "nobody AKM", "region AKM"),
              List.of("centre KAR"),
              List.of("other AKM"));
    }
  }

  @Test
  void brokenRulesHoldOrRejectTheirRowAndNameBothValues() {
    file(
        "a",
        "AKM",
        "read",
        "на 15.02.2021",
        "Вакцина | Группа | I компонент{1x2} | | II компонент{1x2}",
        " | | За сутки | Всего | За сутки | Всего",
        "Спутник V (РФ) | Медработники | 3 | 10 | 0 | 11",
        "Спутник V (РФ) | СЭС | 3 | 10 | 0 | ");
    file("b", "SHY", "read", with(CASES, "г. Шымкент | | 1 | 10 | 0 | 0 | 0 | 11"));

    try (Normalised out = normalise()) {
      assertThat(
              told(
                  out.rowAccounts(),
                  "submission_id",
                  "rows_read",
                  "rows_accepted",
                  "rows_held",
                  "rows_rejected"))
          .containsExactly("a 2 1 1 0", "b 1 0 0 1");
      List<Row> broken =
          out.findings().where("code in ('DOSE2_OVER_DOSE1', 'DEATHS_OVER_CASES')").collectAsList();
      assertThat(broken)
          .extracting(
              r -> r.<String>getAs("code") + " " + r.getAs("severity") + " " + r.getAs("cell"))
          .containsExactlyInAnyOrder("DOSE2_OVER_DOSE1 hold F4", "DEATHS_OVER_CASES reject H4");
      Row dose =
          broken.stream()
              .filter(r -> r.getAs("code").equals("DOSE2_OVER_DOSE1"))
              .findFirst()
              .orElseThrow();
      assertThat(dose.<String>getAs("raw")).isEqualTo("11");
      Map<String, String> message = dose.getJavaMap(dose.fieldIndex("message"));
      assertThat(message).containsOnlyKeys("kk", "ru", "en");
      assertThat(message.get("ru")).contains("(11)").contains("(10)");
      Map<String, String> arguments = dose.getJavaMap(dose.fieldIndex("arguments"));
      assertThat(arguments).containsEntry("cells", "F4 D4").containsEntry("cell", "F4");
    }
  }

  @Test
  void whatBefallsTheSheetBefallsItsRows() {
    file("a", "AKM", "read", with(CASES, "Акмолинская область | | 1 | 2 | 0 | 0 | 0 | 0"));
    file("b", "AKM", "read", with(CASES, "Акмолинская область | | 1 | 2 | 0 | 0 | 0 | 0"));
    rawRows.replaceAll(
        row ->
            row.getString(0).equals("a") && row.getInt(5) == 1
                ? RowFactory.create(
                    "a",
                    NIGHT,
                    0,
                    "Лист1",
                    false,
                    1,
                    false,
                    List.of(RowFactory.create(1, "s", "Сведения", null, 1, 1, false)))
                : row);

    try (Normalised out = normalise()) {
      assertThat(told(out.rowAccounts(), "submission_id", "rows_accepted", "rows_rejected"))
          .containsExactly("a 0 1", "b 1 0");
      assertThat(told(out.coverage(), "submission_id")).containsExactly("b");
    }
  }

  /** Random rows with every kind of fault: each row is accepted, held or rejected, none is lost. */
  @Test
  void rowsAreConserved() {
    long seed = 20210215;
    Random random = new Random(seed);
    String[] regions = {"Акмолинская область", "г. Шымкент", "Алматы", "Нигде", "Aкмола", ""};
    String[] districts = {"", "г. Кокшетау", "Районы области", "Луна"};
    String[] values = {"1", "250", "'1 024", "", "-", "!#N/A", "?", "12O", "1.5", "-7", "н/д"};
    int read = 0;
    for (int f = 0; f < 20; f++) {
      List<String> lines = new ArrayList<>(Arrays.asList(CASES));
      for (int r = 0; r < 50; r++) {
        StringBuilder line = new StringBuilder(pick(random, regions)).append(" | ");
        line.append(pick(random, districts));
        for (int c = 0; c < 6; c++) {
          line.append(" | ").append(pick(random, values));
        }
        lines.add(line + " | 1");
        read++;
      }
      file("f" + f, f % 2 == 0 ? "AKM" : null, "read", lines.toArray(new String[0]));
    }

    try (Normalised out = normalise()) {
      Row sums =
          out.rowAccounts()
              .selectExpr(
                  "sum(rows_read)",
                  "sum(rows_accepted)",
                  "sum(rows_held)",
                  "sum(rows_rejected)",
                  "count(*)")
              .first();
      assertThat(sums.getLong(0)).as("rows read, seed %s", seed).isGreaterThan(900);
      assertThat(sums.getLong(0)).isLessThanOrEqualTo(read);
      assertThat(sums.getLong(1) + sums.getLong(2) + sums.getLong(3))
          .as("rows accounted for, seed %s", seed)
          .isEqualTo(sums.getLong(0));
      assertThat(sums.getLong(1)).isPositive();
      assertThat(sums.getLong(2)).isPositive();
      assertThat(sums.getLong(3)).isPositive();
      assertThat(sums.getLong(4)).isEqualTo(20);
      long acceptedRows =
          out.observations().select("submission_id", "sheet", "row").distinct().count();
      assertThat(acceptedRows).as("seed %s", seed).isLessThanOrEqualTo(sums.getLong(1));
      assertThat(
              told(out.findings().where("exists(map_values(message), m -> m like '%{%')"), "code"))
          .as("sentences with a place nobody filled")
          .isEmpty();
      Set<String> codes = new HashSet<>(told(out.findings().select("code").distinct(), "code"));
      assertThat(codes)
          .contains(
              FindingCode.CELL_NOT_A_NUMBER.name(),
              FindingCode.REGION_UNKNOWN.name(),
              FindingCode.ROW_DUPLICATE.name());
    }
  }

  private static String pick(Random random, String... from) {
    return from[random.nextInt(from.length)];
  }

  @Test
  void aNightWithoutFilesGivesFourEmptyTables() {
    try (Normalised out = normalise()) {
      assertThat(out.observations().isEmpty()).isTrue();
      assertThat(out.coverage().isEmpty()).isTrue();
      assertThat(out.rowAccounts().isEmpty()).isTrue();
      assertThat(out.findings().isEmpty()).isTrue();
    }
  }
}
