package org.sitrep.normalise;

import static org.apache.spark.sql.functions.array_sort;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_set;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.exists;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.first;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.map_from_entries;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.nullif;
import static org.apache.spark.sql.functions.raise_error;
import static org.apache.spark.sql.functions.shiftleft;
import static org.apache.spark.sql.functions.shiftright;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.substring;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;
import org.sitrep.config.Conf;
import org.sitrep.domain.FindingCode;
import org.sitrep.domain.Severity;
import org.sitrep.normalise.Verdicts.Line;
import org.sitrep.tables.Coverage;
import org.sitrep.tables.Findings;
import org.sitrep.tables.Observations;
import org.sitrep.tables.RawRows;
import org.sitrep.tables.RowAccounts;
import org.sitrep.tables.SparkRows;
import org.sitrep.tables.Submissions;

/** Stage 2: raw rows become observations, or findings that name file, sheet, cell and cure. */
public final class Normalise {
  private static final String READ = "read";
  private static final String ZIP = "zip";
  private static final List<String> TEXT_FILES = List.of("csv", "tsv", "txt");
  static final String VERDICT = "_verdict";
  private static final String BEFORE = "_before";
  private static final String HIGH = "_high";
  private static final String LOW = "_low";

  /** So many rows are handed to every task rather than sorted to where their equals are. */
  private static final long FEW = 100_000;

  /** Files above this are not sorted to where they lie already. */
  private static final long BIG_BYTES = 16L << 20;

  private static final int HOLD = Severity.HOLD.ordinal();
  private static final int REJECT = Severity.REJECT.ordinal();

  /** Characters of a note that are kept of a form, region and date. */
  private static final int LONGEST_NOTE = 300;

  private Normalise() {}

  /**
   * Normalises one night's submissions.
   *
   * @param submissions rows of table {@code submission}; only those that were read count
   * @param rawRows rows of table {@code raw_row} of these submissions
   * @param earlier what earlier nights accepted
   * @param reportDate date of the report; a date after it (and after receipt) is in the future
   * @param nightId night that all rows are marked with
   */
  public static Normalised normalise(
      Dataset<Row> submissions,
      Dataset<Row> rawRows,
      Earlier earlier,
      Conf conf,
      LocalDate reportDate,
      String nightId) {
    Knowledge knowledge = new Knowledge(conf, reportDate);
    List<Check> checks = Check.of(conf.rules());
    ParsedRows shape = new ParsedRows(conf.forms(), checks);
    List<Row> files = read(submissions);
    ParseSubmissions parser =
        new ParseSubmissions(knowledge, shape, files.stream().map(Normalise::submission).toList());
    boolean lists = files.stream().anyMatch(file -> file.getBoolean(5));
    List<Dataset<Row>> kept = new ArrayList<>();
    try {
      Dataset<Row> rows =
          inReadingOrder(files, rawRows)
              .transform(read -> parsed(read, parser, shape))
              .transform(parsed -> checked(parsed, checks, shape));
      Dataset<Row> alone = kept(rows, kept);
      Dataset<Row> checked = lists ? compared(alone, earlier, conf, kept) : alone;
      Map<Line, Verdict> verdicts =
          new WiderRules(conf, knowledge.registers(), shape, checks).judge(checked, earlier);
      Dataset<Row> judged = checked.transform(all -> judged(all, verdicts));
      Dataset<Row> observations = observations(judged, nightId);
      return new Normalised(
          lists ? observations.unionAll(LineLists.counts(judged, nightId)) : observations,
          coverage(judged, nightId),
          rowAccounts(judged, nightId, conf.version()),
          findings(judged, conf, checks, nightId),
          lists ? Optional.of(LineLists.events(judged, nightId)) : Optional.empty(),
          kept);
    } catch (RuntimeException e) {
      kept.forEach(Dataset::unpersist);
      throw e;
    }
  }

  private static Dataset<Row> kept(Dataset<Row> rows, List<Dataset<Row>> kept) {
    Dataset<Row> out = rows.persist(StorageLevel.MEMORY_AND_DISK());
    kept.add(out);
    return out;
  }

  /**
   * The same rows after their persons were compared with each other and with earlier ones.
   *
   * @param checked is kept: it is asked twice for what is compared
   */
  private static Dataset<Row> compared(
      Dataset<Row> checked, Earlier earlier, Conf conf, List<Dataset<Row>> kept) {
    Dataset<Row> tonight = Persons.tonight(checked);
    Dataset<Row> before =
        earlier.events().isEmpty()
            ? tonight.limit(0)
            : Persons.earlier(earlier.events(), earlier.coverage(), earlier.submissions(), checked);
    Dataset<Row> again = kept(Persons.again(tonight, before), kept);
    long persons = again.count();
    if (persons == 0) {
      return checked;
    }
    Dataset<Row> found =
        kept(
            new Persons(conf, Objects.requireNonNull(conf.persons()))
                .found(tonight, before, persons <= FEW ? broadcast(again) : again),
            kept);
    long rows = found.count();
    return rows == 0
        ? checked
        : rows <= FEW
            ? Persons.told(checked, broadcast(found))
            : kept(Persons.told(checked, found), kept);
  }

  /** Tonight's files as they stand in table {@code submission}, but for those nobody could read. */
  private static List<Row> read(Dataset<Row> submissions) {
    return submissions
        .where(col(Submissions.OUTCOME).equalTo(READ))
        // A zip of files has no table of its own; what is in it are submissions themselves.
        .where(not(col(Submissions.CONTAINER).eqNullSafe(ZIP)))
        .select(
            Submissions.SUBMISSION_ID,
            Submissions.FILE,
            Submissions.SENDER,
            Submissions.RECEIVED_AT,
            Submissions.CONTAINER,
            Submissions.PERSONS,
            Submissions.SIZE)
        .collectAsList();
  }

  private static Submission submission(Row read) {
    return new Submission(
        read.getString(0),
        read.getString(1),
        read.isNullAt(2) ? null : read.getString(2),
        read.getInstant(3),
        read.isNullAt(4) || !TEXT_FILES.contains(read.getString(4)));
  }

  /** Rows of each submission together, sheet by sheet. */
  private static Dataset<Row> inReadingOrder(List<Row> files, Dataset<Row> rawRows) {
    Dataset<Row> rows =
        rawRows.select(
            ParseSubmissions.INPUT.stream().map(name -> col(name)).toArray(Column[]::new));
    return isMostlyOne(files) && standInOrder(rawRows)
        ? rows
        : rows.repartition(col(RawRows.SUBMISSION_ID))
            .sortWithinPartitions(RawRows.SUBMISSION_ID, RawRows.SHEET_INDEX, RawRows.ROW);
  }

  /** Whether there is one file so big that sharing it out among tasks only costs. */
  private static boolean isMostlyOne(List<Row> files) {
    long all = files.stream().mapToLong(file -> file.getLong(6)).sum();
    long biggest = files.stream().mapToLong(file -> file.getLong(6)).max().orElse(0);
    return biggest > BIG_BYTES && biggest > all / 2;
  }

  /**
   * Whether rows lie as ingest wrote them, in order and no submission in two partitions. Nearly
   * always they do, and looking costs little, but nothing promises it. The parser looks again.
   */
  private static boolean standInOrder(Dataset<Row> rawRows) {
    Set<String> seen = new HashSet<>();
    for (List<String> partition :
        SparkRows.rows(rawRows.select(RawRows.SUBMISSION_ID, RawRows.SHEET_INDEX, RawRows.ROW))
            .mapPartitions(Normalise::submissionsInOrder)
            .collect()) {
      if (partition.isEmpty() || !partition.stream().allMatch(seen::add)) {
        return false;
      }
    }
    return true;
  }

  /** The submissions of a partition; none when a row is out of order. */
  private static Iterator<List<String>> submissionsInOrder(Iterator<InternalRow> keys) {
    ReadingOrder order = new ReadingOrder();
    try {
      keys.forEachRemaining(
          key -> order.begins(key.getUTF8String(0), key.getInt(1), key.getInt(2)));
    } catch (IllegalStateException e) {
      return List.of(List.<String>of()).iterator();
    }
    List<String> seen = List.copyOf(order.submissions());
    return seen.isEmpty() ? Collections.emptyIterator() : List.of(seen).iterator();
  }

  /** Data rows with values, addresses and problems, and the end of every sheet. */
  private static Dataset<Row> parsed(Dataset<Row> rows, ParseSubmissions parser, ParsedRows shape) {
    return SparkRows.dataset(
        rows.sparkSession(), SparkRows.rows(rows).mapPartitions(parser), shape.schema());
  }

  /** The same rows with the rules of rows they break and the worst that is said about them. */
  private static Dataset<Row> checked(Dataset<Row> parsed, List<Check> checks, ParsedRows shape) {
    return parsed
        .select(col("*"), RowRules.broken(checks, shape).as(RowRules.BROKEN))
        .select(col("*"), RowRules.worst(checks).as(RowRules.WORST));
  }

  /** The same rows as they stand after what all rows together said about them. */
  private static Dataset<Row> judged(Dataset<Row> checked, Map<Line, Verdict> verdicts) {
    Column verdict = new Verdicts(verdicts).column();
    return checked
        .withColumnRenamed(RowRules.WORST, BEFORE)
        .select(col("*"), verdict.as(VERDICT))
        .select(
            col("*"),
            coalesce(col(VERDICT).getField(Verdict.WORST), col(BEFORE)).as(RowRules.WORST));
  }

  static Dataset<Row> accepted(Dataset<Row> checked) {
    return checked.where(not(col(ParsedRows.END)).and(col(RowRules.WORST).lt(HOLD)));
  }

  /** One row per number of an accepted row. */
  private static Dataset<Row> observations(Dataset<Row> checked, String nightId) {
    Column value = col("v");
    Dataset<Row> numbers =
        accepted(checked).select(col("*"), explode(col(ParsedRows.VALUES)).as("v"));
    return select(
        numbers,
        Observations.schema(),
        value.getField(ParsedRows.MEASURE),
        col(ParsedRows.DATE),
        col(ParsedRows.REGION),
        value.getField(Observations.DISTRICT),
        value.getField(Observations.STREAM),
        value.getField(Observations.PRODUCT),
        value.getField(Observations.COMPONENT),
        value.getField(Observations.DOSE),
        value.getField(Observations.SEX),
        value.getField(Observations.AGE_GROUP),
        value.getField(Observations.PRIORITY_GROUP),
        value.getField(Observations.FACILITY),
        value.getField(ParsedRows.VALUE),
        col(ParsedRows.FORM),
        col(ParsedRows.SUBMISSION),
        col(ParsedRows.SHEET),
        col(ParsedRows.ROW),
        value.getField(ParsedRows.PLACE),
        col(ParsedRows.RECEIVED_AT),
        lit(nightId));
  }

  /** One row per submission, form, region and date with accepted rows that say something. */
  private static Dataset<Row> coverage(Dataset<Row> checked, String nightId) {
    Dataset<Row> covered =
        accepted(checked)
            .where(not(exists(col(ParsedRows.PROBLEMS), Normalise::isEmptyRow)))
            .groupBy(
                ParsedRows.SUBMISSION,
                // one a submission; the first text of a group would be found by sorting all rows
                ParsedRows.SENDER,
                ParsedRows.FORM,
                ParsedRows.REGION,
                ParsedRows.DATE)
            .agg(
                first(col(ParsedRows.RECEIVED_AT)).as(Coverage.RECEIVED_AT),
                count(lit(1)).as(Coverage.ROWS_ACCEPTED),
                nullif(
                        substring(
                            concat_ws(
                                ParsedRows.NOTES_JOINED,
                                array_sort(collect_set(col(ParsedRows.NOTE)))),
                            1,
                            LONGEST_NOTE),
                        lit(""))
                    .as(ParsedRows.NOTE),
                sum(shiftright(col(ParsedRows.CONTENT), 32)).as(HIGH),
                sum(col(ParsedRows.CONTENT).bitwiseAND(lit(0xffffffffL))).as(LOW),
                max(exists(col(ParsedRows.VALUES), Normalise::isCountOfTheDay))
                    .and(not(max(exists(col(ParsedRows.VALUES), Normalise::isAnyoneCounted))))
                    .as(Coverage.ALL_ZERO));
    return select(
        covered,
        Coverage.schema(),
        col(ParsedRows.SUBMISSION),
        lit(nightId),
        col(ParsedRows.FORM),
        col(ParsedRows.REGION),
        col(ParsedRows.DATE),
        col(Coverage.RECEIVED_AT),
        col(Coverage.ROWS_ACCEPTED),
        own(),
        // the sum of the rows' numbers, which overflows: halves do not
        shiftleft(col(HIGH).plus(shiftright(col(LOW), 32)), 32)
            .bitwiseOR(col(LOW).bitwiseAND(lit(0xffffffffL))),
        col(Coverage.ALL_ZERO),
        col(ParsedRows.NOTE));
  }

  private static Column isCountOfTheDay(Column value) {
    return value.getField(ParsedRows.MEASURE).endsWith("_new");
  }

  private static Column isAnyoneCounted(Column value) {
    return isCountOfTheDay(value).and(value.getField(ParsedRows.VALUE).notEqual(0));
  }

  /** Whether the region of a covered row sent it itself. */
  private static Column own() {
    WindowSpec ofFile = Window.partitionBy(ParsedRows.SUBMISSION);
    Column alone =
        min(col(ParsedRows.REGION)).over(ofFile).equalTo(max(col(ParsedRows.REGION)).over(ofFile));
    return coalesce(col(ParsedRows.SENDER).equalTo(col(ParsedRows.REGION)), alone);
  }

  private static Column isEmptyRow(Column problem) {
    return problem.getField(ParsedRows.CODE).equalTo(FindingCode.ROW_EMPTY.name());
  }

  /**
   * One row per sheet and form it held, or nearly held, and per file without any. Stops the night
   * when a row that was read is neither accepted nor held nor rejected.
   */
  private static Dataset<Row> rowAccounts(
      Dataset<Row> checked, String nightId, String confVersion) {
    Column row = not(col(ParsedRows.END));
    Column worst = col(RowRules.WORST);
    Column end = col(ParsedRows.END);
    Dataset<Row> counted =
        checked
            .groupBy(
                col(ParsedRows.SUBMISSION),
                col(ParsedRows.SHEET),
                // what only nearly was a form is none
                when(col(ParsedRows.FORM_VERSION).isNotNull(), col(ParsedRows.FORM))
                    .as(ParsedRows.FORM),
                col(ParsedRows.FORM_VERSION),
                // told at the end of a sheet; to find the least text of all rows would sort them
                when(end, col(ParsedRows.LANGUAGE)).as(ParsedRows.LANGUAGE))
            .agg(
                sum(col(ParsedRows.ROWS_READ)).as("read"),
                sum(when(row.and(worst.lt(HOLD)), 1L).otherwise(0L)).as("accepted"),
                sum(when(row.and(worst.equalTo(HOLD)), 1L).otherwise(0L)).as("held"),
                sum(when(row.and(worst.geq(REJECT)), 1L).otherwise(0L)).as("rejected"))
            .groupBy(
                ParsedRows.SUBMISSION, ParsedRows.SHEET, ParsedRows.FORM, ParsedRows.FORM_VERSION)
            .agg(
                min(col(ParsedRows.LANGUAGE)).as(ParsedRows.LANGUAGE),
                sum(col("read")).as("read"),
                sum(col("accepted")).as("accepted"),
                sum(col("held")).as("held"),
                sum(col("rejected")).as("rejected"));
    Column balanced =
        when(
                col("read").equalTo(col("accepted").plus(col("held")).plus(col("rejected"))),
                col("read"))
            .otherwise(
                raise_error(
                        concat(
                            lit("Cannot account for every row of submission "),
                            col(ParsedRows.SUBMISSION),
                            lit(", sheet "),
                            coalesce(col(ParsedRows.SHEET), lit("none"))))
                    .cast("bigint"));
    return select(
        counted,
        RowAccounts.schema(),
        col(ParsedRows.SUBMISSION),
        lit(nightId),
        col(ParsedRows.FORM),
        col(ParsedRows.FORM_VERSION),
        col(ParsedRows.SHEET),
        col(ParsedRows.LANGUAGE),
        balanced,
        col("accepted"),
        col("held"),
        col("rejected"),
        lit(confVersion));
  }

  /** One row per problem and broken rule, whatever became of the row. */
  private static Dataset<Row> findings(
      Dataset<Row> checked, Conf conf, List<Check> checks, String nightId) {
    Dataset<Row> found =
        checked
            .where(
                size(col(ParsedRows.PROBLEMS))
                    .plus(size(col(RowRules.BROKEN)))
                    .gt(0)
                    .or(col(VERDICT).isNotNull()))
            .select(FindingRows.INPUT.stream().map(name -> col(name)).toArray(Column[]::new))
            .flatMap(new FindingRows(conf, checks, nightId), Encoders.row(FindingRows.output()));
    return select(
        found,
        Findings.schema(),
        Arrays.stream(Findings.schema().fields())
            .map(
                field ->
                    field.dataType() instanceof MapType
                        ? map_from_entries(col(field.name()))
                        : col(field.name()))
            .toArray(Column[]::new));
  }

  /** Columns of {@code rows} under the names of {@code schema}, in its order. */
  static Dataset<Row> select(Dataset<Row> rows, StructType schema, Column... columns) {
    List<String> names = Arrays.stream(schema.fields()).map(StructField::name).toList();
    Column[] named = new Column[columns.length];
    for (int i = 0; i < columns.length; i++) {
      named[i] = columns[i].as(names.get(i));
    }
    return rows.select(named);
  }
}
