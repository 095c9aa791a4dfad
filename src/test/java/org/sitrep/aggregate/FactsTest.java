package org.sitrep.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sitrep.tables.Coverage;
import org.sitrep.tables.Observations;
import org.sitrep.testkit.SparkTest;

/** Random histories against a model that anybody can follow. */
class FactsTest extends SparkTest {
  private static final LocalDate FIRST_DAY = LocalDate.of(2021, 2, 1);
  private static final Instant START = Instant.parse("2021-02-02T00:00:00Z");

  /** A submission of one form for one region and some days, received at an hour. */
  private record Sent(String id, String region, Set<Integer> days, int hour, int value) {}

  /** Many arrive at the same hour, in any order, late or again. */
  private static List<Sent> history(Random random) {
    List<Sent> out = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      Set<Integer> days = new LinkedHashSet<>();
      int most = random.nextInt(3) + 1;
      for (int d = 0; d < most; d++) {
        days.add(random.nextInt(5));
      }
      out.add(
          new Sent(
              "s" + random.nextInt(100_000),
              random.nextBoolean() ? "AST" : "ALA",
              days,
              random.nextInt(12),
              random.nextInt(1000)));
    }
    Collections.shuffle(out, random);
    return out;
  }

  /** What counts once the clock stood at {@code hour}: region and day to id and value. */
  private static Map<String, String> model(List<Sent> history, int hour) {
    Map<String, Sent> counts = new TreeMap<>();
    for (Sent sent : history) {
      if (sent.hour() <= hour) {
        for (int day : sent.days()) {
          counts.merge(
              sent.region() + " " + day,
              sent,
              (one, other) ->
                  one.hour() != other.hour()
                      ? (one.hour() > other.hour() ? one : other)
                      : (one.id().compareTo(other.id()) > 0 ? one : other));
        }
      }
    }
    Map<String, String> out = new TreeMap<>();
    counts.forEach((where, sent) -> out.put(where, sent.id() + " " + sent.value()));
    return out;
  }

  private static Dataset<Row> coverage(List<Sent> history) {
    List<Row> rows = new ArrayList<>();
    for (Sent sent : history) {
      for (int day : sent.days()) {
        rows.add(
            RowFactory.create(
                sent.id(),
                "2021-02-02.1",
                "cases",
                sent.region(),
                FIRST_DAY.plusDays(day),
                START.plusSeconds(3600L * sent.hour()),
                1L,
                true,
                (long) sent.value(),
                false));
      }
    }
    return spark().createDataFrame(rows, Coverage.schema());
  }

  private static Dataset<Row> observations(List<Sent> history) {
    List<Row> rows = new ArrayList<>();
    for (Sent sent : history) {
      int row = 1;
      for (int day : sent.days()) {
        rows.add(
            RowFactory.create(
                "cases_new",
                FIRST_DAY.plusDays(day),
                sent.region(),
                null,
                "U07.1",
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                (double) sent.value(),
                "cases",
                sent.id(),
                "",
                row++,
                1,
                START.plusSeconds(3600L * sent.hour()),
                "2021-02-02.1"));
      }
    }
    return spark().createDataFrame(rows, Observations.schema());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 20210215, 777})
  void asKnownOnAnyHourIsWhatTheModelSays(long seed) {
    Random random = new Random(seed);
    List<Sent> history = history(random);
    // An id is a submission: drop the rare second use of one.
    Set<String> ids = new TreeSet<>();
    history.removeIf(sent -> !ids.add(sent.id()));
    for (int hour : new int[] {0, 3, 7, 11}) {
      Instant known = START.plusSeconds(3600L * hour);
      Map<String, String> told = new TreeMap<>();
      for (Row row :
          Facts.counting(
                  Facts.knownOn(observations(history), known),
                  Facts.knownOn(coverage(history), known))
              .collectAsList()) {
        LocalDate date = row.getAs(Observations.DATE);
        told.put(
            row.getAs(Observations.REGION) + " " + (date.getDayOfMonth() - 1),
            row.getAs(Observations.SUBMISSION_ID)
                + " "
                + row.<Double>getAs(Observations.VALUE).intValue());
      }
      assertThat(told).as("seed " + seed + ", hour " + hour).isEqualTo(model(history, hour));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {2, 4711})
  void figuresAndOpenDataCountTheSame(long seed) {
    List<Sent> history = history(new Random(seed));
    Set<String> ids = new TreeSet<>();
    history.removeIf(sent -> !ids.add(sent.id()));
    LocalDate until = FIRST_DAY.plusDays(10);
    Known.Received received = Known.received(coverage(history), FIRST_DAY, until, "2021-02-03.1");
    Map<String, Double> figures = new TreeMap<>();
    Known.facts(
            observations(history),
            received.superseded(),
            new Asked(Reported.conf()),
            FIRST_DAY,
            until)
        .forEach(fact -> figures.put(fact.region() + " " + fact.date(), fact.value()));
    Map<String, Double> exported = new TreeMap<>();
    Facts.counting(observations(history), coverage(history))
        .collectAsList()
        .forEach(
            row ->
                exported.put(
                    row.getAs(Observations.REGION) + " " + row.getAs(Observations.DATE),
                    row.getAs(Observations.VALUE)));
    assertThat(figures).as("seed " + seed).isEqualTo(exported);
  }
}
