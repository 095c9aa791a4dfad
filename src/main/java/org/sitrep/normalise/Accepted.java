package org.sitrep.normalise;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.sitrep.config.FormSpec;
import org.sitrep.config.FormSpec.ColumnSpec;

/**
 * The accepted numbers that rules may compare with: for each form, region and date those of the
 * submission received last (of two received at once the one with the greater id), whichever night
 * accepted it. Given first what submissions speak for, then their numbers.
 */
final class Accepted {
  /** Stands for the number of rows of a table, where a column is asked for. */
  static final String ROWS = "rows";

  private final List<FormSpec> forms;
  private final Registers registers;
  private final Map<Slot, Source> sources = new HashMap<>();
  private final Map<Asked, Map<Key, NavigableMap<LocalDate, Double>>> series = new HashMap<>();

  /** What one submission speaks for. */
  record Slot(String form, String region, LocalDate date) {}

  /** A column of a form, added up over all dimensions of a row but these. */
  private record Asked(String form, String column, List<String> dimensions) {}

  /** A column of another form. */
  record Twin(String form, String column) {}

  /** A region, and the values of the dimensions asked for. */
  private record Key(String region, List<@Nullable String> values) {}

  private static final class Source {
    final Instant receivedAt;
    final String submission;
    final double rows;
    final boolean part;
    final List<Fact> facts = new ArrayList<>();

    Source(Instant receivedAt, String submission, double rows, boolean part) {
      this.receivedAt = receivedAt;
      this.submission = submission;
      this.rows = rows;
      this.part = part;
    }

    boolean isAfter(Source other) {
      int order = receivedAt.compareTo(other.receivedAt);
      return order > 0 || (order == 0 && submission.compareTo(other.submission) > 0);
    }
  }

  Accepted(List<FormSpec> forms, Registers registers) {
    this.forms = forms;
    this.registers = registers;
  }

  /**
   * Takes what a submission speaks for.
   *
   * @param rows how many of its rows were accepted
   * @param part whether others were not
   */
  void covers(Slot slot, String submission, Instant receivedAt, double rows, boolean part) {
    Source source = new Source(receivedAt, submission, rows, part);
    sources.merge(slot, source, (one, two) -> two.isAfter(one) ? two : one);
  }

  /** Takes a number; it is left out when another submission speaks for its slot. */
  void add(Slot slot, String submission, Fact fact) {
    Source source = sources.get(slot);
    if (source != null && source.submission.equals(submission)) {
      source.facts.add(fact);
    }
  }

  /**
   * The numbers of a column by date, parts added up.
   *
   * @param column key of a column with a measure, or {@link #ROWS}
   * @param dimensions dimensions that must have the given {@code values}; those the form has not
   *     are left out
   */
  NavigableMap<LocalDate, Double> series(
      String form,
      String column,
      String region,
      List<String> dimensions,
      List<@Nullable String> values) {
    Set<String> own = rowDimensions(form);
    List<String> asked = new ArrayList<>();
    List<@Nullable String> wanted = new ArrayList<>();
    for (int i = 0; i < dimensions.size(); i++) {
      if (own.contains(dimensions.get(i))) {
        asked.add(dimensions.get(i));
        wanted.add(values.get(i));
      }
    }
    return series
        .computeIfAbsent(new Asked(form, column, asked), this::build)
        .getOrDefault(new Key(region, wanted), new TreeMap<>());
  }

  private Map<Key, NavigableMap<LocalDate, Double>> build(Asked asked) {
    List<ColumnSpec> specs = Check.columns(forms, asked.form(), asked.column());
    Set<String> own = rowDimensions(asked.form());
    Map<Key, NavigableMap<LocalDate, Double>> out = new HashMap<>();
    sources.forEach(
        (slot, source) -> {
          if (!slot.form().equals(asked.form())) {
            return;
          }
          if (asked.column().equals(ROWS)) {
            out.computeIfAbsent(new Key(slot.region(), List.of()), k -> new TreeMap<>())
                .put(slot.date(), source.rows);
          }
          for (Fact fact : source.facts) {
            if (specs.stream().anyMatch(spec -> isOf(fact, spec, own))) {
              List<@Nullable String> values = new ArrayList<>();
              asked.dimensions().forEach(dimension -> values.add(fact.dimension(dimension)));
              out.computeIfAbsent(new Key(slot.region(), values), k -> new TreeMap<>())
                  .merge(slot.date(), fact.value(), Double::sum);
            }
          }
        });
    return out;
  }

  /** Whether a number comes from a column: what the column fixes is so, nothing else is fixed. */
  private boolean isOf(Fact fact, ColumnSpec spec, Set<String> own) {
    if (!fact.measure().equals(spec.measure())) {
      return false;
    }
    for (String dimension : ParsedRows.DIMENSIONS) {
      String value = fact.dimension(dimension);
      String fixed = spec.dimensions().get(dimension);
      String product = fact.dimension("product");
      if (fixed != null && dimension.equals("component") && product != null) {
        fixed = registers.component(product, fixed);
      }
      boolean fits = fixed == null ? value == null || own.contains(dimension) : fixed.equals(value);
      if (!fits) {
        return false;
      }
    }
    return true;
  }

  /** Whether what is known of a form, region and date is only a part: its sums mean nothing. */
  boolean isPart(String form, String region, LocalDate date) {
    Source source = sources.get(new Slot(form, region, date));
    return source != null && source.part;
  }

  /** Whether rows of a form tell all of the given dimensions apart. */
  boolean has(String form, List<String> dimensions) {
    return rowDimensions(form).containsAll(dimensions);
  }

  /** Dimensions that rows of a form may differ in. */
  private Set<String> rowDimensions(String form) {
    Set<String> out = new HashSet<>();
    for (FormSpec spec : forms) {
      if (spec.key().equals(form)) {
        out.addAll(Form.rowDimensions(spec));
      }
    }
    return out;
  }

  /** Columns of other forms that hold the same as a column of this one. */
  static List<Twin> twins(List<FormSpec> forms, String form, String column) {
    List<Twin> out = new ArrayList<>();
    for (ColumnSpec spec : Check.columns(forms, form, column)) {
      for (FormSpec other : forms) {
        for (ColumnSpec twin : other.fields()) {
          if (!other.key().equals(form)
              && spec.measure() != null
              && spec.measure().equals(twin.measure())
              && spec.dimensions().equals(twin.dimensions())) {
            out.add(new Twin(other.key(), twin.key()));
          }
        }
      }
    }
    return out;
  }
}
