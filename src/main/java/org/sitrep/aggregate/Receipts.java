package org.sitrep.aggregate;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.sitrep.config.Conf;
import org.sitrep.config.FormSpec;
import org.sitrep.config.Region;

/**
 * Who sent what was due. A form that regions owe is sent when the region itself sent it; what a
 * file of the centre says of a region is known, but does not make the region complete or in time. A
 * form expected from the centre ({@code sent-by: centre}) is sent for each region that any file
 * speaks for. The one place where this rule stands.
 */
public final class Receipts {
  private static final Comparator<Receipt> FIRST =
      Comparator.comparing(Receipt::receivedAt).thenComparing(Receipt::submission);

  private final Conf conf;
  private final Due due;
  private final LocalDate reportDate;
  private final Map<String, Map<String, List<Receipt>>> all = new HashMap<>();

  Receipts(Conf conf, LocalDate reportDate, Collection<Receipt> receipts) {
    this.conf = conf;
    this.due = new Due(conf);
    this.reportDate = reportDate;
    for (Receipt receipt : receipts) {
      all.computeIfAbsent(receipt.form(), f -> new HashMap<>())
          .computeIfAbsent(receipt.region(), r -> new ArrayList<>())
          .add(receipt);
    }
  }

  /**
   * Receipts for the forms due on a report date. One job.
   *
   * @param coverage rows of table {@code coverage} as the night knows them
   */
  public static Receipts of(Dataset<Row> coverage, Conf conf, LocalDate reportDate) {
    return new Receipts(
        conf,
        reportDate,
        Known.receipts(coverage, reportDate.minusDays(Due.LONGEST_DAYS), reportDate));
  }

  /** Forms that are owed, in the order of the calendar. */
  public List<String> forms() {
    return due.forms();
  }

  /** What every region owes of a form; empty when nothing was due yet. */
  public List<Owed> owed(String form) {
    Optional<LocalDate> date = due.latest(form, reportDate);
    if (date.isEmpty()) {
      return List.of();
    }
    Instant deadline = due.at(form, date.get()).orElseThrow();
    // Any day of the period will do: a weekly form may be dated within its week.
    LocalDate from = due.periodStart(form, date.get());
    List<Owed> out = new ArrayList<>();
    for (Region region : conf.regionsOn(reportDate)) {
      if (conf.region(region.code(), date.get()).isPresent()) {
        List<Receipt> told =
            all.getOrDefault(form, Map.of()).getOrDefault(region.code().value(), List.of()).stream()
                .filter(r -> !r.date().isBefore(from) && !r.date().isAfter(date.get()))
                .toList();
        Receipt first = told.stream().filter(this::isSent).min(FIRST).orElse(null);
        out.add(
            new Owed(form, region.code().value(), date.get(), deadline, first, !told.isEmpty()));
      }
    }
    return out;
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
                    .ifPresent(
                        at -> out.add(new Owed(r.form(), r.region(), r.date(), at, r, true))));
    return out;
  }

  private boolean isSent(Receipt receipt) {
    return receipt.own() || due.isFromCentre(receipt.form(), receipt.date());
  }

  private Collection<Receipt> firsts(List<Receipt> ofRegion) {
    Map<LocalDate, Receipt> first = new HashMap<>();
    ofRegion.stream()
        .filter(this::isSent)
        .forEach(r -> first.merge(r.date(), r, (a, b) -> FIRST.compare(a, b) <= 0 ? a : b));
    return first.values();
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
