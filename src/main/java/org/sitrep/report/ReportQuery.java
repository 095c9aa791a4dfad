package org.sitrep.report;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.jspecify.annotations.Nullable;
import org.sitrep.config.Conf;
import org.sitrep.config.Country;
import org.sitrep.config.ExpectedForm;
import org.sitrep.config.FormSpec;
import org.sitrep.config.PriorityGroup;
import org.sitrep.config.Product;
import org.sitrep.config.Region;
import org.sitrep.config.Target;
import org.sitrep.domain.FindingCode;
import org.sitrep.domain.Measure;
import org.sitrep.domain.NightEntry;
import org.sitrep.domain.RegionCode;
import org.sitrep.domain.Severity;
import org.sitrep.report.SituationReport.Change;
import org.sitrep.report.SituationReport.Changes;
import org.sitrep.report.SituationReport.CoverageLine;
import org.sitrep.report.SituationReport.Epidemic;
import org.sitrep.report.SituationReport.FilesTonight;
import org.sitrep.report.SituationReport.FormLine;
import org.sitrep.report.SituationReport.Found;
import org.sitrep.report.SituationReport.GroupLine;
import org.sitrep.report.SituationReport.Hospital;
import org.sitrep.report.SituationReport.Mark;
import org.sitrep.report.SituationReport.Outside;
import org.sitrep.report.SituationReport.RegionLine;
import org.sitrep.report.SituationReport.SenderForm;
import org.sitrep.report.SituationReport.SenderLine;
import org.sitrep.report.SituationReport.Split;
import org.sitrep.report.SituationReport.SupplyLine;
import org.sitrep.report.SituationReport.TargetLine;
import org.sitrep.report.SituationReport.Tests;
import org.sitrep.report.SituationReport.Vaccination;
import org.sitrep.tables.Findings;
import org.sitrep.tables.Indicators;
import org.sitrep.tables.Revisions;
import org.sitrep.tables.Submissions;

/**
 * Published rows to the one record tree a report is made of; the only class here that asks Spark.
 * One small collect per table, everything else happens on the driver.
 */
final class ReportQuery {
  /** Findings listed one by one; the rest is counted. */
  static final int TOP_FINDINGS = 12;

  /** Regions without a form listed one by one; when there are more, the form is listed once. */
  private static final int MISSING_ONE_BY_ONE = 4;

  /** Indicators a chart shows over time, for the nation. */
  private static final Set<String> NATION_SERIES =
      Set.of(
          "cases_new",
          "cases_mean_7d",
          "cases_cumulative",
          "deaths_new",
          "deaths_mean_7d",
          "deaths_cumulative",
          "incidence_14d",
          "doses_new",
          "doses_cumulative",
          "doses_delivered_cumulative",
          "tests_new",
          "tests_positive_new",
          "forms_expected",
          "forms_received",
          "forms_on_time",
          "zero_reported");

  /** Indicators a chart shows over time, for every region. */
  private static final Set<String> REGION_SERIES =
      Set.of("cases_mean_7d", "forms_expected", "forms_received", "forms_on_time", "zero_reported");

  /** Days of the strip of forms received. */
  private static final int STRIP_DAYS = 28;

  /** Scope of what was reported for regions that are not in the register; it has no region. */
  private static final String UNASSIGNED = "unassigned";

  private final NightEntry night;
  private final Conf conf;
  private final LocalDate date;
  private final Map<Key, NavigableMap<LocalDate, Figure>> figures = new HashMap<>();

  /** Apart from {@link #figures}: without a region such a row looks like the nation's. */
  private final Map<Key, Figure> unassigned = new HashMap<>();

  private record Key(String indicator, String region, String dimensions) {}

  private ReportQuery(NightEntry night, Conf conf) {
    this.night = night;
    this.conf = conf;
    this.date = night.reportDate();
  }

  /**
   * The report of {@code night} from the tables as that night published them.
   *
   * @param findings those the report is to show, all of them; the caller has chosen
   */
  static SituationReport read(
      Dataset<Row> indicators,
      Dataset<Row> findings,
      Dataset<Row> revisions,
      Dataset<Row> submissions,
      NightEntry night,
      Conf conf) {
    ReportQuery query = new ReportQuery(night, conf);
    query.collect(indicators);
    return query.report(
        query.changes(revisions), query.files(submissions), query.findings(findings));
  }

  private SituationReport report(
      Changes changes, FilesTonight files, SituationReport.Findings found) {
    return new SituationReport(
        date,
        ChronoUnit.DAYS.between(conf.country().firstReportDate(), date) + 1,
        night.nightId(),
        night.fingerprint(),
        night.confVersion(),
        night.status().equals(NightEntry.PROVISIONAL) || !night.missingRegions().isEmpty(),
        night.knownAt(),
        conf.country().streams().stream().map(this::epidemic).toList(),
        conf.regionsOn(date).stream().map(this::region).toList(),
        outside(),
        vaccination(),
        groups(),
        supply(),
        supplyLine(null, null, ""),
        targets(),
        new Tests(
            now("tests_new", ""),
            now("tests_positive_new", ""),
            now("positivity_7d", ""),
            series("tests_new", "", "")),
        new Hospital(
            now("beds", ""),
            now("beds_occupied", ""),
            now("bed_occupancy", ""),
            now("icu_beds", ""),
            now("icu_occupied", ""),
            now("icu_occupancy", ""),
            now("ventilated", ""),
            now("inpatients", "")),
        forms(),
        senders(),
        changes,
        files,
        found);
  }

  private Epidemic epidemic(Country.Stream stream) {
    String in = "stream=" + stream.key();
    return new Epidemic(
        stream,
        now("cases_new", in),
        now("cases_cumulative", in),
        now("cases_mean_7d", in),
        now("cases_sum_7d", in),
        now("incidence_7d", in),
        now("incidence_14d", in),
        now("cases_change_7d", in),
        now("reproduction_ratio", in),
        now("deaths_new", in),
        now("deaths_cumulative", in),
        now("deaths_mean_7d", in),
        now("deaths_sum_7d", in),
        now("recovered_new", in),
        now("recovered_cumulative", in),
        now("case_fatality", in),
        series("cases_new", "", in),
        series("cases_mean_7d", "", in),
        series("cases_cumulative", "", in),
        series("deaths_new", "", in),
        series("deaths_mean_7d", "", in),
        series("deaths_cumulative", "", in),
        series("incidence_14d", "", in));
  }

  private RegionLine region(Region region) {
    String in = "stream=" + conf.country().streams().get(0).key();
    String code = region.code().value();
    return new RegionLine(
        region,
        at("cases_new", code, in),
        at("cases_cumulative", code, in),
        at("incidence_14d", code, in),
        at("cases_change_7d", code, in),
        series("cases_mean_7d", code, in),
        at("deaths_cumulative", code, in),
        at("doses_cumulative", code, ""),
        at("doses_cumulative", code, "dose=1"),
        at("doses_cumulative", code, "dose=2"),
        at("vaccination_coverage", code, "denominator=population;dose=1"),
        at("doses_delivered_cumulative", code, ""),
        at("stock", code, ""),
        at("days_of_supply", code, ""),
        at("usage", code, ""));
  }

  private Outside outside() {
    String in = "stream=" + conf.country().streams().get(0).key();
    return new Outside(
        outside("cases_cumulative", in),
        outside("cases_new", in),
        outside("deaths_cumulative", in),
        outside("doses_cumulative", ""));
  }

  private Figure outside(String indicator, String dimensions) {
    return unassigned.getOrDefault(new Key(indicator, "", dimensions), Figure.NONE);
  }

  private Vaccination vaccination() {
    Map<String, Figure> given = new LinkedHashMap<>();
    Map<String, Series> daily = new LinkedHashMap<>();
    for (String dose : doses()) {
      given.put(dose, now("doses_cumulative", "dose=" + dose));
      daily.put(dose, series("doses_new", "", "dose=" + dose));
    }
    List<CoverageLine> coverage = new ArrayList<>();
    for (String denominator : conf.country().coverageDenominators()) {
      Target named =
          conf.targets().stream().filter(t -> t.key().equals(denominator)).findFirst().orElse(null);
      for (String dose : doses()) {
        Figure share = now("vaccination_coverage", "denominator=" + denominator + ";dose=" + dose);
        if (share.known()) {
          coverage.add(new CoverageLine(denominator, named, dose, share));
        }
      }
    }
    return new Vaccination(
        now("doses_new", ""),
        now("doses_cumulative", ""),
        now("doses_mean_7d", ""),
        now("doses_delivered_cumulative", ""),
        now("people_vaccinated", ""),
        now("people_complete", ""),
        Collections.unmodifiableMap(given),
        Collections.unmodifiableMap(daily),
        series("doses_cumulative", "", ""),
        series("doses_new", "", ""),
        series("doses_delivered_cumulative", "", ""),
        List.copyOf(coverage));
  }

  /**
   * Dose numbers of the products in the register, in order: those of the components, and all doses
   * of a product that has one stock for them.
   */
  private List<String> doses() {
    return conf.products().stream()
        .flatMap(
            p ->
                p.components().size() == 1
                    ? Stream.concat(
                        p.doseOfComponent().values().stream(),
                        IntStream.rangeClosed(1, p.doses()).mapToObj(Integer::toString))
                    : p.doseOfComponent().values().stream())
        .distinct()
        .sorted()
        .toList();
  }

  private List<GroupLine> groups() {
    List<GroupLine> out = new ArrayList<>();
    for (PriorityGroup group : conf.priorityGroups()) {
      GroupLine line =
          new GroupLine(
              group,
              now("doses_cumulative", "priority_group=" + group.key()),
              now("doses_cumulative", "dose=1;priority_group=" + group.key()),
              now("doses_cumulative", "dose=2;priority_group=" + group.key()),
              now("priority_group_coverage", "dose=1;priority_group=" + group.key()));
      if (line.doses().or(0) > 0 || line.first().or(0) > 0 || line.second().or(0) > 0) {
        out.add(line);
      }
    }
    return List.copyOf(out);
  }

  private List<SupplyLine> supply() {
    List<SupplyLine> out = new ArrayList<>();
    for (Product product : conf.products()) {
      int before = out.size();
      for (String component : product.components()) {
        SupplyLine line =
            supplyLine(product, component, "component=" + component + ";product=" + product.key());
        if (holdsSomething(line)) {
          out.add(line);
        }
      }
      // Deliveries are not always told by component.
      SupplyLine whole = supplyLine(product, null, "product=" + product.key());
      if (out.size() == before && holdsSomething(whole)) {
        out.add(whole);
      }
    }
    return List.copyOf(out);
  }

  private static boolean holdsSomething(SupplyLine line) {
    return line.delivered().or(0) != 0 || line.used().or(0) != 0 || line.stock().or(0) != 0;
  }

  private SupplyLine supplyLine(
      @Nullable Product product, @Nullable String component, String dimensions) {
    return new SupplyLine(
        product,
        component,
        now("doses_delivered_cumulative", dimensions),
        now("doses_used_cumulative", dimensions),
        now("doses_wasted_cumulative", dimensions),
        now("stock", dimensions),
        now("stock_computed", dimensions),
        now("days_of_supply", dimensions),
        now("usage", dimensions));
  }

  /** Targets that run on the report date, and the supply plan of its month. */
  private List<TargetLine> targets() {
    List<TargetLine> out = new ArrayList<>();
    for (Target target : conf.targets()) {
      boolean runs =
          !target.from().isAfter(date)
              && (target.to() == null || !target.to().isBefore(date))
              && (target.announcedOn() == null || !target.announcedOn().isAfter(date));
      if (target.region() != null || !runs) {
        continue;
      }
      if (target.kind().equals("target")) {
        Figure progress = now("target_progress", "target=" + target.key());
        if (progress.known() && countsOnlyItsProduct(target)) {
          out.add(new TargetLine(target, progress));
        }
      } else if (target.kind().equals("supply-plan")
          && YearMonth.from(target.from()).equals(YearMonth.from(date))) {
        out.add(new TargetLine(target, arrivedSince(target)));
      }
    }
    return List.copyOf(out);
  }

  /**
   * Whether the people counted for a target are those of its product. Progress is not told by
   * product, so it holds only as long as every dose given was of that product.
   */
  private boolean countsOnlyItsProduct(Target target) {
    if (target.product() == null) {
      return true;
    }
    double ofProduct = 0;
    for (Product product : productsOf(target.product())) {
      for (String dose : doses()) {
        ofProduct += now("doses_cumulative", "dose=" + dose + ";product=" + product.key()).or(0);
      }
    }
    return ofProduct == now("doses_cumulative", "").or(-1);
  }

  /** Products with that key, or of that family. */
  private List<Product> productsOf(String keyOrFamily) {
    return conf.products().stream()
        .filter(p -> p.key().equals(keyOrFamily) || p.family().equals(keyOrFamily))
        .toList();
  }

  /**
   * Doses delivered within the plan's period so far, over the plan; of the plan's product when it
   * names one. {@link Figure#NONE} when the deliveries before the period are not told.
   */
  private Figure arrivedSince(Target plan) {
    Figure now = delivered(plan, date);
    if (!now.known()) {
      return Figure.NONE;
    }
    boolean whole = !plan.from().isAfter(conf.country().campaignStart());
    Figure before = delivered(plan, plan.from().minusDays(1));
    if (!whole && !before.known()) {
      return Figure.NONE;
    }
    double arrived = now.or(0) - (whole ? 0 : before.or(0));
    return new Figure(now.status(), arrived / plan.value(), null, null, arrived, plan.value());
  }

  /** Doses of the plan's product delivered up to a day; of all products when it names none. */
  private Figure delivered(Target plan, LocalDate day) {
    if (plan.product() == null) {
      return series("doses_delivered_cumulative", "", "").on(day);
    }
    Figure sum = Figure.NONE;
    for (Product product : productsOf(plan.product())) {
      Key key = new Key("doses_delivered_cumulative", "", "product=" + product.key());
      Figure one = figures.getOrDefault(key, new TreeMap<>()).get(day);
      if (one == null) {
        // A product nobody has been sent yet has no row.
        continue;
      }
      if (!one.known()) {
        return Figure.NONE;
      }
      Figure.Status status = sum.known() && sum.unsettled() ? sum.status() : one.status();
      sum = new Figure(status, sum.or(0) + one.or(0), null, null, null, null);
    }
    return sum;
  }

  private List<FormLine> forms() {
    List<FormLine> out = new ArrayList<>();
    for (String form : conf.calendar().stream().map(ExpectedForm::form).distinct().toList()) {
      String in = "form=" + form;
      List<RegionCode> missing = new ArrayList<>();
      List<RegionCode> late = new ArrayList<>();
      for (Region region : conf.regionsOn(date)) {
        String code = region.code().value();
        if (at("forms_expected", code, in).or(0) < 1) {
          continue;
        }
        if (at("forms_received", code, in).or(0) < 1) {
          missing.add(region.code());
        } else if (at("forms_on_time", code, in).or(1) < 1) {
          late.add(region.code());
        }
      }
      if (now("forms_expected", in).or(0) > 0) {
        out.add(
            new FormLine(
                form,
                now("forms_expected", in),
                now("forms_received", in),
                now("forms_on_time", in),
                now("completeness", in),
                now("timeliness", in),
                now("delay_hours", in),
                List.copyOf(missing),
                List.copyOf(late)));
      }
    }
    return List.copyOf(out);
  }

  /** What became of the forms of every region; none when no form is due. */
  private List<SenderLine> senders() {
    List<String> due =
        conf.calendar().stream()
            .map(ExpectedForm::form)
            .distinct()
            .filter(form -> now("forms_expected", "form=" + form).or(0) > 0)
            .toList();
    List<SenderLine> out = new ArrayList<>();
    for (Region region : conf.regionsOn(date)) {
      String code = region.code().value();
      List<Mark> days = new ArrayList<>();
      for (int ago = STRIP_DAYS - 1; ago >= 0; ago--) {
        days.add(mark(code, "", date.minusDays(ago)));
      }
      out.add(
          new SenderLine(
              region.code(),
              due.stream().map(form -> senderForm(code, form)).toList(),
              List.copyOf(days)));
    }
    return due.isEmpty() ? List.of() : List.copyOf(out);
  }

  private SenderForm senderForm(String region, String form) {
    String in = "form=" + form;
    Figure volume = at("volume_ratio", region, in);
    boolean unusual = volume.known() && conf.reporting().volume().isUnusual(volume.or(1));
    return new SenderForm(
        form,
        mark(region, in, date),
        at("delay_hours", region, in).or(0),
        (int) at("days_missing", region, in).or(0),
        unusual ? volume.value() : null);
  }

  /** How the forms counted under {@code dimensions} stand: the worst of them. */
  private Mark mark(String region, String dimensions, LocalDate day) {
    double expected = on("forms_expected", region, dimensions, day).or(0);
    if (expected == 0) {
      return Mark.NOT_DUE;
    }
    if (on("forms_received", region, dimensions, day).or(0) < expected) {
      return Mark.MISSING;
    }
    if (on("forms_on_time", region, dimensions, day).or(0) < expected) {
      return Mark.LATE;
    }
    return on("zero_reported", region, dimensions, day).or(0) > 0 ? Mark.ZERO : Mark.IN_TIME;
  }

  // ---- indicators

  private void collect(Dataset<Row> indicators) {
    Column today = col(Indicators.DATE).equalTo(lit(date));
    Column past =
        col(Indicators.INDICATOR)
            .isin(NATION_SERIES.toArray())
            .and(col(Indicators.SCOPE).notEqual(UNASSIGNED))
            .and(
                col(Indicators.REGION)
                    .isNull()
                    .or(col(Indicators.INDICATOR).isin(REGION_SERIES.toArray())));
    List<Row> rows =
        indicators
            .filter(col(Indicators.NIGHT_ID).equalTo(lit(night.nightId())))
            .filter(today.or(past))
            .select(
                col(Indicators.INDICATOR),
                col(Indicators.REGION),
                col(Indicators.DIMENSIONS),
                col(Indicators.DATE).cast(DataTypes.StringType),
                col(Indicators.STATUS),
                col(Indicators.VALUE),
                col(Indicators.LOWER),
                col(Indicators.UPPER),
                col(Indicators.NUMERATOR),
                col(Indicators.DENOMINATOR),
                col(Indicators.SCOPE))
            .collectAsList();
    for (Row row : rows) {
      Key key =
          new Key(row.getString(0), row.isNullAt(1) ? "" : row.getString(1), row.getString(2));
      Figure figure =
          new Figure(
              Figure.Status.valueOf(row.getString(4).toUpperCase(Locale.ROOT)),
              number(row, 5),
              number(row, 6),
              number(row, 7),
              number(row, 8),
              number(row, 9));
      if (row.getString(10).equals(UNASSIGNED)) {
        unassigned.put(key, figure);
      } else {
        figures
            .computeIfAbsent(key, k -> new TreeMap<>())
            .put(LocalDate.parse(row.getString(3)), figure);
      }
    }
  }

  private static @Nullable Double number(Row row, int column) {
    return row.isNullAt(column) ? null : row.getDouble(column);
  }

  private Figure now(String indicator, String dimensions) {
    return at(indicator, "", dimensions);
  }

  private Figure at(String indicator, String region, String dimensions) {
    return on(indicator, region, dimensions, date);
  }

  private Figure on(String indicator, String region, String dimensions, LocalDate day) {
    NavigableMap<LocalDate, Figure> days = figures.get(new Key(indicator, region, dimensions));
    return days == null ? Figure.NONE : days.getOrDefault(day, Figure.NONE);
  }

  private Series series(String indicator, String region, String dimensions) {
    NavigableMap<LocalDate, Figure> days =
        figures.getOrDefault(new Key(indicator, region, dimensions), new TreeMap<>());
    LocalDate from = date.minusDays(conf.country().historyDays() - 1L);
    Figure[] out = new Figure[conf.country().historyDays()];
    for (int i = 0; i < out.length; i++) {
      out[i] = days.getOrDefault(from.plusDays(i), Figure.NONE);
    }
    return new Series(from, Arrays.asList(out));
  }

  // ---- what else came tonight

  /** A second attempt at a date tells what came for it in all attempts, not only the last. */
  private Column tonight(String nightId) {
    return col(nightId).startsWith(date + ".");
  }

  /** What moved since the last published night, brought down to what a reader can take in. */
  private Changes changes(Dataset<Row> revisions) {
    List<Change> moved = new ArrayList<>();
    for (Row row :
        revisions
            .select(
                col(Revisions.NAME),
                col(Revisions.DATE).cast(DataTypes.StringType),
                col(Revisions.SCOPE),
                col(Revisions.REGION),
                col(Revisions.DIMENSIONS),
                col(Revisions.OLD_VALUE),
                col(Revisions.NEW_VALUE),
                col(Revisions.REASON),
                col(Revisions.NOTE))
            .collectAsList()) {
      moved.add(
          new Change(
              row.getString(0),
              LocalDate.parse(row.getString(1)),
              row.getString(2),
              row.isNullAt(3) ? null : row.getString(3),
              row.getString(4),
              number(row, 5),
              number(row, 6),
              row.getString(7),
              row.getString(8)));
    }
    List<String> broken =
        moved.stream()
            .filter(c -> c.reason().equals(Revisions.DEFINITION))
            .map(Change::name)
            .distinct()
            .sorted()
            .toList();
    moved.removeIf(c -> c.reason().equals(Revisions.ADDED));
    return new Changes(night.comparedDate(), moved.size(), splits(moved), lines(moved), broken);
  }

  /** Today's counts of the nation beside what earlier days gained or lost. */
  private List<Split> splits(List<Change> moved) {
    List<Split> out = new ArrayList<>();
    String lead = "stream=" + conf.country().streams().get(0).key();
    Map<String, String> counts = new LinkedHashMap<>();
    counts.put("cases_new", lead);
    counts.put("deaths_new", lead);
    counts.put("doses_new", "");
    counts.forEach(
        (name, dimensions) -> {
          double earlier =
              moved.stream()
                  .filter(c -> c.name().equals(name) && c.dimensions().equals(dimensions))
                  .filter(c -> c.scope().equals("national") && c.date().isBefore(date))
                  .mapToDouble(Change::difference)
                  .sum();
          if (earlier != 0) {
            out.add(new Split(name, now(name, dimensions), earlier));
          }
        });
    return List.copyOf(out);
  }

  /** Measures that forms tell, and those that follow from them alone. */
  private Set<String> reported() {
    Set<String> out = new HashSet<>();
    for (FormSpec form : conf.forms()) {
      for (String measure : form.measures()) {
        out.add(measure);
        new Measure(measure).counterpart().ifPresent(other -> out.add(other.name()));
      }
    }
    return out;
  }

  /**
   * Regions one by one: counts on each day they moved, running totals and stocks on the last day
   * only, and not where the counts tell already. Sums, means and rates are left to the table: they
   * repeat what their counts tell.
   */
  private List<Change> lines(List<Change> moved) {
    List<String> order =
        conf.regionsOn(date).stream().map(region -> region.code().value()).toList();
    Map<String, Change> levels = new LinkedHashMap<>();
    List<Change> out = new ArrayList<>();
    Set<String> counted = new HashSet<>();
    Set<String> reported = reported();
    for (Change change : moved) {
      boolean plain =
          change.dimensions().isEmpty()
              || change.dimensions().startsWith("stream=") && !change.dimensions().contains(";");
      if (!plain
          || !reported.contains(change.name())
          || change.scope().equals("national")
          || change.reason().equals(Revisions.DEFINITION)) {
        continue;
      }
      String where = change.region() + "|" + change.dimensions() + "|";
      if (change.name().endsWith("_new")) {
        out.add(change);
        counted.add(where + change.name().replaceAll("_new$", "_cumulative"));
      } else {
        levels.merge(where + change.name(), change, (a, b) -> a.date().isAfter(b.date()) ? a : b);
      }
    }
    levels.keySet().removeAll(counted);
    out.addAll(levels.values());
    out.sort(
        Comparator.comparing(Change::date)
            .reversed()
            .thenComparing(c -> c.region() == null ? order.size() : order.indexOf(c.region()))
            .thenComparing(Change::name)
            .thenComparing(Change::dimensions));
    return List.copyOf(out);
  }

  private FilesTonight files(Dataset<Row> submissions) {
    Map<String, Long> counts = new HashMap<>();
    for (Row row :
        submissions
            .filter(tonight(Submissions.NIGHT_ID))
            .select(Submissions.OUTCOME)
            .collectAsList()) {
      counts.merge(row.getString(0), 1L, Long::sum);
    }
    return new FilesTonight(
        counts.getOrDefault("read", 0L),
        counts.getOrDefault("refused", 0L),
        counts.getOrDefault("duplicate", 0L));
  }

  private SituationReport.Findings findings(Dataset<Row> findings) {
    List<Row> rows =
        findings
            .select(
                Findings.CODE,
                Findings.SEVERITY,
                Findings.REGION,
                Findings.FILE,
                Findings.SHEET,
                Findings.CELL,
                Findings.MESSAGE,
                Findings.ROW,
                Findings.COLUMN,
                Findings.FORM)
            .collectAsList();
    Map<String, Long> bySeverity = new TreeMap<>();
    rows.forEach(r -> bySeverity.merge(r.getString(1), 1L, Long::sum));
    Comparator<Row> order =
        Comparator.comparing((Row r) -> -severity(r.getString(1)).ordinal())
            .thenComparing(r -> r.getString(0))
            .thenComparing(r -> text(r, 2))
            .thenComparing(r -> text(r, 3))
            .thenComparing(r -> text(r, 4))
            .thenComparing(r -> r.getInt(7))
            .thenComparing(r -> r.getInt(8));
    Map<String, Long> missing =
        rows.stream()
            .filter(ReportQuery::tellsOfAbsence)
            .collect(
                Collectors.groupingBy(
                    r -> r.getString(0) + "|" + text(r, 9), Collectors.counting()));
    Map<String, List<Row>> groups = new LinkedHashMap<>();
    rows.stream()
        .filter(r -> severity(r.getString(1)) != Severity.INFO)
        .sorted(order)
        .forEach(
            r ->
                groups
                    .computeIfAbsent(
                        r.getString(0) + "|" + place(r, missing) + "|" + text(r, 3),
                        k -> new ArrayList<>())
                    .add(r));
    List<Found> top =
        groups.values().stream()
            .limit(TOP_FINDINGS)
            .map(
                g -> {
                  Row first = g.get(0);
                  return new Found(
                      first.getString(0),
                      first.getString(1),
                      first.isNullAt(2) ? null : first.getString(2),
                      first.isNullAt(3) ? null : first.getString(3),
                      first.isNullAt(4) ? null : first.getString(4),
                      first.getString(5),
                      Map.copyOf(first.<String, String>getJavaMap(6)),
                      g.size() - 1);
                })
            .toList();
    return new SituationReport.Findings(rows.size(), Collections.unmodifiableMap(bySeverity), top);
  }

  /** The region a finding is about; the form where it is missing from nearly everywhere. */
  private static String place(Row row, Map<String, Long> missing) {
    boolean everywhere =
        tellsOfAbsence(row)
            && missing.getOrDefault(row.getString(0) + "|" + text(row, 9), 0L) > MISSING_ONE_BY_ONE;
    return everywhere ? text(row, 9) : text(row, 2);
  }

  private static boolean tellsOfAbsence(Row row) {
    return row.getString(0).equals(FindingCode.FORM_NOT_RECEIVED.name())
        || row.getString(0).equals(FindingCode.FORM_MISSING_SINCE.name());
  }

  private static Severity severity(String word) {
    return Severity.valueOf(word.toUpperCase(Locale.ROOT));
  }

  private static String text(Row row, int column) {
    return row.isNullAt(column) ? "" : Objects.requireNonNull(row.getString(column));
  }

  /** Newest receipt, for a document's time stamp. */
  static Instant stamp(SituationReport report) {
    return report.knownAt().truncatedTo(ChronoUnit.SECONDS);
  }
}
