package org.sitrep.aggregate;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sitrep.config.Conf;
import org.sitrep.config.FormSpec;
import org.sitrep.domain.FindingCode;
import org.sitrep.domain.Measure;

/** The persons of line lists, counted beside what the same regions told of the same days. */
final class LineListCounts {
  /** An older day was compared in its own night. */
  private static final int RECENT_DAYS = 7;

  private static final double ROUNDING = 1e-6;

  private LineListCounts() {}

  /** A measure of one case definition, of a region on a day. */
  private record Spot(String region, LocalDate date, String measure, @Nullable String stream) {}

  /**
   * Tells each count of the last days in which the line list of a region and the form that asks for
   * the count differ. A day that only one of them speaks for is no difference: lists may lag.
   */
  static void check(
      NightFindings findings,
      Conf conf,
      Asked asked,
      LocalDate reportDate,
      Collection<Fact> facts) {
    Map<Spot, Map<String, List<Fact>>> told = new LinkedHashMap<>();
    for (Fact fact : facts) {
      boolean flow = new Measure(fact.measure()).kind() == Measure.Kind.FLOW;
      if (flow && !fact.date().isBefore(reportDate.minusDays(RECENT_DAYS - 1L))) {
        told.computeIfAbsent(
                new Spot(fact.region(), fact.date(), fact.measure(), fact.stream()),
                spot -> new LinkedHashMap<>())
            .computeIfAbsent(fact.form(), form -> new ArrayList<>())
            .add(fact);
      }
    }
    List<String> forms = conf.forms().stream().map(FormSpec::key).distinct().toList();
    told.forEach(
        (spot, byForm) -> {
          String list = first(forms, byForm, asked, true);
          String other = first(forms, byForm, asked, false);
          if (list != null && other != null) {
            double persons =
                byForm.getOrDefault(list, List.of()).stream().mapToDouble(Fact::value).sum();
            double count = count(byForm.getOrDefault(other, List.of()), spot.stream());
            if (Math.abs(persons - count) > ROUNDING) {
              findings.add(
                  FindingCode.LINE_LIST_DIFFERS,
                  list,
                  spot.region(),
                  spot.date(),
                  Map.of(
                      "measure", named(spot),
                      "value", Identities.number(persons),
                      "expected", Identities.number(count),
                      "other", other));
            }
          }
        });
  }

  private static @Nullable String first(
      List<String> forms, Map<String, List<Fact>> byForm, Asked asked, boolean lineList) {
    return forms.stream()
        .filter(form -> byForm.containsKey(form) && asked.isLineList(form) == lineList)
        .findFirst()
        .orElse(null);
  }

  /** Of a region and its districts the region; of several ways to tell the same, one. */
  private static double count(List<Fact> facts, @Nullable String stream) {
    boolean whole = facts.stream().anyMatch(fact -> fact.district() == null);
    List<Fact> parts = facts.stream().filter(fact -> (fact.district() == null) == whole).toList();
    return Cut.matching(parts, new Filter(stream, null, null, null, null)).stream()
        .mapToDouble(Fact::value)
        .sum();
  }

  private static String named(Spot spot) {
    return spot.stream() == null
        ? spot.measure()
        : spot.measure() + " (stream=" + spot.stream() + ")";
  }
}
