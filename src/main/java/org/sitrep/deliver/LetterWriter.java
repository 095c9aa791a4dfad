package org.sitrep.deliver;

import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.sitrep.config.Conf;
import org.sitrep.config.Country;
import org.sitrep.config.Mail;
import org.sitrep.domain.Lang;
import org.sitrep.domain.NightEntry;
import org.sitrep.domain.Sha256;

/**
 * Words the letters of one night. What a reader must know before opening the attachment stands in
 * the subject and first in the body: that figures are provisional, what is missing, that the letter
 * is late.
 */
final class LetterWriter extends Stationery {
  /** A letter dated later than this after the night was due says that it is late. */
  private static final int LATE_AFTER_HOURS = 24;

  private final NightEntry night;
  private final Conf conf;

  LetterWriter(NightEntry night, Conf conf) {
    super(conf);
    this.night = night;
    this.conf = conf;
  }

  /** The letter that carries a report. */
  Letter report(
      Mail.Recipient to,
      String edition,
      String headline,
      Instant date,
      String hash,
      List<Letter.Attachment> files) {
    Lang lang = to.language();
    Map<String, String> words = words(lang, edition);
    String subject =
        say(lang, edition.equals(Deliver.NATIONAL) ? "subject" : "subject_region", words);
    List<String> body = new ArrayList<>();
    body.add(say(lang, "greeting", words));
    body.add(say(lang, "report", words));
    if (!headline.isEmpty()) {
      body.add(headline);
    }
    body.addAll(cautions(lang, date, words));
    body.add(say(lang, "footer", words));
    String who = Sha256.hex(to.address() + "\n" + night.fingerprint() + "\n" + hash);
    return letter(
        to,
        messageId(to, edition, who),
        provisional() ? say(lang, "subject_provisional", with(words, "subject", subject)) : subject,
        body,
        date,
        files);
  }

  /** The letter that carries a returned workbook. */
  Letter returned(
      Mail.Recipient to,
      Deliver.ReturnedFile file,
      Instant date,
      List<Letter.Attachment> attached) {
    Lang lang = to.language();
    Map<String, String> words = with(words(lang, Deliver.NATIONAL), "file", oneLine(file.file()));
    List<String> body = new ArrayList<>();
    body.add(say(lang, "greeting", words));
    body.addAll(file.body());
    body.add(say(lang, "footer_return", words));
    // The submission makes the identity: the workbook may be written anew, the letter must not.
    String identity = "return\n" + file.submission();
    return letter(
        to,
        messageId(to, Sent.RETURN, Sha256.hex(to.address() + "\n" + identity)),
        say(lang, file.mustFix() ? "subject_return" : "subject_return_check", words),
        body,
        date,
        attached);
  }

  /**
   * The letter that tells of a held night: why, what held it, and which commands end it.
   *
   * @param findings sentences about what held it, in the recipient's language
   */
  Letter notice(Mail.Recipient to, List<String> findings, Instant date) {
    Lang lang = to.language();
    String reason = night.reason() == null ? "" : oneLine(night.reason());
    Map<String, String> words = with(words(lang, Deliver.NATIONAL), "reason", reason);
    words.put("day", night.reportDate().toString());
    List<String> body = new ArrayList<>();
    body.add(say(lang, "greeting", words));
    body.add(say(lang, "notice", words));
    if (!findings.isEmpty()) {
      body.add(String.join("\n", findings.stream().map(f -> "– " + oneLine(f)).toList()));
    }
    body.add(say(lang, "notice_commands", words));
    body.add(say(lang, "footer", words));
    // Held again after it was released is news.
    String identity = "notice\n" + night.nightId() + "\n" + night.decisions().size();
    return letter(
        to,
        messageId(to, Sent.NOTICE, Sha256.hex(to.address() + "\n" + identity)),
        say(lang, "subject_notice", words),
        body,
        date,
        List.of());
  }

  /** The letter that tells of another one that perhaps did not leave, and what to do about it. */
  Letter unsure(Mail.Recipient to, Sent other, Instant date) {
    Lang lang = to.language();
    Map<String, String> words = with(words(lang, Deliver.NATIONAL), "recipient", other.recipient());
    words.put("edition", other.edition());
    words.put("language", other.lang());
    words.put("id", other.messageId());
    words.put("when", moment(other.sentAt().atZone(conf.country().timeZone()), lang));
    words.put("folder", other.edition().equals(Sent.RETURN) ? "returns" : "reports");
    words.put("day", night.reportDate().toString());
    List<String> body =
        List.of(
            say(lang, "greeting", words),
            say(lang, "unsure", words),
            say(lang, "unsure_cure", words),
            say(lang, "footer", words));
    String identity = "unsure\n" + other.messageId() + "\n" + other.recipient();
    return letter(
        to,
        messageId(to, Sent.NOTICE, Sha256.hex(to.address() + "\n" + identity)),
        say(lang, "subject_unsure", words),
        body,
        date,
        List.of());
  }

  private boolean provisional() {
    return night.status().equals(NightEntry.PROVISIONAL) || !night.missingRegions().isEmpty();
  }

  private List<String> cautions(Lang lang, Instant date, Map<String, String> words) {
    List<String> out = new ArrayList<>();
    if (provisional()) {
      out.add(say(lang, "provisional", words));
    }
    if (!night.missingRegions().isEmpty()) {
      List<String> names = night.missingRegions().stream().map(r -> region(r, lang)).toList();
      out.add(say(lang, "missing", Map.of("regions", String.join(", ", names))));
    }
    if (night.status().equals(NightEntry.RELEASED)) {
      String reason = night.reason() == null ? "" : oneLine(night.reason());
      out.add(say(lang, "released", Map.of("reason", reason)));
    }
    Country country = conf.country();
    ZonedDateTime due =
        night.reportDate().plusDays(1).atTime(country.reportTime()).atZone(country.timeZone());
    if (date.isAfter(due.plusHours(LATE_AFTER_HOURS).toInstant())) {
      out.add(say(lang, "late", Map.of("due", moment(due, lang))));
    }
    return out;
  }

  private Map<String, String> words(Lang lang, String edition) {
    Country country = conf.country();
    Map<String, String> out = new HashMap<>();
    out.put("title", country.reportTitle().in(lang));
    out.put("country", country.name().in(lang));
    out.put("ministry", country.ministry().in(lang));
    out.put("date", day(night.reportDate(), lang));
    out.put("known", moment(night.knownAt().atZone(country.timeZone()), lang));
    out.put("night", night.nightId());
    // Enough to compare with the footer of the report by eye.
    out.put(
        "fingerprint",
        night.fingerprint().substring(0, Math.min(12, night.fingerprint().length())));
    out.put(
        "region",
        edition.equals(Deliver.NATIONAL) ? country.name().in(lang) : region(edition, lang));
    return out;
  }

  private String region(String code, Lang lang) {
    return region(code, night.reportDate(), lang);
  }

  private String messageId(Mail.Recipient to, String edition, String who) {
    return messageId(to, night.reportDate(), edition, who);
  }
}
