package org.sitrep.aggregate;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import org.sitrep.config.FormSpec;
import org.sitrep.config.Rule;
import org.sitrep.domain.FindingCode;
import org.sitrep.tables.Indicators;

/** What must hold between figures, checked every night after computing them. */
final class Identities {
  private static final String NEW = "_new";
  private static final String SO_FAR = "_cumulative";
  private static final double ROUNDING = 1e-6;

  private Identities() {}

  static void check(NightFindings findings, Panel panel, List<Row> figures) {
    deathsWithinCases(findings, panel);
    secondWithinFirstDoses(findings, panel);
    nationIsSumOfRegions(findings, figures);
    figuresAreToldOnce(findings, figures);
    totalsFollowCounts(findings, panel);
    stockFollowsMovements(findings, panel);
  }

  private static void deathsWithinCases(NightFindings findings, Panel panel) {
    for (@Nullable String stream : panel.streams("deaths_cumulative")) {
      Filter filter = new Filter(stream, null, null, null, null);
      atMost(
          findings,
          panel,
          "deaths_cumulative" + (stream == null ? "" : " " + stream),
          panel.level("deaths_cumulative", filter),
          "cases_cumulative" + (stream == null ? "" : " " + stream),
          panel.level("cases_cumulative", filter));
    }
  }

  private static void secondWithinFirstDoses(NightFindings findings, Panel panel) {
    for (String product : panel.seen("doses_cumulative", Fact::product)) {
      atMost(
          findings,
          panel,
          "doses_cumulative 2 " + product,
          panel.level("doses_cumulative", Filter.dose("2").withProduct(product)),
          "doses_cumulative 1 " + product,
          panel.level("doses_cumulative", Filter.dose("1").withProduct(product)));
    }
  }

  /** A breach of the nation holds the night; that of one region is told. */
  private static void atMost(
      NightFindings findings, Panel panel, String less, Series small, String more, Series big) {
    for (int scope = 0; scope < panel.scopes(); scope++) {
      Value left = small.at(scope, panel.today());
      Value right = big.at(scope, panel.today());
      if (left.known() && right.known() && left.value() > right.value()) {
        boolean region = scope < panel.unassigned();
        findings.add(
            region ? FindingCode.REGION_IDENTITY_BROKEN : FindingCode.IDENTITY_BROKEN,
            null,
            region ? panel.regions().get(scope) : null,
            panel.reportDate(),
            Map.of(
                "identity", less + " ≤ " + more,
                "left", number(left.value()),
                "right", number(right.value())));
      }
    }
  }

  /** Two rows under one key: nobody could say which of them is the figure. */
  static void figuresAreToldOnce(NightFindings findings, List<Row> figures) {
    int[] key = Indicators.KEY.stream().mapToInt(Indicators.schema()::fieldIndex).toArray();
    Map<List<@Nullable Object>, Integer> times = new LinkedHashMap<>();
    for (Row row : figures) {
      List<@Nullable Object> of = new ArrayList<>();
      for (int column : key) {
        of.add(row.get(column));
      }
      times.merge(of, 1, Integer::sum);
    }
    times.forEach(
        (of, count) -> {
          if (count > 1) {
            findings.add(
                FindingCode.IDENTITY_BROKEN,
                null,
                (String) of.get(Indicators.KEY.indexOf(Indicators.REGION)),
                (LocalDate) of.get(Indicators.KEY.indexOf(Indicators.DATE)),
                Map.of(
                    "identity",
                    of.get(Indicators.KEY.indexOf(Indicators.INDICATOR))
                        + " "
                        + of.get(Indicators.KEY.indexOf(Indicators.DIMENSIONS))
                        + ": told once",
                    "left",
                    Integer.toString(count),
                    "right",
                    "1"));
          }
        });
  }

  static void nationIsSumOfRegions(NightFindings findings, List<Row> figures) {
    record Sum(double nation, double parts) {}
    Map<List<Object>, Sum> sums = new HashMap<>();
    int value = Indicators.schema().fieldIndex(Indicators.VALUE);
    int indicator = Indicators.schema().fieldIndex(Indicators.INDICATOR);
    int scope = Indicators.schema().fieldIndex(Indicators.SCOPE);
    for (Row row : figures) {
      String name = row.getString(indicator);
      boolean adds = name.endsWith(NEW) || name.endsWith(SO_FAR) || name.equals("stock");
      if (adds && !row.isNullAt(value)) {
        double v = row.getDouble(value);
        boolean nation = row.getString(scope).equals("national");
        sums.merge(
            List.of(
                name,
                row.get(Indicators.schema().fieldIndex(Indicators.DATE)),
                row.get(Indicators.schema().fieldIndex(Indicators.DIMENSIONS))),
            new Sum(nation ? v : 0, nation ? 0 : v),
            (a, b) -> new Sum(a.nation + b.nation, a.parts + b.parts));
      }
    }
    sums.forEach(
        (key, sum) -> {
          if (Math.abs(sum.nation - sum.parts) > ROUNDING) {
            findings.add(
                FindingCode.IDENTITY_BROKEN,
                null,
                null,
                (LocalDate) key.get(1),
                Map.of(
                    "identity", key.get(0) + " " + key.get(2) + ": nation = Σ regions",
                    "left", number(sum.nation),
                    "right", number(sum.parts)));
          }
        });
  }

  /**
   * A running total that falls, or that is not yesterday's plus the count of the day. Both are kept
   * as reported: real corrections look the same. Compared only where the same rows were filled in.
   */
  private static void totalsFollowCounts(NightFindings findings, Panel panel) {
    for (String measure : panel.measures()) {
      if (measure.endsWith(SO_FAR)) {
        String counts = measure.substring(0, measure.length() - SO_FAR.length()) + NEW;
        for (@Nullable String stream : panel.streams(measure)) {
          for (String region : panel.regions()) {
            totals(findings, panel, measure, counts, stream, region);
          }
        }
      }
    }
  }

  private static void totals(
      NightFindings findings,
      Panel panel,
      String measure,
      String counts,
      @Nullable String stream,
      String region) {
    NavigableMap<LocalDate, Panel.Report> reports = panel.reports(measure, stream, region);
    Panel.Report today = reports.get(panel.reportDate());
    Map.Entry<LocalDate, Panel.Report> before = reports.lowerEntry(panel.reportDate());
    if (today == null || before == null || today.derived() || before.getValue().derived()) {
      return;
    }
    Map<Fact.Leaf, Fact> earlier = before.getValue().facts();
    if (!today.facts().keySet().equals(earlier.keySet())) {
      return;
    }
    double now = total(today);
    double then = total(before.getValue());
    Map<String, String> arguments = new TreeMap<>();
    arguments.put("measure", measure + (stream == null ? "" : " " + stream));
    arguments.put("value", number(now));
    arguments.put("previous", number(then));
    arguments.put("previous_date", before.getKey().toString());
    if (now < then) {
      if (!toldByRule(panel, FindingCode.CUMULATIVE_FALLS, measure, "stream", stream)) {
        findings.add(
            FindingCode.CUMULATIVE_FALLS, form(today), region, panel.reportDate(), arguments);
      }
      return;
    }
    if (toldByRule(panel, FindingCode.CUMULATIVE_DISAGREES, measure, "stream", stream)) {
      return;
    }
    Panel.Report added = panel.reports(counts, stream, region).get(panel.reportDate());
    boolean yesterday = before.getKey().equals(panel.reportDate().minusDays(1));
    if (added != null && yesterday && added.facts().keySet().equals(today.facts().keySet())) {
      double sum = then + total(added);
      if (Math.abs(sum - now) > ROUNDING) {
        arguments.put("new", number(total(added)));
        arguments.put("expected", number(sum));
        findings.add(
            FindingCode.CUMULATIVE_DISAGREES, form(today), region, panel.reportDate(), arguments);
      }
    }
  }

  private static void stockFollowsMovements(NightFindings findings, Panel panel) {
    for (String product : panel.seen("stock", Fact::product)) {
      List<Filter> filters = new ArrayList<>();
      for (String component : panel.seen("stock", Fact::component)) {
        filters.add(Filter.product(product).withComponent(component));
      }
      if (filters.isEmpty()) {
        filters.add(Filter.product(product));
      }
      for (Filter filter : filters) {
        stock(findings, panel, filter);
      }
    }
  }

  private static void stock(NightFindings findings, Panel panel, Filter filter) {
    if (toldByRule(panel, FindingCode.STOCK_DISAGREES, "stock", "component", filter.component())) {
      return;
    }
    Series reported = panel.level("stock", filter);
    Series computed = Supply.computed(panel, filter);
    for (int scope = 0; scope < panel.regions().size(); scope++) {
      Value told = reported.at(scope, panel.today());
      Value follows = computed.at(scope, panel.today());
      if (told.status() == Status.FINAL
          && follows.status() == Status.FINAL
          && Math.abs(told.value() - follows.value()) > ROUNDING) {
        findings.add(
            FindingCode.STOCK_DISAGREES,
            null,
            panel.regions().get(scope),
            panel.reportDate(),
            Map.of(
                "stock",
                filter.product() + (filter.component() == null ? "" : " " + filter.component()),
                "value",
                number(told.value()),
                "expected",
                number(follows.value())));
      }
    }
  }

  /**
   * Whether a rule of the country tells the sender the same of a figure, cell by cell: then the
   * night does not tell it again.
   *
   * @param value of the dimension; null for any
   */
  private static boolean toldByRule(
      Panel panel, FindingCode code, String measure, String dimension, @Nullable String value) {
    for (Rule rule : panel.conf().rules()) {
      if (rule.insteadOf().contains(code)) {
        List<String> about = rule.each() ? rule.columns() : rule.columns().subList(0, 1);
        for (FormSpec form : panel.conf().forms()) {
          for (FormSpec.ColumnSpec column : form.columns()) {
            String fixed = column.dimensions().get(dimension);
            if (form.key().equals(rule.form())
                && about.contains(column.key())
                && measure.equals(column.measure())
                && (fixed == null || value == null || fixed.equals(value))) {
              return true;
            }
          }
        }
      }
    }
    return false;
  }

  private static double total(Panel.Report report) {
    return Cut.matching(report.facts().values(), Filter.ALL).stream()
        .mapToDouble(Fact::value)
        .sum();
  }

  private static @Nullable String form(Panel.Report report) {
    return report.facts().values().stream().map(Fact::form).findFirst().orElse(null);
  }

  /** Digits without an exponent and without trailing zeros. */
  static String number(double value) {
    return BigDecimal.valueOf(value)
        .setScale(2, RoundingMode.HALF_UP)
        .stripTrailingZeros()
        .toPlainString();
  }
}
