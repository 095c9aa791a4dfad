package org.sitrep.normalise;

import java.io.Serializable;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import org.sitrep.config.FormSpec;
import org.sitrep.config.FormSpec.ColumnSpec;
import org.sitrep.domain.Severity;
import org.sitrep.tables.Observations;
import org.sitrep.tables.SparkRows;

/**
 * Parsed rows of all forms side by side, so that one plan serves them all. Grain: a data row, or
 * the end of a sheet. Beside the columns below stand those columns of forms that a rule names, each
 * under form and key.
 */
final class ParsedRows implements Serializable {
  private static final long serialVersionUID = 1L;

  static final String END = "_end";
  static final String SUBMISSION = "_submission";
  static final String FILE = "_file";

  /** Region code of the folder a file came in; null when nobody named the sender. */
  static final String SENDER = "_sender";

  static final String RECEIVED_AT = "_received_at";
  static final String FORM = "_form";
  static final String FORM_VERSION = "_form_version";
  static final String LANGUAGE = "_language";
  static final String SHEET = "_sheet";
  static final String ROW = "_row";

  /** Number of a data row in its file, from 0; -1 for the end of a sheet. */
  static final String LINE = "_line";

  /** {@link #LINE} of the first row with the same keys; null when this is the first. */
  static final String FIRST = "_first";

  static final String REGION = "_region";
  static final String DATE = "_date";
  static final String ROWS_READ = "_rows_read";
  static final String FLOOR = "_floor";
  static final String VALUES = "_values";

  /** What a data row says as a number, see {@link RowContent}. */
  static final String CONTENT = "_content";

  static final String PROBLEMS = "_problems";

  /** What the sender noted about the row; null when nothing. */
  static final String NOTE = "_note";

  /** What a row of a line list tells of a person; null for any other row. */
  static final String EVENT = "_event";

  static final String KIND = "kind";
  static final String PERSON = "person";

  /** Column numbers and numbers as text by column key, for sentences of rules; else empty. */
  static final String PLACES = "_places";

  static final String SHOWN = "_shown";

  static final String MEASURE = "measure";
  static final String VALUE = "value";
  static final String PLACE = "place";

  /** Dimensions of a value, beside its measure and number. */
  static final List<String> DIMENSIONS =
      List.of(
          Observations.DISTRICT,
          Observations.STREAM,
          Observations.PRODUCT,
          Observations.COMPONENT,
          Observations.DOSE,
          Observations.SEX,
          Observations.AGE_GROUP,
          Observations.PRIORITY_GROUP,
          Observations.FACILITY);

  /** Stands between the notes of one form, region and date. */
  static final String NOTES_JOINED = "; ";

  static final String CODE = "code";
  static final String SEVERITY = "severity";

  private static final Set<String> NUMBERS = Set.of("count", "decimal", "percent");
  private static final DataType TEXTS = Entries.type(DataTypes.StringType);

  private static final StructType VALUE_TYPE = valueType();
  private static final StructType EVENT_TYPE = eventType();

  private static final StructType PROBLEM_TYPE =
      new StructType()
          .add(CODE, DataTypes.StringType, false)
          .add(SEVERITY, DataTypes.IntegerType, false)
          .add("scope", DataTypes.StringType, false)
          .add("row", DataTypes.IntegerType, false)
          .add(PLACE, DataTypes.IntegerType, false)
          .add("raw", DataTypes.StringType, true)
          .add("arguments", TEXTS, false);

  private static final StructType FIXED =
      new StructType()
          .add(END, DataTypes.BooleanType, false)
          .add(SUBMISSION, DataTypes.StringType, false)
          .add(FILE, DataTypes.StringType, false)
          .add(SENDER, DataTypes.StringType, true)
          .add(RECEIVED_AT, DataTypes.TimestampType, false)
          .add(FORM, DataTypes.StringType, true)
          .add(FORM_VERSION, DataTypes.StringType, true)
          .add(LANGUAGE, DataTypes.StringType, true)
          .add(SHEET, DataTypes.StringType, true)
          .add(ROW, DataTypes.IntegerType, false)
          .add(LINE, DataTypes.IntegerType, false)
          .add(FIRST, DataTypes.IntegerType, true)
          .add(REGION, DataTypes.StringType, true)
          .add(DATE, DataTypes.DateType, true)
          .add(ROWS_READ, DataTypes.LongType, false)
          .add(FLOOR, DataTypes.IntegerType, false)
          .add(VALUES, DataTypes.createArrayType(VALUE_TYPE, false), false)
          .add(CONTENT, DataTypes.LongType, false)
          .add(PROBLEMS, DataTypes.createArrayType(PROBLEM_TYPE, false), false)
          .add(NOTE, DataTypes.StringType, true)
          .add(EVENT, EVENT_TYPE, true)
          .add(PLACES, Entries.type(DataTypes.IntegerType), false)
          .add(SHOWN, TEXTS, false);

  private static final Map<String, Integer> FIXED_PLACES = new HashMap<>();

  static {
    fixed().forEach(name -> FIXED_PLACES.put(name, FIXED_PLACES.size()));
  }

  /** An array without elements. */
  private static final Object NOTHING = SparkRows.array();

  /**
   * A column of a form that a rule names.
   *
   * @param form key of the form
   * @param key key of the column
   * @param dimension under which name its text is kept
   */
  private record Wide(String form, String key, String dimension, boolean number)
      implements Serializable {}

  private final List<Wide> wide = new ArrayList<>();
  private final Map<String, String> names = new HashMap<>();

  /** Keys of the columns for notes, by form. */
  private final Map<String, List<String>> notes = new HashMap<>();

  /** Forms a rule speaks of. */
  private final Set<String> ruled = new HashSet<>();

  private final StructType schema;

  ParsedRows(List<FormSpec> forms, List<Check> checks) {
    Set<String> named = new HashSet<>();
    Set<String> compared = new HashSet<>();
    for (Check check : checks) {
      ruled.add(check.rule().form());
      if (!check.rule().withinRow()) {
        compared.add(check.rule().form());
      }
      check.reads().forEach(key -> named.add(name(check.rule().form(), key)));
    }
    StructType all = FIXED;
    for (FormSpec form : forms) {
      names.put(name(form.key(), Observations.REGION), REGION);
      names.put(name(form.key(), Observations.DATE), DATE);
      for (String dimension : Form.keyDimensions(form)) {
        String name = dimension(form.key(), dimension);
        if (compared.contains(form.key()) && names.putIfAbsent(name, name) == null) {
          wide.add(new Wide(form.key(), "", dimension, false));
          all = all.add(name, DataTypes.StringType, true);
        }
      }
      for (ColumnSpec column : form.fields()) {
        String name = name(form.key(), column.key());
        switch (column.type()) {
          case "note" ->
              notes.computeIfAbsent(form.key(), k -> new ArrayList<>()).add(column.key());
          case "region" -> names.put(name, REGION);
          case "date" -> names.put(name, DATE);
          default -> {
            if (named.contains(name) && names.putIfAbsent(name, name) == null) {
              boolean number = NUMBERS.contains(column.type());
              wide.add(new Wide(form.key(), column.key(), column.dimension(), number));
              all = all.add(name, number ? DataTypes.DoubleType : DataTypes.StringType, true);
            }
          }
        }
      }
    }
    schema = all;
  }

  private static String name(String form, String key) {
    return form + "." + key;
  }

  /** The column that holds the value of a dimension that names a row of a form. */
  static String dimension(String form, String dimension) {
    return form + ".@" + dimension;
  }

  /** The column that holds what a form's column says. */
  String column(String form, String key) {
    String name = names.get(name(form, key));
    if (name == null) {
      throw new IllegalArgumentException("Cannot find column " + key + " of form " + form);
    }
    return name;
  }

  /** The columns that do depend on the forms, with their types. */
  List<StructField> named() {
    return Arrays.asList(schema.fields()).subList(FIXED.size(), schema.size());
  }

  private static StructType valueType() {
    StructType type =
        new StructType()
            .add(MEASURE, DataTypes.StringType, false)
            .add(VALUE, DataTypes.DoubleType, false)
            .add(PLACE, DataTypes.IntegerType, false);
    for (String dimension : DIMENSIONS) {
      type = type.add(dimension, DataTypes.StringType, true);
    }
    return type;
  }

  private static StructType eventType() {
    StructType type =
        new StructType()
            .add(KIND, DataTypes.StringType, false)
            .add(PERSON, DataTypes.StringType, true)
            .add(PLACE, DataTypes.IntegerType, false);
    for (String dimension : DIMENSIONS) {
      type = type.add(dimension, DataTypes.StringType, true);
    }
    return type;
  }

  /** What {@link #PROBLEMS} holds. */
  static StructType problemType() {
    return PROBLEM_TYPE;
  }

  StructType schema() {
    return schema;
  }

  /** Names of the columns that do not depend on the forms. */
  static List<String> fixed() {
    return Arrays.stream(FIXED.fields()).map(StructField::name).toList();
  }

  /** A row of {@link #schema()}. */
  InternalRow row(Submission submission, Parsed parsed) {
    @Nullable Object[] out = new Object[schema.size()];
    put(out, SUBMISSION, SparkRows.text(submission.id()));
    put(out, FILE, SparkRows.text(submission.file()));
    put(out, SENDER, SparkRows.text(submission.sender()));
    put(out, RECEIVED_AT, ChronoUnit.MICROS.between(Instant.EPOCH, submission.receivedAt()));
    put(out, VALUES, NOTHING);
    put(out, CONTENT, 0L);
    put(out, PLACES, NOTHING);
    put(out, SHOWN, NOTHING);
    put(out, ROWS_READ, 0L);
    put(out, FLOOR, -1);
    put(out, ROW, 0);
    put(out, LINE, -1);
    if (parsed instanceof Parsed.DataRow row) {
      data(out, row);
    } else if (parsed instanceof Parsed.SheetEnd end) {
      put(out, END, true);
      put(out, FORM, SparkRows.text(end.form()));
      put(out, FORM_VERSION, SparkRows.text(end.formVersion()));
      put(out, LANGUAGE, SparkRows.text(end.language()));
      put(out, SHEET, SparkRows.text(end.sheet()));
      put(out, REGION, SparkRows.text(end.region()));
      put(out, DATE, day(end.date()));
      put(out, ROWS_READ, end.rowsRead());
      put(out, PROBLEMS, problems(end.problems()));
    }
    return SparkRows.row(out);
  }

  private void data(@Nullable Object[] out, Parsed.DataRow row) {
    put(out, END, false);
    put(out, FORM, SparkRows.text(row.form()));
    put(out, FORM_VERSION, SparkRows.text(row.formVersion()));
    put(out, SHEET, SparkRows.text(row.sheet()));
    put(out, ROW, row.row());
    put(out, LINE, row.line());
    put(out, FIRST, row.first());
    put(out, REGION, SparkRows.text(row.texts().get("region")));
    put(out, DATE, day(row.date()));
    put(out, FLOOR, rank(row.floor()));
    put(out, VALUES, values(row.values()));
    put(out, CONTENT, RowContent.of(row));
    put(out, PROBLEMS, problems(row.problems()));
    put(out, NOTE, SparkRows.text(note(row)));
    put(out, EVENT, row.event() == null ? null : event(row.event()));
    if (ruled.contains(row.form())) {
      put(out, PLACES, Entries.pairs(row.places()));
      Map<String, String> shown = new LinkedHashMap<>(row.texts());
      row.numbers().forEach((key, value) -> shown.put(key, Numbers.text(value)));
      put(out, SHOWN, Entries.pairs(shown));
    }
    for (int i = 0; i < wide.size(); i++) {
      Wide column = wide.get(i);
      if (column.form().equals(row.form())) {
        out[FIXED.size() + i] =
            column.number()
                ? row.numbers().get(column.key())
                : SparkRows.text(row.texts().get(column.dimension()));
      }
    }
  }

  private @Nullable String note(Parsed.DataRow row) {
    List<String> keys = notes.get(row.form());
    if (keys == null) {
      return null;
    }
    String all =
        keys.stream()
            .map(key -> row.texts().getOrDefault(key, ""))
            .filter(text -> !text.isEmpty())
            .distinct()
            .collect(Collectors.joining(NOTES_JOINED));
    return all.isEmpty() ? null : all;
  }

  private static void put(@Nullable Object[] out, String column, @Nullable Object value) {
    out[FIXED_PLACES.getOrDefault(column, -1)] = value;
  }

  private static @Nullable Integer day(@Nullable LocalDate date) {
    return date == null ? null : (int) date.toEpochDay();
  }

  /** Severity as a number that grows with it; -1 for none. */
  static int rank(@Nullable Severity severity) {
    return severity == null ? -1 : severity.ordinal();
  }

  private static Object values(List<Parsed.Value> values) {
    Object[] out = new Object[values.size()];
    for (int i = 0; i < out.length; i++) {
      Parsed.Value value = values.get(i);
      @Nullable Object[] fields = new Object[VALUE_TYPE.size()];
      fields[0] = SparkRows.text(value.measure());
      fields[1] = value.value();
      fields[2] = value.place();
      dimensions(fields, value.dimensions());
      out[i] = SparkRows.row(fields);
    }
    return out.length == 0 ? NOTHING : SparkRows.array(out);
  }

  private static InternalRow event(Parsed.Event event) {
    @Nullable Object[] out = new Object[EVENT_TYPE.size()];
    out[0] = SparkRows.text(event.kind().word());
    out[1] = SparkRows.text(event.person());
    out[2] = event.place();
    dimensions(out, event.dimensions());
    return SparkRows.row(out);
  }

  /** The dimensions of a value or an event, behind its own three fields. */
  private static void dimensions(@Nullable Object[] out, Map<String, String> dimensions) {
    for (int i = 0; i < DIMENSIONS.size(); i++) {
      out[3 + i] = SparkRows.text(dimensions.get(DIMENSIONS.get(i)));
    }
  }

  private static Object problems(List<Problem> problems) {
    Object[] out = new Object[problems.size()];
    for (int i = 0; i < out.length; i++) {
      Problem problem = problems.get(i);
      out[i] =
          SparkRows.row(
              SparkRows.text(problem.code().name()),
              rank(problem.severity()),
              SparkRows.text(problem.scope().word()),
              problem.row(),
              problem.column(),
              SparkRows.text(problem.raw()),
              Entries.pairs(problem.arguments()));
    }
    return out.length == 0 ? NOTHING : SparkRows.array(out);
  }
}
