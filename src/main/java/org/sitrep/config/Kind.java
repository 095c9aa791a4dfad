package org.sitrep.config;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.sitrep.domain.Lang;
import org.sitrep.domain.Measure;
import org.sitrep.domain.RegionCode;

/**
 * A kind of value in YAML and registers: how its text is read, and how the wish is told when it
 * cannot be.
 *
 * @param wish what is wanted, to follow "is not"
 * @param placeholder stands in after a problem, so that reading goes on; never leaves the reader
 * @param parse throws IllegalArgumentException or DateTimeException on a text it does not take
 * @param known words to suggest the nearest of; empty when there is no list
 */
record Kind<T>(String wish, T placeholder, Function<String, T> parse, Collection<String> known) {

  static final Kind<String> TEXT = of("a text", "", Kind::nonBlank);
  static final Kind<String> KEY =
      of(
          "a key of lower-case letters, digits, - and _, such as cases",
          "",
          matching("[a-z][a-z0-9_-]*"));
  static final Kind<String> CODE =
      of(
          "a code of capital letters, digits and _, such as T2021_6M",
          "",
          matching("[A-Z][A-Z0-9_]*"));
  static final Kind<LocalDate> DATE =
      of("a date such as 2021-02-15", LocalDate.EPOCH, LocalDate::parse);
  static final Kind<LocalTime> TIME =
      of("a time of day such as 23:59", LocalTime.MIDNIGHT, LocalTime::parse);
  static final Kind<ZoneId> ZONE =
      of("a time zone such as Asia/Almaty", ZoneId.of("UTC"), Kind::zone);
  static final Kind<Lang> LANG =
      of("a language of two letters such as kk", new Lang("xx"), Lang::new);
  static final Kind<RegionCode> REGION =
      of("a region code such as ALA", new RegionCode("XX"), RegionCode::new);
  static final Kind<String> COUNTRY = of("an ISO 3166 alpha-2 code such as KZ", "", Kind::country);
  static final Kind<String> SUBDIVISION =
      of("an ISO 3166-2 code such as KZ-75", "", matching("[A-Z]{2}-[A-Z0-9]{1,3}"));
  static final Kind<String> LOCALE = of("a BCP 47 tag such as kk-KZ", "", Kind::locale);
  static final Kind<Boolean> BOOLEAN = of("true or false", Boolean.FALSE, Kind::bool);
  static final Kind<Double> FACTOR =
      of("a number above 0 to multiply by, such as 1000", 1.0, Kind::factor);
  static final Kind<String> SUFFIX =
      of("an ending of lower-case letters, digits and _, such as 1", "", matching("[a-z0-9_]+"));
  static final Kind<CellPattern> CELL_PATTERN =
      of(
          "a pattern of a cell such as \"{total} ({new})\", signs between all of its parts",
          CellPattern.of("{part}"),
          CellPattern::of);
  static final Kind<Double> NUMBER =
      of("a number such as 12.5", 0.0, text -> new BigDecimal(text).doubleValue());
  static final Kind<String> ADDRESS =
      of(
          "a mail address such as office@example.invalid",
          "",
          matching("[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)+"));
  static final Kind<String> DOMAIN =
      of("a mail domain such as example.invalid", "", matching("[a-z0-9-]+(\\.[a-z0-9-]+)+"));
  static final Kind<String> VARIABLE =
      of("the name of an environment variable such as SMTP_USER", "", matching("[A-Z][A-Z0-9_]*"));
  static final Kind<DatePattern> DATE_PATTERN =
      of(
          "a date pattern with day and month such as dd.MM.yyyy",
          DatePattern.of("dd.MM.yyyy"),
          DatePattern::of);
  static final Kind<String> MEASURE =
      new Kind<>("a measure such as cases_new", "", Kind::measure, Measure.FIXED);
  static final Kind<String> LETTER = of("one letter", "", Kind::letter);

  /** A kind whose text is read by {@code parse}. */
  static <T> Kind<T> of(String wish, T placeholder, Function<String, T> parse) {
    return new Kind<>(wish, placeholder, parse, List.of());
  }

  /** A whole number between two bounds, both included. */
  static Kind<Integer> whole(int least, int most) {
    return of(
        "a whole number from " + least + " to " + most,
        least,
        text -> {
          int value = Integer.parseInt(text);
          if (value < least || value > most) {
            throw new IllegalArgumentException(text);
          }
          return value;
        });
  }

  /** A whole number of at least {@code least}. */
  static Kind<Long> atLeast(long least) {
    return of(
        "a whole number of " + least + " or more",
        least,
        text -> {
          long value = Long.parseLong(text);
          if (value < least) {
            throw new IllegalArgumentException(text);
          }
          return value;
        });
  }

  /** One of a few words. */
  static Kind<String> oneOf(String... words) {
    List<String> known = List.of(words);
    return choice(known, "one of " + known);
  }

  /** One of a few words that stand for something. */
  static <T> Kind<T> oneOf(Map<String, T> words) {
    List<String> known = List.copyOf(words.keySet());
    Map<String, T> copy = new LinkedHashMap<>(words);
    return new Kind<>(
        "one of " + known,
        copy.values().iterator().next(),
        text -> {
          T value = copy.get(text);
          if (value == null) {
            throw new IllegalArgumentException(text);
          }
          return value;
        },
        known);
  }

  /**
   * A reference to something declared elsewhere. With nothing declared, because that file could not
   * be read, every reference holds: its own problem is told already.
   */
  static Kind<String> reference(Collection<String> declared, String what) {
    Set<String> known = new HashSet<>(declared);
    if (known.isEmpty()) {
      return TEXT;
    }
    return new Kind<>(what, "", member(known), declared);
  }

  private static Kind<String> choice(List<String> known, String wish) {
    return new Kind<>(wish, known.get(0), member(new HashSet<>(known)), known);
  }

  /** The value of {@code text}; null after telling the problem. */
  @Nullable T read(String text, Spot spot) {
    try {
      return parse.apply(text);
    } catch (IllegalArgumentException | DateTimeException e) {
      String nearest = Nearest.of(text, known);
      spot.wrong(
          "'"
              + text
              + "' is not "
              + wish
              + (nearest == null ? "" : "; did you mean '" + nearest + "'?"));
      return null;
    }
  }

  private static Function<String, String> matching(String regex) {
    Pattern pattern = Pattern.compile(regex);
    return text -> {
      if (!pattern.matcher(text).matches()) {
        throw new IllegalArgumentException(text);
      }
      return text;
    };
  }

  private static Function<String, String> member(Set<String> known) {
    return text -> {
      if (!known.contains(text)) {
        throw new IllegalArgumentException(text);
      }
      return text;
    };
  }

  private static String nonBlank(String text) {
    if (text.isBlank()) {
      throw new IllegalArgumentException(text);
    }
    return text;
  }

  private static ZoneId zone(String text) {
    ZoneId zone = ZoneId.of(text);
    // "GMT+6" and "+06:00" are understood by Java but know nothing of the law of the country.
    if (!ZoneId.getAvailableZoneIds().contains(text)) {
      throw new IllegalArgumentException(text);
    }
    return zone;
  }

  private static String country(String text) {
    if (!Locale.getISOCountries(Locale.IsoCountryCode.PART1_ALPHA2).contains(text)) {
      throw new IllegalArgumentException(text);
    }
    return text;
  }

  private static String locale(String text) {
    // The builder refuses an ill-formed tag, where forLanguageTag would quietly return no locale.
    if (new Locale.Builder().setLanguageTag(text).build().getCountry().isEmpty()) {
      throw new IllegalArgumentException(text);
    }
    return text;
  }

  private static boolean bool(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException(text);
    };
  }

  private static double factor(String text) {
    double value = new BigDecimal(text).doubleValue();
    if (value <= 0) {
      throw new IllegalArgumentException(text);
    }
    return value;
  }

  private static String measure(String text) {
    String name = new Measure(text).name();
    // A country may add measures; one letter away from a fixed name is a slip of the pen.
    if (!Measure.FIXED.contains(name) && Nearest.of(name, Measure.FIXED) != null) {
      throw new IllegalArgumentException(text);
    }
    return name;
  }

  private static String letter(String text) {
    if (text.codePointCount(0, text.length()) != 1) {
      throw new IllegalArgumentException(text);
    }
    return text;
  }

  /** Words of a sorted list, for a wish. */
  static List<String> sorted(Collection<String> words) {
    List<String> out = new ArrayList<>(words);
    out.sort(null);
    return out;
  }
}
