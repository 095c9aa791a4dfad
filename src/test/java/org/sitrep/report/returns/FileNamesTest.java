package org.sitrep.report.returns;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class FileNamesTest {
  @Test
  void senderRecognisesTheirFile() {
    FileNames names = new FileNames();
    assertThat(names.free("kar", "Отчёт №5 (КВИ) 15.02.2021.xlsx", "ru", "0123456789abcdef"))
        .isEqualTo("Отчёт №5 (КВИ) 15.02.2021-returned-ru");
    assertThat(names.free("kar", "отчёт №5 (КВИ) 15.02.2021.xls", "ru", "abcdef0123456789"))
        .isEqualTo("отчёт №5 (КВИ) 15.02.2021-returned-ru-abcdef");
    assertThat(names.free("ala", "Отчёт №5 (КВИ) 15.02.2021.xlsx", "ru", "0123456789abcdef"))
        .isEqualTo("Отчёт №5 (КВИ) 15.02.2021-returned-ru");
  }

  @Test
  void fileThatWasReturnedBeforeKeepsItsName() {
    assertThat(FileNames.safe("Отчёт-returned-ru.xlsx")).isEqualTo("Отчёт");
    assertThat(FileNames.safe("Отчёт-returned-kk-abcdef.xlsx")).isEqualTo("Отчёт");
  }

  @Test
  void nothingInANameLeadsAnywhere() {
    assertThat(FileNames.safe("../../etc/passwd")).isEqualTo("passwd");
    assertThat(FileNames.safe("..\\..\\x.xlsx")).isEqualTo("x");
    assertThat(FileNames.safe("..")).isEqualTo("file");
    assertThat(FileNames.safe(".xlsx")).isEqualTo("file");
    assertThat(FileNames.safe("a\u202Exslx.exe")).isEqualTo("axslx");
    assertThat(FileNames.safe("a\r\nb:c*?.csv")).isEqualTo("ab_c__");
    assertThat(FileNames.safe("con.xls")).isEqualTo("filecon");
    assertThat(FileNames.safe("ж".repeat(300) + ".xlsx").getBytes(StandardCharsets.UTF_8))
        .hasSizeLessThanOrEqualTo(160);
  }
}
