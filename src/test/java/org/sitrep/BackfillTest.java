package org.sitrep;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sitrep.sample.SampleCountry;
import org.sitrep.testkit.ConfFolder;

/** Two nights of the sample country; the files of the first come late. */
class BackfillTest {
  @TempDir private static Path folder;
  private final Path home = folder.resolve("home");
  private final Path conf = folder.resolve("conf");

  /** What the command printed, then its exit code. */
  private String run(String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
    List<String> all = new ArrayList<>(List.of(args));
    all.addAll(List.of("--home", home.toString(), "--conf", conf.toString()));
    int code = Sitrep.run(all.toArray(String[]::new), Clock.systemUTC(), print, print);
    return out.toString(StandardCharsets.UTF_8) + code;
  }

  private String backfill(String from, String... more) {
    List<String> all = new ArrayList<>(List.of("backfill", "--from", from, "--to", "2021-02-11"));
    all.addAll(List.of(more));
    return run(all.toArray(String[]::new));
  }

  private void deliver(int day) {
    SampleCountry.of(Path.of("conf/kazakhstan"))
        .deliver(LocalDate.of(2021, 2, day), home.resolve("inbox"));
  }

  private List<Path> pdfs(String date) throws IOException {
    Path reports = home.resolve("reports/" + date);
    if (!Files.exists(reports)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(reports)) {
      return files.filter(file -> file.toString().endsWith(".pdf")).sorted().toList();
    }
  }

  /** The line of a date in the table, spaces as one. */
  private static String line(String said, String date) {
    return said.lines()
        .filter(line -> line.startsWith(date + " 2021") || line.startsWith(date + "  "))
        .reduce((earlier, later) -> later)
        .orElse("")
        .replaceAll(" +", " ");
  }

  @Test
  void heldNightStopsNothingAndLateFilesMoveWhatWasPublished() throws IOException {
    ConfFolder.copy(Path.of("conf/kazakhstan"), conf)
        .change(
            "release.yml",
            "hold-on: [IDENTITY_BROKEN, FIGURE_JUMPED]",
            "hold-on: [FORM_NOT_RECEIVED]");
    // Weekly forms are those of Sunday the 7th.
    deliver(7);
    deliver(11);

    String first = backfill("2021-02-10", "--no-mail");

    assertThat(first).endsWith("3");
    assertThat(line(first, "2021-02-10")).startsWith("2021-02-10 – held – – FORM_NOT_RECEIVED × ");
    assertThat(line(first, "2021-02-11")).isEqualTo("2021-02-11 2021-02-11.1 published – 0");
    assertThat(pdfs("2021-02-10")).isEmpty();
    assertThat(pdfs("2021-02-11")).hasSize(3);

    deliver(10);
    String second = backfill("2021-02-10", "--no-mail", "--jobs", "2");

    assertThat(second).endsWith("0");
    assertThat(line(second, "2021-02-10")).startsWith("2021-02-10 2021-02-10.2 published – ");
    assertThat(line(second, "2021-02-11")).startsWith("2021-02-11 2021-02-11.2 published ");
    assertThat(Long.parseLong(line(second, "2021-02-11").split(" ")[3])).isGreaterThan(100);
    assertThat(second)
        .contains(
            "Reports that are not what readers saw before: 1; table revision says which figures"
                + " moved and why");
    try (Stream<Path> letters = Files.list(home.resolve("outbox"))) {
      assertThat(letters.filter(l -> l.toString().contains("national")).toList()).isEmpty();
    }
    // Reports made beside each other are those made alone.
    Path alone = folder.resolve("alone");
    assertThat(run("replay", "--date", "2021-02-10", "--out", alone.toString())).endsWith("0");
    assertThat(pdfs("2021-02-10")).hasSize(3);
    for (Path pdf : pdfs("2021-02-10")) {
      assertThat(alone.resolve(pdf.getFileName().toString())).hasSameBinaryContentAs(pdf);
    }

    assertThat(backfill("2021-02-11", "--no-mail", "--json"))
        .contains("\"before\":\"2021-02-11.2\"", "\"figures_moved\":0")
        .contains("\"night_id\":\"2021-02-11.2\"", "\"status\":\"unchanged\"")
        .endsWith("0");
  }

  @Test
  void wrongRangeOrConfigurationStartsNothing() {
    assertThat(run("backfill", "--from", "2021-02-11", "--to", "2021-02-09"))
        .contains("--from 2021-02-11 is after --to 2021-02-09")
        .endsWith("2");
    assertThat(backfill("2021-02-09", "--jobs", "0"))
        .contains("--jobs 0 is not a number from 1")
        .endsWith("2");
    assertThat(
            run("backfill", "--from", "2021-02-09", "--to", "2021-02-09", "--inbox", "no-folder"))
        .contains("--inbox no-folder is not a folder")
        .endsWith("2");
  }
}
