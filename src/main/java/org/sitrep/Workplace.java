package org.sitrep;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import org.sitrep.config.Conf;
import org.sitrep.store.IcebergStore;
import org.sitrep.store.Session;
import org.sitrep.store.Store;

/**
 * Everything a command needs of one home while it runs: the log, the lock that keeps two nights of
 * one home apart, Spark and the store.
 */
final class Workplace implements AutoCloseable {
  private final @Nullable HomeLock lock;
  private final SparkSession spark;
  private final Store store;

  private Workplace(@Nullable HomeLock lock, SparkSession spark, Store store) {
    this.lock = lock;
    this.spark = spark;
    this.store = store;
  }

  /** Opens a home for writing; at most one process at a time can. */
  static Workplace forNight(Home home, String logName, Progress progress) {
    NightLog.to(home.logs().resolve(logName + ".log"));
    HomeLock lock = HomeLock.take(home, logName);
    boolean opened = false;
    try {
      lock.cutOff().ifPresent(progress::say);
      SparkSession spark = Session.open(home.tables());
      Workplace place = new Workplace(lock, spark, new IcebergStore(spark));
      opened = true;
      return place;
    } finally {
      if (!opened) {
        lock.close();
      }
    }
  }

  /** Opens a home for reading; a night may run meanwhile, readers see what was published before. */
  static Workplace forReading(Home home) {
    if (Files.isWritable(home.logs())) {
      NightLog.to(home.logs().resolve("reading.log"));
    }
    SparkSession spark = Session.open(home.tables());
    return new Workplace(null, spark, new IcebergStore(spark));
  }

  /** Runs one night in a workplace of its own. */
  static NightOutcome night(RunRequest request, Conf conf, Sitrep.Console console) {
    Progress progress = console.progress();
    progress.step(0, StageLog.STEPS, "starting");
    try (Workplace place = forNight(request.home(), "night-" + request.reportDate(), progress)) {
      return place.run(request, conf, progress);
    } finally {
      progress.clear();
    }
  }

  /**
   * Runs one night here.
   *
   * @throws DiskTrouble when it cannot write; the message says what of the night readers see
   */
  NightOutcome run(RunRequest request, Conf conf, Progress progress) {
    try {
      return new Night(request, conf, spark, store, progress).run();
    } catch (Throwable e) {
      Optional<DiskTrouble> trouble =
          DiskTrouble.of(
              e, request.home().root(), Path.of(System.getProperty("java.io.tmpdir", "/tmp")));
      if (trouble.isPresent()) {
        throw trouble.get().with(seen(request));
      }
      throw e;
    }
  }

  private String seen(RunRequest request) {
    boolean published =
        store.nights().stream()
            .anyMatch(
                night ->
                    night.visible()
                        && night.reportDate().equals(request.reportDate())
                        && !night.publishedAt().isBefore(request.now()));
    return published
        ? "The figures of "
            + request.reportDate()
            + " are published; their report or its letters are not complete"
        : "Nothing of the night of " + request.reportDate() + " was published";
  }

  /** The same home for another thread, which opens tables for itself; needs no closing. */
  Workplace beside() {
    return new Workplace(null, spark, new IcebergStore(spark));
  }

  SparkSession spark() {
    return spark;
  }

  Store store() {
    return store;
  }

  /**
   * Releases the lock. Spark ends with the process: commands that follow in it share the session.
   */
  @Override
  public void close() {
    if (lock != null) {
      lock.close();
    }
  }
}
