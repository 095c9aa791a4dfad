package org.sitrep;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sitrep.config.Conf;
import org.sitrep.config.ConfReader;
import org.sitrep.domain.NightEntry;
import org.sitrep.report.Boxes;
import org.sitrep.report.SituationReport;
import org.sitrep.store.IcebergStore;
import org.sitrep.store.Session;
import org.sitrep.store.Store;
import org.sitrep.tables.Indicators;
import org.sitrep.tables.Revisions;
import org.sitrep.tables.Submissions;
import org.sitrep.testkit.ConfFolder;
import org.sitrep.testkit.SparkTest;

/**
 * Nights of a small country one after the other, with files that come late, again, or are taken
 * back, and once another configuration. What every night says to have moved is compared with the
 * two published states, read side by side. On demand for a whole month: {@code -Dmonth.nights=28}.
 */
class MonthTest extends SparkTest {
  private static final LocalDate FIRST = LocalDate.of(2021, 2, 1);
  private static final int NIGHTS = Integer.getInteger("month.nights", 7);
  private static final List<String> REGIONS = List.of("AAA", "BBB", "DDD");
  private static final Map<String, String> NAMES =
      Map.of("AAA", "Альфа", "BBB", "Бета", "DDD", "Дельта");

  /** The night whose configuration counts other people: its rates are a break in the series. */
  private static final LocalDate RECOUNTED = FIRST.plusDays(5);

  private static final String FORM =
      """
      key: cases
      version: "1"
      title: {ru: Случаи, en: Cases}
      period: day
      header-within: 30
      header-rows-max: 2
      date-from: [title]
      date-formats: [dd.MM.yyyy]
      region-from: [column]
      keys: [region]
      columns:
        - {key: region, type: region, required: true, words: {ru: [Регион], en: [Region]}}
        - key: cases_new
          type: count
          header: true
          measure: cases_new
          dimensions: {stream: U07.1}
          words: {ru: [За сутки], en: [New]}
        - key: cases_cumulative
          type: count
          measure: cases_cumulative
          dimensions: {stream: U07.1}
          words: {ru: [Всего], en: [All]}
        - {key: note, type: note, may-be-absent: true, words: {ru: [Примечание], en: [Note]}}
      """;

  @TempDir private static Path home;
  @TempDir private static Path folder;
  private static ConfFolder conf;
  private static final Map<String, Integer> VERSIONS = new HashMap<>();

  /** Night, region and date to the reason why its count should have moved, and the file. */
  private static final Map<LocalDate, Map<String, String>> EVENTS = new TreeMap<>();

  private static String takenBack = "";

  @BeforeAll
  static void aMonth() throws IOException {
    conf =
        ConfFolder.copy(Path.of("src/test/resources/conf/small"), folder.resolve("country"))
            .write("forms/cases.yml", FORM)
            .write("rules/cases.yml", "[]\n")
            .write("release.yml", "hold-on: []\n")
            .change("country.yml", "history-days: 57", "history-days: 16")
            .change(
                "calendar.yml",
                "[monday]",
                "[monday, tuesday, wednesday, thursday, friday, saturday, sunday]");
    Files.writeString(
        conf.path().resolve("regions.csv"),
        Files.readString(conf.path().resolve("regions.csv"))
            + "DDD,Дельта,Delta,Дельта,Delta,ДЕЛ,DEL,,,,region,,,KZ-10,,,Asia/Almaty,2,1,census,\n");
    Files.writeString(
        conf.path().resolve("population.csv"),
        Files.readString(conf.path().resolve("population.csv")) + "DDD,2021-01-01,3000,census,\n");
    Random random = new Random(20210201);
    List<String> standing = new ArrayList<>();
    for (int n = 0; n < NIGHTS; n++) {
      LocalDate day = FIRST.plusDays(n);
      Map<String, String> events = new TreeMap<>();
      EVENTS.put(day, events);
      for (String region : REGIONS) {
        if (random.nextInt(5) > 0) {
          send(region, day, day, random);
        }
        if (n > 0 && !day.equals(RECOUNTED) && random.nextInt(3) == 0) {
          LocalDate about = day.minusDays(1 + random.nextInt(Math.min(n, 6)));
          boolean known = VERSIONS.containsKey(region + about);
          String file = send(region, about, day, random);
          events.put(region + " " + about, (known ? "resubmitted " : "late ") + file);
          standing.add(region + " " + about + " " + file);
        }
      }
      if (n % 7 == 6) {
        // Taken back after the nights before knew it; nothing newer was sent in its place.
        String[] last =
            standing.stream()
                .map(line -> line.split(" ", -1))
                .filter(line -> !events.containsKey(line[0] + " " + line[1]))
                .reduce((earlier, later) -> later)
                .orElseThrow();
        assertThat(withdraw(day, last[2], "wrong table")).contains("Withdrawn ").endsWith("0");
        events.put(last[0] + " " + last[1], "withdrawn " + last[2]);
        standing.remove(String.join(" ", last));
        takenBack = last[2];
      }
      if (day.equals(RECOUNTED)) {
        conf.change("population.csv", "AAA,2021-01-01,1000", "AAA,2021-01-01,1250");
      }
      String said =
          run(
              clock(day),
              "nightly",
              "--conf",
              conf.path().toString(),
              "--date",
              day.toString(),
              "--to",
              "aggregate");
      assertThat(said).endsWith("0");
    }
  }

  private static Clock clock(LocalDate night) {
    return Clock.fixed(night.plusDays(1).atTime(1, 0).toInstant(ZoneOffset.UTC), ZoneOffset.UTC);
  }

  /** Puts a file into the inbox an hour after the night's own day ended there; its name. */
  private static String send(String region, LocalDate about, LocalDate night, Random random) {
    int version = VERSIONS.merge(region + about, 1, Integer::sum);
    String name = region.toLowerCase(Locale.ROOT) + "-" + about + "-v" + version + ".csv";
    String date = about.format(DateTimeFormatter.ofPattern("dd.MM.yyyy", Locale.ROOT));
    String text =
        "Данные за "
            + date
            + "\nРегион;За сутки;Всего;Примечание\n"
            + NAMES.get(region)
            + ";"
            + (20 + random.nextInt(80))
            + ";"
            + (1000 + 100 * about.getDayOfMonth() + random.nextInt(50))
            + ";из "
            + name
            + "\n";
    try {
      Path file =
          Files.createDirectories(home.resolve("inbox").resolve(region.toLowerCase(Locale.ROOT)))
              .resolve(name);
      Files.writeString(file, text);
      Instant at = night.atTime(19, 0).toInstant(ZoneOffset.UTC);
      Files.setLastModifiedTime(file, FileTime.from(at));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return name;
  }

  private static String withdraw(LocalDate night, String what, String reason) {
    Clock before =
        Clock.fixed(night.plusDays(1).atTime(0, 30).toInstant(ZoneOffset.UTC), ZoneOffset.UTC);
    return run(before, "withdraw", what, "--reason", reason, "--by", "A. Editor");
  }

  /** What the command printed, then its exit code. */
  private static String run(Clock clock, String command, String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
    String[] all =
        Stream.concat(Stream.of(command, "--home", home.toString()), Stream.of(args))
            .toArray(String[]::new);
    int code = Sitrep.run(all, clock, print, print);
    return out.toString(StandardCharsets.UTF_8) + code;
  }

  /** A figure of a published state: date, scope, region, indicator and dimensions to its value. */
  private static Map<String, Double> state(Store store, NightEntry night) {
    Map<String, Double> out = new TreeMap<>();
    for (Row row : store.asOf(night, Indicators.TABLE).collectAsList()) {
      @Nullable Double value = row.getAs(Indicators.VALUE);
      if (row.getAs(Indicators.NIGHT_ID).equals(night.nightId()) && value != null) {
        out.put(key(row, Indicators.INDICATOR, Indicators.DATE), value);
      }
    }
    return out;
  }

  private static String key(Row row, String name, String date) {
    return String.join(
        " ",
        row.getAs(date).toString(),
        row.getAs(Indicators.SCOPE),
        String.valueOf(row.<String>getAs(Indicators.REGION)),
        row.getAs(name),
        row.getAs(Indicators.DIMENSIONS));
  }

  private static LocalDate date(String key) {
    return LocalDate.parse(key.substring(0, 10));
  }

  /** Names of figures that are told for a row of days. */
  private static final List<String> SERIES =
      List.of(
          "cases_new",
          "cases_cumulative",
          "cases_mean_7d",
          "cases_sum_7d",
          "cases_sum_14d",
          "incidence_7d",
          "incidence_14d");

  private static Map<String, String> difference(
      Map<String, Double> before, Map<String, Double> now, LocalDate first, LocalDate last) {
    TreeSet<String> keys = new TreeSet<>(before.keySet());
    keys.addAll(now.keySet());
    Map<String, String> out = new TreeMap<>();
    for (String key : keys) {
      Double old = before.get(key);
      Double fresh = now.get(key);
      boolean common = !date(key).isBefore(first) && !date(key).isAfter(last);
      boolean moved =
          old == null || fresh == null
              ? !Objects.equals(old, fresh)
              : Math.abs(old - fresh) > 1e-9 * Math.max(1, Math.abs(old));
      if (common && moved && SERIES.contains(key.split(" ", -1)[3])) {
        out.put(key, old + " " + fresh);
      }
    }
    return out;
  }

  @Test
  void everyNightTellsTheDifferenceOfTheTwoPublishedStates() {
    Store store = new IcebergStore(Session.open(home.resolve("tables")));
    List<NightEntry> nights = store.nights();
    assertThat(nights).hasSize(NIGHTS);
    Map<String, String> files = new HashMap<>();
    store
        .published(Submissions.TABLE)
        .select(Submissions.SUBMISSION_ID, Submissions.FILE)
        .collectAsList()
        .forEach(row -> files.put(row.getString(0), row.getString(1)));
    Conf read = ConfReader.read(conf.path());
    Map<String, Double> before = Map.of();
    TreeSet<String> reasons = new TreeSet<>();
    for (NightEntry night : nights) {
      Map<String, Double> now = state(store, night);
      Published published = new Published(store, night);
      List<Row> rows = published.revisions().collectAsList();
      if (night.comparedWith() != null) {
        LocalDate day = night.reportDate();
        Map<String, String> expected = difference(before, now, day.minusDays(15), day.minusDays(1));
        Map<String, String> told = new TreeMap<>();
        rows.forEach(
            row ->
                told.put(
                    key(row, Revisions.NAME, Revisions.DATE),
                    row.getAs(Revisions.OLD_VALUE) + " " + row.getAs(Revisions.NEW_VALUE)));
        assertThat(told).as("night of " + day).isEqualTo(expected);
        reasons(night, rows, files);
        rows.forEach(row -> reasons.add(row.getAs(Revisions.REASON)));
        box(
            Boxes.changes(
                published.indicators(),
                published.findings(),
                published.revisions(),
                published.submissions(),
                night,
                read),
            expected,
            now,
            day);
      }
      before = now;
    }
    assertThat(reasons).containsExactly("definition", "late", "resubmitted", "withdrawn");
  }

  @Test
  void whatIsTakenBackIsTakenBackOnceAndSeenInOpenData() throws IOException {
    LocalDate last = FIRST.plusDays(NIGHTS - 1L);
    assertThat(withdraw(last, takenBack, "again"))
        .contains("was withdrawn before by A. Editor on ", ": wrong table; nothing is changed")
        .endsWith("0");
    assertThat(withdraw(last, takenBack.replace("csv", "cvs"), "x"))
        .contains("there is no submission ", "; did you mean " + takenBack + "?")
        .endsWith("2");
    assertThat(withdraw(last, takenBack, " ")).contains("--reason is empty").endsWith("2");
    assertThat(
            run(
                clock(last),
                "nightly",
                "--conf",
                conf.path().toString(),
                "--date",
                last.toString(),
                "--to",
                "aggregate"))
        .contains("Nothing new")
        .endsWith("0");
    String about = takenBack.substring(4, 14);
    assertThat(run(clock(last), "status", "--conf", conf.path().toString(), "--date", about))
        .containsPattern("Withdrawn: [0-9a-f]{16} on .* by A. Editor: wrong table")
        .endsWith("0");
    Path out = folder.resolve("out");
    assertThat(
            run(clock(last), "export", "--conf", conf.path().toString(), "--out", out.toString()))
        .endsWith("0");
    assertThat(Files.readAllLines(out.resolve("submissions.csv")))
        .filteredOn(line -> line.contains(",withdrawn,"))
        .singleElement()
        .asString()
        .contains(takenBack)
        .endsWith(",wrong table");
  }

  /** Counts of regions moved for the reasons, and by the files, that the month was written with. */
  private static void reasons(NightEntry night, List<Row> rows, Map<String, String> files) {
    Map<String, String> told = new TreeMap<>();
    Map<String, String> notes = new TreeMap<>();
    for (Row row : rows) {
      if (row.getAs(Revisions.SUBMISSION_ID) != null) {
        notes.put(
            String.valueOf(files.get(row.<String>getAs(Revisions.SUBMISSION_ID))),
            String.valueOf(row.<String>getAs(Revisions.NOTE)));
      }
      if (row.getAs(Revisions.NAME).equals("cases_new") && row.getAs(Revisions.REGION) != null) {
        told.put(
            row.getAs(Revisions.REGION) + " " + row.getAs(Revisions.DATE),
            row.getAs(Revisions.REASON)
                + " "
                + files.get(row.<String>getAs(Revisions.SUBMISSION_ID)));
      }
    }
    assertThat(notes)
        .allSatisfy((file, note) -> assertThat(note).isIn("из " + file, "wrong table"));
    assertThat(Objects.requireNonNull(EVENTS.get(night.reportDate())))
        .as("night of " + night.reportDate())
        .containsAllEntriesOf(told);
  }

  /** The box shows each count that moved, and splits today's new from the backlog. */
  private static void box(
      SituationReport.Changes box,
      Map<String, String> expected,
      Map<String, Double> now,
      LocalDate day) {
    Map<String, String> counts = new LinkedHashMap<>();
    double backlog = 0;
    for (Map.Entry<String, String> moved : expected.entrySet()) {
      String[] parts = moved.getKey().split(" ", -1);
      String[] values = moved.getValue().split(" ", -1);
      if (parts[3].equals("cases_new") && parts[1].equals("region")) {
        counts.put(parts[2] + " " + parts[0], moved.getValue());
      }
      if (parts[3].equals("cases_new") && parts[1].equals("national")) {
        backlog += number(values[1]) - number(values[0]);
      }
    }
    Map<String, String> lines = new TreeMap<>();
    box.lines().stream()
        .filter(line -> line.name().equals("cases_new"))
        .forEach(
            line -> lines.put(line.region() + " " + line.date(), line.old() + " " + line.fresh()));
    assertThat(lines).as("box of " + day).isEqualTo(new TreeMap<>(counts));
    assertThat(box.since()).isEqualTo(day.minusDays(1));
    if (backlog == 0) {
      assertThat(box.splits()).as("box of " + day).isEmpty();
    } else {
      assertThat(box.splits()).as("box of " + day).hasSize(1);
      assertThat(box.splits().get(0).earlier()).isEqualTo(backlog);
      Double today = now.get(day + " national null cases_new stream=U07.1");
      assertThat(box.splits().get(0).today().or(0)).isEqualTo(today == null ? 0 : today);
    }
  }

  private static double number(String text) {
    return text.equals("null") ? 0 : Double.parseDouble(text);
  }
}
