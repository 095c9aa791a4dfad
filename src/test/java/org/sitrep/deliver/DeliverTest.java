package org.sitrep.deliver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.sitrep.deliver.Letters.DATE;
import static org.sitrep.deliver.Letters.EN;
import static org.sitrep.deliver.Letters.KK;
import static org.sitrep.deliver.Letters.KNOWN;
import static org.sitrep.deliver.Letters.NOW;
import static org.sitrep.deliver.Letters.RU;
import static org.sitrep.deliver.Letters.body;
import static org.sitrep.deliver.Letters.conf;
import static org.sitrep.deliver.Letters.mail;
import static org.sitrep.deliver.Letters.night;
import static org.sitrep.deliver.Letters.open;
import static org.sitrep.deliver.Letters.reader;

import jakarta.mail.Multipart;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sitrep.config.Mail;
import org.sitrep.domain.Lang;
import org.sitrep.domain.NightEntry;
import org.sitrep.domain.RegionCode;
import org.sitrep.tables.Deliveries;

class DeliverTest {
  private static final NightEntry FULL = night(NightEntry.PUBLISHED);

  private final Path home;
  private Path outbox;

  DeliverTest(@TempDir Path home) {
    this.home = home;
    this.outbox = home.resolve("outbox");
  }

  @Test
  void eachRecipientGetsTheReportInTheirOwnLanguage() throws Exception {
    Deliver.Outcome outcome =
        Deliver.deliver(
            request(
                FULL, List.of(), reader("minister", RU), reader("who", EN), reader("akim", KK)));

    assertThat(outcome.failures()).isEmpty();
    assertThat(outcome.sent())
        .extracting(Sent::recipient, Sent::edition, Sent::lang, Sent::way)
        .containsExactly(
            tuple("minister@health.invalid", "national", "ru", "outbox"),
            tuple("who@health.invalid", "national", "en", "outbox"),
            tuple("akim@health.invalid", "national", "kk", "outbox"));
    MimeMessage letter = letter("national.kk");
    assertThat(letter.getSubject()).isEqualTo("Жағдай туралы есеп, 2021 ж. 15 ақпан");
    assertThat(letter.getHeader("To"))
        .singleElement()
        .isEqualTo("Office of akim <akim@health.invalid>");
    assertThat(letter.getHeader("Content-Language")).containsExactly("kk");
    Multipart parts = (Multipart) letter.getContent();
    assertThat(parts.getCount()).isEqualTo(2);
    assertThat(parts.getBodyPart(1).getFileName()).isEqualTo("sitrep-national-2021-02-15-kk.pdf");
    assertThat(parts.getBodyPart(1).getContentType()).startsWith("application/pdf");
    assertThat(parts.getBodyPart(1).getInputStream().readAllBytes())
        .isEqualTo("pdf in kk".getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void bodySaysWhatIsAttachedAndHowItWasMade() throws Exception {
    Deliver.deliver(request(FULL, List.of(), reader("who", EN)));

    assertThat(body(letter("national.en")))
        .isEqualTo(
            """
            Hello,

            Attached is the report "COVID-19 situation report" for 15 February 2021. Covered: Quietland.

            686 new cases.

            Ministry of Health
            What was known by 16 February 2021, 02:10 is counted. Night 2021-02-15.1, fingerprint f1f2f3.
            This letter was sent automatically.

            Sample data.
            """);
  }

  @Test
  void whoIsToldOfHeldNightsAndLateFormsNeedsNoReport() {
    Mail.Recipient officer =
        new Mail.Recipient(
            "duty@health.invalid", "Duty", EN, List.of("notice", "escalation"), List.of());

    Deliver.Outcome outcome = Deliver.deliver(request(FULL, List.of(), officer));

    assertThat(outcome.failures()).isEmpty();
    assertThat(outcome.sent()).isEmpty();
  }

  @Test
  void secondRunSendsNothing() throws Exception {
    Deliver.Request first = request(FULL, List.of(), reader("who", EN));
    List<Sent> sent = Deliver.deliver(first).sent();
    TreeMap<String, String> before = contents();

    Deliver.Outcome second = Deliver.deliver(request(FULL, sent, reader("who", EN)));

    assertThat(second.sent()).isEmpty();
    assertThat(second.failures()).isEmpty();
    assertThat(contents()).isEqualTo(before);
  }

  @Test
  void anotherAttemptAtTheSameDateDoesNotSendTheEditionAgain() throws Exception {
    List<Sent> sent = Deliver.deliver(request(FULL, List.of(), reader("who", EN))).sent();
    NightEntry second =
        new NightEntry(
            "2021-02-15.2",
            DATE,
            2,
            "published",
            null,
            null,
            KNOWN,
            NOW,
            "c0ffee",
            "0.1.0",
            "f4f5",
            Map.of(),
            List.of(),
            null,
            List.of());

    assertThat(Deliver.deliver(request(second, sent, reader("who", EN))).sent()).isEmpty();
  }

  @Test
  void letterSentBeforeAPowerCutIsNotSentAgainButEntersTheLedger() throws Exception {
    List<Sent> lost = Deliver.deliver(request(FULL, List.of(), reader("who", EN))).sent();
    Path eml = only("national.en");
    Files.delete(eml);
    Files.writeString(
        outbox.resolve("sent-2021-02-15.tsv"),
        "2021-02-15\t2021-02-15.1\tnat",
        StandardOpenOption.APPEND);

    Deliver.Outcome again =
        Deliver.deliver(request(FULL, List.of(), reader("who", EN), reader("akim", KK)));

    assertThat(again.sent()).hasSize(2);
    assertThat(again.sent().get(0)).isEqualTo(lost.get(0));
    assertThat(again.sent().get(1).recipient()).isEqualTo("akim@health.invalid");
    assertThat(eml).doesNotExist();
    assertThat(Files.readAllLines(outbox.resolve("sent-2021-02-15.tsv"))).hasSize(2);
  }

  @Test
  void sameNightGivesTheSameBytesInAnyHome() throws Exception {
    Deliver.deliver(request(FULL, List.of(), reader("who", EN), reader("akim", KK)));
    TreeMap<String, String> first = emls();
    outbox = home.resolve("second");

    Deliver.deliver(request(FULL, List.of(), reader("who", EN), reader("akim", KK)));

    assertThat(first).hasSize(2);
    assertThat(emls()).isEqualTo(first);
    assertThat(first.firstEntry().getValue()).contains("Date: Tue, 16 Feb 2021 02:10:00 +0600");
  }

  @Test
  void provisionalNightSaysSoInSubjectAndBodyAndNamesWhatIsMissing() throws Exception {
    Deliver.deliver(
        request(night(NightEntry.PROVISIONAL, "KAR", "ZZZ"), List.of(), reader("minister", RU)));

    MimeMessage letter = letter("national.ru");
    assertThat(letter.getSubject())
        .isEqualTo("Ситуационный отчёт, 15 февраля 2021 г. (предварительно)");
    assertThat(body(letter))
        .contains("ПРЕДВАРИТЕЛЬНО: ")
        .contains("К моменту среза не поступили данные: Карагандинская область, ZZZ.");
  }

  @Test
  void letterAboutAnOldNightSaysThatItIsLate() throws Exception {
    NightEntry old =
        new NightEntry(
            "2021-02-15.3",
            DATE,
            3,
            "published",
            null,
            null,
            Instant.parse("2021-03-01T00:00:00Z"),
            NOW,
            "c0ffee",
            "0.1.0",
            "f1f2f3",
            Map.of(),
            List.of(),
            null,
            List.of());

    Deliver.deliver(request(old, List.of(), reader("who", EN)));

    assertThat(body(letter("national.en")))
        .contains("THIS LETTER IS LATE: it was due on 16 February 2021, 02:30.");
  }

  @Test
  void heldNightIsNotDelivered() {
    assertThatThrownBy(
            () -> Deliver.deliver(request(night(NightEntry.HELD), List.of(), reader("who", EN))))
        .hasMessage("Cannot deliver night 2021-02-15.1: it is held; release it first");
    assertThat(outbox).doesNotExist();
  }

  @Test
  void recipientOutsideTheAllowedDomainsGetsNothingAndOthersDo() throws Exception {
    Mail.Recipient stranger =
        new Mail.Recipient("x@sub.health.invalid", "X", EN, List.of("national"), List.of());
    Mail.Recipient injected =
        new Mail.Recipient(
            "a@health.invalid\r\nBcc: b@evil.invalid", "A", EN, List.of("national"), List.of());

    Deliver.Outcome outcome =
        Deliver.deliver(request(FULL, List.of(), stranger, injected, reader("who", EN)));

    assertThat(outcome.failures())
        .containsExactly(
            "Cannot send mail to x@sub.health.invalid: its domain is not an allowed one",
            "Cannot use as mail address: 'a@health.invalid??Bcc: b@evil.invalid' (wanted:"
                + " name@domain)");
    assertThat(outcome.sent()).extracting(Sent::recipient).containsExactly("who@health.invalid");
  }

  @Test
  void lineEndInANameCannotAddAHeader() throws Exception {
    Mail.Recipient sly =
        new Mail.Recipient(
            "who@health.invalid", "Who\r\nBcc: b@evil.invalid", EN, List.of("national"), List.of());

    Deliver.deliver(request(FULL, List.of(), sly));

    MimeMessage letter = letter("national.en");
    assertThat(letter.getHeader("Bcc")).isNull();
    assertThat(letter.getAllRecipients()).hasSize(1);
  }

  @Test
  void editionThatWasNotRenderedIsAFailureNotSilence() {
    Mail.Recipient regional =
        new Mail.Recipient("kar@health.invalid", "K", RU, List.of("kar"), List.of());

    assertThat(Deliver.deliver(request(FULL, List.of(), regional)).failures())
        .containsExactly(
            "Cannot send mail to kar@health.invalid: there is no report of edition kar in"
                + " language ru");
  }

  @Test
  void whoIsOnlyToldOfLateFormsAndHeldNightsGetsNoReport() {
    Mail.Recipient duty =
        new Mail.Recipient(
            "duty@health.invalid", "D", RU, List.of("escalation", "notice"), List.of());

    Deliver.Outcome outcome = Deliver.deliver(request(FULL, List.of(), duty));

    assertThat(outcome.failures()).isEmpty();
    assertThat(outcome.sent()).isEmpty();
  }

  @Test
  void returnedWorkbookGoesToItsOwnRegionInItsOwnLanguageOnce() throws Exception {
    Path book = Files.writeString(home.resolve("Отчёт ВОП-returned-ru.xlsx"), "painted");
    Mail.Recipient region =
        new Mail.Recipient("kar@health.invalid", "K", RU, List.of(), List.of("kar"));
    List<Deliver.ReturnedFile> returns =
        List.of(
            returned(book, "KAR", RU, "5ubm1551on", true),
            returned(home.resolve("absent-kk.xlsx"), "KAR", KK, "5ubm1551on", true),
            returned(home.resolve("absent.xlsx"), "ALA", RU, "0ther", true));

    List<Sent> sent = Deliver.deliver(request(FULL, returns, List.of(), region)).sent();

    assertThat(sent).extracting(Sent::edition).containsExactly("return");
    MimeMessage letter = letter("return.ru");
    assertThat(letter.getSubject())
        .isEqualTo("Просим исправить: Отчёт ВОП.xlsx (15 февраля 2021 г.)");
    assertThat(body(letter))
        .isEqualTo(
            """
            Здравствуйте!

            1. Лист1!B7 – «12O» – не число.

            Исправьте и отправьте снова.

            Министерство
            Письмо отправлено автоматически. Ответ на него прочитает сотрудник.

            Учебные данные.
            """);
    assertThat(new String(Files.readAllBytes(only("return.ru")), StandardCharsets.US_ASCII))
        .contains("filename*=UTF-8''%D0%9E");

    assertThat(Deliver.deliver(request(FULL, returns, sent, region)).sent()).isEmpty();
    Files.writeString(book, "painted in another shade");
    assertThat(Deliver.deliver(request(FULL, returns, sent, region)).sent()).isEmpty();
    List<Deliver.ReturnedFile> more =
        List.of(returns.get(0), returned(book, "KAR", RU, "an0ther", false));
    assertThat(Deliver.deliver(request(FULL, more, sent, region)).sent()).hasSize(1);
    assertThat(subjects())
        .contains("Просим проверить: Отчёт ВОП.xlsx (15 февраля 2021 г.)")
        .hasSize(2);
  }

  @Test
  void heldNightStillSendsWorkbooksBack() throws Exception {
    Path book = Files.writeString(home.resolve("Отчёт.xlsx"), "painted");
    Mail.Recipient region =
        new Mail.Recipient("kar@health.invalid", "K", RU, List.of("national"), List.of("kar"));

    Deliver.Outcome outcome =
        Deliver.sendBack(
            request(
                night(NightEntry.HELD),
                List.of(returned(book, "KAR", RU, "5ubm1551on", true)),
                List.of(),
                region));

    assertThat(outcome.failures()).isEmpty();
    assertThat(outcome.sent()).extracting(Sent::edition).containsExactly("return");
  }

  private static Deliver.ReturnedFile returned(
      Path path, String region, Lang lang, String submission, boolean mustFix) {
    return new Deliver.ReturnedFile(
        path,
        new RegionCode(region),
        lang,
        submission,
        "Отчёт ВОП.xlsx",
        mustFix,
        List.of("1. Лист1!B7 – «12O» – не число.", "Исправьте и отправьте снова."));
  }

  private List<String> subjects() throws Exception {
    List<String> out = new ArrayList<>();
    try (Stream<Path> files = Files.list(outbox)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".eml")).toList()) {
        out.add(open(file).getSubject());
      }
    }
    return out;
  }

  @Test
  void rowsFitTheDeliveryTable() {
    Sent sent = Deliver.deliver(request(FULL, List.of(), reader("who", EN))).sent().get(0);

    assertThat(sent.values()).hasSize(Deliveries.schema().size());
    assertThat(Sent.of(i -> sent.values()[i])).isEqualTo(sent);
    assertThat(sent.messageId())
        .matches("<sitrep\\.2021-02-15\\.national\\.en\\.[0-9a-f]{16}@health\\.invalid>");
    assertThat(sent.sentAt()).isEqualTo(NOW);
  }

  @Test
  void everyLanguageHasTheSameSentences() throws IOException {
    List<List<String>> keys = new ArrayList<>();
    for (Lang lang : List.of(EN, RU, KK)) {
      Properties texts = new Properties();
      try (Reader in =
          Files.newBufferedReader(Path.of("reports", "mail_" + lang + ".properties"))) {
        texts.load(in);
      }
      keys.add(texts.stringPropertyNames().stream().sorted().toList());
    }
    assertThat(keys.get(0)).contains("subject", "provisional", "late");
    assertThat(keys.get(1)).isEqualTo(keys.get(0));
    assertThat(keys.get(2)).isEqualTo(keys.get(0));
  }

  private Deliver.Request request(NightEntry night, List<Sent> ledger, Mail.Recipient... to) {
    return request(night, List.of(), ledger, to);
  }

  private Deliver.Request request(
      NightEntry night,
      List<Deliver.ReturnedFile> returns,
      List<Sent> ledger,
      Mail.Recipient... to) {
    List<Deliver.ReportFile> reports =
        Stream.of(EN, RU, KK)
            .map(lang -> new Deliver.ReportFile(pdf(lang), "national", lang, "686 new cases."))
            .toList();
    return new Deliver.Request(
        night, conf(mail(null, to)), reports, returns, ledger, outbox, NOW, name -> null);
  }

  private Path pdf(Lang lang) {
    try {
      return Files.writeString(
          home.resolve("sitrep-national-2021-02-15-" + lang + ".pdf"), "pdf in " + lang);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private MimeMessage letter(String part) throws Exception {
    return open(only(part));
  }

  private Path only(String part) throws IOException {
    try (Stream<Path> files = Files.list(outbox)) {
      List<Path> found = files.filter(f -> f.toString().contains("." + part + ".")).toList();
      assertThat(found).hasSize(1);
      return found.get(0);
    }
  }

  private TreeMap<String, String> emls() throws IOException {
    TreeMap<String, String> out = contents();
    out.keySet().removeIf(name -> !name.endsWith(".eml"));
    return out;
  }

  private TreeMap<String, String> contents() throws IOException {
    TreeMap<String, String> out = new TreeMap<>();
    try (Stream<Path> files = Files.list(outbox)) {
      for (Path file : files.toList()) {
        out.put(file.getFileName().toString(), Files.readString(file));
      }
    }
    return out;
  }
}
