package org.sitrep.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.sitrep.config.Conf;
import org.sitrep.config.ConfReader;
import org.sitrep.domain.FindingCode;
import org.sitrep.testkit.SparkTest;

/** A country whose forms ask for totals of deaths, counts of doses, and doses told four times. */
class DerivedTest extends SparkTest {
  private static final Conf CONF = ConfReader.read(Path.of("conf/italy"));
  private static final LocalDate DAY = LocalDate.of(2021, 3, 10);
  private static final String STREAM = "stream=COVID-19";
  private static final Instant IN_TIME = Instant.parse("2021-03-10T17:00:00Z");

  private final Reported reported = new Reported();

  private void cases(String region, String date, double deaths, double tests) {
    reported
        .form("cases", region, date, IN_TIME, "cases " + date)
        .value("cases_new", STREAM, 10)
        .value("deaths_cumulative", STREAM, deaths)
        .value("tests_cumulative", "", tests);
  }

  /** Doses of a day as a total, by sex, by group and by dose: the same doses four times. */
  private void doses(String region, String date, double first, double second) {
    double all = first + second;
    reported
        .form("administrations", region, date, IN_TIME, "administrations")
        .value("doses_new", "", all)
        .value("doses_new", "sex=m", all / 2)
        .value("doses_new", "sex=f", all / 2)
        .value("doses_new", "priority_group=HEALTH", all - 1)
        .value("doses_new", "priority_group=OVER_80", 1)
        .value("doses_new", "dose=1", first)
        .value("doses_new", "dose=2", second);
  }

  private Told told() {
    return reported.told(spark(), CONF, DAY);
  }

  @Test
  void aCountOfTheDayIsTheRunningTotalLessThatOfTheDayBefore() {
    cases("LAZ", "2021-03-08", 100, 1000);
    cases("LAZ", "2021-03-09", 103, 1500);
    cases("LAZ", "2021-03-10", 101, 1900);
    Told told = told();

    assertThat(told.at("deaths_new", STREAM, "LAZ", DAY.minusDays(2))).isEqualTo("nothing");
    assertThat(told.at("deaths_new", STREAM, "LAZ", DAY.minusDays(1))).isEqualTo("3 final");
    assertThat(told.now("deaths_new", STREAM, "LAZ")).isEqualTo("-2 final");
    assertThat(told.now("deaths_cumulative", STREAM, "LAZ")).isEqualTo("101 final");
    assertThat(told.now("tests_new", "", "LAZ")).isEqualTo("400 final");
    assertThat(told.findings()).contains("CUMULATIVE_FALLS warn cases LAZ 2021-03-10");
  }

  @Test
  void withoutTheDayBeforeThereIsNoCountOfTheDay() {
    cases("LAZ", "2021-03-07", 90, 900);
    cases("LAZ", "2021-03-08", 100, 1000);
    cases("LAZ", "2021-03-10", 104, 1200);
    Told told = told();

    assertThat(told.at("deaths_new", STREAM, "LAZ", DAY.minusDays(2))).isEqualTo("10 final");
    assertThat(told.at("deaths_new", STREAM, "LAZ", DAY.minusDays(1))).isEqualTo("- missing");
    assertThat(told.now("deaths_new", STREAM, "LAZ")).isEqualTo("- missing");
  }

  @Test
  void aReportedCountOfTheDayIsNeverReplacedByADifference() {
    cases("LAZ", "2021-03-09", 100, 1000);
    reported
        .form("cases", "LAZ", "2021-03-10", IN_TIME, "cases 2021-03-10")
        .value("cases_new", STREAM, 10)
        .value("cases_cumulative", STREAM, 5000);
    assertThat(told().now("cases_new", STREAM, "LAZ")).isEqualTo("10 final");
  }

  @Test
  void aTotalAndItsPartsAreNeverAddedUp() {
    doses("LAZ", "2020-12-27", 100, 0);
    doses("LAZ", "2021-03-09", 200, 50);
    doses("LAZ", "2021-03-10", 300, 60);
    Told told = told();

    assertThat(told.now("doses_new", "", "LAZ")).isEqualTo("360 final");
    assertThat(told.now("doses_new", "dose=2", "LAZ")).isEqualTo("60 final");
    assertThat(told.now("doses_new", "priority_group=HEALTH", "LAZ")).isEqualTo("359 final");
    assertThat(told.now("doses_new", "dose=1;priority_group=HEALTH", "LAZ")).isEqualTo("nothing");
  }

  @Test
  void aRunningTotalIsTheSumOfAllCountsFromTheFirstDayOn() {
    doses("LAZ", "2020-12-27", 100, 0);
    doses("LAZ", "2021-03-09", 200, 50);
    doses("LAZ", "2021-03-10", 300, 60);
    Told told = told();

    assertThat(told.now("doses_cumulative", "", "LAZ")).isEqualTo("710 final");
    assertThat(told.now("doses_cumulative", "dose=1", "LAZ")).isEqualTo("600 final");
    assertThat(told.now("doses_cumulative", "dose=2", "LAZ")).isEqualTo("110 final");
    assertThat(told.now("doses_cumulative", "priority_group=OVER_80", "LAZ")).isEqualTo("3 final");
    assertThat(told.now("people_vaccinated", "", "LAZ")).isEqualTo("600 final");
    assertThat(told.now("people_complete", "", "LAZ")).isEqualTo("110 final");
    assertThat(told.now("doses_cumulative", "", "")).isEqualTo("710 provisional");
  }

  @Test
  void countsThatBeginInTheMiddleAreNoRunningTotal() {
    doses("LAZ", "2021-02-01", 200, 50);
    doses("LAZ", "2021-03-10", 300, 60);
    Told told = told();

    assertThat(told.now("doses_new", "", "LAZ")).isEqualTo("360 final");
    assertThat(told.now("doses_cumulative", "", "LAZ")).isEqualTo("nothing");
    assertThat(told.now("people_vaccinated", "", "LAZ")).isEqualTo("nothing");
  }

  @Test
  void deliveriesAddUpReturnsAreTakenOffAndDaysWithoutOneLackNothing() {
    reported
        .form("deliveries", "LAZ", "2020-12-27", IN_TIME, "deliveries")
        .value("doses_delivered_new", "product=COMIRNATY", 900)
        .value("doses_delivered_new", "product=COMIRNATY", 100);
    reported
        .form("deliveries", "LAZ", "2021-03-05", IN_TIME, "deliveries")
        .value("doses_delivered_new", "product=MODERNA", 500)
        .value("doses_delivered_new", "product=COMIRNATY", -40);
    doses("LAZ", "2020-12-27", 100, 0);
    doses("LAZ", "2021-03-10", 200, 50);
    Told told = told();

    assertThat(told.now("doses_delivered_cumulative", "", "LAZ")).isEqualTo("1460 final");
    assertThat(told.now("doses_delivered_cumulative", "", "")).isEqualTo("1460 final");
    assertThat(told.now("doses_delivered_cumulative", "product=COMIRNATY", "LAZ"))
        .isEqualTo("960 final");
    assertThat(told.now("doses_delivered_new", "", "LAZ")).isEqualTo("nothing");
    assertThat(told.now("usage", "", "LAZ")).isEqualTo("0.2397 final");
    assertThat(told.findings())
        .noneMatch(finding -> finding.startsWith(FindingCode.CUMULATIVE_FALLS.name()));
  }

  @Test
  void noStockOfAProductIsComputedWhenDosesAreNotToldByProduct() {
    reported
        .form("deliveries", "LAZ", "2020-12-27", IN_TIME, "deliveries")
        .value("doses_delivered_new", "product=COMIRNATY", 1000);
    doses("LAZ", "2020-12-27", 100, 0);
    doses("LAZ", "2021-03-10", 200, 50);
    Told told = told();

    assertThat(told.now("stock_computed", "", "LAZ")).isEqualTo("650 final");
    assertThat(told.now("stock_computed", "product=COMIRNATY", "LAZ")).isEqualTo("- missing");
  }

  @Test
  void aControlTotalIsComparedAndNeverCounted() {
    reported
        .form("deliveries", "LAZ", "2020-12-27", IN_TIME, "deliveries")
        .value("doses_delivered_new", "product=COMIRNATY", 1000);
    doses("LAZ", "2020-12-27", 100, 0);
    doses("LAZ", "2021-03-10", 200, 50);
    reported
        .form("vaccination-summary", "LAZ", "2021-03-10", IN_TIME, "summary")
        .value("doses_cumulative", "", 351)
        .value("doses_delivered_cumulative", "", 1000)
        .value("doses_used_share", "", 0.35);
    Told told = told();

    assertThat(told.now("doses_cumulative", "", "LAZ")).isEqualTo("350 final");
    assertThat(told.messages("CONTROL_DIFFERS", "en"))
        .containsExactly(
            "Lazio, 2021-03-10: \"Published totals of vaccination (vaccini summary)\" gives 351 for"
                + " dosi_somministrate, but what the other forms told makes 350. The other forms"
                + " count; find out which figure is wrong and have it corrected.");
  }

  @Test
  void aHistorySentAgainIsNeitherACorrectionNorLateForEveryDay() {
    Instant early = Instant.parse("2021-03-09T17:00:00Z");
    for (String day : new String[] {"2020-12-27", "2021-03-06", "2021-03-07"}) {
      reported
          .form("administrations", "LAZ", day, early, "yesterday's", "2021-03-09.1")
          .value("doses_new", "", 100);
    }
    for (String day : new String[] {"2020-12-27", "2021-03-06", "2021-03-07", "2021-03-08"}) {
      reported.form("administrations", "LAZ", day, IN_TIME, "today's").value("doses_new", "", 100);
    }
    assertThat(told().findings())
        .filteredOn(finding -> finding.contains(" administrations LAZ "))
        .containsExactlyInAnyOrder(
            "FORM_NOT_RECEIVED warn administrations LAZ 2021-03-10",
            "FORM_RECEIVED_LATE info administrations LAZ 2021-03-08");
  }

  @Test
  void formsThatTellEachCountOnceHaveNoCuts() {
    Asked asked = new Asked(ConfReader.read(Path.of("conf/kazakhstan")));
    assertThat(asked.cuttingDimensions("vaccination", "doses_cumulative", null)).isEmpty();
    assertThat(asked.cuttingDimensions("supply", "stock", null)).isEmpty();
    assertThat(new Asked(CONF).cuttingDimensions("administrations", "doses_new", null))
        .containsExactlyInAnyOrder("sex", "dose", "priority_group");
  }
}
