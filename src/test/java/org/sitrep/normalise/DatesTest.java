package org.sitrep.normalise;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sitrep.config.DatePattern;

class DatesTest {
  private static final LocalDate FEB_15 = LocalDate.of(2021, 2, 15);
  private final Dates dates =
      dates(
          "dd.MM.yyyy",
          "dd.MM.yy",
          "yyyy-MM-dd",
          "d MMMM yyyy",
          "yyyy 'жылғы' d MMMM",
          "yyyy 'ж.' d MMMM");

  private static Dates dates(String... formats) {
    return new Dates(
        Arrays.stream(formats).map(DatePattern::of).toList(), Sheets.KAZAKHSTAN.words());
  }

  /** Every date with a year that stands somewhere in a text. */
  private static List<LocalDate> within(Dates dates, String text) {
    return dates.mentions(text).stream()
        .map(mention -> mention.date(null))
        .filter(Objects::nonNull)
        .distinct()
        .toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "по состоянию на 10.00 часов 15.02.2021 г.",
        "за 15.02.21 г.",
        "15 февраля 2021 года",
        "2021 жылғы 15 ақпан",
        "2021 ЖЫЛҒЫ 15\u00a0АҚПАН",
        "2021 ж. 15 ақпанда",
        "Форма_КВИ_15.02.2021.xlsx",
        "cases-2021-02-15(2).csv"
      })
  void datesAreFoundInsideText(String text) {
    if (text.contains("ақпанда")) {
      assertThat(within(dates, text)).as("an ending nobody declared").isEmpty();
    } else {
      assertThat(within(dates, text)).containsExactly(FEB_15);
    }
  }

  @Test
  void aPeriodHasItsLastFullDate() {
    assertThat(within(dates, "за неделю 08.02-14.02.2021"))
        .containsExactly(LocalDate.of(2021, 2, 14));
    assertThat(within(dates, "с 08.02.2021 по 14.02.2021"))
        .containsExactly(LocalDate.of(2021, 2, 8), LocalDate.of(2021, 2, 14));
  }

  @Test
  void dayAndMonthAreNeverGuessed() {
    assertThat(within(dates, "02/15/2021")).isEmpty();
    assertThat(dates.of("2021.15.02")).isNull();
    assertThat(dates.of("31.02.2021")).isNull();
  }

  @Test
  void wordsAfterADateDoNotMatter() {
    assertThat(dates.of("15.02.2021 г.")).isEqualTo(FEB_15);
    assertThat(dates.of("15.02.2021 16.02.2021")).isNull();
    assertThat(dates.of("на 15.02.2021")).isNull();
  }

  @Test
  void acceptedFormatsAreShownByExample() {
    assertThat(dates.examples(FEB_15)).isEqualTo("15.02.2021, 15.02.21, 2021-02-15");
  }

  @Test
  void aTimeOfDayIsReadOver() {
    Dates timed = dates("yyyy-MM-dd'T'HH:mm:ss", "dd.MM.yyyy H:mm", "dd.MM.yyyy, HH:mm");
    assertThat(timed.of("2021-02-15T17:00:00")).isEqualTo(FEB_15);
    assertThat(timed.of("15.02.2021 9:05")).isEqualTo(FEB_15);
    assertThat(timed.of("2021-02-15")).as("nobody declared it").isNull();
    assertThat(timed.of("2021-02-15T17:00:00.5")).as("a fraction nobody declared").isNull();
    assertThat(within(timed, "Datenstand: 15.02.2021, 12:00 Uhr")).containsExactly(FEB_15);
    assertThat(timed.examples(FEB_15))
        .isEqualTo("2021-02-15T00:00:00, 15.02.2021 0:00, 15.02.2021, 00:00");
  }
}
