package org.sitrep;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a person sees who types something wrong: one clear message, an exit code, no stack trace.
 */
class SitrepTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2021-02-16T03:00:00Z"), ZoneOffset.UTC);
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int run(String... args) {
    return Sitrep.run(
        args,
        CLOCK,
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8));
  }

  private List<String> errors() {
    return err.toString(StandardCharsets.UTF_8).lines().toList();
  }

  @Test
  void noCommandIsUsage() {
    assertThat(run()).isEqualTo(2);
    assertThat(errors().get(0)).isEqualTo("sitrep: say what to do, for example: sitrep demo");
  }

  @Test
  void unknownOptionIsUsage() {
    assertThat(run("nightly", "--dat", "2021-02-15")).isEqualTo(2);
    assertThat(errors().get(0)).startsWith("sitrep: Unknown options: '--dat', '2021-02-15'");
    assertThat(errors()).noneMatch(line -> line.contains("Exception"));
  }

  @Test
  void impossibleDateIsUsage() {
    assertThat(run("nightly", "--date", "2021-02-30")).isEqualTo(2);
    assertThat(errors().get(0)).contains("--date").contains("2021-02-30");
  }

  @Test
  void unknownStageIsUsageAndNamesTheStages() {
    assertThat(run("nightly", "--from", "normalize")).isEqualTo(2);
    assertThat(errors().get(0))
        .contains(
            "'normalize' is not a stage; known: ingest, normalise, aggregate, report, deliver");
  }

  @Test
  void stagesInWrongOrderAreUsage() {
    assertThat(run("nightly", "--from", "report", "--to", "ingest")).isEqualTo(2);
    assertThat(errors().get(0)).isEqualTo("sitrep: --from report comes after --to ingest");
  }

  @Test
  void holdWithoutItsStageIsUsage() {
    assertThat(run("nightly", "--hold", "--from", "report")).isEqualTo(2);
    assertThat(errors().get(0))
        .isEqualTo("sitrep: --hold needs the stage aggregate, which --from and --to leave out");
  }

  @Test
  void receivedAtMustBeATime(@TempDir Path home) {
    assertThat(run("nightly", "--home", home.toString(), "--received-at", "yesterday"))
        .isEqualTo(2);
    assertThat(errors().get(0))
        .isEqualTo("sitrep: --received-at 'yesterday' is not a time such as 2021-02-16T02:00:00Z");
  }

  @Test
  void homeThatIsAFileFails(@TempDir Path directory) throws IOException {
    Path file = Files.writeString(directory.resolve("home"), "not a folder");
    assertThat(run("nightly", "--date", "2021-02-15", "--home", file.toString())).isEqualTo(4);
    assertThat(errors().get(0))
        .isEqualTo(
            "sitrep: Cannot use "
                + file
                + ": a file stands where a folder is wanted. Nothing was started. Move it away and"
                + " run the same command again");
    assertThat(errors()).noneMatch(line -> line.contains("\tat "));
  }

  @Test
  void shippedConfigurationHasNoProblems() {
    assertThat(run("check-conf")).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8)).startsWith("No problems in ");
  }

  @Test
  void missingKeyAndUnknownRegionAreToldTogether(@TempDir Path directory) throws IOException {
    Path conf = copyOfConf(directory);
    edit(conf.resolve("country.yml"), "\ntime-zone:", "\ntime-zonne:");
    edit(conf.resolve("recipients.yml"), "returns-of: [ala]", "returns-of: [xyz]");
    assertThat(run("check-conf", "--conf", conf.toString())).isEqualTo(2);
    assertThat(errors()).anyMatch(line -> line.matches("country\\.yml:\\d+: time-zonne: .*"));
    assertThat(errors()).anyMatch(line -> line.matches("country\\.yml.*time-zone.*"));
    assertThat(errors()).anyMatch(line -> line.matches("recipients\\.yml:\\d+: .*xyz.*"));
    assertThat(errors()).noneMatch(line -> line.contains("\tat "));
  }

  @Test
  void badConfigurationStopsTheNightBeforeItTouchesTheHome(@TempDir Path directory)
      throws IOException {
    Path conf = copyOfConf(directory);
    edit(conf.resolve("country.yml"), "\ntime-zone:", "\ntime-zonne:");
    Path home = directory.resolve("home");
    assertThat(run("nightly", "--conf", conf.toString(), "--home", home.toString())).isEqualTo(2);
    assertThat(home).doesNotExist();
  }

  private static Path copyOfConf(Path directory) throws IOException {
    Path from = Path.of("conf/kazakhstan");
    Path to = directory.resolve("conf");
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Path copy = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(copy);
        } else {
          Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
        }
      }
    }
    return to;
  }

  private static void edit(Path file, String from, String to) throws IOException {
    String text = Files.readString(file);
    assertThat(text).contains(from);
    Files.writeString(file, text.replace(from, to));
  }

  @Test
  void formWritesABlankAndKeepsWhatSomebodyFilledIn(@TempDir Path dir) throws IOException {
    assertThat(run("form", "cases", "--region", "акмолинская обл.", "--out", dir.toString()))
        .isZero();
    Path blank = dir.resolve("cases-akm-2021-02-16-ru.xlsx");
    assertThat(out.toString(StandardCharsets.UTF_8).lines()).containsExactly("Wrote " + blank);
    assertThat(run("form", "cases", "--region", "AKM", "--out", dir.toString())).isZero();

    Files.writeString(blank, "filled in");
    assertThat(run("form", "cases", "--region", "AKM", "--out", dir.toString())).isEqualTo(2);
    assertThat(errors().get(0)).contains("is there already and is not the blank form");
    assertThat(blank).hasContent("filled in");
    assertThat(run("form", "cases", "--region", "AKM", "--out", blank.toString())).isZero();
    assertThat(blank).binaryContent().startsWith('P', 'K');
  }

  @Test
  void formNamesWhatThereIs() {
    assertThat(run("form", "case")).isEqualTo(2);
    assertThat(errors())
        .anySatisfy(
            line ->
                assertThat(line)
                    .startsWith("sitrep: 'case' is not a form of ")
                    .endsWith("conf/kazakhstan; did you mean 'cases'?"))
        .contains("  cases  Суточные сведения о коронавирусной инфекции");
    err.reset();
    assertThat(run("form", "cases", "--region", "Акмолинская облась")).isEqualTo(2);
    assertThat(errors())
        .startsWith(
            "sitrep: 'Акмолинская облась' is not a region on 2021-02-16; did you mean 'AKM'?")
        .contains("  AKM  Акмолинская область");
    err.reset();
    assertThat(run("form", "cases", "--lang", "kz")).isEqualTo(2);
    assertThat(errors())
        .startsWith("sitrep: 'kz' is not a language of the country; did you mean 'kk'?")
        .contains("  en");
    err.reset();
    assertThat(run("form", "vaccination", "--date", "2020-12-31")).isEqualTo(2);
    assertThat(errors().get(0))
        .isEqualTo("sitrep: the form 'vaccination' is not in use on 2020-12-31");
  }
}
