package org.sitrep.deliver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sitrep.deliver.Letters.DATE;
import static org.sitrep.deliver.Letters.EN;
import static org.sitrep.deliver.Letters.KK;
import static org.sitrep.deliver.Letters.RU;
import static org.sitrep.deliver.Letters.body;
import static org.sitrep.deliver.Letters.conf;
import static org.sitrep.deliver.Letters.mail;
import static org.sitrep.deliver.Letters.open;

import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sitrep.config.Mail;
import org.sitrep.domain.Lang;
import org.sitrep.domain.RegionCode;

/** Senders are reminded after one and three hours, supervisors told after six; due is 02:00. */
class RemindersTest {
  private static final Instant DUE = Instant.parse("2021-02-15T20:00:00Z");
  private static final Mail.Recipient SENDER = sender("kar", RU);
  private static final Mail.Recipient OFFICER =
      new Mail.Recipient("duty@health.invalid", "Duty", EN, List.of("escalation"), List.of());

  private final Path outbox;
  private final List<Sent> ledger = new ArrayList<>();

  RemindersTest(@TempDir Path home) {
    this.outbox = home.resolve("outbox");
  }

  private static Mail.Recipient sender(String region, Lang lang) {
    return new Mail.Recipient(
        region + "@health.invalid", "Office of " + region, lang, List.of(), List.of(region));
  }

  private static Reminders.Late late(String form, String region, int days) {
    return new Reminders.Late(form, new RegionCode(region), DATE, DUE, days);
  }

  private Reminders.Outcome remind(
      String hours, boolean dryRun, List<Reminders.Late> late, Mail.Recipient... to) {
    Reminders.Outcome outcome =
        Reminders.send(
            new Reminders.Request(
                conf(mail(null, to)),
                late,
                ledger,
                outbox,
                DUE.plus(java.time.Duration.parse("PT" + hours)),
                dryRun,
                name -> null));
    if (!dryRun) {
      ledger.addAll(outcome.delivered().sent());
    }
    return outcome;
  }

  private static List<String> told(Reminders.Outcome outcome) {
    return outcome.letters().stream()
        .map(l -> l.to().address() + " " + l.edition() + " " + l.level() + " " + l.forms().size())
        .toList();
  }

  @Test
  void nobodyIsRemindedBeforeTheFirstHourIsOver() {
    assertThat(told(remind("59M", false, List.of(late("cases", "KAR", 1)), SENDER, OFFICER)))
        .isEmpty();
    assertThat(outbox).doesNotExist();
  }

  @Test
  void eachLevelIsToldOnceAndThenTheSupervisor() throws Exception {
    List<Reminders.Late> late = List.of(late("cases", "KAR", 1), late("supply", "KAR", 1));

    assertThat(told(remind("1H", false, late, SENDER, OFFICER)))
        .containsExactly("kar@health.invalid reminder 1 2");
    assertThat(told(remind("2H59M", false, late, SENDER, OFFICER))).isEmpty();
    assertThat(told(remind("3H", false, late, SENDER, OFFICER)))
        .containsExactly("kar@health.invalid reminder 2 2");
    assertThat(told(remind("6H", false, late, SENDER, OFFICER)))
        .containsExactly("duty@health.invalid escalation 0 2");
    assertThat(told(remind("20H", false, late, SENDER, OFFICER))).isEmpty();

    assertThat(ledger)
        .extracting(Sent::edition, Sent::reportDate, Sent::nightId)
        .containsExactly(
            org.assertj.core.api.Assertions.tuple("reminder", DATE, ""),
            org.assertj.core.api.Assertions.tuple("reminder", DATE, ""),
            org.assertj.core.api.Assertions.tuple("escalation", DATE, ""));
    assertThat(ledger)
        .extracting(row -> row.messageId().replaceFirst("[0-9a-f]{16}", "…"))
        .containsExactly(
            "<sitrep.2021-02-15.reminder-1.ru.…@health.invalid>",
            "<sitrep.2021-02-15.reminder-2.ru.…@health.invalid>",
            "<sitrep.2021-02-15.escalation.en.…@health.invalid>");
  }

  @Test
  void whoeverRanItLateSendsOnlyTheHighestLevel() {
    assertThat(told(remind("4H", false, List.of(late("cases", "KAR", 1)), SENDER)))
        .containsExactly("kar@health.invalid reminder 2 1");
    assertThat(told(remind("5H", false, List.of(late("cases", "KAR", 1)), SENDER))).isEmpty();
  }

  @Test
  void whatCameMeanwhileIsNotToldAndDoesNotStartTheLevelAnew() throws Exception {
    List<Reminders.Late> both = List.of(late("cases", "KAR", 1), late("supply", "KAR", 1));
    remind("1H", false, both, SENDER);

    assertThat(told(remind("1H30M", false, List.of(both.get(1)), SENDER))).isEmpty();
    assertThat(told(remind("3H", false, List.of(both.get(1)), SENDER)))
        .containsExactly("kar@health.invalid reminder 2 1");
    assertThat(body(letter("reminder-2"))).contains("– supply").doesNotContain("– cases");
    assertThat(told(remind("6H", false, List.of(), SENDER, OFFICER))).isEmpty();
  }

  @Test
  void letterSaysWhatIsLateByHowMuchSinceWhenAndHowToSend() throws Exception {
    remind("3H20M", false, List.of(late("cases", "KAR", 3), late("supply", "KAR", 1)), SENDER);

    MimeMessage letter = letter("reminder-2.ru");
    assertThat(letter.getSubject())
        .isEqualTo(
            "Напоминание 2: не поступили данные, Карагандинская область, 15 февраля 2021 г.");
    assertThat(body(letter))
        .isEqualTo(
            """
            Здравствуйте!

            Срок этих форм (Карагандинская область) – 16 февраля 2021 г., 02:00; прошло часов: 3, а они не поступили:

            – cases, за 15 февраля 2021 г.; ожидаемых дней подряд без неё: 3
            – supply, за 15 февраля 2021 г.

            Отправьте письмом.

            Если сообщать не о чем, отправьте форму с нулями: пустой день выглядит как молчание. Если форма уже отправлена, считайте это письмо исполненным.

            Министерство
            Письмо отправлено автоматически. Ответ на него прочитает сотрудник.

            Учебные данные.
            """);
  }

  @Test
  void sendersReadTheirOwnLanguage() throws Exception {
    remind("1H", false, List.of(late("cases", "KAR", 1)), sender("kar", KK), sender("kar", EN));

    assertThat(letter("reminder-1.kk").getSubject())
        .isEqualTo("1-ескерту: дерек түспеді, Қарағанды облысы, 2021 ж. 15 ақпан");
    assertThat(letter("reminder-1.en").getSubject())
        .isEqualTo("Reminder 1: not received from Karaganda for 15 February 2021");
  }

  @Test
  void supervisorGetsOneLetterForAllRegions() throws Exception {
    remind("6H", false, List.of(late("cases", "KAR", 2), late("cases", "ZZZ", 1)), SENDER, OFFICER);

    MimeMessage letter = letter("escalation");
    assertThat(letter.getSubject()).isEqualTo("Late forms: 2 region(s), for 15 February 2021");
    assertThat(body(letter))
        .contains(
            "These forms were due on 16 February 2021, 02:00 and have not been received, 6 h after"
                + " that. Their senders were reminded:\n\n"
                + "– Karaganda: cases, for 15 February 2021; expected days in a row without it: 2\n"
                + "– ZZZ: cases, for 15 February 2021\n");
  }

  @Test
  void regionWithoutAnAddressIsTold() {
    Reminders.Outcome outcome =
        remind("1H", false, List.of(late("cases", "ZZZ", 1), late("cases", "KAR", 1)), SENDER);

    assertThat(outcome.unknown()).containsExactly(new RegionCode("ZZZ"));
    assertThat(told(outcome)).containsExactly("kar@health.invalid reminder 1 1");
  }

  @Test
  void strangersGetNothing() {
    Mail.Recipient stranger =
        new Mail.Recipient("kar@evil.invalid", "K", RU, List.of(), List.of("kar"));
    Reminders.Outcome outcome = remind("1H", false, List.of(late("cases", "KAR", 1)), stranger);

    assertThat(outcome.letters()).isEmpty();
    assertThat(outcome.delivered().failures())
        .containsExactly("Cannot send mail to kar@evil.invalid: its domain is not an allowed one");
  }

  @Test
  void dryRunListsAndSendsNothing() {
    List<Reminders.Late> late = List.of(late("cases", "KAR", 1));

    assertThat(told(remind("1H", true, late, SENDER)))
        .containsExactly("kar@health.invalid reminder 1 1");
    assertThat(outbox).doesNotExist();
    remind("1H", false, late, SENDER);
    assertThat(told(remind("1H", true, late, SENDER))).isEmpty();
  }

  @Test
  void journalKeepsALetterFromLeavingTwiceWhenItsRowWasLost() throws Exception {
    List<Reminders.Late> late = List.of(late("cases", "KAR", 1));
    remind("1H", false, late, SENDER);
    ledger.clear();

    Reminders.Outcome again = remind("2H", false, late, SENDER);

    assertThat(again.letters()).isEmpty();
    assertThat(again.delivered().sent()).extracting(Sent::edition).containsExactly("reminder");
  }

  private MimeMessage letter(String part) throws Exception {
    try (Stream<Path> files = Files.list(outbox)) {
      return open(
          files
              .filter(f -> f.toString().endsWith(".eml") && f.toString().contains(part))
              .findFirst()
              .orElseThrow(() -> new IOException("no letter " + part)));
    }
  }
}
