package org.sitrep.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sitrep.config.Conf;
import org.sitrep.config.ReleaseRule;
import org.sitrep.tables.Indicators;
import org.sitrep.tables.Revisions;
import org.sitrep.testkit.SparkTest;

/** What a night tells to have moved, against the published states themselves. */
class MovedTest extends SparkTest {
  private static final Conf CONF = Reported.conf();
  private static final String PCR = "stream=U07.1";
  private static final List<String> REGIONS = List.of("AST", "ALA", "AKM");

  /** Figures of cases that are told for a row of days. */
  private static final Set<String> SERIES =
      Set.of(
          "cases_new",
          "cases_cumulative",
          "cases_mean_7d",
          "cases_sum_7d",
          "cases_sum_14d",
          "incidence_7d",
          "incidence_14d");

  private final Reported reported = new Reported();
  private @Nullable Aggregated last;
  private LocalDate lastDay = LocalDate.EPOCH;
  private @Nullable Dataset<Row> lastWithdrawals;

  private void cases(
      String submission, String night, String region, String date, String at, double... values) {
    Reported.Form form = reported.form("cases", region, date, Instant.parse(at), submission, night);
    form.value("cases_new", PCR, values[0]);
    if (values.length > 1) {
      form.value("cases_cumulative", PCR, values[1]);
    }
  }

  /** Runs a night against the one before it. */
  private List<Row> night(String id, boolean sameDefinitions) {
    LocalDate day = LocalDate.parse(id.substring(0, 10));
    Aggregated out =
        reported.aggregated(
            spark(),
            CONF,
            day,
            id,
            last == null
                ? null
                : new LastPublished(
                    lastDay,
                    last.indicators(),
                    Objects.requireNonNull(lastWithdrawals),
                    last.carried(),
                    sameDefinitions));
    last = out;
    lastDay = day;
    lastWithdrawals = reported.withdrawals(spark());
    return out.revisions().collectAsList();
  }

  /** What forms report, without what is made of it. */
  private static List<String> told(List<Row> rows) {
    return told(rows, Set.of("cases_new", "cases_cumulative", "tests_new"));
  }

  private static List<String> told(List<Row> rows, Set<String> names) {
    return rows.stream()
        .filter(r -> names.contains(r.<String>getAs(Revisions.NAME)))
        .map(
            r ->
                r.getAs(Revisions.DATE)
                    + " "
                    + (r.getAs(Revisions.REGION) == null
                        ? r.getAs(Revisions.SCOPE)
                        : r.getAs(Revisions.REGION))
                    + " "
                    + r.getAs(Revisions.NAME)
                    + " "
                    + r.getAs(Revisions.OLD_VALUE)
                    + " "
                    + r.getAs(Revisions.NEW_VALUE)
                    + " "
                    + r.getAs(Revisions.REASON)
                    + " "
                    + r.getAs(Revisions.SUBMISSION_ID))
        .toList();
  }

  @Test
  void firstNightHasNothingToCompareWith() {
    cases("a", "2021-02-14.1", "AST", "2021-02-14", "2021-02-14T19:00:00Z", 10);
    assertThat(night("2021-02-14.1", true)).isEmpty();
  }

  @Test
  void lateCorrectedAndWithdrawnFiguresNameTheirSubmission() {
    cases("a", "2021-02-13.1", "AST", "2021-02-13", "2021-02-13T19:00:00Z", 10, 100);
    night("2021-02-13.1", true);
    cases("b", "2021-02-14.1", "AST", "2021-02-14", "2021-02-14T19:00:00Z", 11, 111);
    cases("c", "2021-02-14.1", "ALA", "2021-02-13", "2021-02-14T19:00:00Z", 5, 50);

    assertThat(told(night("2021-02-14.1", true)))
        .containsExactly(
            "2021-02-13 national cases_cumulative 100.0 150.0 late c",
            "2021-02-13 national cases_new 10.0 15.0 late c",
            "2021-02-13 ALA cases_cumulative null 50.0 late c",
            "2021-02-13 ALA cases_new null 5.0 late c");

    cases("d", "2021-02-15.1", "AST", "2021-02-14", "2021-02-15T19:00:00Z", 9);
    cases("e", "2021-02-15.1", "ALA", "2021-02-13", "2021-02-15T19:00:00Z", 6, 50);

    assertThat(told(night("2021-02-15.1", true)))
        .containsExactly(
            "2021-02-13 national cases_new 15.0 16.0 resubmitted e",
            "2021-02-13 ALA cases_new 5.0 6.0 resubmitted e",
            "2021-02-14 national cases_cumulative 161.0 150.0 resubmitted d",
            "2021-02-14 national cases_new 11.0 9.0 resubmitted d",
            "2021-02-14 AST cases_cumulative 111.0 100.0 resubmitted d",
            "2021-02-14 AST cases_new 11.0 9.0 resubmitted d");
  }

  @Test
  void whatSendersNoteStandsBesideTheirFigures() {
    cases("a", "2021-02-13.1", "AST", "2021-02-13", "2021-02-13T19:00:00Z", 10);
    cases("b", "2021-02-13.1", "ALA", "2021-02-13", "2021-02-13T19:00:00Z", 5);
    night("2021-02-13.1", true);
    reported
        .form(
            "cases",
            "AST",
            "2021-02-13",
            Instant.parse("2021-02-14T19:00:00Z"),
            "c",
            "2021-02-14.1")
        .noted("two patients counted twice")
        .value("cases_new", PCR, 8);
    reported.withdrawn("b", Instant.parse("2021-02-14T20:00:00Z"));

    assertThat(night("2021-02-14.1", true))
        .filteredOn(row -> row.getAs(Revisions.NAME).equals("cases_new"))
        .extracting(row -> row.getAs(Revisions.REGION) + ": " + row.getAs(Revisions.NOTE))
        .containsExactly("null: null", "ALA: wrong file", "AST: two patients counted twice");
  }

  @Test
  void figuresMadeOfLateCountsMoveForTheSameReason() {
    for (int day = 8; day < 14; day++) {
      String date = LocalDate.of(2021, 2, day).toString();
      cases("a" + day, "2021-02-13.1", "AST", date, date + "T19:00:00Z", 10);
    }
    night("2021-02-13.1", true);
    cases("late", "2021-02-14.1", "AST", "2021-02-07", "2021-02-14T19:00:00Z", 24);

    assertThat(told(night("2021-02-14.1", true), Set.of("cases_sum_7d", "incidence_7d")))
        .contains(
            "2021-02-13 AST cases_sum_7d 60.0 84.0 late late",
            "2021-02-13 national cases_sum_7d 60.0 84.0 late late",
            "2021-02-13 AST incidence_7d 6.0 8.4 late late",
            "2021-02-12 AST cases_sum_7d 50.0 74.0 late late")
        .allMatch(line -> line.endsWith(" late late"));
  }

  @Test
  void whatIsTakenBackMovesFiguresBackOrAway() {
    cases("a", "2021-02-13.1", "AST", "2021-02-13", "2021-02-13T19:00:00Z", 10);
    cases("b", "2021-02-13.1", "ALA", "2021-02-13", "2021-02-13T19:00:00Z", 5);
    cases("c", "2021-02-13.1", "AKM", "2021-02-13", "2021-02-13T19:00:00Z", 7);
    night("2021-02-13.1", true);
    cases("d", "2021-02-14.1", "AST", "2021-02-13", "2021-02-14T18:00:00Z", 12);
    night("2021-02-14.1", true);
    reported.withdrawn("d", Instant.parse("2021-02-15T06:00:00Z"));
    reported.withdrawn("b", Instant.parse("2021-02-15T07:00:00Z"));
    // Counted for nothing when it was taken back.
    reported.withdrawn("a", Instant.parse("2021-02-15T08:00:00Z"));
    reported.withdrawn("c", Instant.parse("2021-02-15T09:00:00Z"));
    cases("e", "2021-02-15.1", "AKM", "2021-02-13", "2021-02-15T19:00:00Z", 8);
    cases("f", "2021-02-15.1", "AST", "2021-02-15", "2021-02-15T19:00:00Z", 1);

    assertThat(told(night("2021-02-15.1", true)))
        .containsExactly(
            "2021-02-13 national cases_new 24.0 8.0 withdrawn null",
            "2021-02-13 AKM cases_new 7.0 8.0 resubmitted e",
            "2021-02-13 ALA cases_new 5.0 null withdrawn b",
            "2021-02-13 AST cases_new 12.0 null withdrawn d");
    assertThat(night("2021-02-16.1", true)).as("told once").isEmpty();
  }

  @Test
  void earlierSubmissionCountsAgainWhenTheLaterOneIsTakenBack() {
    cases("a", "2021-02-13.1", "AST", "2021-02-13", "2021-02-13T19:00:00Z", 10);
    night("2021-02-13.1", true);
    cases("b", "2021-02-14.1", "AST", "2021-02-13", "2021-02-14T18:00:00Z", 12);
    night("2021-02-14.1", true);
    reported.withdrawn("b", Instant.parse("2021-02-15T06:00:00Z"));

    assertThat(told(night("2021-02-15.1", true)))
        .containsExactly(
            "2021-02-13 national cases_new 12.0 10.0 withdrawn b",
            "2021-02-13 AST cases_new 12.0 10.0 withdrawn b");
  }

  @Test
  void figuresOfTheReportDateAloneAndDaysToldInTimeAreNoCorrections() {
    cases("a", "2021-02-14.1", "AST", "2021-02-14", "2021-02-14T19:00:00Z", 10);
    reported
        .form("hospital", "AST", "2021-02-07", Instant.parse("2021-02-08T05:00:00Z"), "h", "x")
        .value("beds", "", 100);
    night("2021-02-14.1", true);
    cases("b", "2021-02-15.1", "AST", "2021-02-15", "2021-02-15T19:00:00Z", 11);
    reported
        .form(
            "tests",
            "AST",
            "2021-02-13",
            Instant.parse("2021-02-15T05:00:00Z"),
            "t",
            "2021-02-15.1")
        .value("tests_new", "", 70);
    cases("c", "2021-02-15.1", "ALA", "2021-02-14", "2021-02-14T20:00:00Z", 4);

    assertThat(told(night("2021-02-15.1", true)))
        .containsExactly(
            "2021-02-13 national tests_new null 70.0 added t",
            "2021-02-13 AST tests_new null 70.0 added t",
            "2021-02-14 national cases_new 10.0 14.0 added c",
            "2021-02-14 ALA cases_new null 4.0 added c");
  }

  @Test
  void sameSubmissionsUnderOtherDefinitionsAreABreakInTheSeries() {
    cases("a", "2021-02-14.1", "AST", "2021-02-14", "2021-02-14T19:00:00Z", 10);
    night("2021-02-14.1", true);
    Aggregated first = Objects.requireNonNull(last);
    // As if the program had counted one more before.
    List<Row> other =
        first.indicators().collectAsList().stream()
            .map(
                row -> {
                  List<@Nullable Object> values = new ArrayList<>();
                  for (int i = 0; i < row.size(); i++) {
                    boolean value = i == row.fieldIndex(Indicators.VALUE) && !row.isNullAt(i);
                    values.add(value ? row.getDouble(i) + 1 : row.get(i));
                  }
                  return org.apache.spark.sql.RowFactory.create(values.toArray());
                })
            .toList();
    last =
        new Aggregated(
            spark().createDataFrame(other, Indicators.schema()),
            first.revisions(),
            first.findings(),
            first.carried(),
            first.missingRegions());
    assertThat(told(night("2021-02-15.1", false)))
        .contains(
            "2021-02-14 national cases_new 11.0 10.0 definition null",
            "2021-02-14 AST cases_new 11.0 10.0 definition null")
        .allMatch(line -> line.endsWith(" definition null"));
  }

  @Test
  void figureThatMovedTooFarIsAFindingUnlessItIsSmall() {
    Conf strict =
        Reported.conf(
            new ReleaseRule(Set.of(), new ReleaseRule.Jump(50, 200, Set.of("cases_new")), null));
    cases("a", "2021-02-14.1", "AST", "2021-02-14", "2021-02-14T19:00:00Z", 400);
    cases("b", "2021-02-14.1", "ALA", "2021-02-14", "2021-02-14T19:00:00Z", 10);
    night("2021-02-14.1", true);
    cases("c", "2021-02-15.1", "AST", "2021-02-14", "2021-02-15T19:00:00Z", 601);
    cases("d", "2021-02-15.1", "ALA", "2021-02-14", "2021-02-15T19:00:00Z", 190);
    Aggregated first = Objects.requireNonNull(last);
    LocalDate day = LocalDate.of(2021, 2, 15);
    Told told =
        new Told(
            reported.aggregated(
                spark(),
                strict,
                day,
                "2021-02-15.1",
                new LastPublished(
                    lastDay,
                    first.indicators(),
                    reported.withdrawals(spark()),
                    first.carried(),
                    true)),
            day);

    assertThat(told.messages("FIGURE_JUMPED", "en"))
        .containsExactlyInAnyOrder(
            "Kazakhstan, 2021-02-14: PCR+ (U07.1) / New was 410 in the last report and is 791"
                + " now, more than 50 % away. Find out which is right. If the new figure is: sitrep"
                + " release --date 2021-02-15 --reason \"…\". If not: have it corrected, then"
                + " sitrep nightly --date 2021-02-15.",
            "Nur-Sultan, 2021-02-14: PCR+ (U07.1) / New was 400 in the last report and is 601"
                + " now, more than 50 % away. Find out which is right. If the new figure is: sitrep"
                + " release --date 2021-02-15 --reason \"…\". If not: have it corrected, then"
                + " sitrep nightly --date 2021-02-15.");
  }

  /** Every night's revisions are the difference of the two published states, whatever came when. */
  @ParameterizedTest
  @ValueSource(longs = {20210301})
  void revisionsAreTheDifferenceOfTwoPublishedStates(long seed) {
    Random random = new Random(seed);
    LocalDate first = LocalDate.of(2021, 2, 8);
    List<String> sent = new ArrayList<>();
    List<LocalDate> owed = new ArrayList<>();
    Map<String, Double> before = Map.of();
    int number = 0;
    for (int n = 0; n < 28; n++) {
      LocalDate day = first.plusDays(n);
      String night = day + ".1";
      owed.add(day);
      for (LocalDate about : owed) {
        for (String region : REGIONS) {
          double chance = about.equals(day) ? 0.75 : 0.02;
          if (random.nextDouble() < chance) {
            double fresh = random.nextInt(50);
            String at = day + "T" + (10 + random.nextInt(10)) + ":00:00Z";
            double[] values =
                random.nextInt(4) == 0
                    ? new double[] {fresh}
                    : new double[] {fresh, 1000 + random.nextInt(500)};
            sent.add("s" + number);
            cases("s" + number++, night, region, about.toString(), at, values);
          }
        }
      }
      if (n % 3 == 2) {
        String back = sent.remove(random.nextInt(sent.size()));
        reported.withdrawn(back, Instant.parse(day + "T21:00:00Z"));
      }
      LocalDate comparedDay = lastDay;
      reported.shuffled(seed + n);
      List<Row> rows = night(night, true);
      Map<String, Double> now = state(Objects.requireNonNull(last), day);
      Map<String, String> expected = new TreeMap<>();
      if (n > 0) {
        TreeSet<String> keys = new TreeSet<>(before.keySet());
        keys.addAll(now.keySet());
        for (String key : keys) {
          boolean common = !LocalDate.parse(key.substring(0, 10)).isAfter(comparedDay);
          Double old = before.get(key);
          Double fresh = now.get(key);
          if (common && !Objects.equals(old, fresh)) {
            expected.put(key, old + " " + fresh);
          }
        }
      }
      Map<String, String> told = new TreeMap<>();
      for (Row row : rows) {
        told.put(
            row.getAs(Revisions.DATE)
                + " "
                + row.getAs(Revisions.SCOPE)
                + " "
                + row.getAs(Revisions.REGION)
                + " "
                + row.getAs(Revisions.NAME)
                + " "
                + row.getAs(Revisions.DIMENSIONS),
            row.getAs(Revisions.OLD_VALUE) + " " + row.getAs(Revisions.NEW_VALUE));
        assertThat(row.<String>getAs(Revisions.REASON)).isNotEqualTo(Revisions.DEFINITION);
      }
      assertThat(told).as("seed " + seed + ", night " + night).isEqualTo(expected);
      before = now;
    }
  }

  /** The figures of a published state that are told for a row of days and have a value. */
  private static Map<String, Double> state(Aggregated night, LocalDate day) {
    Map<String, Double> out = new TreeMap<>();
    for (Row row : night.indicators().collectAsList()) {
      String name = row.getAs(Indicators.INDICATOR);
      @Nullable Double value = row.getAs(Indicators.VALUE);
      if (value != null && SERIES.contains(name)) {
        out.put(
            row.getAs(Indicators.DATE)
                + " "
                + row.getAs(Indicators.SCOPE)
                + " "
                + row.getAs(Indicators.REGION)
                + " "
                + name
                + " "
                + row.getAs(Indicators.DIMENSIONS),
            value);
      }
    }
    assertThat(out.keySet()).allMatch(k -> !LocalDate.parse(k.substring(0, 10)).isAfter(day));
    return out;
  }
}
