package org.sitrep.aggregate;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import org.sitrep.config.Conf;
import org.sitrep.config.FormSpec;
import org.sitrep.tables.CarriedCounts;
import org.sitrep.tables.Findings;
import org.sitrep.tables.Indicators;
import org.sitrep.tables.Revisions;

/**
 * Stage 3: what is known tonight becomes figures. Spark finds out what counts, in two jobs; the
 * figures of a few regions and weeks are then plain arithmetic in memory. A night goes on from what
 * the last one carried over when it can, and reads everything ever received when it cannot: when
 * configuration or program changed, something was taken back, or it learnt of a day that was no
 * longer looked at.
 */
public final class Aggregate {
  private Aggregate() {}

  /**
   * Computes the figures of a report date.
   *
   * @param observations rows of table {@code observation}, all that are known tonight
   * @param coverage rows of table {@code coverage}, all that are known tonight; a later receipt for
   *     the same form, region and date supersedes an earlier one
   * @param submissions rows of table {@code submission}; names the files that came late
   * @param withdrawals rows of table {@code withdrawal}, all that are known tonight; what they name
   *     does not count
   * @param nightId night that writes the rows
   * @param before the last published night; null when there is none
   */
  public static Aggregated aggregate(
      Dataset<Row> observations,
      Dataset<Row> coverage,
      Dataset<Row> submissions,
      Dataset<Row> withdrawals,
      Conf conf,
      LocalDate reportDate,
      String nightId,
      @Nullable LastPublished before) {
    Dataset<Row> takenBack =
        before == null ? withdrawals : Facts.standing(withdrawals, before.withdrawals());
    Inputs inputs =
        inputs(
            Facts.standing(observations, withdrawals),
            Facts.standing(coverage, withdrawals),
            conf,
            reportDate,
            nightId,
            takenBack.isEmpty() ? before : null);
    Known.Received received = inputs.received();
    Asked asked = inputs.asked();
    Panel panel = new Panel(conf, inputs, reportDate, false);
    Trust trust = new Trust(panel, inputs.receipts(conf, reportDate));
    Figures figures = new Figures(panel, nightId, (row, value) -> {});
    figures(figures, panel, trust);

    NightFindings findings = new NightFindings(conf, reportDate, nightId);
    trust.missing().forEach(findings::missing);
    trust.silent().forEach(findings::silent);
    addReceipts(
        findings, trust.late(nightId), trust.unusual(nightId), received, asked, submissions);
    Identities.check(findings, panel, figures.rows());
    Controls.check(findings, panel, inputs.controls());
    LineListCounts.check(findings, conf, asked, reportDate, inputs.facts());

    SparkSession spark = observations.sparkSession();
    List<Row> revisions =
        before == null
            ? List.of()
            : Moved.rows(
                conf,
                reportDate,
                nightId,
                figures.rows(),
                Known.told(
                    received.news(),
                    coverage,
                    takenBack,
                    reportDate,
                    nightId,
                    conf.forms().stream().anyMatch(FormSpec::takesNotes)),
                before);
    Jumps.check(findings, conf, reportDate, revisions);
    return new Aggregated(
        spark.createDataFrame(figures.rows(), Indicators.schema()),
        spark.createDataFrame(revisions, Revisions.schema()),
        spark.createDataFrame(findings.rows(), Findings.schema()),
        spark.createDataFrame(panel.carried().rows(nightId), CarriedCounts.schema()),
        trust.missingRegions());
  }

  /**
   * What the figures of a night are made of.
   *
   * @param carried what is carried over from days that are not among the facts
   * @param facts everything that counts, of control forms too
   */
  record Inputs(Known.Received received, Asked asked, Carried carried, List<Fact> facts) {
    /** What figures are made of. */
    List<Fact> counted() {
      return facts.stream().filter(fact -> !asked.isControl(fact.form())).toList();
    }

    Receipts receipts(Conf conf, LocalDate reportDate) {
      return new Receipts(conf, reportDate, received.receipts());
    }

    /** What is only compared with them. */
    List<Fact> controls() {
      return facts.stream().filter(fact -> asked.isControl(fact.form())).toList();
    }
  }

  /**
   * Reads what a night goes on with, or everything; see {@link #aggregate} for the parameters.
   *
   * @param observations without what was taken back
   * @param coverage without what was taken back
   * @param before null to begin with the first day
   */
  static Inputs inputs(
      Dataset<Row> observations,
      Dataset<Row> coverage,
      Conf conf,
      LocalDate reportDate,
      String nightId,
      @Nullable LastPublished before) {
    LocalDate since = Panel.firstDay(conf, reportDate);
    Asked asked = new Asked(conf);
    Carried carried =
        before == null ? Carried.NONE : Carried.read(before.carriedFor(reportDate), asked);
    LocalDate from = carried.since();
    Known.Received received = Known.received(coverage, from, since, reportDate, nightId);
    if (received.reachesBack()) {
      return inputs(observations, coverage, conf, reportDate, nightId, null);
    }
    return new Inputs(
        received,
        asked,
        carried,
        Known.facts(observations, received.superseded(), asked, from, since, reportDate));
  }

  /** Every figure of a night. */
  static void figures(Figures figures, Panel panel, Trust trust) {
    Cases.add(figures, panel);
    Hospital.add(figures, panel);
    Vaccination.add(figures, panel);
    Supply.add(figures, panel);
    trust.add(figures);
  }

  private static void addReceipts(
      NightFindings findings,
      List<Owed> late,
      List<Owed> unusual,
      Known.Received received,
      Asked asked,
      Dataset<Row> submissions) {
    List<Resubmissions.Repeated> repeated = received.resubmissions().repeated();
    List<Resubmissions.Shorter> shorter = received.resubmissions().shorter();
    Set<String> silent =
        repeated.stream().map(Resubmissions.Repeated::submission).collect(Collectors.toSet());
    // A newer history always takes the place of the one before.
    List<Receipt> replacing =
        received.replacing().stream()
            .filter(receipt -> !asked.isSeries(receipt.form()))
            .filter(receipt -> !silent.contains(receipt.submission()))
            .toList();
    List<Known.Outdated> outdated =
        received.outdated().stream()
            .filter(old -> !silent.contains(old.submission().submission()))
            .toList();
    Map<String, String> files =
        Known.files(
            submissions,
            Stream.of(
                    late.stream().map(Aggregate::submission),
                    unusual.stream().map(owed -> Objects.requireNonNull(owed.last()).submission()),
                    replacing.stream().map(Receipt::submission),
                    outdated.stream().map(o -> o.submission().submission()),
                    outdated.stream().map(Known.Outdated::counts),
                    silent.stream(),
                    repeated.stream().map(again -> again.before().submission()),
                    shorter.stream().map(less -> less.now().submission()),
                    shorter.stream().map(less -> less.before().submission()))
                .flatMap(ids -> ids)
                .distinct()
                .toList());
    late.forEach(owed -> findings.late(owed, files));
    unusual.forEach(owed -> findings.unusual(owed, files));
    replacing.forEach(receipt -> findings.replacing(receipt, files));
    outdated.forEach(old -> findings.outdated(old, files));
    repeated.forEach(again -> findings.repeated(again, files));
    shorter.forEach(less -> findings.shorter(less, files));
  }

  private static String submission(Owed owed) {
    return Objects.requireNonNull(owed.receipt()).submission();
  }
}
