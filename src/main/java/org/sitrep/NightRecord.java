package org.sitrep;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.sitrep.config.Conf;
import org.sitrep.domain.Stage;
import org.sitrep.tables.Indicators;
import org.sitrep.tables.Submissions;

/**
 * {@code night.json}: what one night read, counted, found and said. Stages may run in processes of
 * their own, so each adds its part to what is there.
 */
final class NightRecord {
  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);
  private final ObjectNode root;
  private Path file;

  private NightRecord(Path file, ObjectNode root) {
    this.file = file;
    this.root = root;
  }

  /** The record of a night that begins: empty. */
  static NightRecord begin(Path file, LocalDate reportDate, String nightId) {
    ObjectNode root = JSON.createObjectNode();
    root.put("report_date", reportDate.toString());
    root.put("night_id", nightId);
    return new NightRecord(file, root);
  }

  /** The record as the stages before left it; empty when there is none or it is another night's. */
  static NightRecord resume(Path file, LocalDate reportDate, String nightId) {
    try {
      if (Files.exists(file)
          && JSON.readTree(file.toFile()) instanceof ObjectNode root
          && nightId.equals(root.path("night_id").asText())) {
        return new NightRecord(file, root);
      }
    } catch (IOException e) {
      // A record cut short by a crash is no reason to fail: it is written anew from here on.
      return begin(file, reportDate, nightId);
    }
    return begin(file, reportDate, nightId);
  }

  NightRecord put(String key, Object value) {
    root.set(key, JSON.valueToTree(value));
    return this;
  }

  /** The files it read; {@code submissions} are rows of table {@code submission}. */
  void inputs(Dataset<Row> submissions) {
    put(
        "inputs",
        rows(
            submissions,
            Submissions.SUBMISSION_ID,
            Submissions.PATH,
            Submissions.MEMBER,
            Submissions.SHA256,
            Submissions.OUTCOME));
  }

  /** What made it. */
  void versions(Conf conf, SparkSession spark) {
    put(
        "versions",
        Map.of(
            "sitrep",
            Version.text(),
            "conf",
            conf.version(),
            "spark",
            spark.version(),
            "java",
            System.getProperty("java.version")));
  }

  /**
   * The figures of the nation on the report date, as the first page shows them.
   *
   * @param indicators rows of table {@code indicator} that the night computed
   */
  void figures(Dataset<Row> indicators, LocalDate reportDate) {
    Map<String, Double> out = new TreeMap<>();
    for (Row row :
        indicators
            .where(
                col(Indicators.SCOPE)
                    .equalTo("national")
                    .and(col(Indicators.DATE).equalTo(lit(reportDate)))
                    .and(col(Indicators.VALUE).isNotNull()))
            .select(Indicators.INDICATOR, Indicators.DIMENSIONS, Indicators.VALUE)
            .collectAsList()) {
      String dimensions = row.getString(1);
      out.put(
          dimensions.isEmpty() ? row.getString(0) : row.getString(0) + "{" + dimensions + "}",
          row.getDouble(2));
    }
    put("figures", out);
  }

  /** The named columns of every row, in the order of the rows; what is null is left out. */
  static List<Map<String, Object>> rows(Dataset<Row> table, String... columns) {
    List<Map<String, Object>> out = new ArrayList<>();
    for (Row row : table.collectAsList()) {
      Map<String, Object> entry = new LinkedHashMap<>();
      for (String column : columns) {
        Object value = row.getAs(column);
        if (value != null) {
          entry.put(column, value);
        }
      }
      out.add(entry);
    }
    return out;
  }

  /**
   * Counts by name, in the order of their names whatever the order of the map, and time of a stage.
   */
  NightRecord stage(Stage stage, long millis, Map<String, ?> counts) {
    ObjectNode node = JSON.createObjectNode();
    new TreeMap<>(counts).forEach((k, v) -> node.set(k, JSON.valueToTree(v)));
    node.put("milliseconds", millis);
    root.withObject("/stages").set(stage.word(), node);
    return this;
  }

  /** Whether the record tells of a stage. */
  boolean ran(Stage stage) {
    return root.path("stages").has(stage.word());
  }

  /** What a stage counted under a name; 0 when it has not run. */
  long count(Stage stage, String name) {
    return root.path("stages").path(stage.word()).path(name).asLong();
  }

  /** Whether there is anything under {@code key}, be it empty. */
  boolean has(String key) {
    return root.has(key);
  }

  /**
   * The entries below {@code key}, each as texts without what is null; empty when there are none.
   */
  List<Map<String, String>> list(String key) {
    List<Map<String, String>> out = new ArrayList<>();
    for (JsonNode node : root.path(key)) {
      Map<String, String> entry = new TreeMap<>();
      node.properties().stream()
          .filter(e -> !e.getValue().isNull())
          .forEach(e -> entry.put(e.getKey(), e.getValue().asText()));
      out.add(entry);
    }
    return out;
  }

  /** The texts below {@code key}; empty when there are none. */
  Map<String, String> map(String key) {
    Map<String, String> out = new TreeMap<>();
    root.path(key).properties().forEach(e -> out.put(e.getKey(), e.getValue().asText()));
    return out;
  }

  /** Saves as {@code target}, then removes what stood at the old place. */
  void moveTo(Path target) {
    Path old = file;
    file = target;
    save();
    delete(old);
  }

  /** Removes the record from the disk. */
  void discard() {
    delete(file);
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot delete " + file, e);
    }
  }

  /** Writes the record in one step, so that no reader sees half of it. */
  void save() {
    try {
      Files.createDirectories(file.getParent());
      Path temporary = file.resolveSibling(file.getFileName() + ".part");
      Files.writeString(temporary, JSON.writeValueAsString(root) + "\n");
      Files.move(
          temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Cannot write as JSON: " + file, e);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + file, e);
    }
  }
}
