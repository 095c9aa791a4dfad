package org.sitrep.report.returns;

import com.ibm.icu.text.DateFormat;
import com.ibm.icu.text.MessageFormat;
import com.ibm.icu.text.NumberFormat;
import com.ibm.icu.util.TimeZone;
import com.ibm.icu.util.ULocale;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import org.sitrep.config.Country;
import org.sitrep.domain.Lang;

/** The sentences of returned files in one language, from {@code reports/returns_*.properties}. */
final class ReturnTexts {
  private final Lang lang;
  private final ULocale locale;
  private final Properties texts = new Properties();

  ReturnTexts(Lang lang, Country country) {
    this.lang = lang;
    this.locale = ULocale.forLanguageTag(country.locales().getOrDefault(lang.code(), lang.code()));
    String path = "/reports/returns_" + lang + ".properties";
    try (InputStream in = ReturnTexts.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalStateException("Cannot find texts of returned files: " + path);
      }
      texts.load(new InputStreamReader(in, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read texts of returned files: " + path, e);
    }
  }

  Lang lang() {
    return lang;
  }

  /** The sentence {@code key} with named values: name, value, name, value. */
  String say(String key, Object... namesAndValues) {
    String text = texts.getProperty(key);
    if (text == null) {
      throw new IllegalStateException("Cannot find text of returned files: " + key + " in " + lang);
    }
    if (namesAndValues.length == 0) {
      return text;
    }
    Map<String, Object> values = new HashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      values.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return new MessageFormat(text, locale).format(values);
  }

  String number(long value) {
    return NumberFormat.getIntegerInstance(locale).format(value);
  }

  String date(LocalDate day) {
    DateFormat format = DateFormat.getDateInstance(DateFormat.LONG, locale);
    format.setTimeZone(TimeZone.GMT_ZONE);
    return plain(format.format(Long.valueOf(day.toEpochDay() * 86_400_000L)));
  }

  String moment(Instant instant, ZoneId zone) {
    java.time.ZonedDateTime local = instant.atZone(zone);
    return date(local.toLocalDate())
        + ", "
        + String.format(Locale.ROOT, "%02d:%02d", local.getHour(), local.getMinute());
  }

  private static String plain(String text) {
    return text.replace('\u202F', '\u00A0');
  }
}
