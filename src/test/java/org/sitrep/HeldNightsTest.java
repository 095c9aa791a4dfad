package org.sitrep;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sitrep.domain.NightEntry;
import org.sitrep.store.IcebergStore;
import org.sitrep.store.Session;

/** What a person decides about a night: one of the sample country, and one of a single file. */
class HeldNightsTest {
  /** Of one region, with a letter for a digit. */
  private static final String FORM =
      """
      Сведения на 02.02.2021;;;
      Регион;Район;КВИ+ (U07.1) / За сутки;КВИ+ (U07.1) / Всего
      Карагандинская область;г. Караганда;15;14000
      Карагандинская область;Районы области;1O;778
      """;

  @TempDir private static Path home;

  @BeforeAll
  static void oneNightIsPublished() {
    assertThat(run("demo", "--until", "2021-02-01"))
        .contains("Reports of 2021-02-01")
        .endsWith("0");
  }

  /** What the command printed, then its exit code. */
  private static String run(String command, String... args) {
    return run(Clock.systemUTC(), command, args);
  }

  private static String run(Clock clock, String command, String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
    String[] all =
        Stream.concat(Stream.of(command, "--home", home.toString()), Stream.of(args))
            .toArray(String[]::new);
    int code = Sitrep.run(all, clock, print, print);
    return out.toString(StandardCharsets.UTF_8) + code;
  }

  private static NightEntry night(String id) {
    return new IcebergStore(Session.open(home.resolve("tables")))
        .nights().stream().filter(n -> n.nightId().equals(id)).findFirst().orElseThrow();
  }

  /** Letters in the outbox about a date whose name begins so, with their hashes. */
  private static Map<String, String> letters(String date, String edition) throws IOException {
    return hashes(home.resolve("outbox"), "sitrep." + date + "." + edition);
  }

  private static Map<String, String> pdfs(String date) throws IOException {
    return hashes(home.resolve("reports/" + date), "sitrep-");
  }

  private static Map<String, String> hashes(Path folder, String prefix) throws IOException {
    Map<String, String> out = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      files
          .filter(f -> f.getFileName().toString().startsWith(prefix))
          .forEach(f -> out.put(f.getFileName().toString(), Hash.sha256(f)));
    }
    return out;
  }

  @Test
  void heldNightSendsANoticeAndReturnsAndReleasedWhatWasHeldOnce() throws IOException {
    Path form = home.resolve("inbox/kar/Форма.csv");
    Files.writeString(form, FORM);
    Files.setLastModifiedTime(form, FileTime.from(Instant.parse("2021-02-02T15:00:00Z")));
    String held = run("nightly", "--date", "2021-02-02", "--hold", "--to", "aggregate");

    assertThat(held)
        .contains("The night of 2021-02-02 is held: held by --hold; publish it as it is with:")
        .contains("sitrep release --date 2021-02-02 --reason \"…\"")
        .endsWith("3");
    assertThat(letters("2021-02-02", "")).hasSize(1);
    Map<String, String> notice = letters("2021-02-02", "notice.ru");
    assertThat(notice).hasSize(1);
    assertThat(run("trace", "tests_new", "--date", "2021-02-02"))
        .contains("The night of 2021-02-02 is held: held by --hold; publish it as it is with:")
        .endsWith("3");

    // Airflow goes on with the stages after it; on the command line they are one run.
    for (String stage : List.of("report", "deliver")) {
      assertThat(run("nightly", "--date", "2021-02-02", "--from", stage, "--to", stage))
          .contains("is held: held by --hold")
          .endsWith("3");
    }
    Map<String, String> returned = letters("2021-02-02", "return.ru");
    assertThat(returned).hasSize(1);
    assertThat(Files.readString(home.resolve("outbox/" + returned.keySet().iterator().next())))
        .contains("To: ", "<kar@regions.example.invalid>", "-returned-ru.xlsx")
        .doesNotContain(".pdf");
    Map<String, String> both = letters("2021-02-02", "");
    assertThat(both).hasSize(2).containsAllEntriesOf(notice).containsAllEntriesOf(returned);
    assertThat(run("nightly", "--date", "2021-02-02"))
        .contains("is held: held by --hold")
        .endsWith("3");
    assertThat(letters("2021-02-02", "")).isEqualTo(both);
    assertThat(run("release", "--date", "2021-02-02")).contains("--reason").endsWith("2");

    NightEntry waiting = night("2021-02-02.1");
    String released =
        run("release", "--date", "2021-02-02", "--reason", "checked by phone", "--by", "A. Editor");

    assertThat(released).contains("Released 2021-02-02.1: checked by phone").endsWith("0");
    NightEntry entry = night("2021-02-02.1");
    assertThat(entry.status()).isEqualTo(NightEntry.RELEASED);
    assertThat(entry.decidedBy()).isEqualTo("A. Editor");
    assertThat(entry.snapshots()).as("what was held").isEqualTo(waiting.snapshots());
    assertThat(entry.fingerprint()).isEqualTo(waiting.fingerprint());
    assertThat(entry.decisions())
        .extracting(NightEntry.Decision::status)
        .containsExactly(NightEntry.HELD, NightEntry.RELEASED);
    assertThat(pdfs("2021-02-02")).hasSize(3);
    Map<String, String> letters = letters("2021-02-02", "national");
    assertThat(letters).hasSize(3);
    assertThat(letters("2021-02-02", "return")).as("once").isEqualTo(returned);
    assertThat(Files.readString(home.resolve("reports/2021-02-02/night.json")))
        .contains("\"status\" : \"released\"", "\"inputs\"", "\"stages\"");

    assertThat(run("release", "--date", "2021-02-02", "--reason", "again"))
        .contains("was released before by A. Editor")
        .endsWith("0");
    assertThat(letters("2021-02-02", "national")).isEqualTo(letters);
    assertThat(run("nightly", "--date", "2021-02-02")).contains("Nothing new").endsWith("0");
  }

  @Test
  void publishedNightHeldAfterwardsIsTakenBackAndComesBackTheSame() throws IOException {
    Map<String, String> reports = pdfs("2021-02-01");
    Map<String, String> letters = letters("2021-02-01", "national");
    assertThat(letters).hasSize(3);
    Path gone = home.resolve("outbox/" + letters.keySet().iterator().next());
    Files.delete(gone);
    assertThat(run("release", "--date", "2021-02-01", "--reason", "x"))
        .contains("The night of 2021-02-01 is not held: 2021-02-01.1 is published")
        .endsWith("3");

    String held = run("hold", "--date", "2021-02-01", "--reason", "wrong file of Astana");

    assertThat(held)
        .contains("Held 2021-02-01.1: wrong file of Astana")
        .contains("Letters taken out of the outbox: 2")
        .contains("Letters that had left already: minister-office-en@health.example.invalid")
        .endsWith("0");
    assertThat(pdfs("2021-02-01")).isEmpty();
    assertThat(letters("2021-02-01", "national")).isEmpty();
    assertThat(letters("2021-02-01", "notice")).hasSize(1);
    assertThat(run("export", "--date", "2021-02-01"))
        .contains("There is no published night of 2021-02-01")
        .endsWith("3");
    assertThat(run("nightly", "--date", "2021-02-01", "--from", "deliver"))
        .contains("is held: wrong file of Astana; publish it as it is with:")
        .endsWith("3");

    assertThat(run("release", "--date", "2021-02-01", "--reason", "it was right")).endsWith("0");

    assertThat(pdfs("2021-02-01")).isEqualTo(reports);
    assertThat(letters("2021-02-01", "national"))
        .hasSize(2)
        .doesNotContainKey(gone.getFileName().toString());
    assertThat(night("2021-02-01.1").decidedBy()).isEqualTo(System.getProperty("user.name"));
  }

  @Test
  void nightWaitsForLateRegionsUntilItsDeadlineAndThenNamesThem() {
    // 04:00 and 07:00 in the capital; the profile waits until 06:00.
    Clock before = Clock.fixed(Instant.parse("2021-02-10T22:00:00Z"), ZoneOffset.UTC);
    Clock after = Clock.fixed(Instant.parse("2021-02-11T01:00:00Z"), ZoneOffset.UTC);

    assertThat(run(before, "nightly", "--date", "2021-02-10"))
        .contains("The night of 2021-02-10 is not ready: it waits until 2021-02-11T06:00 for AKM, ")
        .endsWith("3");
    assertThat(home.resolve("reports/2021-02-10/night.json")).doesNotExist();

    assertThat(run(after, "nightly", "--date", "2021-02-10", "--to", "aggregate")).endsWith("0");
    NightEntry night = night("2021-02-10.1");
    assertThat(night.status()).isEqualTo(NightEntry.PROVISIONAL);
    assertThat(night.missingRegions()).hasSize(17);
  }

  @Test
  void housekeepingTouchesNothingReceivedPublishedOrSent() throws IOException {
    Clock later = Clock.fixed(Instant.parse("2999-01-01T00:00:00Z"), ZoneOffset.UTC);
    Path draft = home.resolve("reports/2021-02-01/.night-2021-02-01.9.json");
    Files.writeString(draft, "{}");
    Files.writeString(home.resolve("outbox/.letter.eml.part"), "Subject: ha");
    assertThat(run("housekeeping")).contains("files deleted:   []").endsWith("0");
    Files.delete(draft);
    Files.delete(home.resolve("outbox/.letter.eml.part"));
    Map<String, String> before = everything();
    Files.writeString(draft, "{}");
    Files.writeString(home.resolve("outbox/.letter.eml.part"), "Subject: ha");

    assertThat(run(later, "housekeeping"))
        .contains(
            "files deleted:   [outbox/.letter.eml.part, reports/2021-02-01/" + draft.getFileName())
        .endsWith("0");

    assertThat(everything()).isEqualTo(before).hasSizeGreaterThan(50);
    assertThat(run("replay", "--date", "2021-02-01", "--out", home.resolve("again").toString()))
        .endsWith("0");
    assertThat(hashes(home.resolve("again"), "sitrep-")).isEqualTo(pdfs("2021-02-01"));
    assertThat(run(later, "housekeeping", "--json"))
        .contains(
            "{\"home_files\":[],\"table_files\":0,\"table_states\":0,\"unfinished_nights\":[]}")
        .endsWith("0");
    assertThat(run("housekeeping", "--older-than", "0")).contains("less than a day").endsWith("2");
  }

  /** Every file received, published or sent, with its hash. */
  private static Map<String, String> everything() throws IOException {
    Map<String, String> out = new TreeMap<>();
    for (String part : new String[] {"archive", "reports", "outbox", "conf"}) {
      try (Stream<Path> files = Files.walk(home.resolve(part))) {
        files
            .filter(Files::isRegularFile)
            .forEach(file -> out.put(home.relativize(file).toString(), Hash.sha256(file)));
      }
    }
    return out;
  }

  @Test
  void nightThatNeverWasCanBeNeitherHeldNorReleased() {
    assertThat(run("hold", "--date", "2021-03-01", "--reason", "x"))
        .contains("There is no night of 2021-03-01 to hold")
        .endsWith("3");
    assertThat(run("release", "--date", "2021-03-01", "--reason", "x"))
        .contains("There is no night of 2021-03-01 yet")
        .endsWith("3");
  }
}
