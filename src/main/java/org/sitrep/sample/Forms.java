package org.sitrep.sample;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongUnaryOperator;
import java.util.function.ToLongFunction;

/**
 * The rows of every form, as column key to value (String, Long or LocalDate); a key that is absent
 * is an empty cell.
 */
final class Forms {
  private static final int INFECTIOUS_DAYS = 14;
  private final SampleConf conf;
  private final CaseNumbers cases;
  private final DoseNumbers doses;

  Forms(SampleConf conf) {
    this.conf = conf;
    this.cases = new CaseNumbers(conf);
    this.doses = new DoseNumbers(conf, cases.last());
  }

  /** Last report date for which every form can be filled. */
  LocalDate last() {
    return cases.last().isBefore(doses.last()) ? cases.last() : doses.last();
  }

  CaseNumbers cases() {
    return cases;
  }

  /** Rows of a region's form for a date. */
  List<Map<String, Object>> rows(String form, int region, LocalDate date) {
    return switch (form) {
      case "cases" -> caseRows(region, date);
      case "vaccination" -> vaccinationRows(region, date);
      case "supply" -> supplyRows(region, date);
      case "hospital" -> List.of(hospitalRow(region, date));
      case "tests" -> testRows(region, date);
      default -> throw new IllegalArgumentException("Cannot fill in form: " + form);
    };
  }

  /** The ministry's list: a row per region, without districts. */
  List<Map<String, Object>> summaryRows(LocalDate date) {
    List<Map<String, Object>> out = new ArrayList<>();
    for (int r = 0; r < conf.regions.size(); r++) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("region", conf.regions.get(r).nationalName());
      row.putAll(caseFigures(r, date));
      out.add(row);
    }
    return out;
  }

  /** The history: a row per date and region. */
  List<Map<String, Object>> historyRows(LocalDate from, LocalDate to) {
    List<Map<String, Object>> out = new ArrayList<>();
    for (LocalDate day = from; !day.isAfter(to); day = day.plusDays(1)) {
      for (int r = 0; r < conf.regions.size(); r++) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("date", day);
        row.put("region", conf.regions.get(r).nationalName());
        row.put("cases_new", cases.cases.count(r, day));
        row.put("cases_cumulative", cases.cases.total(r, day));
        row.put("deaths_new", day.equals(cases.deaths.base()) ? 0L : cases.deaths.count(r, day));
        row.put("deaths_cumulative", cases.deaths.total(r, day));
        out.add(row);
      }
    }
    return out;
  }

  private List<Map<String, Object>> caseRows(int r, LocalDate date) {
    Habits habits = conf.regions.get(r);
    if (habits.centrePercent() == 0) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("region", habits.name());
      row.putAll(caseFigures(r, date));
      return List.of(row);
    }
    List<Map<String, Object>> out = new ArrayList<>();
    for (boolean centre : new boolean[] {true, false}) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("region", habits.name());
      String district = habits.region() + (centre ? "-C" : "-R");
      row.put("district", conf.name(district, habits.language()));
      put(row, r, date, total -> part(total, habits.centrePercent(), centre));
      out.add(row);
    }
    return out;
  }

  /** The chief town's part of a running total, or the rest: neither ever falls. */
  private static long part(long total, int percent, boolean centre) {
    long town = total * percent / 100;
    return centre ? town : total - town;
  }

  private Map<String, Object> caseFigures(int r, LocalDate date) {
    Map<String, Object> out = new LinkedHashMap<>();
    put(out, r, date, LongUnaryOperator.identity());
    return out;
  }

  /** Adds count of the day and running total of every line, {@code part} of it. */
  private void put(Map<String, Object> row, int r, LocalDate date, LongUnaryOperator part) {
    put(row, "cases", "pos", cases.cases, r, date, part);
    put(row, "cases", "neg", cases.pneumonia, r, date, part);
    put(row, "recovered", "pos", cases.recovered, r, date, part);
    put(row, "deaths", "pos", cases.deaths, r, date, part);
    put(row, "deaths", "neg", cases.pneumoniaDeaths, r, date, part);
  }

  private static void put(
      Map<String, Object> row,
      String measure,
      String stream,
      DailyLine line,
      int r,
      LocalDate date,
      LongUnaryOperator part) {
    long before = part.applyAsLong(line.total(r, date.minusDays(1)));
    long now = part.applyAsLong(line.total(r, date));
    row.put(measure + "_new_" + stream, now - before);
    row.put(measure + "_cumulative_" + stream, now);
  }

  private List<Map<String, Object>> vaccinationRows(int r, LocalDate date) {
    Habits habits = conf.regions.get(r);
    DoseNumbers.Day day = doses.day(r, date);
    List<Map<String, Object>> out = new ArrayList<>();
    for (int p = 0; p < doses.products.size(); p++) {
      if (day.delivered[p][0] == 0) {
        continue;
      }
      for (int g = 0; g < doses.groups.size(); g++) {
        if (!doses.invited(g, date)) {
          continue;
        }
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("region", habits.name());
        row.put("product", conf.name(doses.products.get(p), habits.language()));
        row.put("priority_group", conf.name(doses.groups.get(g), habits.language()));
        long given = 0;
        for (int c = 0; c < 2; c++) {
          row.put("doses_new_" + (c + 1), day.dosesNew[p][g][c]);
          row.put("doses_cumulative_" + (c + 1), day.doses[p][g][c]);
          given += day.dosesNew[p][g][c];
        }
        for (String side : List.of("refusals", "contraindications", "aefi")) {
          double expected = given * conf.settings.whole(side + "-per-thousand") / 1000.0;
          double chance = conf.chance.of(side, habits.region(), date, p, g);
          row.put(side + "_new", (long) Math.floor(expected + chance));
        }
        out.add(row);
      }
    }
    return out;
  }

  private List<Map<String, Object>> supplyRows(int r, LocalDate date) {
    Habits habits = conf.regions.get(r);
    DoseNumbers.Day day = doses.day(r, date);
    List<Map<String, Object>> out = new ArrayList<>();
    for (int p = 0; p < doses.products.size(); p++) {
      if (day.delivered[p][0] == 0) {
        continue;
      }
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("region", habits.name());
      row.put("product", conf.name(doses.products.get(p), habits.language()));
      for (int c = 0; c < 2; c++) {
        row.put("delivered_new_" + (c + 1), day.deliveredNew[p][c]);
        row.put("delivered_cumulative_" + (c + 1), day.delivered[p][c]);
        row.put("wasted_cumulative_" + (c + 1), day.wasted[p][c]);
        row.put("stock_" + (c + 1), day.stock(p, c));
      }
      out.add(row);
    }
    return out;
  }

  private Map<String, Object> hospitalRow(int region, LocalDate date) {
    int n = conf.regions.size();
    double[] people = weights(h -> h.people());
    double[] ill = new double[n];
    for (int r = 0; r < n; r++) {
      ill[r] =
          (1 + cases.cases.between(r, date.minusDays(INFECTIOUS_DAYS), date))
              * conf.chance.around(0.15, "beds", conf.regions.get(r).region(), date);
    }
    long[] beds = Apportion.byWeight(nation("beds", date), people);
    long[] occupied = Apportion.capped(nation("beds_occupied", date), ill, beds);
    long[] icu = Apportion.byWeight(nation("icu_beds", date), people);
    long[] icuOccupied = Apportion.capped(nation("icu_occupied", date), ill, icu);
    long[] ventilated = Apportion.capped(nation("ventilated", date), ill, icuOccupied);
    long[] inpatients = Apportion.capped(nation("inpatients", date), ill, occupied);
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("region", conf.regions.get(region).name());
    row.put("beds", beds[region]);
    row.put("beds_occupied", occupied[region]);
    row.put("icu_beds", icu[region]);
    row.put("icu_occupied", icuOccupied[region]);
    row.put("ventilated", ventilated[region]);
    row.put("inpatients", inpatients[region]);
    return row;
  }

  /** A column of {@code hospital.csv} on a day, on the straight line between its dates. */
  private long nation(String column, LocalDate date) {
    TreeMap<LocalDate, Long> points = SampleConf.points(conf.hospital, column);
    Map.Entry<LocalDate, Long> before = points.floorEntry(date);
    Map.Entry<LocalDate, Long> after = points.ceilingEntry(date);
    if (before == null || after == null) {
      throw new IllegalArgumentException("Cannot tell " + column + " of " + date);
    }
    int span = CaseNumbers.days(before.getKey(), after.getKey());
    return span == 0
        ? before.getValue()
        : before.getValue()
            + (after.getValue() - before.getValue())
                * CaseNumbers.days(before.getKey(), date)
                / span;
  }

  private List<Map<String, Object>> testRows(int region, LocalDate date) {
    Habits habits = conf.regions.get(region);
    double[] weekdays = conf.settings.numbers("weekday-tests");
    List<Map<String, Object>> out = new ArrayList<>();
    for (LocalDate day = date.minusDays(6); !day.isAfter(date); day = day.plusDays(1)) {
      LocalDate then = day;
      long nation =
          Math.round(
              conf.settings.whole("tests-per-day") * weekdays[day.getDayOfWeek().getValue() - 1]);
      double[] weights = new double[conf.regions.size()];
      for (int r = 0; r < weights.length; r++) {
        Habits h = conf.regions.get(r);
        weights[r] = h.people() * conf.chance.around(0.1, "tests", h.region(), then);
      }
      long tests = Apportion.byWeight(nation, weights)[region];
      long positive =
          cases.cases.count(region, day) * conf.settings.whole("positives-per-hundred-cases") / 100;
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("region", habits.name());
      row.put("date", day);
      row.put("tests_new", tests);
      row.put("tests_positive_new", Math.min(tests, positive));
      out.add(row);
    }
    return out;
  }

  private double[] weights(ToLongFunction<Habits> of) {
    return conf.regions.stream().mapToDouble(of::applyAsLong).toArray();
  }
}
