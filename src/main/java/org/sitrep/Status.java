package org.sitrep;

import static org.apache.spark.sql.functions.col;

import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sitrep.aggregate.Owed;
import org.sitrep.aggregate.Receipt;
import org.sitrep.aggregate.Receipts;
import org.sitrep.config.Conf;
import org.sitrep.config.Region;
import org.sitrep.domain.Lang;
import org.sitrep.domain.NightEntry;
import org.sitrep.domain.RegionCode;
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

  /** One cell of the grid: what a region owes of a form. */
  private record Cell(Owed owed) {
    /** Full hours after it was due, negative when early; null when it did not come. */
    @Nullable Long hoursLate() {
      return owed.receipt() == null
          ? null
          : (long)
              Math.ceil(
                  Duration.between(owed.due(), owed.receipt().receivedAt()).toMinutes() / 60.0);
    }

    /** Whether only others spoke for the region. */
    boolean toldByOthers() {
      return owed.receipt() == null && owed.told();
    }

    String mark() {
      Long hours = hoursLate();
      if (hours == null) {
        return owed.told() ? "by others" : "missing";
      }
      return hours > 0 ? "+" + hours + " h" : "ok";
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
      Map<Region, Map<String, Cell>> grid = grid(store, night, date);
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

  private Map<Region, Map<String, Cell>> grid(Store store, NightEntry night, LocalDate date) {
    Receipts receipts = Receipts.of(store.asOf(night, Coverage.TABLE), conf, date);
    Map<Region, Map<String, Cell>> grid = new LinkedHashMap<>();
    for (Region region : conf.regionsOn(date)) {
      grid.put(region, new LinkedHashMap<>());
    }
    for (String form : receipts.forms()) {
      for (Owed owed : receipts.owed(form)) {
        conf.region(new RegionCode(owed.region()), date)
            .map(grid::get)
            .ifPresent(cells -> cells.put(form, new Cell(owed)));
      }
    }
    return grid;
  }

  private void table(NightEntry night, Map<Region, Map<String, Cell>> grid, long held) {
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
        grid.values().stream().flatMap(cells -> cells.keySet().stream()).distinct().toList();
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
          for (String form : forms) {
            Cell cell = cells.get(form);
            line.append(String.format(Locale.ROOT, "%13s", cell == null ? "" : cell.mark()));
          }
          console.out().println(line);
        });
    console.out().println("Findings that hold a row: " + held);
  }

  private static Map<String, Object> asJson(
      NightEntry night, Map<Region, Map<String, Cell>> grid, long held) {
    List<Map<String, Object>> cells = new ArrayList<>();
    grid.forEach(
        (region, row) ->
            row.forEach(
                (form, of) -> {
                  Receipt receipt = of.owed().receipt();
                  Map<String, Object> cell = new LinkedHashMap<>();
                  cell.put("region", region.code().value());
                  cell.put("form", form);
                  cell.put("date", of.owed().date().toString());
                  cell.put("received_at", receipt == null ? null : receipt.receivedAt().toString());
                  cell.put("hours_late", of.hoursLate());
                  cell.put("told_by_others", of.toldByOthers());
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
