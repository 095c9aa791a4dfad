package org.sitrep.aggregate;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import org.sitrep.tables.Findings;
import org.sitrep.tables.Indicators;

/** Figures of a night, looked up by name; scope is a region code, "" for the nation. */
final class Told {
  private final Aggregated out;
  private final LocalDate day;
  private final Map<String, Row> rows = new HashMap<>();

  Told(Aggregated out, LocalDate day) {
    this.out = out;
    this.day = day;
    for (Row row : out.indicators().collectAsList()) {
      String scope = row.getAs(Indicators.SCOPE);
      String region = row.getAs(Indicators.REGION);
      String place = region != null ? region : scope.equals("national") ? "" : scope;
      Row twice =
          rows.put(
              key(
                  row.getAs(Indicators.INDICATOR),
                  row.getAs(Indicators.DIMENSIONS),
                  place,
                  row.getAs(Indicators.DATE)),
              row);
      if (twice != null) {
        throw new AssertionError("told twice: " + twice);
      }
    }
  }

  private static String key(String indicator, String dimensions, String place, LocalDate date) {
    return indicator + "|" + dimensions + "|" + place + "|" + date;
  }

  /** Value and status such as {@code 12.5 final}; {@code - missing}; {@code nothing}. */
  String at(String indicator, String dimensions, String place, LocalDate date) {
    Row row = rows.get(key(indicator, dimensions, place, date));
    if (row == null) {
      return "nothing";
    }
    return number(row, Indicators.VALUE) + " " + row.getAs(Indicators.STATUS);
  }

  String now(String indicator, String dimensions, String place) {
    return at(indicator, dimensions, place, day);
  }

  /** Lower, upper, numerator and denominator of today's figure. */
  String parts(String indicator, String dimensions, String place) {
    Row row = rows.get(key(indicator, dimensions, place, day));
    return row == null
        ? "nothing"
        : number(row, Indicators.LOWER)
            + " "
            + number(row, Indicators.UPPER)
            + " "
            + number(row, Indicators.NUMERATOR)
            + " "
            + number(row, Indicators.DENOMINATOR);
  }

  private static String number(Row row, String column) {
    @Nullable Double value = row.getAs(column);
    if (value == null) {
      return "-";
    }
    String text = String.format(Locale.ROOT, "%.4f", value);
    return text.replaceAll("0+$", "").replaceAll("\\.$", "");
  }

  /** Code, severity, form, region and date of every finding, in the order told. */
  List<String> findings() {
    List<String> out = new ArrayList<>();
    for (Row row : this.out.findings().collectAsList()) {
      out.add(
          row.getAs(Findings.CODE)
              + " "
              + row.getAs(Findings.SEVERITY)
              + " "
              + row.getAs(Findings.FORM)
              + " "
              + row.getAs(Findings.REGION)
              + " "
              + row.getAs(Findings.DATE));
    }
    return out;
  }

  List<String> messages(String code, String lang) {
    return out.findings().collectAsList().stream()
        .filter(r -> code.equals(r.getAs(Findings.CODE)))
        .map(r -> String.valueOf(r.getJavaMap(r.fieldIndex(Findings.MESSAGE)).get(lang)))
        .toList();
  }

  List<String> missingRegions() {
    return out.missingRegions();
  }

  /** Every figure on one line each, sorted. */
  List<String> lines() {
    return out.indicators().collectAsList().stream().map(Row::mkString).sorted().toList();
  }

  List<Row> all() {
    return out.indicators().collectAsList();
  }
}
