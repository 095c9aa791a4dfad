package org.sitrep.deliver;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.sitrep.config.Conf;
import org.sitrep.config.FormSpec;
import org.sitrep.domain.Lang;
import org.sitrep.domain.Sha256;

/** Words reminders: which form for which day, how late, how to send it. */
final class ReminderWriter extends Stationery {
  private final Conf conf;
  private final Instant now;

  /**
   * @param now when the letters are written; hours of delay are counted to it
   */
  ReminderWriter(Conf conf, Instant now) {
    super(conf);
    this.conf = conf;
    this.now = now;
  }

  Letter letter(Reminders.Reminder reminder) {
    boolean toSender = reminder.edition().equals(Sent.REMINDER);
    Lang lang = reminder.to().language();
    String kind = reminder.edition();
    Map<String, String> words = words(reminder, lang);
    List<String> body = new ArrayList<>();
    body.add(say(lang, "greeting", words));
    body.add(say(lang, kind, words));
    body.add(
        String.join(
            "\n", reminder.forms().stream().map(late -> line(late, kind, lang, words)).toList()));
    if (toSender) {
      body.add(Objects.requireNonNull(conf.reporting().reminder(), "reminds").how().in(lang));
      body.add(say(lang, "reminder_zero", words));
    }
    body.add(say(lang, "footer_return", words));
    // All that are due at one moment reach a level together: nobody joins them later.
    String identity =
        String.join(
            "\n",
            kind,
            toSender ? reminder.forms().get(0).region().value() : "",
            reminder.due().toString(),
            Integer.toString(reminder.level()));
    return letter(
        reminder.to(),
        messageId(
            reminder.to(),
            reminder.date(),
            toSender ? kind + "-" + reminder.level() : kind,
            Sha256.hex(reminder.to().address() + "\n" + identity)),
        say(lang, "subject_" + kind, words),
        body,
        now,
        List.of());
  }

  private Map<String, String> words(Reminders.Reminder reminder, Lang lang) {
    Map<String, String> out = new HashMap<>();
    out.put("ministry", conf.country().ministry().in(lang));
    out.put("level", Integer.toString(reminder.level()));
    out.put("date", day(reminder.date(), lang));
    out.put("due", moment(reminder.due().atZone(conf.country().timeZone()), lang));
    out.put("hours", Long.toString(Duration.between(reminder.due(), now).toHours()));
    String region = reminder.forms().get(0).region().value();
    out.put("region", region(region, reminder.date(), lang));
    out.put(
        "regions",
        Long.toString(reminder.forms().stream().map(Reminders.Late::region).distinct().count()));
    return out;
  }

  private String line(Reminders.Late late, String kind, Lang lang, Map<String, String> words) {
    Map<String, String> own = new HashMap<>(words);
    own.put(
        "form",
        oneLine(
            conf.form(late.form()).map(FormSpec::title).map(t -> t.in(lang)).orElse(late.form())));
    own.put("region", region(late.region().value(), late.date(), lang));
    own.put("days", Integer.toString(late.daysMissing()));
    String line = "– " + say(lang, kind + "_form", own);
    return late.daysMissing() > 1 ? line + say(lang, "reminder_days", own) : line;
  }
}
