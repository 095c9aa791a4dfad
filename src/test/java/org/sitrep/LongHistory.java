package org.sitrep;

import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import org.sitrep.aggregate.Aggregate;
import org.sitrep.aggregate.Aggregated;
import org.sitrep.config.Conf;
import org.sitrep.config.ConfReader;
import org.sitrep.domain.NightEntry;
import org.sitrep.domain.Sha256;
import org.sitrep.domain.Stage;
import org.sitrep.store.AuditBranch;
import org.sitrep.store.IcebergStore;
import org.sitrep.store.Session;
import org.sitrep.store.Store;
import org.sitrep.tables.CarriedCounts;
import org.sitrep.tables.Coverage;
import org.sitrep.tables.Deliveries;
import org.sitrep.tables.Events;
import org.sitrep.tables.Findings;
import org.sitrep.tables.Indicators;
import org.sitrep.tables.Observations;
import org.sitrep.tables.RawRows;
import org.sitrep.tables.Revisions;
import org.sitrep.tables.RowAccounts;
import org.sitrep.tables.Submissions;
import org.sitrep.tables.Withdrawals;

/**
 * Years of nights in minutes: the rows of one night that was run, moved to other dates and written
 * through the store in the order in which a night writes them. What is left on disk is what so many
 * nights would have left, but for the files of the archive and the reports.
 */
final class LongHistory {
  /** Nights this close to the end are written with as many files as a night writes. */
  private static final int ALIKE = 45;

  /** Tables a night lets Spark write, in two parts. */
  private static final Set<String> IN_PARTS =
      Set.of(Observations.TABLE, Coverage.TABLE, RowAccounts.TABLE);

  private static final String STAGE = Findings.STAGE;

  private final Conf conf;
  private final NightEntry night;
  private final Map<String, List<Row>> rows = new LinkedHashMap<>();
  private final Map<String, StructType> schemas = new LinkedHashMap<>();

  /** Takes a night of a home as the model. */
  LongHistory(Store store, Conf conf, NightEntry night) {
    this.conf = conf;
    this.night = night;
    for (String table :
        List.of(
            Submissions.TABLE,
            RawRows.TABLE,
            Findings.TABLE,
            Observations.TABLE,
            Coverage.TABLE,
            Events.TABLE,
            RowAccounts.TABLE,
            Indicators.TABLE,
            Revisions.TABLE,
            CarriedCounts.TABLE)) {
      Dataset<Row> all = store.asOf(night, table);
      Dataset<Row> own = all.where(all.col(Submissions.NIGHT_ID).equalTo(night.nightId()));
      rows.put(table, own.collectAsList());
      schemas.put(table, own.schema());
    }
    Dataset<Row> sent = store.published(Deliveries.TABLE);
    rows.put(
        Deliveries.TABLE,
        sent.where(sent.col(Deliveries.NIGHT_ID).equalTo(night.nightId())).collectAsList());
    schemas.put(Deliveries.TABLE, sent.schema());
  }

  /**
   * Writes nights into a new home.
   *
   * @param args configuration; home with nights that were run under it; the new home; how many
   *     nights; the first report date after them
   */
  public static void main(String[] args) {
    SparkSession model = Session.open(Path.of(args[1], "tables"));
    Store from = new IcebergStore(model);
    List<NightEntry> ledger = from.nights();
    LongHistory history =
        new LongHistory(from, ConfReader.read(Path.of(args[0])), ledger.get(ledger.size() - 1));
    SparkSession session = Session.open(Path.of(args[2], "tables"));
    int nights = Integer.parseInt(args[3]);
    history.write(session, new IcebergStore(session), nights, LocalDate.parse(args[4]));
  }

  /** Publishes {@code nights} nights, the last of them the day before {@code next}. */
  void write(SparkSession session, Store store, int nights, LocalDate next) {
    for (int left = nights; left > 0; left--) {
      LocalDate date = next.minusDays(left);
      write(session, store, date, left <= ALIKE ? 2 : 1, left == 1);
      if (left % 100 == 0) {
        System.err.println(Instant.now() + " " + left + " nights left");
      }
    }
  }

  private void write(SparkSession session, Store store, LocalDate date, int parts, boolean last) {
    String id = NightEntry.id(date, 1);
    AuditBranch branch = store.branch(id, true);
    for (String table : List.of(Submissions.TABLE, RawRows.TABLE)) {
      branch.write(table, moved(session, table, rows(table), date));
    }
    findings(session, branch, Stage.INGEST, date);
    for (String table :
        List.of(Observations.TABLE, Coverage.TABLE, Events.TABLE, RowAccounts.TABLE)) {
      if (!rows(table).isEmpty()) {
        Dataset<Row> moved = moved(session, table, rows(table), date);
        branch.write(
            table, IN_PARTS.contains(table) && parts > 1 ? moved.repartition(parts) : moved);
      }
    }
    findings(session, branch, Stage.NORMALISE, date);
    if (last) {
      Aggregated figures = figures(store, branch, date);
      branch.write(Indicators.TABLE, figures.indicators());
      branch.write(CarriedCounts.TABLE, figures.carried());
    } else {
      for (String table : List.of(Indicators.TABLE, CarriedCounts.TABLE)) {
        branch.write(table, moved(session, table, rows(table), date));
      }
    }
    branch.write(Revisions.TABLE, moved(session, Revisions.TABLE, rows(Revisions.TABLE), date));
    findings(session, branch, Stage.AGGREGATE, date);
    Duration earlier = Duration.ofDays(ChronoUnit.DAYS.between(date, night.reportDate()));
    branch.publish(
        new NightEntry(
            id,
            date,
            1,
            night.status(),
            night.reason(),
            null,
            night.knownAt().minus(earlier),
            night.publishedAt().minus(earlier),
            night.confVersion(),
            night.codeVersion(),
            Sha256.hex(night.fingerprint() + date),
            Map.of(),
            night.missingRegions(),
            NightEntry.id(date.minusDays(1), 1),
            List.of()));
    store.append(Deliveries.TABLE, moved(session, Deliveries.TABLE, rows(Deliveries.TABLE), date));
  }

  /** What the next night compares itself with: the figures of all that was written. */
  private Aggregated figures(Store store, AuditBranch branch, LocalDate date) {
    return Aggregate.aggregate(
        branch.read(Observations.TABLE),
        branch.read(Coverage.TABLE),
        branch.read(Submissions.TABLE),
        store.published(Withdrawals.TABLE),
        conf,
        date,
        branch.nightId(),
        null);
  }

  private List<Row> rows(String table) {
    return Objects.requireNonNull(rows.get(table));
  }

  private void findings(SparkSession session, AuditBranch branch, Stage stage, LocalDate date) {
    int of = Objects.requireNonNull(schemas.get(Findings.TABLE)).fieldIndex(STAGE);
    List<Row> own =
        rows(Findings.TABLE).stream().filter(row -> stage.word().equals(row.get(of))).toList();
    branch.writeFindings(stage, moved(session, Findings.TABLE, own, date));
  }

  private Dataset<Row> moved(SparkSession session, String table, List<Row> own, LocalDate date) {
    StructType schema = Objects.requireNonNull(schemas.get(table));
    long days = ChronoUnit.DAYS.between(night.reportDate(), date);
    List<Row> out = new ArrayList<>();
    for (Row row : own) {
      Object[] values = new Object[schema.length()];
      for (int i = 0; i < values.length; i++) {
        values[i] = moved(schema.fields()[i], row.get(i), days, date);
      }
      out.add(RowFactory.create(values));
    }
    return session.createDataFrame(out, schema);
  }

  private static @Nullable Object moved(
      StructField field, @Nullable Object value, long days, LocalDate date) {
    if (value == null) {
      return null;
    }
    if (field.dataType().equals(DataTypes.DateType)) {
      return ((LocalDate) value).plusDays(days);
    }
    if (field.dataType().equals(DataTypes.TimestampType)) {
      return value instanceof Timestamp stamp
          ? stamp.toInstant().plus(Duration.ofDays(days))
          : ((Instant) value).plus(Duration.ofDays(days));
    }
    return switch (field.name()) {
      case Submissions.NIGHT_ID -> NightEntry.id(date, 1);
      case Submissions.SUBMISSION_ID, Submissions.SHA256, Submissions.DUPLICATE_OF ->
          Sha256.hex(value + date.toString());
      case Submissions.PATH, Submissions.FILE -> date + "-" + value;
      default -> value;
    };
  }
}
