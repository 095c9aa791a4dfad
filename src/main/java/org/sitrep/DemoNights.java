package org.sitrep;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.sitrep.config.Conf;
import org.sitrep.domain.Stage;
import org.sitrep.sample.SampleCountry;

/**
 * The demo: what the regions of the sample country sent, night after night, as it would have
 * arrived, and every night run for real.
 */
final class DemoNights {
  private final Sitrep.Console console;
  private final Conf conf;
  private final Path home;

  DemoNights(Sitrep.Console console, Conf conf, Path home) {
    this.console = console;
    this.conf = conf;
    this.home = home;
  }

  /** Runs every night up to {@code until}; the exit code of the worst. */
  int run(Optional<LocalDate> until, boolean submissionsOnly) {
    SampleCountry sample = SampleCountry.of(conf.directory());
    LocalDate first = sample.days().get(0);
    List<LocalDate> days =
        until.map(last -> first.datesUntil(last.plusDays(1)).toList()).orElseGet(sample::days);
    if (days.isEmpty() || days.get(days.size() - 1).isAfter(sample.lastPossibleDay())) {
      throw new NotReadyException(
          "The sample country has figures from " + first + " to " + sample.lastPossibleDay());
    }
    Home opened = Home.open(home);
    if (submissionsOnly) {
      int files = 0;
      for (LocalDate day : days) {
        files += sample.deliver(day, opened.inbox()).size();
      }
      console.out().println("Wrote " + files + " sample submissions to " + opened.inbox());
      return 0;
    }
    Progress progress = console.progress();
    progress.step(0, days.size(), "starting");
    int worst = 0;
    try (Workplace place = Workplace.forNight(opened, "demo", progress)) {
      int done = 0;
      for (LocalDate day : days) {
        progress.step(done, days.size(), "night of " + day);
        sample.deliver(day, opened.inbox());
        RunRequest request =
            new RunRequest(
                day,
                opened,
                opened.inbox(),
                Stage.INGEST,
                Stage.DELIVER,
                false,
                false,
                Optional.empty(),
                console.clock().instant());
        NightOutcome outcome = place.run(request, conf, progress.within(done, days.size()));
        worst = Math.max(worst, outcome.exitCode());
        done++;
      }
      progress.step(done, days.size(), "done");
    } finally {
      progress.clear();
    }
    LocalDate last = days.get(days.size() - 1);
    console.out().println("Sample data, not an official publication. Reports of " + last + ":");
    for (String lang : conf.country().languages().stream().map(l -> l.code()).toList()) {
      console
          .out()
          .println(
              "  " + opened.reports(last).resolve("sitrep-national-" + last + "-" + lang + ".pdf"));
    }
    console.out().println("Reports of the other nights: " + opened.reports());
    console.out().println("Mails:                       " + opened.outbox());
    return worst;
  }
}
