package org.sitrep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sitrep.testkit.Jvm;

/** Two runs of one home never overlap, and a run that was killed keeps nobody out. */
class HomeLockTest {
  @TempDir private Path root;
  private Home home = new Home(Path.of("."));
  private Path file = Path.of(".");

  @BeforeEach
  void home() {
    home = new Home(root);
    file = root.resolve(".lock");
  }

  @Test
  void secondRunOfTheSameProcessIsTurnedAway() throws IOException {
    try (HomeLock first = HomeLock.take(home, "night-2021-02-15")) {
      assertThat(first.cutOff()).isEmpty();
      assertThatThrownBy(() -> HomeLock.take(home, "night-2021-02-16"))
          .isInstanceOf(BusyException.class)
          .hasMessageContaining(
              "Another run is at work in " + root + ": night-2021-02-15, process ")
          .hasMessageContaining(ProcessHandle.current().pid() + " on ");
    }
    assertThat(file).isEmptyFile();
    try (HomeLock again = HomeLock.take(home, "night-2021-02-16")) {
      assertThat(again.cutOff()).isEmpty();
    }
  }

  /** Holds the lock of a home until it is killed. */
  static final class Holder {
    private Holder() {}

    public static void main(String[] args) throws InterruptedException {
      try (HomeLock lock = HomeLock.take(new Home(Path.of(args[0])), "night-2021-02-15")) {
        System.out.println("taken " + lock.cutOff().isPresent());
        Thread.sleep(Duration.ofMinutes(5).toMillis());
      }
    }
  }

  @Test
  void anotherProcessIsNamedWhileItLivesAndKeepsNobodyOutOnceItIsKilled() throws Exception {
    Path log = root.resolve("holder.log");
    Process holder = Jvm.start(log, Holder.class, List.of("-Xmx64m"), root.toString());
    try {
      for (int i = 0; i < 600 && !said(log).contains("taken"); i++) {
        assertThat(holder.isAlive()).as(said(log)).isTrue();
        Thread.sleep(100);
      }
      assertThatThrownBy(() -> HomeLock.take(home, "night-2021-02-16"))
          .isInstanceOf(BusyException.class)
          .hasMessageContaining(": night-2021-02-15, process " + holder.pid() + " on ")
          .hasMessageEndingWith(". It is alive; wait until it has ended and try again");
      assertThat(holder.isAlive()).isTrue();
    } finally {
      holder.destroyForcibly();
      assertThat(holder.waitFor(1, TimeUnit.MINUTES)).isTrue();
    }
    try (HomeLock mine = HomeLock.take(home, "night-2021-02-16")) {
      assertThat(mine.cutOff().orElseThrow())
          .startsWith("The run before was cut off (night-2021-02-15, process " + holder.pid())
          .endsWith(
              "its lock is stale. What it had not published does not count and is done again");
    }
  }

  private static String said(Path log) throws IOException {
    return Files.exists(log) ? Files.readString(log) : "";
  }

  @Test
  void lockLeftByAMachineThatRestartedIsStale() throws IOException {
    String line;
    try (HomeLock before = HomeLock.take(home, "night-2021-02-15")) {
      line = Files.readString(file);
    }
    Files.writeString(file, line);
    try (HomeLock mine = HomeLock.take(home, "night-2021-02-16")) {
      assertThat(mine.cutOff().orElseThrow()).contains("night-2021-02-15, process ");
    }
  }

  @Test
  void holderOnAnotherMachineIsBusyAsLongAsItGivesSignsOfLife() throws IOException {
    String elsewhere = "4711 ward-7 2021-02-15T20:00:00Z night-2021-02-15\n";
    Files.writeString(file, elsewhere);

    assertThatThrownBy(() -> HomeLock.take(home, "night-2021-02-16"))
        .isInstanceOf(BusyException.class)
        .hasMessageContaining(
            "from another machine: night-2021-02-15, process 4711 on ward-7 since"
                + " 2021-02-15T20:00:00Z. It gave a sign of life ")
        .hasMessageContaining("its lock is stale and gives way 120 s after its last sign of life");
    assertThat(file).hasContent(elsewhere);

    Instant silent = Instant.now().minus(HomeLock.SILENCE).minusSeconds(5);
    Files.setLastModifiedTime(file, FileTime.from(silent));
    try (HomeLock mine = HomeLock.take(home, "night-2021-02-16")) {
      assertThat(mine.cutOff().orElseThrow()).contains("process 4711 on ward-7").contains("stale");
      assertThat(Files.readString(file)).doesNotContain("ward-7").contains("night-2021-02-16");
    }
  }

  @Test
  void lockNobodyCanReadIsStale() throws IOException {
    Files.writeString(file, "left by an older version");

    try (HomeLock mine = HomeLock.take(home, "night-2021-02-16")) {
      assertThat(mine.cutOff().orElseThrow()).contains("(nobody knows which, last sign of life ");
    }
  }
}
