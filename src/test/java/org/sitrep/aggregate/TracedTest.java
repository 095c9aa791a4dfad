package org.sitrep.aggregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.sitrep.config.Conf;
import org.sitrep.config.ConfReader;
import org.sitrep.testkit.SparkTest;

/** Figures and what they were made of; addresses count the values reported, A1, A2, … */
class TracedTest extends SparkTest {
  private static final String POS = "stream=U07.1";
  private static final String I = "product=SPUTNIK_V_RU;component=I;dose=1;priority_group=SES";

  private final Reported reported = new Reported();

  private Traced.Step trace(String indicator, String dimensions, String place) {
    return trace(Reported.conf(), Reported.DAY, indicator, dimensions, place);
  }

  /** The figure of a region, or of the nation when {@code place} is empty. */
  private Traced.Step trace(
      Conf conf, LocalDate day, String indicator, String dimensions, String place) {
    return reported
        .traced(
            spark(),
            conf,
            day,
            row ->
                row.getString(0).equals(indicator)
                    && row.getString(6).equals(dimensions)
                    && Objects.requireNonNullElse(row.getString(5), "").equals(place)
                    && row.getLocalDate(3).equals(day))
        .values()
        .iterator()
        .next();
  }

  /** A step on a line each, indented: value, what, place, day, where it was read. */
  private static List<String> lines(Traced.Step top) {
    List<String> out = new ArrayList<>();
    lines(top, "", out);
    return out;
  }

  private static void lines(Traced.Step step, String indent, List<String> out) {
    StringBuilder line = new StringBuilder(indent);
    line.append(Double.isNaN(step.value()) ? "-" : TEXT.format(step.value()));
    for (Object part : new Object[] {step.what(), step.place(), step.day(), step.operation()}) {
      if (part != null && !part.equals("")) {
        line.append(' ').append(part);
      }
    }
    if (!step.status().equals("final")) {
      line.append(' ').append(step.status());
    }
    Traced.Told told = step.told();
    if (told != null) {
      for (Traced.Reading reading : told.readings()) {
        line.append(reading.counts() ? " <- " : " not ").append(reading.submission());
        reading.cells().forEach(c -> line.append(' ').append(c.address().cell()));
      }
    }
    out.add(line.toString());
    step.parts().forEach(part -> lines(part, indent + " ", out));
  }

  private static final java.text.DecimalFormat TEXT =
      new java.text.DecimalFormat(
          "0.####", java.text.DecimalFormatSymbols.getInstance(java.util.Locale.ROOT));

  @Test
  void nationIsTracedToTheCellsOfItsRegionsAndNamesWhoIsMissing() {
    reported.form("cases", "AST", "2021-02-15").value("cases_new", POS, 150);
    reported
        .form("cases", "AKM", "2021-02-15")
        .value("cases_new", POS + ";district=AKM-C", 20)
        .value("cases_new", POS + ";district=AKM-R", 3);

    assertThat(lines(trace("cases_new", POS, "")))
        .containsExactly(
            "173 cases_new{stream=U07.1} KZ 2021-02-15 SUM provisional",
            " 150 cases_new{stream=U07.1} AST 2021-02-15 SUM",
            "  150 cases_new{stream=U07.1} AST 2021-02-15 <- casesAST2021-02-15 A1",
            " - cases_new{stream=U07.1} ALA 2021-02-15 missing",
            " 23 cases_new{stream=U07.1} AKM 2021-02-15 SUM",
            "  20 cases_new{district=AKM-C;stream=U07.1} AKM 2021-02-15 <- casesAKM2021-02-15 A2",
            "  3 cases_new{district=AKM-R;stream=U07.1} AKM 2021-02-15 <- casesAKM2021-02-15 A3");
  }

  @Test
  void supersededSubmissionIsToldBesideTheOneThatCounts() {
    reported
        .form("cases", "AST", "2021-02-15", Instant.parse("2021-02-15T18:00:00Z"), "first")
        .value("cases_new", POS, 15);
    reported
        .form("cases", "AST", "2021-02-15", Instant.parse("2021-02-15T19:00:00Z"), "second")
        .value("cases_new", POS, 150);

    assertThat(lines(trace("cases_new", POS, "AST")))
        .containsExactly(
            "150 cases_new{stream=U07.1} AST 2021-02-15 SUM",
            " 150 cases_new{stream=U07.1} AST 2021-02-15 not first A1 <- second A2");
  }

  @Test
  void ratioNamesItsPartsAndTheRegisterBehindIt() {
    for (int day = 2; day <= 15; day++) {
      reported
          .form("cases", "AST", LocalDate.of(2021, 2, day).toString())
          .value("cases_new", POS, day);
    }
    Traced.Step incidence = trace("incidence_7d", POS, "AST");

    // 9 + … + 15 = 84 of a million, and no more than that in a hundred thousand.
    assertThat(incidence.value()).isEqualTo(8.4);
    assertThat(incidence.operation()).isEqualTo(Operation.RATE);
    assertThat(incidence.parts())
        .extracting(Traced.Step::value)
        .containsExactly(84.0, 1_000_000.0, 100_000.0);
    assertThat(incidence.parts().get(0).parts())
        .extracting(part -> part.day().getDayOfMonth() + ": " + (int) part.value())
        .containsExactly("9: 9", "10: 10", "11: 11", "12: 12", "13: 13", "14: 14", "15: 15");
    assertThat(incidence.parts().get(1).what()).isEqualTo("people of AST on 2021-01-01");
    assertThat(incidence.parts().get(1).source()).isEqualTo("test");
  }

  @Test
  void carriedValueNamesTheDayItWasToldFor() {
    reported.form("cases", "AST", "2021-02-13").value("cases_cumulative", POS, 900);
    reported.form("cases", "ALA", "2021-02-15").value("cases_cumulative", POS, 800);

    assertThat(lines(trace("cases_cumulative", POS, "AST")))
        .containsExactly(
            "900 cases_cumulative{stream=U07.1} AST 2021-02-15 SUM carried",
            " 900 cases_cumulative{stream=U07.1} AST 2021-02-13 <- casesAST2021-02-13 A1");
  }

  @Test
  void countThatFollowsFromRunningTotalsNamesBoth() {
    // The form asks for the running total of deaths and for nothing else of them.
    for (int day = 9; day <= 10; day++) {
      reported
          .form("cases", "LAZ", LocalDate.of(2021, 3, day).toString())
          .value("cases_new", "stream=COVID-19", 10)
          .value("deaths_cumulative", "stream=COVID-19", day * 100);
    }
    Conf italy = ConfReader.read(Path.of("conf/italy"));

    assertThat(
            lines(trace(italy, LocalDate.of(2021, 3, 10), "deaths_new", "stream=COVID-19", "LAZ")))
        .containsExactly(
            "100 deaths_new{stream=COVID-19} LAZ 2021-03-10 SUM",
            " 100 deaths_new{stream=COVID-19} LAZ 2021-03-10 DIFFERENCE",
            "  1000 deaths_cumulative{stream=COVID-19} LAZ 2021-03-10 <- casesLAZ2021-03-10 A4",
            "  900 deaths_cumulative{stream=COVID-19} LAZ 2021-03-09 <- casesLAZ2021-03-09 A2");
  }

  @Test
  void trustIsTracedToTheFormsThatCame() {
    reported.form("cases", "AST", "2021-02-15");
    Traced.Step completeness = trace("completeness", "form=cases", "");

    assertThat(completeness.recomputed()).isEqualTo(1.0 / 3);
    assertThat(completeness.parts().get(0).parts())
        .extracting(part -> part.place() + " " + part.sent().submission())
        .containsExactly("AST casesAST2021-02-15", "ALA null", "AKM null");
  }

  /** Whatever is added to the figures later has to say what it is made of. */
  @Test
  void everyFigureFollowsFromCellsAndRegisters() {
    for (int day = 1; day <= 15; day++) {
      String date = LocalDate.of(2021, 2, day).toString();
      for (String region : new String[] {"AST", "ALA", "AKM"}) {
        if (day == 12 && region.equals("ALA")) {
          continue;
        }
        reported
            .form("cases", region, date)
            .value("cases_new", POS, 40 + day)
            .value("cases_cumulative", POS, 1000 + day * 50)
            .value("deaths_new", POS, 6)
            .value("deaths_cumulative", POS, 10 + day)
            .value("recovered_new", POS, 3);
        reported
            .form("vaccination", region, date)
            .value("doses_new", I, 20)
            .value("doses_cumulative", I, day * 20)
            .value("doses_cumulative", I.replace("SES", "BOOST_RISK"), day)
            .value("doses_cumulative", "product=SPUTNIK_LIGHT;component=I;dose=1", day);
        reported
            .form("supply", region, date)
            .value("doses_delivered_cumulative", "product=SPUTNIK_V_RU;component=I", 500)
            .value("doses_wasted_cumulative", "product=SPUTNIK_V_RU;component=I", 10)
            .value("stock", "product=SPUTNIK_V_RU;component=I", 190);
      }
    }
    reported
        .form("hospital", "AST", "2021-02-14")
        .value("beds", "", 100)
        .value("beds_occupied", "", 40);
    for (int day = 8; day <= 14; day++) {
      reported
          .form("tests", "AST", LocalDate.of(2021, 2, day).toString())
          .value("tests_new", "", 1000)
          .value("tests_positive_new", "", 50);
    }
    Map<Row, Traced.Step> all =
        reported.traced(spark(), Reported.conf(), Reported.DAY, row -> true);

    assertThat(all.keySet())
        .extracting(row -> row.getString(0))
        .contains(
            "reproduction_ratio",
            "positivity_7d",
            "bed_occupancy",
            "people_complete",
            "target_progress",
            "priority_group_coverage",
            "days_of_supply",
            "delay_hours");
    all.forEach(
        (row, step) -> {
          if (!row.isNullAt(7)) {
            double value = row.getDouble(7);
            assertThat(step.recomputed())
                .as(row + " of " + lines(step))
                .isCloseTo(value, within(1e-9 * Math.max(1, Math.abs(value))));
          }
          assertThat(step.all().filter(TracedTest::standsOnNothing).toList())
              .as(row.toString())
              .isEmpty();
        });
    assertThat(all.keySet().stream().filter(row -> !row.isNullAt(7)).count()).isGreaterThan(1400);
  }

  private static boolean standsOnNothing(Traced.Step step) {
    return !Double.isNaN(step.value())
        && step.operation() == null
        && step.source() == null
        && step.sent() == null
        && (step.told() == null || step.told().readings().stream().noneMatch(r -> r.counts()));
  }
}
