package org.sitrep.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.sitrep.tables.Indicators;
import org.sitrep.testkit.SparkTest;

/** Completeness, timeliness, findings of the night, and what holds for any night. */
class TrustTest extends SparkTest {
  private static final String POS = "stream=U07.1";

  private final Reported reported = new Reported();

  private void cases(String region, String date, Instant receivedAt, String submission) {
    reported.form("cases", region, date, receivedAt, submission).value("cases_new", POS, 1);
  }

  @Test
  void completenessAndTimelinessComeFromTheCalendar() {
    cases("AST", "2021-02-15", Instant.parse("2021-02-15T19:00:00Z"), "in-time");
    cases("ALA", "2021-02-15", Instant.parse("2021-02-15T23:00:00Z"), "late");
    Told told = reported.told(spark());

    assertThat(told.now("forms_expected", "form=cases", "")).isEqualTo("3 final");
    assertThat(told.now("forms_received", "form=cases", "")).isEqualTo("2 final");
    assertThat(told.now("forms_on_time", "form=cases", "")).isEqualTo("1 final");
    assertThat(told.now("completeness", "form=cases", "")).isEqualTo("0.6667 final");
    assertThat(told.parts("timeliness", "form=cases", "")).isEqualTo("- - 1 3");
    assertThat(told.now("delay_hours", "form=cases", "AST")).isEqualTo("-1 final");
    assertThat(told.now("delay_hours", "form=cases", "ALA")).isEqualTo("3 final");
    assertThat(told.now("delay_hours", "form=cases", "AKM")).isEqualTo("- missing");
    assertThat(told.now("delay_hours", "form=cases", "")).isEqualTo("1 final");
    assertThat(told.now("forms_received", "form=cases", "AKM")).isEqualTo("0 final");
    assertThat(told.missingRegions()).containsExactly("AKM", "ALA", "AST");
    assertThat(told.findings())
        .contains(
            "FORM_NOT_RECEIVED warn cases AKM 2021-02-15",
            "FORM_NOT_RECEIVED warn vaccination AST 2021-02-15",
            "FORM_NOT_RECEIVED warn hospital AST 2021-02-14",
            "FORM_RECEIVED_LATE info cases ALA 2021-02-15")
        .noneMatch(f -> f.contains("LATE info cases AST"));
    assertThat(told.messages("FORM_RECEIVED_LATE", "en"))
        .singleElement()
        .asString()
        .contains("Almaty", "2021-02-15", "3 hours late", "2021-02-16 02:00");
  }

  @Test
  void correctionDoesNotMakeATimelyFormLate() {
    cases("AST", "2021-02-15", Instant.parse("2021-02-15T19:00:00Z"), "first");
    cases("AST", "2021-02-15", Instant.parse("2021-02-15T23:00:00Z"), "correction");
    Told told = reported.told(spark());

    assertThat(told.now("forms_on_time", "form=cases", "AST")).isEqualTo("1 final");
    assertThat(told.findings()).noneMatch(f -> f.startsWith("FORM_RECEIVED_LATE"));
  }

  @Test
  void personsOfALineListAreComparedWithTheFormOfTheSameDay() {
    Instant now = Instant.parse("2021-02-15T19:00:00Z");
    reported
        .form("cases", "AKM", "2021-02-15", now, "form")
        .value("cases_new", POS + ";district=AKM-C", 3)
        .value("cases_new", POS + ";district=AKM-R", 2);
    reported
        .form("line-list-cases", "AKM", "2021-02-15", now, "list")
        .value("cases_new", POS + ";district=AKM-C;sex=f;age_group=18-39", 2)
        .value("cases_new", POS + ";sex=m", 1)
        .value("cases_new", POS, 1);
    reported
        .form("line-list-cases", "AST", "2021-02-15", now, "only-list")
        .value("cases_new", POS + ";sex=f", 2)
        .value("cases_new", POS, 1);
    Told told = reported.told(spark());

    assertThat(told.now("cases_new", POS, "AKM")).isEqualTo("5 final");
    assertThat(told.now("cases_new", POS, "AST")).isEqualTo("3 final");
    assertThat(told.findings())
        .contains("LINE_LIST_DIFFERS warn line-list-cases AKM 2021-02-15")
        .noneMatch(f -> f.startsWith("LINE_LIST_DIFFERS warn line-list-cases AST"));
    assertThat(told.messages("LINE_LIST_DIFFERS", "en"))
        .singleElement()
        .asString()
        .contains("2021-02-15", "has 4 for PCR+ (U07.1) / New", "says 5");
  }

  @Test
  void submissionOlderThanWhatIsKnownDoesNotCountAndIsTold() {
    reported
        .form(
            "cases",
            "AST",
            "2021-02-14",
            Instant.parse("2021-02-14T19:00:00Z"),
            "draft",
            "2021-02-14.1")
        .value("cases_new", POS, 9);
    cases("AST", "2021-02-14", Instant.parse("2021-02-14T18:00:00Z"), "unzipped");
    Told told = reported.told(spark());

    assertThat(told.at("cases_new", POS, "AST", LocalDate.of(2021, 2, 14))).isEqualTo("9 final");
    assertThat(told.findings())
        .contains("SUBMISSION_OUTDATED warn cases AST 2021-02-14")
        .noneMatch(f -> f.startsWith("SUBMISSION_SUPERSEDES"));
    assertThat(told.messages("SUBMISSION_OUTDATED", "en"))
        .singleElement()
        .asString()
        .contains("unzipped.xlsx", "no newer than draft.xlsx", "2021-02-14");
    for (String lang : List.of("kk", "ru", "en")) {
      assertThat(told.messages("SUBMISSION_OUTDATED", lang))
          .singleElement()
          .asString()
          .contains("unzipped.xlsx", "draft.xlsx")
          .doesNotContain("{", "null");
    }
  }

  @Test
  void correctionOfTheSameNightIsNotOutdated() {
    cases("AST", "2021-02-15", Instant.parse("2021-02-15T18:00:00Z"), "first");
    cases("AST", "2021-02-15", Instant.parse("2021-02-15T19:00:00Z"), "correction");

    assertThat(reported.told(spark()).findings())
        .contains("SUBMISSION_SUPERSEDES info cases AST 2021-02-15")
        .noneMatch(f -> f.startsWith("SUBMISSION_OUTDATED"));
  }

  /** A file of cases of the day that the night before knows of, or tonight. */
  private Reported.Form sent(String file, String region, int hour, boolean tonight) {
    return reported.form(
        "cases",
        region,
        "2021-02-15",
        Instant.parse("2021-02-15T00:00:00Z").plusSeconds(3600L * hour),
        file,
        tonight ? Reported.NIGHT : "2021-02-15.0");
  }

  private void isToldInEveryLanguage(Told told, String code, String... parts) {
    for (String lang : List.of("kk", "ru", "en")) {
      assertThat(told.messages(code, lang))
          .singleElement()
          .asString()
          .contains(parts)
          .doesNotContain("{", "null");
    }
  }

  @Test
  void fileThatSaysTheSameAsAnotherIsTold() {
    sent("first", "AST", 14, false).covers(3, true, 77);
    sent("saved-again", "AST", 15, true).covers(3, true, 77);
    Told told = reported.told(spark());

    assertThat(told.findings())
        .contains("SUBMISSION_REPEATS info cases AST 2021-02-15")
        .noneMatch(f -> f.startsWith("SUBMISSION_S"));
    isToldInEveryLanguage(told, "SUBMISSION_REPEATS", "saved-again.xlsx", "first.xlsx", " 20:00");
    assertThat(told.messages("SUBMISSION_REPEATS", "en")).asString().contains("2021-02-15 20:00");
    assertThat(told.messages("SUBMISSION_REPEATS", "ru")).asString().contains("15.02.2021 20:00");
  }

  @Test
  void olderFileThatSaysWhatCountsIsNoNewsEither() {
    sent("first", "AST", 14, false).covers(3, true, 77);
    sent("found-later", "AST", 13, true).covers(3, true, 77);

    assertThat(reported.told(spark()).findings())
        .contains("SUBMISSION_REPEATS info cases AST 2021-02-15")
        .noneMatch(f -> f.startsWith("SUBMISSION_OUTDATED"));
  }

  @Test
  void fileThatSaysOneThingMoreIsNoRepeat() {
    sent("first", "AST", 14, false).covers(3, true, 77);
    sent("more", "AST", 15, true).covers(3, true, 77);
    sent("more", "ALA", 15, true).covers(3, true, 5);

    assertThat(reported.told(spark()).findings())
        .contains("SUBMISSION_SUPERSEDES info cases AST 2021-02-15")
        .noneMatch(f -> f.startsWith("SUBMISSION_REPEATS"));
  }

  @Test
  void regionThatSaysWhatTheCentreSaidConfirmsIt() {
    sent("list", "AST", 14, false).covers(1, false, 77);
    sent("own", "AST", 15, true).covers(1, true, 77);

    assertThat(reported.told(spark()).findings())
        .noneMatch(f -> f.startsWith("SUBMISSION_REPEATS"));
  }

  @Test
  void rowsThatANewerFileLeavesOutAreTold() {
    sent("whole", "AST", 14, false).covers(12, true, 1);
    sent("part", "AST", 15, true).covers(9, true, 2);
    sent("part-again", "AST", 16, true).covers(9, true, 3);
    sent("some", "ALA", 14, false).covers(9, true, 1);
    sent("all", "ALA", 15, true).covers(12, true, 2);
    Told told = reported.told(spark());

    assertThat(told.findings().stream().filter(f -> f.startsWith("SUBMISSION_SHORTER")))
        .containsExactly("SUBMISSION_SHORTER warn cases AST 2021-02-15");
    isToldInEveryLanguage(told, "SUBMISSION_SHORTER", "part-again.xlsx", "whole.xlsx", "12", "9");
    assertThat(told.messages("SUBMISSION_SHORTER", "ru")).asString().contains(", 15.02.2021 (");
  }

  @Test
  void rowsLeftOutOfAHistoryAreToldOnceWithTheirDays() {
    for (String night : List.of("2021-02-15.0", Reported.NIGHT)) {
      boolean tonight = night.equals(Reported.NIGHT);
      for (int day = 11; day <= 13; day++) {
        reported
            .form(
                "series",
                "AST",
                "2021-02-" + day,
                Instant.parse("2021-02-15T15:00:00Z").plusSeconds(tonight ? 60 : 0),
                tonight ? "new" : "old",
                night)
            .covers(tonight && day > 11 ? 2 : 3, true, tonight ? day + 1 : day);
      }
    }
    Told told = reported.told(spark());

    assertThat(told.findings().stream().filter(f -> f.startsWith("SUBMISSION_SHORTER")))
        .containsExactly("SUBMISSION_SHORTER warn series AST 2021-02-13");
    isToldInEveryLanguage(told, "SUBMISSION_SHORTER", "new.xlsx", "old.xlsx", "4", "6");
    assertThat(told.messages("SUBMISSION_SHORTER", "en"))
        .asString()
        .contains("2021-02-12 – 2021-02-13");
    assertThat(told.messages("SUBMISSION_SHORTER", "kk"))
        .asString()
        .contains("12.02.2021 – 13.02.2021");
  }

  @Test
  void whatTheCentreSaysOfARegionIsKnownButNotSentByIt() {
    sent("list", "AST", 18, true).covers(1, false, 1);
    sent("list", "ALA", 18, true).covers(1, false, 2);
    sent("own", "ALA", 23, true);
    reported.form("vaccination", "AST", "2021-02-15");
    reported.form("supply", "AST", "2021-02-15");
    Told told = reported.told(spark());

    assertThat(told.now("forms_received", "form=cases", "AST")).isEqualTo("0 final");
    assertThat(told.now("forms_received", "form=cases", "ALA")).isEqualTo("1 final");
    assertThat(told.now("forms_on_time", "form=cases", "")).isEqualTo("0 final");
    assertThat(told.now("delay_hours", "form=cases", "ALA")).isEqualTo("3 final");
    assertThat(told.findings())
        .contains(
            "FORM_NOT_RECEIVED warn cases AST 2021-02-15",
            "FORM_RECEIVED_LATE info cases ALA 2021-02-15")
        .noneMatch(f -> f.startsWith("FORM_RECEIVED_LATE info cases AST"));
    assertThat(told.missingRegions()).as("its figures are there").containsExactly("AKM", "ALA");
  }

  @Test
  void formOfTheCentreIsSentForEveryRegionItSpeaksFor() {
    sent("list", "AST", 18, true).covers(1, false, 1);
    sent("list", "ALA", 18, true).covers(1, false, 2);
    Told told = reported.told(spark(), Reported.confOfTheCentre(), Reported.DAY);

    assertThat(told.now("forms_expected", "form=cases", "")).isEqualTo("3 final");
    assertThat(told.now("forms_on_time", "form=cases", "")).isEqualTo("2 final");
    assertThat(told.findings())
        .contains("FORM_NOT_RECEIVED warn cases AKM 2021-02-15")
        .noneMatch(f -> f.startsWith("FORM_NOT_RECEIVED warn cases A") && !f.contains("AKM"));
  }

  @Test
  void regionWithEveryRequiredFormIsNotMissing() {
    for (String region : List.of("AST", "ALA", "AKM")) {
      for (String form : List.of("cases", "vaccination", "supply")) {
        if (!(region.equals("AKM") && form.equals("supply"))) {
          reported.form(form, region, "2021-02-15");
        }
      }
    }

    assertThat(reported.told(spark()).missingRegions()).containsExactly("AKM");
  }

  @Test
  void weeklyFormIsOwedForItsLastDueDay() {
    reported
        .form("hospital", "AST", "2021-02-14")
        .value("beds", "", 400)
        .value("beds_occupied", "", 100);
    reported.form("hospital", "ALA", "2021-02-07").value("beds", "", 600);
    Told told = reported.told(spark());

    assertThat(told.now("forms_received", "form=hospital", "")).isEqualTo("1 final");
    assertThat(told.now("beds", "", "AST")).isEqualTo("400 final");
    assertThat(told.now("beds", "", "ALA")).isEqualTo("600 carried");
    assertThat(told.now("bed_occupancy", "", "AST")).isEqualTo("0.25 final");
    assertThat(told.now("beds", "", "")).isEqualTo("1000 provisional");
  }

  @Test
  void stockNotFilledInForWeeksIsNotFinal() {
    reported
        .form("hospital", "AKM", "2021-01-17")
        .value("beds", "district=AKM-C", 300)
        .value("beds", "district=AKM-R", 50);
    for (String sunday : List.of("2021-01-24", "2021-01-31", "2021-02-07", "2021-02-14")) {
      reported.form("hospital", "AKM", sunday).value("beds", "district=AKM-C", 310);
    }
    Told told = reported.told(spark(), Reported.conf(), LocalDate.of(2021, 2, 14));

    assertThat(told.now("beds", "", "AKM")).isEqualTo("360 provisional");
  }

  @Test
  void totalsThatFallOrDoNotFollowAreFindingsAndStay() {
    reported.form("cases", "AST", "2021-02-14").value("cases_cumulative", POS, 100);
    reported
        .form("cases", "AST", "2021-02-15")
        .value("cases_cumulative", POS, 98)
        .value("cases_new", POS, 5);
    reported.form("cases", "ALA", "2021-02-14").value("cases_cumulative", POS, 100);
    reported
        .form("cases", "ALA", "2021-02-15")
        .value("cases_cumulative", POS, 120)
        .value("cases_new", POS, 5);
    Told told = reported.told(spark());

    assertThat(told.findings())
        .contains(
            "CUMULATIVE_FALLS warn cases AST 2021-02-15",
            "CUMULATIVE_DISAGREES warn cases ALA 2021-02-15");
    assertThat(told.now("cases_cumulative", POS, "AST")).isEqualTo("98 final");
    assertThat(told.messages("CUMULATIVE_DISAGREES", "en"))
        .singleElement()
        .asString()
        .contains("reported as 120", "100 of the day before and 5 of the day make 105");
  }

  @Test
  void whatARuleTellsTheSenderTheNightDoesNotTellAgain() {
    totalsThatFallOrDoNotFollowAreFindingsAndStay();
    Told told = reported.told(spark(), Reported.confWithRules(), LocalDate.of(2021, 2, 15));

    assertThat(told.findings()).noneMatch(f -> f.startsWith("CUMULATIVE_"));
  }

  @Test
  void moreDeathsThanCasesBreaksAnIdentity() {
    reported
        .form("cases", "AST", "2021-02-15")
        .value("cases_cumulative", POS, 3)
        .value("deaths_cumulative", POS, 5);
    Told told = reported.told(spark());

    assertThat(told.findings())
        .contains(
            "REGION_IDENTITY_BROKEN warn null AST 2021-02-15",
            "IDENTITY_BROKEN hold null null 2021-02-15");
    assertThat(told.now("case_fatality", POS, "AST")).isEqualTo("- suppressed");
  }

  @Test
  void everySentenceIsFilledInInEveryLanguage() {
    totalsThatFallOrDoNotFollowAreFindingsAndStay();
    cases("AKM", "2021-02-15", Instant.parse("2021-02-16T19:00:00Z"), "late");
    Told told = reported.told(spark());

    for (String lang : List.of("kk", "ru", "en")) {
      for (String code :
          List.of(
              "FORM_NOT_RECEIVED",
              "FORM_RECEIVED_LATE",
              "CUMULATIVE_FALLS",
              "CUMULATIVE_DISAGREES")) {
        assertThat(told.messages(code, lang))
            .isNotEmpty()
            .allSatisfy(m -> assertThat(m).doesNotContain("{", "null"));
      }
    }
  }

  @Test
  void nothingReportedStillTellsWhatIsMissing() {
    Told told = reported.told(spark());

    assertThat(told.now("forms_received", "form=cases", "")).isEqualTo("0 final");
    assertThat(told.now("cases_new", POS, "")).isEqualTo("nothing");
    assertThat(told.missingRegions()).containsExactly("AKM", "ALA", "AST");
  }

  @Test
  void anyNightAddsUpAndDoesNotDependOnTheOrderOfRows() {
    long seed = 20210215;
    Random random = new Random(seed);
    for (int day = 0; day < 30; day++) {
      String date = LocalDate.of(2021, 1, 17).plusDays(day).toString();
      for (String region : List.of("AST", "ALA", "AKM", "OLD")) {
        for (int attempt = 0; attempt < random.nextInt(3); attempt++) {
          Reported.Form form =
              reported.form(
                  "cases",
                  region,
                  date,
                  Instant.parse("2021-02-15T18:00:00Z").plusSeconds(random.nextInt(5)),
                  region + date + attempt);
          for (String district : List.of("", "district=X-C;", "district=X-R;")) {
            if (random.nextBoolean()) {
              form.value("cases_new", district + POS, random.nextInt(50));
              form.value("cases_cumulative", district + POS, random.nextInt(5000));
            }
          }
        }
      }
    }
    Told told = reported.told(spark());

    assertThat(told.findings()).as("seed " + seed).noneMatch(f -> f.startsWith("IDENTITY_BROKEN"));
    assertThat(told.lines()).hasSizeGreaterThan(500).doesNotHaveDuplicates();
    assertThat(reported.shuffled(seed).told(spark()).lines())
        .as("seed " + seed)
        .isEqualTo(told.lines());
  }

  @Test
  void everyRowNamesItsNightVersionAndReport() {
    cases("AST", "2021-02-15", Instant.parse("2021-02-15T19:00:00Z"), "a");

    for (Row row : reported.told(spark()).all()) {
      assertThat(row.<String>getAs(Indicators.NIGHT_ID)).isEqualTo("2021-02-15.1");
      String indicator = row.getAs(Indicators.INDICATOR);
      assertThat(row.<String>getAs(Indicators.DEFINITION_VERSION)).as(indicator).isEqualTo("1");
      assertThat(row.<LocalDate>getAs(Indicators.REPORT_DATE)).isEqualTo("2021-02-15");
    }
  }

  @Test
  void nightNeedsFewJobs() {
    cases("AST", "2021-02-15", Instant.parse("2021-02-15T19:00:00Z"), "a");

    assertThat(jobs(() -> reported.told(spark()))).isEqualTo(2);
  }
}
