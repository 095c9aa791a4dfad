package org.sitrep.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.Date;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sitrep.domain.NightEntry;
import org.sitrep.domain.Stage;
import org.sitrep.tables.Coverage;
import org.sitrep.tables.Deliveries;
import org.sitrep.tables.Findings;
import org.sitrep.tables.Observations;
import org.sitrep.tables.RowAccounts;
import org.sitrep.testkit.SparkTest;

class IcebergStoreTest extends SparkTest {
  private static final LocalDate DAY = LocalDate.of(2021, 2, 15);
  private static final Instant NOW = Instant.parse("2021-02-16T03:00:00Z");

  /** After everything a test writes. */
  private static final Instant LATER = Instant.parse("2999-01-01T00:00:00Z");

  private Path tables = Path.of("");
  private SparkSession session = spark();
  private Store store = new IcebergStore(session);

  @BeforeEach
  void openHome(@TempDir Path home) {
    tables = home;
    session = Session.open(tables);
    store = new IcebergStore(session);
  }

  @Test
  void newHomeHasNoNightsAndNoRows() {
    assertThat(store.nights()).isEmpty();
    assertThat(store.published(Coverage.TABLE).count()).isZero();
    assertThat(store.published(Coverage.TABLE).schema().fieldNames())
        .isEqualTo(Coverage.schema().fieldNames());
  }

  @Test
  void writtenRowsAreUnpublishedUntilTheLedgerNamesThem() {
    AuditBranch night = store.branch("2021-02-15.1", true);
    night.write(Coverage.TABLE, coverage("a", "b"));

    assertThat(submissions(night.own(Coverage.TABLE))).containsExactly("a", "b");
    assertThat(submissions(night.read(Coverage.TABLE))).containsExactly("a", "b");
    assertThat(submissions(night.earlier(Coverage.TABLE))).isEmpty();
    assertThat(submissions(store.published(Coverage.TABLE))).isEmpty();
    assertThat(mainLine(Coverage.TABLE)).isZero();

    NightEntry entry = night.publish(entry(1, NightEntry.PUBLISHED));

    assertThat(entry.snapshots()).containsOnlyKeys("coverage");
    assertThat(store.nights()).containsExactly(entry);
    assertThat(submissions(store.published(Coverage.TABLE))).containsExactly("a", "b");
    assertThat(submissions(store.asOf(entry, Coverage.TABLE))).containsExactly("a", "b");
    assertThat(mainLine(Coverage.TABLE)).isEqualTo(2);
  }

  @Test
  void secondNightSeesTheFirstAndLeavesItAsItWas() {
    AuditBranch first = store.branch("2021-02-15.1", true);
    first.write(Coverage.TABLE, coverage("a"));
    NightEntry one = first.publish(entry(1, NightEntry.PUBLISHED));
    AuditBranch second = store.branch("2021-02-15.2", true);
    second.write(Coverage.TABLE, coverage("b"));

    assertThat(submissions(second.earlier(Coverage.TABLE))).containsExactly("a");
    assertThat(submissions(second.own(Coverage.TABLE))).containsExactly("b");
    assertThat(submissions(second.read(Coverage.TABLE))).containsExactly("a", "b");

    NightEntry two = second.publish(entry(2, NightEntry.PROVISIONAL));

    assertThat(submissions(store.asOf(one, Coverage.TABLE))).containsExactly("a");
    assertThat(submissions(store.asOf(two, Coverage.TABLE))).containsExactly("a", "b");
    assertThat(store.nights()).containsExactly(one, two);
  }

  @Test
  void writingAgainReplacesWhatTheNightWrote() {
    store.branch("2021-02-14.1", true).publish(entry("2021-02-14.1", 1, NightEntry.PUBLISHED));
    AuditBranch night = store.branch("2021-02-15.1", true);
    night.write(Coverage.TABLE, coverage("a", "b"));
    night.write(Coverage.TABLE, coverage("c"));

    assertThat(submissions(night.read(Coverage.TABLE))).containsExactly("c");

    night.write(Coverage.TABLE, coverage());

    assertThat(submissions(night.read(Coverage.TABLE))).isEmpty();
  }

  @Test
  void rowsThatSparkComputesAreReplacedTheSameWay() {
    AuditBranch night = store.branch("2021-02-15.1", true);
    night.write(Coverage.TABLE, computed("a", "b"));
    night.write(Coverage.TABLE, computed("c"));
    night.write(Coverage.TABLE, computed("d").union(computed("e")));

    assertThat(submissions(night.own(Coverage.TABLE))).containsExactly("d", "e");
    assertThat(mainLine(Coverage.TABLE)).isZero();

    night.publish(entry(1, NightEntry.PUBLISHED));
    AuditBranch next = store.branch("2021-02-15.2", true);
    next.write(Coverage.TABLE, computed("f"));
    next.write(Coverage.TABLE, coverage("g"));

    assertThat(submissions(next.read(Coverage.TABLE))).containsExactly("d", "e", "g");
  }

  @Test
  void smallRowsCostNoSparkJob() {
    AuditBranch night = store.branch("2021-02-15.1", true);

    assertThat(
            jobs(
                () -> {
                  night.write(Coverage.TABLE, coverage("a"));
                  night.writeFindings(Stage.INGEST, findings("A"));
                  night.publish(entry(1, NightEntry.PUBLISHED));
                  store.nights();
                }))
        .isZero();
  }

  @Test
  void findingsOfOtherStagesStay() {
    AuditBranch night = store.branch("2021-02-15.1", true);
    night.writeFindings(Stage.INGEST, findings("A"));
    night.writeFindings(Stage.NORMALISE, findings("B", "C"));
    night.writeFindings(Stage.NORMALISE, findings("D"));

    assertThat(
            night.own(Findings.TABLE).select(Findings.STAGE, Findings.CODE).collectAsList().stream()
                .map(Row::mkString)
                .sorted())
        .containsExactly("ingestA", "normaliseD");
    assertThatThrownBy(() -> night.write(Findings.TABLE, findings("A")))
        .hasMessage(
            "Cannot write findings without their stage: several stages of a night find something");
  }

  @Test
  void interruptedAttemptIsDroppedWhenStartedAfreshAndKeptWhenContinued() {
    store.branch("2021-02-15.1", true).write(Coverage.TABLE, coverage("a"));

    assertThat(submissions(store.branch("2021-02-15.1", false).own(Coverage.TABLE)))
        .containsExactly("a");
    assertThat(submissions(store.branch("2021-02-15.1", true).own(Coverage.TABLE))).isEmpty();
  }

  @Test
  void failedWriteLeavesPublishedAndOwnRowsAsTheyWere() {
    AuditBranch first = store.branch("2021-02-15.1", true);
    first.write(Coverage.TABLE, coverage("a"));
    NightEntry one = first.publish(entry(1, NightEntry.PUBLISHED));
    AuditBranch second = store.branch("2021-02-15.2", true);
    second.write(Coverage.TABLE, coverage("b"));
    Dataset<Row> breaksHalfWay =
        session
            .range(0, 20000, 1, 2)
            .select(
                functions
                    .expr("if(id = 19999, raise_error('power cut'), cast(id as string))")
                    .as(Coverage.SUBMISSION_ID),
                functions.lit("cases").as(Coverage.FORM),
                functions.lit("ALA").as(Coverage.REGION),
                functions.lit(Date.valueOf("2021-02-15")).as(Coverage.DATE),
                functions.lit(NOW).as(Coverage.RECEIVED_AT),
                functions.lit(1L).as(Coverage.ROWS_ACCEPTED));

    assertThatThrownBy(() -> second.write(Coverage.TABLE, breaksHalfWay))
        .hasStackTraceContaining("power cut");

    assertThat(submissions(second.own(Coverage.TABLE))).containsExactly("b");
    assertThat(submissions(store.published(Coverage.TABLE))).containsExactly("a");
    assertThat(store.nights()).containsExactly(one);
  }

  @Test
  void mainLineLeftBehindByACrashIsPutRight() {
    AuditBranch first = store.branch("2021-02-15.1", true);
    first.write(Coverage.TABLE, coverage("a"));
    NightEntry one = first.publish(entry(1, NightEntry.PUBLISHED));
    AuditBranch second = store.branch("2021-02-15.2", true);
    second.write(Coverage.TABLE, coverage("b"));
    second.publish(entry(2, NightEntry.PUBLISHED));
    session.sql(
        "call home.system.set_current_snapshot('home.home.coverage', "
            + one.snapshots().get(Coverage.TABLE)
            + ")");
    Store other = new IcebergStore(Session.open(tables));

    assertThat(submissions(other.published(Coverage.TABLE))).containsExactly("a", "b");
    AuditBranch third = other.branch("2021-02-15.3", true);
    third.write(Coverage.TABLE, coverage("c"));

    assertThat(submissions(third.read(Coverage.TABLE))).containsExactly("a", "b", "c");
  }

  @Test
  void heldNightIsRecordedButNotSeenUntilReleased() {
    AuditBranch night = store.branch("2021-02-15.1", true);
    night.write(Coverage.TABLE, coverage("a"));
    NightEntry held = night.publish(entry(1, NightEntry.HELD));

    assertThat(store.nights()).containsExactly(held);
    assertThat(submissions(store.published(Coverage.TABLE))).isEmpty();
    assertThat(submissions(store.asOf(held, Coverage.TABLE))).containsExactly("a");

    NightEntry released =
        store.branch("2021-02-15.1", false).publish(entry(1, NightEntry.RELEASED));

    assertThat(store.nights()).containsExactly(released);
    assertThat(submissions(store.published(Coverage.TABLE))).containsExactly("a");
  }

  @Test
  void releasedNightIsPublishedAndKeepsItsHistory() {
    AuditBranch night = store.branch("2021-02-15.1", true);
    night.write(Coverage.TABLE, coverage("a"));
    NightEntry held = night.publish(entry(1, NightEntry.HELD));

    store.decide(held.decided(NightEntry.RELEASED, "looked at", "data manager", NOW));

    NightEntry released = store.nights().get(0);
    assertThat(released.status()).isEqualTo(NightEntry.RELEASED);
    assertThat(released.reason()).isEqualTo("looked at");
    assertThat(released.decidedBy()).isEqualTo("data manager");
    assertThat(released.decisions())
        .containsExactly(
            new NightEntry.Decision(NightEntry.HELD, null, null, NOW),
            new NightEntry.Decision(NightEntry.RELEASED, "looked at", "data manager", NOW));
    assertThat(submissions(store.published(Coverage.TABLE))).containsExactly("a");
    assertThat(mainLine(Coverage.TABLE)).isEqualTo(1);
    assertThat(tagged("2021-02-15")).isEqualTo(1);
  }

  @Test
  void heldAfterwardsANightGivesWayToTheOneBefore() {
    AuditBranch first = store.branch("2021-02-14.1", true);
    first.write(Coverage.TABLE, coverage("a"));
    first.publish(entry("2021-02-14.1", 1, NightEntry.PUBLISHED));
    AuditBranch second = store.branch("2021-02-15.1", true);
    second.write(Coverage.TABLE, coverage("b"));
    NightEntry night = second.publish(entry(1, NightEntry.PUBLISHED));
    assertThat(tagged("2021-02-15")).isEqualTo(2);

    NightEntry held = night.decided(NightEntry.HELD, "wrong file", "data manager", NOW);
    store.decide(held);

    assertThat(submissions(store.published(Coverage.TABLE))).containsExactly("a");
    assertThat(mainLine(Coverage.TABLE)).isEqualTo(1);
    assertThat(tags()).containsExactly("published-2021-02-14");
    AuditBranch again = store.branch("2021-02-15.2", true);
    assertThat(submissions(again.earlier(Coverage.TABLE))).containsExactly("a");
    assertThat(submissions(store.asOf(held, Coverage.TABLE))).containsExactly("a", "b");

    store.decide(held.decided(NightEntry.RELEASED, "it was right", "data manager", NOW));

    assertThat(submissions(store.published(Coverage.TABLE))).containsExactly("a", "b");
    assertThat(mainLine(Coverage.TABLE)).isEqualTo(2);
    assertThat(tags()).containsExactly("published-2021-02-14", "published-2021-02-15");
  }

  @Test
  void onlyNightHeldAfterwardsLeavesNothingPublished() {
    AuditBranch night = store.branch("2021-02-15.1", true);
    night.write(Coverage.TABLE, coverage("a"));
    NightEntry entry = night.publish(entry(1, NightEntry.PUBLISHED));

    store.decide(entry.decided(NightEntry.HELD, "wrong file", "data manager", NOW));

    assertThat(submissions(store.published(Coverage.TABLE))).isEmpty();
    assertThat(mainLine(Coverage.TABLE)).isZero();
    AuditBranch again = store.branch("2021-02-15.2", true);
    again.write(Coverage.TABLE, coverage("b"));
    again.publish(entry(2, NightEntry.PUBLISHED));
    assertThat(submissions(store.published(Coverage.TABLE))).containsExactly("b");
  }

  @Test
  void nightReleasedAfterALaterOneIsSeenBesideIt() {
    AuditBranch night = store.branch("2021-02-14.1", true);
    night.write(Coverage.TABLE, coverage("a"));
    NightEntry held = night.publish(entry("2021-02-14.1", 1, NightEntry.HELD));
    AuditBranch next = store.branch("2021-02-15.1", true);
    next.write(Coverage.TABLE, coverage("a", "b"));
    next.publish(entry(1, NightEntry.PUBLISHED));

    store.decide(held.decided(NightEntry.RELEASED, "late but right", "data manager", NOW));

    assertThat(submissions(store.published(Coverage.TABLE))).containsExactly("a", "b");
    assertThat(mainLine(Coverage.TABLE)).isEqualTo(2);
    assertThat(tagged("2021-02-14")).isEqualTo(1);
    assertThat(tagged("2021-02-15")).isEqualTo(2);
    assertThat(store.nights()).allMatch(NightEntry::visible);
  }

  @Test
  void unknownNightCannotBeDecided() {
    assertThatThrownBy(() -> store.decide(entry(1, NightEntry.HELD)))
        .hasMessage("Cannot decide on night 2021-02-15.1: unknown");
  }

  @Test
  void nightThatAnotherOvertookIsNotPublished() {
    AuditBranch slow = store.branch("2021-02-15.1", true);
    slow.write(Coverage.TABLE, coverage("a"));
    AuditBranch quick = store.branch("2021-02-16.1", true);
    quick.write(Coverage.TABLE, coverage("b"));
    quick.publish(entry("2021-02-16.1", 1, NightEntry.PUBLISHED));

    assertThatThrownBy(() -> slow.publish(entry(1, NightEntry.PUBLISHED)))
        .hasMessage(
            "Cannot publish 2021-02-15.1: another night was published since it began; run it again"
                + " from its first stage");
  }

  @Test
  void publishingTwiceLeavesOneRowInTheLedger() {
    AuditBranch night = store.branch("2021-02-15.1", true);
    night.write(Coverage.TABLE, coverage("a"));
    NightEntry once = night.publish(entry(1, NightEntry.PUBLISHED));
    NightEntry again = store.branch("2021-02-15.1", false).publish(entry(1, NightEntry.PUBLISHED));

    assertThat(again).isEqualTo(once);
    assertThat(store.nights()).containsExactly(once);
  }

  @Test
  void everyKindOfValueComesBackAsItWasWritten() {
    AuditBranch night = store.branch("2021-02-15.1", true);
    Row account =
        RowFactory.create(
            "a", "2021-02-15.1", "cases", null, "Лист1", "kk", 5L, 3L, 1L, 1L, "c0ffee");
    night.write(RowAccounts.TABLE, session.createDataFrame(List.of(account), RowAccounts.schema()));
    Row observation =
        RowFactory.create(
            "cases_new",
            DAY,
            "ALA",
            null,
            "U07.1",
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            12.0,
            "cases",
            "a",
            "",
            7,
            3,
            NOW,
            "2021-02-15.1");
    night.write(
        Observations.TABLE, session.createDataFrame(List.of(observation), Observations.schema()));

    assertThat(night.own(RowAccounts.TABLE).collectAsList()).containsExactly(account);
    assertThat(night.own(Observations.TABLE).collectAsList()).containsExactly(observation);
  }

  @Test
  void deliveriesAreSeenAtOnceAndOutliveNights() {
    Row sent =
        RowFactory.create(
            DAY, "2021-02-15.1", "national", "kk", "a@example.org", "<1@x>", "outbox", "ab", NOW);
    Dataset<Row> rows = session.createDataFrame(List.of(sent), Deliveries.schema());
    store.append(Deliveries.TABLE, rows);
    store.branch("2021-02-15.2", true);
    store.append(Deliveries.TABLE, rows);

    assertThat(store.published(Deliveries.TABLE).collectAsList()).containsExactly(sent, sent);
  }

  @Test
  void manySmallFilesBecomeOneAndEveryNightKeepsItsRows() {
    AuditBranch first = store.branch("2021-02-14.1", true);
    first.write(Coverage.TABLE, coverage(names(123)).repartition(41));
    NightEntry many = first.publish(entry("2021-02-14.1", 1, NightEntry.PUBLISHED));
    assertThat(files(many)).isEqualTo(41);

    AuditBranch second = store.branch("2021-02-15.1", true);
    second.write(Coverage.TABLE, coverage("x"));
    NightEntry few = second.publish(entry("2021-02-15.1", 1, NightEntry.PUBLISHED));

    assertThat(files(few)).as("one for the night before, one of tonight").isEqualTo(2);
    assertThat(files(many)).as("what was published stays as it was").isEqualTo(41);
    assertThat(submissions(store.asOf(many, Coverage.TABLE))).containsExactly(names(123));
    assertThat(submissions(store.asOf(few, Coverage.TABLE))).hasSize(124).contains("s001", "x");
    assertThat(
            store
                .asOf(few, Coverage.TABLE)
                .where(functions.col(Coverage.NIGHT_ID).equalTo("2021-02-14.1"))
                .count())
        .isEqualTo(123);

    AuditBranch again = store.branch("2021-02-14.2", true);
    again.write(Coverage.TABLE, coverage("y"));
    again.write(Coverage.TABLE, computed("z"));

    assertThat(submissions(again.own(Coverage.TABLE))).containsExactly("z");
    assertThat(submissions(again.earlier(Coverage.TABLE))).hasSize(124);
    assertThat(files(again.publish(entry("2021-02-14.2", 2, NightEntry.PUBLISHED)))).isEqualTo(3);
  }

  @Test
  void housekeepingLosesNothingThatTheLedgerNames() throws IOException {
    List<NightEntry> nights = new ArrayList<>();
    nights.add(night("2021-02-13.1", NightEntry.PUBLISHED));
    nights.add(night("2021-02-14.1", NightEntry.PUBLISHED));
    nights.add(night("2021-02-14.2", NightEntry.PROVISIONAL));
    nights.add(night("2021-02-15.1", NightEntry.HELD));
    store.branch("2021-02-16.1", true).write(Coverage.TABLE, coverage("unfinished"));
    Path orphan = tables.resolve("home/coverage/data/00000-0-left-behind.parquet");
    Files.writeString(orphan, "half a file");
    Files.setLastModifiedTime(orphan, FileTime.from(NOW));

    assertThat(store.housekeeping(NOW)).isEqualTo(new Store.Housekeeping(List.of(), 0, 0));

    Store.Housekeeping done = store.housekeeping(LATER);

    assertThat(done.unfinished()).containsExactly("2021-02-16.1");
    assertThat(done.states())
        .as("findings of stages, the ledger's past, the unfinished night")
        .isEqualTo(4 + 3 + 1);
    assertThat(orphan).doesNotExist();
    for (NightEntry night : nights) {
      assertThat(submissions(store.asOf(night, Coverage.TABLE))).contains(night.nightId());
      assertThat(store.asOf(night, Findings.TABLE).where("night_id = '" + night.nightId() + "'"))
          .satisfies(found -> assertThat(found.count()).isEqualTo(2));
    }
    assertThat(submissions(store.published(Coverage.TABLE)))
        .containsExactly("2021-02-13.1", "2021-02-14.1", "2021-02-14.2");
    assertThat(tags()).containsExactly("published-2021-02-13", "published-2021-02-14");
    assertThat(tagged("2021-02-13")).isEqualTo(1);

    assertThat(store.housekeeping(LATER)).isEqualTo(new Store.Housekeeping(List.of(), 0, 0));

    store.decide(nights.get(3).decided(NightEntry.RELEASED, "looked at", "A. Person", NOW));
    assertThat(submissions(store.published(Coverage.TABLE))).contains("2021-02-15.1");
    night("2021-02-16.1", NightEntry.PUBLISHED);
    assertThat(submissions(store.published(Coverage.TABLE))).hasSize(5).contains("2021-02-16.1");
  }

  /** A night with a row of coverage and findings of two stages. */
  private NightEntry night(String id, String status) {
    AuditBranch branch = store.branch(id, true);
    branch.write(Coverage.TABLE, coverage(id));
    branch.writeFindings(Stage.INGEST, findings("A"));
    branch.writeFindings(Stage.NORMALISE, findings("B"));
    return branch.publish(entry(id, Integer.parseInt(id.substring(11)), status));
  }

  /** Names that sort as they count: s001, s002. */
  private static String[] names(int count) {
    return IntStream.rangeClosed(1, count)
        .mapToObj(n -> String.format(Locale.ROOT, "s%03d", n))
        .toArray(String[]::new);
  }

  /** Data files that a night's coverage lies in. */
  private long files(NightEntry night) {
    return store.asOf(night, Coverage.TABLE).select("_file").distinct().count();
  }

  /** What another engine reads under the tag of a report date. */
  private long tagged(String date) {
    return session
        .sql("select * from home.home.coverage version as of 'published-" + date + "'")
        .count();
  }

  private List<String> tags() {
    return session
        .sql("select name from home.home.coverage.refs where type = 'TAG' order by name")
        .collectAsList()
        .stream()
        .map(row -> Objects.requireNonNull(row.getString(0)))
        .toList();
  }

  private long mainLine(String table) {
    return session.table("home.home." + table).count();
  }

  private Dataset<Row> coverage(String... submissions) {
    List<Row> rows = new ArrayList<>();
    for (String submission : submissions) {
      rows.add(
          RowFactory.create(
              submission, "any", "cases", "ALA", DAY, NOW, 1L, true, 1L, false, null));
    }
    return session.createDataFrame(rows, Coverage.schema());
  }

  /** Rows that only a Spark job can tell. */
  private Dataset<Row> computed(String... submissions) {
    return coverage(submissions).repartition(2);
  }

  private Dataset<Row> findings(String... codes) {
    List<Row> rows = new ArrayList<>();
    for (String code : codes) {
      rows.add(
          RowFactory.create(
              "2021-02-15.1",
              null,
              null,
              code,
              "warn",
              "night",
              "office",
              null,
              null,
              null,
              null,
              0,
              0,
              "",
              null,
              Map.of(),
              Map.of("en", "text")));
    }
    return session.createDataFrame(rows, Findings.schema());
  }

  private static List<String> submissions(Dataset<Row> rows) {
    return rows.select(Coverage.SUBMISSION_ID).collectAsList().stream()
        .map(r -> Objects.requireNonNull(r.getString(0)))
        .sorted()
        .toList();
  }

  private static NightEntry entry(int attempt, String status) {
    return entry("2021-02-15." + attempt, attempt, status);
  }

  private static NightEntry entry(String id, int attempt, String status) {
    return new NightEntry(
        id,
        LocalDate.parse(id.substring(0, 10)),
        attempt,
        status,
        null,
        null,
        NOW,
        NOW,
        "conf",
        "code",
        "print",
        Map.of(),
        List.of("ALA", "AST"),
        null,
        List.of());
  }
}
