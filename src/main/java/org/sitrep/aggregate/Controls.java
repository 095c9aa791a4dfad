package org.sitrep.aggregate;

import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.sitrep.domain.FindingCode;
import org.sitrep.domain.Measure;

/** Totals that somebody else made of the same counts, compared with what the forms add up to. */
final class Controls {
  /** An older control total was compared in its own night. */
  private static final int RECENT_DAYS = 7;

  private static final double ROUNDING = 1e-6;

  private Controls() {}

  /** What is compared: the latest control of a form for a region. */
  private record Place(String form, String region) {}

  /**
   * Tells each control total that differs. One that cannot be compared, because no other form tells
   * the measure so, is passed over.
   */
  static void check(NightFindings findings, Panel panel, Collection<Fact> controls) {
    Map<Place, LocalDate> latest = new HashMap<>();
    for (Fact fact : controls) {
      latest.merge(
          new Place(fact.form(), fact.region()), fact.date(), (a, b) -> a.isAfter(b) ? a : b);
    }
    LocalDate oldest = panel.reportDate().minusDays(RECENT_DAYS - 1L);
    for (Fact fact : controls) {
      boolean recent =
          fact.date().equals(latest.get(new Place(fact.form(), fact.region())))
              && !fact.date().isBefore(oldest);
      if (recent && fact.district() == null) {
        compare(findings, panel, fact);
      }
    }
  }

  private static void compare(NightFindings findings, Panel panel, Fact fact) {
    Filter filter =
        new Filter(fact.stream(), fact.product(), fact.component(), fact.dose(), fact.group());
    boolean flow = new Measure(fact.measure()).kind() == Measure.Kind.FLOW;
    Series told = flow ? panel.flow(fact.measure(), filter) : panel.level(fact.measure(), filter);
    Optional<Integer> scope = panel.scope(fact.region());
    Optional<Integer> day = panel.index(fact.date());
    if (scope.isEmpty() || day.isEmpty()) {
      return;
    }
    Value value = told.at(scope.get(), day.get());
    if (value.known() && Math.abs(value.value() - fact.value()) > ROUNDING) {
      findings.add(
          FindingCode.CONTROL_DIFFERS,
          fact.form(),
          fact.region(),
          fact.date(),
          Map.of(
              "measure", named(fact.measure(), filter),
              "value", Identities.number(fact.value()),
              "expected", Identities.number(value.value())));
    }
  }

  private static String named(String measure, Filter filter) {
    String dimensions = filter.dimensions();
    return dimensions.isEmpty() ? measure : measure + " (" + dimensions + ")";
  }
}
