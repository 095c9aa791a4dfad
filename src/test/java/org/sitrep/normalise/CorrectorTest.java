package org.sitrep.normalise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sitrep.normalise.Sent.table;
import static org.sitrep.normalise.Sent.told;

import java.nio.file.Path;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sitrep.config.Conf;
import org.sitrep.testkit.SparkTest;

/** Corrections of the office: made, told, and stopped when the file has changed. */
class CorrectorTest extends SparkTest {
  @TempDir private Path folder;

  private Conf correct(String what, String... otherFiles) {
    String correction =
        "- form: cases\n"
            + "  region: AKM\n"
            + "  date: 2021-02-15\n"
            + "  keys: {district: AKM-C}\n"
            + "  "
            + what.replace("; ", "\n  ")
            + "\n"
            + "  reason: told by telephone\n"
            + "  by: epidemiologist on duty\n"
            + "  on: 2021-02-16\n";
    return Sent.kazakhstan(folder, table(otherFiles, "corrections/2021-02.yml", correction));
  }

  private Sent sent(String cases) {
    return new Sent(spark(), "2021-02-15")
        .file(
            "a",
            "AKM",
            table(
                new String[] {
                  "Сведения по состоянию на 15.02.2021",
                  "Регион | Район | КВИ+ (U07.1){1x2} | | Умерло КВИ+{1x2}",
                  " | | За сутки | Всего | За сутки | Всего"
                },
                "Акмолинская область | г. Кокшетау | " + cases + " | 1000 | 0 | 1",
                " | Районы области | 7 | 50 | 0 | 2"));
  }

  private static Row finding(Normalised out) {
    return out.findings().where("code like 'CORRECTION_%'").collectAsList().get(0);
  }

  @Test
  void whatTheOfficeDecidedCountsAndIsTold() {
    Conf conf = correct("column: cases_new_pos; expect: 70; value: 7");
    try (Normalised out = sent("70").normalise(conf)) {
      assertThat(
              told(
                  out.observations().where("measure = 'cases_new'"),
                  "district",
                  "value",
                  "row",
                  "column"))
          .containsExactly("AKM-C 7.0 4 3", "AKM-R 7.0 5 3");
      Row told = finding(out);
      assertThat(told.<String>getAs("code")).isEqualTo("CORRECTION_APPLIED");
      assertThat(told.<String>getAs("severity")).isEqualTo("info");
      assertThat(told.<String>getAs("cell")).isEqualTo("C4");
      assertThat(told.<String>getAs("raw")).isEqualTo("70");
      Map<String, String> message = told.getJavaMap(told.fieldIndex("message"));
      assertThat(message.get("en"))
          .startsWith(
              "The office counts 7 here, not 70: told by telephone (epidemiologist on duty,"
                  + " 2021-02-16).");
      Map<String, String> arguments = told.getJavaMap(told.fieldIndex("arguments"));
      assertThat(arguments).containsEntry("correction", "corrections/2021-02.yml:1");
    }
  }

  @Test
  void aCellThatCouldNotBeReadIsCorrectedBeforeItRejectsItsRow() {
    Conf conf = correct("column: cases_new_pos; expect: 7O; value: 70");
    try (Normalised out = sent("'7O").normalise(conf)) {
      assertThat(told(out.rowAccounts(), "rows_accepted", "rows_rejected")).containsExactly("2 0");
      assertThat(told(out.findings().where("code like 'C%'"), "code"))
          .containsExactly("CORRECTION_APPLIED");
    }
  }

  @Test
  void aValueMayBeDropped() {
    Conf conf = correct("column: cases_new_pos; expect: 70; drop: true");
    try (Normalised out = sent("70").normalise(conf)) {
      assertThat(told(out.rowAccounts(), "rows_accepted")).containsExactly("2");
      assertThat(told(out.observations().where("measure = 'cases_new'"), "district"))
          .containsExactly("AKM-R");
    }
  }

  @Test
  void anEmptyCellMayBeFilled() {
    Conf conf = correct("column: cases_new_pos; expect: empty; value: 5");
    try (Normalised out = sent("").normalise(conf)) {
      assertThat(told(out.observations().where("measure = 'cases_new'"), "value"))
          .containsExactly("5.0", "7.0");
      assertThat(told(out.findings().where("code like 'C%'"), "code"))
          .containsExactly("CORRECTION_APPLIED");
    }
  }

  @Test
  void aFileThatSaysSomethingElseByNowIsHeldForTheOffice() {
    Conf conf = correct("column: cases_new_pos; expect: 70; value: 7");
    try (Normalised out = sent("71").normalise(conf)) {
      assertThat(told(out.rowAccounts(), "rows_accepted", "rows_held")).containsExactly("1 1");
      assertThat(told(out.observations().where("measure = 'cases_new'"), "district"))
          .containsExactly("AKM-R");
      Row told = finding(out);
      assertThat(told.<String>getAs("code")).isEqualTo("CORRECTION_STALE");
      assertThat(told.<String>getAs("actor")).isEqualTo("office");
      Map<String, String> message = told.getJavaMap(told.fieldIndex("message"));
      assertThat(message.get("en"))
          .startsWith(
              "The correction corrections/2021-02.yml:1 expects 70 here, but the file says 71.");
    }
  }

  @Test
  void aFileThatWasPutRightByItselfNeedsNoCorrection() {
    Conf conf = correct("column: cases_new_pos; expect: 70; value: 7");
    try (Normalised out = sent("7").normalise(conf)) {
      assertThat(told(out.rowAccounts(), "rows_accepted", "rows_held")).containsExactly("2 0");
      assertThat(told(out.findings().where("code like 'CORRECTION_%'"), "code", "severity"))
          .containsExactly("CORRECTION_NOT_NEEDED warn");
    }
  }

  @Test
  void rulesJudgeWhatWasCorrected() {
    Conf conf =
        correct(
            "column: deaths_cumulative_pos; expect: 1; value: 2000",
            "rules/test.yml",
            "- {code: T_DEATHS, form: cases, severity: reject, columns: [deaths_cumulative_pos],"
                + " holds: deaths_cumulative_pos <= cases_cumulative_pos, message: {kk: a, ru: a,"
                + " en: a}}\n");
    try (Normalised out = sent("70").normalise(conf)) {
      assertThat(told(out.rowAccounts(), "rows_accepted", "rows_rejected")).containsExactly("1 1");
      assertThat(told(out.findings().where("code like 'T_%'"), "cell")).containsExactly("F4");
    }
  }
}
