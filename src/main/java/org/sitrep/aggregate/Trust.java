package org.sitrep.aggregate;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.DoubleStream;
import org.sitrep.domain.RegionCode;

/** Who sent what was due, and when. */
final class Trust {
  /** Days that the strip of the report shows. */
  static final int STRIP_DAYS = 28;

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
    for (int day = Math.max(0, panel.today() - STRIP_DAYS + 1); day <= panel.today(); day++) {
      allForms(figures, day);
    }
  }

  /** All forms of a day together, for every region and the nation. */
  private void allForms(Figures figures, int day) {
    List<Owed> nation = new ArrayList<>();
    for (int scope = 0; scope < panel.regions().size(); scope++) {
      RegionCode region = new RegionCode(panel.regions().get(scope));
      List<Owed> owed = receipts.ofDay(receipts.forms(), region, panel.days().get(day));
      allForms(figures, scope, day, owed);
      nation.addAll(owed);
    }
    allForms(figures, panel.nation(), day, nation);
  }

  private static void allForms(Figures figures, int scope, int day, List<Owed> owed) {
    figures.on(day, "forms_expected", scope, owed.size());
    figures.on(day, "forms_received", scope, count(owed, o -> o.receipt() != null));
    figures.on(day, "forms_on_time", scope, count(owed, Owed::onTime));
    figures.on(day, "zero_reported", scope, count(owed, Owed::zeroReported));
  }

  private static double count(List<Owed> owed, Predicate<Owed> what) {
    return owed.stream().filter(what).count();
  }

  private void form(Figures figures, String form, List<Owed> owed) {
    String in = "form=" + form;
    for (Owed one : owed) {
      int scope = panel.regions().indexOf(one.region());
      double received = one.receipt() == null ? 0 : 1;
      double onTime = one.onTime() ? 1 : 0;
      counts(figures, in, scope, 1, received, onTime);
      figures.today("delay_hours", in, scope, told(one.delayHours()));
      figures.today("days_missing", in, scope, told(one.daysMissing()));
      figures.today(
          "zero_reported",
          in,
          scope,
          one.receipt() == null ? Value.MISSING : told(one.zeroReported() ? 1 : 0));
      figures.today("volume_ratio", in, scope, volume(List.of(one)));
    }
    long received = owed.stream().filter(o -> o.receipt() != null).count();
    long onTime = owed.stream().filter(Owed::onTime).count();
    counts(figures, in, panel.nation(), owed.size(), received, onTime);
    double[] delays =
        owed.stream().filter(o -> o.receipt() != null).mapToDouble(Owed::delayHours).toArray();
    figures.nation("delay_hours", in, told(median(delays)));
    figures.nation(
        "days_missing", in, told(owed.stream().mapToInt(Owed::daysMissing).max().orElse(0)));
    figures.nation("zero_reported", in, told(count(owed, Owed::zeroReported)));
    figures.nation("volume_ratio", in, volume(owed));
  }

  /** Rows over usual rows, of the regions that have both. */
  private static Value volume(List<Owed> owed) {
    List<Owed> compared = owed.stream().filter(o -> !Double.isNaN(o.volumeRatio())).toList();
    if (compared.isEmpty()) {
      boolean came = owed.stream().anyMatch(o -> o.receipt() != null);
      return came ? Value.nothing(Status.SUPPRESSED) : Value.MISSING;
    }
    double rows = compared.stream().mapToDouble(o -> o.volumeRatio() * o.usualRows()).sum();
    double usual = compared.stream().mapToDouble(Owed::usualRows).sum();
    return Value.ratio(rows / usual, rows, usual, Status.FINAL);
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

  private static Value told(double value) {
    return Double.isNaN(value) ? Value.MISSING : Value.of(value, Status.FINAL);
  }

  /** The middle value; the mean of the two in the middle; NaN of none. */
  static double median(double[] values) {
    double[] sorted = DoubleStream.of(values).sorted().toArray();
    int n = sorted.length;
    return n == 0
        ? Double.NaN
        : DoubleStream.of(sorted[(n - 1) / 2], sorted[n / 2]).average().orElseThrow();
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

  /** Those that have been missing for so long that the office should ask. */
  List<Owed> silent() {
    int after = panel.conf().reporting().silentAfter();
    return missing().stream().filter(o -> o.daysMissing() >= after).toList();
  }

  /** Forms that this night learnt of and that are unusually small or big. */
  List<Owed> unusual(String nightId) {
    return receipts.forms().stream()
        .flatMap(form -> receipts.owed(form).stream())
        .filter(o -> o.last() != null && o.last().nightId().equals(nightId))
        .filter(receipts::isUnusual)
        .toList();
  }

  /** Forms that this night learnt of after they were due. */
  List<Owed> late(String nightId) {
    return receipts.late(nightId);
  }
}
