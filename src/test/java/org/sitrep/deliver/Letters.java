package org.sitrep.deliver;

import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.sitrep.config.Conf;
import org.sitrep.config.Country;
import org.sitrep.config.Limits;
import org.sitrep.config.Mail;
import org.sitrep.config.Region;
import org.sitrep.config.ReleaseRule;
import org.sitrep.config.ReportingRule;
import org.sitrep.config.Source;
import org.sitrep.config.Text;
import org.sitrep.config.Validity;
import org.sitrep.config.Words;
import org.sitrep.domain.Lang;
import org.sitrep.domain.NightEntry;
import org.sitrep.domain.RegionCode;
import org.sitrep.domain.Severity;

/** A night in a small country, and eyes for what was mailed. */
final class Letters {
  static final LocalDate DATE = LocalDate.of(2021, 2, 15);
  static final Instant KNOWN = Instant.parse("2021-02-15T20:10:00Z");
  static final Instant NOW = Instant.parse("2021-02-16T01:02:03Z");
  static final Lang EN = new Lang("en");
  static final Lang RU = new Lang("ru");
  static final Lang KK = new Lang("kk");

  private static final Region KARAGANDA =
      new Region(
          new RegionCode("KAR"),
          text("Karaganda", "Карагандинская область", "Қарағанды облысы"),
          text("Karaganda", "Караганда", "Қарағанды"),
          text("KAR", "КАР", "ҚАР"),
          List.of(),
          Validity.ALWAYS,
          "region",
          null,
          "QQ-1",
          null,
          null,
          ZoneId.of("Asia/Almaty"),
          null,
          null,
          new Source("test", false));

  private Letters() {}

  static NightEntry night(String status, String... missing) {
    return new NightEntry(
        "2021-02-15.1",
        DATE,
        1,
        status,
        null,
        null,
        KNOWN,
        NOW,
        "c0ffee",
        "0.1.0",
        "f1f2f3",
        Map.of(),
        List.of(missing),
        null,
        List.of());
  }

  static Mail mail(Mail.@Nullable Smtp smtp, Mail.Recipient... recipients) {
    return new Mail(
        "sitrep@health.invalid",
        text("Situation centre", "Ситуационный центр", "Ахуал орталығы"),
        "office@health.invalid",
        smtp,
        List.of("health.invalid"),
        Severity.WARN,
        List.of(recipients));
  }

  static Mail.Recipient reader(String name, Lang lang) {
    return new Mail.Recipient(
        name + "@health.invalid", "Office of " + name, lang, List.of("national"), List.of());
  }

  static Conf conf(Mail mail) {
    Country country =
        new Country(
            "QQ",
            text("Quietland", "Тихая страна", "Тыныш ел"),
            text("", "", ""),
            text("Ministry of Health", "Министерство", "Министрлік"),
            text("COVID-19 situation report", "Ситуационный отчёт", "Жағдай туралы есеп"),
            text("Sample data.", "Учебные данные.", "Үлгі деректер."),
            ZoneId.of("Asia/Almaty"),
            List.of(KK, RU, EN),
            RU,
            Map.of("kk", "kk-KZ", "ru", "ru-KZ", "en", "en-GB"),
            LocalTime.of(23, 59),
            LocalTime.of(2, 30),
            DATE,
            DATE,
            DATE,
            List.of(),
            57,
            5,
            100_000,
            new Country.Reproduction(4, 5),
            List.of());
    return new Conf(
        Path.of("."),
        "c0ffee",
        country,
        List.of(KARAGANDA),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        new Words(List.of(), List.of(), List.of(), List.of(), List.of(), Map.of(), Map.of()),
        new Limits(1, 1, 1, 1, 1, 1),
        mail,
        Map.of(),
        null,
        ReleaseRule.DEFAULT,
        new ReportingRule(
            ReportingRule.DEFAULT.silentAfter(),
            ReportingRule.DEFAULT.volume(),
            new ReportingRule.Reminder(
                List.of(1, 3),
                6,
                text("Send it by mail.", "Отправьте письмом.", "Хатпен жіберіңіз."))));
  }

  static Text text(String en, String ru, String kk) {
    return new Text(Map.of("en", en, "ru", ru, "kk", kk));
  }

  static MimeMessage open(Path eml) throws IOException, MessagingException {
    try (InputStream in = Files.newInputStream(eml)) {
      return new MimeMessage(Session.getInstance(new Properties()), in);
    }
  }

  static String body(MimeMessage message) throws IOException, MessagingException {
    return ((String) ((Multipart) message.getContent()).getBodyPart(0).getContent())
        .replace("\r\n", "\n");
  }
}
