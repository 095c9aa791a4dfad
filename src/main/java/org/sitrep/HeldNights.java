package org.sitrep;

import static org.apache.spark.sql.functions.col;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.sitrep.config.Conf;
import org.sitrep.deliver.Deliver;
import org.sitrep.domain.Lang;
import org.sitrep.domain.NightEntry;
import org.sitrep.domain.Stage;
import org.sitrep.store.Store;
import org.sitrep.tables.Findings;
import org.sitrep.tables.Submissions;

/**
 * Nights that wait for a person: who is told of them, and what {@code sitrep release} and {@code
 * sitrep hold} do. What a person decided, when and why stays in the ledger.
 */
final class HeldNights {
  /** Sentences a notice carries; the rest is counted. */
  private static final int LISTED = 10;

  private final Home home;
  private final Conf conf;
  private final SparkSession spark;
  private final Store store;
  private final Instant now;
  private final Progress progress;

  HeldNights(
      Home home, Conf conf, SparkSession spark, Store store, Instant now, Progress progress) {
    this.home = home;
    this.conf = conf;
    this.spark = spark;
    this.store = store;
    this.now = now;
    this.progress = progress;
  }

  /** That a night is held, why, and what a person can do about it. */
  static String told(NightEntry night) {
    LocalDate date = night.reportDate();
    return "The night of "
        + date
        + " is held: "
        + night.reason()
        + "; publish it as it is with: sitrep release --date "
        + date
        + " --reason \"…\", or put the files or the configuration right and run: sitrep nightly"
        + " --date "
        + date;
  }

  /**
   * Tells the data manager, once for each time a night is held; nobody else gets anything. A letter
   * that does not leave is told on the terminal and tried again by the next run.
   *
   * @param findings rows of table {@code finding}
   * @param codes of the findings that held the night; may be empty
   */
  void notice(NightEntry night, Dataset<Row> findings, Collection<String> codes) {
    SentLedger ledger = new SentLedger(spark, store);
    Deliver.Outcome outcome =
        Deliver.notice(request(night, ledger), new Deliver.Notice(sentences(findings, codes)));
    ledger.add(outcome.sent());
    outcome.failures().forEach(progress::say);
    outcome.unsure().forEach(progress::say);
  }

  private Map<String, List<String>> sentences(Dataset<Row> findings, Collection<String> codes) {
    Map<String, List<String>> out = new LinkedHashMap<>();
    if (codes.isEmpty()) {
      return out;
    }
    List<Row> rows =
        findings
            .where(col(Findings.CODE).isin(codes.toArray()))
            .select(Findings.MESSAGE)
            .collectAsList();
    for (Lang lang : conf.country().languages()) {
      List<String> all =
          rows.stream()
              .map(row -> row.<String, String>getJavaMap(0).get(lang.code()))
              .distinct()
              .sorted()
              .toList();
      List<String> told = new ArrayList<>(all.subList(0, Math.min(LISTED, all.size())));
      if (all.size() > LISTED) {
        told.add("… + " + (all.size() - LISTED));
      }
      out.put(lang.code(), told);
    }
    return out;
  }

  private Deliver.Request request(NightEntry night, SentLedger ledger) {
    return new Deliver.Request(
        night,
        conf,
        List.of(),
        List.of(),
        ledger.of(night.reportDate()),
        home.outbox(),
        now,
        System::getenv);
  }

  /**
   * Publishes the newest attempt at a date, which is held, then reports and mails it. One that was
   * released before is only reported and mailed where that is not done yet.
   *
   * @throws NotReadyException when there is nothing to release
   */
  NightOutcome release(LocalDate date, String reason, String by) {
    NightEntry newest =
        newest(date)
            .orElseThrow(() -> new NotReadyException("There is no night of " + date + " yet"));
    if (newest.visible() && !newest.status().equals(NightEntry.RELEASED)) {
      throw new NotReadyException(
          "The night of " + date + " is not held: " + newest.nightId() + " is " + newest.status());
    }
    if (newest.visible()) {
      progress.say(
          "The night of " + date + " was released before by " + newest.decidedBy() + "; going on");
    } else {
      store.decide(newest.decided(NightEntry.RELEASED, reason, by, now));
      progress.say("Released " + newest.nightId() + ": " + reason);
      onlyHere(newest);
    }
    return night(date, Stage.DELIVER).run();
  }

  /**
   * Takes the visible night of a date back from its readers: its figures, its files, and letters
   * that still lie in the outbox. When an attempt before it was published, readers see that one.
   *
   * @throws NotReadyException when there is no such night
   */
  NightOutcome hold(LocalDate date, String reason, String by) {
    Optional<NightEntry> visible = visible(date);
    NightEntry held =
        visible
            .map(night -> night.decided(NightEntry.HELD, reason, by, now))
            .or(() -> newest(date))
            .orElseThrow(() -> new NotReadyException("There is no night of " + date + " to hold"));
    if (visible.isPresent()) {
      store.decide(held);
    } else {
      progress.say("The night of " + date + " is held already: " + held.reason());
    }
    SentLedger ledger = new SentLedger(spark, store);
    Deliver.Withdrawn withdrawn = Deliver.withdraw(request(held, ledger));
    ledger.add(withdrawn.rows());
    takeBackFiles(held);
    notice(held, store.asOf(held, Findings.TABLE), List.of());
    visible(date)
        .ifPresent(
            before -> {
              night(date, Stage.REPORT).run();
              progress.say("Readers see " + before.nightId() + " again");
            });
    progress.say("Held " + held.nightId() + ": " + held.reason());
    progress.say("Letters taken out of the outbox: " + withdrawn.taken());
    if (!withdrawn.left().isEmpty()) {
      progress.say("Letters that had left already: " + String.join(", ", withdrawn.left()));
    }
    return NightOutcome.DONE;
  }

  /** The report files of a held night go; the same bytes are made again when it is released. */
  private void takeBackFiles(NightEntry held) {
    Path file = home.record(held.reportDate());
    if (!Files.exists(file)) {
      return;
    }
    NightRecord record = NightRecord.resume(file, held.reportDate(), held.nightId());
    for (String name : record.map("reports").keySet()) {
      try {
        Files.deleteIfExists(home.reports(held.reportDate()).resolve(name));
      } catch (IOException e) {
        throw new UncheckedIOException("Cannot take back the report " + name, e);
      }
    }
    if (!record.map("reports").isEmpty()) {
      record.put("status", held.status()).moveTo(home.draft(held));
    }
  }

  /**
   * Warns of files that only this night knows: later nights did not find them in the inbox any
   * more, so their figures lack them.
   */
  private void onlyHere(NightEntry released) {
    List<String> lost =
        store
            .asOf(released, Submissions.TABLE)
            .join(
                store.published(Submissions.TABLE).select(Submissions.SHA256, Submissions.PATH),
                new String[] {Submissions.SHA256, Submissions.PATH},
                "left_anti")
            .select(Submissions.PATH, Submissions.SHA256)
            .distinct()
            .collectAsList()
            .stream()
            .map(
                row ->
                    row.getString(0)
                        + " (archive/"
                        + Submissions.archivePath(row.getString(1))
                        + ")")
            .sorted()
            .toList();
    if (!lost.isEmpty()) {
      progress.say("Later nights do not know these files; put them into the inbox again:");
      lost.forEach(name -> progress.say("  " + name));
    }
  }

  private Night night(LocalDate date, Stage last) {
    RunRequest request =
        new RunRequest(
            date, home, home.inbox(), Stage.REPORT, last, false, false, Optional.empty(), now);
    return new Night(request, conf, spark, store, progress);
  }

  private Optional<NightEntry> newest(LocalDate date) {
    return store.nights().stream()
        .filter(n -> n.reportDate().equals(date))
        .reduce((earlier, later) -> later);
  }

  private Optional<NightEntry> visible(LocalDate date) {
    return store.nights().stream()
        .filter(n -> n.reportDate().equals(date) && n.visible())
        .reduce((earlier, later) -> later);
  }
}
