package org.sitrep;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
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
  private final @Nullable FileChannel channel;
  private final SparkSession spark;
  private final Store store;

  private Workplace(@Nullable FileChannel channel, SparkSession spark, Store store) {
    this.channel = channel;
    this.spark = spark;
    this.store = store;
  }

  /** Opens a home for writing; at most one process at a time can. */
  static Workplace forNight(Home home, String logName) {
    NightLog.to(home.logs().resolve(logName + ".log"));
    FileChannel channel = lock(home);
    SparkSession spark = Session.open(home.tables());
    return new Workplace(channel, spark, new IcebergStore(spark));
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
    try (Workplace place = forNight(request.home(), "night-" + request.reportDate())) {
      return new Night(request, conf, place.spark(), place.store(), progress).run();
    } finally {
      progress.clear();
    }
  }

  SparkSession spark() {
    return spark;
  }

  Store store() {
    return store;
  }

  /**
   * The lock belongs to the process: the system drops it when the process ends in any way, so a
   * lock file left behind by a crash holds nobody up.
   */
  private static FileChannel lock(Home home) {
    Path file = home.root().resolve(".lock");
    try {
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FileLock lock = null;
      try {
        lock = channel.tryLock();
      } catch (OverlappingFileLockException e) {
        channel.close();
        throw busy(home);
      }
      if (lock == null) {
        channel.close();
        throw busy(home);
      }
      return channel;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot lock " + file, e);
    }
  }

  private static BusyException busy(Home home) {
    return new BusyException(
        "Another night is running in " + home.root() + "; wait until it has ended and try again");
  }

  /**
   * Releases the lock. Spark ends with the process: commands that follow in it share the session.
   */
  @Override
  public void close() {
    if (channel != null) {
      try {
        channel.close();
      } catch (IOException e) {
        throw new UncheckedIOException("Cannot release the lock of the home", e);
      }
    }
  }
}
