package org.sitrep.sample;

import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Cases, deaths and recoveries by region and day. The published figures are met exactly: regional
 * snapshots, regional counts of single days, national totals. What lies between is shaped by
 * weekday and chance.
 */
final class CaseNumbers {
  private final SampleConf conf;
  private final double[] weekdays;
  private final int regions;

  /** Stream U07.1. */
  final DailyLine cases;

  final DailyLine deaths;
  final DailyLine recovered;

  /** Stream U07.2, counted apart. */
  final DailyLine pneumonia;

  final DailyLine pneumoniaDeaths;

  CaseNumbers(SampleConf conf) {
    this.conf = conf;
    this.weekdays = conf.settings.numbers("weekday-cases");
    this.regions = conf.regions.size();
    this.cases = cases();
    this.deaths = deaths();
    this.recovered = recovered();
    this.pneumonia = spreadOverRegions("pneumonia_cumulative");
    this.pneumoniaDeaths = spreadOverRegions("pneumonia_deaths_cumulative");
  }

  /** Last day for which every line has figures. */
  LocalDate last() {
    return cases.last();
  }

  private DailyLine cases() {
    TreeMap<LocalDate, long[]> totals = regional("cases_cumulative");
    TreeMap<LocalDate, long[]> counts = regional("cases_new");
    TreeMap<LocalDate, Long> nation = nationalTotals();
    totals.forEach((day, byRegion) -> nation.put(day, Arrays.stream(byRegion).sum()));
    LocalDate base = totals.firstKey();
    int days = days(base, totals.lastKey());
    long[][] news = new long[regions][days];
    for (LocalDate from = base; !from.equals(totals.lastKey()); ) {
      LocalDate to = next(totals, from);
      fillBetween(from, to, totals, counts, nation, base, news);
      from = to;
    }
    return new DailyLine(base, at(totals, base), news);
  }

  /** Fills the days after {@code from} up to {@code to}, both with regional snapshots. */
  private void fillBetween(
      LocalDate from,
      LocalDate to,
      NavigableMap<LocalDate, long[]> totals,
      NavigableMap<LocalDate, long[]> counts,
      NavigableMap<LocalDate, Long> nation,
      LocalDate base,
      long[][] news) {
    int start = days(base, from);
    int length = days(from, to);
    double[][] shape = shape(from, length, totals, counts);
    long[] left = new long[regions];
    for (int r = 0; r < regions; r++) {
      left[r] = at(totals, to)[r] - at(totals, from)[r];
      for (int d = 0; d < length; d++) {
        long[] known = counts.get(from.plusDays(d + 1L));
        if (known != null) {
          news[r][start + d] = known[r];
          left[r] -= known[r];
          shape[r][d] = 0;
        }
      }
    }
    for (LocalDate p = from; !p.equals(to); ) {
      LocalDate q = next(nation, p);
      int a = days(from, p);
      int b = days(from, q);
      long open = at(nation, q) - at(nation, p);
      double[] weights = new double[regions];
      boolean unknown = false;
      for (int r = 0; r < regions; r++) {
        for (int d = a; d < b; d++) {
          open -= news[r][start + d];
          unknown |= shape[r][d] > 0;
        }
        double ahead = sum(shape[r], a, length);
        weights[r] = ahead > 0 ? left[r] * sum(shape[r], a, b) / ahead : 0;
      }
      if (unknown) {
        long[] parts = Apportion.capped(open, weights, left);
        for (int r = 0; r < regions; r++) {
          left[r] -= parts[r];
          long[] byDay = Apportion.byWeight(parts[r], Arrays.copyOfRange(shape[r], a, b));
          for (int d = a; d < b; d++) {
            news[r][start + d] += byDay[d - a];
          }
        }
      } else if (open != 0) {
        throw new IllegalArgumentException(
            "Cannot meet the national total of " + q + ": the regions differ by " + open);
      }
      p = q;
    }
  }

  /** Expected counts: a curve through the published counts at both ends, weekday and chance. */
  private double[][] shape(
      LocalDate from,
      int length,
      NavigableMap<LocalDate, long[]> totals,
      NavigableMap<LocalDate, long[]> counts) {
    LocalDate to = from.plusDays(length);
    double[][] shape = new double[regions][length];
    for (int r = 0; r < regions; r++) {
      double mean = (at(totals, to)[r] - at(totals, from)[r]) / (double) length;
      double first = at(counts, from)[r];
      double last = at(counts, to)[r];
      double bow = 6 * (mean - (first + last) / 2);
      for (int d = 0; d < length; d++) {
        double x = (d + 1.0) / length;
        LocalDate day = from.plusDays(d + 1L);
        double curve = first + (last - first) * x + bow * x * (1 - x);
        shape[r][d] =
            Math.max(curve, Math.max(0.15 * mean, 0.01))
                * weekday(day)
                * conf.chance.around(0.14, "cases", conf.regions.get(r).region(), day);
      }
    }
    return shape;
  }

  private DailyLine deaths() {
    TreeMap<LocalDate, Long> nation = SampleConf.points(conf.casesNational, "deaths_cumulative");
    LocalDate base = nation.firstKey();
    String[] backlog = conf.settings.text("deaths-backlog").split(":");
    long[] baseTotals = Apportion.byWeight(at(nation, base), totalsOf(cases, base));
    long[][] news = new long[regions][days(base, nation.lastKey())];
    for (LocalDate from = base; !from.equals(nation.lastKey()); ) {
      LocalDate to = next(nation, from);
      int length = days(from, to);
      long told = at(nation, to) - at(nation, from);
      LocalDate at = LocalDate.parse(backlog[0]);
      boolean hasBacklog = at.isAfter(from) && !at.isAfter(to);
      long extra = hasBacklog ? Long.parseLong(backlog[1]) : 0;
      long[] byDay = Apportion.byWeight(told - extra, dayWeights("deaths", from, length));
      if (hasBacklog) {
        byDay[days(from, at) - 1] += extra;
      }
      long[] left = knownWeek(from.plusDays(1), to);
      LocalDate seen = to.isAfter(cases.last()) ? cases.last() : to;
      for (int d = 0; d < length; d++) {
        double[] weights = new double[regions];
        for (int r = 0; r < regions; r++) {
          weights[r] =
              (left == null ? cases.between(r, seen.minusDays(28), seen) : left[r])
                  * conf.chance.around(
                      0.6, "deaths", conf.regions.get(r).region(), from.plusDays(d + 1L));
        }
        long[] parts =
            left == null
                ? Apportion.byWeight(byDay[d], weights)
                : Apportion.capped(byDay[d], weights, left);
        for (int r = 0; r < regions; r++) {
          news[r][days(base, from) + d] = parts[r];
          if (left != null) {
            left[r] -= parts[r];
          }
        }
      }
      from = to;
    }
    return new DailyLine(base, baseTotals, news);
  }

  /** Deaths by region of a week that was published; null for any other span. */
  private long @org.jspecify.annotations.Nullable [] knownWeek(LocalDate from, LocalDate to) {
    long[] out = null;
    for (NamedCsvRecord row : conf.deathsWeek) {
      if (SampleConf.date(row, "from").equals(from) && SampleConf.date(row, "to").equals(to)) {
        out = out == null ? new long[regions] : out;
        out[index(row.getField("region"))] = Long.parseLong(row.getField("deaths"));
      }
    }
    return out;
  }

  /** Cases of some days before that did not end in death; never falls. */
  private DailyLine recovered() {
    LocalDate base = conf.settings.date("history-to");
    double[] lag = conf.settings.numbers("recovery-days");
    int length = days(base, cases.last());
    long[] baseTotals = new long[regions];
    long[][] news = new long[regions][length];
    for (int r = 0; r < regions; r++) {
      int days =
          conf.chance.between((int) lag[0], (int) lag[1], "recovery", conf.regions.get(r).region());
      long before = cases.total(r, base.minusDays(days)) - deaths.total(r, base);
      baseTotals[r] = before;
      for (int d = 0; d < length; d++) {
        LocalDate day = base.plusDays(d + 1L);
        long now = Math.max(before, cases.total(r, day.minusDays(days)) - deaths.total(r, day));
        news[r][d] = now - before;
        before = now;
      }
    }
    return new DailyLine(base, baseTotals, news);
  }

  /** A national line split over the regions by their share of the PCR- stream. */
  private DailyLine spreadOverRegions(String column) {
    TreeMap<LocalDate, Long> nation = SampleConf.points(conf.casesNational, column);
    LocalDate base = nation.firstKey();
    double[] share = conf.regions.stream().mapToDouble(Habits::pneumoniaWeight).toArray();
    long[][] news = new long[regions][days(base, nation.lastKey())];
    for (LocalDate from = base; !from.equals(nation.lastKey()); ) {
      LocalDate to = next(nation, from);
      int length = days(from, to);
      long[] byDay =
          Apportion.byWeight(at(nation, to) - at(nation, from), dayWeights(column, from, length));
      for (int d = 0; d < length; d++) {
        double[] weights = new double[regions];
        for (int r = 0; r < regions; r++) {
          weights[r] =
              share[r]
                  * conf.chance.around(
                      0.5, column, conf.regions.get(r).region(), from.plusDays(d + 1L));
        }
        long[] parts = Apportion.byWeight(byDay[d], weights);
        for (int r = 0; r < regions; r++) {
          news[r][days(base, from) + d] = parts[r];
        }
      }
      from = to;
    }
    return new DailyLine(base, Apportion.byWeight(at(nation, base), share), news);
  }

  private double[] dayWeights(String what, LocalDate from, int length) {
    double[] out = new double[length];
    for (int d = 0; d < length; d++) {
      LocalDate day = from.plusDays(d + 1L);
      out[d] = weekday(day) * conf.chance.around(0.25, what, day);
    }
    return out;
  }

  private double weekday(LocalDate day) {
    return weekdays[day.getDayOfWeek().getValue() - 1];
  }

  /** National totals, with that of the day before wherever a count of the day was published. */
  private TreeMap<LocalDate, Long> nationalTotals() {
    TreeMap<LocalDate, Long> out = SampleConf.points(conf.casesNational, "cases_cumulative");
    for (Map.Entry<LocalDate, Long> e :
        SampleConf.points(conf.casesNational, "cases_new").entrySet()) {
      out.put(e.getKey().minusDays(1), at(out, e.getKey()) - e.getValue());
    }
    out.headMap(SampleConf.date(conf.casesRegional.get(0), "date"), false).clear();
    return out;
  }

  /** A column of {@code cases_regional.csv} on the days on which every region has it. */
  private TreeMap<LocalDate, long[]> regional(String column) {
    TreeMap<LocalDate, List<NamedCsvRecord>> rows = new TreeMap<>();
    for (NamedCsvRecord row : conf.casesRegional) {
      if (!row.getField(column).isEmpty()) {
        rows.computeIfAbsent(SampleConf.date(row, "date"), d -> new ArrayList<>()).add(row);
      }
    }
    TreeMap<LocalDate, long[]> out = new TreeMap<>();
    rows.forEach(
        (day, list) -> {
          if (list.size() == regions) {
            long[] values = new long[regions];
            list.forEach(
                row ->
                    values[index(row.getField("region"))] = Long.parseLong(row.getField(column)));
            out.put(day, values);
          }
        });
    return out;
  }

  private int index(String region) {
    for (int r = 0; r < regions; r++) {
      if (conf.regions.get(r).region().equals(region)) {
        return r;
      }
    }
    throw new IllegalArgumentException("Cannot find the habits of region " + region);
  }

  private double[] totalsOf(DailyLine line, LocalDate day) {
    double[] out = new double[regions];
    for (int r = 0; r < regions; r++) {
      out[r] = line.total(r, day);
    }
    return out;
  }

  private static double sum(double[] values, int from, int to) {
    return Arrays.stream(values, from, to).sum();
  }

  static int days(LocalDate from, LocalDate to) {
    return Math.toIntExact(to.toEpochDay() - from.toEpochDay());
  }

  static <V> V at(NavigableMap<LocalDate, V> map, LocalDate day) {
    V value = map.get(day);
    if (value == null) {
      throw new IllegalArgumentException("Cannot find a reference figure for " + day);
    }
    return value;
  }

  static LocalDate next(NavigableMap<LocalDate, ?> map, LocalDate day) {
    LocalDate next = map.higherKey(day);
    if (next == null) {
      throw new IllegalArgumentException("Cannot find a reference figure after " + day);
    }
    return next;
  }
}
