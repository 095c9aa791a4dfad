package org.sitrep.aggregate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
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
    figures.on(day, "forms_expected", scope, count(owed, o -> true));
    figures.on(day, "forms_received", scope, count(owed, o -> o.receipt() != null));
    figures.on(day, "forms_on_time", scope, count(owed, Owed::onTime));
    figures.on(day, "zero_reported", scope, count(owed, Owed::zeroReported));
  }

  private void form(Figures figures, String form, List<Owed> owed) {
    String in = "form=" + form;
    for (Owed one : owed) {
      int scope = panel.regions().indexOf(one.region());
      counts(figures, in, scope, List.of(one));
      figures.today("delay_hours", in, scope, told(one, one.delayHours()));
      figures.today("days_missing", in, scope, told(one, one.daysMissing()));
      figures.today(
          "zero_reported",
          in,
          scope,
          told(one, one.receipt() == null ? Double.NaN : one.zeroReported() ? 1 : 0));
      figures.today("volume_ratio", in, scope, volume(List.of(one)));
    }
    counts(figures, in, panel.nation(), owed);
    figures.nation("delay_hours", in, of(Operation.MEDIAN, owed, Owed::delayHours));
    figures.nation("days_missing", in, of(Operation.GREATEST, owed, Owed::daysMissing));
    figures.nation("zero_reported", in, count(owed, Owed::zeroReported));
    figures.nation("volume_ratio", in, volume(owed));
  }

  private static void counts(Figures figures, String in, int scope, List<Owed> owed) {
    Value expected = count(owed, o -> true);
    Value received = count(owed, o -> o.receipt() != null);
    Value onTime = count(owed, Owed::onTime);
    figures.today("forms_expected", in, scope, expected);
    figures.today("forms_received", in, scope, received);
    figures.today("forms_on_time", in, scope, onTime);
    figures.today("completeness", in, scope, Value.over(received, expected));
    figures.today("timeliness", in, scope, Value.over(onTime, expected));
  }

  /** Rows over usual rows, of the regions that have both. */
  private static Value volume(List<Owed> owed) {
    List<Owed> compared = owed.stream().filter(o -> !Double.isNaN(o.volumeRatio())).toList();
    if (compared.isEmpty()) {
      boolean came = owed.stream().anyMatch(o -> o.receipt() != null);
      return came ? Value.nothing(Status.SUPPRESSED) : Value.MISSING;
    }
    return Value.over(
        of(Operation.SUM, compared, o -> o.volumeRatio() * o.usualRows()),
        of(Operation.SUM, compared, Owed::usualRows));
  }

  /** How many of the forms are so. */
  private static Value count(List<Owed> owed, Predicate<Owed> what) {
    return owed.isEmpty()
        ? told(0).with(new Origin.Given("no form was due", "calendar.yml"))
        : of(Operation.SUM, owed, o -> what.test(o) ? 1 : 0);
  }

  /** What follows from a number of each form. */
  private static Value of(Operation operation, List<Owed> owed, ToDoubleFunction<Owed> number) {
    Value[] each =
        owed.stream().map(one -> told(one, number.applyAsDouble(one))).toArray(Value[]::new);
    if (each.length == 1) {
      return each[0];
    }
    double all = operation.of(Arrays.stream(each).mapToDouble(Value::value).toArray());
    return told(all).from(operation, each);
  }

  private static Value told(Owed owed, double value) {
    return told(value).with(new Origin.Sent(owed));
  }

  private static Value told(double value) {
    return Double.isNaN(value) ? Value.MISSING : Value.of(value, Status.FINAL);
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
