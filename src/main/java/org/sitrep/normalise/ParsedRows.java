package org.sitrep.normalise;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import org.sitrep.config.FormSpec;
import org.sitrep.config.FormSpec.ColumnSpec;
import org.sitrep.config.Rule;
import org.sitrep.domain.Severity;
import org.sitrep.tables.Observations;

/**
 * Parsed rows of all forms side by side, so that one plan serves them all. Grain: a data row, or
 * the end of a sheet. Beside the columns below stand, under their keys, the columns of forms that a
 * rule names; such a key means a number in every form that has it, or a text in every one.
 */
final class ParsedRows implements Serializable {
  private static final long serialVersionUID = 1L;

  static final String END = "_end";
  static final String SUBMISSION = "_submission";
  static final String FILE = "_file";
  static final String RECEIVED_AT = "_received_at";
  static final String FORM = "_form";
  static final String FORM_VERSION = "_form_version";
  static final String LANGUAGE = "_language";
  static final String SHEET = "_sheet";
  static final String ROW = "_row";
  static final String REGION = "_region";
  static final String DATE = "_date";
  static final String ROWS_READ = "_rows_read";
  static final String FLOOR = "_floor";
  static final String VALUES = "_values";
  static final String PROBLEMS = "_problems";

  /** Column numbers and numbers as text by column key, for sentences of rules. */
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

  static final String CODE = "code";
  static final String SEVERITY = "severity";

  private static final Pattern NO_WORD = Pattern.compile("[^A-Za-z0-9_]+");
  private static final DataType TEXTS = Entries.type(DataTypes.StringType);

  private static final StructType VALUE_TYPE = valueType();

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
          .add(RECEIVED_AT, DataTypes.TimestampType, false)
          .add(FORM, DataTypes.StringType, true)
          .add(FORM_VERSION, DataTypes.StringType, true)
          .add(LANGUAGE, DataTypes.StringType, true)
          .add(SHEET, DataTypes.StringType, true)
          .add(ROW, DataTypes.IntegerType, false)
          .add(REGION, DataTypes.StringType, true)
          .add(DATE, DataTypes.DateType, true)
          .add(ROWS_READ, DataTypes.LongType, false)
          .add(FLOOR, DataTypes.IntegerType, false)
          .add(VALUES, DataTypes.createArrayType(VALUE_TYPE, false), false)
          .add(PROBLEMS, DataTypes.createArrayType(PROBLEM_TYPE, false), false)
          .add(PLACES, Entries.type(DataTypes.IntegerType), false)
          .add(SHOWN, TEXTS, false);

  private final List<String> keys = new ArrayList<>();
  private final List<Boolean> numeric = new ArrayList<>();
  private final StructType schema;

  ParsedRows(List<FormSpec> forms, List<Rule> rules) {
    Set<String> named = new HashSet<>();
    rules.forEach(rule -> named.addAll(List.of(NO_WORD.split(rule.holds()))));
    Map<String, Boolean> wide = new LinkedHashMap<>();
    for (FormSpec form : forms) {
      for (ColumnSpec column : form.columns()) {
        if (column.type().equals("ignore") || !named.contains(column.key())) {
          continue;
        }
        boolean number = List.of("count", "decimal", "percent").contains(column.type());
        Boolean before = wide.putIfAbsent(column.key(), number);
        if (before != null && before != number) {
          throw new IllegalArgumentException(
              "Cannot use column key as number and as text: " + column.key());
        }
      }
    }
    StructType all = FIXED;
    for (Map.Entry<String, Boolean> e : wide.entrySet()) {
      keys.add(e.getKey());
      numeric.add(e.getValue());
      all = all.add(e.getKey(), e.getValue() ? DataTypes.DoubleType : DataTypes.StringType, true);
    }
    schema = all;
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

  StructType schema() {
    return schema;
  }

  /** Names of the columns that do not depend on the forms. */
  static List<String> fixed() {
    return Arrays.stream(FIXED.fields()).map(StructField::name).toList();
  }

  Row row(Submission submission, Parsed parsed) {
    Object[] out = new Object[schema.size()];
    put(out, SUBMISSION, submission.id());
    put(out, FILE, submission.file());
    put(out, RECEIVED_AT, submission.receivedAt());
    put(out, VALUES, new Object[0]);
    put(out, PLACES, new Object[0]);
    put(out, SHOWN, new Object[0]);
    put(out, ROWS_READ, 0L);
    put(out, FLOOR, -1);
    put(out, ROW, 0);
    if (parsed instanceof Parsed.DataRow row) {
      data(out, row);
    } else if (parsed instanceof Parsed.SheetEnd end) {
      put(out, END, true);
      put(out, FORM, end.form());
      put(out, FORM_VERSION, end.formVersion());
      put(out, LANGUAGE, end.language());
      put(out, SHEET, end.sheet());
      put(out, REGION, end.region());
      put(out, DATE, end.date());
      put(out, ROWS_READ, end.rowsRead());
      put(out, PROBLEMS, problems(end.problems()));
    }
    return RowFactory.create(out);
  }

  private void data(Object[] out, Parsed.DataRow row) {
    put(out, END, false);
    put(out, FORM, row.form());
    put(out, FORM_VERSION, row.formVersion());
    put(out, SHEET, row.sheet());
    put(out, ROW, row.row());
    put(out, REGION, row.texts().get("region"));
    put(out, DATE, row.date());
    put(out, FLOOR, rank(row.floor()));
    put(out, VALUES, values(row.values()));
    put(out, PROBLEMS, problems(row.problems()));
    put(out, PLACES, Entries.of(row.places()));
    Map<String, String> shown = new LinkedHashMap<>(row.texts());
    row.numbers().forEach((key, value) -> shown.put(key, Numbers.text(value)));
    put(out, SHOWN, Entries.of(shown));
    for (int i = 0; i < keys.size(); i++) {
      String key = keys.get(i);
      out[FIXED.size() + i] = numeric.get(i) ? row.numbers().get(key) : row.texts().get(key);
    }
  }

  private static void put(Object[] out, String column, @Nullable Object value) {
    out[FIXED.fieldIndex(column)] = value;
  }

  /** Severity as a number that grows with it; -1 for none. */
  static int rank(@Nullable Severity severity) {
    return severity == null ? -1 : severity.ordinal();
  }

  private static Object[] values(List<Parsed.Value> values) {
    return values.stream()
        .map(
            v -> {
              Object[] value = new Object[VALUE_TYPE.size()];
              value[0] = v.measure();
              value[1] = v.value();
              value[2] = v.place();
              for (int i = 0; i < DIMENSIONS.size(); i++) {
                value[3 + i] = v.dimensions().get(DIMENSIONS.get(i));
              }
              return RowFactory.create(value);
            })
        .toArray();
  }

  private static Object[] problems(List<Problem> problems) {
    return problems.stream()
        .map(
            p ->
                RowFactory.create(
                    p.code().name(),
                    rank(p.severity()),
                    p.scope().word(),
                    p.row(),
                    p.column(),
                    p.raw(),
                    Entries.of(p.arguments())))
        .toArray();
  }
}
