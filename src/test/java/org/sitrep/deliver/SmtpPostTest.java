package org.sitrep.deliver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.sitrep.deliver.Letters.EN;
import static org.sitrep.deliver.Letters.NOW;
import static org.sitrep.deliver.Letters.RU;
import static org.sitrep.deliver.Letters.conf;
import static org.sitrep.deliver.Letters.mail;
import static org.sitrep.deliver.Letters.night;
import static org.sitrep.deliver.Letters.reader;

import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sitrep.config.Mail;
import org.sitrep.domain.Lang;
import org.sitrep.domain.NightEntry;
import org.sitrep.testkit.LoopbackSmtp;

class SmtpPostTest {
  private final Path home;

  SmtpPostTest(@TempDir Path home) {
    this.home = home;
  }

  @Test
  void lettersReachTheServerOverOneConnection() throws Exception {
    try (LoopbackSmtp server = LoopbackSmtp.start()) {
      Deliver.Outcome outcome =
          Deliver.deliver(request(smtp(server, "none"), reader("who", EN), reader("akim", RU)));

      assertThat(outcome.failures()).isEmpty();
      assertThat(outcome.sent()).extracting(Sent::way).containsExactly("smtp", "smtp");
      assertThat(server.connections()).isEqualTo(1);
      assertThat(server.envelopes())
          .containsExactly(
              "<sitrep@health.invalid> <who@health.invalid>",
              "<sitrep@health.invalid> <akim@health.invalid>");
      assertThat(server.letters().get(0))
          .contains("Message-ID: " + outcome.sent().get(0).messageId())
          .contains("Date: Tue, 16 Feb 2021 07:02:03 +0600")
          .contains("To: Office of who <who@health.invalid>")
          .contains("filename=sitrep.pdf");
      assertThat(server.greeting()).isEqualTo("EHLO health.invalid");
    }
  }

  @Test
  void refusedRecipientIsTheOnlyOneWithoutMail() throws Exception {
    try (LoopbackSmtp server = LoopbackSmtp.refusing("who@health.invalid")) {
      Deliver.Outcome outcome =
          Deliver.deliver(request(smtp(server, "none"), reader("who", EN), reader("akim", RU)));

      assertThat(outcome.failures())
          .containsExactly("Cannot send mail to who@health.invalid: 550 5.1.1 no such person");
      assertThat(outcome.sent()).extracting(Sent::recipient).containsExactly("akim@health.invalid");
    }
  }

  @Test
  void deadServerIsToldOncePerLetterWithoutWaitingForEach() throws Exception {
    LoopbackSmtp server = LoopbackSmtp.start();
    server.close();

    Deliver.Outcome outcome =
        Deliver.deliver(request(smtp(server, "none"), reader("who", EN), reader("akim", RU)));

    assertThat(outcome.sent()).isEmpty();
    assertThat(outcome.failures()).hasSize(2);
    assertThat(outcome.failures().get(0))
        .startsWith("Cannot send mail to who@health.invalid: cannot reach mail server 127.0.0.1:")
        .contains("Connection refused");
    assertThat(outcome.failures().get(1))
        .startsWith("Cannot send mail to akim@health.invalid: cannot reach mail server");
  }

  @Test
  void lettersStayHomeWhenTheServerOffersNoEncryption() throws Exception {
    try (LoopbackSmtp server = LoopbackSmtp.start()) {
      Deliver.Outcome outcome =
          Deliver.deliver(request(smtp(server, "starttls"), reader("who", EN)));

      assertThat(outcome.sent()).isEmpty();
      assertThat(outcome.failures()).singleElement().asString().contains("STARTTLS");
      assertThat(server.letters()).isEmpty();
    }
  }

  @Test
  void passwordComesFromTheEnvironment() throws Exception {
    try (LoopbackSmtp server = LoopbackSmtp.start()) {
      Mail.Smtp smtp =
          new Mail.Smtp("127.0.0.1", server.port(), "none", "MAIL_USER", "MAIL_PASSWORD", 5);

      assertThat(Deliver.deliver(request(smtp, reader("who", EN))).failures()).isEmpty();
      // "robot\0robot\0s3cret" in base64 (RFC 4616)
      assertThat(server.logins()).containsExactly("cm9ib3QAcm9ib3QAczNjcmV0");
    }
  }

  @Test
  void missingPasswordIsNamedBeforeAnythingIsSent() {
    Mail.Smtp smtp = new Mail.Smtp("127.0.0.1", 25, "none", "MAIL_USER", "NOT_SET", 5);

    assertThatThrownBy(() -> Deliver.deliver(request(smtp, reader("who", EN))))
        .hasMessage("Cannot log in to the mail server: environment variable NOT_SET is not set");
  }

  @Test
  void letterTakenWithoutAnAnswerIsNotSentAgainAndTheDataManagerIsTold() throws Exception {
    List<Sent> before;
    try (LoopbackSmtp server = LoopbackSmtp.answering("")) {
      Deliver.Outcome outcome =
          Deliver.deliver(request(smtp(server, "none"), List.of(), reader("who", EN)));

      assertThat(server.letters()).hasSize(1);
      assertThat(outcome.failures()).isEmpty();
      assertThat(outcome.sent()).extracting(Sent::way).containsExactly("unsure");
      assertThat(outcome.unsure())
          .singleElement()
          .asString()
          .startsWith(
              "It is not known whether the mail to who@health.invalid (edition national, en) left")
          .contains(outcome.sent().get(0).messageId());
      before = outcome.sent();
    }
    try (LoopbackSmtp server = LoopbackSmtp.start()) {
      Deliver.Request again =
          request(smtp(server, "none"), before, reader("who", EN), manager("office", RU));
      Deliver.Outcome outcome = Deliver.deliver(again);

      assertThat(outcome.unsure()).isEmpty();
      assertThat(server.envelopes())
          .containsExactly("<sitrep@health.invalid> <office@health.invalid>");
      assertThat(outcome.sent()).extracting(Sent::edition).containsExactly("notice");
      assertThat(body(server.letters().get(0)))
          .contains("Неизвестно, ушло ли письмо для who@health.invalid (издание: national")
          .contains(before.get(0).messageId())
          .contains("reports/2021-02-15");
      List<Sent> all = List.of(before.get(0), outcome.sent().get(0));
      assertThat(
              Deliver.deliver(
                      request(smtp(server, "none"), all, reader("who", EN), manager("office", RU)))
                  .sent())
          .isEmpty();
    }
  }

  /** Killed after the letter was told and before the server's answer was on the disk. */
  @Test
  void letterOfAKilledRunIsNotSentAgain() throws Exception {
    try (LoopbackSmtp server = LoopbackSmtp.start()) {
      Deliver.Request request =
          request(smtp(server, "none"), List.of(), reader("who", EN), manager("office", EN));
      Deliver.deliver(request);
      Path journal = home.resolve("outbox/sent-2021-02-15.tsv");
      List<String> lines = Files.readAllLines(journal);
      assertThat(lines)
          .hasSize(2)
          .allSatisfy(line -> assertThat(line).contains("<sitrep.2021-02-15.national.en."));
      Files.writeString(journal, lines.get(0) + "\n");

      Deliver.Outcome again = Deliver.deliver(request);

      assertThat(server.letters()).hasSize(2);
      assertThat(server.envelopes().get(1))
          .isEqualTo("<sitrep@health.invalid> <office@health.invalid>");
      assertThat(again.sent()).extracting(Sent::way).containsExactly("unsure", "smtp");
      assertThat(again.unsure()).hasSize(1);
    }
  }

  @Test
  void letterRefusedAtItsEndIsSentByTheNextRun() throws Exception {
    try (LoopbackSmtp server = LoopbackSmtp.answering("554 5.6.0 too many pages")) {
      Deliver.Outcome outcome = Deliver.deliver(request(smtp(server, "none"), reader("who", EN)));

      assertThat(outcome.failures())
          .containsExactly("Cannot send mail to who@health.invalid: 554 5.6.0 too many pages");
      assertThat(outcome.sent()).isEmpty();
      assertThat(outcome.unsure()).isEmpty();
    }
    try (LoopbackSmtp server = LoopbackSmtp.start()) {
      Deliver.Outcome outcome = Deliver.deliver(request(smtp(server, "none"), reader("who", EN)));

      assertThat(outcome.sent()).extracting(Sent::way).containsExactly("smtp");
      assertThat(server.letters()).hasSize(1);
    }
  }

  private static Mail.Recipient manager(String name, Lang lang) {
    return new Mail.Recipient(
        name + "@health.invalid", "Data manager", lang, List.of(Sent.NOTICE), List.of());
  }

  private static String body(String letter) throws Exception {
    return Letters.body(
        new MimeMessage(
            Session.getInstance(new Properties()),
            new ByteArrayInputStream(letter.getBytes(StandardCharsets.US_ASCII))));
  }

  private static Mail.Smtp smtp(LoopbackSmtp server, String security) {
    return new Mail.Smtp("127.0.0.1", server.port(), security, null, null, 5);
  }

  private Deliver.Request request(Mail.Smtp smtp, Mail.Recipient... to) throws Exception {
    return request(smtp, List.of(), to);
  }

  private Deliver.Request request(Mail.Smtp smtp, List<Sent> ledger, Mail.Recipient... to)
      throws Exception {
    Path pdf = Files.writeString(home.resolve("sitrep.pdf"), "pdf");
    return new Deliver.Request(
        night(NightEntry.PUBLISHED),
        conf(mail(smtp, to)),
        List.of(
            new Deliver.ReportFile(pdf, "national", EN, null),
            new Deliver.ReportFile(pdf, "national", RU, null)),
        List.of(),
        ledger,
        home.resolve("outbox"),
        NOW,
        name ->
            switch (name) {
              case "MAIL_USER" -> "robot";
              case "MAIL_PASSWORD" -> "s3cret";
              default -> null;
            });
  }
}
