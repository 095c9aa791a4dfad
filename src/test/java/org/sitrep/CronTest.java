package org.sitrep;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code jobs/cron/nightly.sh}: silent when all is well, else one mail that says what to do. */
class CronTest {
  private final Path folder;
  private final Path home;

  CronTest(@TempDir Path folder) {
    this.folder = folder;
    this.home = folder.resolve("a home");
  }

  @Test
  void goodNightIsSilentAndLogged() throws Exception {
    Ended ended = night("echo \"$@\"; exit 0", "--date", "2021-02-15");

    assertThat(ended).isEqualTo(new Ended(0, ""));
    assertThat(logs()).hasSize(1);
    assertThat(Files.readString(logs().get(0)))
        .isEqualTo("nightly --home " + home + " --date 2021-02-15\n");
  }

  @Test
  void heldNightAsksForAPersonAndShowsTheLog() throws Exception {
    Ended ended = night("echo 'held: too few regions' >&2; exit 3");

    assertThat(ended.code()).isEqualTo(3);
    assertThat(ended.output())
        .startsWith("Sitrep: the night is held or not ready: look with sitrep status")
        .endsWith("\nheld: too few regions\n");
  }

  @Test
  void failedNightSaysThatItCanBeRunAgain() throws Exception {
    Ended ended = night("exit 4");

    assertThat(ended.code()).isEqualTo(4);
    assertThat(ended.output()).startsWith("Sitrep: the night failed; after mending the cause, run");
  }

  @Test
  void remindersHaveALogOfTheirOwnAndSayThatTheyFailed() throws Exception {
    Ended ended = script("remind.sh", "echo \"$@\"; exit 4", "--dry-run");

    assertThat(ended.code()).isEqualTo(4);
    assertThat(ended.output())
        .startsWith("Sitrep: reminding senders failed; after mending the cause, run this again");
    assertThat(logs().get(0).getFileName().toString()).startsWith("remind-");
    assertThat(Files.readString(logs().get(0))).isEqualTo("remind --home " + home + " --dry-run\n");
  }

  @Test
  void secondNightInTheSameHomeDoesNotStart() throws Exception {
    Files.createDirectories(home.resolve("logs"));
    Process other =
        new ProcessBuilder(
                "flock", home.resolve("logs/nightly.lock").toString(), "sh", "-c", "echo; read x")
            .start();
    other.getInputStream().read();

    Ended ended = night("touch '" + folder + "/started'");

    other.destroy();
    assertThat(ended.code()).isEqualTo(3);
    assertThat(ended.output())
        .isEqualTo(
            "Sitrep: another night is still running in " + home + "; nothing was started.\n");
    assertThat(folder.resolve("started")).doesNotExist();
  }

  private record Ended(int code, String output) {}

  /** Runs the script with a launcher of its own that does {@code body}. */
  private Ended night(String body, String... arguments) throws Exception {
    return script("nightly.sh", body, arguments);
  }

  private Ended script(String script, String body, String... arguments) throws Exception {
    Path launcher = Files.writeString(folder.resolve("sitrep"), "#!/bin/sh\n" + body + "\n");
    Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwx------"));
    ProcessBuilder builder =
        new ProcessBuilder(
            Stream.concat(
                    Stream.of("/bin/sh", Path.of("jobs/cron", script).toAbsolutePath().toString()),
                    Stream.of(arguments))
                .toList());
    builder.redirectErrorStream(true);
    builder.environment().put("SITREP", launcher.toString());
    builder.environment().put("SITREP_HOME", home.toString());
    Process process = builder.start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ended(process.waitFor(), output);
  }

  private List<Path> logs() throws IOException {
    try (Stream<Path> files = Files.list(home.resolve("logs"))) {
      return files.filter(file -> file.toString().endsWith(".log")).toList();
    }
  }
}
