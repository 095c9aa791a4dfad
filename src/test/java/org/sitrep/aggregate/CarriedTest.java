package org.sitrep.aggregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sitrep.config.Conf;
import org.sitrep.tables.CarriedCounts;
import org.sitrep.testkit.SparkTest;

/** Going on from what is carried over gives what beginning with the first day gives. */
class CarriedTest extends SparkTest {
  private static final Conf CONF = Reported.conf();
  private static final LocalDate FIRST = LocalDate.of(2020, 11, 1);
  private static final List<LocalDate> NIGHTS =
      List.of(
          LocalDate.of(2021, 2, 8),
          LocalDate.of(2021, 2, 9),
          LocalDate.of(2021, 2, 9),
          LocalDate.of(2021, 2, 13));

  private final Reported reported = new Reported();

  @ParameterizedTest
  @ValueSource(longs = {20210215, 7})
  void nightsThatGoOnTellTheSameAsNightsThatBeginAnew(long seed) {
    Random random = new Random(seed);
    Aggregated last = null;
    LocalDate told = FIRST.minusDays(1);
    for (int n = 0; n < NIGHTS.size(); n++) {
      LocalDate night = NIGHTS.get(n);
      String id = night + "." + (n + 1);
      report(random, told.plusDays(1), night, id, "x" + n);
      // What comes late or again is of the last weeks.
      report(random, night.minusDays(30), night, id, "y" + n);
      told = night;
      Aggregated anew =
          reported.aggregated(
              spark(), CONF, night, id, last == null ? null : before(n, last, false));
      if (last != null) {
        LastPublished before = before(n, last, true);
        LocalDate since = Objects.requireNonNull(last.carried().head()).getAs(CarriedCounts.SINCE);
        assertThat(since).isEqualTo(NIGHTS.get(n - 1).minusDays(69));
        Aggregated on = reported.aggregated(spark(), CONF, night, id, before, since);
        String what = "seed " + seed + ", night " + id;
        assertThat(lines(on.indicators())).as(what).isEqualTo(lines(anew.indicators()));
        assertThat(lines(on.revisions())).as(what).isEqualTo(lines(anew.revisions()));
        assertThat(lines(on.findings())).as(what).isEqualTo(lines(anew.findings()));
        assertThat(lines(on.carried())).as(what).isEqualTo(lines(anew.carried())).isNotEmpty();
      }
      last = anew;
    }
  }

  @Test
  void nightThatLearnsOfADayNobodyLooksAtAnyMoreBeginsAnew() {
    LocalDate day = LocalDate.of(2021, 2, 8);
    cases("a", "2021-02-08.1", LocalDate.of(2020, 11, 2), 100);
    cases("b", "2021-02-08.1", LocalDate.of(2021, 2, 8), 180);
    Aggregated last = reported.aggregated(spark(), CONF, day, "2021-02-08.1", null);
    cases("c", "2021-02-09.1", LocalDate.of(2020, 11, 3), 150);

    Aggregated next =
        reported.aggregated(
            spark(),
            CONF,
            day.plusDays(1),
            "2021-02-09.1",
            new LastPublished(
                day, last.indicators(), reported.withdrawals(spark()), last.carried(), true));

    assertThat(next.carried().collectAsList())
        .extracting(row -> row.getAs(CarriedCounts.DATE), row -> row.getAs(CarriedCounts.VALUE))
        .containsExactly(tuple(LocalDate.of(2020, 11, 3), 150.0));
  }

  @Test
  void nightAfterSomethingWasTakenBackBeginsAnew() {
    LocalDate day = LocalDate.of(2021, 2, 8);
    cases("a", "2021-02-08.1", LocalDate.of(2020, 11, 2), 100);
    cases("b", "2021-02-08.1", LocalDate.of(2020, 11, 3), 150);
    Aggregated last = reported.aggregated(spark(), CONF, day, "2021-02-08.1", null);
    LastPublished before =
        new LastPublished(
            day, last.indicators(), reported.withdrawals(spark()), last.carried(), true);
    reported.withdrawn("b", Instant.parse("2021-02-09T06:00:00Z"));

    Aggregated next = reported.aggregated(spark(), CONF, day.plusDays(1), "2021-02-09.1", before);

    assertThat(next.carried().collectAsList())
        .extracting(row -> row.getAs(CarriedCounts.DATE), row -> row.getAs(CarriedCounts.VALUE))
        .containsExactly(tuple(LocalDate.of(2020, 11, 2), 100.0));
  }

  private void cases(String submission, String night, LocalDate date, double soFar) {
    reported
        .form("cases", "AST", date.toString(), at(date), submission, night)
        .value("cases_cumulative", "stream=U07.1", soFar);
  }

  /** The night before; what it carried over is there to go on from, or not. */
  private LastPublished before(int night, Aggregated last, boolean goesOn) {
    Dataset<Row> carried = goesOn ? last.carried() : last.carried().limit(0);
    return new LastPublished(
        NIGHTS.get(night - 1), last.indicators(), reported.withdrawals(spark()), carried, true);
  }

  /**
   * About a third of what could be reported of some days, now of a region, now of its districts.
   */
  private void report(Random random, LocalDate from, LocalDate to, String night, String name) {
    for (LocalDate date : from.datesUntil(to.plusDays(1)).toList()) {
      for (String region : List.of("AST", "ALA", "AKM", "XXX")) {
        for (String form :
            List.of("cases", "vaccination", "supply", "hospital", "tests", "line-list-cases")) {
          if (random.nextInt(3) == 0) {
            Instant received = at(date).plusSeconds(random.nextInt(600_000));
            fill(
                random,
                form,
                reported.form(
                    form, region, date.toString(), received, name + form + region + date, night));
          }
        }
      }
    }
  }

  private static void fill(Random random, String form, Reported.Form sheet) {
    List<String> measures =
        switch (form) {
          case "cases" ->
              List.of("cases_new", "cases_cumulative", "deaths_cumulative", "recovered_new");
          case "vaccination" -> List.of("doses_new", "doses_cumulative");
          case "supply" ->
              List.of("stock", "doses_delivered_cumulative", "doses_wasted_cumulative");
          case "hospital" -> List.of("beds", "beds_occupied");
          case "tests" -> List.of("tests_new", "tests_positive_new");
          default -> List.of("cases_new");
        };
    for (String measure : measures) {
      for (String place : random.nextInt(4) == 0 ? DISTRICTS : List.of("")) {
        for (String part : parts(random, form)) {
          sheet.value(
              measure,
              place.isEmpty() || part.isEmpty() ? place + part : place + ";" + part,
              random.nextInt(1000));
        }
      }
    }
  }

  private static final List<String> DISTRICTS = List.of("district=D1", "district=D2");

  private static List<String> parts(Random random, String form) {
    return switch (form) {
      case "cases", "line-list-cases" -> List.of("stream=U07.1");
      case "vaccination" ->
          random.nextBoolean()
              ? List.of("product=sputnik-v;dose=1", "product=sputnik-v;dose=2")
              : List.of("product=sputnik-v;dose=1", "product=qazvac;dose=1");
      case "supply" ->
          random.nextBoolean()
              ? List.of("product=sputnik-v;component=I", "product=sputnik-v;component=II")
              : List.of("product=sputnik-v;component=I");
      default -> List.of("");
    };
  }

  private static Instant at(LocalDate date) {
    return date.atTime(19, 0).toInstant(ZoneOffset.UTC);
  }

  private static List<String> lines(Dataset<Row> rows) {
    return rows.collectAsList().stream().map(Row::mkString).sorted().toList();
  }
}
