package org.sitrep.report;

import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.jspecify.annotations.Nullable;
import org.sitrep.config.Conf;
import org.sitrep.config.ConfReader;
import org.sitrep.config.Region;
import org.sitrep.domain.NightEntry;
import org.sitrep.tables.Findings;
import org.sitrep.tables.Indicators;
import org.sitrep.tables.Revisions;
import org.sitrep.tables.Submissions;

/**
 * A night as aggregate would publish it: national totals and the regional snapshot of 15 February
 * 2021 are the published ones, everything around them is a plain formula.
 */
final class ReportFixture {
  static final LocalDate DATE = LocalDate.of(2021, 2, 15);
  private static final String NIGHT = "2021-02-15.1";

  /** Region, running total and new cases, PCR+, as published for 15 February 2021. */
  private static final String PUBLISHED =
      """
      AST 23884 53
      ALA 23745 107
      SHY 6016 7
      AKM 12709 72
      AKT 4102 4
      ALM 10180 49
      ATY 16736 25
      VOS 21252 85
      ZHA 5772 8
      ZAP 12171 47
      KAR 14778 30
      KUS 11506 71
      KZY 3731 4
      MAN 4165 3
      PAV 16411 80
      SEV 11882 37
      YUZ 4219 4
      """;

  private final Conf conf;
  private final List<Row> indicators = new ArrayList<>();
  private final List<Row> findings = new ArrayList<>();
  private final List<Row> revisions = new ArrayList<>();
  private final List<Row> submissions = new ArrayList<>();

  private ReportFixture(Conf conf) {
    this.conf = conf;
  }

  static Conf conf() {
    return ConfReader.read(Path.of("conf/kazakhstan"));
  }

  static NightEntry night() {
    return attempt(1);
  }

  static NightEntry attempt(int number) {
    return new NightEntry(
        "2021-02-15." + number,
        DATE,
        number,
        NightEntry.PROVISIONAL,
        null,
        null,
        Instant.parse("2021-02-15T23:10:00Z"),
        Instant.parse("2021-02-16T00:00:00Z"),
        "0123456789abcdef",
        "test",
        "fedcba9876543210fedcba9876543210",
        Map.of(),
        List.of("ATY"),
        "2021-02-14.1",
        List.of());
  }

  /** Everything a full night has. */
  static ReportFixture full(Conf conf) {
    ReportFixture fixture = new ReportFixture(conf);
    fixture.epidemic();
    fixture.vaccination();
    fixture.careAndForms();
    fixture.senders();
    fixture.whatCameTonight();
    return fixture;
  }

  /** A first night on which nothing has been received. */
  static ReportFixture empty(Conf conf) {
    return new ReportFixture(conf);
  }

  ReportFixture finding(
      String code, String severity, String region, String file, String cell, String message) {
    findings.add(
        RowFactory.create(
            NIGHT,
            "s1",
            file,
            code,
            severity,
            "cell",
            "sender",
            "cases",
            region,
            DATE,
            "Лист1",
            7,
            2,
            cell,
            "x",
            Map.of(),
            Map.of("en", message, "ru", message, "kk", message)));
    return this;
  }

  /** A form that a region did not send. */
  ReportFixture missing(String form, String region) {
    String sentence = form + " of " + region + " has not come.";
    findings.add(
        RowFactory.create(
            NIGHT,
            null,
            null,
            "FORM_NOT_RECEIVED",
            "warn",
            "night",
            "sender",
            form,
            region,
            DATE,
            null,
            0,
            0,
            "",
            null,
            Map.of(),
            Map.of("en", sentence, "ru", sentence, "kk", sentence)));
    return this;
  }

  /** One more figure of the nation on the report date; the last one told counts. */
  ReportFixture told(String indicator, String dimensions, double value) {
    add(indicator, DATE, null, dimensions, value, "final");
    return this;
  }

  /** A figure of areas that are not in the register. */
  ReportFixture outside(String indicator, String dimensions, double value) {
    indicators.add(
        RowFactory.create(
            indicator,
            "1",
            DATE,
            DATE,
            "unassigned",
            null,
            dimensions,
            value,
            null,
            null,
            null,
            null,
            "final",
            NIGHT));
    return this;
  }

  /** The same night with every figure of the nation final. */
  ReportFixture settled() {
    indicators.replaceAll(
        row -> {
          Object[] values = new Object[row.size()];
          for (int i = 0; i < values.length; i++) {
            values[i] = "provisional".equals(row.get(i)) ? "final" : row.get(i);
          }
          return RowFactory.create(values);
        });
    return this;
  }

  SituationReport read(SparkSession spark) {
    return read(spark, night());
  }

  SituationReport read(SparkSession spark, NightEntry night) {
    return ReportQuery.read(
        indicators(spark), findings(spark), revisions(spark), submissions(spark), night, conf);
  }

  Dataset<Row> indicators(SparkSession spark) {
    return spark.createDataFrame(indicators, Indicators.schema());
  }

  Dataset<Row> findings(SparkSession spark) {
    return spark.createDataFrame(findings, Findings.schema());
  }

  Dataset<Row> revisions(SparkSession spark) {
    return spark.createDataFrame(revisions, Revisions.schema());
  }

  Dataset<Row> submissions(SparkSession spark) {
    return spark
        .createDataFrame(submissions, Submissions.schema())
        .orderBy(functions.col(Submissions.SUBMISSION_ID));
  }

  // ---- indicators

  private void add(
      String indicator,
      LocalDate date,
      String region,
      String dimensions,
      Double value,
      String status) {
    indicators.add(
        RowFactory.create(
            indicator,
            "1",
            DATE,
            date,
            region == null ? "national" : "region",
            region,
            dimensions,
            value,
            null,
            null,
            null,
            null,
            status,
            NIGHT));
  }

  private void ratio(
      String indicator,
      String region,
      String dimensions,
      double numerator,
      double denominator,
      Double lower,
      Double upper) {
    indicators.add(
        RowFactory.create(
            indicator,
            "1",
            DATE,
            DATE,
            region == null ? "national" : "region",
            region,
            dimensions,
            numerator / denominator,
            lower,
            upper,
            numerator,
            denominator,
            "final",
            NIGHT));
  }

  private Map<String, int[]> published() {
    Map<String, int[]> out = new LinkedHashMap<>();
    PUBLISHED
        .lines()
        .map(l -> l.split(" "))
        .forEach(p -> out.put(p[0], new int[] {Integer.parseInt(p[1]), Integer.parseInt(p[2])}));
    return out;
  }

  /** A wave that has passed its top, with quiet Sundays and Mondays. */
  private static double shape(LocalDate day) {
    long ago = DATE.toEpochDay() - day.toEpochDay();
    double week =
        switch (day.getDayOfWeek()) {
          case SUNDAY -> 0.86;
          case MONDAY -> 0.8;
          default -> 1.07;
        };
    return week * (1 + 0.9 * Math.exp(-Math.pow((ago - 16) / 12.0, 2)));
  }

  private void epidemic() {
    Map<String, int[]> published = published();
    LocalDate first = DATE.minusDays(conf.country().historyDays() - 1L);
    for (LocalDate day = first; !day.isAfter(DATE); day = day.plusDays(1)) {
      double scale = shape(day) / shape(DATE);
      long ago = DATE.toEpochDay() - day.toEpochDay();
      boolean last = day.equals(DATE);
      String status = last ? "provisional" : "final";
      add("cases_new", day, null, "stream=U07.1", last ? 686.0 : Math.rint(686 * scale), status);
      add("cases_mean_7d", day, null, "stream=U07.1", 724.4 * (scale * 0.4 + 0.6), status);
      add("cases_cumulative", day, null, "stream=U07.1", 203259 - 940.0 * ago, status);
      add("deaths_new", day, null, "stream=U07.1", Math.rint(11 * (0.7 + 0.3 * scale)), status);
      add("deaths_mean_7d", day, null, "stream=U07.1", 11.3 * (0.8 + 0.2 * scale), status);
      add("deaths_cumulative", day, null, "stream=U07.1", 2540 - 11.0 * ago, status);
      add("incidence_14d", day, null, "stream=U07.1", 64.2 * (0.5 + 0.5 * scale), status);
      add("cases_new", day, null, "stream=U07.2", last ? 34.0 : Math.rint(34 * scale), "final");
      add("cases_mean_7d", day, null, "stream=U07.2", 41.7 * (scale * 0.4 + 0.6), "final");
      for (var region : published.entrySet()) {
        double mean = region.getValue()[1] * (0.5 + 0.6 * scale);
        add("cases_mean_7d", day, region.getKey(), "stream=U07.1", mean, "final");
      }
    }
    add("cases_sum_7d", DATE, null, "stream=U07.1", 5071.0, "provisional");
    add("deaths_sum_7d", DATE, null, "stream=U07.1", 79.0, "provisional");
    add("incidence_7d", DATE, null, "stream=U07.1", 26.9, "provisional");
    add("cases_change_7d", DATE, null, "stream=U07.1", -0.143, "provisional");
    add("reproduction_ratio", DATE, null, "stream=U07.1", 0.91, "provisional");
    add("recovered_cumulative", DATE, null, "stream=U07.1", 184573.0, "carried");
    ratio("case_fatality", null, "stream=U07.1", 2540, 203259, 0.01202, 0.01299);
    add("cases_cumulative", DATE, null, "stream=U07.2", 48609.0, "final");
    add("deaths_new", DATE, null, "stream=U07.2", 1.0, "final");
    add("deaths_cumulative", DATE, null, "stream=U07.2", 589.0, "final");
    ratio("case_fatality", null, "stream=U07.2", 589, 48609, 0.01119, 0.01313);
    int index = 0;
    for (var region : published.entrySet()) {
      String code = region.getKey();
      boolean missing = code.equals("ATY");
      double people = people(code);
      add(
          "cases_new",
          DATE,
          code,
          "stream=U07.1",
          missing ? null : (double) region.getValue()[1],
          missing ? "missing" : "final");
      add(
          "cases_cumulative",
          DATE,
          code,
          "stream=U07.1",
          (double) region.getValue()[0],
          missing ? "carried" : "final");
      add(
          "incidence_14d",
          DATE,
          code,
          "stream=U07.1",
          region.getValue()[1] * 17.0 * 1e5 / people,
          missing ? "provisional" : "final");
      Double change = region.getValue()[1] < 5 ? null : -0.28 + 0.031 * index;
      add("cases_change_7d", DATE, code, "stream=U07.1", change, missing ? "provisional" : "final");
      add("deaths_cumulative", DATE, code, "stream=U07.1", 100.0 + 11 * index, "final");
      index++;
    }
  }

  private double people(String code) {
    return conf.populations().stream()
        .filter(p -> p.region().value().equals(code) && p.date().getYear() == 2021)
        .mapToDouble(p -> p.people())
        .findFirst()
        .orElse(1e6);
  }

  private void vaccination() {
    double given = 0;
    LocalDate first = conf.country().campaignStart();
    for (LocalDate day = first; !day.isAfter(DATE); day = day.plusDays(1)) {
      double today = Math.rint(1050 * (0.6 + 0.05 * (day.getDayOfMonth() % 9)));
      given += today;
      add("doses_new", day, null, "", today, "final");
      add("doses_new", day, null, "dose=1", today, "final");
      add("doses_cumulative", day, null, "", given, "final");
      add("doses_cumulative", day, null, "dose=1", given, "final");
      double delivered = day.getDayOfMonth() < 3 ? 18000.0 : 22000.0;
      add("doses_delivered_cumulative", day, null, "", delivered, "final");
    }
    add("doses_mean_7d", DATE, null, "", 921.3, "final");
    add("people_vaccinated", DATE, null, "", given, "final");
    add("people_complete", DATE, null, "", 0.0, "final");
    ratio(
        "vaccination_coverage", null, "denominator=population;dose=1", given, 18879552, null, null);
    ratio(
        "vaccination_coverage", null, "denominator=T2021_ELIG;dose=1", given, 9900000, null, null);
    ratio("target_progress", null, "target=T2021_6M", given, 6000000, null, null);
    ratio("target_progress", null, "target=T2021_STAGE1", given, 100000, null, null);
    ratio("target_progress", null, "target=T2020_10_RISK", given, 2800000, null, null);
    add("doses_cumulative", DATE, null, "dose=1;priority_group=HCW_FRONT", given * 0.87, "final");
    ratio(
        "priority_group_coverage",
        null,
        "dose=1;priority_group=HCW_FRONT",
        given * 0.87,
        100000,
        null,
        null);
    add("doses_cumulative", DATE, null, "dose=1;priority_group=SES", given * 0.13, "final");
    supply("component=I;product=SPUTNIK_V_RU", 16000, given, 37, 16000 - given - 37);
    supply("component=II;product=SPUTNIK_V_RU", 6000, 0, 0, 5990);
    told("doses_cumulative", "dose=1;product=SPUTNIK_V_RU", given);
    told("doses_delivered_cumulative", "product=SPUTNIK_V_RU", 22000);
    supply("", 22000, given, 37, 22000 - given - 47);
    add("days_of_supply", DATE, null, "", 8.6, "final");
    ratio("usage", null, "", given, 22000, null, null);
    for (Region region : conf.regionsOn(DATE)) {
      double doses = Math.rint(given * people(region.code().value()) / 18879552);
      add("doses_cumulative", DATE, region.code().value(), "", doses, "final");
      String code = region.code().value();
      double delivered = Math.rint(doses * 1.6 + 100);
      add("doses_cumulative", DATE, code, "dose=1", doses, "final");
      add("doses_delivered_cumulative", DATE, code, "", delivered, "final");
      add("stock", DATE, code, "", delivered - doses, "final");
      add("days_of_supply", DATE, code, "", 8.0, "final");
      ratio("usage", code, "", doses, delivered, null, null);
      ratio(
          "vaccination_coverage",
          code,
          "denominator=population;dose=1",
          doses,
          people(code),
          null,
          null);
    }
  }

  private void supply(
      String dimensions, double delivered, double used, double wasted, double stock) {
    add("doses_delivered_cumulative", DATE, null, dimensions, delivered, "final");
    add("doses_used_cumulative", DATE, null, dimensions, used, "final");
    add("doses_wasted_cumulative", DATE, null, dimensions, wasted, "final");
    add("stock", DATE, null, dimensions, stock, "final");
    add("stock_computed", DATE, null, dimensions, delivered - used - wasted, "final");
    if (!dimensions.isEmpty()) {
      add("days_of_supply", DATE, null, dimensions, used == 0 ? null : 4.2, "final");
      ratio("usage", null, dimensions, used, delivered, null, null);
    }
  }

  private void careAndForms() {
    add("tests_new", DATE, null, "", 31240.0, "final");
    add("tests_positive_new", DATE, null, "", 702.0, "final");
    ratio("positivity_7d", null, "", 5071, 231880, null, null);
    add("beds", DATE, null, "", 30109.0, "final");
    add("beds_occupied", DATE, null, "", 6920.0, "final");
    ratio("bed_occupancy", null, "", 6920, 30109, null, null);
    add("icu_beds", DATE, null, "", 2752.0, "final");
    add("icu_occupied", DATE, null, "", 410.0, "final");
    ratio("icu_occupancy", null, "", 410, 2752, null, null);
    add("ventilated", DATE, null, "", 61.0, "final");
    add("inpatients", DATE, null, "", 6788.0, "final");
    for (String form : List.of("cases", "vaccination", "supply", "hospital", "tests")) {
      String in = "form=" + form;
      boolean whole = !form.equals("cases");
      add("forms_expected", DATE, null, in, 17.0, "final");
      add("forms_received", DATE, null, in, whole ? 17.0 : 16.0, "final");
      add("forms_on_time", DATE, null, in, whole ? 17.0 : 15.0, "final");
      ratio("completeness", null, in, whole ? 17 : 16, 17, null, null);
      ratio("timeliness", null, in, whole ? 17 : 15, 17, null, null);
      add("delay_hours", DATE, null, in, -3.4, "final");
      for (Region region : conf.regionsOn(DATE)) {
        String code = region.code().value();
        add("forms_expected", DATE, code, in, 1.0, "final");
        add("forms_received", DATE, code, in, whole || !code.equals("ATY") ? 1.0 : 0.0, "final");
        add(
            "forms_on_time",
            DATE,
            code,
            in,
            whole || !(code.equals("ATY") || code.equals("KZY")) ? 1.0 : 0.0,
            "final");
      }
    }
  }

  /** Forms of a quiet month: two regions fell silent, one was late, one told zeros. */
  private void senders() {
    for (Region region : conf.regionsOn(DATE)) {
      String code = region.code().value();
      for (int ago = 0; ago < 28; ago++) {
        LocalDate day = DATE.minusDays(ago);
        boolean due = !day.isBefore(LocalDate.of(2021, 2, 1));
        double expected = !due ? 0 : day.getDayOfWeek() == DayOfWeek.SUNDAY ? 5 : 3;
        boolean silent = code.equals("ATY") && ago < 4 || code.equals("MAN") && ago == 1;
        boolean late = code.equals("KZY") && ago % 3 == 0;
        add("forms_expected", day, code, "", expected, "final");
        add("forms_received", day, code, "", due && silent ? expected - 1 : expected, "final");
        add(
            "forms_on_time",
            day,
            code,
            "",
            due && (silent || late) ? expected - 1 : expected,
            "final");
        add(
            "zero_reported",
            day,
            code,
            "",
            due && code.equals("YUZ") && ago % 5 == 0 ? 1.0 : 0.0,
            "final");
      }
      boolean missing = code.equals("ATY");
      add("days_missing", DATE, code, "form=cases", missing ? 4.0 : 0.0, "final");
      boolean late = code.equals("KZY");
      add("delay_hours", DATE, code, "form=cases", missing ? null : late ? 2.1 : -3.4, "final");
      add("zero_reported", DATE, code, "form=cases", code.equals("YUZ") ? 1.0 : 0.0, "final");
      ratio("volume_ratio", code, "form=cases", code.equals("PAV") ? 3 : 9, 9, null, null);
    }
  }

  private void whatCameTonight() {
    Timestamp received = Timestamp.from(Instant.parse("2021-02-15T21:00:00Z"));
    for (int i = 0; i < 52; i++) {
      submissions.add(
          RowFactory.create(
              "s" + (100 + i),
              NIGHT,
              "h" + i,
              "file" + i + ".xlsx",
              "file" + i + ".xlsx",
              null,
              1000L,
              received.toInstant(),
              received.toInstant(),
              "ALA",
              "xlsx",
              null,
              i == 50 ? "refused" : i == 51 ? "duplicate" : "read",
              null,
              false));
    }
    LocalDate saturday = DATE.minusDays(2);
    LocalDate sunday = DATE.minusDays(1);
    moved("cases_new", saturday, "KAR", "stream=U07.1", 35.0, 53.0, "resubmitted");
    moved("cases_new", saturday, null, "stream=U07.1", 690.0, 708.0, "resubmitted");
    moved("cases_cumulative", sunday, "KAR", "stream=U07.1", 14730.0, 14748.0, "resubmitted");
    moved("stock", saturday, "MAN", "", 700.0, 640.0, "late");
    moved("stock", sunday, "MAN", "", 700.0, 600.0, "late");
    moved("stock", sunday, "MAN", "product=gam-covid-vac", 700.0, 600.0, "late");
    moved("doses_new", sunday, "MAN", "", null, 40.0, "late");
    moved("doses_new", sunday, null, "", 2100.0, 2140.0, "late");
    moved("incidence_14d", sunday, "ATY", "stream=U07.1", 51.0, 50.5, "definition");
    finding(
        "FILE_ENCRYPTED",
        "reject",
        "PAV",
        "Павлодар_15.02.2021.xlsx",
        "",
        "The file is protected by a password: save it without one and send it again.");
    finding(
        "CELL_EMPTY_REQUIRED",
        "reject",
        "ZHA",
        "жамбыл вакцинация 15.02.xlsx",
        "D14",
        "The cell is empty; an empty cell is not zero. Write the number of doses, or 0.");
    finding(
        "REGION_UNKNOWN",
        "hold",
        "",
        "svod_15-02-2021.csv",
        "A9",
        "'Алматы' may mean Almaty city or Almaty Region: write the name in full.");
    for (int i = 0; i < 4; i++) {
      finding(
          "TOTAL_DIFFERS",
          "warn",
          "KAR",
          "КАР_случаи_15.02.2021.xls",
          "C" + (20 + i),
          "The totals row says 202 259, the rows above add up to 203 259. Check the total.");
    }
    finding(
        "CELL_DATE_AS_TEXT", "info", "AKT", "akt.xlsx", "B2", "The date is text: '15.02.2021'.");
  }

  /** A figure that is not what the report of the day before said; region null for the nation. */
  private void moved(
      String name,
      LocalDate date,
      @Nullable String region,
      String dimensions,
      @Nullable Double old,
      @Nullable Double fresh,
      String reason) {
    revisions.add(
        RowFactory.create(
            name,
            DATE,
            date,
            region == null ? "national" : "region",
            region,
            dimensions,
            old,
            fresh,
            reason,
            "s1",
            region != null && region.equals("KAR") ? "duplicates of\nthe second laboratory" : null,
            NIGHT));
  }
}
