package org.sitrep;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.sitrep.aggregate.Sought;
import org.sitrep.aggregate.Traced;
import org.sitrep.config.Conf;
import org.sitrep.domain.FigureName;
import org.sitrep.domain.NightEntry;
import org.sitrep.store.Store;

/**
 * {@code sitrep trace}: from a figure of a published night to the facts, files and cells that made
 * it. Everything is read as that night knew it, under the configuration it was made with.
 */
final class Trace {
  private static final String UNASSIGNED = "unassigned";

  private final Sitrep.Console console;
  private final Conf given;
  private final Home home;

  Trace(Sitrep.Console console, Conf given, Path home) {
    this.console = console;
    this.given = given;
    this.home = Home.openForReading(home);
  }

  /**
   * Prints the trace; the exit code.
   *
   * @param region code or name of a region, code of the country, or {@code unassigned}; empty for
   *     the nation
   * @param day the day the figure describes; empty for the report date
   * @throws NotReadyException when no night of the date is published
   * @throws Blanks.Unknown when the region is none
   */
  int print(
      FigureName figure,
      LocalDate date,
      Optional<String> region,
      Optional<LocalDate> day,
      boolean json)
      throws Sought.NoSuchFigure {
    try (Workplace place = Workplace.forReading(home)) {
      Store store = place.store();
      NightEntry night = published(store, date);
      Conf conf = ConfArchive.of(home, night, given);
      Row row =
          new Sought(figure, where(region, conf, date), day.orElse(date))
              .in(new Published(store, night).indicators().collectAsList(), conf);
      Traced traced =
          Traced.of(
              new Published(store, night).observations(),
              new Published(store, night).coverage(),
              conf,
              night.nightId(),
              row);
      TracedFiles files = TracedFiles.of(store, night, traced);
      if (json) {
        console.out().println(Json.line(new TraceJson(files).of(traced, night)));
      } else {
        new TraceText(files, conf, console.out()).print(traced, night);
      }
    }
    return 0;
  }

  private NightEntry published(Store store, LocalDate date) {
    List<NightEntry> nights =
        store.nights().stream().filter(n -> n.reportDate().equals(date)).toList();
    return nights.stream()
        .filter(NightEntry::visible)
        .reduce((earlier, later) -> later)
        .orElseThrow(
            () ->
                new NotReadyException(
                    nights.isEmpty()
                        ? "There is no night of "
                            + date
                            + " in "
                            + home.root()
                            + "; run: sitrep nightly --date "
                            + date
                        : HeldNights.told(nights.get(nights.size() - 1))));
  }

  private static String where(Optional<String> region, Conf conf, LocalDate date) {
    String country = conf.country().code();
    String text = region.orElse(country);
    if (text.equalsIgnoreCase(country)) {
      return country;
    }
    return text.equalsIgnoreCase(UNASSIGNED)
        ? UNASSIGNED
        : new Blanks(conf).region(text.strip(), date).code().value().toUpperCase(Locale.ROOT);
  }
}
