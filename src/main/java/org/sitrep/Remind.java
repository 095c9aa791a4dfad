package org.sitrep;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.sitrep.aggregate.Facts;
import org.sitrep.aggregate.Owed;
import org.sitrep.aggregate.Receipts;
import org.sitrep.config.Conf;
import org.sitrep.config.ExpectedForm;
import org.sitrep.deliver.Reminders;
import org.sitrep.deliver.Sent;
import org.sitrep.domain.NightEntry;
import org.sitrep.domain.RegionCode;
import org.sitrep.domain.Stage;
import org.sitrep.store.Store;
import org.sitrep.tables.Coverage;

/**
 * {@code sitrep remind}: mails to senders of forms that are late at this hour. Files that lie in
 * the inbox and were not part of a night yet are read first, on a branch that nobody sees, so that
 * nobody is reminded of what came meanwhile.
 */
final class Remind {
  private final Sitrep.Console console;
  private final Conf conf;
  private final Home home;

  Remind(Sitrep.Console console, Conf conf, Home home) {
    this.console = console;
    this.conf = conf;
    this.home = home;
  }

  /**
   * Reminds of the latest due of every form.
   *
   * @param date last day that forms may be for; empty = today on the country's clock
   */
  int run(Optional<LocalDate> date, Path inbox, boolean dryRun) {
    if (conf.reporting().reminder() == null) {
      console.out().println("calendar.yml has no remind: nobody is reminded");
      return 0;
    }
    Instant now = console.clock().instant();
    LocalDate day = date.orElse(now.atZone(conf.country().timeZone()).toLocalDate());
    Progress progress = console.progress();
    try (Workplace place = Workplace.forNight(home, "remind", progress)) {
      List<Reminders.Late> late = late(coverage(place, day, inbox, now, progress), day, now);
      SentLedger ledger = new SentLedger(place.spark(), place.store());
      List<Sent> told =
          late.stream()
              .map(Reminders.Late::date)
              .distinct()
              .flatMap(of -> ledger.of(of).stream())
              .toList();
      Reminders.Outcome outcome =
          Reminders.send(
              new Reminders.Request(conf, late, told, home.outbox(), now, dryRun, System::getenv));
      if (!dryRun) {
        ledger.add(outcome.delivered().sent());
      }
      progress.clear();
      print(outcome, dryRun);
      if (!outcome.delivered().failures().isEmpty() || !outcome.delivered().unsure().isEmpty()) {
        throw new DeliveryException(outcome.delivered().failures(), outcome.delivered().unsure());
      }
    } finally {
      progress.clear();
    }
    return 0;
  }

  /** What is known and was not taken back, and what the files in the inbox would add. */
  private Dataset<Row> coverage(
      Workplace place, LocalDate day, Path inbox, Instant now, Progress progress) {
    Store store = place.store();
    long attempts = store.nights().stream().filter(n -> n.reportDate().equals(day)).count();
    RunRequest look =
        new RunRequest(
            day, home, inbox, Stage.INGEST, Stage.NORMALISE, false, true, Optional.empty(), now);
    place.run(look, conf, progress);
    return Facts.standing(
        store.branch(NightEntry.id(day, (int) attempts + 1), false).read(Coverage.TABLE),
        new WithdrawalLedger(store).rows());
  }

  private List<Reminders.Late> late(Dataset<Row> coverage, LocalDate day, Instant now) {
    Receipts receipts = Receipts.now(coverage, conf, day, now);
    List<Reminders.Late> out = new ArrayList<>();
    for (String form : receipts.forms()) {
      for (Owed owed : receipts.owed(form)) {
        if (owed.receipt() == null && isSentByRegions(form)) {
          out.add(
              new Reminders.Late(
                  form,
                  new RegionCode(owed.region()),
                  owed.date(),
                  owed.due(),
                  owed.daysMissing()));
        }
      }
    }
    return out;
  }

  /** No region can send what the centre sends for all. */
  private boolean isSentByRegions(String form) {
    return conf.calendar().stream()
        .filter(expected -> expected.form().equals(form))
        .noneMatch(ExpectedForm::fromCentre);
  }

  private void print(Reminders.Outcome outcome, boolean dryRun) {
    for (Reminders.Reminder letter : outcome.letters()) {
      String what =
          letter.edition().equals(Sent.ESCALATION) ? "escalation" : "reminder " + letter.level();
      String forms =
          letter.forms().stream()
              .map(late -> late.region() + " " + late.form() + " of " + late.date())
              .collect(Collectors.joining(", "));
      console
          .out()
          .println(
              (dryRun ? "Would send " : "Sent ")
                  + what
                  + " to "
                  + letter.to().address()
                  + ": "
                  + forms);
    }
    if (outcome.letters().isEmpty()) {
      console.out().println("Nobody has to be reminded now");
    }
    if (!outcome.unknown().isEmpty()) {
      console
          .out()
          .println(
              "Nobody to remind for "
                  + outcome.unknown().stream()
                      .map(RegionCode::value)
                      .collect(Collectors.joining(", "))
                  + ": no recipient has them in returns-of");
    }
  }
}
