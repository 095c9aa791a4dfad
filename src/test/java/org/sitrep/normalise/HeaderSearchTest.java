package org.sitrep.normalise;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeaderSearchTest {
  private static final Knowledge KNOWLEDGE = Sheets.knowledge();
  private final HeaderSearch search = KNOWLEDGE.headers();

  private Header find(List<SheetRow> rows) {
    return requireNonNull(search.find(rows, KNOWLEDGE.forms("", false)), "no header");
  }

  /** {@code form@first-last: key=column …}. */
  private static String told(Header header) {
    List<String> out = new ArrayList<>();
    header.columns().forEach(b -> out.add(b.column().spec().key() + "=" + b.place()));
    return header.form().spec().key()
        + "@"
        + header.firstRow()
        + "-"
        + header.lastRow()
        + ": "
        + String.join(" ", out);
  }

  @Test
  void mergedCaptionsSpreadOverTheirColumns() {
    Header header =
        find(
            Sheets.rows(
                "Суточные сведения о КВИ {1x8}",
                "по состоянию на 15.02.2021",
                "№{2x1} | Область{2x1} | Район{2x1} | КВИ+ (U07.1){1x2} | | КВИ- (U07.2){1x2} | |"
                    + " Выздоровело{1x2} | | Умерло КВИ+ {1x2}",
                " | | | За сутки | Всего | За сутки | Всего | За сутки | Всего | За сутки | Всего",
                "1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11",
                "1 | Акмолинская область | г. Кокшетау | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8"));

    assertThat(told(header))
        .isEqualTo(
            "cases@2-3: number=1 region=2 district=3 cases_new_pos=4 cases_cumulative_pos=5"
                + " cases_new_neg=6 cases_cumulative_neg=7 recovered_new_pos=8"
                + " recovered_cumulative_pos=9 deaths_new_pos=10 deaths_cumulative_pos=11");
    assertThat(header.language()).isEqualTo("ru");
    assertThat(header.unknown()).isEmpty();
  }

  @Test
  void captionsOfATextFileHoldForTheEmptyCellsToTheirRight() {
    Header header =
        find(
            Sheets.textRows(
                "Остаток на 15.02.2021",
                "Регион;Вакцина;I компонент;;;II компонент;;",
                ";;Поступило всего;Списано;Остаток;Поступило всего;Списано;Остаток"));

    assertThat(told(header))
        .isEqualTo(
            "supply@1-2: region=1 product=2 delivered_cumulative_1=3 wasted_cumulative_1=4"
                + " stock_1=5 delivered_cumulative_2=6 wasted_cumulative_2=7 stock_2=8");
  }

  @Test
  void oneCellMayHoldGroupAndHeading() {
    Header header =
        find(
            Sheets.textRows(
                "Регион;КВИ+ за сутки;КВИ+ всего;Всего (КВИ-)", "Акмолинская область;1;2;3"));

    assertThat(told(header))
        .isEqualTo(
            "cases@0-0: region=1 cases_new_pos=2 cases_cumulative_pos=3 cases_cumulative_neg=4");
  }

  @Test
  void threeHeaderRowsAreRead() {
    Header header =
        find(
            Sheets.rows(
                "Регион{3x1} | КВИ+ (U07.1){1x4}",
                " | Заболело{1x2} | | Умерло{1x2}",
                " | За сутки | Всего | За сутки | Всего",
                "Акмолинская область | 1 | 2 | 3 | 4"));

    assertThat(told(header))
        .isEqualTo(
            "cases@0-2: region=1 cases_new_pos=2 cases_cumulative_pos=3 deaths_new_pos=4"
                + " deaths_cumulative_pos=5");
  }

  @Test
  void kazakhHeadingsTellTheirLanguage() {
    Header header =
        find(
            Sheets.rows(
                "Өңір{2x1} | Вакцина{2x1} | Топ{2x1} | \u0406 компонент{1x2} | | \u0406\u0406 компонент{1x2}",
                " | | | Тәулік ішінде | Барлығы | Тәулік ішінде | Барлығы"));

    assertThat(told(header))
        .isEqualTo(
            "vaccination@0-1: region=1 product=2 priority_group=3 doses_new_1=4"
                + " doses_cumulative_1=5 doses_new_2=6 doses_cumulative_2=7");
    assertThat(header.language()).isEqualTo("kk");
  }

  @Test
  void lookalikeLettersInHeadingsDoNotMatter() {
    // Latin P and a, Cyrillic elsewhere; a soft double space.
    Header header =
        find(Sheets.rows("Pегион | Дaта | Проведено  тестов | Положительных", "x | 1 | 2 | 3"));

    assertThat(told(header))
        .isEqualTo("tests@0-0: region=1 date=2 tests_new=3 tests_positive_new=4");
  }

  @Test
  void aRenamedColumnIsMissingAndItsHeadingUnknown() {
    Header header =
        find(
            Sheets.rows(
                "Регион | Развёрнуто коек | Занято мест | Реанимационные койки",
                "Акмолинская область | 1 | 2 | 3"));

    assertThat(header.complete()).isFalse();
    assertThat(header.missing())
        .extracting(c -> c.spec().key())
        .contains("beds_occupied")
        .doesNotContain("beds", "icu_beds");
    assertThat(header.unknown()).extracting(Header.Heading::text).containsExactly("Занято мест");
  }

  @Test
  void aSheetWithoutAFormHasNoHeader() {
    assertThat(
            search.find(
                Sheets.rows("Уважаемые коллеги!", "Регион", "см. приложение"),
                KNOWLEDGE.forms("", false)))
        .isNull();
  }
}
