package org.sitrep.config;

import java.io.Serializable;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the country numbers its people: an identifier of decimal digits that tells when its bearer
 * was born and ends in a check digit, or has one elsewhere. Places are counted from 1.
 *
 * @param name the word people use, such as IIN
 * @param digits how many digits it has
 * @param birthAt place of the first digit of the birth date
 * @param birthFormat the birth date: letters {@code y}, {@code M} and {@code d}, two a part, the
 *     year without its century
 * @param centuryAt place of the digit that tells the century
 * @param centuries what that digit means; a digit that is not listed makes the identifier wrong
 * @param checkAt place of the check digit
 * @param modulus of the weighted sum of the other digits
 * @param weights for the digits but the check digit, in order. A sum that leaves no single digit is
 *     tried again with the next weights; when none are left, such an identifier is never issued
 */
public record Identifier(
    Text name,
    int digits,
    int birthAt,
    String birthFormat,
    int centuryAt,
    Map<Integer, Century> centuries,
    int checkAt,
    int modulus,
    List<List<Integer>> weights)
    implements Serializable {
  /** A birth date may begin with so many zeros, as that of 1 January 2000 does but for one. */
  private static final int MOST_ZEROS = 5;

  /**
   * What a century digit tells.
   *
   * @param firstYear such as 1900; null when it tells no century
   * @param sex f or m; null when it tells none
   */
  public record Century(@Nullable Integer firstYear, @Nullable String sex)
      implements Serializable {}

  /** What is wrong with an identifier. */
  public enum Fault {
    /** It has more or fewer digits. */
    LENGTH,
    /** Its birth date is no day of the calendar. */
    BIRTH_DATE,
    /** Its century digit is not in use. */
    CENTURY,
    /** Its check digit is another. */
    CHECK_DIGIT
  }

  /**
   * What an identifier tells.
   *
   * @param fault the first thing wrong with it; null when nothing is
   * @param birthYear null when it has a fault or tells no century
   * @param sex f or m; null when it has a fault or tells none
   */
  public record Told(@Nullable Fault fault, @Nullable Integer birthYear, @Nullable String sex) {}

  /** Looks at a text of decimal digits 0 to 9. */
  public Told tell(String number) {
    if (number.length() != digits) {
      return wrong(Fault.LENGTH);
    }
    Century century = centuries.get(digit(number, centuryAt));
    if (century == null) {
      return wrong(Fault.CENTURY);
    }
    Integer firstYear = century.firstYear();
    // 2000 was a leap year: without a century 29 February is let pass
    int year = part(number, 'y') + (firstYear == null ? 2000 : firstYear);
    try {
      LocalDate.of(year, part(number, 'M'), part(number, 'd'));
    } catch (DateTimeException e) {
      return wrong(Fault.BIRTH_DATE);
    }
    if (!checks(number)) {
      return wrong(Fault.CHECK_DIGIT);
    }
    return new Told(null, firstYear == null ? null : year, century.sex());
  }

  /**
   * The identifier that {@code number} was before a spreadsheet took it for a number and dropped
   * its leading zeros; null when it cannot have been one.
   */
  public @Nullable String restored(String number) {
    if (number.length() >= digits || number.length() < digits - MOST_ZEROS) {
      return null;
    }
    String whole = "0".repeat(digits - number.length()) + number;
    return tell(whole).fault() == null ? whole : null;
  }

  /** The fewest digits that can be an identifier without its leading zeros. */
  public int fewest() {
    return digits - MOST_ZEROS;
  }

  private boolean checks(String number) {
    for (List<Integer> pass : weights) {
      int sum = 0;
      int next = 0;
      for (int place = 1; place <= digits; place++) {
        if (place != checkAt) {
          sum += pass.get(next++) * digit(number, place);
        }
      }
      int rest = sum % modulus;
      if (rest < 10) {
        return rest == digit(number, checkAt);
      }
    }
    return false;
  }

  private int part(String number, char letter) {
    int at = birthAt + birthFormat.indexOf(letter);
    return digit(number, at) * 10 + digit(number, at + 1);
  }

  private static int digit(String number, int place) {
    return number.charAt(place - 1) - '0';
  }

  private static Told wrong(Fault fault) {
    return new Told(fault, null, null);
  }
}
