package org.sitrep.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sitrep.config.Conf;
import org.sitrep.config.Country;
import org.sitrep.config.Mail;
import org.sitrep.config.Region;
import org.sitrep.config.ReleaseRule;
import org.sitrep.config.ReportingRule;
import org.sitrep.config.Source;
import org.sitrep.config.Text;
import org.sitrep.config.Validity;
import org.sitrep.config.Words;
import org.sitrep.domain.FindingCode;
import org.sitrep.domain.Lang;
import org.sitrep.domain.RegionCode;
import org.sitrep.domain.Severity;
import org.sitrep.ingest.Ingest.Received;
import org.sitrep.tables.Findings;
import org.sitrep.tables.RawRows;
import org.sitrep.tables.Submissions;
import org.sitrep.testkit.SparkTest;

final class IngestTest extends SparkTest {
  private static final String NIGHT = "2021-02-15.1";
  private static final Instant SENT = Instant.parse("2021-02-15T14:30:00Z");
  private static final Instant NOW = Instant.parse("2021-02-16T02:00:00Z");

  @TempDir Path home;
  private Path inbox = Path.of("");

  @BeforeEach
  void emptyInbox() throws IOException {
    inbox = Files.createDirectories(home.resolve("inbox"));
  }

  private void put(String path, byte[] content) {
    put(path, content, SENT);
  }

  private void put(String path, byte[] content, Instant modified) {
    try {
      Files.setLastModifiedTime(Fixtures.write(inbox, path, content), FileTime.from(modified));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Received receive(Dataset<Row> earlier) {
    return receive(earlier, Optional.empty());
  }

  private Received receive(Dataset<Row> earlier, Optional<Instant> receivedAt) {
    Ingest.Request request =
        new Ingest.Request(
            NIGHT,
            inbox,
            home.resolve("archive"),
            PersonKey.of(home.resolve("person.key"), name -> null),
            receivedAt,
            NOW);
    return Ingest.receive(spark(), request, conf(), earlier);
  }

  @Test
  void whatWasTakenBackCountsAgainWhenItIsSentAgain() {
    put("ALA/cases.csv", utf8("region;cases\nALA;1\n"), SENT);
    Dataset<Row> first =
        receive(nothing())
            .submissions()
            .withColumn(Submissions.OUTCOME, functions.lit(Submissions.WITHDRAWN));
    put("ALA/again.csv", utf8("region;cases\nALA;1\n"), SENT.plusSeconds(60));

    Received again = receive(first);

    assertThat(column(again.submissions(), Submissions.PATH, Submissions.OUTCOME))
        .containsExactly("ALA/again.csv read");
    assertThat(again.counts()).containsEntry("known", 1L);
  }

  private static Dataset<Row> nothing() {
    return spark().createDataFrame(List.of(), Submissions.schema());
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static List<String> column(Dataset<Row> rows, String... names) {
    return rows.collectAsList().stream()
        .map(row -> String.join(" ", Arrays.stream(names).map(n -> "" + row.getAs(n)).toList()))
        .toList();
  }

  @Test
  void everyFileIsAccountedFor() {
    put("ala/cases.xlsx", Fixtures.workbook(new XSSFWorkbook()));
    put("AST/cases.csv", utf8("a;b\n1;2\n"));
    put("AST/cases.xls", utf8("<html><table></table></html>"));
    put("lost.csv", utf8(""));
    put(".DS_Store", utf8("litter"));
    Received received = receive(nothing());
    assertThat(received.submissions().schema()).isEqualTo(Submissions.schema());
    assertThat(received.rawRows().schema()).isEqualTo(RawRows.schema());
    assertThat(received.findings().schema()).isEqualTo(Findings.schema());
    assertThat(column(received.submissions(), "path", "sender", "container", "encoding", "outcome"))
        .containsExactly(
            "AST/cases.csv AST csv UTF-8 read",
            "AST/cases.xls AST null null refused",
            "ala/cases.xlsx ALA xlsx null read",
            "lost.csv null null null refused");
    assertThat(column(received.findings(), "file", "code", "severity", "scope", "region"))
        .containsExactly(
            "cases.xls FILE_HTML reject file AST",
            "cases.xlsx SHEET_HIDDEN info sheet ALA",
            "lost.csv FILE_EMPTY reject file null");
    assertThat(received.counts())
        .isEqualTo(
            Map.of(
                "found",
                4L,
                "known",
                0L,
                "read",
                2L,
                "refused",
                2L,
                "duplicate",
                0L,
                "rows",
                7L,
                "cells",
                19L));
    assertThat(received.rawRows().count()).isEqualTo(7);
  }

  @Test
  void rawRowsCarryTheirAddress() {
    put("ALA/cases.csv", utf8("a;;b\n"));
    Received received = receive(nothing());
    String id = received.submissions().first().getString(0);
    Row row = received.rawRows().first();
    assertThat(row.<String>getAs(RawRows.SUBMISSION_ID)).isEqualTo(id).matches("[0-9a-f]{16}");
    assertThat(row.<String>getAs(RawRows.NIGHT_ID)).isEqualTo(NIGHT);
    assertThat(row.<Integer>getAs(RawRows.ROW)).isEqualTo(1);
    assertThat(row.getList(row.fieldIndex(RawRows.CELLS)))
        .hasToString("[[1,s,a,null,1,1,false], [3,s,b,null,1,1,false]]");
  }

  @Test
  void sentencesNameTheFileInEveryLanguage() {
    put("ALA/форма.csv", utf8(""));
    Row finding = receive(nothing()).findings().first();
    Map<String, String> message = finding.getJavaMap(finding.fieldIndex(Findings.MESSAGE));
    assertThat(message).containsOnlyKeys("kk", "ru", "en");
    assertThat(message.get("ru")).startsWith("Файл форма.csv пустой");
    assertThat(message.get("kk")).startsWith("форма.csv файлы бос");
  }

  @Test
  void contentIsArchivedByItsHash() throws IOException {
    put("ALA/cases.csv", utf8("a;b\n"));
    Received received = receive(nothing());
    String sha256 = received.submissions().first().getAs(Submissions.SHA256);
    assertThat(sha256)
        .isEqualTo("9a8be2eb1604c06722f17a9bbdb1160123efa0dcf87979013ead941593977af2");
    Path kept = home.resolve("archive").resolve(sha256.substring(0, 2)).resolve(sha256);
    assertThat(kept).hasContent("a;b");
    assertThat(inbox.resolve("ALA/cases.csv")).exists();
    try (var all = Files.list(home.resolve("archive"))) {
      assertThat(all).hasSize(1);
    }
  }

  @Test
  void whatAnEarlierNightKnowsIsNotReceivedAgain() {
    put("ALA/cases.csv", utf8("a;b\n"));
    Dataset<Row> first = receive(nothing()).submissions();
    Received again = receive(first);
    assertThat(again.submissions().count()).isZero();
    assertThat(again.rawRows().count()).isZero();
    assertThat(again.counts()).containsEntry("found", 1L).containsEntry("known", 1L);
  }

  @Test
  void sameContentAgainIsToldAndNotRead() {
    put("ALA/cases.csv", utf8("a;b\n"));
    Dataset<Row> first = receive(nothing()).submissions();
    put("ALA/cases copy.csv", utf8("a;b\n"), SENT.plusSeconds(3600));
    Received again = receive(first);
    Row copy = again.submissions().first();
    assertThat(copy.<String>getAs(Submissions.OUTCOME)).isEqualTo("duplicate");
    assertThat(copy.<String>getAs(Submissions.DUPLICATE_OF)).isEqualTo(first.first().getString(0));
    assertThat(again.rawRows().count()).isZero();
    Row finding = again.findings().first();
    assertThat(finding.getJavaMap(finding.fieldIndex(Findings.MESSAGE)).get("en"))
        .isEqualTo(
            "cases copy.csv has exactly the same content as a file received on 2021-02-15 20:30."
                + " It was not counted again; nothing needs to be done. If you meant to correct"
                + " something, check that you saved and attached the new version.");
  }

  @Test
  void sameContentTwiceInOneNightIsReadOnceTheEarlierCounts() {
    put("ALA/a.csv", utf8("a;b\n"), SENT.plusSeconds(60));
    put("ALA/b.csv", utf8("a;b\n"), SENT);
    put("AST/a.csv", utf8("a;b\n"), SENT);
    assertThat(column(receive(nothing()).submissions(), "path", "outcome"))
        .containsExactly("ALA/a.csv duplicate", "ALA/b.csv read", "AST/a.csv read");
  }

  @Test
  void unchangedNumbersOfAnotherDayAreRead() {
    put("ALA/supply_2021-02-14.csv", utf8("a;b\n"), SENT);
    put("ALA/supply_2021-02-15.csv", utf8("a;b\n"), SENT.plusSeconds(60));
    put("ALA/supply_2021-02-15 (1).csv", utf8("a;b\n"), SENT.plusSeconds(120));
    put("ALA/1 февраля.csv", utf8("c;d\n"), SENT);
    put("ALA/1 марта.csv", utf8("c;d\n"), SENT.plusSeconds(60));
    Dataset<Row> first = receive(nothing()).submissions();
    assertThat(column(first, "path", "outcome"))
        .containsExactly(
            "ALA/1 марта.csv read",
            "ALA/1 февраля.csv read",
            "ALA/supply_2021-02-14.csv read",
            "ALA/supply_2021-02-15 (1).csv duplicate",
            "ALA/supply_2021-02-15.csv read");
    put("ALA/supply_2021-02-15_копия.csv", utf8("a;b\n"), SENT.plusSeconds(180));
    put("ALA/supply_2021-02-16.csv", utf8("a;b\n"), SENT.plusSeconds(240));
    assertThat(column(receive(first).submissions(), "path", "outcome"))
        .containsExactly(
            "ALA/supply_2021-02-15_копия.csv duplicate", "ALA/supply_2021-02-16.csv read");
  }

  @Test
  void whatReplacesSomethingElseIsReadAgain() {
    put("ALA/cases.csv", utf8("a;b\n"), SENT);
    Dataset<Row> first = receive(nothing()).submissions();
    put("ALA/cases.csv", utf8("c;d\n"), SENT.plusSeconds(60));
    Dataset<Row> second = first.union(receive(first).submissions());
    put("ALA/cases.csv", utf8("a;b\n"), SENT.plusSeconds(120));
    Dataset<Row> third = receive(second).submissions();
    assertThat(column(third, "path", "outcome")).containsExactly("ALA/cases.csv read");
    put("ALA/cases (1).csv", utf8("a;b\n"), SENT.plusSeconds(180));
    assertThat(column(receive(second.union(third)).submissions(), "path", "outcome"))
        .containsExactly("ALA/cases (1).csv duplicate");
  }

  @Test
  void whatTakesACorrectionBackInOneNightIsRead() {
    put("ALA/cases.csv", utf8("a;b\n"), SENT);
    put("ALA/cases_ispr.csv", utf8("c;d\n"), SENT.plusSeconds(60));
    put("ALA/cases (1).csv", utf8("a;b\n"), SENT.plusSeconds(120));
    put("ALA/supply.csv", utf8("e;f\n"), SENT);
    put("ALA/beds.csv", utf8("g;h\n"), SENT.plusSeconds(60));
    put("ALA/supply (1).csv", utf8("e;f\n"), SENT.plusSeconds(120));
    assertThat(column(receive(nothing()).submissions(), "path", "outcome"))
        .containsExactly(
            "ALA/beds.csv read",
            "ALA/cases (1).csv read",
            "ALA/cases.csv read",
            "ALA/cases_ispr.csv read",
            "ALA/supply (1).csv duplicate",
            "ALA/supply.csv read");
  }

  @Test
  void zipSentAgainTakesBackWhatCameLoose() {
    byte[] zip = Fixtures.zipOf(Map.of("cases.csv", utf8("a;b\n"), "beds.csv", utf8("e;f\n")));
    put("ALA/all.zip", zip, SENT);
    Dataset<Row> first = receive(nothing()).submissions();
    put("ALA/cases.csv", utf8("c;d\n"), SENT.plusSeconds(60));
    Dataset<Row> second = first.union(receive(first).submissions());
    put("ALA/all (1).zip", zip, SENT.plusSeconds(120));
    assertThat(column(receive(second).submissions(), "path", "member", "outcome"))
        .containsExactly(
            "ALA/all (1).zip null duplicate",
            "ALA/all (1).zip beds.csv duplicate",
            "ALA/all (1).zip cases.csv read");
  }

  @Test
  void uselessContentTwiceIsExplainedTwice() {
    put("ALA/a.csv", utf8(""));
    put("ALA/b.csv", utf8(""));
    assertThat(column(receive(nothing()).findings(), "file", "code"))
        .containsExactly("a.csv FILE_EMPTY", "b.csv FILE_EMPTY");
  }

  @Test
  void filesInsideZipsAreSubmissions() {
    byte[] zip =
        Fixtures.zipOf(
            Map.of(
                "ALA/cases.csv", utf8("a;b\n"),
                "AST/cases.xlsx", Fixtures.workbook(new XSSFWorkbook())));
    put("all.zip", zip);
    Received received = receive(nothing());
    assertThat(column(received.submissions(), "path", "member", "file", "sender", "outcome"))
        .containsExactly(
            "all.zip null all.zip null read",
            "all.zip ALA/cases.csv cases.csv ALA read",
            "all.zip AST/cases.xlsx cases.xlsx AST read");
    assertThat(receive(received.submissions()).counts()).containsEntry("known", 1L);
  }

  @Test
  void zipsWithinZipsAndTooBigFilesAreRefused() {
    byte[] inner = Fixtures.zipOf(Map.of("a.csv", utf8("a;b\n")));
    put("a.zip", Fixtures.zipOf(Map.of("inner.zip", inner)));
    put("big.csv", new byte[(8 << 20) + 1]);
    assertThat(column(receive(nothing()).findings(), "file", "code"))
        .containsExactly("inner.zip FILE_SUSPICIOUS", "big.csv FILE_TOO_BIG");
  }

  @Test
  void foldersNamedLikeWorkbooksAndLinksAreTold() throws IOException {
    Files.createDirectories(inbox.resolve("ALA/cases.xlsx"));
    Files.createSymbolicLink(inbox.resolve("ALA/link.csv"), Path.of("/etc/hostname"));
    assertThat(column(receive(nothing()).findings(), "file", "code", "actor"))
        .containsExactly(
            "cases.xlsx FILE_NOT_READABLE office", "link.csv FILE_NOT_READABLE office");
  }

  @Test
  void inboxMayBeALink() throws IOException {
    put("ALA/cases.csv", utf8("a;b\n"));
    Path share = Files.move(inbox, home.resolve("share"));
    Files.createSymbolicLink(inbox, share);
    assertThat(column(receive(nothing()).submissions(), "path", "sender", "outcome"))
        .containsExactly("ALA/cases.csv ALA read");
  }

  @Test
  void fileThatFailsWhileItIsReadIsRefusedAlone() throws IOException {
    Ingest.Request request =
        new Ingest.Request(
            NIGHT,
            inbox,
            home.resolve("archive"),
            PersonKey.of(home.resolve("person.key"), name -> null),
            Optional.empty(),
            NOW);
    Receipts receipts = new Receipts(request, Fixtures.LIMITS, Map.of(), Fixtures.LANGUAGES, null);
    // a folder can be opened like a file; reading it fails
    Path folder = Files.createDirectories(inbox.resolve("a.csv"));
    receipts.take(new Inbox.Entry(folder, "a.csv", 10, SENT, null, true));
    put("b.csv", utf8("a;b\n"));
    receipts.take(new Inbox.Entry(inbox.resolve("b.csv"), "b.csv", 4, SENT, null, true));
    assertThat(receipts.refused())
        .extracting(told -> told.receipt().path(), told -> told.read().notes().get(0).code())
        .containsExactly(tuple("a.csv", FindingCode.FILE_NOT_READABLE));
    assertThat(receipts.received()).extracting(Receipt::path).containsExactly("b.csv");
  }

  @Test
  void archiveThatCannotBeWrittenStopsTheNight() throws IOException {
    put("ALA/cases.csv", utf8("a;b\n"));
    Files.writeString(home.resolve("archive"), "no folder");
    assertThatThrownBy(() -> receive(nothing()))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageStartingWith("Cannot archive ");
  }

  @Test
  void receivedAtIsWhenTheFileChangedUnlessTold() {
    put("ALA/a.csv", utf8("a;b\n"));
    put("ALA/b.csv", utf8("c;d\n"), NOW.plusSeconds(86_400));
    assertThat(receive(nothing()).submissions().select(Submissions.RECEIVED_AT).collectAsList())
        .extracting(row -> row.get(0))
        .containsExactly(SENT, NOW);
    Instant told = Instant.parse("2021-02-15T20:00:00Z");
    assertThat(
            receive(nothing(), Optional.of(told))
                .submissions()
                .select(Submissions.RECEIVED_AT)
                .collectAsList())
        .extracting(row -> row.get(0))
        .containsExactly(told, told);
  }

  @Test
  void tasksReadWhatThisProcessReads() {
    put("ALA/a.xlsx", Fixtures.workbook(new XSSFWorkbook()));
    put("ALA/b.csv", utf8("a;b\n1;2\n"));
    put("ALA/c.xls", utf8("<html>"));
    receive(nothing());
    Archive archive = new Archive(home.resolve("archive"), null);
    List<Receipt> receipts = Inboxes.receipts(inbox, archive);
    Reading reading = new Reading(NIGHT, Fixtures.LIMITS, Fixtures.LANGUAGES, null, null);
    Reading.Result here = reading.readHere(spark(), receipts);
    Reading.Result tasks = reading.readInTasks(spark(), receipts);
    assertThat(tasks.outcomes()).isEqualTo(here.outcomes());
    assertThat(tasks.rows().collectAsList()).hasSize(7).isEqualTo(here.rows().collectAsList());
  }

  @Test
  void emptyInboxIsNoTrouble() {
    Received received = receive(nothing());
    assertThat(received.submissions().count()).isZero();
    assertThat(received.findings().count()).isZero();
  }

  /** Receipts of everything in an inbox. */
  private static final class Inboxes {
    static List<Receipt> receipts(Path inbox, Archive archive) {
      try {
        return Inbox.list(inbox, Map.of(), path -> path).stream()
            .map(e -> receipt(e, archive))
            .toList();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static Receipt receipt(Inbox.Entry entry, Archive archive) {
      try (var in = Files.newInputStream(entry.file());
          Archive.Incoming incoming = archive.receive(in)) {
        incoming.keep(false);
        String sha256 = incoming.sha256();
        return new Receipt(
            sha256.substring(0, 16),
            sha256,
            entry.name(),
            entry.path(),
            null,
            entry.size(),
            SENT,
            SENT,
            null,
            archive.path(sha256).toString(),
            false);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static Conf conf() {
    Text text = new Text(Map.of("kk", "x", "ru", "x", "en", "x"));
    Country country =
        new Country(
            "KZ",
            text,
            text,
            text,
            text,
            text,
            ZoneId.of("Asia/Almaty"),
            List.of(new Lang("kk"), new Lang("ru"), new Lang("en")),
            new Lang("ru"),
            Map.of(),
            LocalTime.MIDNIGHT,
            LocalTime.NOON,
            LocalDate.EPOCH,
            LocalDate.EPOCH,
            LocalDate.EPOCH,
            List.of(),
            60,
            10,
            100_000,
            new Country.Reproduction(4, 10),
            List.of());
    return new Conf(
        Path.of("."),
        "c0ffee",
        country,
        List.of(region("ALA", text), region("AST", text)),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        new Words(List.of(), List.of(), List.of(), List.of(), List.of(), Map.of(), Map.of()),
        Fixtures.LIMITS,
        new Mail("a@example.kz", text, null, null, List.of(), Severity.WARN, List.of()),
        Map.of(),
        null,
        ReleaseRule.DEFAULT,
        ReportingRule.DEFAULT);
  }

  private static Region region(String code, Text name) {
    return new Region(
        new RegionCode(code),
        name,
        name,
        name,
        List.of(),
        Validity.ALWAYS,
        "city",
        null,
        "KZ-" + code,
        null,
        null,
        ZoneId.of("Asia/Almaty"),
        null,
        null,
        new Source("test", false));
  }
}
