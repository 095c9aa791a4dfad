package org.sitrep.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sitrep.tables.Findings;
import org.sitrep.tables.Indicators;
import org.sitrep.testkit.SparkTest;

/** Figures that cannot all be right, as a fault of the program would make them. */
class IdentitiesTest extends SparkTest {
  private final Reported reported = new Reported();
  private final NightFindings findings =
      new NightFindings(Reported.conf(), Reported.DAY, Reported.NIGHT);
  private List<Row> figures = List.of();

  @BeforeEach
  void aNight() {
    reported.form("cases", "AST", "2021-02-15").value("cases_new", "stream=U07.1", 10);
    reported.form("cases", "ALA", "2021-02-15").value("cases_new", "stream=U07.1", 4);
    figures = new ArrayList<>(reported.told(spark()).all());
  }

  /** Code, region and what does not hold. */
  private List<String> told() {
    return findings.rows().stream()
        .map(
            row -> {
              Map<?, ?> arguments =
                  (Map<?, ?>) row.get(Findings.schema().fieldIndex(Findings.ARGUMENTS));
              return String.join(
                  " | ",
                  row.getString(Findings.schema().fieldIndex(Findings.CODE)),
                  String.valueOf(row.get(Findings.schema().fieldIndex(Findings.REGION))),
                  String.valueOf(arguments.get("identity")),
                  arguments.get("left") + " against " + arguments.get("right"));
            })
        .toList();
  }

  private Row figure(String indicator, String region) {
    return figures.stream()
        .filter(row -> row.getAs(Indicators.INDICATOR).equals(indicator))
        .filter(row -> region.equals(row.getAs(Indicators.REGION)))
        .filter(row -> row.getAs(Indicators.DATE).equals(Reported.DAY))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void figuresOfAnUndisturbedNightFit() {
    Identities.nationIsSumOfRegions(findings, figures);
    Identities.figuresAreToldOnce(findings, figures);

    assertThat(told()).isEmpty();
  }

  @Test
  void nationThatIsNotTheSumOfItsRegionsHoldsTheNight() {
    Row right = figure("cases_new", "ALA");
    List<@Nullable Object> values = new ArrayList<>();
    for (int i = 0; i < right.size(); i++) {
      values.add(i == right.fieldIndex(Indicators.VALUE) ? (Object) 5.0 : right.get(i));
    }
    figures.set(figures.indexOf(right), RowFactory.create(values.toArray()));

    Identities.nationIsSumOfRegions(findings, figures);

    assertThat(told())
        .containsExactly(
            "IDENTITY_BROKEN | null | cases_new stream=U07.1: nation = Σ regions | 14 against 15");
  }

  @Test
  void figureToldTwiceHoldsTheNight() {
    figures.add(figure("cases_new", "AST"));

    Identities.figuresAreToldOnce(findings, figures);

    assertThat(told())
        .containsExactly("IDENTITY_BROKEN | AST | cases_new stream=U07.1: told once | 2 against 1");
  }

  @Test
  void moreSecondThanFirstDosesOfAProductIsToldOfTheRegionAndHoldsTheNation() {
    reported
        .form("vaccination", "AST", "2021-02-15")
        .value("doses_cumulative", "product=SPUTNIK_V_RU;component=I;dose=1", 40)
        .value("doses_cumulative", "product=SPUTNIK_V_RU;component=II;dose=2", 41);

    assertThat(reported.told(spark()).findings())
        .contains(
            "REGION_IDENTITY_BROKEN warn null AST 2021-02-15",
            "IDENTITY_BROKEN hold null null 2021-02-15");
  }
}
