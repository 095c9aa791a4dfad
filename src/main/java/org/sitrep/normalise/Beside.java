package org.sitrep.normalise;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.jspecify.annotations.Nullable;
import org.sitrep.config.Expression.Name;
import org.sitrep.config.FormSpec;
import org.sitrep.config.FormSpec.ColumnSpec;
import org.sitrep.config.Rule;

/** What a check names of the previous state, of what is usual and of other forms. */
final class Beside {
  static final String PREVIOUS = "previous";
  static final String USUAL = "usual";
  static final String Z = "z";
  private static final String DATE = "date";

  private final Check check;
  private final List<FormSpec> forms;
  private final Set<Name> names = new LinkedHashSet<>();
  private final List<String> dimensions;

  Beside(Check check, List<FormSpec> forms) {
    this.check = check;
    this.forms = forms;
    check.names().stream().filter(name -> !name.of().isEmpty()).forEach(names::add);
    for (String place : check.places()) {
      int dot = place.indexOf('.');
      if (dot > 0) {
        names.add(check.resolved(new Name(place.substring(0, dot), place.substring(dot + 1))));
      }
    }
    Set<String> own = new TreeSet<>();
    for (FormSpec form : forms) {
      if (form.key().equals(check.rule().form())) {
        Set<String> keys = Form.keyDimensions(form);
        if (check.grouped()) {
          keys.retainAll(
              form.columns().stream()
                  .filter(column -> check.per().contains(column.key()))
                  .map(ColumnSpec::dimension)
                  .toList());
        }
        own.addAll(keys);
      }
    }
    dimensions = List.copyOf(own);
  }

  boolean isEmpty() {
    return names.isEmpty();
  }

  Set<Name> names() {
    return names;
  }

  /** Dimensions that name the row or the group, beside region and date. */
  List<String> dimensions() {
    return dimensions;
  }

  static DataType type(Name name) {
    return name.column().equals(DATE) ? DataTypes.DateType : DataTypes.DoubleType;
  }

  /** The form a name is of. */
  private String form(String of) {
    return Set.of(PREVIOUS, USUAL, Z).contains(of) ? check.rule().form() : of;
  }

  /** Every column of a form whose accepted numbers it needs. */
  Set<Accepted.Twin> columns() {
    Set<Accepted.Twin> out = new LinkedHashSet<>();
    for (Name name : names) {
      out.add(new Accepted.Twin(form(name.of()), column(name)));
      if (Set.of(USUAL, Z).contains(name.of())) {
        out.addAll(Accepted.twins(forms, check.rule().form(), name.column()));
      }
    }
    return out;
  }

  /** The column that stands for a name: of the date alone, the one the rule is about. */
  private String column(Name name) {
    return name.column().equals(DATE) && name.of().equals(PREVIOUS)
        ? check.columns().get(0)
        : name.column();
  }

  /** Days that lie at most so far back. */
  int reachDays(int historyDays) {
    Rule.Usual usual = check.rule().usual();
    return Math.max(historyDays, usual == null ? 0 : 7 * usual.weeks());
  }

  /**
   * The values of a row or group; one that is not known is missing.
   *
   * @param values of {@link #dimensions}
   * @param own the row's or group's own number of a column
   */
  Map<Name, Object> of(
      Accepted accepted,
      String region,
      LocalDate date,
      List<@Nullable String> values,
      Function<String, @Nullable Double> own) {
    Map<Name, Object> out = new LinkedHashMap<>();
    Set<String> sources = new LinkedHashSet<>();
    names.forEach(name -> sources.add(name.of()));
    for (String of : sources) {
      if (of.equals(USUAL) || of.equals(Z)) {
        usual(of, accepted, region, date, values, own, out);
      } else {
        dated(of, accepted, region, date, values, out);
      }
    }
    return out;
  }

  private void usual(
      String of,
      Accepted accepted,
      String region,
      LocalDate date,
      List<@Nullable String> values,
      Function<String, @Nullable Double> own,
      Map<Name, Object> out) {
    for (Name name : names) {
      if (!name.of().equals(of)) {
        continue;
      }
      List<NavigableMap<LocalDate, Double>> series = new ArrayList<>();
      series.add(accepted.series(form(of), name.column(), region, dimensions, values));
      for (Accepted.Twin twin : Accepted.twins(forms, form(of), name.column())) {
        if (accepted.has(twin.form(), dimensions)) {
          series.add(accepted.series(twin.form(), twin.column(), region, dimensions, values));
        }
      }
      Plausible usual =
          Plausible.before(date, Objects.requireNonNull(check.rule().usual()), series);
      Double value = own.apply(name.column());
      if (usual != null && of.equals(USUAL)) {
        out.put(name, usual.median());
      } else if (usual != null && value != null) {
        out.put(name, usual.z(value));
      }
    }
  }

  /** Values of the latest day that has any of the columns named: before the date, or up to it. */
  private void dated(
      String of,
      Accepted accepted,
      String region,
      LocalDate date,
      List<@Nullable String> values,
      Map<Name, Object> out) {
    Map<Name, NavigableMap<LocalDate, Double>> series = new LinkedHashMap<>();
    LocalDate latest = null;
    for (Name name : names) {
      if (!name.of().equals(of)) {
        continue;
      }
      NavigableMap<LocalDate, Double> one =
          accepted.series(form(of), column(name), region, dimensions, values);
      LocalDate day = of.equals(PREVIOUS) ? one.lowerKey(date) : one.floorKey(date);
      latest = day == null || (latest != null && latest.isAfter(day)) ? latest : day;
      series.put(name, one);
    }
    boolean summed = check.grouped() || !of.equals(PREVIOUS);
    if (latest == null || (summed && accepted.isPart(form(of), region, latest))) {
      return;
    }
    for (Map.Entry<Name, NavigableMap<LocalDate, Double>> e : series.entrySet()) {
      Object value = e.getKey().column().equals(DATE) ? latest : e.getValue().get(latest);
      if (value != null) {
        out.put(e.getKey(), value);
      }
    }
  }

  /** Values as its sentence tells them. */
  Map<String, String> shown(Map<Name, Object> values) {
    Map<String, String> out = new LinkedHashMap<>();
    values.forEach(
        (name, value) -> {
          String text =
              value instanceof Double number
                  ? text(number, Set.of(USUAL, Z).contains(name.of()) ? 1 : 6)
                  : value.toString();
          out.put(name.text(), text);
          if (check.rule().each() && name.column().equals(check.columns().get(0))) {
            out.put(new Name(name.of(), Check.VALUE).text(), text);
          }
        });
    return out;
  }

  /** A number for people, without digits that only arithmetic left there. */
  static String text(double value, int digits) {
    return Numbers.text(
        BigDecimal.valueOf(value).setScale(digits, RoundingMode.HALF_UP).doubleValue());
  }
}
