package org.sitrep;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sitrep.domain.NightEntry;
import org.sitrep.store.Store;

/**
 * {@code sitrep housekeeping}: lets go of what a killed night or a power cut left behind and of the
 * states of tables between two nights. What was received, published, reported or sent stays.
 */
final class Housekeeping {
  private final Sitrep.Console console;
  private final Home home;

  Housekeeping(Sitrep.Console console, Path home) {
    this.console = console;
    this.home = Home.openForReading(home);
  }

  /**
   * Does it; the exit code.
   *
   * @param olderThan what is younger stays: somebody may be at it
   */
  int run(Duration olderThan, boolean json) {
    Instant before = console.clock().instant().minus(olderThan);
    Map<String, Object> done = new LinkedHashMap<>();
    try (Workplace place = Workplace.forNight(home, "housekeeping", console.progress())) {
      Store.Housekeeping tables = place.store().housekeeping(before);
      List<Path> files = leftovers(place.store().nights(), before);
      for (Path file : files) {
        delete(file);
      }
      done.put("unfinished_nights", tables.unfinished());
      done.put("table_states", tables.states());
      done.put("table_files", tables.files());
      done.put(
          "home_files",
          files.stream().map(file -> home.root().relativize(file).toString()).toList());
    }
    if (json) {
      console.out().println(Json.line(done));
    } else {
      console.out().println("Unfinished nights dropped:    " + done.get("unfinished_nights"));
      console.out().println("Table states forgotten:       " + done.get("table_states"));
      console.out().println("Table files nobody has:       " + done.get("table_files"));
      console.out().println("Half-written files deleted:   " + done.get("home_files"));
    }
    return 0;
  }

  /**
   * Records of nights that never ended, and files that were being written. The archive is not
   * looked at.
   */
  private List<Path> leftovers(List<NightEntry> ledger, Instant before) {
    Set<Path> waiting =
        ledger.stream().filter(n -> !n.visible()).map(home::draft).collect(Collectors.toSet());
    return Stream.of("reports", "returns", "outbox", "export", "replay")
        .map(home.root()::resolve)
        .filter(Files::isDirectory)
        .flatMap(Housekeeping::filesIn)
        .filter(file -> isLeftover(file.getFileName().toString()) && !waiting.contains(file))
        .filter(file -> isOlder(file, before))
        .sorted()
        .toList();
  }

  private static boolean isLeftover(String name) {
    return name.startsWith(".")
        && (name.endsWith(".new")
            || name.endsWith(".part")
            || name.startsWith(".night-") && name.endsWith(".json"));
  }

  private static Stream<Path> filesIn(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot look through " + folder, e);
    }
  }

  private static boolean isOlder(Path file, Instant before) {
    try {
      return Files.getLastModifiedTime(file).toInstant().isBefore(before);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot look at " + file, e);
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot delete " + file, e);
    }
  }
}
