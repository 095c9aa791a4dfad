package org.sitrep.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.ibm.icu.text.MessageFormat;
import com.ibm.icu.util.ULocale;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sitrep.config.Country;
import org.sitrep.domain.Lang;

class WordingTest {
  private static final LocalDate DAY = LocalDate.of(2021, 2, 15);
  private static final Country COUNTRY = ReportFixture.conf().country();

  private static Wording in(String lang) {
    return Wording.of(new Lang(lang), COUNTRY);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "en | 203,259 | 64.2 | 14% | 0.21% | −14% | +6% | ±0%",
        "ru | 203\u00A0259 | 64,2 | 14\u00A0% | 0,21\u00A0% | −14\u00A0% | +6\u00A0% | ±0\u00A0%",
        "kk | 203\u00A0259 | 64,2 | 14% | 0,21% | −14% | +6% | ±0%"
      })
  void numbersAreWrittenAsTheLanguageWritesThem(
      String lang,
      String whole,
      String tenths,
      String share,
      String small,
      String down,
      String up,
      String none) {
    Wording w = in(lang);
    assertThat(w.number(203259)).isEqualTo(whole);
    assertThat(w.tenths(64.2)).isEqualTo(tenths);
    assertThat(w.percent(0.143)).isEqualTo(share);
    assertThat(w.percent(0.00207)).isEqualTo(small);
    assertThat(w.change(-0.143)).isEqualTo(down);
    assertThat(w.change(0.06)).isEqualTo(up);
    assertThat(w.change(-0.001)).isEqualTo(none);
  }

  @Test
  void datesAreWrittenAsTheLanguageWritesThem() {
    assertThat(in("en").longDate(DAY)).isEqualTo("Monday, 15 February 2021");
    assertThat(in("ru").longDate(DAY).replace('\u00A0', ' '))
        .isEqualTo("Понедельник, 15 февраля 2021 г.");
    assertThat(in("kk").longDate(DAY).replace('\u00A0', ' '))
        .isEqualTo("2021 ж. 15 ақпан, дүйсенбі");
    assertThat(in("en").moment(DAY, LocalTime.of(23, 59), ZoneId.of("Asia/Almaty")))
        .isEqualTo("15 Feb 2021, 23:59 (UTC+6)");
  }

  @ParameterizedTest
  @CsvSource({"1, день", "2, дня", "5, дней", "11, дней", "21, день", "104, дня"})
  void russianPluralsFollowTheNumber(int days, String word) {
    String sentence = in("ru").text("head.supply", "n", days, "days", String.valueOf(days));
    assertThat(sentence).isEqualTo("запаса вакцины хватит примерно на " + days + "\u00A0" + word);
  }

  @Test
  void englishPluralsFollowTheNumber() {
    assertThat(in("en").text("head.supply", "n", 1, "days", "1"))
        .isEqualTo("vaccine stock lasts about 1\u00A0more day");
    assertThat(in("en").text("head.supply", "n", 6, "days", "6"))
        .isEqualTo("vaccine stock lasts about 6\u00A0more days");
  }

  @Test
  void aDateAtTheEndOfASentenceBringsNoSecondFullStop() {
    assertThat(in("ru").text("changes.none", "date", in("ru").date(DAY)))
        .endsWith("2021 г.".replace(' ', '\u00A0').substring(5))
        .doesNotEndWith("..");
  }

  @Test
  void anUnknownTextIsAnErrorNotTheWordNull() {
    assertThatThrownBy(() -> in("en").text("no.such.text"))
        .hasMessage("Cannot find report text 'no.such.text' in en");
  }

  @Test
  void whatCannotBeToldIsADash() {
    assertThat(in("en").number(Figure.NONE)).isEqualTo("–");
    assertThat(in("kk").percent(Figure.NONE)).isEqualTo("–");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ru", "kk"})
  void everyLanguageHasEveryTextWithTheSameValues(String lang) throws IOException {
    Properties english = bundle("en");
    Properties other = bundle(lang);
    assertThat(other.stringPropertyNames()).isEqualTo(english.stringPropertyNames());
    for (String key : english.stringPropertyNames()) {
      assertThat(new MessageFormat(other.getProperty(key), new ULocale(lang)).getArgumentNames())
          .as(key)
          .isEqualTo(
              new MessageFormat(english.getProperty(key), ULocale.ENGLISH).getArgumentNames());
    }
  }

  private static Properties bundle(String lang) throws IOException {
    Properties out = new Properties();
    try (Reader in =
        Files.newBufferedReader(
            Path.of("reports/messages_" + lang + ".properties"), StandardCharsets.UTF_8)) {
      out.load(in);
    }
    return out;
  }
}
