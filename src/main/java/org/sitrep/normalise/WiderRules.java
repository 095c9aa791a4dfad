package org.sitrep.normalise;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.sitrep.config.Conf;
import org.sitrep.config.FormSpec.ColumnSpec;
import org.sitrep.domain.Address;
import org.sitrep.domain.Severity;
import org.sitrep.normalise.Accepted.Slot;
import org.sitrep.normalise.Accepted.Twin;
import org.sitrep.normalise.Tonight.Data;
import org.sitrep.normalise.Verdicts.Line;

/**
 * Rules that need more than a row: the rows beside it, what was accepted before, other forms. What
 * they compare is small, a number per cell of a form and day, and is brought to the driver as
 * aggregating does. Doubles are decided here too, for a rule may find that the first of two rows
 * does not count.
 *
 * <p>A row is compared with what the rules within rows left, not with what these rules think of its
 * neighbours, and a group with what both left: so no answer depends on an order. A table with a row
 * that is held or rejected is not judged as a whole, nor are others by its sums.
 */
final class WiderRules {
  private static final int HOLD = Severity.HOLD.ordinal();
  private static final int REJECT = Severity.REJECT.ordinal();

  /** More cells than anybody looks at; the sentence names the rule, not every cell. */
  private static final int MOST_CELLS = 200;

  private final Conf conf;
  private final Registers registers;
  private final ParsedRows shape;
  private final List<Check> checks;
  private final Map<Check, Beside> wider = new LinkedHashMap<>();

  WiderRules(Conf conf, Registers registers, ParsedRows shape, List<Check> checks) {
    this.conf = conf;
    this.registers = registers;
    this.shape = shape;
    this.checks = checks;
    for (Check check : checks) {
      if (!check.rule().withinRow()) {
        wider.put(check, new Beside(check, conf.forms()));
      }
    }
  }

  /**
   * Verdicts about rows; those of which nothing new is said have none. Two jobs when tonight has
   * rows that such a rule is about, three when it is about groups; one more when a file has
   * doubles.
   */
  Map<Line, Verdict> judge(Dataset<Row> checked, Earlier earlier) {
    boolean mayHold = checks.stream().anyMatch(check -> rank(check) >= HOLD);
    if (wider.isEmpty() && !mayHold) {
      return Map.of();
    }
    Tonight tonight = Tonight.of(checked, shape, checks, forms(), painted());
    Map<Line, List<Data>> doubles = tonight.doubles();
    Set<Line> held =
        doubles.isEmpty() ? new HashSet<>() : Tonight.held(checked, files(doubles.keySet()));
    History history = history(earlier, tonight.firsts());
    Trial trial = new Trial(checked.sparkSession(), shape, wider);

    Map<Line, Data> counting = new LinkedHashMap<>();
    Doubled doubled = Doubled.of(doubles, held);
    List<Data> untried = new ArrayList<>(tonight.firsts());
    untried.addAll(doubled.firsts());
    List<Trial.Failure> failures = new ArrayList<>();
    while (!untried.isEmpty()) {
      untried.forEach(row -> counting.put(row.line(), row));
      for (Trial.Failure failure :
          trial.rows(untried, accepted(history, tonight, counting.values(), held))) {
        failures.add(failure);
        if (rank(failure.check()) >= HOLD) {
          held.add(failure.row().line());
        }
      }
      doubled = Doubled.of(doubles, held);
      untried = doubled.firsts().stream().filter(r -> !counting.containsKey(r.line())).toList();
    }

    Map<Line, Verdict> out = new HashMap<>();
    doubled.tell(out);
    for (Trial.Failure failure : failures) {
      Verdict verdict = verdict(out, failure.row());
      verdict.raise(rank(failure.check()));
      verdict.say(new Verdict.Said(failure.check().number(), null, failure.shown()));
    }
    for (Trial.GroupFailure failure :
        trial.groups(
            whole(tonight, counting.values(), held),
            accepted(history, tonight, counting.values(), held))) {
      for (Data row : failure.rows()) {
        verdict(out, row).raise(rank(failure.check()));
      }
      verdict(out, failure.rows().get(0))
          .say(
              new Verdict.Said(
                  failure.check().number(),
                  cells(failure.check(), failure.rows()),
                  failure.shown()));
    }
    return out;
  }

  private static int rank(Check check) {
    return ParsedRows.rank(check.rule().severity());
  }

  private static Verdict verdict(Map<Line, Verdict> verdicts, Data row) {
    return verdicts.computeIfAbsent(row.line(), line -> new Verdict(row.rest()));
  }

  private static Set<String> files(Collection<Line> lines) {
    Set<String> out = new TreeSet<>();
    lines.forEach(line -> out.add(line.submission()));
    return out;
  }

  /** Forms that are judged, or looked at to judge others. */
  private Set<String> forms() {
    Set<String> out = new TreeSet<>();
    wider.forEach(
        (check, beside) -> {
          out.add(check.rule().form());
          beside.columns().forEach(column -> out.add(column.form()));
        });
    return out;
  }

  private Set<String> painted() {
    Set<String> out = new TreeSet<>();
    wider.keySet().stream().filter(Check::grouped).forEach(c -> out.addAll(c.columns()));
    return out;
  }

  private History history(Earlier earlier, List<Data> rows) {
    Set<String> present = new TreeSet<>();
    rows.forEach(row -> present.add(row.form()));
    Set<String> forms = new TreeSet<>();
    Set<String> measures = new TreeSet<>();
    int reach = 0;
    for (Map.Entry<Check, Beside> e : wider.entrySet()) {
      if (present.contains(e.getKey().rule().form()) && !e.getValue().isEmpty()) {
        reach = Math.max(reach, e.getValue().reachDays(conf.country().historyDays()));
        for (Twin column : e.getValue().columns()) {
          forms.add(column.form());
          for (ColumnSpec spec : Check.columns(conf.forms(), column.form(), column.column())) {
            if (spec.measure() != null) {
              measures.add(spec.measure());
            }
          }
        }
      }
    }
    if (forms.isEmpty()) {
      return History.none();
    }
    LocalDate first = rows.stream().map(Data::date).min(LocalDate::compareTo).orElseThrow();
    LocalDate last = rows.stream().map(Data::date).max(LocalDate::compareTo).orElseThrow();
    return History.of(earlier, forms, measures, first.minusDays(reach), last);
  }

  /** What may be compared with, when of tonight's rows these count but for those. */
  private Accepted accepted(
      History history, Tonight tonight, Collection<Data> counting, Set<Line> held) {
    Map<Slot, Map<String, List<Data>>> tables = new LinkedHashMap<>();
    for (Data row : counting) {
      tables
          .computeIfAbsent(row.slot(), s -> new LinkedHashMap<>())
          .computeIfAbsent(row.line().submission(), s -> new ArrayList<>())
          .add(row);
    }
    Accepted accepted = new Accepted(conf.forms(), registers);
    history.cover(accepted);
    tables.forEach(
        (slot, files) ->
            files.forEach(
                (file, rows) -> {
                  long left = rows.stream().filter(row -> !held.contains(row.line())).count();
                  if (left > 0) {
                    boolean part = left < rows.size() || tonight.isPart(slot, file);
                    accepted.covers(slot, file, rows.get(0).receivedAt(), left, part);
                  }
                }));
    history.add(accepted);
    tables.forEach(
        (slot, files) ->
            files.forEach(
                (file, rows) ->
                    rows.stream()
                        .filter(row -> !held.contains(row.line()))
                        .forEach(row -> row.facts().forEach(f -> accepted.add(slot, file, f)))));
    return accepted;
  }

  /** Rows of tables of which every row counts: sums over a part would accuse the rest. */
  private static List<Data> whole(Tonight tonight, Collection<Data> counting, Set<Line> held) {
    Set<List<Object>> parts = new HashSet<>();
    for (Data row : counting) {
      if (held.contains(row.line()) || tonight.isPart(row.slot(), row.line().submission())) {
        parts.add(List.of(row.slot(), row.line().submission()));
      }
    }
    return counting.stream()
        .filter(row -> !parts.contains(List.of(row.slot(), row.line().submission())))
        .toList();
  }

  /** Cells of the rule's columns in the rows of a group, as far as they stand on one sheet. */
  private static String cells(Check check, List<Data> rows) {
    String sheet = rows.get(0).sheet();
    List<String> out = new ArrayList<>();
    for (Data row : rows) {
      for (String column : check.columns()) {
        Integer place = row.places().get(column);
        if (place != null && row.sheet().equals(sheet) && out.size() < MOST_CELLS) {
          out.add(Address.letters(place) + row.row());
        }
      }
    }
    return String.join(" ", out);
  }

  /**
   * Doubles whose first row does not count: the next of them takes its place.
   *
   * @param firsts rows that are doubles no more
   * @param others rows that are doubles of these now
   */
  private record Doubled(List<Data> firsts, List<Other> others) {
    /** A double, and the row that stands first now. */
    private record Other(Data row, Data first) {}

    static Doubled of(Map<Line, List<Data>> doubles, Set<Line> held) {
      List<Data> firsts = new ArrayList<>();
      List<Other> others = new ArrayList<>();
      doubles.forEach(
          (line, rows) -> {
            Line stands = line;
            Data first = null;
            for (Data row : rows) {
              if (held.contains(stands)) {
                first = row;
                stands = row.line();
                firsts.add(row);
              } else if (first != null) {
                others.add(new Other(row, first));
              }
            }
          });
      return new Doubled(firsts, others);
    }

    void tell(Map<Line, Verdict> verdicts) {
      for (Data row : firsts) {
        verdict(verdicts, row).first("");
      }
      for (Other other : others) {
        Verdict verdict = verdict(verdicts, other.row());
        verdict.raise(REJECT);
        verdict.first(other.first().cell());
      }
    }
  }
}
