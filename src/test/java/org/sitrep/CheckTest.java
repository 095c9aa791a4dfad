package org.sitrep;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sitrep.testkit.SparkTest;

/** What a clerk sees who checks files before sending them. */
class CheckTest extends SparkTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2021-02-16T03:00:00Z"), ZoneOffset.UTC);
  private static final String HEADS =
      "Регион;Район;КВИ+ (U07.1) / За сутки;КВИ+ (U07.1) / Всего;КВИ- (U07.2) / За сутки;"
          + "КВИ- (U07.2) / Всего;Выздоровело / За сутки;Выздоровело / Всего;"
          + "Умерло КВИ+ / За сутки;Умерло КВИ+ / Всего;Умерло КВИ- / За сутки;Умерло КВИ- / Всего\n";

  @TempDir private Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void saysWhatToWriteAndLeavesNothingBehind() throws IOException {
    Path good = file("Форма 15.02.2021.csv", "г. Караганда;15");
    Path bad = file("Форма плохая 15.02.2021.csv", "г. Караганда;1O");
    List<Path> before = temporary();

    assertThat(
            run(
                "check",
                "--lang",
                "en",
                "--region",
                "kar",
                "--out",
                "" + folder.resolve("back"),
                good.toString(),
                bad.toString()))
        .isEqualTo(1);

    assertThat(lines())
        .containsExactly(
            "Форма 15.02.2021.csv: no findings. 1 row read: 1 counted, 0 waiting to be corrected,"
                + " 0 not counted.",
            "Форма плохая 15.02.2021.csv: 1 finding. 1 row read: 0 counted, 0 waiting to be"
                + " corrected, 1 not counted.",
            "  1. C2 – Correct. \"1O\" in \"КВИ+ (U07.1) / За сутки\" is not a number. Write"
                + " digits only, for example 1250.",
            "  Copy with painted cells: "
                + folder.resolve("back/Форма плохая 15.02.2021-returned-en.xlsx"),
            "Files checked: 2. To correct: 1; to look at: 0; without findings: 1.");
    assertThat(folder.resolve("back/Форма плохая 15.02.2021-returned-en.xlsx")).exists();
    assertThat(temporary()).isEqualTo(before);
  }

  @Test
  void goodFileIsZero() throws IOException {
    Path good = file("Форма 15.02.2021.csv", "г. Караганда;15");
    assertThat(run("check", "--region", "KAR", "--json", good.toString())).isZero();
    assertThat(lines()).hasSize(1);
    assertThat(lines().get(0)).contains("\"must_fix\":false").contains("\"rows_accepted\":1");
  }

  @Test
  void whatCannotBeCheckedIsUsage() throws IOException {
    assertThat(run("check")).isEqualTo(2);
    assertThat(run("check", folder.resolve("gone.xlsx").toString())).isEqualTo(2);
    assertThat(run("check", folder.toString())).isEqualTo(2);
    Path good = file("a.csv", "г. Караганда;15");
    assertThat(run("check", "--region", "xyz", good.toString())).isEqualTo(2);
    assertThat(run("check", "--lang", "fr", good.toString())).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains("gone.xlsx does not exist")
        .contains(folder + " is not a file")
        .contains("--region xyz is not a region of the register")
        .contains("--lang fr is not a language of the country; known: [kk, ru, en]")
        .doesNotContain("\tat ");
  }

  private Path file(String name, String start) throws IOException {
    return Files.writeString(
        folder.resolve(name),
        HEADS + "Карагандинская область;" + start + ";14000;0;0;0;0;0;0;0;0\n");
  }

  private static List<Path> temporary() throws IOException {
    try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return files.filter(f -> f.toString().contains("sitrep-check-")).sorted().toList();
    }
  }

  private List<String> lines() {
    return out.toString(StandardCharsets.UTF_8).lines().toList();
  }

  private int run(String... args) {
    return Sitrep.run(
        args,
        CLOCK,
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8));
  }
}
