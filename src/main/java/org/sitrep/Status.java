package org.sitrep;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import org.sitrep.aggregate.Due;
import org.sitrep.config.Conf;
import org.sitrep.config.Region;
import org.sitrep.domain.Lang;
import org.sitrep.domain.NightEntry;
import org.sitrep.domain.Severity;
import org.sitrep.store.Store;
import org.sitrep.tables.Coverage;
import org.sitrep.tables.Findings;

/** {@code sitrep status}: a grid of regions and forms for one report date, and what is held. */
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
   * One cell of the grid.
   *
   * @param date date the form was due for
   * @param received first receipt; null when nothing came
   * @param hoursLate negative when early; null when nothing came
   */
  private record Receipt(LocalDate date, @Nullable Instant received, @Nullable Long hoursLate) {
    String mark() {
      if (hoursLate == null) {
        return "missing";
      }
      return hoursLate > 0 ? "+" + hoursLate + " h" : "ok";
    }
  }

  int print(Optional<LocalDate> wanted, boolean json) {
    Home opened = Home.openForReading(home);
    try (Workplace place = Workplace.forReading(opened)) {
      Store store = place.store();
      List<NightEntry> nights = store.nights();
      NightEntry night =
          nights.stream()
              .filter(n -> wanted.isEmpty() || n.reportDate().equals(wanted.get()))
              .reduce((earlier, later) -> later)
              .orElseThrow(
                  () ->
                      new NotReadyException(
                          wanted
                              .map(d -> "There is no night of " + d + " in " + opened.root())
                              .orElse("There is no night yet in " + opened.root())));
      LocalDate date = night.reportDate();
      Map<Region, Map<String, Receipt>> grid = grid(store, night, date);
      long held =
          store
              .asOf(night, Findings.TABLE)
              .where(
                  col(Findings.SEVERITY)
                      .equalTo(Severity.HOLD.word())
                      .and(col(Findings.NIGHT_ID).startsWith(date + ".")))
              .count();
      if (json) {
        console.out().println(Json.line(asJson(night, grid, held)));
      } else {
        table(night, grid, held);
      }
    }
    return 0;
  }

  private Map<Region, Map<String, Receipt>> grid(Store store, NightEntry night, LocalDate date) {
    Due due = new Due(conf);
    Map<String, LocalDate> owed = new LinkedHashMap<>();
    for (String form : due.forms()) {
      due.latest(form, date).ifPresent(day -> owed.put(form, day));
    }
    Map<String, Instant> first = new LinkedHashMap<>();
    for (Row row :
        store
            .asOf(night, Coverage.TABLE)
            .where(col(Coverage.DATE).leq(lit(date)))
            .groupBy(Coverage.FORM, Coverage.REGION, Coverage.DATE)
            .agg(min(Coverage.RECEIVED_AT))
            .collectAsList()) {
      String form = row.getString(0);
      LocalDate day = row.getAs(2);
      LocalDate wanted = owed.get(form);
      // Any day of the period will do: a weekly form may be dated within its week.
      if (wanted != null && !day.isAfter(wanted) && !day.isBefore(due.periodStart(form, wanted))) {
        first.merge(
            form + "|" + row.getString(1),
            row.<Instant>getAs(3),
            (one, other) -> one.isBefore(other) ? one : other);
      }
    }
    Map<Region, Map<String, Receipt>> grid = new LinkedHashMap<>();
    for (Region region : conf.regionsOn(date)) {
      Map<String, Receipt> cells = new LinkedHashMap<>();
      owed.forEach(
          (form, day) -> {
            Instant received = first.get(form + "|" + region.code());
            Instant deadline = due.at(form, day).orElseThrow();
            cells.put(
                form,
                new Receipt(
                    day,
                    received,
                    received == null
                        ? null
                        : (long)
                            Math.ceil(Duration.between(deadline, received).toMinutes() / 60.0)));
          });
      grid.put(region, cells);
    }
    return grid;
  }

  private void table(NightEntry night, Map<Region, Map<String, Receipt>> grid, long held) {
    console
        .out()
        .println(
            "Night of "
                + night.reportDate()
                + ", attempt "
                + night.attempt()
                + ": "
                + night.status()
                + (night.reason() == null ? "" : " (" + night.reason() + ")"));
    List<String> forms =
        grid.values().stream().findFirst().map(m -> List.copyOf(m.keySet())).orElse(List.of());
    Lang lang = conf.country().defaultLanguage();
    int wide = grid.keySet().stream().mapToInt(r -> r.name().in(lang).length()).max().orElse(0);
    String name = "%-5s%-" + Math.max(6, wide) + "s";
    StringBuilder head = new StringBuilder(String.format(Locale.ROOT, name, "", "region"));
    for (String form : forms) {
      head.append(String.format(Locale.ROOT, "%13s", form));
    }
    console.out().println(head);
    grid.forEach(
        (region, cells) -> {
          StringBuilder line =
              new StringBuilder(
                  String.format(Locale.ROOT, name, region.code(), region.name().in(lang)));
          cells.values().forEach(c -> line.append(String.format(Locale.ROOT, "%13s", c.mark())));
          console.out().println(line);
        });
    console.out().println("Findings that hold a row: " + held);
  }

  private static Map<String, Object> asJson(
      NightEntry night, Map<Region, Map<String, Receipt>> grid, long held) {
    List<Map<String, Object>> cells = new ArrayList<>();
    grid.forEach(
        (region, row) ->
            row.forEach(
                (form, receipt) -> {
                  Map<String, Object> cell = new LinkedHashMap<>();
                  cell.put("region", region.code().value());
                  cell.put("form", form);
                  cell.put("date", receipt.date().toString());
                  cell.put(
                      "received_at",
                      receipt.received() == null ? null : String.valueOf(receipt.received()));
                  cell.put("hours_late", receipt.hoursLate());
                  cells.add(cell);
                }));
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("report_date", night.reportDate().toString());
    out.put("night_id", night.nightId());
    out.put("status", night.status());
    out.put("reason", night.reason());
    out.put("missing_regions", night.missingRegions());
    out.put("findings_hold", held);
    out.put("forms", cells);
    return out;
  }
}
