package org.sitrep;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import org.sitrep.config.Conf;
import org.sitrep.deliver.Deliver;
import org.sitrep.domain.Lang;
import org.sitrep.domain.NightEntry;
import org.sitrep.domain.Stage;
import org.sitrep.report.Report;
import org.sitrep.report.ReportFile;
import org.sitrep.store.Store;

/**
 * The night, told once, in order: received files become facts, facts become figures, figures are
 * audited and published, what is published becomes a report, and the report is mailed. The only
 * place where stages meet.
 */
final class Night {
  private final RunRequest request;
  private final Conf conf;
  private final SparkSession spark;
  private final Store store;
  private final Progress progress;
  private final StageLog log;
  private final SendBack sendBack;

  Night(RunRequest request, Conf conf, SparkSession spark, Store store, Progress progress) {
    this.request = request;
    this.conf = conf;
    this.spark = spark;
    this.store = store;
    this.progress = progress;
    this.log = new StageLog(request.reportDate(), progress);
    this.sendBack = new SendBack(request, conf, store);
  }

  /** Runs the stages asked for. */
  NightOutcome run() {
    List<NightEntry> ledger = store.nights();
    Optional<NightEntry> entry = visible(ledger);
    NightOutcome outcome = NightOutcome.NOTHING_TO_DO;
    if (request.from().compareTo(Stage.AGGREGATE) <= 0) {
      Build.Built built = new Build(request, conf, spark, store, progress, ledger, entry).run();
      if (built.outcome() == NightOutcome.HELD) {
        heldGoesBack();
      }
      if (built.outcome() == NightOutcome.HELD || request.dryRun()) {
        return built.outcome();
      }
      outcome = built.outcome();
      entry = built.entry();
    }
    if (request.to().compareTo(Stage.REPORT) < 0) {
      return outcome;
    }
    if (outcome == NightOutcome.NOTHING_TO_DO) {
      heldGoesBack();
    }
    NightEntry published = entry.orElseThrow(() -> notReady(store.nights()));
    if (request.dryRun()) {
      progress.say(
          "Dry run: night "
              + published.nightId()
              + " would be reported and mailed where it was not");
      return outcome;
    }
    NightRecord record = record(published);
    boolean told = request.includes(Stage.REPORT) && report(published, record);
    if (told) {
      record.save();
    }
    boolean sent = request.includes(Stage.DELIVER) && deliver(published, record);
    return told || sent ? NightOutcome.DONE : outcome;
  }

  private NotReadyException notReady(List<NightEntry> ledger) {
    return new NotReadyException(
        ledger.stream()
            .filter(n -> n.reportDate().equals(request.reportDate()))
            .reduce((earlier, later) -> later)
            .map(HeldNights::told)
            .orElse(
                "There is no published night for "
                    + request.reportDate()
                    + "; run ingest, normalise and aggregate first"));
  }

  /** The record of a published night; it may have waited beside its place while it was held. */
  private NightRecord record(NightEntry published) {
    Path draft = request.home().draft(published);
    boolean waited = Files.exists(draft);
    NightRecord record =
        NightRecord.resume(
            waited ? draft : recordFile(), request.reportDate(), published.nightId());
    record.put("status", published.status());
    if (waited) {
      record.moveTo(recordFile());
    }
    return record;
  }

  /**
   * Stages 4 and 5 of a held night: senders get their files back and can mend them while a person
   * looks at the figures. Nobody else is told anything.
   */
  private void heldGoesBack() {
    if (request.dryRun() || request.to().compareTo(Stage.REPORT) < 0) {
      return;
    }
    List<NightEntry> nights =
        store.nights().stream().filter(n -> n.reportDate().equals(request.reportDate())).toList();
    if (nights.isEmpty() || nights.get(nights.size() - 1).visible()) {
      return;
    }
    NightEntry held = nights.get(nights.size() - 1);
    NightRecord record = record(held, nights.stream().noneMatch(NightEntry::visible));
    if (request.includes(Stage.REPORT) && !sendBack.isDone(record)) {
      long start = log.begin(Stage.REPORT);
      int returns = sendBack.write(held, record);
      log.end(Stage.REPORT, start, record, Map.of("returns", returns));
      record.save();
    }
    if (request.includes(Stage.DELIVER)) {
      deliver(held, record);
    }
  }

  /** The record of a held night: beside its place while another is visible or was taken back. */
  private NightRecord record(NightEntry held, boolean alone) {
    Path draft = request.home().draft(held);
    boolean waits = Files.exists(draft);
    NightRecord record =
        NightRecord.resume(
            alone && !waits ? recordFile() : draft, request.reportDate(), held.nightId());
    if (alone && waits && record.map("reports").isEmpty()) {
      // The run that held it was cut off before its record came to its place.
      record.moveTo(recordFile());
    }
    return record;
  }

  /** Stage 4; false when the same files already stand there. */
  private boolean report(NightEntry night, NightRecord record) {
    Path directory = request.home().reports(request.reportDate());
    if (upToDate(record, directory) && sendBack.isDone(record)) {
      return false;
    }
    long start = log.begin(Stage.REPORT);
    int returns = sendBack.write(night, record);
    Published published = new Published(store, night);
    Dataset<Row> indicators = published.indicators();
    List<ReportFile> files =
        Report.render(
            indicators,
            published.findings(),
            published.revisions(),
            published.submissions(),
            night,
            conf,
            directory);
    Map<String, String> hashes = new TreeMap<>();
    Map<String, String> headlines = new TreeMap<>();
    for (ReportFile file : files) {
      String name = file.path().getFileName().toString();
      hashes.put(name, file.sha256());
      headlines.put(name, file.headline());
    }
    record.put("headlines", headlines);
    record.put("reports", hashes);
    record.figures(indicators, request.reportDate());
    log.end(Stage.REPORT, start, record, Map.of("files", hashes.size(), "returns", returns));
    return true;
  }

  /**
   * Stage 5; false when everybody has everything.
   *
   * @throws DeliveryException when letters did not leave; those that did are in the ledger
   */
  private boolean deliver(NightEntry night, NightRecord record) {
    long start = log.begin(Stage.DELIVER);
    Path directory = request.home().reports(request.reportDate());
    Map<String, String> headlines = record.map("headlines");
    List<Deliver.ReportFile> reports =
        record.map("reports").keySet().stream()
            .map(name -> reportFile(directory, name, headlines.get(name)))
            .toList();
    SentLedger ledger = new SentLedger(spark, store);
    Deliver.Request post =
        new Deliver.Request(
            night,
            conf,
            reports,
            sendBack.letters(night, record),
            ledger.of(request.reportDate()),
            request.home().outbox(),
            request.now(),
            System::getenv);
    Deliver.Outcome outcome = night.visible() ? Deliver.deliver(post) : Deliver.sendBack(post);
    boolean first = !record.ran(Stage.DELIVER);
    boolean failed = !outcome.failures().isEmpty() || !outcome.unsure().isEmpty();
    log.end(Stage.DELIVER, start, record, Map.of("mails", outcome.sent().size()));
    if (first || failed || !outcome.sent().isEmpty()) {
      // Before the ledger: a run cut off between the two counts the same letters by the journal.
      record.save();
    }
    ledger.add(outcome.sent());
    if (failed) {
      throw new DeliveryException(outcome.failures(), outcome.unsure());
    }
    return !outcome.sent().isEmpty();
  }

  /** The report called {@code sitrep-<edition>-<date>-<lang>.pdf}. */
  private static Deliver.ReportFile reportFile(
      Path directory, String name, @Nullable String headline) {
    String[] parts = name.replaceFirst("\\.pdf$", "").split("-", -1);
    return new Deliver.ReportFile(
        directory.resolve(name), parts[1], new Lang(parts[parts.length - 1]), headline);
  }

  private Optional<NightEntry> visible(List<NightEntry> ledger) {
    return ledger.stream()
        .filter(n -> n.reportDate().equals(request.reportDate()) && n.visible())
        .reduce((earlier, later) -> later);
  }

  /** The newest files of this report date still stand as the record says. */
  private static boolean upToDate(NightRecord record, Path directory) {
    Map<String, String> reports = record.map("reports");
    return !reports.isEmpty()
        && reports.entrySet().stream()
            .allMatch(
                e -> {
                  Path file = directory.resolve(e.getKey());
                  return Files.exists(file) && Hash.sha256(file).equals(e.getValue());
                });
  }

  private Path recordFile() {
    return request.home().record(request.reportDate());
  }
}
