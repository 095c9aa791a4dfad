package org.sitrep;

import java.nio.file.Path;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.sitrep.aggregate.Aggregate;
import org.sitrep.aggregate.Aggregated;
import org.sitrep.aggregate.Facts;
import org.sitrep.aggregate.LastPublished;
import org.sitrep.config.Conf;
import org.sitrep.domain.FindingCode;
import org.sitrep.domain.NightEntry;
import org.sitrep.domain.Stage;
import org.sitrep.ingest.Ingest;
import org.sitrep.ingest.PersonKey;
import org.sitrep.normalise.Earlier;
import org.sitrep.normalise.Normalise;
import org.sitrep.normalise.Normalised;
import org.sitrep.store.AuditBranch;
import org.sitrep.store.Session;
import org.sitrep.store.Store;
import org.sitrep.tables.CarriedCounts;
import org.sitrep.tables.Coverage;
import org.sitrep.tables.Events;
import org.sitrep.tables.Findings;
import org.sitrep.tables.Indicators;
import org.sitrep.tables.Observations;
import org.sitrep.tables.RawRows;
import org.sitrep.tables.Revisions;
import org.sitrep.tables.RowAccounts;
import org.sitrep.tables.Submissions;

/**
 * Stages 1 to 3 of a night: what was received is written to a branch of the tables, audited there,
 * and becomes the published state, or is held.
 */
final class Build {
  private final RunRequest request;
  private final Conf conf;
  private final SparkSession spark;
  private final Store store;
  private final Progress progress;
  private final StageLog log;
  private final List<NightEntry> ledger;
  private final Optional<NightEntry> visible;
  private final int attempt;
  private final AuditBranch branch;
  private final NightRecord record;
  private final WithdrawalLedger withdrawals;

  /**
   * @param ledger every night so far, in order
   * @param visible the night of this report date that readers see
   */
  Build(
      RunRequest request,
      Conf conf,
      SparkSession spark,
      Store store,
      Progress progress,
      List<NightEntry> ledger,
      Optional<NightEntry> visible) {
    this.request = request;
    this.conf = conf;
    this.spark = spark;
    this.store = store;
    this.progress = progress;
    this.log = new StageLog(request.reportDate(), progress);
    this.ledger = ledger;
    this.withdrawals = new WithdrawalLedger(store);
    this.visible = visible;
    this.attempt = 1 + (int) ledger.stream().filter(this::sameDate).count();
    String nightId = NightEntry.id(request.reportDate(), attempt);
    boolean begins = request.includes(Stage.INGEST);
    this.branch = store.branch(nightId, begins);
    Path draft = request.home().draft(request.reportDate(), nightId);
    this.record =
        begins
            ? NightRecord.begin(draft, request.reportDate(), nightId)
            : NightRecord.resume(draft, request.reportDate(), nightId);
  }

  /** How the stages ended and which entry readers see now. */
  record Built(NightOutcome outcome, Optional<NightEntry> entry) {}

  /** Runs those of the stages that were asked for. */
  Built run() {
    boolean begins = request.includes(Stage.INGEST);
    boolean ends = request.includes(Stage.AGGREGATE);
    if (!begins && !ends && isDecidedAlike() && branch.own(Submissions.TABLE).isEmpty()) {
      return nothingNew();
    }
    if (begins && !ingest() && isDecidedAlike() && isNewest()) {
      return nothingNew();
    }
    if (request.includes(Stage.NORMALISE)) {
      normalise();
    }
    if (ends) {
      return aggregate();
    }
    if (!request.dryRun()) {
      record.save();
    }
    return new Built(NightOutcome.DONE, visible);
  }

  /** Stage 1; false when every file was known. */
  private boolean ingest() {
    long start = log.begin(Stage.INGEST);
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
            WithdrawalLedger.marked(branch.earlier(Submissions.TABLE), withdrawals.rows()));
    boolean something =
        received.counts().getOrDefault("found", 0L) > received.counts().getOrDefault("known", 0L);
    if (something) {
      Session.suit(spark, received.counts().getOrDefault(Ingest.CELLS, 0L));
      branch.write(Submissions.TABLE, received.submissions());
      branch.write(RawRows.TABLE, received.rawRows());
      branch.writeFindings(Stage.INGEST, received.findings());
      record.inputs(received.submissions());
    }
    log.end(Stage.INGEST, start, record, received.counts());
    return something;
  }

  /** Stage 2. */
  private void normalise() {
    long start = log.begin(Stage.NORMALISE);
    Session.suit(spark, record.count(Stage.INGEST, Ingest.CELLS));
    List<Map<String, Object>> accounts;
    try (Normalised normalised =
        Normalise.normalise(
            branch.own(Submissions.TABLE),
            branch.own(RawRows.TABLE),
            new Earlier(
                branch.earlier(Observations.TABLE),
                Facts.standing(branch.earlier(Coverage.TABLE), withdrawals.rows()),
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
      accounts = FileAccounts.sheets(branch.own(RowAccounts.TABLE));
    }
    record.put("row_accounts", accounts).put("file_accounts", FileAccounts.of(accounts));
    log.end(Stage.NORMALISE, start, record, FileAccounts.sums(accounts));
  }

  /** Stage 3, and the decision whether its figures go out. */
  private Built aggregate() {
    long start = log.begin(Stage.AGGREGATE);
    Dataset<Row> coverage = branch.read(Coverage.TABLE);
    Dataset<Row> submissions = branch.read(Submissions.TABLE);
    Fingerprint known =
        Fingerprint.of(coverage, submissions, withdrawals.rows(), request.reportDate(), conf);
    if (visible.isPresent() && visible.get().fingerprint().equals(known.hash())) {
      record.discard();
      return nothingNew();
    }
    Optional<NightEntry> waiting =
        last(this::sameDate).filter(n -> !n.visible() && n.fingerprint().equals(known.hash()));
    if (waiting.isPresent()) {
      record.discard();
      notice(waiting.get(), store.asOf(waiting.get(), Findings.TABLE));
      return held(HeldNights.told(waiting.get()));
    }
    Optional<NightEntry> published = last(NightEntry::visible);
    Aggregated aggregated =
        Aggregate.aggregate(
            branch.read(Observations.TABLE),
            coverage,
            submissions,
            withdrawals.rows(),
            conf,
            request.reportDate(),
            branch.nightId(),
            published.map(this::lastPublished).orElse(null));
    branch.write(Indicators.TABLE, aggregated.indicators());
    branch.write(Revisions.TABLE, aggregated.revisions());
    branch.write(CarriedCounts.TABLE, aggregated.carried());
    branch.writeFindings(Stage.AGGREGATE, aggregated.findings());
    Map<String, Long> findings = byCode(branch.own(Findings.TABLE));
    record.put("findings_by_code", findings);
    tellOfStaleCorrections(findings);
    List<String> missing = aggregated.missingRegions();
    Optional<ZonedDateTime> wait = ReleaseDecision.waitsUntil(request, conf, missing);
    if (wait.isPresent()) {
      if (!request.dryRun()) {
        record.save();
      }
      return held(waits(wait.get(), missing));
    }
    ReleaseDecision decision = ReleaseDecision.of(request, conf, findings, missing);
    if (request.dryRun()) {
      progress.say(
          "Dry run: the night of " + request.reportDate() + " would be " + decision.status());
      findings.forEach((code, n) -> progress.say("  " + code + " " + n));
      return new Built(NightOutcome.DONE, visible);
    }
    NightEntry entry =
        publish(
            entry(decision, known, missing, published),
            start,
            findings.values().stream().mapToLong(Long::longValue).sum());
    if (decision.held()) {
      notice(entry, branch.own(Findings.TABLE));
      return held(HeldNights.told(entry));
    }
    return new Built(NightOutcome.DONE, Optional.of(entry));
  }

  private NightEntry entry(
      ReleaseDecision decision,
      Fingerprint known,
      List<String> missing,
      Optional<NightEntry> published) {
    return new NightEntry(
        branch.nightId(),
        request.reportDate(),
        attempt,
        decision.status(),
        decision.reason(),
        null,
        known.newest(),
        afterAll(),
        conf.version(),
        Version.text(),
        known.hash(),
        Map.of(),
        missing,
        published.map(NightEntry::nightId).orElse(null),
        List.of());
  }

  /**
   * Commits the entry. Its record is on the disk before, since what it tells is not found out
   * again; after, it comes to its place, or stays beside it while another night is visible.
   */
  private NightEntry publish(NightEntry entry, long start, long findings) {
    ConfArchive.keep(request.home(), conf);
    record.put("status", entry.status()).put("missing_regions", entry.missingRegions());
    record.put("fingerprint", entry.fingerprint()).put("known_at", entry.knownAt().toString());
    record.versions(conf, spark);
    Map<String, Long> counts = Map.of("findings", findings);
    log.note(Stage.AGGREGATE, start, record, counts);
    record.save();
    NightEntry committed = branch.publish(entry);
    log.end(Stage.AGGREGATE, start, record, counts);
    if (entry.visible() || visible.isEmpty()) {
      record.moveTo(request.home().record(request.reportDate()));
    }
    return committed;
  }

  private Built held(String why) {
    progress.say(why);
    return new Built(NightOutcome.HELD, visible);
  }

  private Built nothingNew() {
    progress.say(
        "Nothing new since the night of "
            + request.reportDate()
            + " was published; its figures stand");
    return new Built(NightOutcome.NOTHING_TO_DO, visible);
  }

  private String waits(ZonedDateTime until, List<String> missing) {
    return "The night of "
        + request.reportDate()
        + " is not ready: it waits until "
        + until.toLocalDateTime()
        + " for "
        + String.join(", ", missing)
        + "; run after that it goes out without them and says so";
  }

  private void tellOfStaleCorrections(Map<String, Long> findings) {
    Long stale = findings.get(FindingCode.CORRECTION_STALE.name());
    if (stale != null) {
      progress.say(
          "Corrections no longer fit what the files say: " + stale + "; their rows are held");
    }
  }

  private void notice(NightEntry night, Dataset<Row> findings) {
    new HeldNights(request.home(), conf, spark, store, request.now(), progress)
        .notice(night, findings, conf.release().holdOn());
  }

  private LastPublished lastPublished(NightEntry night) {
    Published published = new Published(store, night);
    return new LastPublished(
        night.reportDate(),
        published.indicators(),
        published.withdrawals(),
        published.carried(),
        decidedAlike(night));
  }

  /**
   * The time of publishing: now, but never before an earlier entry or before what it knows to be
   * taken back, since the ledger is in order.
   */
  private Instant afterAll() {
    return Stream.concat(
            ledger.stream().map(n -> n.publishedAt().plusMillis(1)),
            Stream.of(withdrawals.newest()))
        .filter(request.now()::isBefore)
        .max(Instant::compareTo)
        .orElse(request.now());
  }

  private Optional<NightEntry> last(Predicate<NightEntry> which) {
    return ledger.stream().filter(which).reduce((earlier, later) -> later);
  }

  private boolean sameDate(NightEntry night) {
    return night.reportDate().equals(request.reportDate());
  }

  /** Whether the visible night is the newest of all, so that nothing else is known. */
  private boolean isNewest() {
    return last(n -> true).equals(visible)
        && visible.filter(n -> !n.publishedAt().isBefore(withdrawals.newest())).isPresent();
  }

  private boolean isDecidedAlike() {
    return visible.filter(this::decidedAlike).isPresent();
  }

  /** Whether a night was made by the same configuration and the same program. */
  private boolean decidedAlike(NightEntry night) {
    return night.confVersion().equals(conf.version()) && night.codeVersion().equals(Version.text());
  }

  private static Map<String, Long> byCode(Dataset<Row> findings) {
    Map<String, Long> out = new TreeMap<>();
    findings
        .select(Findings.CODE)
        .collectAsList()
        .forEach(row -> out.merge(row.getString(0), 1L, Long::sum));
    return out;
  }
}
