package org.sitrep.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SpellingTest {
  private final Spelling spelling =
      new Spelling(ConfReader.read(Path.of("conf/kazakhstan")).words());

  @Test
  void spacesPunctuationCaseAndFootnotesDoNotTellNamesApart() {
    assertThat(spelling.plain(" Г.  Нур\u2013Султан* ")).isEqualTo("гнурсултан");
    assertThat(spelling.plain("Тяжёлые¹")).isEqualTo("тяжелые");
  }

  @Test
  void lookalikesDifferOnlyInPlainSpelling() {
    // Latin A at the start.
    assertThat(spelling.plain("Aлматы")).isNotEqualTo(spelling.plain("Алматы"));
    assertThat(spelling.alike("Aлматы")).isEqualTo(spelling.alike("Алматы"));
  }

  @Test
  void kazakhLettersSurviveATurkishLocale() {
    assertThat(spelling.plain("ІЛЕ Iле")).isEqualTo("ілеiле");
  }

  @Test
  void romanOneIsAnyStroke() {
    String one = spelling.heading("I компонент");
    assertThat(one).isEqualTo("1компонент");
    assertThat(spelling.heading("\u0406 компонент")).isEqualTo(one);
    assertThat(spelling.heading("1-компонент")).isEqualTo(one);
    assertThat(spelling.heading("l компонент")).isEqualTo(one);
    assertThat(spelling.heading("\u0406\u0406 компонент")).isEqualTo("2компонент");
  }

  @Test
  void signsTellStreamsApart() {
    String plus = spelling.heading("КВИ+ (U07.1)");
    assertThat(spelling.heading("КВИ + U07.1")).isEqualTo(plus);
    String minus = spelling.heading("КВИ\u2212 (U07.1)");
    assertThat(minus).isNotEqualTo(plus).contains("-");
    assertThat(spelling.heading("КВИ- (U07.1)")).isEqualTo(minus);
    assertThat(spelling.heading("Койки - всего")).isEqualTo(spelling.heading("койки всего"));
  }

  @Test
  void distanceCountsEdits() {
    assertThat(Spelling.distance("остаток", "остатки")).isEqualTo(2);
    assertThat(Spelling.distance("", "abc")).isEqualTo(3);
  }
}
