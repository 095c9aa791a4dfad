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
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sitrep.sample.SampleCountry;

/** {@code sitrep remind} in a home without any night, where two regions have sent their forms. */
class RemindTest {
  private final Path home;

  RemindTest(@TempDir Path home) {
    this.home = home;
  }

  @Test
  void filesInTheInboxAreReadBeforeAnybodyIsReminded() throws IOException {
    SampleCountry.of(Path.of("conf/kazakhstan")).deliver(LocalDate.of(2021, 2, 2), inbox());
    try (Stream<Path> senders = Files.list(inbox())) {
      for (Path sender : senders.toList()) {
        if (!List.of("ala", "akm").contains(sender.getFileName().toString())) {
          delete(sender);
        }
      }
    }
    Path akmola = inbox().resolve("akm");
    Path elsewhere = home.resolve("akm");
    Files.move(akmola, elsewhere);

    // 03:30 in Kazakhstan: daily forms of the day before are 90 minutes late.
    String first = run("2021-02-02T21:30:00Z", "--dry-run");
    assertThat(first)
        .contains(
            "Would send reminder 1 to akm@regions.example.invalid: AKM cases of 2021-02-02, AKM"
                + " vaccination of 2021-02-02, AKM supply of 2021-02-02\n")
        .doesNotContain("ala@regions")
        .endsWith("\n0");
    assertThat(letters()).isEmpty();

    Files.move(elsewhere, akmola);
    String second = run("2021-02-02T23:00:00Z");
    assertThat(second)
        .contains("Sent reminder 2 to kar@regions.example.invalid: KAR cases of 2021-02-02,")
        .doesNotContain("akm@regions", "ala@regions", "escalation");
    assertThat(letters()).hasSize(15).allMatch(name -> name.contains(".reminder-2."));

    assertThat(run("2021-02-03T02:00:00Z"))
        .contains("Sent escalation to duty-officer@health.example.invalid: AST cases");
    assertThat(letters()).hasSize(16);
    assertThat(home.resolve("reports")).isEmptyDirectory();
  }

  private Path inbox() {
    return home.resolve("inbox");
  }

  private List<String> letters() throws IOException {
    try (Stream<Path> files = Files.list(home.resolve("outbox"))) {
      return files.map(f -> f.getFileName().toString()).filter(f -> f.endsWith(".eml")).toList();
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private String run(String now, String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
    String[] all =
        Stream.concat(Stream.of("remind", "--home", home.toString()), Stream.of(args))
            .toArray(String[]::new);
    int code = Sitrep.run(all, Clock.fixed(Instant.parse(now), ZoneOffset.UTC), print, print);
    return out.toString(StandardCharsets.UTF_8) + code;
  }
}
