package org.sitrep.sample;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.sitrep.domain.RegionCode;

/**
 * A country that sends: what regional health departments would have sent, with published figures
 * where they are known and seeded ones between. Same configuration, same bytes. Every sheet says
 * that it is generated.
 */
public final class SampleCountry {
  /** A file may come, or come again, so many days after the date it describes. */
  private static final int LATEST_DAYS = 3;

  private final SampleConf conf;
  private final Forms forms;
  private final Sendings sendings;
  private final boolean anyLetters;

  private SampleCountry(Path confDir) {
    conf = new SampleConf(confDir);
    forms = new Forms(conf);
    sendings = new Sendings(conf, forms);
    anyLetters = diskTakesAnyLetters();
  }

  /** Reads {@code confDir/sample/} and computes every figure. */
  public static SampleCountry of(Path confDir) {
    return new SampleCountry(confDir);
  }

  /** Report dates of the demo, oldest first. */
  public List<LocalDate> days() {
    LocalDate first = conf.settings.date("first-day");
    return first.datesUntil(conf.settings.date("last-day").plusDays(1)).toList();
  }

  /** Last report date for which {@link #deliver} has figures. */
  public LocalDate lastPossibleDay() {
    return forms.last();
  }

  /**
   * Writes into {@code inbox} what arrived after the night before ran and before the night of
   * {@code nightOf} does; each file's modification time is its arrival. The first night gets
   * everything that came earlier too. Doing it again writes the same.
   *
   * @return the files in order of arrival
   */
  public List<Path> deliver(LocalDate nightOf, Path inbox) {
    List<Path> out = new ArrayList<>();
    for (Sending sending : arriving(nightOf)) {
      Path file = inbox.resolve(sending.folder()).resolve(fileName(sending));
      try {
        Files.createDirectories(inbox.resolve(sending.folder()));
        Files.write(file, sending.content().get());
        Files.setLastModifiedTime(file, FileTime.from(sending.arrives()));
      } catch (IOException e) {
        throw new UncheckedIOException("Cannot write sample file: " + file, e);
      }
      out.add(file);
    }
    return out;
  }

  /** Every fault planted on the demo's days and after, in order of date. */
  public List<PlantedFault> faults() {
    List<PlantedFault> out = new ArrayList<>();
    for (LocalDate date : conf.faults.stream().map(p -> p.date()).distinct().sorted().toList()) {
      List<Sending> about = sendings.about(date);
      for (PlantedFault.Plan plan : conf.faults) {
        if (plan.date().equals(date)) {
          out.add(fault(plan, about));
        }
      }
    }
    return out;
  }

  private PlantedFault fault(PlantedFault.Plan plan, List<Sending> about) {
    Sending first = find(plan, about, true);
    Sending again = find(plan, about, false);
    if (first == null) {
      throw new IllegalArgumentException("Cannot plant a fault in a file nobody sends: " + plan);
    }
    boolean byTheSecond =
        plan.kind() == FaultKind.SENT_TWICE || plan.kind() == FaultKind.RESUBMITTED;
    Sending told = byTheSecond && again != null ? again : first;
    return new PlantedFault(
        plan.kind(),
        plan.form().equals("summary") ? "cases" : plan.form(),
        plan.region().isEmpty() ? null : new RegionCode(plan.region()),
        plan.date(),
        nightOf(told.arrives()),
        plan.columns().isEmpty() ? null : plan.columns().get(0),
        plan.codes(),
        path(first),
        again == null ? null : path(again),
        path(told),
        plan.note());
  }

  private static @Nullable Sending find(
      PlantedFault.Plan plan, List<Sending> about, boolean first) {
    for (Sending sending : about) {
      if (plan.equals(sending.fault()) && sending.first() == first) {
        return sending;
      }
    }
    return null;
  }

  private List<Sending> arriving(LocalDate nightOf) {
    LocalDate start = conf.settings.date("first-day");
    if (nightOf.isBefore(start) || nightOf.isAfter(forms.last())) {
      throw new IllegalArgumentException(
          "Cannot deliver sample files for the night of "
              + nightOf
              + ": figures reach from "
              + start
              + " to "
              + forms.last());
    }
    Instant from = nightOf.equals(start) ? Instant.MIN : runs(nightOf.minusDays(1));
    Instant until = runs(nightOf);
    LocalDate earliest = nightOf.minusDays(LATEST_DAYS);
    return earliest
        .datesUntil(nightOf.plusDays(1))
        .filter(day -> !day.isBefore(start))
        .flatMap(day -> sendings.about(day).stream())
        .filter(s -> s.arrives().isAfter(from) && !s.arrives().isAfter(until))
        .sorted(Comparator.comparing(Sending::arrives).thenComparing(this::path))
        .toList();
  }

  /** Report date of the night that first sees a file of that time. */
  private LocalDate nightOf(Instant arrives) {
    LocalDate night = arrives.atZone(zone()).toLocalDate().minusDays(1);
    while (arrives.isAfter(runs(night))) {
      night = night.plusDays(1);
    }
    return night;
  }

  private Instant runs(LocalDate nightOf) {
    LocalTime time = LocalTime.parse(conf.settings.text("night-runs-at"));
    return nightOf.plusDays(1).atTime(time).atZone(zone()).toInstant();
  }

  private ZoneId zone() {
    return ZoneId.of(conf.settings.text("time-zone"));
  }

  private String path(Sending sending) {
    return sending.folder() + "/" + fileName(sending);
  }

  private String fileName(Sending sending) {
    return anyLetters ? sending.name() : sending.latin();
  }

  /** Java 17 writes file names in the character set of the locale; the plain one has ASCII only. */
  private static boolean diskTakesAnyLetters() {
    String charset = System.getProperty("sun.jnu.encoding", "UTF-8");
    return Charset.isSupported(charset) && charset.toUpperCase(Locale.ROOT).startsWith("UTF");
  }
}
