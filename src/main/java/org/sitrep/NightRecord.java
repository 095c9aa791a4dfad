package org.sitrep;

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
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.sitrep.domain.Stage;

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

  /** Counts and time of a stage. */
  NightRecord stage(Stage stage, long millis, Map<String, ?> counts) {
    ObjectNode node = JSON.createObjectNode();
    counts.forEach((k, v) -> node.set(k, JSON.valueToTree(v)));
    node.put("milliseconds", millis);
    root.withObject("/stages").set(stage.word(), node);
    return this;
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
