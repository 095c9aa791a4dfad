package org.sitrep.aggregate;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.sitrep.config.Conf;
import org.sitrep.config.PriorityGroup;
import org.sitrep.config.Product;
import org.sitrep.config.Target;

/** Doses given, people reached, coverage and progress towards what was promised. */
final class Vaccination {
  private static final int WEEK = 7;
  private static final String NEW = "doses_new";
  private static final String SO_FAR = "doses_cumulative";
  private static final String FIRST_DOSE = "1";
  private static final String SECOND_DOSE = "2";
  private static final String BOOSTER = "booster";
  private static final String IN_PERIOD = "_in_period";
  private static final String IN_STAGE = "_stage_";

  private Vaccination() {}

  static void add(Figures figures, Panel panel) {
    doses(figures, panel);
    Series reached = people(panel, FIRST_DOSE);
    Series complete = complete(panel);
    figures.series("people_vaccinated", "", reached::at);
    figures.series("people_complete", "", complete::at);
    coverage(figures, panel, FIRST_DOSE, reached);
    coverage(figures, panel, SECOND_DOSE, complete);
    groups(figures, panel);
    targets(figures, panel, reached, complete);
  }

  private static void doses(Figures figures, Panel panel) {
    Set<String> doses = panel.seen(SO_FAR, Fact::dose);
    doses.addAll(panel.seen(NEW, Fact::dose));
    Set<String> products = panel.seen(SO_FAR, Fact::product);
    List<Filter> series = new ArrayList<>();
    List<Filter> latest = new ArrayList<>();
    series.add(Filter.ALL);
    panel.seen(SO_FAR, Fact::group).forEach(g -> latest.add(Filter.group(g)));
    for (String dose : doses) {
      series.add(Filter.dose(dose));
      products.forEach(p -> latest.add(Filter.dose(dose).withProduct(p)));
      panel.seen(SO_FAR, Fact::group).forEach(g -> latest.add(Filter.dose(dose).withGroup(g)));
    }
    for (String component : panel.seen(SO_FAR, Fact::component)) {
      products.forEach(p -> latest.add(Filter.product(p).withComponent(component)));
    }
    for (Filter filter : series) {
      Series given = panel.flow(NEW, filter);
      figures.series(NEW, filter.dimensions(), given::at);
      figures.series(SO_FAR, filter.dimensions(), panel.level(SO_FAR, filter)::at);
      figures.series("doses_mean_7d", filter.dimensions(), (s, d) -> given.mean(s, d, WEEK));
    }
    for (Filter filter : latest) {
      if (panel.has(SO_FAR, filter) || panel.has(NEW, filter)) {
        figures.latest(NEW, filter.dimensions(), panel.flow(NEW, filter)::at);
        figures.latest(SO_FAR, filter.dimensions(), panel.level(SO_FAR, filter)::at);
      }
    }
  }

  private static Series people(Panel panel, String dose) {
    return panel.level(SO_FAR, Filter.dose(dose));
  }

  /** People with the last dose that their product asks for; boosters come after it. */
  private static Series complete(Panel panel) {
    Series out = people(panel, SECOND_DOSE);
    for (Product product : panel.conf().products()) {
      Filter single = Filter.dose(FIRST_DOSE).withProduct(product.key());
      if (product.doses() == 1 && panel.has(SO_FAR, single)) {
        out = Series.of(out, panel.level(SO_FAR, single), Vaccination::together);
      }
    }
    return out;
  }

  /** Both together; a part that is missing makes it provisional, one that nobody owes does not. */
  static Value together(Value one, Value two) {
    if (!one.known() && !two.known()) {
      return one.status() == Status.MISSING ? one : two;
    }
    if (!one.known() || !two.known()) {
      Value known = one.known() ? one : two;
      Value other = one.known() ? two : one;
      return other.status() == Status.MISSING
          ? Value.of(known.value(), Status.PROVISIONAL).from(Operation.SUM, one, two)
          : known;
    }
    return Value.of(one.value() + two.value(), one.status().and(two.status()))
        .from(Operation.SUM, one, two);
  }

  private static void coverage(Figures figures, Panel panel, String dose, Series people) {
    for (String key : panel.conf().country().coverageDenominators()) {
      String in = "denominator=" + key + ";dose=" + dose;
      Optional<Target> declared =
          panel.conf().targets().stream().filter(t -> t.key().equals(key)).findFirst();
      if (declared.isPresent()) {
        boolean holds =
            !declared.get().from().isAfter(panel.reportDate())
                && (declared.get().to() == null
                    || !declared.get().to().isBefore(panel.reportDate()));
        if (holds) {
          figures.nation(
              "vaccination_coverage",
              in,
              share(people.at(panel.nation(), panel.today()), planned(panel, declared.get())));
        }
      } else {
        figures.latest(
            "vaccination_coverage",
            in,
            (s, d) -> share(people.at(s, d), panel.population(s, panel.days().get(d))));
      }
    }
  }

  private static Value share(Value people, Value of) {
    Value out = people.known() ? Value.MISSING : people;
    if (people.known() && of.known() && of.value() > 0) {
      double share = people.value() / of.value();
      out = Value.ratio(share, people.value(), of.value(), people.status());
    }
    return out.from(Operation.RATIO, people, of);
  }

  private static Value planned(Panel panel, Target target) {
    return panel.given(target.value(), "target " + target.key(), target.source().text());
  }

  private static void groups(Figures figures, Panel panel) {
    for (PriorityGroup group : panel.conf().priorityGroups()) {
      Long planned = group.planned();
      if (planned == null) {
        continue;
      }
      for (String dose : panel.seen(SO_FAR, Fact::dose)) {
        Filter filter = Filter.dose(dose).withGroup(group.key());
        if (panel.has(SO_FAR, filter)) {
          Series people = panel.level(SO_FAR, filter);
          figures.nation(
              "priority_group_coverage",
              filter.dimensions(),
              share(
                  people.at(panel.nation(), panel.today()),
                  panel.given(planned, "planned size of " + group.key(), group.source().text())));
        }
      }
    }
  }

  private static void targets(Figures figures, Panel panel, Series reached, Series complete) {
    for (Target target : panel.conf().targets()) {
      if (target.kind().equals("target")
          && target.region() == null
          && target.unit().equals("people")
          && !target.from().isAfter(panel.reportDate())) {
        counted(panel, target, reached, complete)
            .ifPresent(
                people ->
                    figures.nation(
                        "target_progress",
                        "target=" + target.key(),
                        share(people, planned(panel, target))));
      }
    }
  }

  /** People that count for a target up to its last day; empty when its metric is not counted. */
  private static Optional<Value> counted(
      Panel panel, Target target, Series reached, Series complete) {
    String metric = target.metric();
    boolean period = metric.endsWith(IN_PERIOD);
    String people = period ? metric.substring(0, metric.length() - IN_PERIOD.length()) : metric;
    Optional<Series> series = Optional.empty();
    if (people.equals("people_vaccinated")) {
      series = Optional.of(reached);
    } else if (people.equals("people_complete")) {
      series = Optional.of(complete);
    } else if (people.equals("people_boosted")) {
      series = Optional.of(people(panel, BOOSTER));
    } else if (people.startsWith("people_vaccinated" + IN_STAGE)) {
      String stage = people.substring(("people_vaccinated" + IN_STAGE).length());
      series = stage(panel, panel.conf(), stage);
    }
    LocalDate to = target.to();
    LocalDate end = to == null || to.isAfter(panel.reportDate()) ? panel.reportDate() : to;
    Optional<Value> now = series.flatMap(s -> panel.index(end).map(d -> s.at(panel.nation(), d)));
    if (!period) {
      return now;
    }
    Optional<Value> before =
        series.flatMap(
            s -> panel.index(target.from().minusDays(1)).map(d -> s.at(panel.nation(), d)));
    return now.flatMap(n -> before.map(b -> since(n, b)));
  }

  private static Value since(Value now, Value before) {
    if (before.status() == Status.NONE || !now.known()) {
      return now;
    }
    Value out =
        before.known()
            ? Value.of(now.value() - before.value(), now.status().and(before.status()))
            : Value.MISSING;
    return out.from(Operation.DIFFERENCE, now, before);
  }

  /** First doses of the groups that a stage of the campaign is for. */
  private static Optional<Series> stage(Panel panel, Conf conf, String stage) {
    Set<String> groups = new LinkedHashSet<>();
    conf.priorityGroups().stream()
        .filter(g -> g.stage().equals(stage))
        .forEach(g -> groups.add(g.key()));
    return groups.stream()
        .map(g -> Filter.dose(FIRST_DOSE).withGroup(g))
        .filter(f -> panel.has(SO_FAR, f))
        .map(f -> panel.level(SO_FAR, f))
        .reduce((one, two) -> Series.of(one, two, Vaccination::together));
  }
}
