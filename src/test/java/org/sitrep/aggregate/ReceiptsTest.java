package org.sitrep.aggregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sitrep.config.Conf;
import org.sitrep.config.ConfReader;
import org.sitrep.config.ExpectedForm;
import org.sitrep.config.Validity;
import org.sitrep.domain.RegionCode;
import org.sitrep.testkit.SparkTest;

/** What came, what did not and for how long, what is unusual: worked by hand. */
class ReceiptsTest extends SparkTest {
  private static final Conf CONF = Reported.conf();
  private static final LocalDate DAY = Reported.DAY;

  private final List<Receipt> receipts = new ArrayList<>();
  private final Reported reported = new Reported();

  private void came(String form, String region, int february, String at, long rows, boolean zero) {
    receipts.add(
        new Receipt(
            form,
            region,
            LocalDate.of(2021, 2, february),
            Instant.parse(at),
            "s" + receipts.size(),
            Reported.NIGHT,
            true,
            rows,
            0,
            zero));
  }

  /** Came at 01:00 of the day after, an hour before it was due. */
  private void came(String form, String region, int february) {
    String at = LocalDate.of(2021, 2, february) + "T19:00:00Z";
    came(form, region, february, at, 10, false);
  }

  private Owed owed(String form, String region, LocalDate date) {
    return judged().owed(form, new RegionCode(region), date).orElseThrow();
  }

  private Receipts judged() {
    return new Receipts(CONF, DAY, receipts);
  }

  private Mark mark(String region, int february) {
    return judged()
        .mark(List.of("cases", "tests"), new RegionCode(region), LocalDate.of(2021, 2, february));
  }

  @Test
  void daysMissingAreExpectedDaysInARowUpToTheDate() {
    came("cases", "ALA", 9);
    came("cases", "AST", 12);

    assertThat(owed("cases", "AST", DAY).daysMissing()).isEqualTo(3);
    assertThat(owed("cases", "AST", DAY).since()).isEqualTo("2021-02-13");
    assertThat(owed("cases", "AST", LocalDate.of(2021, 2, 12)).daysMissing()).isZero();
    assertThat(owed("cases", "AST", LocalDate.of(2021, 2, 11)).daysMissing())
        .as("nobody was silent before the ninth, when the first form came")
        .isEqualTo(3);
    assertThat(owed("cases", "AKM", DAY).daysMissing()).isEqualTo(7);
  }

  @Test
  void weeksOfAWeeklyFormAreItsExpectedDays() {
    came("tests", "ALA", 7);
    came("tests", "AST", 10);

    LocalDate sunday = LocalDate.of(2021, 2, 14);
    assertThat(owed("tests", "AKM", sunday).daysMissing()).isEqualTo(2);
    assertThat(owed("tests", "AKM", sunday).since()).isEqualTo("2021-02-07");
    assertThat(owed("tests", "ALA", sunday).daysMissing()).isEqualTo(1);
    assertThat(owed("tests", "AST", sunday).daysMissing()).as("dated within its week").isZero();
  }

  @Test
  void nothingIsOwedBeforeItIsDue() {
    RegionCode astana = new RegionCode("AST");
    LocalDate sunday = LocalDate.of(2021, 2, 14);

    assertThat(at("2021-02-15T05:59:59Z").owed("tests", astana, sunday)).isEmpty();
    assertThat(at("2021-02-15T06:00:00Z").owed("tests", astana, sunday)).isPresent();
    assertThat(judged().owed("tests", astana, DAY)).as("a Monday").isEmpty();
    assertThat(judged().owed("cases", new RegionCode("QQQ"), DAY)).as("no such region").isEmpty();
  }

  private Receipts at(String now) {
    return new Receipts(CONF, DAY, Instant.parse(now), receipts);
  }

  @Test
  void daysOffMayBeFreeAndWorkingDaysOwed() {
    Conf shipped = ConfReader.read(Path.of("conf/kazakhstan"));
    ExpectedForm onWorkingDays =
        new ExpectedForm(
            "cases",
            EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY),
            1,
            LocalTime.of(2, 0),
            false,
            true,
            false,
            Validity.ALWAYS);
    Due due = new Due(Reported.with(shipped, List.of(onWorkingDays)));

    assertThat(due.at("cases", LocalDate.of(2020, 1, 3))).as("Friday, moved day off").isEmpty();
    assertThat(due.at("cases", LocalDate.of(2020, 1, 4))).as("Saturday").isEmpty();
    assertThat(due.at("cases", LocalDate.of(2020, 1, 5))).as("Sunday, working day").isPresent();
    assertThat(due.at("cases", LocalDate.of(2020, 1, 6))).as("Monday").isPresent();
    assertThat(due.at("cases", LocalDate.of(2020, 1, 7))).as("Christmas").isEmpty();
  }

  @Test
  void aDayIsAsBadAsItsWorstForm() {
    came("cases", "AST", 14, "2021-02-14T20:00:00Z", 10, false);
    came("tests", "AST", 14, "2021-02-15T06:00:01Z", 1, false);
    came("cases", "ALA", 14, "2021-02-14T20:00:00Z", 10, true);
    came("tests", "ALA", 14, "2021-02-15T06:00:00Z", 1, false);
    came("cases", "AKM", 14, "2021-02-14T20:00:01Z", 10, true);
    came("cases", "AKM", 13, "2021-02-13T19:00:00Z", 10, false);

    assertThat(mark("AST", 14)).isEqualTo(Mark.LATE);
    assertThat(mark("ALA", 14)).isEqualTo(Mark.ZERO);
    assertThat(mark("AKM", 14)).as("tests did not come").isEqualTo(Mark.MISSING);
    assertThat(mark("AKM", 13)).isEqualTo(Mark.IN_TIME);
    assertThat(mark("AKM", 16)).isEqualTo(Mark.NOT_DUE);
    assertThat(owed("cases", "AKM", LocalDate.of(2021, 2, 14)).mark())
        .as("late is worse than zeros")
        .isEqualTo(Mark.LATE);
  }

  @Test
  void aFileOfTheCentreDoesNotEndASilenceNorMakeTheUsual() {
    came("cases", "ALA", 9);
    for (int day = 9; day <= 15; day++) {
      receipts.add(
          new Receipt(
              "cases",
              "AST",
              LocalDate.of(2021, 2, day),
              Instant.parse("2021-02-09T19:00:00Z"),
              "centre",
              Reported.NIGHT,
              false,
              10,
              0,
              false));
    }
    assertThat(owed("cases", "AST", DAY).daysMissing()).isEqualTo(7);
    assertThat(owed("cases", "AST", DAY).told()).isTrue();
    assertThat(owed("cases", "AST", DAY).usualRows()).isNaN();
    assertThat(mark("AST", 15)).isEqualTo(Mark.MISSING);
    assertThat(mark("AST", 8)).as("nobody had begun").isEqualTo(Mark.NOT_DUE);
  }

  @Test
  void usualIsTheMedianOfTheLastFourteenReceipts() {
    came("cases", "AST", 1, "2021-02-01T19:00:00Z", 1000, false);
    for (int day = 2; day <= 8; day++) {
      came("cases", "AST", day, "2021-02-09T19:00:00Z", 10, false);
    }
    assertThat(owed("cases", "AST", LocalDate.of(2021, 2, 5)).volumeRatio())
        .as("four receipts before: nothing is usual yet")
        .isNaN();
    for (int day = 9; day <= 14; day++) {
      came("cases", "AST", day, "2021-02-15T19:00:00Z", 20, false);
    }
    came("cases", "AST", 15, "2021-02-15T19:00:00Z", 6, false);
    // Before the fifteenth: 1000, seven times 10, six times 20; the two in the middle are 10 and
    // 20.
    assertThat(owed("cases", "AST", DAY).usualRows()).isEqualTo(15);
    assertThat(owed("cases", "AST", DAY).volumeRatio()).isEqualTo(0.4, within(1e-12));
    assertThat(owed("cases", "ALA", DAY).volumeRatio()).as("nothing came").isNaN();
  }

  @Test
  void volumeIsComparedWithTheUsual() {
    for (int day = 9; day <= 14; day++) {
      daily("AST", day, 10);
      daily("ALA", day, 10);
      daily("AKM", day, 4);
    }
    daily("AST", 15, 4);
    daily("ALA", 15, 5);
    daily("AKM", 15, 9);
    Told told = reported.told(spark());

    assertThat(told.now("volume_ratio", "form=cases", "AST")).isEqualTo("0.4 final");
    assertThat(told.parts("volume_ratio", "form=cases", "AST")).isEqualTo("- - 4 10");
    assertThat(told.parts("volume_ratio", "form=cases", "")).isEqualTo("- - 18 24");
    assertThat(told.now("volume_ratio", "form=supply", "AST")).isEqualTo("- missing");
    assertThat(told.findings())
        .contains(
            "VOLUME_UNUSUAL warn cases AST 2021-02-15", "VOLUME_UNUSUAL warn cases AKM 2021-02-15")
        .as("half of the usual is not yet unusual")
        .noneMatch(f -> f.startsWith("VOLUME_UNUSUAL warn cases ALA"));
    assertThat(told.messages("VOLUME_UNUSUAL", "en"))
        .contains(
            "The form \"Daily report on coronavirus infection\" of Nur-Sultan for 2021-02-15 has 4"
                + " rows that count; usual are 10. Check that no row was left out and none was sent"
                + " twice.");
  }

  private void daily(String region, int february, long rows) {
    reported.form("cases", region, LocalDate.of(2021, 2, february).toString()).rows(rows, false);
  }

  @Test
  void formsMissingDaysInARowAreTold() {
    daily("ALA", 10, 10);
    daily("AST", 12, 10);
    daily("AKM", 13, 10);
    Told told = reported.told(spark());

    assertThat(told.now("days_missing", "form=cases", "AST")).isEqualTo("3 final");
    assertThat(told.now("days_missing", "form=cases", "ALA")).isEqualTo("5 final");
    assertThat(told.now("days_missing", "form=cases", "AKM")).isEqualTo("2 final");
    assertThat(told.now("days_missing", "form=cases", "")).isEqualTo("5 final");
    assertThat(told.findings())
        .contains(
            "FORM_MISSING_SINCE warn cases AST 2021-02-15",
            "FORM_MISSING_SINCE warn cases ALA 2021-02-15")
        .as("never sent at all, while others came since the tenth")
        .contains("FORM_MISSING_SINCE warn supply ALA 2021-02-15")
        .as("two days, and one week")
        .noneMatch(f -> f.startsWith("FORM_MISSING_SINCE warn cases AKM"))
        .noneMatch(f -> f.startsWith("FORM_MISSING_SINCE warn tests"));
    assertThat(told.messages("FORM_MISSING_SINCE", "ru"))
        .contains(
            "Форма «Суточные сведения о коронавирусной инфекции» (г. Алматы) не поступала подряд за"
                + " 5 дн., когда её ждали: с 11.02.2021 по 15.02.2021. Узнайте у региона, что"
                + " мешает.");
  }

  @Test
  void zerosAreNotSilence() {
    reported.form("cases", "AST", "2021-02-15").rows(3, true);
    reported.form("cases", "ALA", "2021-02-15").rows(3, false);
    reported.form("cases", "ALA", "2021-02-14").rows(3, true);
    Told told = reported.told(spark());

    assertThat(told.now("zero_reported", "form=cases", "AST")).isEqualTo("1 final");
    assertThat(told.now("zero_reported", "form=cases", "ALA")).isEqualTo("0 final");
    assertThat(told.now("zero_reported", "form=cases", "AKM")).isEqualTo("- missing");
    assertThat(told.now("zero_reported", "form=cases", "")).isEqualTo("1 final");
    LocalDate sunday = LocalDate.of(2021, 2, 14);
    assertThat(told.at("forms_expected", "", "ALA", sunday))
        .as("three daily forms, and two weekly ones that were due on Monday at noon")
        .isEqualTo("5 final");
    assertThat(told.at("forms_received", "", "ALA", sunday)).isEqualTo("1 final");
    assertThat(told.at("forms_on_time", "", "ALA", sunday)).isEqualTo("1 final");
    assertThat(told.at("zero_reported", "", "ALA", sunday)).isEqualTo("1 final");
    assertThat(told.at("forms_expected", "", "ALA", LocalDate.of(2021, 1, 31)))
        .as("before the calendar begins")
        .isEqualTo("0 final");
    assertThat(told.at("forms_expected", "", "ALA", LocalDate.of(2021, 1, 18)))
        .as("29 days ago")
        .isEqualTo("nothing");
    assertThat(told.at("forms_expected", "", "", DAY)).isEqualTo("9 final");
    assertThat(told.at("forms_expected", "", "ALA", LocalDate.of(2021, 2, 13)))
        .as("before anybody sent anything")
        .isEqualTo("0 final");
  }
}
