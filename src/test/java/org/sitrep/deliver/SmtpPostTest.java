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

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sitrep.config.Mail;
import org.sitrep.domain.NightEntry;

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

  private static Mail.Smtp smtp(LoopbackSmtp server, String security) {
    return new Mail.Smtp("127.0.0.1", server.port(), security, null, null, 5);
  }

  private Deliver.Request request(Mail.Smtp smtp, Mail.Recipient... to) throws Exception {
    Path pdf = Files.writeString(home.resolve("sitrep.pdf"), "pdf");
    return new Deliver.Request(
        night(NightEntry.PUBLISHED),
        conf(mail(smtp, to)),
        List.of(
            new Deliver.ReportFile(pdf, "national", EN, null),
            new Deliver.ReportFile(pdf, "national", RU, null)),
        List.of(),
        List.of(),
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
