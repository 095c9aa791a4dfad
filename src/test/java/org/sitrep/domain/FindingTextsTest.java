package org.sitrep.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FindingTextsTest {
  private static final List<Lang> LANGUAGES =
      List.of(new Lang("kk"), new Lang("ru"), new Lang("en"));

  @Test
  void figuresAreGroupedAsReadersOfTheLanguageDo() {
    Map<String, String> message =
        FindingTexts.load(LANGUAGES)
            .message(
                FindingCode.TOTAL_DIFFERS,
                Map.of("column", "КВИ+", "printed", "202259", "sum", "203259.5"));

    assertThat(message.get("en")).contains("is printed as 202,259, but").contains("203,259.5");
    assertThat(message.get("ru")).contains("как 202\u00a0259, а строки").contains("203\u00a0259,5");
    assertThat(message.get("kk")).contains("202\u00a0259");
  }

  @Test
  void daysAreWrittenAsReadersOfTheLanguageDoButNotInCommands() {
    String text = "{date}, {due}: sitrep nightly --date {report}; {expected}";
    Map<String, String> arguments =
        Map.of(
            "date", "2021-02-05 – 2021-02-14",
            "due", "2021-02-15 02:00",
            "report", "2021-02-15",
            "expected", "2021-02-14");

    assertThat(FindingTexts.fill(text, arguments, new Lang("kk")))
        .isEqualTo(
            "05.02.2021 – 14.02.2021, 15.02.2021 02:00: sitrep nightly --date 2021-02-15;"
                + " 2021-02-14");
    assertThat(FindingTexts.fill(text, arguments, new Lang("it"))).startsWith("05/02/2021 –");
    assertThat(FindingTexts.fill(text, arguments, new Lang("en"))).startsWith("2021-02-05 –");
  }

  @Test
  void whatStoodInTheFileIsQuotedLetterForLetter() {
    assertThat(
            FindingTexts.fill(
                "{raw} {file} {row} {cell} {year} {code} {day} {gone}",
                Map.of(
                    "raw", "203259",
                    "file", "20210215",
                    "row", "65536",
                    "cell", "A65536",
                    "year", "2021",
                    "code", "00123456",
                    "day", "2021-02-15"),
                new Lang("ru")))
        .isEqualTo("203259 20210215 65536 A65536 2021 00123456 2021-02-15 {gone}");
  }
}
