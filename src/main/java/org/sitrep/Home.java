package org.sitrep;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.sitrep.domain.NightEntry;

/**
 * The folder in which one country's nights live. Everything Sitrep receives, knows and says is
 * below it.
 *
 * @param root absolute path
 */
record Home(Path root) {

  /**
   * Opens a home, making what is missing. Every folder that a night writes to is tried before it
   * begins; the inbox is only read.
   *
   * @throws DiskTrouble when a folder cannot be made or written to
   */
  static Home open(Path directory) {
    Home home = new Home(directory.toAbsolutePath().normalize());
    List<Path> written =
        List.of(
            home.root(),
            home.logs(),
            home.archive(),
            home.tables(),
            home.reports(),
            home.returns(),
            home.outbox());
    for (Path folder : written) {
      try {
        Files.createDirectories(folder);
        Files.delete(Files.createTempFile(folder, ".write", ".probe"));
      } catch (IOException e) {
        throw DiskTrouble.at(folder, e);
      }
    }
    try {
      Files.createDirectories(home.inbox());
    } catch (IOException e) {
      throw DiskTrouble.at(home.inbox(), e);
    }
    return home;
  }

  /**
   * Opens a home that is only read; makes nothing.
   *
   * @throws NotReadyException when there is no home
   */
  static Home openForReading(Path directory) {
    Home home = new Home(directory.toAbsolutePath().normalize());
    if (!Files.isDirectory(home.tables())) {
      throw new NotReadyException("There is no home in " + home.root + "; run a night first");
    }
    return home;
  }

  Path inbox() {
    return root.resolve("inbox");
  }

  Path archive() {
    return root.resolve("archive");
  }

  /** The key for data on persons, when the environment names no other. */
  Path personKey() {
    return root.resolve("person.key");
  }

  Path tables() {
    return root.resolve("tables");
  }

  Path reports() {
    return root.resolve("reports");
  }

  Path reports(LocalDate date) {
    return reports().resolve(date.toString());
  }

  /** What the published night of a report date read, counted, found and said. */
  Path record(LocalDate date) {
    return reports(date).resolve("night.json");
  }

  /** Where the record of an attempt waits until the attempt is published. */
  Path draft(NightEntry night) {
    return draft(night.reportDate(), night.nightId());
  }

  Path draft(LocalDate date, String nightId) {
    return reports(date).resolve(".night-" + nightId + ".json");
  }

  Path returns() {
    return root.resolve("returns");
  }

  Path returns(LocalDate date) {
    return returns().resolve(date.toString());
  }

  /** Copies of every configuration that a night was published under, by version. */
  Path conf(String version) {
    return root.resolve("conf").resolve(version);
  }

  Path replay(String name) {
    return root.resolve("replay").resolve(name);
  }

  Path outbox() {
    return root.resolve("outbox");
  }

  Path export(LocalDate date) {
    return root.resolve("export").resolve(date.toString());
  }

  Path logs() {
    return root.resolve("logs");
  }
}
