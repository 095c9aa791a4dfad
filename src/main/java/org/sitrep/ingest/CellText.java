package org.sitrep.ingest;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The one way in which stored numbers and dates are written as text: numbers with a dot, without
 * exponent and grouping, to the 15 digits a spreadsheet keeps; dates in ISO form, without a time
 * when there is none.
 */
final class CellText {
  /** Days between the first days of the two calendars of spreadsheets. */
  static final int DAYS_1904 = 1462;

  /** Whole numbers up to here are exact in a double. */
  private static final double EXACT = 1L << 53;

  /** The first serial after 9999-12-31, the last day spreadsheets know. */
  private static final double END = 2_958_466;

  private static final long MILLIS_PER_DAY = 86_400_000L;
  private static final MathContext DIGITS = new MathContext(15, RoundingMode.HALF_EVEN);
  private static final LocalDate BEFORE_MARCH_1900 = LocalDate.of(1899, 12, 31);
  private static final LocalDate FROM_MARCH_1900 = LocalDate.of(1899, 12, 30);

  /** Not shown by a date format: quoted words, colours and locales, escaped and padding letters. */
  private static final Pattern SILENT =
      Pattern.compile("(?i)\"[^\"]*\"?|\\\\.|_.|\\*.|\\[(?!h+]|m+]|s+])[^]]*]");

  private static final Pattern DATE_LETTER = Pattern.compile("[ymdhs]");

  private CellText() {}

  /** {@code 1.67683E+15} is written 1676830000000000, 0.1 + 0.2 is written 0.3. */
  static String number(double value) {
    if (value == Math.rint(value) && Math.abs(value) <= EXACT) {
      return Long.toString((long) value);
    }
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      return Double.toString(value);
    }
    String shortest = Double.toString(value);
    if (shortest.length() <= 16 && shortest.indexOf('E') < 0) {
      // at most 15 digits and the point, and a whole number does not come here: nothing to round
      return shortest;
    }
    return new BigDecimal(shortest).round(DIGITS).stripTrailingZeros().toPlainString();
  }

  /**
   * A serial of the 1900 system as text: {@code 44242} is 2021-02-15, {@code 44242.5} is
   * 2021-02-15T12:00:00, {@code 0.5} is 12:00:00, {@code 0} is 1899-12-30, which is how programs
   * write "no date". The 29 February 1900 that spreadsheets believe in (60) is told as 1 March.
   *
   * @return null when spreadsheets have no such day
   */
  static @Nullable String date(double serial) {
    if (!isDate(serial)) {
      return null;
    }
    long days = (long) serial;
    long millis = Math.round((serial - days) * MILLIS_PER_DAY);
    if (millis == MILLIS_PER_DAY) {
      days++;
      millis = 0;
    }
    if (days == 0 && millis > 0) {
      return DateTimeFormatter.ISO_LOCAL_TIME.format(LocalTime.ofNanoOfDay(millis * 1_000_000));
    }
    LocalDate day = (days == 0 || days > 60 ? FROM_MARCH_1900 : BEFORE_MARCH_1900).plusDays(days);
    if (millis == 0) {
      return day.toString();
    }
    return DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(
        day.atTime(LocalTime.ofNanoOfDay(millis * 1_000_000)));
  }

  /** Whether spreadsheets have the day a serial of the 1900 system stands for. */
  static boolean isDate(double serial) {
    return serial >= 0 && serial < END;
  }

  /** The serial of an ISO date or date and time; NaN when it is neither. */
  static double serial(String iso) {
    String text = iso.strip();
    if (text.endsWith("Z")) {
      text = text.substring(0, text.length() - 1);
    }
    try {
      LocalDateTime time =
          text.indexOf('T') < 0 ? LocalDate.parse(text).atStartOfDay() : LocalDateTime.parse(text);
      long days = ChronoUnit.DAYS.between(FROM_MARCH_1900, time.toLocalDate());
      if (days > 0 && days <= 60) {
        days--;
      }
      return days + (double) time.toLocalTime().toNanoOfDay() / (MILLIS_PER_DAY * 1_000_000.0);
    } catch (DateTimeParseException e) {
      return Double.NaN;
    }
  }

  /**
   * Whether a number format shows a date or time. Only its first section counts, as in Excel.
   *
   * @param id number of the format; below 164 it stands for a format every program knows
   * @param code the format's own text; null for built-in formats
   */
  static boolean isDateFormat(int id, @Nullable String code) {
    if (code == null) {
      return (id >= 14 && id <= 22) || (id >= 45 && id <= 47);
    }
    String shown = SILENT.matcher(code).replaceAll("");
    int section = shown.indexOf(';');
    if (section >= 0) {
      shown = shown.substring(0, section);
    }
    shown = shown.toLowerCase(Locale.ROOT);
    return DATE_LETTER.matcher(shown).find() && !hasDigitPlaces(shown);
  }

  /** Digit places make a number format even when letters stand beside them unquoted. */
  private static boolean hasDigitPlaces(String shown) {
    // fractions of a second are written with zeros after a dot or comma: mm:ss.000
    String withoutFractions = shown.replaceAll("s[.,]0+", "s");
    return withoutFractions.indexOf('0') >= 0
        || withoutFractions.indexOf('#') >= 0
        || withoutFractions.indexOf('?') >= 0
        || withoutFractions.contains("general");
  }
}
