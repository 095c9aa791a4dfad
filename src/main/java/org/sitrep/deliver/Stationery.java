package org.sitrep.deliver;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.sitrep.config.Conf;
import org.sitrep.config.Mail;
import org.sitrep.domain.Lang;
import org.sitrep.domain.RegionCode;

/** What every letter is made of: who it is from, how dates are written, what tells it apart. */
abstract class Stationery {
  private final Conf conf;
  private final Map<Lang, LetterTexts> texts = new HashMap<>();

  Stationery(Conf conf) {
    this.conf = conf;
  }

  final Letter letter(
      Mail.Recipient to,
      String messageId,
      String subject,
      List<String> body,
      Instant date,
      List<Letter.Attachment> files) {
    Lang lang = to.language();
    Mail mail = conf.mail();
    List<String> all = new ArrayList<>(body);
    all.add(conf.country().disclaimer().in(lang));
    return new Letter(
        messageId,
        date.atZone(conf.country().timeZone()),
        new Letter.Address(mail.from(), oneLine(mail.fromName().in(lang))),
        mail.replyTo(),
        new Letter.Address(to.address(), oneLine(to.name())),
        lang,
        oneLine(subject),
        String.join("\n\n", all.stream().map(String::strip).filter(s -> !s.isEmpty()).toList())
            + "\n",
        files);
  }

  /** The name of a region on a day; a code the register does not know stays a code. */
  final String region(String code, LocalDate day, Lang lang) {
    String upper = code.toUpperCase(Locale.ROOT);
    if (!RegionCode.isCode(upper)) {
      return code;
    }
    return conf.region(new RegionCode(upper), day).map(r -> r.name().in(lang)).orElse(upper);
  }

  final String say(Lang lang, String key, Map<String, String> words) {
    return texts.computeIfAbsent(lang, LetterTexts::new).say(key, words);
  }

  /** The same for every attempt to send the same content, so that a mail server can tell. */
  final String messageId(Mail.Recipient to, LocalDate date, String edition, String who) {
    return "<sitrep."
        + String.join(".", date.toString(), edition, to.language().code(), who.substring(0, 16))
        + "@"
        + Mailboxes.domain(conf.mail().from())
        + ">";
  }

  static Map<String, String> with(Map<String, String> words, String key, String value) {
    Map<String, String> out = new HashMap<>(words);
    out.put(key, value);
    return out;
  }

  private Locale locale(Lang lang) {
    return Locale.forLanguageTag(conf.country().locales().getOrDefault(lang.code(), lang.code()));
  }

  final String day(LocalDate day, Lang lang) {
    return DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG).withLocale(locale(lang)).format(day);
  }

  final String moment(ZonedDateTime moment, Lang lang) {
    return day(moment.toLocalDate(), lang)
        + ", "
        + DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT).format(moment);
  }

  /** Names come from files people edit: a line end in one becomes a blank. */
  static String oneLine(String text) {
    return text.replaceAll("[\\p{Cntrl}\\u0085\\u2028\\u2029]+", " ").strip();
  }
}
