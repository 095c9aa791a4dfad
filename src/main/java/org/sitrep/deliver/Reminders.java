package org.sitrep.deliver;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.sitrep.config.Conf;
import org.sitrep.config.Mail;
import org.sitrep.config.ReportingRule;
import org.sitrep.domain.RegionCode;

/**
 * Letters about forms that are late: to their senders, one a region and level, and to supervisors,
 * one for all regions. A level is reached so many hours after the due time; each is told once,
 * however often this runs, and a form that came meanwhile is not told at all.
 */
public final class Reminders {
  private Reminders() {}

  /**
   * A form that was due and did not come.
   *
   * @param daysMissing expected days in a row without it, this one included
   */
  public record Late(
      String form, RegionCode region, LocalDate date, Instant due, int daysMissing) {}

  /**
   * A letter to one recipient.
   *
   * @param edition {@value Sent#REMINDER} or {@value Sent#ESCALATION}
   * @param level 1 for the first reminder; of an escalation 0
   * @param forms for one date, due at one moment
   */
  public record Reminder(Mail.Recipient to, String edition, int level, List<Late> forms) {
    public Reminder {
      forms = List.copyOf(forms);
    }

    LocalDate date() {
      return forms.get(0).date();
    }

    Instant due() {
      return forms.get(0).due();
    }
  }

  /**
   * What there is to remind of.
   *
   * @param late every form that is late, whatever was told before
   * @param ledger rows of table {@code delivery}, at least those about the dates of these forms
   * @param outbox folder for {@code .eml} files and the journal of sent letters
   * @param dryRun tell what would be sent, and send nothing
   * @param environment value of an environment variable, null when it is not set; for passwords
   */
  public record Request(
      Conf conf,
      List<Late> late,
      List<Sent> ledger,
      Path outbox,
      Instant now,
      boolean dryRun,
      Function<String, @Nullable String> environment) {
    public Request {
      late = List.copyOf(late);
      ledger = List.copyOf(ledger);
    }
  }

  /**
   * What became of it.
   *
   * @param letters those that left now, or would
   * @param unknown regions that are to be reminded and have no recipient, sorted
   * @param delivered rows that table {@code delivery} lacks, and what went wrong
   */
  public record Outcome(
      List<Reminder> letters, List<RegionCode> unknown, Deliver.Outcome delivered) {
    public Outcome {
      letters = List.copyOf(letters);
      unknown = List.copyOf(unknown);
    }
  }

  /** Forms that are told together, since they become late together. */
  private record Moment(Instant due, LocalDate date) implements Comparable<Moment> {
    @Override
    public int compareTo(Moment other) {
      return Comparator.comparing(Moment::due).thenComparing(Moment::date).compare(this, other);
    }
  }

  /** Sends what the ledger does not have yet. */
  public static Outcome send(Request request) {
    try (Post post = Sending.post(request.conf().mail(), request.outbox(), request.environment())) {
      return send(request, post);
    }
  }

  static Outcome send(Request request, Post post) {
    Map<LocalDate, Sending> byDate = new TreeMap<>();
    ReminderWriter writer = new ReminderWriter(request.conf(), request.now());
    List<Reminder> letters = new ArrayList<>();
    for (Reminder reminder : due(request)) {
      Sending sending =
          byDate.computeIfAbsent(
              reminder.date(),
              date ->
                  new Sending(
                      request.conf().mail(),
                      new Sending.About(date, "", request.now()),
                      request.ledger(),
                      request.outbox(),
                      request.now(),
                      post));
      Letter letter = writer.letter(reminder);
      boolean leaves =
          request.dryRun()
              ? sending.isNew(reminder.to(), reminder.edition(), letter.messageId())
              : sending.send(reminder.to(), reminder.edition(), List.of(), (hash, none) -> letter);
      if (leaves) {
        letters.add(reminder);
      }
    }
    return new Outcome(letters, unknown(request), together(byDate.values()));
  }

  private static Deliver.Outcome together(Iterable<Sending> sendings) {
    List<Sent> sent = new ArrayList<>();
    List<String> failures = new ArrayList<>();
    List<String> unsure = new ArrayList<>();
    for (Sending sending : sendings) {
      Deliver.Outcome one = sending.outcome();
      sent.addAll(one.sent());
      failures.addAll(one.failures());
      unsure.addAll(one.unsure());
    }
    return new Deliver.Outcome(sent, failures, unsure);
  }

  /** Every letter whose hour has come, those that were sent before too. */
  private static List<Reminder> due(Request request) {
    List<Reminder> out = new ArrayList<>();
    byMoment(request)
        .forEach(
            (moment, late) -> {
              out.addAll(toSenders(request, moment, late));
              out.addAll(toSupervisors(request, moment, late));
            });
    return out;
  }

  private static List<Reminder> toSenders(Request request, Moment moment, List<Late> late) {
    int level = level(request, moment);
    List<Reminder> out = new ArrayList<>();
    for (Mail.Recipient to : request.conf().mail().recipients()) {
      Map<RegionCode, List<Late>> byRegion = new LinkedHashMap<>();
      late.stream()
          .filter(one -> level > 0 && to.returnsOf().contains(Mail.sender(one.region())))
          .forEach(one -> byRegion.computeIfAbsent(one.region(), r -> new ArrayList<>()).add(one));
      byRegion.values().forEach(forms -> out.add(new Reminder(to, Sent.REMINDER, level, forms)));
    }
    return out;
  }

  private static List<Reminder> toSupervisors(Request request, Moment moment, List<Late> late) {
    boolean escalates =
        rule(request)
            .map(ReportingRule.Reminder::escalateAfterHours)
            .filter(hours -> hoursLate(request, moment) >= hours)
            .isPresent();
    return request.conf().mail().recipients().stream()
        .filter(to -> escalates && to.isSupervisor())
        .map(to -> new Reminder(to, Sent.ESCALATION, 0, late))
        .toList();
  }

  /** How many of the reminders are due. */
  private static int level(Request request, Moment moment) {
    return (int)
        rule(request).stream()
            .flatMap(rule -> rule.afterHours().stream())
            .filter(hours -> hoursLate(request, moment) >= hours)
            .count();
  }

  private static Optional<ReportingRule.Reminder> rule(Request request) {
    return Optional.ofNullable(request.conf().reporting().reminder());
  }

  private static long hoursLate(Request request, Moment moment) {
    return Duration.between(moment.due(), request.now()).toHours();
  }

  private static Map<Moment, List<Late>> byMoment(Request request) {
    Map<Moment, List<Late>> out = new TreeMap<>();
    for (Late late : request.late()) {
      out.computeIfAbsent(new Moment(late.due(), late.date()), m -> new ArrayList<>()).add(late);
    }
    return out;
  }

  private static List<RegionCode> unknown(Request request) {
    List<RegionCode> out = new ArrayList<>();
    byMoment(request)
        .forEach(
            (moment, late) ->
                late.stream()
                    .map(Late::region)
                    .filter(region -> level(request, moment) > 0 && !out.contains(region))
                    .filter(
                        region ->
                            request.conf().mail().recipients().stream()
                                .noneMatch(to -> to.returnsOf().contains(Mail.sender(region))))
                    .forEach(out::add));
    out.sort(Comparator.comparing(RegionCode::value));
    return out;
  }
}
