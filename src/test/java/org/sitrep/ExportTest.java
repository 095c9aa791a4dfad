package org.sitrep;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ExportTest {
  @Test
  void textsThatWouldRunAsFormulasAreMadeHarmless() {
    assertThat(Export.text("=1+1")).isEqualTo("'=1+1");
    assertThat(Export.text("+cmd|' /C calc'!A0")).isEqualTo("'+cmd|' /C calc'!A0");
    assertThat(Export.text("-1+1")).isEqualTo("'-1+1");
    assertThat(Export.text("@SUM(A1)")).isEqualTo("'@SUM(A1)");
    assertThat(Export.text("\tx")).isEqualTo("'\tx");
    assertThat(Export.text("Алматы")).isEqualTo("Алматы");
  }

  @Test
  void negativeNumbersStayNumbers() {
    assertThat(Export.text("-5")).isEqualTo("-5");
    assertThat(Export.text("-12,5")).isEqualTo("-12,5");
    assertThat(Export.text(-9.0)).isEqualTo("-9");
    assertThat(Export.text(null)).isEmpty();
  }
}
