package org.sitrep.normalise;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_compact;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.when;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import org.sitrep.config.Expression.Name;
import org.sitrep.normalise.Tonight.Data;

/**
 * Tries expressions of rules on rows that lie in the driver's memory. Spark evaluates them: of rows
 * without a job, of groups with one.
 */
final class Trial {
  private static final String NUMBER = "n";
  private static final String FAILED = "failed";
  private static final String PER = "per";

  private final SparkSession spark;
  private final ParsedRows shape;
  private final List<Check> checks;
  private final Map<Integer, Beside> beside = new HashMap<>();
  private final Map<String, Integer> places = new LinkedHashMap<>();
  private final StructType schema;

  /** A check that does not hold for a row, with what its sentence tells beside the row. */
  record Failure(Check check, Data row, Map<String, String> shown) {}

  /** A check that does not hold for a group. */
  record GroupFailure(Check check, List<Data> rows, Map<String, String> shown) {}

  /** Some rows that a rule judges together. */
  private record Group(
      String submission, Accepted.Slot slot, List<String> per, List<@Nullable String> values) {}

  Trial(SparkSession spark, ParsedRows shape, Map<Check, Beside> checks) {
    this.spark = spark;
    this.shape = shape;
    this.checks = List.copyOf(checks.keySet());
    StructType type =
        new StructType()
            .add(NUMBER, DataTypes.IntegerType, false)
            .add(ParsedRows.FORM, DataTypes.StringType, false)
            .add(PER, DataTypes.StringType, false)
            .add(ParsedRows.REGION, DataTypes.StringType, false)
            .add(ParsedRows.DATE, DataTypes.DateType, false);
    for (StructField field : shape.named()) {
      type = type.add(field);
    }
    for (Map.Entry<Check, Beside> e : checks.entrySet()) {
      beside.put(e.getKey().number(), e.getValue());
      for (Name name : e.getValue().names()) {
        type = type.add(column(e.getKey(), name), Beside.type(name), true);
      }
    }
    for (Check check : this.checks) {
      for (String key : check.per()) {
        String name = column(check.rule().form(), key);
        if (!Arrays.asList(type.fieldNames()).contains(name)) {
          type = type.add(name, DataTypes.StringType, true);
        }
      }
    }
    schema = type;
    for (String name : schema.fieldNames()) {
      places.put(name, places.size());
    }
  }

  /** Where the value of a name beside the row stands, for one check alone. */
  private static String column(Check check, Name name) {
    return check.number() + "." + name.text();
  }

  /** Where a key of a group stands: it is the same in all rows of the group, and no other is. */
  private static String column(String form, String key) {
    return PER + "." + form + "." + key;
  }

  private String sql(Check check) {
    return check.sql(
        (of, key) -> {
          if (!of.isEmpty()) {
            return column(check, new Name(of, key));
          }
          return check.per().contains(key)
              ? column(check.rule().form(), key)
              : shape.column(check.rule().form(), key);
        });
  }

  private Column failed(Check check, Column ofForm) {
    return when(ofForm.and(not(coalesce(expr(sql(check)), lit(true)))), lit(check.number()));
  }

  private static Column ofForm(Check check) {
    return col(ParsedRows.FORM).equalTo(check.rule().form());
  }

  private static Column all(List<Column> failed) {
    return array_compact(array(failed.toArray(Column[]::new))).as(FAILED);
  }

  /** Checks of single rows that do not hold. Starts no job. */
  List<Failure> rows(List<Data> rows, Accepted accepted) {
    List<Check> here = checks.stream().filter(check -> !check.grouped()).toList();
    if (here.isEmpty() || rows.isEmpty()) {
      return List.of();
    }
    List<Row> local = new ArrayList<>();
    List<Map<Integer, Map<Name, Object>>> values = new ArrayList<>();
    for (Data row : rows) {
      Object[] out = blank(local.size(), row, "");
      Map<Integer, Map<Name, Object>> ofRow = new HashMap<>();
      for (Check check : here) {
        if (check.rule().form().equals(row.form())) {
          Map<Name, Object> found =
              beside(check)
                  .of(
                      accepted,
                      row.region(),
                      row.date(),
                      keys(check, row),
                      key -> (Double) row.values().getAs(shape.column(row.form(), key)));
          ofRow.put(check.number(), found);
          found.forEach((name, value) -> out[place(column(check, name))] = value);
        }
      }
      values.add(ofRow);
      local.add(RowFactory.create(out));
    }
    List<Failure> failures = new ArrayList<>();
    Dataset<Row> tried =
        spark
            .createDataFrame(local, schema)
            .select(col(NUMBER), all(here.stream().map(c -> failed(c, ofForm(c))).toList()))
            .where(size(col(FAILED)).gt(0));
    for (Row row : tried.collectAsList()) {
      int n = row.getInt(0);
      for (Integer number : row.<Integer>getList(1)) {
        failures.add(
            new Failure(
                check(number),
                rows.get(n),
                beside(check(number)).shown(values.get(n).getOrDefault(number, Map.of()))));
      }
    }
    return failures;
  }

  /** Checks of groups that do not hold. One job, when there is a group to check. */
  List<GroupFailure> groups(List<Data> rows, Accepted accepted) {
    List<Check> here = checks.stream().filter(Check::grouped).toList();
    Map<Group, List<Data>> groups = new LinkedHashMap<>();
    for (Data row : rows) {
      here.stream()
          .filter(check -> check.rule().form().equals(row.form()))
          .map(Check::per)
          .distinct()
          .forEach(
              per ->
                  groups
                      .computeIfAbsent(
                          new Group(row.line().submission(), row.slot(), per, texts(per, row)),
                          g -> new ArrayList<>())
                      .add(row));
    }
    if (groups.isEmpty()) {
      return List.of();
    }
    List<Row> local = new ArrayList<>();
    List<Map.Entry<Group, List<Data>>> order = new ArrayList<>(groups.entrySet());
    List<Map<Integer, Map<String, String>>> shown = new ArrayList<>();
    for (Map.Entry<Group, List<Data>> entry : order) {
      Group group = entry.getKey();
      List<Data> members = entry.getValue();
      Object[] same = new Object[schema.size()];
      Map<Integer, Map<String, String>> ofGroup = new HashMap<>();
      for (Check check : here) {
        if (check.rule().form().equals(group.slot().form()) && check.per().equals(group.per())) {
          Map<Name, Object> found =
              beside(check)
                  .of(
                      accepted,
                      group.slot().region(),
                      group.slot().date(),
                      keys(check, members.get(0)),
                      key -> sum(members, shape.column(group.slot().form(), key)));
          found.forEach((name, value) -> same[place(column(check, name))] = value);
          ofGroup.put(check.number(), told(check, group, members, found));
        }
      }
      for (int i = 0; i < group.per().size(); i++) {
        same[place(column(group.slot().form(), group.per().get(i)))] = group.values().get(i);
      }
      for (Data row : members) {
        Object[] out = blank(shown.size(), row, String.join(" ", group.per()));
        for (int i = 0; i < out.length; i++) {
          out[i] = same[i] == null ? out[i] : same[i];
        }
        local.add(RowFactory.create(out));
      }
      shown.add(ofGroup);
    }
    return failures(here, local, order, shown);
  }

  private List<GroupFailure> failures(
      List<Check> here,
      List<Row> local,
      List<Map.Entry<Group, List<Data>>> order,
      List<Map<Integer, Map<String, String>>> shown) {
    int own = 5 + shape.named().size();
    List<Column> constant = new ArrayList<>();
    for (int i = 0; i < schema.size(); i++) {
      if (i < 5 || i >= own) {
        constant.add(col("`" + schema.fieldNames()[i] + "`"));
      }
    }
    Dataset<Row> tried =
        spark
            .createDataFrame(local, schema)
            .coalesce(1)
            .groupBy(constant.toArray(Column[]::new))
            .agg(
                all(
                    here.stream()
                        .map(
                            c ->
                                failed(
                                    c, ofForm(c).and(col(PER).equalTo(String.join(" ", c.per())))))
                        .toList()))
            .select(NUMBER, FAILED)
            .where(size(col(FAILED)).gt(0));
    List<GroupFailure> failures = new ArrayList<>();
    for (Row row : tried.sort(NUMBER).collectAsList()) {
      int n = row.getInt(0);
      for (Integer number : row.<Integer>getList(1)) {
        failures.add(
            new GroupFailure(
                check(number),
                order.get(n).getValue(),
                shown.get(n).getOrDefault(number, Map.of())));
      }
    }
    return failures;
  }

  private Object[] blank(int number, Data row, String per) {
    Object[] out = new Object[schema.size()];
    out[0] = number;
    out[1] = row.form();
    out[2] = per;
    out[3] = row.region();
    out[4] = row.date();
    int at = 5;
    for (StructField field : shape.named()) {
      out[at++] = row.values().getAs(field.name());
    }
    return out;
  }

  private int place(String column) {
    return Objects.requireNonNull(places.get(column));
  }

  private Beside beside(Check check) {
    return Objects.requireNonNull(beside.get(check.number()));
  }

  private Check check(int number) {
    return checks.stream().filter(c -> c.number() == number).findFirst().orElseThrow();
  }

  /** Values of the dimensions that name the row, or the group the row belongs to. */
  private List<@Nullable String> keys(Check check, Data row) {
    List<@Nullable String> out = new ArrayList<>();
    for (String dimension : beside(check).dimensions()) {
      out.add(row.values().getAs(ParsedRows.dimension(row.form(), dimension)));
    }
    return out;
  }

  private List<@Nullable String> texts(List<String> keys, Data row) {
    List<@Nullable String> out = new ArrayList<>();
    for (String key : keys) {
      out.add(row.values().getAs(shape.column(row.form(), key)));
    }
    return out;
  }

  /** The sum of a column over rows; null when none of them has a number there. */
  private @Nullable Double sum(List<Data> rows, String column) {
    Double sum = null;
    for (Data row : rows) {
      if (row.values().getAs(column) instanceof Double value) {
        sum = sum == null ? value : sum + value;
      }
    }
    return sum;
  }

  /** What a sentence about a group may tell: its keys, how many rows it has, sums of columns. */
  private Map<String, String> told(
      Check check, Group group, List<Data> rows, Map<Name, Object> beside) {
    Map<String, String> out = beside(check).shown(beside);
    for (String name : check.told()) {
      if (name.equals(Accepted.ROWS)) {
        out.put(name, Integer.toString(rows.size()));
      } else if (group.per().contains(name)) {
        String value = group.values().get(group.per().indexOf(name));
        out.put(name, value == null ? "" : value);
      } else {
        String column = check.resolved(new Name("", name)).column();
        Double sum = sum(rows, shape.column(group.slot().form(), column));
        if (sum != null) {
          out.put(name, Beside.text(sum, 6));
        }
      }
    }
    return out;
  }
}
