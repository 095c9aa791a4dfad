package org.sitrep.store;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.iceberg.data.Record;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import org.sitrep.domain.NightEntry;
import org.sitrep.domain.Stage;
import org.sitrep.tables.Coverage;
import org.sitrep.tables.Deliveries;
import org.sitrep.tables.Events;
import org.sitrep.tables.Findings;
import org.sitrep.tables.Nights;
import org.sitrep.tables.Observations;
import org.sitrep.tables.RawRows;
import org.sitrep.tables.Submissions;
import org.sitrep.tables.Tables;
import org.sitrep.tables.Withdrawals;

/**
 * The tables of a home under Apache Iceberg, in the catalog that {@link Session} opened. Every
 * table of nights is partitioned by {@code night_id}, so that replacing what a night wrote drops
 * whole files.
 *
 * <p>Publishing is one commit, the row in {@code night}: it names the snapshot of every table. The
 * main line of each table follows right after, for other engines; when that was interrupted, the
 * next {@link #branch} puts it right.
 */
public final class IcebergStore implements Store {
  /** Tables that are written at once and belong to no night's snapshots. */
  private static final Set<String> OUTSIDE_NIGHTS =
      Set.of(Deliveries.TABLE, Nights.TABLE, Withdrawals.TABLE);

  /** Tables of which every night reads the rows of all nights. */
  private static final List<String> READ_WHOLE =
      List.of(Submissions.TABLE, Coverage.TABLE, Observations.TABLE, Events.TABLE);

  /** A report date's visible night is tagged in every table: {@code published-2021-02-15}. */
  private static final String TAG = "published-";

  private final SparkSession spark;
  private final Map<String, IcebergTable> open = new LinkedHashMap<>();
  private Ledger known = new Ledger(null, List.of());

  /** Keeps tables in the catalog of {@code spark}. */
  public IcebergStore(SparkSession spark) {
    this.spark = spark;
  }

  @Override
  public List<NightEntry> nights() {
    IcebergTable ledger = find(Nights.TABLE);
    Long head = ledger == null ? null : ledger.head();
    if (ledger == null || head == null) {
      return List.of();
    }
    if (!head.equals(known.snapshot())) {
      known = new Ledger(head, ledger.records().stream().map(IcebergStore::entry).toList());
    }
    return known.nights();
  }

  /** The ledger as it stands in a snapshot of its table. */
  private record Ledger(@Nullable Long snapshot, List<NightEntry> nights) {
    Ledger {
      nights =
          nights.stream()
              .sorted(
                  Comparator.comparing(NightEntry::publishedAt)
                      .thenComparing(NightEntry::reportDate)
                      .thenComparing(NightEntry::attempt))
              .toList();
    }

    /** Every row, {@code entry} in the place of what was known of its night. */
    List<NightEntry> with(NightEntry entry) {
      return Stream.concat(
              nights.stream().filter(night -> !night.nightId().equals(entry.nightId())),
              Stream.of(entry))
          .toList();
    }
  }

  @Override
  public Dataset<Row> asOf(NightEntry night, String table) {
    return rows(table, night.snapshots().get(table));
  }

  @Override
  public Dataset<Row> published(String table) {
    return rows(table, publishedSnapshot(table));
  }

  @Override
  public AuditBranch branch(String nightId, boolean fresh) {
    open.clear();
    align(fresh ? List.of(nightId) : List.of());
    return new Branch(nightId, publishedSnapshots());
  }

  @Override
  public void decide(NightEntry entry) {
    if (nights().stream().noneMatch(n -> n.nightId().equals(entry.nightId()))) {
      throw new IllegalArgumentException("Cannot decide on night " + entry.nightId() + ": unknown");
    }
    open.clear();
    record(entry);
    align(List.of());
  }

  /**
   * Brings the main line, tags and branches of every table in line with the ledger, and commits
   * only where something differs. Whatever a crash left undone is made good here.
   *
   * @param dropped branches that nobody needs any more
   */
  private void align(List<String> dropped) {
    List<NightEntry> ledger = nights();
    Map<String, Long> published = publishedSnapshots(ledger);
    Map<String, NightEntry> tagged = new TreeMap<>();
    List<NightEntry> held = new ArrayList<>();
    List<String> gone = new ArrayList<>(dropped);
    for (NightEntry night : ledger) {
      if (night.visible()) {
        tagged.put(TAG + night.reportDate(), night);
        gone.add(night.nightId());
      } else {
        held.add(night);
      }
    }
    for (String table : Tables.all().keySet()) {
      IcebergTable found = OUTSIDE_NIGHTS.contains(table) ? null : find(table);
      if (found != null) {
        found.settle(published.get(table), TAG, in(table, tagged), in(table, byId(held)), gone);
      }
    }
  }

  private static Map<String, NightEntry> byId(List<NightEntry> nights) {
    Map<String, NightEntry> out = new TreeMap<>();
    nights.forEach(night -> out.put(night.nightId(), night));
    return out;
  }

  /** Name to the snapshot of {@code table}; a night without rows there is left out. */
  private static Map<String, Long> in(String table, Map<String, NightEntry> nights) {
    Map<String, Long> out = new TreeMap<>();
    nights.forEach(
        (name, night) -> {
          Long snapshot = night.snapshots().get(table);
          if (snapshot != null) {
            out.put(name, snapshot);
          }
        });
    return out;
  }

  @Override
  public void append(String table, Dataset<Row> rows) {
    if (!OUTSIDE_NIGHTS.contains(table) || table.equals(Nights.TABLE)) {
      throw new IllegalArgumentException("Cannot append outside a night: " + table);
    }
    need(table).append(rows);
  }

  @Override
  public Housekeeping housekeeping(Instant before) {
    open.clear();
    align(List.of());
    List<NightEntry> ledger = nights();
    Set<String> held =
        ledger.stream()
            .filter(night -> !night.visible())
            .map(NightEntry::nightId)
            .collect(Collectors.toSet());
    Set<String> unfinished = new HashSet<>();
    int states = 0;
    int files = 0;
    for (String table : Tables.all().keySet()) {
      IcebergTable found = find(table);
      if (found != null) {
        unfinished.addAll(found.dropBranches(held, before));
        states +=
            found.expire(
                ledger.stream()
                    .map(night -> night.snapshots().get(table))
                    .filter(Objects::nonNull)
                    .collect(Collectors.toSet()),
                before);
        files += found.removeOrphans(before);
      }
    }
    return new Housekeeping(List.copyOf(new TreeSet<>(unfinished)), states, files);
  }

  private Map<String, Long> publishedSnapshots() {
    return publishedSnapshots(nights());
  }

  private static Map<String, Long> publishedSnapshots(List<NightEntry> ledger) {
    List<NightEntry> visible = ledger.stream().filter(NightEntry::visible).toList();
    return visible.isEmpty() ? Map.of() : visible.get(visible.size() - 1).snapshots();
  }

  private @Nullable Long publishedSnapshot(String table) {
    if (!OUTSIDE_NIGHTS.contains(table)) {
      return publishedSnapshots().get(table);
    }
    IcebergTable found = find(table);
    return found == null ? null : found.head();
  }

  private Dataset<Row> rows(String table, @Nullable Long snapshot) {
    IcebergTable found = snapshot == null ? null : find(table);
    return found == null || snapshot == null
        ? spark.createDataFrame(List.of(), stored(table))
        : found.rows(snapshot);
  }

  private @Nullable IcebergTable find(String table) {
    IcebergTable known = open.get(table);
    if (known == null) {
      known = IcebergTable.find(spark, table);
      if (known != null) {
        open.put(table, known);
      }
    } else {
      known.refresh();
    }
    return known;
  }

  private IcebergTable need(String table) {
    IcebergTable found = find(table);
    if (found == null) {
      // raw rows lie in their file as they stood in what was sent: they are wanted in that order
      found =
          IcebergTable.create(
              spark, table, stored(table), partitions(table), table.equals(RawRows.TABLE));
      open.put(table, found);
    }
    return found;
  }

  private static StructType stored(String table) {
    StructType schema = Tables.all().get(table);
    if (schema == null) {
      throw new IllegalArgumentException("Cannot find table " + table);
    }
    return table.equals(Findings.TABLE) ? Findings.stored() : schema;
  }

  private static List<String> partitions(String table) {
    return switch (table) {
      case Deliveries.TABLE, Withdrawals.TABLE, Nights.TABLE -> List.of();
      case Findings.TABLE -> List.of(Findings.NIGHT_ID, Findings.STAGE);
      default -> List.of(Nights.NIGHT_ID);
    };
  }

  /**
   * Records an entry; one row per night, a later decision replaces the earlier. The whole ledger is
   * one small file, written anew: a night reads it several times, and years of nights are a few
   * thousand rows.
   */
  private void record(NightEntry entry) {
    nights();
    List<Row> rows = known.with(entry).stream().map(IcebergStore::row).toList();
    need(Nights.TABLE).replace(spark.createDataFrame(rows, Nights.schema()));
  }

  private static Row row(NightEntry entry) {
    return RowFactory.create(
        entry.nightId(),
        entry.reportDate(),
        entry.attempt(),
        entry.status(),
        entry.reason(),
        entry.decidedBy(),
        entry.knownAt(),
        entry.publishedAt(),
        entry.confVersion(),
        entry.codeVersion(),
        entry.fingerprint(),
        new TreeMap<>(entry.snapshots()),
        entry.missingRegions().toArray(),
        entry.comparedWith(),
        entry.decisions().stream()
            .map(d -> RowFactory.create(d.status(), d.reason(), d.by(), d.at()))
            .toArray());
  }

  private static NightEntry entry(Record row) {
    Map<String, Long> snapshots = new TreeMap<>();
    ((Map<?, ?>) row.getField(Nights.SNAPSHOTS))
        .forEach((table, snapshot) -> snapshots.put(String.valueOf(table), (Long) snapshot));
    List<String> missing = new ArrayList<>();
    ((List<?>) row.getField(Nights.MISSING_REGIONS)).forEach(r -> missing.add(String.valueOf(r)));
    return new NightEntry(
        text(row, Nights.NIGHT_ID),
        (LocalDate) row.getField(Nights.REPORT_DATE),
        (Integer) row.getField(Nights.ATTEMPT),
        text(row, Nights.STATUS),
        (String) row.getField(Nights.REASON),
        (String) row.getField(Nights.DECIDED_BY),
        instant(row, Nights.KNOWN_AT),
        instant(row, Nights.PUBLISHED_AT),
        text(row, Nights.CONF_VERSION),
        text(row, Nights.CODE_VERSION),
        text(row, Nights.FINGERPRINT),
        snapshots,
        missing,
        (String) row.getField(Nights.COMPARED_WITH),
        decisions(row));
  }

  private static List<NightEntry.Decision> decisions(Record row) {
    List<NightEntry.Decision> out = new ArrayList<>();
    for (Object one : (List<?>) row.getField(Nights.DECISIONS)) {
      Record decision = (Record) one;
      out.add(
          new NightEntry.Decision(
              text(decision, "status"),
              (String) decision.getField("reason"),
              (String) decision.getField("by"),
              instant(decision, "at")));
    }
    return out;
  }

  private static String text(Record row, String column) {
    return String.valueOf(row.getField(column));
  }

  private static Instant instant(Record row, String column) {
    return ((OffsetDateTime) row.getField(column)).toInstant();
  }

  /** What one night wrote, on the Iceberg branch that bears its id. */
  private final class Branch implements AuditBranch {
    private final String nightId;
    private final Map<String, Long> base;

    Branch(String nightId, Map<String, Long> base) {
      this.nightId = nightId;
      this.base = base;
    }

    @Override
    public String nightId() {
      return nightId;
    }

    @Override
    public Dataset<Row> read(String table) {
      IcebergTable found = find(table);
      return rows(table, found == null ? null : snapshot(found, table));
    }

    @Override
    public Dataset<Row> earlier(String table) {
      Dataset<Row> rows = rows(table, base.get(table));
      return rows.filter(rows.col(Nights.NIGHT_ID).notEqual(nightId));
    }

    @Override
    public Dataset<Row> own(String table) {
      Dataset<Row> rows = read(table);
      return rows.filter(rows.col(Nights.NIGHT_ID).equalTo(nightId));
    }

    @Override
    public void write(String table, Dataset<Row> rows) {
      if (table.equals(Findings.TABLE)) {
        throw new IllegalArgumentException(
            "Cannot write findings without their stage: several stages of a night find something");
      }
      write(table, Map.of(Nights.NIGHT_ID, nightId), rows);
    }

    @Override
    public void writeFindings(Stage stage, Dataset<Row> rows) {
      write(
          Findings.TABLE,
          Map.of(Findings.NIGHT_ID, nightId, Findings.STAGE, stage.word()),
          rows.withColumn(Findings.STAGE, org.apache.spark.sql.functions.lit(stage.word())));
    }

    private void write(String table, Map<String, String> partition, Dataset<Row> rows) {
      if (OUTSIDE_NIGHTS.contains(table)) {
        throw new IllegalArgumentException("Cannot write in a night: " + table);
      }
      need(table).replaceOn(nightId, partition, rows);
    }

    @Override
    public NightEntry publish(NightEntry entry) {
      if (!entry.nightId().equals(nightId)) {
        throw new IllegalArgumentException(
            "Cannot publish " + entry.nightId() + " from the branch of " + nightId);
      }
      READ_WHOLE.stream()
          .map(IcebergStore.this::find)
          .filter(Objects::nonNull)
          .forEach(found -> found.compact(nightId, nightId));
      Map<String, Long> now = publishedSnapshots();
      Map<String, Long> snapshots = new TreeMap<>();
      for (String table : Tables.all().keySet()) {
        IcebergTable found = OUTSIDE_NIGHTS.contains(table) ? null : find(table);
        Long snapshot = found == null ? null : snapshot(found, table);
        if (found != null && snapshot != null) {
          if (!found.isBuiltOn(snapshot, now.get(table))) {
            throw new IllegalStateException(
                "Cannot publish "
                    + nightId
                    + ": another night was published since it began; run it again from its first"
                    + " stage");
          }
          snapshots.put(table, snapshot);
        }
      }
      NightEntry committed = entry.committed(snapshots);
      record(committed);
      align(List.of());
      return committed;
    }

    /** Head of the night's branch, else what was published before it. */
    private @Nullable Long snapshot(IcebergTable found, String table) {
      Long own = found.head(nightId);
      return own == null ? base.get(table) : own;
    }
  }
}
