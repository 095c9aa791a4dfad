package org.sitrep.aggregate;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import org.sitrep.config.Conf;
import org.sitrep.domain.Address;
import org.sitrep.domain.FigureName;
import org.sitrep.tables.Indicators;

/**
 * A figure with everything it was made of, down to cells. The night is computed once more with
 * values that remember their parts, so the story is told by the code that made the figure.
 *
 * @param figure its row of table {@code indicator} as it was published
 * @param top the figure as computed again
 */
public record Traced(Row figure, Step top) {
  private static final double ROUNDING = 1e-9;

  /**
   * A value on the way from cells to the figure.
   *
   * @param what name of a figure, of a measure in its dimensions, or of a fact of the country;
   *     empty for mere arithmetic
   * @param place region code, code of the country or {@code unassigned}; null for arithmetic
   * @param day the day it describes; null for arithmetic
   * @param value NaN when there is none
   * @param status word as in table {@code indicator}
   * @param operation that makes it of {@code parts}; null when it has none
   * @param told where it was read; null unless it is a count that was reported
   * @param source of a fact of the country; null for everything else
   * @param sent what came of a form; null unless it counts forms
   */
  public record Step(
      String what,
      @Nullable String place,
      @Nullable LocalDate day,
      double value,
      String status,
      @Nullable Operation operation,
      List<Step> parts,
      @Nullable Told told,
      @Nullable String source,
      @Nullable Sent sent) {

    /** The value once more, from the cells up; NaN when there is none. */
    public double recomputed() {
      if (told != null) {
        return told.counts();
      }
      return operation == null
          ? value
          : operation.of(parts.stream().mapToDouble(Step::recomputed).toArray());
    }

    /** This step and all below it. */
    public Stream<Step> all() {
      return Stream.concat(Stream.of(this), parts.stream().flatMap(Step::all));
    }
  }

  /**
   * A count that was reported.
   *
   * @param lineList whether it counts the rows of a line list; its cell is in the first of them
   * @param readings every submission that spoke for the form, region and day, in the order received
   */
  public record Told(String form, boolean lineList, List<Reading> readings) {
    double counts() {
      return readings.stream()
          .filter(Reading::counts)
          .flatMap(reading -> reading.cells().stream())
          .mapToDouble(Cell::value)
          .sum();
    }
  }

  /**
   * What one submission told.
   *
   * @param counts false when a later one took its place
   * @param cells none when it left the count out
   */
  public record Reading(String submission, Instant receivedAt, boolean counts, List<Cell> cells) {}

  /** A count as it stands in a file. */
  public record Cell(Address address, double value) {
    static final Comparator<Cell> ORDER =
        Comparator.comparing((Cell cell) -> String.valueOf(cell.address.sheet()))
            .thenComparing(cell -> cell.address.row())
            .thenComparing(cell -> cell.address.column());
  }

  /**
   * A form that was owed.
   *
   * @param submission the first that spoke for it; null when none came
   */
  public record Sent(
      String form, Instant due, @Nullable String submission, @Nullable Instant receivedAt) {}

  /**
   * Traces a figure of a night.
   *
   * @param observations rows of table {@code observation} that the night knew
   * @param coverage rows of table {@code coverage} that the night knew
   * @param conf the configuration of the night
   * @param figure its row of table {@code indicator}
   * @throws IllegalStateException when today's code does not make such a figure
   */
  public static Traced of(
      Dataset<Row> observations, Dataset<Row> coverage, Conf conf, String nightId, Row figure) {
    LocalDate reportDate = figure.getAs(Indicators.REPORT_DATE);
    Step made =
        steps(observations, coverage, conf, reportDate, nightId, row -> isSame(row, figure))
            .values()
            .stream()
            .findFirst()
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "Cannot trace "
                            + name(figure)
                            + ": this version of Sitrep makes no such figure"));
    return new Traced(
        figure,
        new Step(
            name(figure).toString(),
            place(figure, conf),
            figure.getAs(Indicators.DATE),
            made.value(),
            made.status(),
            made.operation(),
            made.parts(),
            made.told(),
            made.source(),
            made.sent()));
  }

  /** The figures of a night that are asked for, each with what it was made of. */
  static Map<Row, Step> steps(
      Dataset<Row> observations,
      Dataset<Row> coverage,
      Conf conf,
      LocalDate reportDate,
      String nightId,
      Predicate<Row> wanted) {
    Aggregate.Inputs inputs =
        Aggregate.inputs(observations, coverage, conf, reportDate, nightId, null);
    Panel panel = new Panel(conf, inputs, reportDate, true);
    Map<Row, Value> values = new LinkedHashMap<>();
    Figures figures =
        new Figures(
            panel,
            nightId,
            (row, value) -> {
              if (wanted.test(row)) {
                values.put(row, value);
              }
            });
    Aggregate.figures(figures, panel, new Trust(panel, inputs.receipts(conf, reportDate)));
    Set<Fact> facts = new HashSet<>();
    values.values().forEach(value -> collect(value, facts));
    Steps steps = new Steps(inputs, readings(observations, coverage, inputs, facts));
    Map<Row, Step> out = new LinkedHashMap<>();
    values.forEach((row, value) -> out.put(row, steps.of(value)));
    return out;
  }

  private static boolean isSame(Row one, Row other) {
    return Stream.of(
            Indicators.INDICATOR,
            Indicators.DIMENSIONS,
            Indicators.DATE,
            Indicators.SCOPE,
            Indicators.REGION)
        .allMatch(
            name ->
                Objects.equals(one.get(Indicators.schema().fieldIndex(name)), other.getAs(name)));
  }

  /** What a row of table {@code indicator} is called. */
  public static FigureName name(Row figure) {
    return new FigureName(figure.getAs(Indicators.INDICATOR), figure.getAs(Indicators.DIMENSIONS));
  }

  /** The region a row of table {@code indicator} is about, the country's code for the nation. */
  public static String place(Row figure, Conf conf) {
    @Nullable String region = figure.getAs(Indicators.REGION);
    if (region != null) {
      return region;
    }
    String scope = figure.getAs(Indicators.SCOPE);
    return scope.equals(Panel.UNASSIGNED) ? scope : conf.country().code();
  }

  /** The published value; NaN when the figure has none. */
  public double value() {
    @Nullable Double value = figure.getAs(Indicators.VALUE);
    return value == null ? Double.NaN : value;
  }

  /** Whether the cells give the figure that was published; true when it has no value. */
  public boolean follows() {
    return Double.isNaN(value()) || near(value(), top.recomputed());
  }

  private static boolean near(double one, double other) {
    return Math.abs(one - other) <= ROUNDING * Math.max(1, Math.abs(one));
  }

  /** The facts that were told, below a value. */
  private static void collect(Value value, Set<Fact> out) {
    if (value.origin() instanceof Origin.Made made) {
      made.parts().forEach(part -> collect(part, out));
    } else if (value.origin() instanceof Origin.Told told) {
      told.facts()
          .forEach(fact -> (fact.derived() ? fact.from() : List.of(fact)).forEach(out::add));
    }
  }

  /** What each submission told of a fact, in the order received. */
  private static Map<Fact.Key, List<Reading>> readings(
      Dataset<Row> observations,
      Dataset<Row> coverage,
      Aggregate.Inputs inputs,
      Collection<Fact> facts) {
    if (facts.isEmpty()) {
      return Map.of();
    }
    List<Fact.Key> keys = facts.stream().map(Fact::key).toList();
    Map<Fact.Key, Map<String, List<Cell>>> cells = Known.cells(observations, inputs.asked(), keys);
    Map<Spot, List<Receipt>> receipts = receipts(coverage, keys);
    Map<Fact.Key, List<Reading>> out = new HashMap<>();
    for (Fact.Key key : keys) {
      List<Receipt> told = receipts.getOrDefault(Spot.of(key), List.of());
      List<Reading> readings = new ArrayList<>();
      for (Receipt receipt : told) {
        Map<String, List<Cell>> bySubmission = cells.getOrDefault(key, Map.of());
        readings.add(
            new Reading(
                receipt.submission(),
                receipt.receivedAt(),
                !inputs
                    .received()
                    .superseded()
                    .contains(
                        new Known.Superseded(
                            receipt.submission(), key.form(), key.region(), key.date())),
                bySubmission.getOrDefault(receipt.submission(), List.of())));
      }
      out.put(key, List.copyOf(readings));
    }
    return out;
  }

  private record Spot(String form, String region, LocalDate date) {
    static Spot of(Fact.Key key) {
      return new Spot(key.form(), key.region(), key.date());
    }
  }

  /** Who spoke for the forms, regions and days of some facts, in the order received. One job. */
  private static Map<Spot, List<Receipt>> receipts(
      Dataset<Row> coverage, Collection<Fact.Key> keys) {
    List<LocalDate> dates = keys.stream().map(Fact.Key::date).sorted().toList();
    Map<Spot, List<Receipt>> out = new HashMap<>();
    for (Receipt receipt : Known.receipts(coverage, dates.get(0), dates.get(dates.size() - 1))) {
      out.computeIfAbsent(
              new Spot(receipt.form(), receipt.region(), receipt.date()), spot -> new ArrayList<>())
          .add(receipt);
    }
    return out;
  }

  /** Tells values as steps. */
  private record Steps(Aggregate.Inputs inputs, Map<Fact.Key, List<Reading>> readings) {
    private static final Comparator<Step> BY_PLACE =
        Comparator.comparing((Step step) -> String.valueOf(step.place()))
            .thenComparing(Step::what)
            .thenComparing(step -> String.valueOf(step.day()));

    Step of(Value value) {
      Origin origin = value.origin();
      if (origin instanceof Origin.Made made) {
        List<Step> parts =
            made.parts().stream().filter(p -> p.status() != Status.NONE).map(this::of).toList();
        return step(value, made.subject(), made.operation(), parts);
      }
      if (origin instanceof Origin.Told told) {
        return step(
            value,
            told.subject(),
            told.facts().isEmpty() ? null : Operation.SUM,
            told.facts().stream().map(this::of).sorted(BY_PLACE).toList());
      }
      if (origin instanceof Origin.Given given) {
        return new Step(
            given.what(),
            null,
            null,
            value.value(),
            value.status().word(),
            null,
            List.of(),
            null,
            given.source(),
            null);
      }
      if (origin instanceof Origin.Sent sent) {
        Owed owed = sent.owed();
        Receipt receipt = owed.receipt();
        return new Step(
            "form " + owed.form(),
            owed.region(),
            owed.date(),
            value.value(),
            value.status().word(),
            null,
            List.of(),
            null,
            null,
            new Sent(
                owed.form(),
                owed.due(),
                receipt == null ? null : receipt.submission(),
                receipt == null ? null : receipt.receivedAt()));
      }
      return step(value, null, null, List.of());
    }

    private static Step step(
        Value value,
        Origin.@Nullable Subject subject,
        @Nullable Operation operation,
        List<Step> parts) {
      return new Step(
          subject == null ? "" : subject.figure(),
          subject == null ? null : subject.place(),
          subject == null ? null : subject.day(),
          value.value(),
          value.status().word(),
          operation,
          parts,
          null,
          null,
          null);
    }

    private Step of(Fact fact) {
      Operation operation =
          !fact.derived()
              ? null
              : fact.measure().endsWith("_new") ? Operation.DIFFERENCE : Operation.SUM;
      return new Step(
          fact.key().name().toString(),
          fact.region(),
          fact.date(),
          fact.value(),
          Status.FINAL.word(),
          operation,
          fact.from().stream().map(this::of).toList(),
          fact.derived()
              ? null
              : new Told(
                  fact.form(),
                  inputs.asked().isLineList(fact.form()),
                  readings.getOrDefault(fact.key(), List.of())),
          null,
          null);
    }
  }
}
