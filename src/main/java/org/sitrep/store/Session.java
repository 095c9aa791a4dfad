package org.sitrep.store;

import java.nio.file.Path;
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
    SparkSession.Builder builder =
        SparkSession.builder()
            .appName("sitrep")
            .config("spark.ui.enabled", "false")
            .config("spark.ui.showConsoleProgress", "false")
            .config("spark.sql.shuffle.partitions", "2")
            .config("spark.default.parallelism", "2")
            .config("spark.sql.catalogImplementation", "in-memory")
            .config("spark.sql.codegen.wholeStage", "false")
            .config("spark.sql.codegen.factoryMode", "NO_CODEGEN")
            .config("spark.sql.adaptive.enabled", "false")
            .config("spark.sql.session.timeZone", "UTC")
            .config("spark.sql.datetime.java8API.enabled", "true")
            .config("spark.sql.ansi.enabled", "true")
            .config("spark.sql.warehouse.dir", tables + "/.warehouse")
            .config(
                "spark.sql.extensions",
                "org.apache.iceberg.spark.extensions.IcebergSparkSessionExtensions")
            .config("spark.sql.catalog." + CATALOG, "org.apache.iceberg.spark.SparkCatalog")
            .config("spark.sql.catalog." + CATALOG + ".type", "hadoop")
            .config(warehouse, tables);
    if (System.getProperty("spark.master") == null) {
      builder
          .master("local[*]")
          .config("spark.driver.host", "127.0.0.1")
          .config("spark.driver.bindAddress", "127.0.0.1");
    }
    extra.forEach(builder::config);
    return builder.getOrCreate();
  }

  /** {@link #open(String, Map)} for a folder of this machine. */
  public static SparkSession open(Path tables) {
    return open(tables.toAbsolutePath().toUri().toString(), Map.of());
  }
}
