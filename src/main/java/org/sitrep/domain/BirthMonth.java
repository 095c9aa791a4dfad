package org.sitrep.domain;

import java.time.DateTimeException;
import java.time.YearMonth;
import org.jspecify.annotations.Nullable;

/** What is kept of a date of birth between the stages: year and month, such as 1981-02. */
public final class BirthMonth {
  /** Letters of its text. */
  public static final int LENGTH = 7;

  private BirthMonth() {}

  /** The month a text tells; null when it is none. */
  public static @Nullable YearMonth of(String text) {
    if (text.length() != LENGTH || text.charAt(4) != '-') {
      return null;
    }
    try {
      return YearMonth.parse(text);
    } catch (DateTimeException e) {
      return null;
    }
  }
}
