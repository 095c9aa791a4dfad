package org.sitrep.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.sitrep.testkit.SparkTest;

class CasesTest extends SparkTest {
  private static final String POS = "stream=U07.1";
  private static final String NEG = "stream=U07.2";

  private final Reported reported = new Reported();

  private void cases(String region, String date, double count, double total) {
    reported
        .form("cases", region, date)
        .value("cases_new", POS, count)
        .value("cases_cumulative", POS, total);
  }

  /** Fifteen days of AST with 10, 20, … 150 cases, ALA always 100, AKM always 0. */
  private void fortnight() {
    double astana = 0;
    double almaty = 0;
    for (int day = 1; day <= 15; day++) {
      String date = LocalDate.of(2021, 2, day).toString();
      astana += day * 10;
      almaty += 100;
      cases("AST", date, day * 10, astana);
      cases("ALA", date, 100, almaty);
      cases("AKM", date, 0, 0);
    }
  }

  @Test
  void nationIsTheSumOfItsRegions() {
    fortnight();
    Told told = reported.told(spark());

    assertThat(told.now("cases_new", POS, "AST")).isEqualTo("150 final");
    assertThat(told.now("cases_new", POS, "AKM")).isEqualTo("0 final");
    assertThat(told.now("cases_new", POS, "")).isEqualTo("250 final");
    assertThat(told.now("cases_cumulative", POS, "")).isEqualTo("2700 final");
    assertThat(told.at("cases_new", POS, "", LocalDate.of(2021, 2, 3))).isEqualTo("130 final");
    assertThat(told.at("cases_new", POS, "", LocalDate.of(2021, 1, 31))).isEqualTo("nothing");
    assertThat(told.now("cases_new", NEG, "")).isEqualTo("nothing");
  }

  @Test
  void sumsAndMeansRunOverTheLastDays() {
    fortnight();
    Told told = reported.told(spark());

    assertThat(told.now("cases_sum_7d", POS, "AST")).isEqualTo("840 final");
    assertThat(told.now("cases_mean_7d", POS, "AST")).isEqualTo("120 final");
    assertThat(told.parts("cases_mean_7d", POS, "AST")).isEqualTo("- - 840 7");
    assertThat(told.now("cases_sum_14d", POS, "AST")).isEqualTo("1190 final");
    assertThat(told.now("cases_mean_7d", POS, "")).isEqualTo("220 final");
  }

  @Test
  void meanIsOverReportedDaysAndNotToldBelowFour() {
    fortnight();
    Told told = reported.told(spark());

    assertThat(told.at("cases_mean_7d", POS, "AST", LocalDate.of(2021, 2, 4)))
        .isEqualTo("25 provisional");
    assertThat(told.at("cases_mean_7d", POS, "AST", LocalDate.of(2021, 2, 3)))
        .isEqualTo("- missing");
    assertThat(told.at("cases_sum_14d", POS, "AST", LocalDate.of(2021, 2, 7)))
        .isEqualTo("- missing");
    assertThat(told.at("cases_sum_14d", POS, "AST", LocalDate.of(2021, 2, 8)))
        .isEqualTo("360 provisional");
  }

  @Test
  void incidenceIsPerHundredThousandPeople() {
    fortnight();
    Told told = reported.told(spark());

    assertThat(told.now("incidence_14d", POS, "AST")).isEqualTo("119 final");
    assertThat(told.parts("incidence_14d", POS, "AST")).isEqualTo("- - 1190 1000000");
    assertThat(told.now("incidence_7d", POS, "ALA")).isEqualTo("35 final");
    assertThat(told.now("incidence_14d", POS, "")).isEqualTo("74 final");
    assertThat(told.parts("incidence_14d", POS, "")).isEqualTo("- - 2590 3500000");
  }

  @Test
  void changeComparesTwoWeeksAndIsSuppressedWhenTheEarlierHadFew() {
    fortnight();
    Told told = reported.told(spark());

    assertThat(told.now("cases_change_7d", POS, "AST")).isEqualTo("1.4 final");
    assertThat(told.parts("cases_change_7d", POS, "AST")).isEqualTo("- - 840 350");
    assertThat(told.now("cases_change_7d", POS, "ALA")).isEqualTo("0 final");
    assertThat(told.now("cases_change_7d", POS, "AKM")).isEqualTo("- suppressed");
  }

  @Test
  void changeOfARegionComparesOnlyDaysReportedInBothWeeks() {
    for (int day = 2; day <= 15; day++) {
      if (day != 10 && day != 12 && day != 13) {
        cases("AST", LocalDate.of(2021, 2, day).toString(), 100, day * 100);
      }
    }
    Told told = reported.told(spark());

    assertThat(told.now("cases_change_7d", POS, "AST")).isEqualTo("0 provisional");
    assertThat(told.parts("cases_change_7d", POS, "AST")).isEqualTo("- - 400 400");
    assertThat(told.now("reproduction_ratio", POS, "AST")).isEqualTo("- missing");
  }

  @Test
  void changeIsMissingWithFewerThanFourDaysInCommon() {
    for (int day : new int[] {2, 3, 4, 5, 11, 12, 13, 14, 15}) {
      cases("AST", LocalDate.of(2021, 2, day).toString(), 100, day * 100);
    }
    Told told = reported.told(spark());

    assertThat(told.now("cases_sum_7d", POS, "AST")).isEqualTo("500 provisional");
    assertThat(told.at("cases_sum_7d", POS, "AST", LocalDate.of(2021, 2, 8)))
        .isEqualTo("400 provisional");
    assertThat(told.now("cases_change_7d", POS, "AST")).isEqualTo("- missing");
  }

  @Test
  void regionThatIsMissingIsNoFallOfTheNation() {
    for (int day = 2; day <= 15; day++) {
      String date = LocalDate.of(2021, 2, day).toString();
      cases("AST", date, 10, day * 10);
      cases("AKM", date, 30, day * 30);
      if (day < 14) {
        cases("ALA", date, 100, day * 100);
      }
    }
    Told told = reported.told(spark());

    assertThat(told.now("cases_change_7d", POS, "")).isEqualTo("0 provisional");
    assertThat(told.parts("cases_change_7d", POS, "")).isEqualTo("- - 780 780");
    assertThat(told.now("reproduction_ratio", POS, "")).isEqualTo("1 provisional");
    assertThat(told.parts("reproduction_ratio", POS, "")).isEqualTo("- - 360 360");
  }

  @Test
  void reproductionRatioComparesFourDaysWithTheFourBefore() {
    fortnight();

    assertThat(reported.told(spark()).now("reproduction_ratio", POS, "AST"))
        .isEqualTo("1.4211 final");
  }

  @Test
  void caseFatalityHasWilsonsInterval() {
    reported
        .form("cases", "AST", "2021-02-15")
        .value("cases_cumulative", POS, 50)
        .value("deaths_cumulative", POS, 5);
    Told told = reported.told(spark());

    assertThat(told.now("case_fatality", POS, "AST")).isEqualTo("0.1 final");
    assertThat(told.parts("case_fatality", POS, "AST")).isEqualTo("0.0435 0.2136 5 50");
  }

  @Test
  void streamsAreNeverAdded() {
    reported
        .form("cases", "AST", "2021-02-15")
        .value("cases_new", POS, 7)
        .value("cases_new", NEG, 5);
    Told told = reported.told(spark());

    assertThat(told.now("cases_new", POS, "AST")).isEqualTo("7 final");
    assertThat(told.now("cases_new", NEG, "AST")).isEqualTo("5 final");
    assertThat(told.now("cases_new", "", "AST")).isEqualTo("nothing");
  }

  @Test
  void regionThatDidNotReportMakesTheNationProvisional() {
    for (String region : new String[] {"AST", "ALA", "AKM"}) {
      cases(region, "2021-02-14", 10, 100);
    }
    cases("AST", "2021-02-15", 10, 110);
    cases("AKM", "2021-02-15", 10, 110);
    Told told = reported.told(spark());

    assertThat(told.now("cases_new", POS, "ALA")).isEqualTo("- missing");
    assertThat(told.now("cases_cumulative", POS, "ALA")).isEqualTo("100 carried");
    assertThat(told.now("cases_new", POS, "")).isEqualTo("20 provisional");
    assertThat(told.now("cases_cumulative", POS, "")).isEqualTo("320 provisional");
    assertThat(told.at("cases_cumulative", POS, "", LocalDate.of(2021, 2, 14)))
        .isEqualTo("300 final");
  }

  @Test
  void totalsAreCarriedFromBeforeTheLookBack() {
    cases("ALA", "2020-11-01", 10, 100);
    cases("AST", "2021-02-15", 10, 110);
    cases("AKM", "2021-02-15", 10, 110);
    Told told = reported.told(spark());

    assertThat(told.now("cases_cumulative", POS, "ALA")).isEqualTo("100 carried");
    assertThat(told.at("cases_cumulative", POS, "ALA", LocalDate.of(2020, 12, 25)))
        .isEqualTo("100 carried");
    assertThat(told.now("cases_cumulative", POS, "")).isEqualTo("320 provisional");
  }

  @Test
  void laterReceiptSupersedes() {
    Instant evening = Instant.parse("2021-02-15T18:00:00Z");
    reported
        .form("cases", "AST", "2021-02-15", evening, "first")
        .value("cases_new", POS, 10)
        .value("cases_cumulative", POS, 200);
    reported
        .form("cases", "AST", "2021-02-15", evening.plusSeconds(60), "second")
        .value("cases_new", POS, 12);
    Told told = reported.told(spark());

    assertThat(told.now("cases_new", POS, "AST")).isEqualTo("12 final");
    assertThat(told.now("cases_cumulative", POS, "AST")).isEqualTo("nothing");
  }

  @Test
  void receiptsAtTheSameMomentAreDecidedByTheSubmission() {
    Instant evening = Instant.parse("2021-02-15T18:00:00Z");
    reported.form("cases", "AST", "2021-02-15", evening, "b").value("cases_new", POS, 2);
    reported.form("cases", "AST", "2021-02-15", evening, "a").value("cases_new", POS, 1);

    assertThat(reported.told(spark()).now("cases_new", POS, "AST")).isEqualTo("2 final");
  }

  @Test
  void formThatRegionsOweGoesBeforeAHistory() {
    Instant later = Instant.parse("2021-02-15T20:00:00Z");
    cases("AST", "2021-02-15", 10, 100);
    reported
        .form("series", "AST", "2021-02-15", later, "history")
        .value("cases_new", POS, 999)
        .value("deaths_new", POS, 3);
    reported.form("series", "AST", "2021-01-31", later, "history").value("cases_new", POS, 8);
    Told told = reported.told(spark());

    assertThat(told.now("cases_new", POS, "AST")).isEqualTo("10 final");
    assertThat(told.now("deaths_new", POS, "AST")).isEqualTo("3 final");
    assertThat(told.at("cases_new", POS, "AST", LocalDate.of(2021, 1, 31))).isEqualTo("8 final");
  }

  @Test
  void districtsAddUpToTheirRegion() {
    reported
        .form("cases", "AKM", "2021-02-15")
        .value("cases_new", "district=AKM-C;" + POS, 4)
        .value("cases_new", "district=AKM-R;" + POS, 5);

    assertThat(reported.told(spark()).now("cases_new", POS, "AKM")).isEqualTo("9 final");
  }

  @Test
  void districtsAreNotCountedBesideTheirRegion() {
    reported
        .form("cases", "AKM", "2021-02-15")
        .value("cases_new", POS, 9)
        .value("cases_new", "district=AKM-C;" + POS, 4)
        .value("cases_new", "district=AKM-R;" + POS, 5);

    assertThat(reported.told(spark()).now("cases_new", POS, "AKM")).isEqualTo("9 final");
  }

  @Test
  void districtThatIsLeftOutIsCarriedOrMakesTheCountProvisional() {
    reported
        .form("cases", "AKM", "2021-02-14")
        .value("cases_new", "district=AKM-C;" + POS, 4)
        .value("cases_new", "district=AKM-R;" + POS, 5)
        .value("cases_cumulative", "district=AKM-C;" + POS, 40)
        .value("cases_cumulative", "district=AKM-R;" + POS, 50);
    reported
        .form("cases", "AKM", "2021-02-15")
        .value("cases_new", "district=AKM-C;" + POS, 6)
        .value("cases_cumulative", "district=AKM-C;" + POS, 46);
    Told told = reported.told(spark());

    assertThat(told.now("cases_new", POS, "AKM")).isEqualTo("6 provisional");
    assertThat(told.now("cases_cumulative", POS, "AKM")).isEqualTo("96 provisional");
  }

  @Test
  void districtsTakeOverFromAHistoryOfTheWholeRegion() {
    reported.form("series", "AKM", "2021-01-31").value("cases_cumulative", POS, 90);
    reported
        .form("cases", "AKM", "2021-02-01")
        .value("cases_cumulative", "district=AKM-C;" + POS, 40)
        .value("cases_cumulative", "district=AKM-R;" + POS, 55);
    Told told = reported.told(spark());

    assertThat(told.at("cases_cumulative", POS, "AKM", LocalDate.of(2021, 1, 31)))
        .isEqualTo("90 final");
    assertThat(told.at("cases_cumulative", POS, "AKM", LocalDate.of(2021, 2, 1)))
        .isEqualTo("95 final");
    assertThat(told.now("cases_cumulative", POS, "AKM")).isEqualTo("95 carried");
  }

  @Test
  void partsOfARegionByFacilityOrAgeAreAddedOnlyWhenTheWholeIsNotThere() {
    reported
        .form("cases", "AST", "2021-02-15")
        .value("cases_new", "facility=a;" + POS, 1)
        .value("cases_new", "facility=b;" + POS, 2);
    reported
        .form("cases", "ALA", "2021-02-15")
        .value("cases_new", POS, 9)
        .value("cases_new", "age_group=0-17;" + POS, 4);
    Told told = reported.told(spark());

    assertThat(told.now("cases_new", POS, "AST")).isEqualTo("3 final");
    assertThat(told.now("cases_new", POS, "ALA")).isEqualTo("9 final");
  }

  @Test
  void regionOutsideTheRegisterIsUnassignedAndCountsForTheNation() {
    cases("AST", "2021-02-15", 10, 100);
    cases("OLD", "2021-02-15", 3, 30);
    Told told = reported.told(spark());

    assertThat(told.now("cases_new", POS, "unassigned")).isEqualTo("3 final");
    assertThat(told.now("cases_new", POS, "")).isEqualTo("13 provisional");
    assertThat(told.findings()).noneMatch(f -> f.startsWith("IDENTITY_BROKEN"));
  }

  @Test
  void datesAfterTheReportDoNotCount() {
    cases("AST", "2021-02-15", 10, 100);
    cases("AST", "2021-02-16", 11, 111);
    Told told = reported.told(spark());

    assertThat(told.now("cases_cumulative", POS, "AST")).isEqualTo("100 final");
    assertThat(told.at("cases_new", POS, "AST", LocalDate.of(2021, 2, 16))).isEqualTo("nothing");
  }

  @Test
  void testsAreJudgedByTheLastSevenDaysReported() {
    for (int day = 8; day <= 14; day++) {
      reported
          .form("tests", "AST", LocalDate.of(2021, 2, day).toString())
          .value("tests_new", "", 1000)
          .value("tests_positive_new", "", day);
    }
    Told told = reported.told(spark());

    assertThat(told.now("positivity_7d", "", "AST")).isEqualTo("0.011 final");
    assertThat(told.parts("positivity_7d", "", "AST")).isEqualTo("- - 77 7000");
    assertThat(told.at("tests_new", "", "AST", LocalDate.of(2021, 2, 14))).isEqualTo("1000 final");
    assertThat(told.now("tests_new", "", "AST")).isEqualTo("nothing");
    assertThat(told.at("tests_new", "", "", LocalDate.of(2021, 2, 14)))
        .isEqualTo("1000 provisional");
    assertThat(told.now("positivity_7d", "", "ALA")).isEqualTo("- missing");
  }
}
