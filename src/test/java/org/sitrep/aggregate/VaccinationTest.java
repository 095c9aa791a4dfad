package org.sitrep.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.sitrep.testkit.SparkTest;

class VaccinationTest extends SparkTest {
  private static final String I = "product=SPUTNIK_V_RU;component=I;dose=1;priority_group=";
  private static final String II = "product=SPUTNIK_V_RU;component=II;dose=2;priority_group=";

  private final Reported reported = new Reported();

  @Test
  void dosesAreToldByDoseProductComponentAndGroup() {
    reported
        .form("vaccination", "AST", "2021-02-15")
        .value("doses_cumulative", I + "HCW_FRONT", 900)
        .value("doses_cumulative", I + "SES", 100)
        .value("doses_cumulative", II + "HCW_FRONT", 40)
        .value("doses_new", I + "HCW_FRONT", 90)
        .value("doses_new", I + "SES", 10)
        .value("doses_new", II + "HCW_FRONT", 4);
    Told told = reported.told(spark());

    assertThat(told.now("doses_cumulative", "", "AST")).isEqualTo("1040 final");
    assertThat(told.now("doses_cumulative", "dose=1", "AST")).isEqualTo("1000 final");
    assertThat(told.now("doses_cumulative", "dose=2", "AST")).isEqualTo("40 final");
    assertThat(told.now("doses_cumulative", "dose=1;product=SPUTNIK_V_RU", "AST"))
        .isEqualTo("1000 final");
    assertThat(told.now("doses_cumulative", "component=II;product=SPUTNIK_V_RU", "AST"))
        .isEqualTo("40 final");
    assertThat(told.now("doses_cumulative", "dose=1;priority_group=SES", "AST"))
        .isEqualTo("100 final");
    assertThat(told.now("doses_new", "", "AST")).isEqualTo("104 final");
    assertThat(told.now("doses_new", "dose=1;priority_group=SES", "")).isEqualTo("10 provisional");
  }

  @Test
  void peopleAreCountedByTheirFirstAndLastDose() {
    reported
        .form("vaccination", "AST", "2021-02-15")
        .value("doses_cumulative", I + "SES", 1000)
        .value("doses_cumulative", II + "SES", 40)
        .value("doses_cumulative", "product=SPUTNIK_LIGHT;component=I;dose=1", 500);
    Told told = reported.told(spark());

    assertThat(told.now("people_vaccinated", "", "AST")).isEqualTo("1500 final");
    assertThat(told.now("people_complete", "", "AST")).isEqualTo("540 final");
    assertThat(told.now("vaccination_coverage", "denominator=population;dose=1", "AST"))
        .isEqualTo("0.0015 final");
    assertThat(told.parts("vaccination_coverage", "denominator=population;dose=2", "AST"))
        .isEqualTo("- - 540 1000000");
    assertThat(told.now("vaccination_coverage", "denominator=T2021_ELIG;dose=1", "AST"))
        .isEqualTo("nothing");
    assertThat(told.parts("vaccination_coverage", "denominator=T2021_ELIG;dose=1", ""))
        .isEqualTo("- - 1500 9900000");
  }

  @Test
  void knownPartBesideAMissingOneIsProvisional() {
    Value known = Value.of(40, Status.FINAL);

    assertThat(Vaccination.together(known, Value.MISSING))
        .isEqualTo(Value.of(40, Status.PROVISIONAL));
    assertThat(Vaccination.together(Value.MISSING, known))
        .isEqualTo(Value.of(40, Status.PROVISIONAL));
    assertThat(Vaccination.together(known, Value.NONE)).isEqualTo(known);
    assertThat(Vaccination.together(Value.NONE, Value.MISSING)).isEqualTo(Value.MISSING);
    assertThat(Vaccination.together(known, known)).isEqualTo(Value.of(80, Status.FINAL));
  }

  @Test
  void progressIsMeasuredAgainstEveryTargetThatHasBegun() {
    for (String region : new String[] {"AST", "ALA", "AKM"}) {
      reported
          .form("vaccination", region, "2021-02-15")
          .value("doses_cumulative", I + "HCW_FRONT", 4000)
          .value("doses_cumulative", I + "TEACH_SCHOOL_UNI", 1000);
    }
    Told told = reported.told(spark());

    assertThat(told.now("target_progress", "target=T2021_6M", "")).isEqualTo("0.0025 final");
    assertThat(told.parts("target_progress", "target=T2021_STAGE1", ""))
        .isEqualTo("- - 12000 100000");
    assertThat(told.now("target_progress", "target=T2021_04_1M", "")).isEqualTo("nothing");
  }

  @Test
  void targetOfAMonthCountsOnlyThePeopleOfThatMonth() {
    for (String region : new String[] {"AST", "ALA", "AKM"}) {
      reported.form("vaccination", region, "2021-03-31").value("doses_cumulative", I + "SES", 1000);
      reported
          .form("vaccination", region, "2021-04-15")
          .value("doses_cumulative", I + "SES", 51000);
    }

    assertThat(
            reported
                .told(spark(), Reported.conf(), LocalDate.of(2021, 4, 15))
                .parts("target_progress", "target=T2021_04_1M", ""))
        .isEqualTo("- - 150000 1000000");
  }

  @Test
  void rowThatIsHeldBackIsCarriedFromTheDayBefore() {
    reported
        .form("vaccination", "AST", "2021-02-14")
        .value("doses_cumulative", I + "HCW_FRONT", 900)
        .value("doses_cumulative", I + "SES", 100);
    reported
        .form("vaccination", "AST", "2021-02-15")
        .value("doses_cumulative", I + "HCW_FRONT", 950);
    Told told = reported.told(spark());

    assertThat(told.now("doses_cumulative", "dose=1", "AST")).isEqualTo("1050 provisional");
    assertThat(told.now("doses_cumulative", "dose=1;priority_group=SES", "AST"))
        .isEqualTo("100 carried");
    assertThat(told.findings()).noneMatch(f -> f.startsWith("CUMULATIVE_FALLS"));
  }

  @Test
  void stockUseAndDaysOfSupplyFollowFromSupplyAndDoses() {
    for (int day = 9; day <= 15; day++) {
      reported
          .form("vaccination", "AST", LocalDate.of(2021, 2, day).toString())
          .value("doses_new", I + "SES", 20)
          .value("doses_cumulative", I + "SES", (day - 8) * 20);
    }
    reported
        .form("supply", "AST", "2021-02-15")
        .value("doses_delivered_cumulative", "product=SPUTNIK_V_RU;component=I", 500)
        .value("doses_delivered_cumulative", "product=SPUTNIK_V_RU;component=II", 500)
        .value("doses_wasted_cumulative", "product=SPUTNIK_V_RU;component=I", 10)
        .value("doses_wasted_cumulative", "product=SPUTNIK_V_RU;component=II", 0)
        .value("stock", "product=SPUTNIK_V_RU;component=I", 340)
        .value("stock", "product=SPUTNIK_V_RU;component=II", 500);
    Told told = reported.told(spark());
    String first = "component=I;product=SPUTNIK_V_RU";

    assertThat(told.now("doses_used_cumulative", first, "AST")).isEqualTo("140 final");
    assertThat(told.now("stock_computed", first, "AST")).isEqualTo("350 final");
    assertThat(told.now("stock", "product=SPUTNIK_V_RU", "AST")).isEqualTo("840 final");
    assertThat(told.now("days_of_supply", first, "AST")).isEqualTo("17 final");
    assertThat(told.parts("days_of_supply", first, "AST")).isEqualTo("- - 340 20");
    assertThat(told.now("usage", first, "AST")).isEqualTo("0.28 final");
    assertThat(told.now("stock_computed", "component=II;product=SPUTNIK_V_RU", "AST"))
        .isEqualTo("500 final");
    assertThat(told.findings())
        .contains("STOCK_DISAGREES warn null AST 2021-02-15")
        .doesNotHaveDuplicates();
    assertThat(told.messages("STOCK_DISAGREES", "en"))
        .singleElement()
        .asString()
        .contains("stock of Sputnik V (imported) I is reported as 340", "is 350");
  }
}
