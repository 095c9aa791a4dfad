package org.sitrep.normalise;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_compact;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.date_diff;
import static org.apache.spark.sql.functions.first;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.lag;
import static org.apache.spark.sql.functions.lead;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.unix_date;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.sitrep.config.Conf;
import org.sitrep.config.Product;
import org.sitrep.domain.EventKind;
import org.sitrep.domain.FindingCode;
import org.sitrep.domain.Severity;
import org.sitrep.tables.Coverage;
import org.sitrep.tables.Events;
import org.sitrep.tables.Submissions;

/**
 * Compares what line lists tell of the same person, tonight and before: a dose or death told twice,
 * a case told again within the days in which it is the same illness, doses in the wrong order or
 * too soon after one another. What an earlier night accepted stands; within a night the earlier
 * date does, then the file received first, then the row that stands first. Rows that do not count
 * for another reason are compared with nobody. One sort by person, which may spill; no person is
 * ever collected.
 */
final class Persons {
  private static final int HOLD = Severity.HOLD.ordinal();

  // of every row that is compared
  private static final String PERSON_HASH = "_p_hash";
  private static final String PERSON = "_p_person";
  private static final String SLOT = "_p_slot";
  private static final String TONIGHT = "_p_tonight";
  private static final String KIND = "_p_kind";
  private static final String DAY = "_p_date";
  private static final String DOSE = "_p_dose";
  private static final String PRODUCT = "_p_product";
  private static final String WHERE = "_p_where";
  private static final String TIMES = "_p_times";

  // what comparing found
  private static final String PLACE = "_p_place";
  private static final String FIRST = "_p_first";
  private static final String BEFORE = "_p_before";
  private static final String BEFORE_WHERE = "_p_before_where";
  private static final String KNOWN = "_p_known";
  private static final String KNOWN_WHERE = "_p_known_where";
  static final String FOUND = "_p_found";

  private final Conf conf;
  private final int sameCaseDays;
  private final int mostDoses;

  Persons(Conf conf, org.sitrep.config.Persons persons) {
    this.conf = conf;
    this.sameCaseDays = persons.sameCaseDays();
    this.mostDoses = conf.products().stream().mapToInt(Product::doses).max().orElse(0);
  }

  /**
   * What comparing persons found: a row for each row of tonight of which there is anything to tell,
   * with its {@link ParsedRows#SUBMISSION} and {@link ParsedRows#LINE} and its problems, {@link
   * #FOUND}.
   *
   * @param tonight rows of tonight, see {@link #tonight}
   * @param earlier what earlier nights know under the same columns, see {@link #earlier}
   * @param again which of them belong to a person that comes more than once, see {@link #again}
   */
  Dataset<Row> found(Dataset<Row> tonight, Dataset<Row> earlier, Dataset<Row> again) {
    Dataset<Row> all =
        tonight
            .unionAll(earlier)
            .join(again, new String[] {PERSON_HASH}, "left_semi")
            .withColumn(
                WHERE, where(col(ParsedRows.FILE), col(ParsedRows.SHEET), col(ParsedRows.ROW)));
    WindowSpec person = Window.partitionBy(col(KIND), col(PERSON));
    WindowSpec inOrder =
        Window.partitionBy(col(KIND), col(PERSON), col(SLOT))
            .orderBy(
                when(isCase(), unix_date(col(DAY))).otherwise(col(TONIGHT)),
                when(isCase(), col(TONIGHT)).otherwise(unix_date(col(DAY))),
                col(ParsedRows.RECEIVED_AT),
                col(ParsedRows.SUBMISSION),
                col(ParsedRows.SHEET),
                col(ParsedRows.ROW));
    Column known = when(col(TONIGHT).equalTo(0), col(DAY));
    Column knownWhere = when(col(TONIGHT).equalTo(0), col(WHERE));
    List<Column> compared =
        new ArrayList<>(
            List.of(
                col("*"),
                row_number().over(inOrder).as(PLACE),
                first(col(WHERE)).over(inOrder).as(FIRST),
                lag(col(DAY), 1).over(inOrder).as(BEFORE),
                lag(col(WHERE), 1).over(inOrder).as(BEFORE_WHERE),
                lead(known, 1, null, true).over(inOrder).as(KNOWN),
                lead(knownWhere, 1, null, true).over(inOrder).as(KNOWN_WHERE)));
    for (int dose = 1; dose <= mostDoses; dose++) {
      Column day = when(col(DOSE).equalTo(Integer.toString(dose)), col(DAY));
      compared.add(min(day).over(person).as(day(dose)));
      compared.add(min(when(col(TONIGHT).equalTo(0), day)).over(person).as(knownDay(dose)));
    }
    Column problems = array_compact(array(twice(), outOfOrder(), tooEarly()));
    return all.select(compared.toArray(Column[]::new))
        .where(col(TONIGHT).equalTo(1))
        .select(col(ParsedRows.SUBMISSION), col(ParsedRows.LINE), problems.as(FOUND))
        .where(size(col(FOUND)).gt(0));
  }

  /** The rows of tonight with what was found among their problems and in the worst said of them. */
  static Dataset<Row> told(Dataset<Row> checked, Dataset<Row> found) {
    List<Column> columns = new ArrayList<>();
    for (String name : checked.columns()) {
      columns.add(
          switch (name) {
            case ParsedRows.PROBLEMS ->
                when(col(FOUND).isNull(), col(name))
                    .otherwise(functions.concat(col(name), col(FOUND)))
                    .as(ParsedRows.PROBLEMS);
            case RowRules.WORST -> worst().as(RowRules.WORST);
            default -> col("`" + name + "`");
          });
    }
    return checked
        .join(found, new String[] {ParsedRows.SUBMISSION, ParsedRows.LINE}, "left")
        .select(columns.toArray(Column[]::new));
  }

  /** Rows of tonight that are compared, with what they are compared by. */
  static Dataset<Row> tonight(Dataset<Row> checked) {
    Column event = col(ParsedRows.EVENT);
    Column kind = event.getField(ParsedRows.KIND);
    Column person = event.getField(ParsedRows.PERSON);
    Column dose = event.getField(Events.DOSE);
    return checked
        .where(person.isNotNull().and(col(RowRules.WORST).lt(HOLD)))
        .select(
            xxhash64(kind, person).as(PERSON_HASH),
            person.as(PERSON),
            kind.as(KIND),
            slot(kind, dose, col(ParsedRows.DATE)).as(SLOT),
            lit(1).as(TONIGHT),
            col(ParsedRows.DATE).as(DAY),
            dose.as(DOSE),
            event.getField(Events.PRODUCT).as(PRODUCT),
            col(ParsedRows.FILE),
            col(ParsedRows.SUBMISSION),
            col(ParsedRows.SHEET),
            col(ParsedRows.ROW),
            col(ParsedRows.LINE),
            col(ParsedRows.RECEIVED_AT));
  }

  /**
   * Those persons, by the hash of their pseudonym, that come more than once: of everybody else
   * there is nothing to compare, and they are nearly all. Two persons with one hash are only looked
   * at in vain.
   */
  static Dataset<Row> again(Dataset<Row> tonight, Dataset<Row> earlier) {
    return tonight
        .select(col(PERSON_HASH))
        .unionAll(earlier.select(col(PERSON_HASH)))
        .groupBy(PERSON_HASH)
        .agg(count(lit(1)).as(TIMES))
        .where(col(TIMES).gt(1))
        .select(col(PERSON_HASH));
  }

  /**
   * What makes two events of a person the same one, whatever their dates: a numbered dose. Another,
   * such as a booster, may be given again on another day.
   */
  private static Column slot(Column kind, Column dose, Column date) {
    return when(
        kind.equalTo(EventKind.DOSE.word()),
        when(dose.rlike("^[0-9]+$"), dose)
            .otherwise(concat(coalesce(dose, lit("")), lit(" "), date.cast("string"))));
  }

  private static Column where(Column file, Column sheet, Column row) {
    return concat(
        file,
        when(sheet.equalTo("").or(sheet.isNull()), lit("!"))
            .otherwise(concat(lit("!"), sheet, lit("!"))),
        row.cast(DataTypes.StringType));
  }

  /**
   * Under the columns of {@link #tonight}, events that earlier nights accepted and that still
   * count: those of the submission received last for their form, region and date, unless a file of
   * tonight speaks for these.
   *
   * @param events rows of table {@code event}
   * @param coverage rows of table {@code coverage}
   * @param submissions rows of table {@code submission}; names the files
   * @param checked rows of tonight
   */
  static Dataset<Row> earlier(
      Dataset<Row> events, Dataset<Row> coverage, Dataset<Row> submissions, Dataset<Row> checked) {
    String latest = "latest";
    Dataset<Row> counting =
        coverage
            .groupBy(Coverage.FORM, Coverage.REGION, Coverage.DATE)
            .agg(max(struct(Coverage.RECEIVED_AT, Coverage.SUBMISSION_ID)).as(latest))
            .select(
                col(Coverage.FORM),
                col(Coverage.REGION),
                col(Coverage.DATE),
                col(latest + "." + Coverage.SUBMISSION_ID));
    Dataset<Row> replaced =
        checked
            .where(col(ParsedRows.EVENT).isNotNull().and(col(RowRules.WORST).lt(HOLD)))
            .select(
                col(ParsedRows.FORM).as(Coverage.FORM),
                col(ParsedRows.REGION).as(Coverage.REGION),
                col(ParsedRows.DATE).as(Coverage.DATE))
            .distinct();
    return events
        .where(col(Events.PERSON_KEY).isNotNull())
        .join(
            counting,
            new String[] {Events.FORM, Events.REGION, Events.DATE, Events.SUBMISSION_ID},
            "left_semi")
        .join(replaced, new String[] {Events.FORM, Events.REGION, Events.DATE}, "left_anti")
        .join(
            broadcast(submissions.select(Submissions.SUBMISSION_ID, Submissions.FILE)),
            new String[] {Submissions.SUBMISSION_ID})
        .select(
            xxhash64(col(Events.KIND), col(Events.PERSON_KEY)).as(PERSON_HASH),
            col(Events.PERSON_KEY).as(PERSON),
            col(Events.KIND).as(KIND),
            slot(col(Events.KIND), col(Events.DOSE), col(Events.DATE)).as(SLOT),
            lit(0).as(TONIGHT),
            col(Events.DATE).as(DAY),
            col(Events.DOSE).as(DOSE),
            col(Events.PRODUCT).as(PRODUCT),
            col(Submissions.FILE).as(ParsedRows.FILE),
            col(Events.SUBMISSION_ID).as(ParsedRows.SUBMISSION),
            col(Events.SHEET).as(ParsedRows.SHEET),
            col(Events.ROW).as(ParsedRows.ROW),
            lit(-1).as(ParsedRows.LINE),
            col(Events.RECEIVED_AT).as(ParsedRows.RECEIVED_AT));
  }

  // what is wrong with a row

  private static Column isCase() {
    return col(KIND).equalTo(EventKind.CASE.word());
  }

  private static Column isDose() {
    return col(KIND).equalTo(EventKind.DOSE.word());
  }

  private Column twice() {
    Column after = isCase().and(date_diff(col(DAY), col(BEFORE)).leq(sameCaseDays));
    Column before = isCase().and(date_diff(col(KNOWN), col(DAY)).leq(sameCaseDays));
    Column again = not(isCase()).and(col(PLACE).gt(1));
    Column where =
        when(after, col(BEFORE_WHERE)).when(before, col(KNOWN_WHERE)).otherwise(col(FIRST));
    return problem(FindingCode.PERSON_TWICE, after.or(before).or(again), argument("first", where));
  }

  private Column outOfOrder() {
    Column previous = lit(null).cast(DataTypes.DateType);
    Column next = lit(null).cast(DataTypes.DateType);
    for (int dose = 1; dose <= mostDoses; dose++) {
      Column own = col(DOSE).equalTo(Integer.toString(dose));
      previous = dose == 1 ? previous : when(own, col(day(dose - 1))).otherwise(previous);
      next = dose == mostDoses ? next : when(own, col(knownDay(dose + 1))).otherwise(next);
    }
    Column other = when(previous.gt(col(DAY)), previous).when(next.lt(col(DAY)), next);
    return problem(
        FindingCode.DOSE_OUT_OF_ORDER,
        isDose().and(other.isNotNull()),
        argument("dose", col(DOSE)),
        argument("date", col(DAY).cast(DataTypes.StringType)),
        argument("other", other.cast(DataTypes.StringType)));
  }

  private Column tooEarly() {
    Column previous = lit(null).cast(DataTypes.DateType);
    for (int dose = 2; dose <= mostDoses; dose++) {
      previous =
          when(col(DOSE).equalTo(Integer.toString(dose)), col(day(dose - 1))).otherwise(previous);
    }
    Column least = lit(null).cast(DataTypes.IntegerType);
    for (Product one : conf.products()) {
      Integer days = one.intervalDays();
      least =
          days == null ? least : when(col(PRODUCT).equalTo(one.key()), lit(days)).otherwise(least);
    }
    Column days = date_diff(col(DAY), previous);
    return problem(
        FindingCode.DOSE_TOO_EARLY,
        isDose().and(days.geq(0)).and(days.lt(least)),
        argument("dose", col(DOSE)),
        argument("days", days.cast(DataTypes.StringType)),
        argument("least", least.cast(DataTypes.StringType)));
  }

  private static String day(int dose) {
    return String.format(Locale.ROOT, "_p_day_%d", dose);
  }

  private static String knownDay(int dose) {
    return String.format(Locale.ROOT, "_p_known_day_%d", dose);
  }

  /** A problem of the row as a whole; null where there is none. */
  private static Column problem(FindingCode code, Column when, Column... arguments) {
    return when(
        coalesce(when, lit(false)),
        struct(
                lit(code.name()),
                lit(ParsedRows.rank(code.severity())),
                lit(code.scope().word()),
                col(ParsedRows.ROW),
                lit(0),
                lit(null).cast(DataTypes.StringType),
                array(arguments))
            .cast(ParsedRows.problemType()));
  }

  private static Column argument(String name, Column value) {
    return struct(lit(name).as(Entries.KEY), coalesce(value, lit("")).as(Entries.VALUE));
  }

  private static Column worst() {
    return greatest(
        col(RowRules.WORST),
        coalesce(
            functions.array_max(
                functions.transform(col(FOUND), p -> p.getField(ParsedRows.SEVERITY))),
            lit(-1)));
  }
}
