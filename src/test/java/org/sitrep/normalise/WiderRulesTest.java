package org.sitrep.normalise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sitrep.normalise.Sent.table;
import static org.sitrep.normalise.Sent.told;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sitrep.config.Conf;
import org.sitrep.testkit.SparkTest;

/** Rules that look beyond the row, and the doubles that depend on rules. */
class WiderRulesTest extends SparkTest {
  @TempDir private Path folder;

  private static String[] cases(String day, String... rows) {
    return table(
        new String[] {
          "Сведения по состоянию на " + day,
          "Регион | Район | КВИ+ (U07.1){1x2} | | Умерло КВИ+{1x2}",
          " | | За сутки | Всего | За сутки | Всего"
        },
        rows);
  }

  private static String[] vaccination(String day, String... rows) {
    return table(
        new String[] {
          "на " + day,
          "Вакцина | Группа | I компонент{1x2} | | II компонент{1x2}",
          " | | За сутки | Всего | За сутки | Всего"
        },
        rows);
  }

  private static String[] supply(String day, String... rows) {
    return table(
        new String[] {
          "на " + day,
          "Вакцина | I компонент{1x3} | | | II компонент{1x2}",
          " | Получено за сутки | Получено всего | Остаток | Получено всего | Остаток"
        },
        rows);
  }

  private Conf rules(String... rules) {
    return Sent.kazakhstan(folder, "rules/test.yml", String.join("\n", rules) + "\n");
  }

  private static String rule(String code, String form, String keys, String holds) {
    return "- {code: "
        + code
        + ", form: "
        + form
        + ", "
        + keys
        + ", holds: \""
        + holds
        + "\", message: {kk: "
        + code
        + ", ru: "
        + code
        + ", en: "
        + code
        + "}}";
  }

  private static List<String> findings(Normalised out) {
    return told(out.findings().where("code rlike '^T_'"), "submission_id", "code", "cell");
  }

  @Test
  void aTotalThatFellSinceTheDayBeforeIsToldAndStays() {
    Conf conf = Sheets.KAZAKHSTAN;
    Sent before =
        new Sent(spark(), "2021-02-14")
            .file(
                "a",
                "AKM",
                cases(
                    "14.02.2021",
                    "Акмолинская область | г. Кокшетау | 2 | 23745 | 0 | 1",
                    " | Районы области | 3 | 50 | 0 | 2"));
    Sent sent =
        new Sent(spark(), "2021-02-15")
            .file(
                "b",
                "AKM",
                cases(
                    "15.02.2021",
                    "Акмолинская область | г. Кокшетау | 4 | 22749 | 0 | 1",
                    " | Районы области | 3 | 53 | 0 | 2"))
            .after(before, conf);

    try (Normalised out = sent.normalise(conf)) {
      assertThat(told(out.rowAccounts(), "rows_read", "rows_accepted")).containsExactly("2 2");
      Row fell = out.findings().where("code = 'CASES_TOTAL_FELL'").first();
      assertThat(fell.<String>getAs("severity")).isEqualTo("warn");
      assertThat(fell.<String>getAs("cell")).isEqualTo("D4");
      assertThat(fell.<String>getAs("raw")).isEqualTo("22749");
      Map<String, String> message = fell.getJavaMap(fell.fieldIndex("message"));
      assertThat(message.get("en"))
          .startsWith("PCR+ (U07.1) / Total fell to 22,749 from 23,745 on 2021-02-14.");
      assertThat(message.get("ru").replace('\u00a0', ' '))
          .startsWith("КВИ+ (U07.1) / Всего: стало 22 749, а на 2021-02-14 было 23 745.");
      assertThat(message).containsOnlyKeys("kk", "ru", "en");
      Map<String, String> arguments = fell.getJavaMap(fell.fieldIndex("arguments"));
      assertThat(arguments)
          .containsEntry("cells", "D4")
          .containsEntry("previous.cases_cumulative_pos", "23745");
      assertThat(told(out.findings().where("code like '%PREVIOUS_PLUS_NEW'"), "cell")).isEmpty();
    }
  }

  @Test
  void theDayBeforeMayStandInTheSameNightOrTheSameSheet() {
    Conf conf =
        rules(
            rule(
                "T_FELL",
                "cases",
                "over: previous, severity: warn, columns: [cases_cumulative_pos]",
                "value >= previous.value"),
            rule(
                "T_SERIES",
                "series",
                "over: previous, severity: warn, columns: [cases_cumulative]",
                "value >= previous.value"));
    Sent sent =
        new Sent(spark(), "2021-02-15")
            .file("late", "AKM", cases("14.02.2021", "Акмолинская область | | 2 | 100 | 0 | 1"))
            .file("b", "AKM", cases("15.02.2021", "Акмолинская область | | 4 | 99 | 0 | 1"))
            .file(
                "s",
                null,
                "Дата | Регион | Всего случаев",
                "@2021-02-03 | Алматы г. | 10",
                "@2021-02-01 | Алматы г. | 7",
                "@2021-02-02 | Алматы г. | 6",
                "@2021-02-05 | Алматы г. | 9");

    try (Normalised out = sent.normalise(conf)) {
      assertThat(findings(out)).containsExactly("b T_FELL D4", "s T_SERIES C4", "s T_SERIES C5");
    }
  }

  @Test
  void whatWasReceivedLastCountsAsTheDayBefore() {
    Conf conf =
        rules(
            rule(
                "T_FELL",
                "cases",
                "over: previous, severity: warn, columns: [cases_cumulative_pos]",
                "value >= previous.value"));
    Sent before =
        new Sent(spark(), "2021-02-14")
            .file("old", "AKM", cases("14.02.2021", "Акмолинская область | | 2 | 500 | 0 | 1"));
    Sent sent =
        new Sent(spark(), "2021-02-15")
            .file("put-right", "AKM", cases("14.02.2021", "Акмолинская область | | 2 | 50 | 0 | 1"))
            .file("b", "AKM", cases("15.02.2021", "Акмолинская область | | 4 | 54 | 0 | 1"))
            .after(before, conf);

    try (Normalised out = sent.normalise(conf)) {
      assertThat(findings(out)).isEmpty();
    }
  }

  @Test
  void aRowThatARuleRejectsLeavesItsPlaceToTheOneBelow() {
    Sent sent =
        new Sent(spark(), "2021-02-15")
            .file(
                "a",
                "AKM",
                cases(
                    "15.02.2021",
                    "Акмолинская область | | 1 | 10 | 0 | 11",
                    "Акмолинская область | | 1 | 100 | 0 | 11",
                    "Акмолинская область | | 1 | 101 | 0 | 11"));

    try (Normalised out = sent.normalise(Sheets.KAZAKHSTAN)) {
      assertThat(
              told(out.rowAccounts(), "rows_read", "rows_accepted", "rows_held", "rows_rejected"))
          .containsExactly("3 1 0 2");
      assertThat(told(out.observations().where("measure = 'cases_cumulative'"), "value", "row"))
          .containsExactly("100.0 5");
      List<Row> doubles = out.findings().where("code = 'ROW_DUPLICATE'").collectAsList();
      assertThat(doubles).extracting(r -> r.<Integer>getAs("row")).containsExactly(6);
      Map<String, String> arguments =
          doubles.get(0).getJavaMap(doubles.get(0).fieldIndex("arguments"));
      assertThat(arguments).containsEntry("first", "Лист1!5");
    }
  }

  @Test
  void aRowThatIsHeldAgainstTheDayBeforeLeavesItsPlaceToo() {
    Conf conf =
        rules(
            rule(
                "T_FELL",
                "cases",
                "over: previous, severity: hold, columns: [cases_cumulative_pos]",
                "value >= previous.value"));
    Sent before =
        new Sent(spark(), "2021-02-14")
            .file("old", "AKM", cases("14.02.2021", "Акмолинская область | | 2 | 50 | 0 | 1"));
    Sent sent =
        new Sent(spark(), "2021-02-15")
            .file(
                "a",
                "AKM",
                cases(
                    "15.02.2021",
                    "Акмолинская область | | 1 | 10 | 0 | 1",
                    "Акмолинская область | | 1 | 20 | 0 | 1",
                    "Акмолинская область | | 1 | 51 | 0 | 1",
                    "Акмолинская область | | 1 | 52 | 0 | 1"))
            .after(before, conf);

    try (Normalised out = sent.normalise(conf)) {
      assertThat(
              told(out.rowAccounts(), "rows_read", "rows_accepted", "rows_held", "rows_rejected"))
          .containsExactly("4 1 2 1");
      assertThat(findings(out)).containsExactly("a T_FELL D4", "a T_FELL D5");
      assertThat(told(out.observations().where("measure = 'cases_cumulative'"), "value"))
          .containsExactly("51.0");
      assertThat(told(out.findings().where("code = 'ROW_DUPLICATE'"), "row", "arguments.first"))
          .containsExactly("7 Лист1!6");
    }
  }

  @Test
  void aTableIsJudgedAsAWhole() {
    Conf conf =
        rules(
            rule(
                "T_SUM",
                "cases",
                "over: submission, severity: warn, columns: [cases_new_pos, cases_cumulative_pos]",
                "sum(cases_new_pos) <= 5"),
            rule(
                "T_PRODUCTS",
                "supply",
                "over: submission, severity: reject, columns: [product]",
                "count_if(product = 'SPUTNIK_V_RU') > 0"),
            rule(
                "T_GROUP",
                "vaccination",
                "over: submission, per: [product], severity: hold, columns: [doses_new_1]",
                "max(doses_new_1) < 100 or product = 'QAZVAC'"));
    Sent sent =
        new Sent(spark(), "2021-02-15")
            .file(
                "a",
                "AKM",
                cases(
                    "15.02.2021",
                    "Акмолинская область | г. Кокшетау | 4 | 10 | 0 | 1",
                    " | Районы области | 3 | 20 | 0 | 1"))
            .file("b", "SHY", cases("15.02.2021", "г. Шымкент | | 5 | 10 | 0 | 1"))
            .file("c", "AKM", supply("15.02.2021", "QazVac | 0 | 5 | 5 | | "))
            .file(
                "d",
                "SHY",
                supply(
                    "15.02.2021", "Спутник V (РФ) | 0 | 5 | 5 | 5 | 5", "QazVac | 0 | 5 | 5 | | "))
            .file(
                "e",
                "AKM",
                vaccination(
                    "15.02.2021",
                    "Спутник V (РФ) | Медработники | 3 | 10 | 0 | 0",
                    "Спутник V (РФ) | СЭС | 100 | 110 | 0 | 0",
                    "QazVac | СЭС | 100 | 110 | 0 | 0"));

    try (Normalised out = sent.normalise(conf)) {
      assertThat(findings(out)).containsExactly("a T_SUM ", "c T_PRODUCTS ", "e T_GROUP ");
      Row sum = out.findings().where("code = 'T_SUM'").first();
      assertThat(sum.<String>getAs("scope")).isEqualTo("sheet");
      assertThat(sum.<String>getAs("sheet")).isEqualTo("Лист1");
      assertThat(sum.<String>getAs("region")).isEqualTo("AKM");
      Map<String, String> arguments = sum.getJavaMap(sum.fieldIndex("arguments"));
      assertThat(arguments).containsEntry("cells", "C4 D4 C5 D5");
      assertThat(
              told(
                  out.rowAccounts(),
                  "submission_id",
                  "rows_accepted",
                  "rows_held",
                  "rows_rejected"))
          .containsExactly("a 2 0 0", "b 1 0 0", "c 0 0 1", "d 2 0 0", "e 1 2 0");
    }
  }

  @Test
  void aTableWithARowThatDoesNotCountIsNotJudgedAsAWhole() {
    Conf conf =
        rules(
            rule(
                "T_ROWS",
                "cases",
                "over: submission, severity: warn, columns: [region]",
                "count(*) >= 2"),
            rule(
                "T_USED",
                "supply",
                "over: forms, severity: warn, columns: [stock_1]",
                "vaccination.date <> date or stock_1 = delivered_cumulative_1 - vaccination.doses_cumulative_1"));
    Sent sent =
        new Sent(spark(), "2021-02-15")
            .file(
                "a",
                "AKM",
                cases(
                    "15.02.2021",
                    "Акмолинская область | г. Кокшетау | 4 | 10 | 0 | 1",
                    " | Луна | 3 | 20 | 0 | 1"))
            .file(
                "b",
                "AKM",
                vaccination(
                    "15.02.2021",
                    "Спутник V (РФ) | СЭС | 3 | 10 | 0 | 0",
                    "Спутник V (РФ) | Медработники | 3 | 1O | 0 | 0"))
            .file("c", "AKM", supply("15.02.2021", "Спутник V (РФ) | 0 | 100 | 70 | 0 | 0"));

    try (Normalised out = sent.normalise(conf)) {
      assertThat(findings(out)).isEmpty();
    }
  }

  @Test
  void whatWasGivenIsComparedWithWhatWasDelivered() {
    Conf conf = Sheets.KAZAKHSTAN;
    Sent before =
        new Sent(spark(), "2021-02-14")
            .file(
                "v",
                "AKM",
                vaccination(
                    "14.02.2021",
                    "Спутник V (РФ) | Медработники | 3 | 60 | 0 | 0",
                    "Спутник V (РФ) | СЭС | 3 | 50 | 0 | 0"));
    Sent sent =
        new Sent(spark(), "2021-02-15")
            // the other form of the same day came the night before
            .file("late", "AKM", supply("14.02.2021", "Спутник V (РФ) | 0 | 100 | 3 | 100 | 100"))
            // of the other form only an older day is known
            .file("b", "AKM", supply("15.02.2021", "Спутник V (РФ) | 0 | 100 | 3 | 100 | 100"))
            .after(before, conf);

    try (Normalised out = sent.normalise(conf)) {
      assertThat(
              told(
                  out.findings().where("code like 'USED%' or code like 'STOCK%'"),
                  "submission_id",
                  "code",
                  "cell"))
          .containsExactly("late STOCK_NOT_DELIVERED_MINUS_USED D4", "late USED_OVER_DELIVERED C4");
      Row used = out.findings().where("code = 'USED_OVER_DELIVERED'").first();
      Map<String, String> message = used.getJavaMap(used.fieldIndex("message"));
      assertThat(message.get("en"))
          .contains("component I of Sputnik V (imported) were given (110, vaccination form)")
          .contains("(100)");
    }
  }

  @Test
  void returnsAndCorrectionsDownwardsAreNotRejected() {
    Sent before =
        new Sent(spark(), "2021-02-14")
            .file("a", "AKM", supply("14.02.2021", "Спутник V (РФ) | 0 | 100 | 100 | 0 | 0"));
    Sent sent =
        new Sent(spark(), "2021-02-15")
            .file("b", "AKM", supply("15.02.2021", "Спутник V (РФ) | -40 | 60 | 60 | 0 | 0"))
            .after(before, Sheets.KAZAKHSTAN);

    try (Normalised out = sent.normalise(Sheets.KAZAKHSTAN)) {
      assertThat(told(out.rowAccounts(), "rows_accepted")).containsExactly("1");
      assertThat(told(out.findings().where("code not like 'FORM_%'"), "code", "severity"))
          .containsExactly("CELL_NEGATIVE warn");
    }
  }

  @Test
  void aDayFarFromTheUsualIsTold() {
    Conf conf =
        rules(
            rule(
                "T_UNUSUAL",
                "cases",
                "over: previous, per: [], usual: {weeks: 1, same-weekday: false, at-least: 5}, severity: warn, columns: [cases_new_pos]",
                "abs(z.cases_new_pos) <= 3.5"));
    Sent history =
        new Sent(spark(), "2021-02-14")
            .file(
                "s",
                null,
                "Дата | Регион | Новые случаи | Всего случаев",
                "@2021-02-08 | Алматы г. | 100 | 1000",
                "@2021-02-09 | Алматы г. | 90 | 1090",
                "@2021-02-10 | Алматы г. | 110 | 1200",
                "@2021-02-11 | Алматы г. | 95 | 1295",
                "@2021-02-12 | Алматы г. | 105 | 1400",
                "@2021-02-08 | г. Шымкент | 100 | 1000");
    Sent sent =
        new Sent(spark(), "2021-02-15")
            .file("much", null, cases("15.02.2021", "Алматы г. | | 1000 | 3000 | 0 | 0"))
            .file("usual", null, cases("13.02.2021", "Алматы г. | | 120 | 1520 | 0 | 0"))
            .file("unknown", null, cases("15.02.2021", "г. Шымкент | | 1000 | 3000 | 0 | 0"))
            .after(history, conf);

    try (Normalised out = sent.normalise(conf)) {
      assertThat(findings(out)).containsExactly("much T_UNUSUAL ");
    }
  }

  @Test
  void everyCellOfARuleOverCellsIsToldByItself() {
    Conf conf =
        rules(
            rule(
                "T_RANGE",
                "cases",
                "over: cell, severity: reject, columns: [cases_new_pos, deaths_new_pos]",
                "value between 0 and 100"),
            rule(
                "T_WORD",
                "supply",
                "over: cell, severity: info, columns: [product]",
                "value rlike '^SPUTNIK'"));
    Sent sent =
        new Sent(spark(), "2021-02-15")
            .file(
                "a",
                "AKM",
                cases(
                    "15.02.2021",
                    "Акмолинская область | г. Кокшетау | 400 | 1000 | 101 | 200",
                    " | Районы области | 3 | 20 | | 1"))
            .file("b", "AKM", supply("15.02.2021", "QazVac | 0 | 5 | 5 | | "));

    try (Normalised out = sent.normalise(conf)) {
      assertThat(findings(out)).containsExactly("a T_RANGE C4", "a T_RANGE E4", "b T_WORD A4");
      assertThat(told(out.rowAccounts(), "submission_id", "rows_accepted", "rows_rejected"))
          .containsExactly("a 1 1", "b 1 0");
    }
  }

  @Test
  void rulesBeyondTheRowCostFewJobs() {
    Sent before =
        new Sent(spark(), "2021-02-14")
            .file("a", "AKM", cases("14.02.2021", "Акмолинская область | | 2 | 50 | 0 | 1"));
    Sent sent =
        new Sent(spark(), "2021-02-15")
            .file("b", "AKM", cases("15.02.2021", "Акмолинская область | | 2 | 52 | 0 | 1"))
            .after(before, Sheets.KAZAKHSTAN);
    assertThat(jobs(() -> sent.normalise(Sheets.KAZAKHSTAN).close())).isEqualTo(3);

    Conf ofRows =
        rules(
            rule(
                "T_ROW",
                "cases",
                "severity: warn, columns: [cases_new_pos]",
                "cases_new_pos >= 0"));
    assertThat(jobs(() -> sent.normalise(ofRows).close())).isZero();
  }
}
