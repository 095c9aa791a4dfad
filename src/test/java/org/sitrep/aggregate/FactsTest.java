package org.sitrep.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sitrep.tables.Coverage;
import org.sitrep.tables.Observations;
import org.sitrep.tables.Withdrawals;
import org.sitrep.testkit.SparkTest;

/** Random histories against a model that anybody can follow. */
class FactsTest extends SparkTest {
  private static final LocalDate FIRST_DAY = LocalDate.of(2021, 2, 1);
  private static final Instant START = Instant.parse("2021-02-02T00:00:00Z");
  private static final int HISTORIES = 40;
  private static final int[] HOURS = {0, 3, 7, 11, 20};

  /**
   * A submission of one form for one region and some days, received at an hour.
   *
   * @param withdrawn hour it was taken back at; null when it was not
   */
  private record Sent(
      String id,
      String region,
      Set<Integer> days,
      int hour,
      int value,
      @Nullable Integer withdrawn) {

    boolean counts(int now) {
      return hour <= now && (withdrawn == null || withdrawn > now);
    }
  }

  /**
   * Many histories, told apart by their regions: many submissions arrive at the same hour, in any
   * order, late or again, and every fifth is taken back.
   */
  private static List<Sent> histories(Random random) {
    List<Sent> out = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (int history = 0; history < HISTORIES; history++) {
      for (int i = 0; i < 40; i++) {
        Set<Integer> days = new LinkedHashSet<>();
        int most = random.nextInt(3) + 1;
        for (int d = 0; d < most; d++) {
          days.add(random.nextInt(5));
        }
        String id = "s" + random.nextInt(1_000_000);
        int hour = random.nextInt(12);
        int value = random.nextInt(1000);
        Integer withdrawn = random.nextInt(5) == 0 ? hour + random.nextInt(8) : null;
        String region = (random.nextBoolean() ? "AST-" : "ALA-") + history;
        if (ids.add(id)) {
          out.add(new Sent(id, region, days, hour, value, withdrawn));
        }
      }
    }
    Collections.shuffle(out, random);
    return out;
  }

  /** What counts once the clock stood at {@code hour}: region and day to id and value. */
  private static Map<String, String> model(List<Sent> sent, int hour) {
    Map<String, Sent> counts = new TreeMap<>();
    for (Sent one : sent) {
      for (int day : one.days()) {
        Sent best = counts.get(one.region() + " " + day);
        boolean later =
            best == null
                || one.hour() > best.hour()
                || one.hour() == best.hour() && one.id().compareTo(best.id()) > 0;
        if (one.counts(hour) && later) {
          counts.put(one.region() + " " + day, one);
        }
      }
    }
    Map<String, String> out = new TreeMap<>();
    counts.forEach((where, one) -> out.put(where, one.id() + " " + one.value()));
    return out;
  }

  private static Instant at(int hour) {
    return START.plusSeconds(3600L * hour);
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
                at(sent.hour()),
                1L,
                true,
                (long) sent.value(),
                false,
                null));
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
                at(sent.hour()),
                "2021-02-02.1"));
      }
    }
    return spark().createDataFrame(rows, Observations.schema());
  }

  private static Dataset<Row> withdrawals(List<Sent> history) {
    List<Row> rows = new ArrayList<>();
    for (Sent sent : history) {
      if (sent.withdrawn() != null) {
        rows.add(RowFactory.create(sent.id(), at(sent.withdrawn()), "wrong file", "A. Editor"));
      }
    }
    return spark().createDataFrame(rows, Withdrawals.schema());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 20210215})
  void asKnownOnAnyHourIsWhatTheModelSays(long seed) {
    List<Sent> sent = histories(new Random(seed));
    Dataset<Row> observations = observations(sent);
    Dataset<Row> coverage = coverage(sent);
    Dataset<Row> withdrawals = withdrawals(sent);
    for (int hour : HOURS) {
      Map<String, String> told = new TreeMap<>();
      for (Row row :
          Facts.counting(
                  Facts.knownOn(observations, at(hour)),
                  Facts.standing(
                      Facts.knownOn(coverage, at(hour)), Facts.knownOn(withdrawals, at(hour))))
              .collectAsList()) {
        LocalDate date = row.getAs(Observations.DATE);
        told.put(
            row.getAs(Observations.REGION) + " " + (date.getDayOfMonth() - 1),
            row.getAs(Observations.SUBMISSION_ID)
                + " "
                + row.<Double>getAs(Observations.VALUE).intValue());
      }
      assertThat(told).as("seed " + seed + ", hour " + hour).isEqualTo(model(sent, hour));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {2, 4711})
  void figuresCountWhatTheModelSaysInWhateverOrderFilesCome(long seed) {
    List<Sent> sent = histories(new Random(seed));
    LocalDate until = FIRST_DAY.plusDays(10);
    for (int shuffle = 0; shuffle < 2; shuffle++) {
      Collections.shuffle(sent, new Random(seed + shuffle));
      Dataset<Row> withdrawals = withdrawals(sent);
      Known.Received received =
          Known.received(
              Facts.standing(coverage(sent), withdrawals),
              LocalDate.MIN,
              FIRST_DAY,
              until,
              "2021-02-03.1");
      Map<String, String> figures = new TreeMap<>();
      Known.facts(
              Facts.standing(observations(sent), withdrawals),
              received.superseded(),
              new Asked(Reported.conf()),
              LocalDate.MIN,
              FIRST_DAY,
              until)
          .forEach(
              fact ->
                  figures.put(
                      fact.region() + " " + (fact.date().getDayOfMonth() - 1),
                      String.valueOf((int) fact.value())));
      Map<String, String> expected = new TreeMap<>();
      model(sent, 20)
          .forEach((where, what) -> expected.put(where, what.substring(what.indexOf(' ') + 1)));
      assertThat(figures).as("seed " + seed + ", shuffle " + shuffle).isEqualTo(expected);
    }
  }
}
