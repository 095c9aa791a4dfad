package org.sitrep.normalise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDate;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.sitrep.config.Rule;

class PlausibleTest {
  private static final LocalDate MONDAY = LocalDate.of(2021, 2, 15);

  /** Worked by hand: median 50, deviations 30 10 0 10 50, their median 10. */
  @Test
  void farFromTheMedianIsToldInRobustSpreads() {
    Plausible usual = Plausible.of(20, 40, 50, 60, 100);
    assertThat(usual.median()).isEqualTo(50);
    assertThat(usual.spread()).isCloseTo(14.826, within(1e-9));
    assertThat(usual.z(150)).isCloseTo(6.745, within(0.001));
    assertThat(usual.z(20)).isCloseTo(-2.0235, within(0.0001));
  }

  @Test
  void oneStrangeDayDoesNotMakeTheNextOneUsual() {
    assertThat(Plausible.of(10, 11, 12, 11, 5000).z(5000)).isGreaterThan(1000);
  }

  @Test
  void fewCasesScatterByChanceAlone() {
    assertThat(Plausible.of(0, 0, 0, 0).z(2)).isEqualTo(2);
    assertThat(Plausible.of(9, 9, 9, 9).z(18)).isEqualTo(3);
  }

  @Test
  void sameWeekdaysAreComparedWhenAskedFor() {
    NavigableMap<LocalDate, Double> days = new TreeMap<>();
    for (int back = 1; back <= 28; back++) {
      LocalDate day = MONDAY.minusDays(back);
      days.put(day, day.getDayOfWeek() == MONDAY.getDayOfWeek() ? 10.0 : 100.0);
    }
    Rule.Usual mondays = new Rule.Usual(4, true, 4);
    assertThat(Plausible.before(MONDAY, mondays, List.of(days)).median()).isEqualTo(10);
    Rule.Usual all = new Rule.Usual(4, false, 4);
    assertThat(Plausible.before(MONDAY, all, List.of(days)).median()).isEqualTo(100);
  }

  @Test
  void tooFewDaysTellNothing() {
    NavigableMap<LocalDate, Double> days = new TreeMap<>();
    days.put(MONDAY.minusDays(1), 1.0);
    days.put(MONDAY.minusDays(2), 1.0);
    assertThat(Plausible.before(MONDAY, new Rule.Usual(2, false, 3), List.of(days))).isNull();
    assertThat(Plausible.before(MONDAY, new Rule.Usual(2, false, 2), List.of(days))).isNotNull();
  }

  @Test
  void aDayThatOneFormDoesNotTellAnotherMay() {
    NavigableMap<LocalDate, Double> own = new TreeMap<>();
    own.put(MONDAY.minusDays(1), 5.0);
    NavigableMap<LocalDate, Double> other = new TreeMap<>();
    other.put(MONDAY.minusDays(1), 900.0);
    other.put(MONDAY.minusDays(2), 7.0);
    assertThat(Plausible.before(MONDAY, new Rule.Usual(1, false, 2), List.of(own, other)).median())
        .isEqualTo(6);
  }
}
