package org.sitrep.store;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import scala.Option;

/**
 * Opens Spark the way a small night needs it: nothing started that is not used. Settings given on
 * the command line of a cluster ({@code spark-submit --conf}) win over these.
 */
public final class Session {
  /** Name of the Iceberg catalog, and of the only namespace in it. */
  public static final String CATALOG = "home";

  /** Settings of a small night; plans are small, so compiling them costs more than it gains. */
  private static final Map<String, String> LEAN =
      Map.ofEntries(
          Map.entry("spark.ui.enabled", "false"),
          Map.entry("spark.ui.showConsoleProgress", "false"),
          Map.entry("spark.sql.shuffle.partitions", "2"),
          Map.entry("spark.default.parallelism", "2"),
          Map.entry("spark.sql.catalogImplementation", "in-memory"),
          Map.entry("spark.sql.codegen.wholeStage", "false"),
          Map.entry("spark.sql.codegen.factoryMode", "NO_CODEGEN"),
          Map.entry("spark.sql.adaptive.enabled", "false"),
          // Rows are kept for one stage; most of their bytes are of types that are not compressed.
          Map.entry("spark.sql.inMemoryColumnarStorage.compressed", "false"),
          Map.entry("spark.sql.session.timeZone", "UTC"),
          Map.entry("spark.sql.datetime.java8API.enabled", "true"),
          Map.entry("spark.sql.ansi.enabled", "true"),
          Map.entry(
              "spark.sql.extensions",
              "org.apache.iceberg.spark.extensions.IcebergSparkSessionExtensions"),
          Map.entry("spark.sql.catalog." + CATALOG, "org.apache.iceberg.spark.SparkCatalog"),
          Map.entry("spark.sql.catalog." + CATALOG + ".type", "hadoop"),
          // A table object forgotten after its default of 30 seconds would be loaded a second time,
          // and the one would not see what the other commits: a slow stage would not find its rows.
          Map.entry("spark.sql.catalog." + CATALOG + ".cache.expiration-interval-ms", "-1"));

  /** From so many cells on it is worth to compile the plans they go through. */
  private static final long MANY_CELLS = 1_000_000;

  /** Settings under which plans are compiled. */
  private static final Map<String, String> COMPILED =
      Map.of("spark.sql.codegen.wholeStage", "true", "spark.sql.codegen.factoryMode", "FALLBACK");

  private Session() {}

  /**
   * A session whose catalog keeps its tables below {@code tables}. When Spark runs already in this
   * process, the session shares it but has a catalog of its own.
   *
   * @param tables folder of the home, or any URI the Hadoop client can write to
   * @param extra settings that replace these; empty for the default
   */
  public static SparkSession open(String tables, Map<String, String> extra) {
    String warehouse = "spark.sql.catalog." + CATALOG + ".warehouse";
    Option<SparkSession> running = SparkSession.getDefaultSession();
    if (running.isDefined() && !running.get().sparkContext().isStopped()) {
      SparkSession session = running.get().newSession();
      session.conf().set(warehouse, tables);
      extra.forEach((key, value) -> session.conf().set(key, value));
      return session;
    }
    Map<String, String> settings = new LinkedHashMap<>(LEAN);
    settings.put("spark.sql.warehouse.dir", tables + "/.warehouse");
    settings.put(warehouse, tables);
    // What was asked for on the command line stands in the system properties.
    settings.keySet().removeIf(key -> System.getProperty(key) != null);
    settings.putAll(extra);
    SparkSession.Builder builder = SparkSession.builder().appName("sitrep");
    settings.forEach(builder::config);
    if (System.getProperty("spark.master") == null) {
      builder
          .master("local[*]")
          .config("spark.driver.host", "127.0.0.1")
          .config("spark.driver.bindAddress", "127.0.0.1");
    }
    return builder.getOrCreate();
  }

  /**
   * Makes a session fit for what a night has to read. Plans that a line list of a million persons
   * goes through are compiled, those of a small night are not.
   *
   * @param cells how many cells the files of the night have
   */
  public static void suit(SparkSession spark, long cells) {
    COMPILED.forEach(
        (key, value) -> {
          if (System.getProperty(key) == null) {
            spark.conf().set(key, cells >= MANY_CELLS ? value : LEAN.getOrDefault(key, value));
          }
        });
  }

  /** {@link #open(String, Map)} for a folder of this machine. */
  public static SparkSession open(Path tables) {
    return open(tables.toAbsolutePath().toUri().toString(), Map.of());
  }
}
