package org.sitrep.aggregate;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.DoubleStream;

/** Who sent what was due, and when. */
final class Trust {
  private static final double SECONDS_PER_HOUR = 3600;

  private final Panel panel;
  private final Receipts receipts;

  Trust(Panel panel, Receipts receipts) {
    this.panel = panel;
    this.receipts = receipts;
  }

  void add(Figures figures) {
    for (String form : receipts.forms()) {
      List<Owed> owed = receipts.owed(form);
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
      double onTime = isOnTime(one) ? 1 : 0;
      counts(figures, in, scope, 1, received, onTime);
      figures.today("delay_hours", in, scope, delay(delayHours(one)));
    }
    long received = owed.stream().filter(o -> o.receipt() != null).count();
    long onTime = owed.stream().filter(Trust::isOnTime).count();
    counts(figures, in, panel.nation(), owed.size(), received, onTime);
    double[] delays =
        owed.stream()
            .filter(o -> o.receipt() != null)
            .mapToDouble(Trust::delayHours)
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

  private static boolean isOnTime(Owed owed) {
    return owed.receipt() != null && !owed.receipt().receivedAt().isAfter(owed.due());
  }

  private static double delayHours(Owed owed) {
    return owed.receipt() == null
        ? Double.NaN
        : Duration.between(owed.due(), owed.receipt().receivedAt()).toSeconds() / SECONDS_PER_HOUR;
  }

  /** Regions of which a required form is lacking, whoever could have sent it; sorted. */
  List<String> missingRegions() {
    TreeSet<String> out = new TreeSet<>();
    for (String form : receipts.forms()) {
      for (Owed owed : receipts.owed(form)) {
        if (!owed.told() && panel.due().required(form, owed.date())) {
          out.add(owed.region());
        }
      }
    }
    return List.copyOf(out);
  }

  /** Forms that did not come. */
  List<Owed> missing() {
    List<Owed> out = new ArrayList<>();
    for (String form : receipts.forms()) {
      receipts.owed(form).stream().filter(o -> o.receipt() == null).forEach(out::add);
    }
    return out;
  }

  /** Forms that this night learnt of after they were due. */
  List<Owed> late(String nightId) {
    return receipts.late(nightId);
  }
}
