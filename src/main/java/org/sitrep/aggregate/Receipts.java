package org.sitrep.aggregate;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.sitrep.config.Conf;
import org.sitrep.config.FormSpec;
import org.sitrep.config.ReportingRule;
import org.sitrep.domain.RegionCode;

/**
 * Who sent what was due. A form that regions owe is sent when the region itself sent it; what a
 * file of the centre says of a region is known, but does not make the region complete or in time. A
 * form expected from the centre ({@code sent-by: centre}) is sent for each region that any file
 * speaks for. What came is compared with the usual, and what did not come is counted by days. The
 * one place where these rules stand: for figures, {@code sitrep status} and reminders.
 */
public final class Receipts {
  private static final Comparator<Receipt> FIRST =
      Comparator.comparing(Receipt::receivedAt).thenComparing(Receipt::submission);

  private final Conf conf;
  private final Due due;
  private final LocalDate reportDate;
  private final Instant now;
  private final Map<String, Map<String, NavigableMap<LocalDate, List<Receipt>>>> all =
      new HashMap<>();

  /** First day for which anybody sent a form that is owed: before it, nobody was silent. */
  private final LocalDate began;

  /** Receipts as the night of {@code reportDate} judges them. */
  public Receipts(Conf conf, LocalDate reportDate, Collection<Receipt> receipts) {
    this(conf, reportDate, new Due(conf).night(reportDate), receipts);
  }

  /**
   * Judges receipts at a moment.
   *
   * @param reportDate the last day that counts
   * @param now what was due by then is owed
   */
  public Receipts(Conf conf, LocalDate reportDate, Instant now, Collection<Receipt> receipts) {
    this.conf = conf;
    this.due = new Due(conf);
    this.reportDate = reportDate;
    this.now = now;
    for (Receipt receipt : receipts) {
      all.computeIfAbsent(receipt.form(), f -> new HashMap<>())
          .computeIfAbsent(receipt.region(), r -> new TreeMap<>())
          .computeIfAbsent(receipt.date(), d -> new ArrayList<>())
          .add(receipt);
    }
    began =
        due.forms().stream()
            .flatMap(form -> all.getOrDefault(form, Map.of()).values().stream())
            .map(NavigableMap::firstKey)
            .min(LocalDate::compareTo)
            .orElse(LocalDate.MAX);
  }

  /**
   * Receipts as the night of a report date judges them. One job.
   *
   * @param coverage rows of table {@code coverage} as the night knows them
   * @param from first day that is asked for
   */
  public static Receipts of(
      Dataset<Row> coverage, Conf conf, LocalDate from, LocalDate reportDate) {
    return new Receipts(conf, reportDate, read(coverage, conf, from, reportDate));
  }

  /**
   * Receipts as they stand at {@code now}. One job.
   *
   * @param coverage rows of table {@code coverage}, all that are known
   */
  public static Receipts now(Dataset<Row> coverage, Conf conf, LocalDate day, Instant now) {
    return new Receipts(conf, day, now, read(coverage, conf, day, day));
  }

  /** With the days before that tell what is usual, and how long one was silent. */
  private static List<Receipt> read(
      Dataset<Row> coverage, Conf conf, LocalDate from, LocalDate until) {
    return Known.receipts(coverage, Panel.firstDay(conf, from), until);
  }

  /** Forms that are owed, in the order of the calendar. */
  public List<String> forms() {
    return due.forms();
  }

  /** What every region owes of a form (weekly: for the latest due); empty when nothing was due. */
  public List<Owed> owed(String form) {
    return due.latest(form, reportDate, now).map(date -> owed(form, date)).orElse(List.of());
  }

  /** What every region owes of a form for a date; empty when it was not due. */
  List<Owed> owed(String form, LocalDate date) {
    return conf.regionsOn(reportDate).stream()
        .flatMap(region -> owed(form, region.code(), date).stream())
        .toList();
  }

  /** What a region owes of a form for a date; empty when it does not, or when it was not due. */
  public Optional<Owed> owed(String form, RegionCode region, LocalDate date) {
    return due.at(form, date)
        .filter(at -> !at.isAfter(now))
        .filter(at -> conf.region(region, date).isPresent())
        .map(at -> judged(form, region, date, at));
  }

  private Owed judged(String form, RegionCode region, LocalDate date, Instant at) {
    List<Receipt> told = told(form, region.value(), date);
    List<Receipt> sent = told.stream().filter(this::isSent).sorted(FIRST).toList();
    boolean came = !sent.isEmpty();
    LocalDate since = date;
    int days = came ? 0 : 1;
    Optional<LocalDate> before = due.before(form, date);
    while (days > 0 && before.filter(day -> isSilent(form, region, day)).isPresent()) {
      since = before.get();
      days++;
      before = due.before(form, since);
    }
    return new Owed(
        form,
        region.value(),
        date,
        at,
        came ? sent.get(0) : null,
        !told.isEmpty(),
        came ? sent.get(sent.size() - 1) : null,
        days,
        since,
        usualRows(form, region.value(), date));
  }

  private boolean isSilent(String form, RegionCode region, LocalDate date) {
    return hasBegun(date)
        && conf.region(region, date).isPresent()
        && told(form, region.value(), date).stream().noneMatch(this::isSent);
  }

  /** Whether anybody had sent anything for the date or an earlier one. */
  private boolean hasBegun(LocalDate date) {
    return !date.isBefore(began);
  }

  /** Any day of the period will do: a weekly form may be dated within its week. */
  private List<Receipt> told(String form, String region, LocalDate date) {
    return ofRegion(form, region)
        .subMap(due.periodStart(form, date), true, date, true)
        .values()
        .stream()
        .flatMap(List::stream)
        .toList();
  }

  private NavigableMap<LocalDate, List<Receipt>> ofRegion(String form, String region) {
    return all.getOrDefault(form, Map.of()).getOrDefault(region, Collections.emptyNavigableMap());
  }

  private double usualRows(String form, String region, LocalDate date) {
    ReportingRule.Volume volume = conf.reporting().volume();
    double[] rows =
        ofRegion(form, region)
            .headMap(due.periodStart(form, date), false)
            .descendingMap()
            .values()
            .stream()
            .flatMap(ofDay -> ofDay.stream().filter(this::isSent).max(FIRST).stream())
            .limit(volume.receipts())
            .mapToDouble(Receipt::rows)
            .toArray();
    return rows.length < volume.least() ? Double.NaN : Operation.median(rows);
  }

  /** Whether what came is so much less or more than usual that a person should look. */
  public boolean isUnusual(Owed owed) {
    double ratio = owed.volumeRatio();
    return !Double.isNaN(ratio) && conf.reporting().volume().isUnusual(ratio);
  }

  /** What a region owed for a day, all forms; nothing for days before anybody sent anything. */
  List<Owed> ofDay(Collection<String> forms, RegionCode region, LocalDate date) {
    return hasBegun(date)
        ? forms.stream().flatMap(form -> owed(form, region, date).stream()).toList()
        : List.of();
  }

  /** How the forms of a day stand: the worst of {@code forms}. */
  public Mark mark(Collection<String> forms, RegionCode region, LocalDate date) {
    return ofDay(forms, region, date).stream().map(Owed::mark).reduce(Mark.NOT_DUE, Mark::or);
  }

  /**
   * Forms that a night learnt of after they were due, for whatever date; of a file that holds a
   * history only its last day.
   */
  List<Owed> late(String nightId) {
    List<Owed> out = new ArrayList<>();
    all.values().stream()
        .flatMap(byRegion -> byRegion.values().stream())
        .flatMap(ofRegion -> lastOfHistories(firsts(ofRegion)))
        .filter(r -> r.nightId().equals(nightId))
        .forEach(
            r ->
                due.at(r.form(), r.date())
                    .filter(at -> r.receivedAt().isAfter(at))
                    .ifPresent(at -> out.add(Owed.sent(r, at))));
    return out;
  }

  private boolean isSent(Receipt receipt) {
    return receipt.own() || due.isFromCentre(receipt.form(), receipt.date());
  }

  private List<Receipt> firsts(NavigableMap<LocalDate, List<Receipt>> ofRegion) {
    return ofRegion.values().stream()
        .flatMap(ofDay -> ofDay.stream().filter(this::isSent).min(FIRST).stream())
        .toList();
  }

  private Stream<Receipt> lastOfHistories(Collection<Receipt> ofRegion) {
    Map<String, LocalDate> last = new HashMap<>();
    ofRegion.forEach(r -> last.merge(r.submission(), r.date(), (a, b) -> a.isAfter(b) ? a : b));
    return ofRegion.stream()
        .filter(
            r ->
                !conf.form(r.form()).map(FormSpec::isSeries).orElse(false)
                    || r.date().equals(last.get(r.submission())));
  }
}
