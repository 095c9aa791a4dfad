package org.sitrep.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScalesTest {
  @Test
  void theMapKeepsItsClassesWhileTheOrderOfSizeStays() {
    HeatScale scale = HeatScale.upTo(181);
    assertThat(scale.limits()).containsExactly(25.0, 50.0, 75.0, 100.0, 150.0);
    assertThat(HeatScale.upTo(130).limits()).isEqualTo(scale.limits());
    assertThat(HeatScale.upTo(500).limits()).containsExactly(100.0, 200.0, 300.0, 400.0, 600.0);
    assertThat(scale.step(24.9)).isZero();
    assertThat(scale.step(25)).isEqualTo(1);
    assertThat(scale.step(1000)).isEqualTo(5);
  }

  @ParameterizedTest
  @CsvSource({"1490, 4, 500", "686, 4, 200", "13, 1, 20", "22000, 3, 10000", "0, 3, 1", "2, 4, 1"})
  void gridLinesAreRoundNumbers(double largest, int lines, double step) {
    Axis axis = Axis.holding(largest, lines);
    assertThat(axis.step()).isEqualTo(step);
    assertThat(axis.top()).isGreaterThanOrEqualTo(largest);
  }

  @Test
  void aDayOutsideASeriesIsUnknownNotZero() {
    Series series =
        new Series(LocalDate.of(2021, 2, 1), List.of(Figure.of(3), Figure.NONE, Figure.of(5)));
    assertThat(series.on(LocalDate.of(2021, 1, 31)).known()).isFalse();
    assertThat(series.on(LocalDate.of(2021, 2, 2)).known()).isFalse();
    assertThat(series.on(LocalDate.of(2021, 2, 3)).value()).isEqualTo(5.0);
    assertThat(series.max()).isEqualTo(5.0);
    assertThat(series.last(2).from()).isEqualTo(LocalDate.of(2021, 2, 2));
  }
}
