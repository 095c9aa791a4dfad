package org.sitrep.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CellTextTest {
  @ParameterizedTest
  @CsvSource({
    "1.67683E+15, 1676830000000000",
    "0, 0",
    "-0.0, 0",
    "-15, -15",
    "0.30000000000000004, 0.3",
    "1E-7, 0.0000001",
    "9007199254740991, 9007199254740991",
    "1E+20, 100000000000000000000",
    "203259.5, 203259.5",
  })
  void numbersAreWrittenWithoutExponent(double value, String text) {
    assertThat(CellText.number(value)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 1899-12-30",
    "1, 1900-01-01",
    "59, 1900-02-28",
    "60, 1900-03-01",
    "61, 1900-03-01",
    "44242, 2021-02-15",
    "44242.354166666664, 2021-02-15T08:30:00",
    "44242.99999999999, 2021-02-16",
    "0.354166666666667, 08:30:00",
    "2958465, 9999-12-31",
  })
  void serialsAreWrittenAsIsoDates(double serial, String text) {
    assertThat(CellText.date(serial)).isEqualTo(text);
  }

  @Test
  void serialsOutsideTheCalendarAreNoDates() {
    assertThat(CellText.date(-1)).isNull();
    assertThat(CellText.date(2_958_466)).isNull();
    assertThat(CellText.date(Double.NaN)).isNull();
  }

  @Test
  void isoDatesAreSerials() {
    assertThat(CellText.serial("2021-02-15")).isEqualTo(44242);
    assertThat(CellText.serial("2021-02-15T12:00:00Z")).isEqualTo(44242.5);
    assertThat(CellText.serial("1900-01-01")).isEqualTo(1);
    assertThat(CellText.serial("15.02.2021")).isNaN();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "164 | dd.mm.yyyy | true",
        "164 | [$-419]d mmmm yyyy\\ \"г.\" | true",
        "164 | [h]:mm:ss | true",
        "164 | mm:ss.000 | true",
        "164 | yyyy-mm-dd;@ | true",
        "164 | 0.00 | false",
        "164 | General | false",
        "164 | #,##0\\ \"доз\" | false",
        "164 | 0.00E+00 | false",
        "164 | [Red]0;[Blue]-0 | false",
        "164 | _-* #,##0\\ _d_._-;-* #,##0\\ _d_._- | false",
        "164 | 0 \"months\" | false",
        "164 | @ | false",
      })
  void dateFormatsAreToldFromOthers(int id, String code, boolean date) {
    assertThat(CellText.isDateFormat(id, code)).isEqualTo(date);
  }

  @Test
  void builtInFormatsAreKnownByNumber() {
    assertThat(CellText.isDateFormat(14, null)).isTrue();
    assertThat(CellText.isDateFormat(22, null)).isTrue();
    assertThat(CellText.isDateFormat(46, null)).isTrue();
    assertThat(CellText.isDateFormat(0, null)).isFalse();
    assertThat(CellText.isDateFormat(10, null)).isFalse();
  }
}
