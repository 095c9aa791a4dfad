package org.sitrep.aggregate;

import java.util.List;
import org.sitrep.config.Country;
import org.sitrep.tables.Observations;

/** Cases, deaths and recovered, per case definition, and tests. */
final class Cases {
  private static final int WEEK = 7;
  private static final int FORTNIGHT = 14;

  private Cases() {}

  static void add(Figures figures, Panel panel) {
    for (Country.Stream stream : panel.conf().country().streams()) {
      if (!panel.reportDate().isBefore(stream.countedFrom())) {
        stream(figures, panel, stream.key());
      }
    }
    tests(figures, panel);
  }

  private static void stream(Figures figures, Panel panel, String stream) {
    Filter filter = Filter.stream(stream);
    String in = Observations.STREAM + "=" + stream;
    for (String what : List.of("cases", "deaths", "recovered")) {
      figures.series(what + "_new", in, panel.flow(what + "_new", filter)::at);
      figures.series(what + "_cumulative", in, panel.level(what + "_cumulative", filter)::at);
    }
    Series cases = panel.flow("cases_new", filter);
    Series deaths = panel.flow("deaths_new", filter);
    figures.series("cases_mean_7d", in, (s, d) -> cases.mean(s, d, WEEK));
    figures.series("deaths_mean_7d", in, (s, d) -> deaths.mean(s, d, WEEK));
    figures.series("cases_sum_7d", in, (s, d) -> cases.sum(s, d, WEEK));
    figures.series("deaths_sum_7d", in, (s, d) -> deaths.sum(s, d, WEEK));
    figures.series("cases_sum_14d", in, (s, d) -> cases.sum(s, d, FORTNIGHT));
    figures.series("incidence_7d", in, (s, d) -> incidence(panel, cases, s, d, WEEK));
    figures.series("incidence_14d", in, (s, d) -> incidence(panel, cases, s, d, FORTNIGHT));
    int least = panel.conf().country().minimumForChange();
    figures.latest("cases_change_7d", in, (s, d) -> change(panel, cases, s, d, least));
    figures.latest("deaths_change_7d", in, (s, d) -> change(panel, deaths, s, d, least));
    figures.latest("reproduction_ratio", in, (s, d) -> reproduction(panel, cases, s, d));
    Series casesSoFar = panel.level("cases_cumulative", filter);
    Series deathsSoFar = panel.level("deaths_cumulative", filter);
    figures.latest(
        "case_fatality", in, (s, d) -> fatality(deathsSoFar.at(s, d), casesSoFar.at(s, d)));
  }

  private static Value incidence(Panel panel, Series cases, int scope, int day, int days) {
    Value sum = cases.sum(scope, day, days);
    Value people = panel.population(scope, panel.days().get(day));
    Value per = panel.given(panel.conf().country().incidencePer(), "incidence-per", "country.yml");
    Value out = sum.known() ? Value.MISSING : sum;
    if (sum.known() && people.known()) {
      double rate = sum.value() * per.value() / people.value();
      out = Value.ratio(rate, sum.value(), people.value(), sum.status());
    }
    return out.from(Operation.RATE, sum, people, per);
  }

  private static Value change(Panel panel, Series counts, int scope, int day, int least) {
    return compared(panel.alike(counts, scope, day, WEEK), least, Operation.CHANGE);
  }

  private static Value reproduction(Panel panel, Series cases, int scope, int day) {
    int days = panel.conf().country().reproduction().days();
    int least = panel.conf().country().reproduction().minimum();
    return compared(panel.alike(cases, scope, day, days), least, Operation.RATIO);
  }

  /** {@code now} compared with {@code before}; suppressed when before is too small. */
  private static Value compared(Panel.Alike alike, int least, Operation operation) {
    Value now = alike.now();
    Value before = alike.before();
    if (!now.known() || !before.known()) {
      return Value.absent(now, before).from(operation, now, before);
    }
    boolean few = before.value() < least || before.value() <= 0;
    return Value.ratio(
            few ? Double.NaN : operation.of(new double[] {now.value(), before.value()}),
            now.value(),
            before.value(),
            few ? Status.SUPPRESSED : now.status().and(before.status()))
        .from(operation, now, before);
  }

  private static Value fatality(Value deaths, Value cases) {
    if (!deaths.known() || !cases.known()) {
      return Value.absent(deaths, cases).from(Operation.RATIO, deaths, cases);
    }
    boolean sound = cases.value() > 0 && deaths.value() >= 0 && deaths.value() <= cases.value();
    Value out =
        sound
            ? Wilson.interval(deaths.value(), cases.value(), deaths.status().and(cases.status()))
            : Value.ratio(Double.NaN, deaths.value(), cases.value(), Status.SUPPRESSED);
    return out.from(Operation.RATIO, deaths, cases);
  }

  private static void tests(Figures figures, Panel panel) {
    Series tests = panel.flow("tests_new", Filter.ALL);
    Series positive = panel.flow("tests_positive_new", Filter.ALL);
    figures.series("tests_new", "", tests::at);
    figures.series("tests_positive_new", "", positive::at);
    figures.latest("positivity_7d", "", (s, d) -> positivity(panel, tests, positive, s, d));
  }

  /**
   * Positive over all tests of the seven days that end with the last day reported; not told when
   * that day is two weeks back or more.
   */
  private static Value positivity(
      Panel panel, Series tests, Series positive, int scope, int today) {
    int last = today;
    while (last > today - FORTNIGHT
        && !(tests.at(scope, last).known() && positive.at(scope, last).known())) {
      last--;
    }
    if (last <= today - FORTNIGHT) {
      return panel.measures().contains("tests_new") ? Value.MISSING : Value.NONE;
    }
    return Value.over(positive.sum(scope, last, WEEK), tests.sum(scope, last, WEEK));
  }
}
