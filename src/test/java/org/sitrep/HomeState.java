package org.sitrep;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.sitrep.domain.NightEntry;
import org.sitrep.store.IcebergStore;
import org.sitrep.store.Session;
import org.sitrep.store.Store;
import org.sitrep.tables.Deliveries;
import org.sitrep.tables.Indicators;
import org.sitrep.tables.Observations;
import org.sitrep.tables.Tables;

/**
 * What there is to see in a home, in texts that can be compared: every row readers get through the
 * ledger, what other engines get on the main line, every file that people get. What differs from
 * run to run by its nature is left out: snapshot numbers, times a stage took, the bytes of sealed
 * files.
 */
record HomeState(Map<String, String> parts) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Folders of files that people get. */
  private static final List<String> FOLDERS =
      List.of("archive", "conf", "outbox", "reports", "returns");

  /** Looks at all of {@code home}. */
  static HomeState of(Path home) {
    Map<String, String> parts = tables(home, Tables.all().keySet(), true);
    FOLDERS.forEach(folder -> files(home, folder, parts));
    return new HomeState(parts);
  }

  /** What readers of the figures get through the ledger. */
  static HomeState published(Path home) {
    return new HomeState(tables(home, Set.of(Indicators.TABLE, Observations.TABLE), false));
  }

  /** Where two states differ, one text a part; empty when they are the same. */
  List<String> differences(HomeState other) {
    Map<String, String> all = new TreeMap<>(parts);
    all.putAll(other.parts);
    List<String> out = new ArrayList<>();
    for (String part : all.keySet()) {
      String one = parts.getOrDefault(part, "(none)");
      String two = other.parts.getOrDefault(part, "(none)");
      if (!one.equals(two)) {
        out.add(part + ": " + firstDifference(one, two));
      }
    }
    return out;
  }

  private static String firstDifference(String one, String two) {
    List<String> first = one.lines().toList();
    List<String> second = two.lines().toList();
    int at = 0;
    while (at < Math.min(first.size(), second.size()) && first.get(at).equals(second.get(at))) {
      at++;
    }
    return "line "
        + at
        + " of "
        + first.size()
        + "/"
        + second.size()
        + ": '"
        + (at < first.size() ? first.get(at) : "")
        + "' against '"
        + (at < second.size() ? second.get(at) : "")
        + "'";
  }

  private static Map<String, String> tables(
      Path home, Collection<String> names, boolean otherEngines) {
    Map<String, String> out = new TreeMap<>();
    SparkSession spark = Session.open(home.resolve("tables"));
    Store store = new IcebergStore(spark);
    List<NightEntry> nights = store.nights();
    for (NightEntry night : nights) {
      out.put("night " + night.nightId(), night.committed(Map.of()).toString());
    }
    List<NightEntry> visible = nights.stream().filter(NightEntry::visible).toList();
    if (otherEngines) {
      out.put("table delivery", rows(store.published(Deliveries.TABLE)));
    }
    if (visible.isEmpty()) {
      return out;
    }
    NightEntry last = visible.get(visible.size() - 1);
    for (String table : names) {
      if (last.snapshots().containsKey(table)) {
        out.put("table " + table, rows(store.asOf(last, table)));
      }
      if (otherEngines && last.snapshots().containsKey(table)) {
        out.put("main " + table, mainLine(spark, table, visible));
      }
    }
    return out;
  }

  /** Where the main line and the tags of a table stand: by the night that has that snapshot. */
  private static String mainLine(SparkSession spark, String table, List<NightEntry> visible) {
    List<String> out = new ArrayList<>();
    String refs = Session.CATALOG + "." + Session.CATALOG + "." + table + ".refs";
    for (Row ref : spark.table(refs).select("name", "type", "snapshot_id").collectAsList()) {
      if (ref.getString(0).equals("main") || ref.getString(1).equals("TAG")) {
        List<String> nights =
            visible.stream()
                .filter(n -> Long.valueOf(ref.getLong(2)).equals(n.snapshots().get(table)))
                .map(NightEntry::nightId)
                .toList();
        out.add(ref.getString(0) + " = " + nights);
      }
    }
    return String.join("\n", out.stream().sorted().toList());
  }

  private static String rows(Dataset<Row> rows) {
    return String.join("\n", rows.collectAsList().stream().map(Row::toString).sorted().toList());
  }

  private static void files(Path home, String folder, Map<String, String> parts) {
    if (!Files.isDirectory(home.resolve(folder))) {
      return;
    }
    try (Stream<Path> walk = Files.walk(home.resolve(folder))) {
      for (Path file : walk.filter(Files::isRegularFile).toList()) {
        String name = home.relativize(file).toString();
        if (folder.equals("archive")) {
          // Content that was on its way in when the run was killed has no name yet.
          if (!name.contains(".incoming-")) {
            parts.put("file " + name, Files.size(file) + " bytes");
          }
        } else if (name.endsWith(".json")) {
          parts.put("file " + name, record(file));
        } else if (name.endsWith(".tsv")) {
          parts.put("file " + name, Files.readString(file));
        } else {
          parts.put("file " + name, Hash.sha256(file));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String record(Path file) throws IOException {
    JsonNode root = JSON.readTree(file.toFile());
    for (JsonNode stage : root.path("stages")) {
      ((ObjectNode) stage).remove("milliseconds");
    }
    return root.toPrettyString();
  }
}
