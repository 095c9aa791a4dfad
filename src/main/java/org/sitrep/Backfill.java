package org.sitrep;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import org.sitrep.config.Conf;
import org.sitrep.domain.NightEntry;
import org.sitrep.domain.Stage;
import org.sitrep.ingest.PersonKeyException;
import org.sitrep.tables.Indicators;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code sitrep backfill}: the nights of a range of report dates, run again in order. First every
 * night is built and published, one after the other, since each knows what the ones before it
 * learnt; then the reports are made, several at a time when asked for; then the mail goes out. What
 * that changed against what readers saw is told at the end.
 */
final class Backfill {
  private static final Logger LOG = LoggerFactory.getLogger(Backfill.class);
  private static final int PASSES = 3;

  private final Sitrep.Console console;
  private final Conf conf;
  private final Request request;
  private final Progress progress;
  private final List<Day> days;

  /**
   * What is asked for.
   *
   * @param inbox where received files lie
   * @param jobs reports made at the same time
   * @param mail whether the stage deliver is run
   */
  record Request(Home home, Path inbox, LocalDate from, LocalDate to, int jobs, boolean mail) {}

  /** One report date and how it ended. */
  private static final class Day {
    final LocalDate date;
    @Nullable NightEntry before;
    @Nullable NightEntry after;
    int exitCode;
    boolean built;
    String told = "";

    /** Figures that are not what readers saw before, and rows of table revision. */
    long moved;

    long revisions;

    Day(LocalDate date) {
      this.date = date;
    }

    boolean isNew() {
      return after != null && (before == null || !before.nightId().equals(after.nightId()));
    }

    /** The worst that happened to it, and what was said of it first. */
    void ended(int code, @Nullable String why) {
      exitCode = Math.max(exitCode, code);
      if (why != null && told.isEmpty()) {
        told = why.lines().findFirst().orElse("");
      }
    }
  }

  Backfill(Sitrep.Console console, Conf conf, Request request) {
    this.console = console;
    this.conf = conf;
    this.request = request;
    this.progress = console.progress();
    this.days = request.from().datesUntil(request.to().plusDays(1)).map(Day::new).toList();
  }

  /** Runs the nights and prints what became of them; the worst exit code. */
  int run(boolean json) {
    progress.step(0, days.size(), "starting");
    try (Workplace place =
        Workplace.forNight(
            request.home(), "backfill-" + request.from() + "-" + request.to(), progress)) {
      build(place);
      report(place);
      if (request.mail()) {
        deliver(place);
      }
      compare(place);
    } finally {
      progress.clear();
    }
    if (json) {
      console.out().println(Json.line(days.stream().map(Backfill::asJson).toList()));
    } else {
      table();
    }
    return days.stream().mapToInt(day -> day.exitCode).max().orElse(0);
  }

  /** Stages 1 to 3. A night that is held stops nothing; one that fails stops those after it. */
  private void build(Workplace place) {
    for (int d = 0; d < days.size(); d++) {
      Day day = days.get(d);
      day.before = visible(place, day.date).orElse(null);
      progress.step(d, PASSES * days.size(), "night of " + day.date);
      run(place, day, Stage.INGEST, Stage.AGGREGATE, progress.within(d, PASSES * days.size()));
      day.after = visible(place, day.date).orElse(null);
      if (day.exitCode == Sitrep.FAILED) {
        days.subList(d + 1, days.size())
            .forEach(
                later -> later.ended(0, "not run, since the night of " + day.date + " failed"));
        return;
      }
      if (day.exitCode == Sitrep.NOT_READY) {
        day.ended(Sitrep.NOT_READY, heldFor(place, day.date));
      }
      day.built = true;
    }
  }

  private static String heldFor(Workplace place, LocalDate date) {
    return place.store().nights().stream()
        .filter(night -> night.reportDate().equals(date))
        .reduce((earlier, later) -> later)
        .filter(night -> !night.visible())
        .map(night -> String.valueOf(night.reason()))
        .orElse("waits for regions that are late");
  }

  /** Stage 4, the nights beside each other: a report is made of what its night published alone. */
  private void report(Workplace place) {
    List<Day> built = days.stream().filter(day -> day.built).toList();
    ExecutorService workers = Executors.newFixedThreadPool(request.jobs());
    try {
      List<Future<?>> running = new ArrayList<>();
      Progress silent =
          Progress.on(
              new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8),
              false);
      for (Day day : built) {
        running.add(
            workers.submit(() -> run(place.beside(), day, Stage.REPORT, Stage.REPORT, silent)));
      }
      for (int d = 0; d < built.size(); d++) {
        progress.step(days.size() + d, PASSES * days.size(), "report of " + built.get(d).date);
        running.get(d).get();
        progress.line(built.get(d).date + " report is there");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Cannot make the reports: interrupted", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("Cannot make the reports: " + e.getMessage(), e);
    } finally {
      workers.shutdownNow();
    }
  }

  /** Stage 5: whoever has a report to the byte gets nothing again. */
  private void deliver(Workplace place) {
    List<Day> built = days.stream().filter(day -> day.built).toList();
    for (int d = 0; d < built.size(); d++) {
      int done = 2 * days.size() + d;
      progress.step(done, PASSES * days.size(), "mail of " + built.get(d).date);
      run(
          place,
          built.get(d),
          Stage.DELIVER,
          Stage.DELIVER,
          progress.within(done, PASSES * days.size()));
    }
  }

  private void run(Workplace place, Day day, Stage from, Stage to, Progress shown) {
    RunRequest night =
        new RunRequest(
            day.date,
            request.home(),
            request.inbox(),
            from,
            to,
            false,
            false,
            Optional.empty(),
            console.clock().instant());
    try {
      day.ended(place.run(night, conf, shown).exitCode(), null);
    } catch (NotReadyException e) {
      day.ended(Sitrep.NOT_READY, e.getMessage());
    } catch (PersonKeyException e) {
      throw e;
    } catch (RuntimeException e) {
      LOG.error("The night of {} failed in {} to {}", day.date, from.word(), to.word(), e);
      day.ended(Sitrep.FAILED, e.getMessage() == null ? e.toString() : e.getMessage());
    }
  }

  private static Optional<NightEntry> visible(Workplace place, LocalDate date) {
    return place.store().nights().stream()
        .filter(night -> night.reportDate().equals(date) && night.visible())
        .reduce((earlier, later) -> later);
  }

  private void compare(Workplace place) {
    for (Day day : days) {
      if (day.isNew()) {
        Published now = new Published(place.store(), Objects.requireNonNull(day.after));
        day.revisions = now.revisions().count();
        day.moved =
            day.before == null
                ? 0
                : moved(values(new Published(place.store(), day.before)), values(now));
      }
    }
  }

  /** Figures that have another value, appeared or are gone. */
  private static long moved(Map<Row, Double> before, Map<Row, Double> after) {
    Map<Row, Double> all = new HashMap<>(before);
    all.putAll(after);
    return all.keySet().stream()
        .filter(figure -> !Objects.equals(before.get(figure), after.get(figure)))
        .count();
  }

  private static Map<Row, Double> values(Published published) {
    Map<Row, Double> out = new HashMap<>();
    for (Row row :
        published
            .indicators()
            .where(Indicators.VALUE + " is not null")
            .selectExpr(
                "struct("
                    + String.join(
                        ", ",
                        Indicators.INDICATOR,
                        Indicators.DIMENSIONS,
                        Indicators.DATE,
                        Indicators.SCOPE,
                        Indicators.REGION)
                    + ")",
                Indicators.VALUE)
            .collectAsList()) {
      out.put(row.getStruct(0), row.getDouble(1));
    }
    return out;
  }

  private void table() {
    String form = "%-12s%-15s%-13s%15s%11s  %s";
    console
        .out()
        .println(
            String.format(
                    Locale.ROOT, form, "date", "night", "status", "figures moved", "revisions", "")
                .stripTrailing());
    for (Day day : days) {
      NightEntry night = day.after;
      console
          .out()
          .println(
              String.format(
                      Locale.ROOT,
                      form,
                      day.date,
                      night == null ? "–" : night.nightId(),
                      status(day),
                      day.isNew() && day.before != null ? day.moved : "–",
                      day.isNew() ? day.revisions : "–",
                      day.told)
                  .stripTrailing());
    }
    long moved = days.stream().filter(day -> day.moved > 0).count();
    if (moved > 0) {
      console
          .out()
          .println(
              "Reports that are not what readers saw before: "
                  + moved
                  + "; table revision says which figures moved and why");
    }
  }

  private static String status(Day day) {
    if (day.exitCode == Sitrep.FAILED) {
      return "failed";
    }
    if (day.exitCode == Sitrep.NOT_READY) {
      return "held";
    }
    NightEntry night = day.after;
    return !day.built
        ? "not run"
        : night == null ? "–" : day.isNew() ? night.status() : "unchanged";
  }

  private static Map<String, @Nullable Object> asJson(Day day) {
    Map<String, @Nullable Object> out = new LinkedHashMap<>();
    out.put("report_date", day.date.toString());
    out.put("status", status(day));
    out.put("night_id", day.after == null ? null : day.after.nightId());
    out.put("before", day.before == null ? null : day.before.nightId());
    out.put("figures_moved", day.moved);
    out.put("revisions", day.revisions);
    out.put("told", day.told);
    out.put("exit_code", day.exitCode);
    return out;
  }
}
