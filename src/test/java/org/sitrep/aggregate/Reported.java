package org.sitrep.aggregate;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.jspecify.annotations.Nullable;
import org.sitrep.config.Conf;
import org.sitrep.config.ConfReader;
import org.sitrep.config.ExpectedForm;
import org.sitrep.config.Population;
import org.sitrep.config.ReleaseRule;
import org.sitrep.config.ReportingRule;
import org.sitrep.config.Rule;
import org.sitrep.config.Source;
import org.sitrep.config.Validity;
import org.sitrep.domain.RegionCode;
import org.sitrep.tables.Coverage;
import org.sitrep.tables.Observations;
import org.sitrep.tables.Submissions;
import org.sitrep.tables.Withdrawals;

/**
 * What regions reported, written down a submission at a time, and the figures that follow. The
 * country is the shipped one cut down to AST, ALA and AKM with round populations, every form due at
 * 02:00 UTC+6 of the day after (hospital and tests on Sundays, at noon of the day after).
 */
final class Reported {
  static final LocalDate DAY = LocalDate.of(2021, 2, 15);
  static final String NIGHT = "2021-02-15.1";

  private final List<Row> observations = new ArrayList<>();
  private final Map<List<Object>, Row> coverage = new LinkedHashMap<>();
  private final Map<String, Row> submissions = new LinkedHashMap<>();
  private final List<Row> withdrawals = new ArrayList<>();
  private int cell;

  /** Starts a submission that arrives on time, an hour after the day ends. */
  Form form(String form, String region, String date) {
    LocalDate day = LocalDate.parse(date);
    return form(
        form, region, date, day.atTime(19, 0).toInstant(ZoneOffset.UTC), form + region + date);
  }

  Form form(String form, String region, String date, Instant receivedAt, String submission) {
    return form(form, region, date, receivedAt, submission, NIGHT);
  }

  /** A submission that another night learnt of. */
  Form form(
      String form,
      String region,
      String date,
      Instant receivedAt,
      String submission,
      String night) {
    LocalDate day = LocalDate.parse(date);
    submissions.put(
        submission,
        RowFactory.create(
            submission,
            night,
            "sha",
            submission + ".xlsx",
            "inbox/" + submission + ".xlsx",
            null,
            1L,
            receivedAt,
            receivedAt,
            region,
            "xlsx",
            null,
            "read",
            null,
            false));
    Form made = new Form(form, region, day, receivedAt, submission, night);
    return made.covers(1, true, submission.hashCode());
  }

  /** The values of one submission. */
  final class Form {
    private final String form;
    private final String region;
    private final LocalDate date;
    private final Instant receivedAt;
    private final String submission;

    private final String night;
    private @Nullable String note;

    Form(
        String form,
        String region,
        LocalDate date,
        Instant receivedAt,
        String submission,
        String night) {
      this.form = form;
      this.region = region;
      this.date = date;
      this.receivedAt = receivedAt;
      this.submission = submission;
      this.night = night;
    }

    /** Tells what the coverage says of it; else one row of the region's own, unlike any other. */
    Form covers(long rows, boolean own, long content) {
      return covers(rows, own, content, false);
    }

    /** Says that so many rows of the region's own were accepted, and whether all told zeros. */
    Form rows(long accepted, boolean allZero) {
      return covers(accepted, true, submission.hashCode(), allZero);
    }

    /** Says why, in the sender's words. */
    Form noted(String text) {
      note = text;
      return covers(1, true, submission.hashCode());
    }

    private Form covers(long rows, boolean own, long content, boolean allZero) {
      coverage.put(
          List.of(submission, form, region, date),
          RowFactory.create(
              submission,
              night,
              form,
              region,
              date,
              receivedAt,
              rows,
              own,
              content,
              allZero,
              note));
      return this;
    }

    /** Adds a value; dimensions such as {@code district=AKM-C;stream=U07.1}. */
    Form value(String measure, String dimensions, double value) {
      Map<String, String> in = new HashMap<>();
      for (String part : dimensions.isEmpty() ? new String[0] : dimensions.split(";", -1)) {
        in.put(part.substring(0, part.indexOf('=')), part.substring(part.indexOf('=') + 1));
      }
      observations.add(
          RowFactory.create(
              measure,
              date,
              region,
              in.get(Observations.DISTRICT),
              in.get(Observations.STREAM),
              in.get(Observations.PRODUCT),
              in.get(Observations.COMPONENT),
              in.get(Observations.DOSE),
              in.get(Observations.SEX),
              in.get(Observations.AGE_GROUP),
              in.get(Observations.PRIORITY_GROUP),
              in.get(Observations.FACILITY),
              value,
              form,
              submission,
              "",
              ++cell,
              1,
              receivedAt,
              NIGHT));
      return this;
    }
  }

  /** The figures of the report of 15 February 2021. */
  Told told(SparkSession spark) {
    return told(spark, conf(), DAY);
  }

  Told told(SparkSession spark, Conf conf, LocalDate day) {
    return new Told(aggregated(spark, conf, day, NIGHT, null), day);
  }

  /** What a night makes of everything reported so far. */
  Aggregated aggregated(
      SparkSession spark, Conf conf, LocalDate day, String night, @Nullable LastPublished before) {
    return aggregated(spark, conf, day, night, before, LocalDate.EPOCH);
  }

  /** What a night makes of what was reported of a day and those after it. */
  Aggregated aggregated(
      SparkSession spark,
      Conf conf,
      LocalDate day,
      String night,
      @Nullable LastPublished before,
      LocalDate from) {
    Column recent = functions.col(Coverage.DATE).geq(functions.lit(from));
    return Aggregate.aggregate(
        spark.createDataFrame(observations, Observations.schema()).where(recent),
        spark.createDataFrame(List.copyOf(coverage.values()), Coverage.schema()).where(recent),
        spark.createDataFrame(List.copyOf(submissions.values()), Submissions.schema()),
        withdrawals(spark),
        conf,
        day,
        night,
        before);
  }

  /** Figures of a night with what they were made of. */
  Map<Row, Traced.Step> traced(
      SparkSession spark, Conf conf, LocalDate day, Predicate<Row> wanted) {
    return Traced.steps(
        spark.createDataFrame(observations, Observations.schema()),
        spark.createDataFrame(List.copyOf(coverage.values()), Coverage.schema()),
        conf,
        day,
        NIGHT,
        wanted);
  }

  /** Takes a submission back. */
  void withdrawn(String submission, Instant at) {
    withdrawals.add(RowFactory.create(submission, at, "wrong file", "A. Editor"));
  }

  /** What was taken back so far. */
  Dataset<Row> withdrawals(SparkSession spark) {
    return spark.createDataFrame(List.copyOf(withdrawals), Withdrawals.schema());
  }

  /** Puts the same reports in another order. */
  Reported shuffled(long seed) {
    Collections.shuffle(observations, new Random(seed));
    List<List<Object>> keys = new ArrayList<>(coverage.keySet());
    Collections.shuffle(keys, new Random(seed));
    Map<List<Object>, Row> copy = new LinkedHashMap<>(coverage);
    coverage.clear();
    keys.forEach(k -> coverage.put(k, copy.get(k)));
    return this;
  }

  /** Without the country's rules, so that the night tells what it finds itself. */
  static Conf conf() {
    return conf(List.of(), ReleaseRule.DEFAULT);
  }

  /** A country whose daily forms are sent by the centre. */
  static Conf confOfTheCentre() {
    return conf(List.of(), ReleaseRule.DEFAULT, true);
  }

  static Conf confWithRules() {
    return conf(
        ConfReader.read(java.nio.file.Path.of("conf/kazakhstan")).rules(), ReleaseRule.DEFAULT);
  }

  static Conf conf(ReleaseRule release) {
    return conf(List.of(), release);
  }

  private static Conf conf(List<Rule> rules, ReleaseRule release) {
    return conf(rules, release, false);
  }

  private static Conf conf(List<Rule> rules, ReleaseRule release, boolean centre) {
    Conf c = ConfReader.read(java.nio.file.Path.of("conf/kazakhstan"));
    List<String> kept = List.of("AST", "ALA", "AKM");
    Source source = new Source("test", false);
    LocalDate counted = LocalDate.of(2021, 1, 1);
    return new Conf(
        c.directory(),
        c.version(),
        c.country(),
        c.regions().stream().filter(r -> kept.contains(r.code().value())).toList(),
        c.districts(),
        List.of(
            new Population(new RegionCode("AST"), counted, 1_000_000, source),
            new Population(new RegionCode("ALA"), counted, 2_000_000, source),
            new Population(new RegionCode("AKM"), counted, 500_000, source)),
        c.ambiguousAliases(),
        c.products(),
        c.priorityGroups(),
        c.targets(),
        c.zoneRules(),
        c.holidays(),
        List.of(
            daily("cases", centre),
            daily("vaccination", centre),
            daily("supply", centre),
            weekly("hospital"),
            weekly("tests")),
        c.forms(),
        rules,
        c.corrections(),
        c.words(),
        c.limits(),
        c.mail(),
        c.wording(),
        c.persons(),
        release,
        ReportingRule.DEFAULT);
  }

  /** The same country with another calendar. */
  static Conf with(Conf c, List<ExpectedForm> calendar) {
    return new Conf(
        c.directory(),
        c.version(),
        c.country(),
        c.regions(),
        c.districts(),
        c.populations(),
        c.ambiguousAliases(),
        c.products(),
        c.priorityGroups(),
        c.targets(),
        c.zoneRules(),
        c.holidays(),
        calendar,
        c.forms(),
        c.rules(),
        c.corrections(),
        c.words(),
        c.limits(),
        c.mail(),
        c.wording(),
        c.persons(),
        c.release(),
        c.reporting());
  }

  private static ExpectedForm daily(String form, boolean centre) {
    return new ExpectedForm(
        form,
        EnumSet.allOf(DayOfWeek.class),
        1,
        LocalTime.of(2, 0),
        true,
        true,
        centre,
        new Validity(LocalDate.of(2021, 2, 1), null));
  }

  private static ExpectedForm weekly(String form) {
    return new ExpectedForm(
        form,
        EnumSet.of(DayOfWeek.SUNDAY),
        1,
        LocalTime.NOON,
        true,
        false,
        false,
        new Validity(LocalDate.of(2021, 2, 1), null));
  }
}
