package org.sitrep.normalise;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.sitrep.domain.FindingCode;
import org.sitrep.domain.Severity;

class SheetParserTest {
  private static final String[] CASES = {
    "Сведения по состоянию на 15.02.2021",
    "Регион | Район | КВИ+ (U07.1){1x2}",
    " | | За сутки | Всего"
  };
  private static final String[] TESTS = {"Регион | Дата | Проведено тестов | Положительных"};
  private static final String[] VACCINATION = {
    "на 15.02.2021", "Регион | Вакцина | Группа | I компонент{1x2}", " | | | За сутки | Всего"
  };
  private static final String[] SUPPLY = {
    "на 15.02.2021",
    "Вакцина | I компонент{1x3}",
    " | Поступило за сутки | Поступило всего | Остаток"
  };

  private static String[] with(String[] head, String... body) {
    List<String> out = new ArrayList<>(Arrays.asList(head));
    out.addAll(Arrays.asList(body));
    return out.toArray(new String[0]);
  }

  /** Problems without those about columns these short sheets leave out. */
  private static List<String> problems(List<Parsed> parsed) {
    return Sheets.problems(parsed).stream()
        .filter(p -> !p.startsWith("FORM_COLUMN_MISSING"))
        .toList();
  }

  private static Parsed.SheetEnd end(List<Parsed> parsed) {
    assertThat(Sheets.ends(parsed)).hasSize(1);
    return Sheets.ends(parsed).get(0);
  }

  private static Parsed.DataRow only(List<Parsed> parsed) {
    assertThat(Sheets.dataRows(parsed)).hasSize(1);
    return Sheets.dataRows(parsed).get(0);
  }

  @Test
  void aRowBecomesNumbersWithTheirColumns() {
    List<Parsed> parsed =
        Sheets.parse("AKM", with(CASES, "Акмолинская область | г. Кокшетау | 12 | 1 024"));

    assertThat(problems(parsed)).isEmpty();
    Parsed.DataRow row = only(parsed);
    assertThat(row.row()).isEqualTo(4);
    assertThat(row.date()).isEqualTo(LocalDate.of(2021, 2, 15));
    assertThat(row.texts()).isEqualTo(Map.of("region", "AKM", "district", "AKM-C"));
    assertThat(row.values())
        .extracting(Parsed.Value::measure, Parsed.Value::value, Parsed.Value::place)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("cases_new", 12.0, 3),
            org.assertj.core.groups.Tuple.tuple("cases_cumulative", 1024.0, 4));
    assertThat(row.values().get(0).dimensions()).containsEntry("stream", "U07.1");
    assertThat(end(parsed).rowsRead()).isEqualTo(1);
    assertThat(end(parsed).region()).isEqualTo("AKM");
  }

  @Test
  void numberingTotalsNotesAndSignaturesAreNotData() {
    List<Parsed> parsed =
        Sheets.parse(
            "AKM",
            with(
                CASES,
                "1 | 2 | 3 | 4",
                "Акмолинская область{2x1} | г. Кокшетау | 1 | 10",
                " | Районы области | 2 | 20",
                "в т.ч. прочие | | 1 | 1",
                "ИТОГО: | | 3 | 30",
                "",
                "Данные предварительные",
                "Исп.: Иванова А. | | тел. 8(7162)55-12-12"));

    assertThat(problems(parsed)).isEmpty();
    assertThat(Sheets.dataRows(parsed))
        .extracting(r -> r.texts().get("district"))
        .containsExactly("AKM-C", "AKM-R");
    assertThat(end(parsed).rowsRead()).isEqualTo(2);
  }

  @Test
  void aMistypedTotalIsToldWithTheSumOfItsParts() {
    List<Parsed> parsed =
        Sheets.parse(
            null,
            with(
                CASES,
                "г. Нур-Султан | | 100 | 100 259",
                "г. Шымкент | | 586 | 103 000",
                "Республика Казахстан | | 686 | 202 259"));

    assertThat(problems(parsed)).containsExactly("TOTAL_DIFFERS D6 202 259");
    Problem differs =
        end(parsed).problems().stream()
            .filter(p -> p.code() == FindingCode.TOTAL_DIFFERS)
            .findFirst()
            .orElseThrow();
    assertThat(differs.arguments())
        .containsEntry("printed", "202259")
        .containsEntry("sum", "203259")
        .containsEntry("column", "КВИ+ (U07.1) / Всего");
    assertThat(end(parsed).region()).as("several regions").isNull();
  }

  @Test
  void totalsAboveTheirRowsAndSubtotalsAreChecked() {
    assertThat(
            problems(
                Sheets.parse(
                    null,
                    with(
                        CASES,
                        "Всего по РК | | 9 | 90",
                        "Ақмола облысы | | 4 | 40",
                        "г. Шымкент | | 5 | 51"))))
        .containsExactly("TOTAL_DIFFERS D4 90");
    assertThat(
            problems(
                Sheets.parse(
                    "AKM",
                    with(
                        VACCINATION,
                        "Акмолинская область | Спутник V (РФ) | Медработники | 1 | 10",
                        " | | СЭС | 2 | 20",
                        " | Итого | | 3 | 30",
                        " | QazVac | Медработники | 4 | 40",
                        " | Итого | | 4 | 41",
                        "Всего | | | 7 | 70"))))
        .containsExactly("TOTAL_DIFFERS E8 41");
  }

  @Test
  void runningTotalsOfSeveralDaysDoNotAddUp() {
    assertThat(
            problems(
                Sheets.parse(
                    null,
                    "date | region | cases_new | cases_cumulative | deaths_new | deaths_cumulative",
                    "2021-01-30 | Акмолинская область | 1 | 10 | 0 | 1",
                    "2021-01-31 | Акмолинская область | 2 | 12 | 0 | 1",
                    "Итого | | 3 | 12 | 0 | 1")))
        .containsExactly("CELL_DATE_AS_TEXT A2 2021-01-30", "CELL_DATE_AS_TEXT A3 2021-01-31");
  }

  @Test
  void emptyIsNotZero() {
    List<Parsed> parsed = Sheets.parse("AKM", with(CASES, "Акмолинская область | | | 10"));

    assertThat(problems(parsed)).containsExactly("CELL_EMPTY C4");
    assertThat(only(parsed).numbers()).isEqualTo(Map.of("cases_cumulative_pos", 10.0));
  }

  @Test
  void wordsAndDashesForZeroAreZeroAndWordsForNothingAreEmpty() {
    List<Parsed> parsed = Sheets.parse("AKM", with(CASES, "Акмолинская область | | - | н/д"));

    assertThat(problems(parsed)).containsExactly("CELL_EMPTY D4 н/д");
    assertThat(only(parsed).numbers()).isEqualTo(Map.of("cases_new_pos", 0.0));
  }

  @Test
  void whatIsNoNumberIsRefused() {
    List<Parsed> parsed =
        Sheets.parse(
            "AKM",
            with(
                CASES,
                "Акмолинская область | г. Кокшетау | 12O | 1.5",
                " | Районы | !#REF! | ?SUM(D1:D2)"));

    assertThat(problems(parsed))
        .contains(
            "CELL_NOT_A_NUMBER C4 12O",
            "CELL_NOT_WHOLE D4 1.5",
            "CELL_ERROR_VALUE C5 #REF!",
            "CELL_FORMULA_NOT_CALCULATED D5 SUM(D1:D2)");
  }

  @Test
  void negativesWarnRejectOrPassAsTheFormSays() {
    List<Parsed> supply = Sheets.parse("AKM", with(SUPPLY, "Спутник V (РФ) | -100 | 500 | -3"));
    assertThat(problems(supply)).containsExactly("CELL_NEGATIVE B4 -100");
    assertThat(only(supply).numbers()).containsEntry("delivered_new_1", -100.0);
    List<Parsed> tests = Sheets.parse("AKM", with(TESTS, "Ақмола облысы | @2021-02-14 | -1 | 0"));
    assertThat(only(tests).problems())
        .extracting(Problem::code, Problem::severity)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(FindingCode.CELL_NEGATIVE, Severity.REJECT));
  }

  @Test
  void aRegionIsFoundUnderAnySpelling() {
    List<Parsed> parsed =
        Sheets.parse(
            null,
            with(
                CASES,
                "Восточно-Казахстанская область | | 1 | 1",
                "ЗападноКазахстанская | | 1 | 1",
                "Шымкент қ. | | 1 | 1",
                "г.Нур-Султан* | | 1 | 1"));

    assertThat(problems(parsed)).isEmpty();
    assertThat(Sheets.dataRows(parsed))
        .extracting(r -> r.texts().get("region"))
        .containsExactly("VOS", "ZAP", "SHY", "AST");
  }

  @Test
  void lookalikeLettersAreUnderstoodAndTold() {
    // Latin A in the first, Latin i in the second name.
    List<Parsed> parsed =
        Sheets.parse(
            null, with(CASES, "Aкмолинская область | | 1 | 1", "Түркiстан облысы | | 1 | 1"));

    assertThat(problems(parsed))
        .containsExactly(
            "CELL_LOOKALIKE_LETTERS A4 Aкмолинская область",
            "CELL_LOOKALIKE_LETTERS A5 Түркiстан облысы");
    assertThat(Sheets.dataRows(parsed))
        .extracting(r -> r.texts().get("region"))
        .containsExactly("AKM", "YUZ");
  }

  @Test
  void anUnknownRegionWaitsWithTheNearestNames() {
    List<Parsed> parsed = Sheets.parse(null, with(CASES, "Акмалинская область | | 1 | 1"));

    assertThat(problems(parsed)).containsExactly("REGION_UNKNOWN A4 Акмалинская область");
    assertThat(only(parsed).problems().get(0).arguments().get("nearest"))
        .startsWith("Акмолинская область");
    assertThat(only(parsed).problems().get(0).severity()).isEqualTo(Severity.HOLD);
  }

  @Test
  void anAmbiguousNameIsDecidedByTheSenderOrNotAtAll() {
    List<Parsed> nobody = Sheets.parse(null, with(CASES, "Алматы | | 1 | 1"));
    assertThat(problems(nobody)).containsExactly("REGION_AMBIGUOUS A4 Алматы");
    assertThat(only(nobody).problems().get(0).arguments().get("candidates")).contains(", ");
    List<Parsed> city = Sheets.parse("ALA", with(CASES, "Алматы | | 1 | 1"));
    assertThat(problems(city)).isEmpty();
    assertThat(only(city).texts()).containsEntry("region", "ALA");
  }

  @Test
  void aRegionThatDidNotExistThenWaits() {
    assertThat(problems(Sheets.parse(null, with(CASES, "Абай облысы | | 1 | 1"))))
        .containsExactly("REGION_NOT_VALID_THEN A4 Абай облысы");
  }

  @Test
  void aRegionThatIsNotTheSenderWaits() {
    assertThat(
            problems(
                Sheets.parse(
                    "AKM", with(CASES, "Акмолинская область | | 1 | 1", "г. Шымкент | | 1 | 1"))))
        .containsExactly("REGION_NOT_SENDER A5 г. Шымкент");
  }

  @Test
  void regionComesFromTheTitleOrTheFolderWhenNoColumnTellsIt() {
    List<Parsed> titled = Sheets.parse(null, with(SUPPLY, "Спутник V (РФ) | 1 | 1 | 1"));
    assertThat(problems(titled)).containsExactly("CELL_EMPTY_REQUIRED 4");
    String[] named = with(SUPPLY, "Спутник V (РФ) | 1 | 1 | 1");
    named[0] = "Движение вакцин по Акмолинской области на 15.02.2021";
    assertThat(only(Sheets.parse(null, named)).texts()).containsEntry("region", "AKM");
    assertThat(only(Sheets.parse("SHY", with(SUPPLY, "Спутник V (РФ) | 1 | 1 | 1"))).texts())
        .containsEntry("region", "SHY");
  }

  @Test
  void productsAndGroupsComeFromTheirRegisters() {
    List<Parsed> parsed =
        Sheets.parse(
            "AKM",
            with(
                VACCINATION,
                "Акмолинская область | Спутник V (КФК) | Медработники | 1 | 1",
                " | Спутник Х | СЭС | 1 | 1"));

    assertThat(problems(parsed)).containsExactly("CELL_WORD_UNKNOWN B5 Спутник Х");
    assertThat(Sheets.dataRows(parsed).get(0).texts())
        .containsEntry("product", "SPUTNIK_V_KPC")
        .containsEntry("priority_group", "HCW_FRONT");
  }

  @Test
  void allDosesOfAProductWithoutComponentsAreOneStock() {
    List<Parsed> parsed =
        Sheets.parse(
            "AKM",
            "на 15.02.2021",
            "Вакцина | Группа | I компонент{1x2} | | II компонент{1x2}",
            " | | За сутки | Всего | За сутки | Всего",
            "QazVac | СЭС | 1 | 1 | 1 | 1");

    assertThat(only(parsed).values())
        .extracting(v -> v.dimensions().get("component") + v.dimensions().get("dose"))
        .containsExactly("I1", "I1", "I2", "I2");
  }

  @Test
  void aSecondRowWithTheSameKeyIsADouble() {
    List<Parsed> parsed =
        Sheets.parse(
            "AKM", with(CASES, "Акмолинская область | г. Кокшетау | 1 | 1", " | Кокшетау | 2 | 2"));

    assertThat(problems(parsed)).containsExactly("ROW_DUPLICATE 5");
    assertThat(Sheets.dataRows(parsed).get(1).problems().get(0).arguments())
        .containsEntry("first", "Лист1!4");
  }

  @Test
  void aRowBelowOneThatDoesNotCountIsItsCorrection() {
    List<Parsed> parsed =
        Sheets.parse(
            "AKM",
            with(
                CASES,
                "Акмолинская область | | 12О | 100",
                "Акмолинская область | | 120 | 100",
                "Акмолинская область | | 121 | 100"));

    assertThat(problems(parsed)).containsExactly("CELL_NOT_A_NUMBER C4 12О", "ROW_DUPLICATE 6");
    assertThat(Sheets.dataRows(parsed).get(2).problems().get(0).arguments())
        .containsEntry("first", "Лист1!5");
  }

  @Test
  void aSecondSheetWithTheSameKeysIsADouble() {
    List<Parsed> out = new ArrayList<>();
    SubmissionParser parser =
        new SubmissionParser(Sheets.knowledge(), Sheets.from("AKM"), out::add);
    for (int sheet = 0; sheet < 2; sheet++) {
      for (SheetRow row : Sheets.rows(with(CASES, "Акмолинская область | | 1 | 1"))) {
        parser.row(sheet, "Лист" + sheet, false, row);
      }
    }
    parser.end();

    assertThat(problems(out)).containsExactly("ROW_DUPLICATE 4");
  }

  @Test
  void hiddenSheetsAreNotRead() {
    List<Parsed> out = new ArrayList<>();
    SubmissionParser parser =
        new SubmissionParser(Sheets.knowledge(), Sheets.from("AKM"), out::add);
    for (SheetRow row : Sheets.rows(with(CASES, "Акмолинская область | | 1 | 1"))) {
      parser.row(0, "Лист", true, row);
    }
    parser.end();

    assertThat(Sheets.dataRows(out)).isEmpty();
    assertThat(problems(out)).containsExactly("FORM_UNKNOWN");
  }

  @Test
  void datesInAColumnAreReadInDeclaredFormatsOnly() {
    List<Parsed> parsed =
        Sheets.parse(
            "AKM",
            with(
                TESTS,
                "Ақмола облысы | @2021-02-13 | 1 | 0",
                "Ақмола облысы | 14.02.2021 | 1 | 0",
                "Ақмола облысы | 02/15/2021 | 1 | 0",
                "Ақмола облысы | @2019-02-13 | 1 | 0",
                "Ақмола облысы | @2021-12-02 | 1 | 0",
                "Ақмола облысы | 44242 | 1 | 0"));

    assertThat(problems(parsed))
        .containsExactly(
            "CELL_DATE_AS_TEXT B3 14.02.2021",
            "CELL_NOT_A_DATE B4 02/15/2021",
            "CELL_DATE_IMPLAUSIBLE B5 2019-02-13",
            "DATE_IN_FUTURE B6 2021-12-02",
            "CELL_NOT_A_DATE B7 44242");
    assertThat(Sheets.dataRows(parsed).get(1).date()).isEqualTo(LocalDate.of(2021, 2, 14));
  }

  @Test
  void textIsTheNatureOfDatesInATextFile() {
    Submission csv = new Submission("s1", "tests.csv", "AKM", Sheets.RECEIVED_AT, false);
    List<Parsed> parsed =
        Sheets.parse(
            csv,
            "",
            Sheets.textRows(
                "Регион;Дата;Проведено тестов;Положительных", "Ақмола облысы;14.02.2021;1 200;3"));

    assertThat(problems(parsed)).isEmpty();
    assertThat(only(parsed).numbers()).containsEntry("tests_new", 1200.0);
  }

  @Test
  void aSheetWithoutADateRejectsItsRows() {
    String[] sheet = with(CASES, "Акмолинская область | | 1 | 1");
    sheet[0] = "Сведения";
    List<Parsed> parsed = Sheets.parse("AKM", sheet);

    assertThat(problems(parsed)).containsExactly("FORM_DATE_MISSING 2");
    assertThat(only(parsed).floor()).isEqualTo(Severity.REJECT);
  }

  @Test
  void theDateMayStandInACellTheSheetNameOrTheFileName() {
    String[] sheet = with(CASES, "Акмолинская область | | 1 | 1");
    sheet[0] = "на | @2021-02-14";
    assertThat(only(Sheets.parse("AKM", sheet)).date()).isEqualTo(LocalDate.of(2021, 2, 14));
    sheet[0] = "Сведения";
    Submission file = new Submission("s1", "КВИ_14.02.2021.xlsx", "AKM", Sheets.RECEIVED_AT, true);
    assertThat(only(Sheets.parse(file, "Лист1", Sheets.rows(sheet))).date())
        .isEqualTo(LocalDate.of(2021, 2, 14));
    assertThat(only(Sheets.parse(Sheets.from("AKM"), "14.02.21", Sheets.rows(sheet))).date())
        .isEqualTo(LocalDate.of(2021, 2, 14));
  }

  @Test
  void twoDatesForADayWait() {
    Submission file = new Submission("s1", "КВИ_14.02.2021.xlsx", "AKM", Sheets.RECEIVED_AT, true);
    List<Parsed> parsed =
        Sheets.parse(file, "Лист1", Sheets.rows(with(CASES, "Акмолинская область | | 1 | 1")));

    assertThat(problems(parsed)).hasSize(1).first().asString().startsWith("FORM_DATE_CONFLICT A1");
    assertThat(only(parsed).floor()).isEqualTo(Severity.HOLD);
  }

  @Test
  void aWeekIsFiledUnderItsLastDay() {
    List<Parsed> parsed =
        Sheets.parse(
            "AKM",
            "за неделю с 08.02.2021 по 14.02.2021",
            "Регион | Развёрнуто коек | Занято коек",
            "Акмолинская область | 100 | 50");

    assertThat(only(parsed).date()).isEqualTo(LocalDate.of(2021, 2, 14));
  }

  @Test
  void aTitleOfTheFutureRejectsTheSheet() {
    String[] sheet = with(CASES, "Акмолинская область | | 1 | 1");
    sheet[0] = "на 15.03.2021";
    List<Parsed> parsed = Sheets.parse("AKM", sheet);

    assertThat(problems(parsed)).containsExactly("DATE_IN_FUTURE A1 на 15.03.2021");
    assertThat(only(parsed).floor()).isEqualTo(Severity.REJECT);
  }

  @Test
  void aMissingColumnIsNamedWithTheNearestUnknownHeading() {
    List<Parsed> parsed =
        Sheets.parse(
            "AKM",
            "на 14.02.2021",
            "Регион | Развёрнуто коек | Занятых мест | Реанимационные койки",
            "Акмолинская область | 100 | 50 | 5");

    assertThat(Sheets.dataRows(parsed)).isEmpty();
    assertThat(end(parsed).formVersion()).isNull();
    Problem missing = end(parsed).problems().get(0);
    assertThat(missing.code()).isEqualTo(FindingCode.FORM_COLUMN_MISSING);
    assertThat(missing.severity()).isEqualTo(Severity.REJECT);
    assertThat(missing.arguments())
        .containsEntry("expected", "Занято коек")
        .containsEntry("nearest", "Занятых мест");
    assertThat(missing.raw()).isEqualTo("Занятых мест");
  }

  @Test
  void columnsThatHideNowhereAreToldTogether() {
    List<Parsed> parsed = Sheets.parse("AKM", with(CASES, "Акмолинская область | | 1 | 1"));

    List<Problem> missing = end(parsed).problems();
    assertThat(missing).hasSize(1);
    assertThat(missing.get(0).severity()).isEqualTo(Severity.WARN);
    assertThat(missing.get(0).column()).isZero();
    assertThat(missing.get(0).arguments().get("expected"))
        .startsWith("КВИ- (U07.2) / За сутки; КВИ- (U07.2) / Всего; Выздоровело / За сутки");
    assertThat(Sheets.dataRows(parsed)).hasSize(1);
  }

  @Test
  void aNameThatIsFilledDownIsToldWhereItStands() {
    List<Parsed> parsed =
        Sheets.parse(
            "AKM",
            with(CASES, "Aкмолинская область{2x1} | г. Кокшетау | 1 | 1", " | Районы | 1 | 1"));

    assertThat(problems(parsed)).containsExactly("CELL_LOOKALIKE_LETTERS A4 Aкмолинская область");
    assertThat(Sheets.dataRows(parsed))
        .extracting(r -> r.texts().get("region"))
        .containsOnly("AKM");
  }

  @Test
  void aHeadingNoColumnKnowsIsTold() {
    List<Parsed> parsed =
        Sheets.parse(
            "AKM",
            "Регион | Дата | Проведено тестов | Положительных | Погода",
            "Ақмола облысы | @2021-02-14 | 1 | 0 | снег");

    assertThat(problems(parsed)).containsExactly("FORM_HEADING_UNKNOWN E1 Погода");
    assertThat(Sheets.dataRows(parsed)).hasSize(1);
  }

  @Test
  void aFileWithoutAFormIsToldOnce() {
    List<Parsed> parsed = Sheets.parse("AKM", "Уважаемые коллеги!", "Направляем данные | 15");

    assertThat(Sheets.problems(parsed)).containsExactly("FORM_UNKNOWN");
    assertThat(end(parsed).sheet()).isNull();
  }
}
