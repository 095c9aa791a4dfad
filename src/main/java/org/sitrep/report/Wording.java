package org.sitrep.report;

import com.ibm.icu.number.LocalizedNumberFormatter;
import com.ibm.icu.number.Notation;
import com.ibm.icu.number.NumberFormatter;
import com.ibm.icu.number.Precision;
import com.ibm.icu.text.DateTimePatternGenerator;
import com.ibm.icu.text.DecimalFormatSymbols;
import com.ibm.icu.text.MessageFormat;
import com.ibm.icu.text.SimpleDateFormat;
import com.ibm.icu.util.MeasureUnit;
import com.ibm.icu.util.TimeZone;
import com.ibm.icu.util.ULocale;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;
import org.sitrep.config.Country;
import org.sitrep.config.Text;
import org.sitrep.domain.Lang;

/**
 * Everything that depends on the language: sentences, numbers, dates. Numbers and dates follow CLDR
 * as ICU carries it, so they do not move with the JDK.
 */
final class Wording {
  /** Stands where a figure cannot be told; never an empty cell, never a zero. */
  static final String DASH = "\u2013";

  private static final Pattern DOUBLE_STOP = Pattern.compile("(?<!\\.)\\.\\.(?!\\.)");
  private static final double LONG_ON_AN_AXIS = 100_000;
  private static final char MINUS = '\u2212';

  private final Lang lang;
  private final Locale locale;
  private final ULocale icu;
  private final Properties sentences;
  private final LocalizedNumberFormatter whole;
  private final LocalizedNumberFormatter tenths;
  private final LocalizedNumberFormatter hundredths;
  private final DateTimePatternGenerator patterns;

  private Wording(Lang lang, Locale locale, Properties sentences) {
    this.lang = lang;
    this.locale = locale;
    this.icu = ULocale.forLocale(locale);
    this.sentences = sentences;
    DecimalFormatSymbols symbols = DecimalFormatSymbols.getInstance(icu);
    symbols.setMinusSignString(String.valueOf(MINUS));
    LocalizedNumberFormatter plain =
        NumberFormatter.withLocale(icu).symbols(symbols).roundingMode(RoundingMode.HALF_UP);
    this.whole = plain.precision(Precision.integer());
    this.tenths = plain.precision(Precision.fixedFraction(1));
    this.hundredths = plain.precision(Precision.fixedFraction(2));
    this.patterns = DateTimePatternGenerator.getInstance(icu);
  }

  /** The words of {@code lang} as the country writes it; a missing bundle is a build error. */
  static Wording of(Lang lang, Country country) {
    String path = "/reports/messages_" + lang + ".properties";
    Properties sentences = new Properties();
    try (InputStream in = Wording.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalStateException("Cannot find report texts: " + path);
      }
      sentences.load(new InputStreamReader(in, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read report texts: " + path, e);
    }
    String tag = country.locales().getOrDefault(lang.code(), lang.code());
    return new Wording(lang, Locale.forLanguageTag(tag), sentences);
  }

  Lang lang() {
    return lang;
  }

  Locale locale() {
    return locale;
  }

  String in(Text text) {
    return text.in(lang);
  }

  /** The fixed text {@code key}. */
  String text(String key) {
    String text = sentences.getProperty(key);
    if (text == null) {
      throw new IllegalStateException("Cannot find report text '" + key + "' in " + lang);
    }
    return text;
  }

  boolean has(String key) {
    return sentences.containsKey(key);
  }

  /**
   * The sentence {@code key} with named values: name, value, name, value. A number picks the plural
   * form; what is shown must be given as text.
   */
  String text(String key, Object... namesAndValues) {
    Map<String, Object> values = new HashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      values.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    // A date may end in an abbreviation's full stop, which is also the sentence's.
    return DOUBLE_STOP.matcher(new MessageFormat(text(key), icu).format(values)).replaceAll(".");
  }

  String number(double value) {
    return whole.format(value == 0 ? 0 : value).toString();
  }

  /** The value of a grid line: short from a hundred thousand on, such as 500K or 10M. */
  String axis(double value) {
    return Math.abs(value) < LONG_ON_AN_AXIS
        ? number(value)
        : NumberFormatter.withLocale(icu)
            .notation(Notation.compactShort())
            .precision(Precision.maxFraction(1))
            .format(value)
            .toString();
  }

  String tenths(double value) {
    return tenths.format(value).toString();
  }

  String hundredths(double value) {
    return hundredths.format(value).toString();
  }

  /** A mean: one decimal while it is small, whole from 100 on. */
  String mean(double value) {
    return Math.abs(value) < 99.95 ? tenths(value) : number(value);
  }

  /** A share: whole percent from 10 %, one decimal below, two below 1 %. */
  String percent(double share) {
    double percent = Math.abs(share * 100);
    int digits = percent >= 9.95 || percent == 0 ? 0 : percent >= 0.995 ? 1 : 2;
    return percentWith(share * 100, digits);
  }

  /** A percentage; one too small for {@code digits} shows as less than the smallest, not as 0. */
  String percentWith(double percent, int digits) {
    double smallest = Math.pow(10, -digits);
    if (percent > 0 && percent < smallest / 2) {
      return "<" + percentWith(smallest, digits);
    }
    DecimalFormatSymbols symbols = DecimalFormatSymbols.getInstance(icu);
    symbols.setMinusSignString(String.valueOf(MINUS));
    return NumberFormatter.withLocale(icu)
        .symbols(symbols)
        .roundingMode(RoundingMode.HALF_UP)
        .unit(MeasureUnit.PERCENT)
        .precision(Precision.fixedFraction(digits))
        .format(percent)
        .toString();
  }

  /** A change in whole percent with its sign; no change shows as ±0. */
  String change(double share) {
    long percent = Math.round(share * 100);
    String sign = percent > 0 ? "+" : percent < 0 ? String.valueOf(MINUS) : "\u00B1";
    return sign + percentWith(Math.abs(percent), 0);
  }

  // ---- dates

  /** 15 February 2021. */
  String date(LocalDate day) {
    return format("yMMMMd", day);
  }

  /** 15 Feb. */
  String shortDay(LocalDate day) {
    return format("MMMd", day);
  }

  /** 15 February. */
  String day(LocalDate day) {
    return format("MMMMd", day);
  }

  /** 15 Feb 2021. */
  String mediumDate(LocalDate day) {
    return format("yMMMd", day);
  }

  /** Monday, 15 February 2021, with a capital. */
  String longDate(LocalDate day) {
    String text = format("yMMMMEEEEd", day);
    return text.substring(0, 1).toUpperCase(locale) + text.substring(1);
  }

  /** February 2021. */
  String month(YearMonth month) {
    return format("yMMMM", month.atDay(1));
  }

  /** 15 Feb 2021, 23:59 (UTC+6). */
  String moment(LocalDate day, LocalTime time, ZoneId zone) {
    LocalDateTime local = day.atTime(time);
    return mediumDate(day)
        + ", "
        + String.format(Locale.ROOT, "%02d:%02d", time.getHour(), time.getMinute())
        + " ("
        + offset(zone.getRules().getOffset(local))
        + ")";
  }

  String moment(Instant instant, ZoneId zone) {
    LocalDateTime local = LocalDateTime.ofInstant(instant, zone);
    return moment(local.toLocalDate(), local.toLocalTime(), zone);
  }

  private static String offset(ZoneOffset offset) {
    int minutes = offset.getTotalSeconds() / 60;
    String sign = minutes < 0 ? String.valueOf(MINUS) : "+";
    int rest = Math.abs(minutes) % 60;
    return "UTC"
        + sign
        + Math.abs(minutes) / 60
        + (rest == 0 ? "" : String.format(Locale.ROOT, ":%02d", rest));
  }

  private String format(String skeleton, LocalDate day) {
    SimpleDateFormat format = new SimpleDateFormat(patterns.getBestPattern(skeleton), icu);
    format.setTimeZone(TimeZone.GMT_ZONE);
    return format.format(Long.valueOf(day.toEpochDay() * 86_400_000L)).replace('\u202F', '\u00A0');
  }

  // ---- figures

  String number(Figure figure) {
    return figure.known() ? number(figure.or(0)) : DASH;
  }

  String mean(Figure figure) {
    return figure.known() ? mean(figure.or(0)) : DASH;
  }

  String tenths(Figure figure) {
    return figure.known() ? tenths(figure.or(0)) : DASH;
  }

  String hundredths(Figure figure) {
    return figure.known() ? hundredths(figure.or(0)) : DASH;
  }

  String percent(Figure figure) {
    return figure.known() ? percent(figure.or(0)) : DASH;
  }

  /** The figure with a star when it was carried or is made from parts that were. */
  String marked(Figure figure) {
    return number(figure) + (figure.known() && figure.unsettled() ? "*" : "");
  }

  /** A mean with a star when it is made from parts that were carried or are missing. */
  String markedMean(Figure figure) {
    return mean(figure) + (figure.known() && figure.unsettled() ? "*" : "");
  }

  /** Text safe inside styled text of a template. */
  static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  static String bold(String text) {
    return "<b>" + escaped(text) + "</b>";
  }
}
