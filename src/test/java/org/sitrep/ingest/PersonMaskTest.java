package org.sitrep.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sitrep.config.ConfReader;
import org.sitrep.domain.PersonToken;
import org.sitrep.testkit.ConfFolder;

/** All identifiers here are of people born in the nineteenth century, as nobody living is. */
class PersonMaskTest {
  static final String LIST =
      """
      key: list
      version: "1"
      title: {ru: Список, en: List}
      period: day
      header-within: 30
      header-rows-max: 2
      date-from: [title]
      date-formats: [dd.MM.yyyy]
      region-from: [folder]
      keys: []
      columns:
        - key: name
          type: personal
          words: {ru: [ФИО, "Фамилия, имя"], en: [Name]}
        - key: person
          type: person
          words: {ru: [ИИН], en: [IIN]}
        - key: telephone
          type: personal
          words: {ru: [Телефон], en: [Telephone]}
        - key: birth_date
          type: birth-date
          words: {ru: [Дата рождения], en: [Date of birth]}
        - key: note
          type: text
          words: {ru: [Примечание], en: [Note]}
      """;

  private PersonMask mask;

  @BeforeEach
  void begin(@TempDir Path folder) throws Exception {
    Path conf =
        ConfFolder.copy(Path.of("src/test/resources/conf/small"), folder.resolve("conf"))
            .write("forms/list.yml", LIST.replace("keys: []", "keys: [person]"))
            .path();
    Path key = Files.writeString(folder.resolve("key"), "0123456789abcdef0123456789abcdef");
    PersonWords words = Objects.requireNonNull(PersonWords.of(ConfReader.read(conf)));
    mask = new PersonMask(words, PersonKey.of(key, name -> null));
  }

  private List<String> row(String... texts) {
    List<Cell> cells = new ArrayList<>();
    for (int i = 0; i < texts.length; i++) {
      if (!texts[i].isEmpty()) {
        cells.add(
            texts[i].startsWith("=")
                ? Cell.number(i + 1, Double.parseDouble(texts[i].substring(1)), false, false, false)
                : Cell.text(i + 1, texts[i], false));
      }
    }
    return mask.row(new SheetRow(0, "", false, 1, false, cells)).cells().stream()
        .map(cell -> cell.column() + " " + cell.text())
        .toList();
  }

  private String cell(String text) {
    List<String> row = row(text);
    return row.get(0).substring(2);
  }

  @Test
  void anIdentifierBecomesAPseudonymWithYearAndSex() {
    String token = cell("890101100109");
    assertThat(token).matches("person:[0-9a-f]{64}:ok:1889:m");
    assertThat(cell("=890101100109")).isEqualTo(token);
    assertThat(cell("891231200076")).matches("person:[0-9a-f]{64}:ok:1889:f").isNotEqualTo(token);
    assertThat(mask.found()).isTrue();
  }

  @Test
  void aDateOfBirthLosesItsDay() {
    assertThat(row("ФИО", "ИИН", "Дата рождения")).hasSize(3);
    assertThat(row("", "", "17.01.1889")).containsExactly("3 1889-01");
    assertThat(row("", "", "1889")).as("a year tells nobody").containsExactly("3 1889");
    assertThat(row("", "", "31.02.1889 г.")).containsExactly("3 **.**.**** г.");
    assertThat(row("", "", "=32500")).as("a serial number").containsExactly("3 *****");
    assertThat(row("", "", "–")).containsExactly("3 –");
    assertThat(row("", "", "890101100109").get(0)).startsWith("3 person:");
    assertThat(mask.found()).isTrue();
  }

  @Test
  void groupsAndApostrophesDoNotHideAnIdentifier() {
    String token = cell("890101100109");
    for (String text :
        List.of(
            "'890101100109",
            "890101 100109",
            "890101-100-109",
            "890\u00a0101\u00a0100\u00a0109",
            "\u2019890101100109",
            " 8901 0110 0109 ")) {
      assertThat(cell(text)).as(text).isEqualTo(token);
    }
  }

  @Test
  void zerosThatASpreadsheetDroppedComeBack() {
    String whole = PersonToken.of(cell("050228200111")).key();
    assertThat(cell("=50228200111")).isEqualTo("person:" + whole + ":restored:1805:f");
    assertThat(cell("50228200111")).isEqualTo("person:" + whole + ":restored:1805:f");
  }

  @Test
  void wrongIdentifiersAreHiddenAllTheSameAndNameNobody() {
    assertThat(cell("890101100100")).isEqualTo("person::check-digit::");
    assertThat(cell("891301100000")).isEqualTo("person::birth-date::");
    assertThat(cell("=890101900000")).isEqualTo("person::century::");
    assertThat(cell("8,90101E+11")).isEqualTo("person::rounded::");
  }

  @Test
  void identifiersWithinATextAreStarredOut() {
    assertThat(cell("ИИН 890101100109, привит")).isEqualTo("ИИН ************, привит");
    assertThat(cell("см. 890101 100 109 и 891231200076"))
        .isEqualTo("см. ****** *** *** и ************");
    assertThat(cell("№ 5 890101 100109")).isEqualTo("№ 5 ****** ******");
    assertThat(mask.text("ala/890101100109 (1).xlsx")).isEqualTo("ala/************ (1).xlsx");
  }

  @Test
  void otherNumbersStay() {
    for (String text :
        List.of(
            "203259",
            "1 250 136",
            "2021-02-15",
            "2021-02-15 0830",
            "15.02.2021 23:59",
            "+7 (701) 123-45-67",
            "87011234567",
            "1676830000000000",
            "1 234 567 890 123 456",
            "1E+5",
            "0.5")) {
      assertThat(cell(text)).isEqualTo(text);
    }
    assertThat(cell("=203259")).isEqualTo("203259");
    assertThat(cell("=0.333333333333")).isEqualTo("0.333333333333");
    assertThat(mask.found()).isFalse();
  }

  @Test
  void nobodyCanWriteATokenHimself() {
    assertThat(cell("person:" + "ab".repeat(32) + ":ok:1990:m")).isEqualTo("person::length::");
  }

  @Test
  void belowHeadingsAboutPersonsNothingIsLetThrough() {
    assertThat(row("№", "ФИО", "ИИН", "Телефон", "Примечание"))
        .containsExactly("1 №", "2 ФИО", "3 ИИН", "4 Телефон", "5 Примечание");
    assertThat(row("1", "2", "3", "4", "5")).containsExactly("1 1", "2 2", "3 3", "4 4", "5 5");
    assertThat(row("1", "Иванов И.И.", "89010110010", "87011234567", "дома"))
        .containsExactly("1 1", "3 person::length::", "5 дома");
    assertThat(row("2", "Петрова", "паспорт N123", "", "в стационаре"))
        .containsExactly("1 2", "3 person::length::", "5 в стационаре");
    assertThat(row("3", "Ким", "-", "", "")).containsExactly("1 3", "3 -");
  }

  @Test
  void mergedCaptionsCoverTheColumnsBelowThem() {
    Cell caption = Cell.text(2, "Фамилия, имя", false).spanning(1, 2);
    mask.row(new SheetRow(0, "", false, 1, false, List.of(Cell.text(1, "ИИН", false), caption)));
    assertThat(row("", "Иванов", "Иван", "привит")).containsExactly("4 привит");
  }

  @Test
  void aTitleThatNamesOneHeadingIsNoHeader() {
    row("ФИО", "Главный врач");
    assertThat(row("Акмолинская область", "5")).containsExactly("1 Акмолинская область", "2 5");
  }

  @Test
  void everySheetBeginsAnew() {
    row("ФИО", "ИИН");
    SheetRow other =
        new SheetRow(1, "Лист2", false, 1, false, List.of(Cell.text(1, "Регион", false)));
    assertThat(mask.row(other)).isEqualTo(other);
  }
}
