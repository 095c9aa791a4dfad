package org.sitrep;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.sitrep.aggregate.Aggregate;
import org.sitrep.aggregate.Aggregated;
import org.sitrep.aggregate.Facts;
import org.sitrep.aggregate.LastPublished;
import org.sitrep.config.Conf;
import org.sitrep.domain.NightEntry;
import org.sitrep.report.Report;
import org.sitrep.report.ReportFile;
import org.sitrep.store.Store;
import org.sitrep.tables.Coverage;
import org.sitrep.tables.Findings;
import org.sitrep.tables.Observations;
import org.sitrep.tables.Submissions;

/**
 * {@code sitrep replay}: the report of a date as it was published, to the byte, or as it would be
 * with what was known at another time. Writes report files and nothing else.
 */
final class Replay {
  private final Sitrep.Console console;
  private final Home home;
  private final Conf given;

  Replay(Sitrep.Console console, Conf given, Path home) {
    this.console = console;
    this.given = given;
    this.home = Home.openForReading(home);
  }

  /** Makes the files; the exit code. */
  int write(LocalDate date, Optional<Instant> known, Optional<Path> out) {
    try (Workplace place = Workplace.forReading(home)) {
      Store store = place.store();
      List<NightEntry> visible = store.nights().stream().filter(NightEntry::visible).toList();
      NightEntry night =
          visible.stream()
              .filter(n -> n.reportDate().equals(date))
              .reduce((earlier, later) -> later)
              .orElseThrow(
                  () ->
                      new NotReadyException(
                          "There is no published night of " + date + " in " + home.root()));
      Conf conf = ConfArchive.of(home, night, given);
      if (!night.codeVersion().equals(Version.text())) {
        console
            .out()
            .println(
                "Note: the report was made by Sitrep "
                    + night.codeVersion()
                    + ", this is "
                    + Version.text()
                    + "; its bytes may differ");
      }
      List<ReportFile> files =
          known.isEmpty()
              ? asPublished(store, night, conf, out)
              : asKnown(store, visible, night, conf, known.get(), out);
      files.forEach(file -> console.out().println(file.path().toAbsolutePath()));
    }
    return 0;
  }

  private List<ReportFile> asPublished(
      Store store, NightEntry night, Conf conf, Optional<Path> out) {
    Published published = new Published(store, night);
    console.out().println("Night " + night.nightId() + " as it was published:");
    return Report.render(
        published.indicators(),
        published.findings(),
        published.revisions(),
        published.submissions(),
        night,
        conf,
        out.orElseGet(() -> home.replay(night.reportDate().toString())));
  }

  /**
   * Computes the date anew from what had been received by {@code known}. It is compared with the
   * night that had been published by then, the night of the date itself when it had; whatever that
   * one did not know counts as learnt now.
   */
  private List<ReportFile> asKnown(
      Store store,
      List<NightEntry> visible,
      NightEntry night,
      Conf conf,
      Instant known,
      Optional<Path> out) {
    String time = known.truncatedTo(ChronoUnit.SECONDS).toString().replace(":", "");
    String id = night.reportDate() + ".known-" + time;
    // a night that knew of a later withdrawal knew more than was known then
    Instant takenBackLater = new WithdrawalLedger(store).firstAfter(known);
    Optional<NightEntry> before =
        visible.subList(0, visible.indexOf(night) + 1).stream()
            .filter(n -> !n.knownAt().isAfter(known) && n.publishedAt().isBefore(takenBackLater))
            .reduce((earlier, later) -> later);
    Object[] told = before.map(n -> nightsIn(store, n)).orElseGet(() -> new Object[0]);
    Dataset<Row> submissions = asOf(store, Submissions.TABLE, known, id, told);
    Dataset<Row> coverage = asOf(store, Coverage.TABLE, known, id, told);
    Dataset<Row> withdrawals = Facts.knownOn(new WithdrawalLedger(store).rows(), known);
    Aggregated computed =
        Aggregate.aggregate(
            asOf(store, Observations.TABLE, known, id, told),
            coverage,
            submissions,
            withdrawals,
            conf,
            night.reportDate(),
            id,
            before
                .map(
                    n ->
                        new LastPublished(
                            n.reportDate(),
                            new Published(store, n).indicators(),
                            new Published(store, n).withdrawals(),
                            new Published(store, n).carried().limit(0),
                            n.confVersion().equals(conf.version())
                                && n.codeVersion().equals(Version.text())))
                .orElse(null));
    List<String> missing = computed.missingRegions();
    Fingerprint print =
        Fingerprint.of(coverage, submissions, withdrawals, night.reportDate(), conf);
    NightEntry entry =
        new NightEntry(
            id,
            night.reportDate(),
            night.attempt(),
            missing.isEmpty() ? NightEntry.PUBLISHED : NightEntry.PROVISIONAL,
            null,
            null,
            print.newest(),
            known,
            conf.version(),
            Version.text(),
            print.hash(),
            java.util.Map.of(),
            missing,
            before.map(NightEntry::nightId).orElse(null),
            List.of());
    console
        .out()
        .println(
            "Report of "
                + night.reportDate()
                + " as known on "
                + known
                + ", compared with night "
                + before.map(NightEntry::nightId).orElse("(none)")
                + ": "
                + computed.revisions().count()
                + " figures differ");
    return Report.render(
        computed.indicators(),
        findings(store, night, submissions).unionByName(computed.findings(), true),
        computed.revisions(),
        submissions,
        entry,
        conf,
        out.orElseGet(() -> home.replay(night.reportDate() + "-known-" + time)));
  }

  /** Nights whose files a night knew. */
  private static Object[] nightsIn(Store store, NightEntry night) {
    return store
        .asOf(night, Submissions.TABLE)
        .select(Submissions.NIGHT_ID)
        .distinct()
        .collectAsList()
        .stream()
        .map(row -> row.get(0))
        .toArray();
  }

  /** Rows received by then; those of other nights than {@code told} belong to {@code id}. */
  private static Dataset<Row> asOf(
      Store store, String table, Instant known, String id, Object[] told) {
    return Facts.knownOn(store.published(table), known)
        .withColumn(
            Submissions.NIGHT_ID,
            when(col(Submissions.NIGHT_ID).isin(told), col(Submissions.NIGHT_ID))
                .otherwise(lit(id)));
  }

  /** Findings about the files that the date's own nights learnt, as far as they were known. */
  private static Dataset<Row> findings(Store store, NightEntry night, Dataset<Row> submissions) {
    Dataset<Row> all = store.published(Findings.TABLE);
    return all.where(
            col(Findings.NIGHT_ID)
                .startsWith(night.reportDate() + ".")
                .and(col(Findings.STAGE).notEqual("aggregate")))
        .join(
            submissions.select(Submissions.SUBMISSION_ID),
            all.col(Findings.SUBMISSION_ID).equalTo(submissions.col(Submissions.SUBMISSION_ID)),
            "left_semi")
        .dropDuplicates(Findings.KEY.toArray(String[]::new));
  }
}
