package org.sitrep.domain;

import java.util.Optional;
import java.util.Set;

/**
 * What an observation counts. The kind follows from the name: {@code …_new} counts one day, {@code
 * …_cumulative} is a running total as reported, anything else is a stock at the end of the day.
 *
 * @param name the word in the {@code measure} column
 */
public record Measure(String name) {
  private static final String NEW = "_new";
  private static final String SO_FAR = "_cumulative";

  /** How values of a measure behave over time. */
  public enum Kind {
    FLOW,
    CUMULATIVE,
    STOCK
  }

  /** The fixed names of the contract; a country may add others that follow the same suffixes. */
  public static final Set<String> FIXED =
      Set.of(
          "cases_new",
          "cases_cumulative",
          "deaths_new",
          "deaths_cumulative",
          "recovered_new",
          "recovered_cumulative",
          "tests_new",
          "tests_cumulative",
          "tests_positive_new",
          "inpatients",
          "beds",
          "beds_occupied",
          "icu_beds",
          "icu_occupied",
          "ventilated",
          "doses_new",
          "doses_cumulative",
          "doses_delivered_new",
          "doses_delivered_cumulative",
          "doses_transferred_new",
          "doses_wasted_new",
          "doses_wasted_cumulative",
          "stock",
          "refusals_new",
          "contraindications_new",
          "aefi_new");

  public Measure {
    if (!name.matches("[a-z][a-z0-9_]*")) {
      throw new IllegalArgumentException("Cannot use as measure: '" + name + "'");
    }
  }

  /**
   * The running total of a count of the day, or the count of the day of a running total; none for a
   * stock.
   */
  public Optional<Measure> counterpart() {
    return switch (kind()) {
      case FLOW -> Optional.of(new Measure(stem(NEW) + SO_FAR));
      case CUMULATIVE -> Optional.of(new Measure(stem(SO_FAR) + NEW));
      case STOCK -> Optional.empty();
    };
  }

  private String stem(String suffix) {
    return name.substring(0, name.length() - suffix.length());
  }

  public Kind kind() {
    if (name.endsWith(NEW)) {
      return Kind.FLOW;
    }
    return name.endsWith(SO_FAR) ? Kind.CUMULATIVE : Kind.STOCK;
  }
}
