package org.sitrep.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FigureNameTest {
  @Test
  void dimensionsMayStandInAnyOrder() {
    FigureName name = FigureName.of(" doses_new{ product=QAZVAC ; dose=1 } ");

    assertThat(name).isEqualTo(new FigureName("doses_new", "dose=1;product=QAZVAC"));
    assertThat(name).hasToString("doses_new{dose=1;product=QAZVAC}");
    assertThat(FigureName.of("tests_new")).hasToString("tests_new");
    assertThat(FigureName.of("tests_new{}")).hasToString("tests_new");
  }

  @Test
  void fewerDimensionsMeanEveryFigureThatHasThem() {
    FigureName name = FigureName.of("doses_new{dose=1;product=QAZVAC}");

    assertThat(name.isOneOf(FigureName.of("doses_new"))).isTrue();
    assertThat(name.isOneOf(FigureName.of("doses_new{product=QAZVAC}"))).isTrue();
    assertThat(name.isOneOf(FigureName.of("doses_new{product=QAZ}"))).isFalse();
    assertThat(name.isOneOf(FigureName.of("doses"))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"doses_new{dose=1", "doses_new{1}", "doses_new{=1}"})
  void textThatIsNoNameIsRefused(String text) {
    assertThatThrownBy(() -> FigureName.of(text))
        .isInstanceOf(FigureName.Malformed.class)
        .hasMessage("'" + text + "' is not a figure such as cases_new{stream=U07.1}");
  }
}
