package org.sitrep.normalise;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sitrep.config.Conf;
import org.sitrep.config.ConfReader;
import org.sitrep.testkit.ConfFolder;

/**
 * Rows of line lists as the first pass leaves them: identifiers are tokens. Persons were born in
 * the nineteenth century, so here one may grow older than usual.
 */
class LineListTest {
  static final String KEY = "ab".repeat(32);
  private static final String HEAD =
      "№ | ИИН | Дата рождения | Возраст | Пол | Вакцина | Доза | Категория | Дата вакцинации";

  @TempDir private static Path folder;
  private static Knowledge knowledge;

  @BeforeAll
  static void read() {
    knowledge = new Knowledge(patient(folder), Sheets.REPORT_DATE);
  }

  /** The country that ships, where people may be 250 years old. */
  static Conf patient(Path folder) {
    return ConfReader.read(
        ConfFolder.copy(Path.of("conf/kazakhstan"), folder.resolve("conf"))
            .change("persons.yml", "oldest: 120", "oldest: 250")
            .path());
  }

  static String token(int person, int year, String sex) {
    return String.format(java.util.Locale.ROOT, "person:%064x:ok:%d:%s", person, year, sex);
  }

  private static List<Parsed> parse(@Nullable String sender, String... lines) {
    return Sheets.parse(knowledge, Sheets.from(sender), "Лист1", Sheets.rows(lines));
  }

  private static List<String> problems(String row) {
    return Sheets.problems(parse("AKM", HEAD, row)).stream()
        .filter(p -> !p.startsWith("FORM_"))
        .toList();
  }

  private static Parsed.Event event(String row) {
    List<Parsed.DataRow> rows = Sheets.dataRows(parse("AKM", HEAD, row));
    assertThat(rows).hasSize(1);
    return java.util.Objects.requireNonNull(rows.get(0).event());
  }

  private static String row(String person, String... cells) {
    List<String> all = new ArrayList<>(List.of("1", person));
    all.addAll(List.of(cells));
    return String.join(" | ", all);
  }

  @Test
  void aRowBecomesAnEvent() {
    List<Parsed> parsed =
        parse(
            "AKM",
            HEAD,
            row(
                token(7, 1889, "f"),
                "@1889-06-30",
                "",
                "жен",
                "Спутник V (РФ)",
                "'2",
                "Медработники",
                "@2021-02-15"));
    assertThat(Sheets.problems(parsed)).noneMatch(p -> !p.startsWith("FORM_"));
    Parsed.DataRow row = Sheets.dataRows(parsed).get(0);
    assertThat(row.form()).isEqualTo("line-list-vaccination");
    assertThat(row.date()).isEqualTo(LocalDate.of(2021, 2, 15));
    assertThat(row.values()).isEmpty();
    Parsed.Event event = java.util.Objects.requireNonNull(row.event());
    assertThat(event.kind().word()).isEqualTo("dose");
    assertThat(event.person()).isEqualTo(String.format(java.util.Locale.ROOT, "%064x", 7));
    assertThat(event.place()).isEqualTo(9);
    assertThat(event.dimensions())
        .containsAllEntriesOf(
            Map.of(
                "region", "AKM",
                "product", "SPUTNIK_V_RU",
                "component", "II",
                "dose", "2",
                "sex", "f",
                "age_group", "80+",
                "priority_group", "HCW_FRONT"));
    assertThat(event.dimensions()).doesNotContainValue("1889-06-30");
  }

  @Test
  void whatIsWrongWithAnIdentifierIsToldWithoutTellingIt() {
    String rest = " | | | | QazVac | 1 | | @2021-02-15";
    assertThat(problems("1 | " + rest)).contains("PERSON_MISSING B2");
    assertThat(problems("1 | -" + rest)).contains("PERSON_MISSING B2");
    assertThat(problems("1 | person::length::" + rest)).containsExactly("PERSON_LENGTH B2");
    assertThat(problems("1 | person::rounded::" + rest)).containsExactly("PERSON_ROUNDED B2");
    assertThat(problems("1 | person::check-digit::" + rest))
        .containsExactly("PERSON_CHECK_DIGIT B2");
    assertThat(problems("1 | person::birth-date::" + rest)).containsExactly("PERSON_BIRTH_DATE B2");
    assertThat(problems("1 | person::century::" + rest)).containsExactly("PERSON_BIRTH_DATE B2");
    assertThat(problems("1 | person:" + KEY + ":restored:1805:f" + rest))
        .containsExactly("PERSON_ZEROS_RESTORED B2");
  }

  @Test
  void agesThatCannotBeAreTold() {
    String person = token(1, 1889, "m");
    assertThat(problems(row(person, "@1750-01-01", "", "", "QazVac", "1", "", "@2021-02-15")))
        .contains("PERSON_AGE_IMPOSSIBLE C2");
    assertThat(problems(row(person, "", "300", "", "QazVac", "1", "", "@2021-02-15")))
        .contains("PERSON_AGE_IMPOSSIBLE D2");
    assertThat(problems(row(person, "2021-03", "", "", "QazVac", "1", "", "@2021-02-15")))
        .containsExactly("PERSON_BORN_AFTER_EVENT C2");
    assertThat(problems(row(person, "@1888-12-31", "", "", "QazVac", "1", "", "@2021-02-15")))
        .containsExactly("PERSON_AGE_DISAGREES C2");
    assertThat(problems(row(person, "", "130", "", "QazVac", "1", "", "@2021-02-15")))
        .containsExactly("PERSON_AGE_DISAGREES D2");
    for (String age : List.of("131", "132")) {
      assertThat(problems(row(person, "", age, "", "QazVac", "1", "", "@2021-02-15"))).isEmpty();
    }
    assertThat(problems(row(person, "", "", "ж", "QazVac", "1", "", "@2021-02-15")))
        .containsExactly("PERSON_SEX_DISAGREES E2");
  }

  @Test
  void theAgeGroupIsToldOnlyWhenItIsSure() {
    assertThat(ageGroup(token(1, 1990, "m"), "@1990-02-16")).isEqualTo("30-39");
    assertThat(ageGroup(token(1, 1991, "m"), "1991-03")).isEqualTo("18-29");
    assertThat(ageGroup(token(1, 1991, "m"), "1991-01")).isEqualTo("30-39");
    // born in the month of the event, on a day that nobody keeps: 29 or 30
    assertThat(ageGroup(token(1, 1991, "m"), "1991-02")).isNull();
    assertThat(ageGroup(token(1, 1991, "m"), "@1991-02-01")).isNull();
    // born in 1991: 29 or 30 on 15 February 2021
    assertThat(ageGroup(token(1, 1991, "m"), "")).isNull();
    assertThat(ageGroup(token(1, 1985, "m"), "")).isEqualTo("30-39");
    assertThat(ageGroup("person:" + KEY + ":ok::", "")).isNull();
  }

  private static @Nullable String ageGroup(String person, String birth) {
    return event(row(person, birth, "", "", "QazVac", "1", "", "@2021-02-15"))
        .dimensions()
        .get("age_group");
  }

  @Test
  void datesBeforeTheCampaignAndInTheFutureAreTold() {
    String person = token(1, 1889, "m");
    assertThat(problems(row(person, "", "", "", "QazVac", "1", "", "@2021-01-31")))
        .containsExactly("EVENT_BEFORE_START I2");
    assertThat(problems(row(person, "", "", "", "QazVac", "1", "", "@2021-02-16")))
        .containsExactly("DATE_IN_FUTURE I2 2021-02-16");
    assertThat(problems(row(person, "", "", "", "QazVac", "1", "", "")))
        .containsExactly("CELL_EMPTY_REQUIRED I2");
  }

  @Test
  void wordsOfFewAreFoundInEverySpelling() {
    for (String dose : List.of("'1", "I", "\u0406", "1 доза", "I компонент")) {
      assertThat(
              event(row(token(1, 1889, "m"), "", "", "М", "QazVac", dose, "", "@2021-02-15"))
                  .dimensions())
          .as(dose)
          .containsEntry("dose", "1")
          .containsEntry("sex", "m");
    }
    assertThat(problems(row(token(1, 1889, "m"), "", "", "x1", "QazVac", "9", "", "@2021-02-15")))
        .containsExactly("CELL_NOT_A_CHOICE E2 x1", "CELL_NOT_A_CHOICE G2 9");
  }

  @Test
  void streamsOfCasesKeepTheirSigns() {
    List<Parsed> parsed =
        parse(
            "AKM",
            "ИИН | Диагноз | Дата регистрации",
            token(1, 1889, "m") + " | КВИ+ | @2021-02-15",
            token(2, 1889, "m") + " | КВИ- (U07.2) | @2021-02-15",
            " | КВИ+ | @2021-02-15");
    assertThat(Sheets.dataRows(parsed))
        .extracting(r -> java.util.Objects.requireNonNull(r.event()).dimensions().get("stream"))
        .containsExactly("U07.1", "U07.2", "U07.1");
    // a case without an identifier counts, but cannot be compared
    assertThat(Sheets.dataRows(parsed).get(2).problems())
        .singleElement()
        .matches(p -> p.code().name().equals("PERSON_MISSING"))
        .matches(p -> p.severity().word().equals("warn"));
  }

  @Test
  void numberingTotalsAndSignaturesAreNobody() {
    List<Parsed> parsed =
        parse(
            "AKM",
            HEAD,
            "1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9",
            row(token(1, 1889, "m"), "", "", "", "QazVac", "1", "", "@2021-02-15"),
            HEAD,
            "Итого | 1 | | | | | | | 1",
            "Исполнитель | Ким | | | | | | | тел.");
    assertThat(Sheets.dataRows(parsed)).extracting(Parsed.DataRow::row).containsExactly(3);
    assertThat(Sheets.ends(parsed).get(0).rowsRead()).isEqualTo(1);
  }
}
