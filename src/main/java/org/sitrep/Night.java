package org.sitrep;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import org.sitrep.aggregate.Aggregate;
import org.sitrep.aggregate.Aggregated;
import org.sitrep.aggregate.LastPublished;
import org.sitrep.config.Conf;
import org.sitrep.deliver.Deliver;
import org.sitrep.domain.FindingCode;
import org.sitrep.domain.Lang;
import org.sitrep.domain.NightEntry;
import org.sitrep.domain.Stage;
import org.sitrep.ingest.Ingest;
import org.sitrep.ingest.PersonKey;
import org.sitrep.normalise.Earlier;
import org.sitrep.normalise.Normalise;
import org.sitrep.normalise.Normalised;
import org.sitrep.report.Report;
import org.sitrep.report.ReportFile;
import org.sitrep.store.AuditBranch;
import org.sitrep.store.Store;
import org.sitrep.tables.Coverage;
import org.sitrep.tables.Events;
import org.sitrep.tables.Findings;
import org.sitrep.tables.Indicators;
import org.sitrep.tables.Observations;
import org.sitrep.tables.RawRows;
import org.sitrep.tables.Revisions;
import org.sitrep.tables.RowAccounts;
import org.sitrep.tables.Submissions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The night, told once, in order: received files become facts, facts become figures, figures are
 * audited and published, what is published becomes a report, and the report is mailed. The only
 * place where stages meet.
 */
final class Night {
  /** Steps a person sees. */
  static final int STEPS = Stage.values().length;

  private static final Logger LOG = LoggerFactory.getLogger(Night.class);

  private final RunRequest request;
  private final Conf conf;
  private final SparkSession spark;
  private final Store store;
  private final Progress progress;
  private final SendBack sendBack;

  Night(RunRequest request, Conf conf, SparkSession spark, Store store, Progress progress) {
    this.request = request;
    this.conf = conf;
    this.spark = spark;
    this.store = store;
    this.progress = progress;
    this.sendBack = new SendBack(request, conf, store);
  }

  /** Runs the stages asked for. */
  NightOutcome run() {
    List<NightEntry> ledger = store.nights();
    Optional<NightEntry> entry = visible(ledger);
    NightOutcome outcome = NightOutcome.NOTHING_TO_DO;
    if (request.from().compareTo(Stage.AGGREGATE) <= 0) {
      Built built = build(ledger, entry);
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
    boolean sent = request.includes(Stage.DELIVER) && deliver(published, record);
    if (told || sent) {
      record.save();
    }
    return told || sent ? NightOutcome.DONE : outcome;
  }

  private NotReadyException notReady(List<NightEntry> ledger) {
    return new NotReadyException(
        ledger.stream()
            .filter(n -> n.reportDate().equals(request.reportDate()))
            .reduce((earlier, later) -> later)
            .map(NightEntry::reason)
            .map(why -> held(String.valueOf(why)))
            .orElse(
                "There is no published night for "
                    + request.reportDate()
                    + "; run ingest, normalise and aggregate first"));
  }

  private String held(String why) {
    LocalDate date = request.reportDate();
    return "The night of " + date + " is held: " + why + HeldNights.cure(date);
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

  /** Stages 1 to 3: what was received becomes the published state, or is held. */
  private Built build(List<NightEntry> ledger, Optional<NightEntry> before) {
    long attempts =
        ledger.stream().filter(n -> n.reportDate().equals(request.reportDate())).count();
    String nightId = NightEntry.id(request.reportDate(), (int) attempts + 1);
    boolean begins = request.includes(Stage.INGEST);
    AuditBranch branch = store.branch(nightId, begins);
    if (!begins
        && !request.includes(Stage.AGGREGATE)
        && before.isPresent()
        && sameDecisions(before.get())
        && branch.own(Submissions.TABLE).isEmpty()) {
      progress.say(nothingNew());
      return new Built(NightOutcome.NOTHING_TO_DO, before);
    }
    NightRecord record =
        begins
            ? NightRecord.begin(draft(nightId), request.reportDate(), nightId)
            : NightRecord.resume(draft(nightId), request.reportDate(), nightId);
    if (begins) {
      boolean something = ingest(branch, record);
      boolean known =
          before.isPresent()
              && ledger.get(ledger.size() - 1).equals(before.get())
              && sameDecisions(before.get());
      if (!something && known) {
        progress.say(nothingNew());
        return new Built(NightOutcome.NOTHING_TO_DO, before);
      }
    }
    if (request.includes(Stage.NORMALISE)) {
      normalise(branch, record);
    }
    if (!request.includes(Stage.AGGREGATE)) {
      if (!request.dryRun()) {
        record.save();
      }
      return new Built(NightOutcome.DONE, before);
    }
    return aggregate(branch, record, ledger, (int) attempts + 1, before);
  }

  private boolean ingest(AuditBranch branch, NightRecord record) {
    long start = begin(Stage.INGEST);
    Ingest.Received received =
        Ingest.receive(
            spark,
            new Ingest.Request(
                branch.nightId(),
                request.inbox(),
                request.home().archive(),
                PersonKey.of(request.home().personKey(), System::getenv),
                request.receivedAt(),
                request.now()),
            conf,
            branch.earlier(Submissions.TABLE));
    boolean something =
        received.counts().getOrDefault("found", 0L) > received.counts().getOrDefault("known", 0L);
    if (something) {
      branch.write(Submissions.TABLE, received.submissions());
      branch.write(RawRows.TABLE, received.rawRows());
      branch.writeFindings(Stage.INGEST, received.findings());
      record.put("inputs", inputs(received.submissions()));
    }
    end(Stage.INGEST, start, record, received.counts());
    return something;
  }

  private void normalise(AuditBranch branch, NightRecord record) {
    long start = begin(Stage.NORMALISE);
    List<Map<String, Object>> accounts;
    try (Normalised normalised =
        Normalise.normalise(
            branch.own(Submissions.TABLE),
            branch.own(RawRows.TABLE),
            new Earlier(
                branch.earlier(Observations.TABLE),
                branch.earlier(Coverage.TABLE),
                branch.earlier(Events.TABLE),
                branch.earlier(Submissions.TABLE)),
            conf,
            request.reportDate(),
            branch.nightId())) {
      branch.write(Observations.TABLE, normalised.observations());
      branch.write(Coverage.TABLE, normalised.coverage());
      normalised.events().ifPresent(events -> branch.write(Events.TABLE, events));
      branch.write(RowAccounts.TABLE, normalised.rowAccounts());
      branch.writeFindings(Stage.NORMALISE, normalised.findings());
      accounts = accounts(branch.own(RowAccounts.TABLE));
    }
    record.put("row_accounts", accounts).put("file_accounts", FileAccounts.of(accounts));
    Map<String, Long> sums = new LinkedHashMap<>();
    for (String part : FileAccounts.PARTS) {
      sums.put(part, accounts.stream().mapToLong(a -> (Long) a.get(part)).sum());
    }
    end(Stage.NORMALISE, start, record, sums);
  }

  private Built aggregate(
      AuditBranch branch,
      NightRecord record,
      List<NightEntry> ledger,
      int attempt,
      Optional<NightEntry> before) {
    String nightId = branch.nightId();
    long start = begin(Stage.AGGREGATE);
    Dataset<Row> coverage = branch.read(Coverage.TABLE);
    Dataset<Row> submissions = branch.read(Submissions.TABLE);
    Fingerprint known = Fingerprint.of(coverage, submissions, request.reportDate(), conf);
    if (before.isPresent() && before.get().fingerprint().equals(known.hash())) {
      record.discard();
      progress.say(nothingNew());
      return new Built(NightOutcome.NOTHING_TO_DO, before);
    }
    Optional<NightEntry> waiting =
        ledger.stream()
            .filter(n -> n.reportDate().equals(request.reportDate()))
            .reduce((earlier, later) -> later)
            .filter(n -> !n.visible() && n.fingerprint().equals(known.hash()));
    if (waiting.isPresent()) {
      record.discard();
      notice(waiting.get(), store.asOf(waiting.get(), Findings.TABLE));
      progress.say(held(String.valueOf(waiting.get().reason())));
      return new Built(NightOutcome.HELD, before);
    }
    Optional<NightEntry> last =
        ledger.stream().filter(NightEntry::visible).reduce((earlier, later) -> later);
    Aggregated aggregated =
        Aggregate.aggregate(
            branch.read(Observations.TABLE),
            coverage,
            submissions,
            conf,
            request.reportDate(),
            nightId,
            last.map(this::lastPublished).orElse(null));
    branch.write(Indicators.TABLE, aggregated.indicators());
    branch.write(Revisions.TABLE, aggregated.revisions());
    branch.writeFindings(Stage.AGGREGATE, aggregated.findings());
    Map<String, Long> findings = findingsByCode(branch.own(Findings.TABLE));
    record.put("findings_by_code", findings);
    Long stale = findings.get(FindingCode.CORRECTION_STALE.name());
    if (stale != null) {
      progress.say(
          "Corrections no longer fit what the files say: " + stale + "; their rows are held");
    }
    Map<String, Long> holding = holding(findings);
    boolean held = request.hold() || !holding.isEmpty();
    List<String> missing = aggregated.missingRegions();
    Optional<ZonedDateTime> wait = missing.isEmpty() ? Optional.empty() : waitsUntil();
    if (wait.isPresent() && !request.hold()) {
      if (!request.dryRun()) {
        record.save();
      }
      progress.say(
          "The night of "
              + request.reportDate()
              + " is not ready: it waits until "
              + wait.get().toLocalDateTime()
              + " for "
              + String.join(", ", missing)
              + "; run after that it goes out without them and says so");
      return new Built(NightOutcome.HELD, before);
    }
    String status =
        held ? NightEntry.HELD : missing.isEmpty() ? NightEntry.PUBLISHED : NightEntry.PROVISIONAL;
    String reason =
        request.hold()
            ? "held by --hold"
            : held
                ? counted(holding)
                : missing.isEmpty() ? null : "missing: " + String.join(", ", missing);
    NightEntry entry =
        new NightEntry(
            nightId,
            request.reportDate(),
            attempt,
            status,
            reason,
            null,
            known.newest(),
            afterAll(ledger),
            conf.version(),
            Version.text(),
            known.hash(),
            Map.of(),
            missing,
            last.map(NightEntry::nightId).orElse(null),
            List.of());
    if (request.dryRun()) {
      progress.say("Dry run: the night of " + request.reportDate() + " would be " + status);
      findings.forEach((code, n) -> progress.say("  " + code + " " + n));
      return new Built(NightOutcome.DONE, before);
    }
    ConfArchive.keep(request.home(), conf);
    NightEntry committed = branch.publish(entry);
    record.put("status", status).put("missing_regions", missing);
    record.put("fingerprint", known.hash()).put("known_at", known.newest().toString());
    record.put("versions", versions());
    end(
        Stage.AGGREGATE,
        start,
        record,
        Map.of("findings", findings.values().stream().mapToLong(Long::longValue).sum()));
    if (!held || before.isEmpty()) {
      record.moveTo(recordFile());
    } else {
      record.save();
    }
    if (held) {
      notice(committed, branch.own(Findings.TABLE));
      progress.say(held(String.valueOf(reason)));
      return new Built(NightOutcome.HELD, before);
    }
    return new Built(NightOutcome.DONE, Optional.of(committed));
  }

  private LastPublished lastPublished(NightEntry night) {
    return new LastPublished(
        night.reportDate(), new Published(store, night).indicators(), sameDecisions(night));
  }

  /**
   * When the night goes out whoever is missing; empty when that is past or nobody is waited for.
   */
  private Optional<ZonedDateTime> waitsUntil() {
    LocalTime until = conf.release().waitUntil();
    return until == null
        ? Optional.empty()
        : Optional.of(
                request.reportDate().plusDays(1).atTime(until).atZone(conf.country().timeZone()))
            .filter(time -> request.now().isBefore(time.toInstant()));
  }

  /** The findings that hold a night. */
  private Map<String, Long> holding(Map<String, Long> findings) {
    Map<String, Long> out = new TreeMap<>(findings);
    out.keySet().retainAll(conf.release().holdOn());
    return out;
  }

  /** Codes and how often, in no language: the sentences are in the findings. */
  private static String counted(Map<String, Long> findings) {
    return findings.entrySet().stream()
        .map(e -> e.getKey() + " × " + e.getValue())
        .collect(Collectors.joining(", "));
  }

  private void notice(NightEntry night, Dataset<Row> findings) {
    new HeldNights(request.home(), conf, spark, store, request.now(), progress)
        .notice(night, findings, conf.release().holdOn());
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
    Path draft = request.home().draft(held);
    boolean alone = !Files.exists(draft) && nights.stream().noneMatch(NightEntry::visible);
    NightRecord record =
        NightRecord.resume(alone ? recordFile() : draft, request.reportDate(), held.nightId());
    if (request.includes(Stage.REPORT) && !sendBack.isDone(record)) {
      long start = begin(Stage.REPORT);
      int returns = sendBack.write(held, record);
      end(Stage.REPORT, start, record, Map.of("returns", returns));
      record.save();
    }
    if (request.includes(Stage.DELIVER) && deliver(held, record)) {
      record.save();
    }
  }

  /** Stage 4; false when the same files already stand there. */
  private boolean report(NightEntry night, NightRecord record) {
    Path directory = request.home().reports(request.reportDate());
    if (upToDate(record, directory) && sendBack.isDone(record)) {
      return false;
    }
    long start = begin(Stage.REPORT);
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
    record.put("reports", hashes).put("figures", figures(indicators));
    end(Stage.REPORT, start, record, Map.of("files", hashes.size(), "returns", returns));
    return true;
  }

  /**
   * Stage 5; false when everybody has everything.
   *
   * @throws DeliveryException when letters did not leave; those that did are in the ledger
   */
  private boolean deliver(NightEntry night, NightRecord record) {
    long start = begin(Stage.DELIVER);
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
    ledger.add(outcome.sent());
    end(Stage.DELIVER, start, record, Map.of("mails", outcome.sent().size()));
    if (!outcome.failures().isEmpty()) {
      record.save();
      throw new DeliveryException(outcome.failures());
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

  /**
   * The time of publishing: now, but never before an earlier entry, since the ledger is in order.
   */
  private Instant afterAll(List<NightEntry> ledger) {
    return ledger.stream()
        .map(n -> n.publishedAt().plusMillis(1))
        .filter(request.now()::isBefore)
        .max(Instant::compareTo)
        .orElse(request.now());
  }

  private Optional<NightEntry> visible(List<NightEntry> ledger) {
    return ledger.stream()
        .filter(n -> n.reportDate().equals(request.reportDate()) && n.visible())
        .reduce((earlier, later) -> later);
  }

  private boolean sameDecisions(NightEntry entry) {
    return entry.confVersion().equals(conf.version()) && entry.codeVersion().equals(Version.text());
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

  /** The figures of the nation on the report date, as the first page shows them. */
  private Map<String, Double> figures(Dataset<Row> indicators) {
    Map<String, Double> out = new TreeMap<>();
    for (Row row :
        indicators
            .where(
                col(Indicators.SCOPE)
                    .equalTo("national")
                    .and(col(Indicators.DATE).equalTo(lit(request.reportDate())))
                    .and(col(Indicators.VALUE).isNotNull()))
            .select(Indicators.INDICATOR, Indicators.DIMENSIONS, Indicators.VALUE)
            .collectAsList()) {
      String dimensions = row.getString(1);
      out.put(
          dimensions.isEmpty() ? row.getString(0) : row.getString(0) + "{" + dimensions + "}",
          row.getDouble(2));
    }
    return out;
  }

  private static Map<String, Long> findingsByCode(Dataset<Row> findings) {
    Map<String, Long> out = new TreeMap<>();
    findings
        .select(Findings.CODE)
        .collectAsList()
        .forEach(row -> out.merge(row.getString(0), 1L, Long::sum));
    return out;
  }

  private static List<Map<String, Object>> inputs(Dataset<Row> submissions) {
    List<Map<String, Object>> out = new ArrayList<>();
    for (Row row : submissions.collectAsList()) {
      Map<String, Object> input = new LinkedHashMap<>();
      for (String name :
          List.of(
              Submissions.SUBMISSION_ID,
              Submissions.PATH,
              Submissions.MEMBER,
              Submissions.SHA256,
              Submissions.OUTCOME)) {
        Object value = row.getAs(name);
        if (value != null) {
          input.put(name, value);
        }
      }
      out.add(input);
    }
    return out;
  }

  private static List<Map<String, Object>> accounts(Dataset<Row> rowAccounts) {
    List<Map<String, Object>> out = new ArrayList<>();
    for (Row row :
        rowAccounts
            .sort(RowAccounts.SUBMISSION_ID, RowAccounts.SHEET, RowAccounts.FORM)
            .collectAsList()) {
      Map<String, Object> account = new LinkedHashMap<>();
      for (String name :
          List.of(
              RowAccounts.SUBMISSION_ID,
              RowAccounts.SHEET,
              RowAccounts.FORM,
              RowAccounts.ROWS_READ,
              RowAccounts.ROWS_ACCEPTED,
              RowAccounts.ROWS_HELD,
              RowAccounts.ROWS_REJECTED)) {
        account.put(name, row.getAs(name));
      }
      out.add(account);
    }
    return out;
  }

  private Map<String, String> versions() {
    return Map.of(
        "sitrep",
        Version.text(),
        "conf",
        conf.version(),
        "spark",
        spark.version(),
        "java",
        System.getProperty("java.version"));
  }

  private Path draft(String nightId) {
    return request.home().draft(request.reportDate(), nightId);
  }

  private Path recordFile() {
    return request.home().record(request.reportDate());
  }

  private String nothingNew() {
    return "Nothing new since the night of "
        + request.reportDate()
        + " was published; its figures stand";
  }

  private long begin(Stage stage) {
    progress.step(stage.ordinal(), STEPS, request.reportDate() + " " + stage.word());
    LOG.info("{} {} begins", request.reportDate(), stage.word());
    return System.nanoTime();
  }

  private void end(Stage stage, long start, NightRecord record, Map<String, ?> counts) {
    long millis = (System.nanoTime() - start) / 1_000_000;
    record.stage(stage, millis, counts);
    LOG.info("{} {} ended: {} in {} ms", request.reportDate(), stage.word(), counts, millis);
    progress.step(stage.ordinal() + 1, STEPS, request.reportDate() + " " + stage.word());
    progress.line(request.reportDate() + " " + stage.word() + ": " + new TreeMap<>(counts));
  }

  /** How the first three stages ended and which entry the last two should read. */
  private record Built(NightOutcome outcome, Optional<NightEntry> entry) {}
}
