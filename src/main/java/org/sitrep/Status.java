package org.sitrep;

import static org.apache.spark.sql.functions.col;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sitrep.aggregate.Receipts;
import org.sitrep.config.Conf;
import org.sitrep.domain.NightEntry;
import org.sitrep.domain.Severity;
import org.sitrep.store.Store;
import org.sitrep.tables.Findings;

/**
 * {@code sitrep status}: who reported what, as a night knew it. A grid of regions and forms for its
 * report date, or a strip of regions and days.
 */
final class Status {
  private final Sitrep.Console console;
  private final Conf conf;
  private final Path home;

  Status(Sitrep.Console console, Conf conf, Path home) {
    this.console = console;
    this.conf = conf;
    this.home = home;
  }

  /**
   * What to show.
   *
   * @param date report date of the night; null = the newest in the home
   * @param from first day of a strip; null = a grid of the night's report date
   * @param to last day of a strip; null with {@code from}
   * @param form key of the only form to show; null = all that are owed
   * @param colour whether cells are coloured, for a terminal
   */
  record Request(
      @Nullable LocalDate date,
      @Nullable LocalDate from,
      @Nullable LocalDate to,
      @Nullable String form,
      boolean json,
      boolean colour) {}

  int print(Request request) {
    Home opened = Home.openForReading(home);
    try (Workplace place = Workplace.forReading(opened)) {
      Store store = place.store();
      NightEntry night = night(store.nights(), Optional.ofNullable(request.date()), opened);
      LocalDate from = request.from() == null ? night.reportDate() : request.from();
      LocalDate to = request.to() == null ? night.reportDate() : request.to();
      LocalDate first = from.isBefore(night.reportDate()) ? from : night.reportDate();
      Receipts receipts =
          Receipts.of(new Published(store, night).coverage(), conf, first, night.reportDate());
      List<String> forms = request.form() == null ? receipts.forms() : List.of(request.form());
      StatusTexts texts = new StatusTexts(conf, night, receipts, forms);
      if (request.from() == null) {
        long held = held(store, night);
        List<WithdrawalLedger.Withdrawn> withdrawn =
            new WithdrawalLedger(store).ofDay(night.reportDate());
        if (request.json()) {
          Map<String, Object> grid = texts.gridJson(held);
          grid.put(
              "withdrawn", withdrawn.stream().map(WithdrawalLedger.Withdrawn::asJson).toList());
          console.out().println(Json.line(grid));
        } else {
          texts.grid(held, request.colour()).forEach(console.out()::println);
          withdrawn.forEach(one -> console.out().println(one.line()));
        }
      } else if (request.json()) {
        console.out().println(Json.line(texts.stripJson(from, to)));
      } else {
        texts.strip(from, to, request.colour()).forEach(console.out()::println);
      }
    }
    return 0;
  }

  private static NightEntry night(List<NightEntry> nights, Optional<LocalDate> wanted, Home home) {
    return nights.stream()
        .filter(n -> wanted.isEmpty() || n.reportDate().equals(wanted.get()))
        .reduce((earlier, later) -> later)
        .orElseThrow(
            () ->
                new NotReadyException(
                    wanted
                        .map(d -> "There is no night of " + d + " in " + home.root())
                        .orElse("There is no night yet in " + home.root())));
  }

  private static long held(Store store, NightEntry night) {
    return store
        .asOf(night, Findings.TABLE)
        .where(
            col(Findings.SEVERITY)
                .equalTo(Severity.HOLD.word())
                .and(col(Findings.NIGHT_ID).startsWith(night.reportDate() + ".")))
        .count();
  }
}
