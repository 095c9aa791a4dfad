package org.sitrep.sample;

import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.sitrep.sample.SampleConf.Shipment;

/**
 * Doses delivered, given and lost by region and day. National totals of doses given are met
 * exactly; nobody gets a second dose before its day, nothing is given that was not delivered.
 */
final class DoseNumbers {
  private static final int COMPONENTS = 2;

  /** The state of one region at the end of a day; arrays by product, (group,) component. */
  static final class Day {
    final long[][] deliveredNew;
    final long[][] delivered;
    final long[][] wasted;
    final long[][] used;
    final long[][][] dosesNew;
    final long[][][] doses;

    Day(int products, int groups) {
      deliveredNew = new long[products][COMPONENTS];
      delivered = new long[products][COMPONENTS];
      wasted = new long[products][COMPONENTS];
      used = new long[products][COMPONENTS];
      dosesNew = new long[products][groups][COMPONENTS];
      doses = new long[products][groups][COMPONENTS];
    }

    Day next() {
      Day out = new Day(delivered.length, doses[0].length);
      for (int p = 0; p < delivered.length; p++) {
        out.delivered[p] = delivered[p].clone();
        out.used[p] = used[p].clone();
        for (int g = 0; g < doses[p].length; g++) {
          out.doses[p][g] = doses[p][g].clone();
        }
      }
      return out;
    }

    long given(int component) {
      return Arrays.stream(used).mapToLong(u -> u[component]).sum();
    }

    long stock(int product, int component) {
      return delivered[product][component] - used[product][component] - wasted[product][component];
    }
  }

  private final SampleConf conf;
  private final int regions;
  private final LocalDate start;
  private final LocalDate last;
  private final List<Map<LocalDate, Long>> plan = new ArrayList<>();
  private final List<List<Day>> days = new ArrayList<>();
  private final double[] share;
  private final int[] wastedPerThousand;

  /** Products in the order in which they were delivered; stocks are used up in that order. */
  final List<String> products;

  final List<String> groups;
  private final Map<String, LocalDate> groupStart = new LinkedHashMap<>();

  DoseNumbers(SampleConf conf, LocalDate last) {
    this.conf = conf;
    this.regions = conf.regions.size();
    this.start = conf.settings.date("campaign-start");
    this.products =
        List.copyOf(new LinkedHashSet<>(conf.shipments.stream().map(Shipment::product).toList()));
    for (NamedCsvRecord row : conf.groupShares) {
      groupStart.putIfAbsent(row.getField("group"), SampleConf.date(row, "from"));
    }
    this.groups = List.copyOf(groupStart.keySet());
    this.share = conf.regions.stream().mapToDouble(Habits::doseWeight).toArray();
    double[] lost = conf.settings.numbers("wasted-per-thousand");
    this.wastedPerThousand =
        conf.regions.stream()
            .mapToInt(h -> conf.chance.between((int) lost[0], (int) lost[1], "lost", h.region()))
            .toArray();
    NavigableMap<LocalDate, Long> first = SampleConf.points(conf.dosesNational, "dose1_cumulative");
    NavigableMap<LocalDate, Long> second =
        SampleConf.points(conf.dosesNational, "dose2_cumulative");
    this.last = last.isBefore(first.lastKey()) ? last : first.lastKey();
    plan.add(planned(first, 0));
    plan.add(planned(second, conf.settings.whole("second-dose-after-days")));
    for (int r = 0; r < regions; r++) {
      days.add(new ArrayList<>(List.of(new Day(products.size(), groups.size()))));
    }
    run(first);
  }

  /** Figures of a region at the end of a day; zeros before the campaign. */
  Day day(int region, LocalDate day) {
    if (day.isAfter(last)) {
      throw new IllegalArgumentException("Cannot tell doses of " + day + ": known to " + last);
    }
    int index = Math.max(0, CaseNumbers.days(start, day) + 1);
    return days.get(region).get(index);
  }

  LocalDate last() {
    return last;
  }

  /** Whether a group is invited on the day. */
  boolean invited(int group, LocalDate day) {
    LocalDate from = groupStart.get(groups.get(group));
    return from != null && !from.isAfter(day);
  }

  /** National doses of each day; the days between published totals by weekday and chance. */
  private Map<LocalDate, Long> planned(NavigableMap<LocalDate, Long> totals, int notBefore) {
    double[] weekdays = conf.settings.numbers("weekday-doses");
    double[] ramp = conf.settings.numbers("campaign-ramp");
    Map<LocalDate, Long> out = new TreeMap<>();
    for (LocalDate from = totals.firstKey(); !from.equals(totals.lastKey()); ) {
      LocalDate to = CaseNumbers.next(totals, from);
      double[] weights = new double[CaseNumbers.days(from, to)];
      for (int d = 0; d < weights.length; d++) {
        LocalDate day = from.plusDays(d + 1L);
        int since = CaseNumbers.days(start, day) - notBefore;
        weights[d] =
            since < 0
                ? 0
                : weekdays[day.getDayOfWeek().getValue() - 1]
                    * (since < ramp.length ? ramp[since] : 1)
                    * conf.chance.around(0.06, "doses", notBefore, day);
      }
      long[] byDay =
          Apportion.byWeight(CaseNumbers.at(totals, to) - CaseNumbers.at(totals, from), weights);
      for (int d = 0; d < byDay.length; d++) {
        out.put(from.plusDays(d + 1L), byDay[d]);
      }
      from = to;
    }
    return out;
  }

  private void run(NavigableMap<LocalDate, Long> firstDoses) {
    long[] carry = new long[COMPONENTS];
    long[] left = new long[regions];
    for (LocalDate day = start; !day.isAfter(last); day = day.plusDays(1)) {
      if (firstDoses.containsKey(day.minusDays(1))) {
        long span =
            CaseNumbers.at(firstDoses, CaseNumbers.next(firstDoses, day.minusDays(1)))
                - CaseNumbers.at(firstDoses, day.minusDays(1));
        left = Apportion.byWeight(span, share);
      }
      for (int r = 0; r < regions; r++) {
        days.get(r).add(latest(r).next());
      }
      deliver(day);
      for (int c = 0; c < COMPONENTS; c++) {
        give(day, c, carry, left);
      }
      for (int r = 0; r < regions; r++) {
        Day now = latest(r);
        for (int p = 0; p < products.size(); p++) {
          for (int c = 0; c < COMPONENTS; c++) {
            now.wasted[p][c] = now.used[p][c] * wastedPerThousand[r] / 1000;
          }
        }
      }
    }
  }

  private void deliver(LocalDate day) {
    int vial = conf.settings.whole("doses-per-vial");
    for (Shipment shipment : conf.shipments) {
      if (shipment.date().equals(day)) {
        int p = products.indexOf(shipment.product());
        long[] vials = Apportion.byWeight(shipment.doses() / vial, share);
        for (int r = 0; r < regions; r++) {
          latest(r).deliveredNew[p][shipment.component()] += vials[r] * vial;
          latest(r).delivered[p][shipment.component()] += vials[r] * vial;
        }
      }
    }
  }

  private void give(LocalDate day, int c, long[] carry, long[] left) {
    long[] caps = new long[regions];
    double[] weights = new double[regions];
    for (int r = 0; r < regions; r++) {
      long allowed = c == 0 ? left[r] : due(r, day);
      caps[r] = Math.max(0, Math.min(allowed, usable(r, c)));
      weights[r] =
          share[r] * conf.chance.around(0.2, "given", c, conf.regions.get(r).region(), day);
    }
    Long planned = plan.get(c).get(day);
    long wanted = carry[c] + (planned == null ? 0 : planned);
    long given = Math.min(wanted, Arrays.stream(caps).sum());
    carry[c] = wanted - given;
    if (carry[c] > 0 && isPublished(day, c)) {
      throw new IllegalArgumentException(
          "Cannot reach the published doses of " + day + ": " + carry[c] + " short in deliveries");
    }
    long[] parts = Apportion.capped(given, weights, caps);
    for (int r = 0; r < regions; r++) {
      if (c == 0) {
        left[r] -= parts[r];
      }
      split(day, r, c, parts[r]);
    }
  }

  /** Splits a region's doses by product, first delivered first, and by group. */
  private void split(LocalDate day, int r, int c, long given) {
    Day now = latest(r);
    long open = given;
    for (int p = 0; p < products.size() && open > 0; p++) {
      long take = Math.min(open, usable(now.delivered[p][c], r) - now.used[p][c]);
      if (take <= 0) {
        continue;
      }
      open -= take;
      now.used[p][c] += take;
      double[] weights = new double[groups.size()];
      long[] caps = new long[groups.size()];
      for (int g = 0; g < weights.length; g++) {
        caps[g] = c == 0 ? take : now.doses[p][g][0] - now.doses[p][g][1];
        weights[g] = c == 0 ? groupShare(g, day) : caps[g];
      }
      long[] parts = Apportion.capped(take, weights, caps);
      for (int g = 0; g < parts.length; g++) {
        now.dosesNew[p][g][c] += parts[g];
        now.doses[p][g][c] += parts[g];
      }
    }
  }

  private double groupShare(int group, LocalDate day) {
    LocalDate valid = null;
    double out = 0;
    for (NamedCsvRecord row : conf.groupShares) {
      LocalDate from = SampleConf.date(row, "from");
      if (from.isAfter(day)) {
        continue;
      }
      if (valid == null || from.isAfter(valid)) {
        valid = from;
        out = 0;
      }
      if (from.equals(valid) && row.getField("group").equals(groups.get(group))) {
        out = Double.parseDouble(row.getField("share"));
      }
    }
    return out;
  }

  /** People whose second dose may be given: first dose long enough ago, second not given yet. */
  private long due(int r, LocalDate day) {
    LocalDate then = day.minusDays(conf.settings.whole("second-dose-after-days"));
    return day(r, then).given(0) - latest(r).given(1);
  }

  private long usable(int r, int c) {
    long out = 0;
    Day now = latest(r);
    for (int p = 0; p < products.size(); p++) {
      out += usable(now.delivered[p][c], r) - now.used[p][c];
    }
    return out;
  }

  /** Doses that can be given of those delivered when a part of them will be lost. */
  private long usable(long delivered, int r) {
    return delivered * 1000 / (1000 + wastedPerThousand[r]);
  }

  private boolean isPublished(LocalDate day, int c) {
    String column = c == 0 ? "dose1_cumulative" : "dose2_cumulative";
    return SampleConf.points(conf.dosesNational, column).containsKey(day);
  }

  private Day latest(int r) {
    List<Day> list = days.get(r);
    return list.get(list.size() - 1);
  }
}
