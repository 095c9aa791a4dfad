package org.sitrep.normalise;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sitrep.config.NumberStyle;

class NumbersTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '=',
      value = {
        "34598=34598",
        "34 598=34598",
        "34\u00a0598=34598",
        "1\u202f234\u202f567=1234567",
        "12,5=12.5",
        "12.5=12.5",
        "-3=-3",
        "\u2212 3=-3",
        "+515=515",
        "''17=17",
        "12,5%=0.125",
        "0=0",
        "007=7"
      })
  void numbersAreReadAsClerksWriteThem(String text, double value) {
    assertThat(Numbers.of(text.replace("''", "'"), NumberStyle.ANY)).isEqualTo(value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"12O", "12 34", "1,234,567", "1e5", "", "-", "34598 (+515)", "15.02.2021"})
  void nothingIsGuessed(String text) {
    assertThat(Numbers.of(text, NumberStyle.ANY)).isNaN();
  }
}
