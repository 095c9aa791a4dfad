package org.sitrep.aggregate;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;
import org.sitrep.config.FormSpec;
import org.sitrep.domain.RegionCode;

/** Who sent what was due, and when. */
final class Trust {
  private static final double SECONDS_PER_HOUR = 3600;

  private final Panel panel;
  private final Map<String, Map<String, List<Receipt>>> receipts = new HashMap<>();

  Trust(Panel panel, Collection<Receipt> receipts) {
    this.panel = panel;
    for (Receipt receipt : receipts) {
      this.receipts
          .computeIfAbsent(receipt.form(), f -> new HashMap<>())
          .computeIfAbsent(receipt.region(), r -> new ArrayList<>())
          .add(receipt);
    }
  }

  /**
   * A form that a region owes for the report date (weekly: for the latest due).
   *
   * @param receipt null when it did not come
   */
  record Owed(String form, String region, LocalDate date, Instant due, @Nullable Receipt receipt) {

    boolean onTime() {
      return receipt != null && !receipt.receivedAt().isAfter(due);
    }

    double delayHours() {
      return receipt == null
          ? Double.NaN
          : Duration.between(due, receipt.receivedAt()).toSeconds() / SECONDS_PER_HOUR;
    }
  }

  /** What every region owes of a form; empty when nothing was due yet. */
  List<Owed> owed(String form) {
    Optional<LocalDate> date = panel.due().latest(form, panel.reportDate());
    if (date.isEmpty()) {
      return List.of();
    }
    Instant due = panel.due().at(form, date.get()).orElseThrow();
    LocalDate from = panel.due().periodStart(form, date.get());
    List<Owed> out = new ArrayList<>();
    for (String region : panel.regions()) {
      if (panel.conf().region(new RegionCode(region), date.get()).isPresent()) {
        Receipt receipt =
            receipts.getOrDefault(form, Map.of()).getOrDefault(region, List.of()).stream()
                .filter(r -> !r.date().isBefore(from) && !r.date().isAfter(date.get()))
                .min(
                    java.util.Comparator.comparing(Receipt::receivedAt)
                        .thenComparing(Receipt::submission))
                .orElse(null);
        out.add(new Owed(form, region, date.get(), due, receipt));
      }
    }
    return out;
  }

  void add(Figures figures) {
    for (String form : panel.due().forms()) {
      List<Owed> owed = owed(form);
      if (!owed.isEmpty()) {
        form(figures, form, owed);
      }
    }
  }

  private void form(Figures figures, String form, List<Owed> owed) {
    String in = "form=" + form;
    for (Owed one : owed) {
      int scope = panel.regions().indexOf(one.region());
      double received = one.receipt() == null ? 0 : 1;
      double onTime = one.onTime() ? 1 : 0;
      counts(figures, in, scope, 1, received, onTime);
      figures.today("delay_hours", in, scope, delay(one.delayHours()));
    }
    long received = owed.stream().filter(o -> o.receipt() != null).count();
    long onTime = owed.stream().filter(Owed::onTime).count();
    counts(figures, in, panel.nation(), owed.size(), received, onTime);
    double[] delays =
        owed.stream()
            .filter(o -> o.receipt() != null)
            .mapToDouble(Owed::delayHours)
            .sorted()
            .toArray();
    figures.nation("delay_hours", in, delay(median(delays)));
  }

  private static void counts(
      Figures figures, String in, int scope, double expected, double received, double onTime) {
    figures.today("forms_expected", in, scope, Value.of(expected, Status.FINAL));
    figures.today("forms_received", in, scope, Value.of(received, Status.FINAL));
    figures.today("forms_on_time", in, scope, Value.of(onTime, Status.FINAL));
    figures.today(
        "completeness",
        in,
        scope,
        Value.ratio(received / expected, received, expected, Status.FINAL));
    figures.today(
        "timeliness", in, scope, Value.ratio(onTime / expected, onTime, expected, Status.FINAL));
  }

  private static Value delay(double hours) {
    return Double.isNaN(hours) ? Value.MISSING : Value.of(hours, Status.FINAL);
  }

  private static double median(double[] sorted) {
    int n = sorted.length;
    return n == 0
        ? Double.NaN
        : DoubleStream.of(sorted[(n - 1) / 2], sorted[n / 2]).average().orElseThrow();
  }

  /** Regions without a required form, sorted. */
  List<String> missingRegions() {
    TreeSet<String> out = new TreeSet<>();
    for (String form : panel.due().forms()) {
      for (Owed owed : owed(form)) {
        if (owed.receipt() == null && panel.due().required(form, owed.date())) {
          out.add(owed.region());
        }
      }
    }
    return List.copyOf(out);
  }

  /** Forms that did not come. */
  List<Owed> missing() {
    List<Owed> out = new ArrayList<>();
    for (String form : panel.due().forms()) {
      owed(form).stream().filter(o -> o.receipt() == null).forEach(out::add);
    }
    return out;
  }

  /**
   * Forms that this night learnt of after they were due, for whatever date; of a file that holds a
   * history only its last day.
   */
  List<Owed> late(String nightId) {
    List<Owed> out = new ArrayList<>();
    receipts.values().stream()
        .flatMap(byRegion -> byRegion.values().stream())
        .flatMap(ofRegion -> lastOfHistories(ofRegion).stream())
        .filter(r -> r.nightId().equals(nightId))
        .forEach(
            r ->
                panel
                    .due()
                    .at(r.form(), r.date())
                    .filter(due -> r.receivedAt().isAfter(due))
                    .ifPresent(due -> out.add(new Owed(r.form(), r.region(), r.date(), due, r))));
    return out;
  }

  private List<Receipt> lastOfHistories(List<Receipt> ofRegion) {
    Map<String, LocalDate> last = new HashMap<>();
    ofRegion.forEach(r -> last.merge(r.submission(), r.date(), (a, b) -> a.isAfter(b) ? a : b));
    return ofRegion.stream()
        .filter(
            r ->
                !panel.conf().form(r.form()).map(FormSpec::isSeries).orElse(false)
                    || r.date().equals(last.get(r.submission())))
        .toList();
  }
}
