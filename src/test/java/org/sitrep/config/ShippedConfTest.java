package org.sitrep.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sitrep.domain.Lang;
import org.sitrep.domain.RegionCode;

class ShippedConfTest {
  private static final Conf CONF = ConfReader.read(Path.of("conf/kazakhstan"));
  private static final LocalDate FEBRUARY = LocalDate.of(2021, 2, 15);
  private static final Lang RU = new Lang("ru");

  @ParameterizedTest
  @MethodSource("countries")
  void everyCountryThatShipsIsValidAndWritesToNobody(Path country) {
    Conf conf = ConfReader.read(country);
    assertThat(conf.mail().smtp()).isNull();
    assertThat(conf.mail().allowedDomains()).allMatch(domain -> domain.endsWith(".invalid"));
    assertThat(conf.calendar()).allMatch(expected -> conf.form(expected.form()).isPresent());
  }

  static List<Path> countries() throws IOException {
    try (Stream<Path> folders = Files.list(Path.of("conf"))) {
      return folders.filter(Files::isDirectory).sorted().toList();
    }
  }

  @Test
  void seventeenRegionsUntilJune2022AndTwentyAfter() {
    assertThat(CONF.regionsOn(FEBRUARY)).hasSize(17);
    assertThat(CONF.regionsOn(LocalDate.of(2022, 6, 7))).hasSize(17);
    assertThat(CONF.regionsOn(LocalDate.of(2022, 6, 8))).hasSize(20);
  }

  @Test
  void capitalIsNurSultanUntilSeptember2022AndAstanaAfter() {
    assertThat(capital(LocalDate.of(2022, 9, 18))).isEqualTo("г. Нур-Султан");
    assertThat(capital(LocalDate.of(2022, 9, 19))).isEqualTo("г. Астана");
  }

  private static String capital(LocalDate day) {
    return CONF.region(new RegionCode("AST"), day).orElseThrow().name().in(RU);
  }

  @Test
  void populationsSumToThePublishedTotals() {
    assertThat(people(LocalDate.of(2020, 1, 1))).isEqualTo(18_631_779);
    assertThat(people(LocalDate.of(2021, 1, 1))).isEqualTo(18_879_552);
    assertThat(people(LocalDate.of(2022, 1, 1))).isEqualTo(19_503_159);
  }

  private static long people(LocalDate day) {
    return CONF.populations().stream()
        .filter(population -> population.date().equals(day))
        .mapToLong(Population::people)
        .sum();
  }

  @Test
  void newBoundariesKeepThePopulationOfTheOldOnes() {
    assertThat(people(LocalDate.of(2022, 6, 8))).isEqualTo(2_177_253L + 1_344_854L + 1_355_879L);
  }

  @Test
  void sputnikHasTwoStocksAndQazVacOne() {
    Product imported = product("SPUTNIK_V_RU");
    assertThat(imported.components()).containsExactly("I", "II");
    assertThat(imported.doseOfComponent()).containsEntry("I", "1").containsEntry("II", "2");
    assertThat(imported.origin()).isEqualTo("imported");
    assertThat(product("SPUTNIK_V_KPC").origin()).isEqualTo("local");
    assertThat(product("SPUTNIK_V_KPC").family()).isEqualTo("SPUTNIK_V");
    assertThat(product("QAZVAC").components()).hasSize(1);
    assertThat(CONF.products()).hasSize(8);
  }

  private static Product product(String key) {
    return CONF.products().stream().filter(p -> p.key().equals(key)).findFirst().orElseThrow();
  }

  @Test
  void targetsHoldWhatMinistersPromised() {
    assertThat(target("T2021_6M").value()).isEqualTo(6_000_000);
    assertThat(target("T2021_04_1M").value()).isEqualTo(1_000_000);
    assertThat(target("S2021_02").value()).isEqualTo(112_000);
    assertThat(target("D2021_01_31").value()).isEqualTo(22_000);
    assertThat(target("T2021_ELIG").kind()).isEqualTo("denominator");
  }

  private static Target target(String key) {
    return CONF.targets().stream().filter(t -> t.key().equals(key)).findFirst().orElseThrow();
  }

  @Test
  void whatNobodyConfirmedStaysMarked() {
    assertThat(target("T2021_ELIG").source().weak()).isTrue();
    assertThat(target("T2021_6M").source().weak()).isFalse();
    assertThat(CONF.districts()).allMatch(district -> district.source().weak());
    assertThat(CONF.populations()).noneMatch(population -> population.source().weak());
  }

  @Test
  void everyOblastHasItsCentreAndTheRestAndCitiesHaveNoDistricts() {
    for (Region region : CONF.regionsOn(FEBRUARY)) {
      List<String> codes =
          CONF.districts().stream()
              .filter(district -> district.region().equals(region.code()))
              .map(District::code)
              .toList();
      if (region.type().equals("city")) {
        assertThat(codes).isEmpty();
      } else {
        assertThat(codes).containsExactly(region.code() + "-C", region.code() + "-R");
      }
    }
  }

  @Test
  void bareAlmatyIsHeldAndNotGuessed() {
    assertThat(CONF.ambiguousAliases())
        .filteredOn(alias -> alias.alias().equals("Алматы"))
        .singleElement()
        .extracting(AmbiguousAlias::candidates)
        .isEqualTo(List.of(new RegionCode("ALA"), new RegionCode("ALM")));
    assertThat(CONF.ambiguousAliases()).extracting(AmbiguousAlias::alias).doesNotContain("ВКО");
  }

  @Test
  void everyExpectedFormIsDescribed() {
    assertThat(CONF.calendar())
        .extracting(ExpectedForm::form)
        .containsExactly("cases", "vaccination", "supply", "hospital", "tests");
    assertThat(CONF.calendar())
        .filteredOn(ExpectedForm::required)
        .extracting(ExpectedForm::form)
        .containsExactly("cases", "vaccination", "supply");
    assertThat(CONF.calendar()).allMatch(expected -> CONF.form(expected.form()).isPresent());
  }

  @Test
  void sendersAreRemindedTwiceAndThenTheDutyOfficerIsTold() {
    ReportingRule.Reminder reminder = CONF.reporting().reminder();
    assertThat(reminder.afterHours()).containsExactly(1, 3);
    assertThat(reminder.escalateAfterHours()).isEqualTo(6);
    assertThat(CONF.mail().recipients())
        .filteredOn(Mail.Recipient::isSupervisor)
        .extracting(Mail.Recipient::address)
        .containsExactly("duty-officer@health.example.invalid");
  }

  @Test
  void returnsOfEveryRegionHaveAReader() {
    for (Region region : CONF.regions()) {
      String code = region.code().value().toLowerCase(Locale.ROOT);
      assertThat(CONF.mail().recipients())
          .filteredOn(recipient -> recipient.returnsOf().contains(code))
          .as(code)
          .hasSize(1);
    }
    assertThat(CONF.mail().recipients())
        .filteredOn(recipient -> recipient.editions().contains("national"))
        .extracting(recipient -> recipient.language().code())
        .containsExactly("kk", "ru", "en");
    assertThat(CONF.mail().smtp()).isNull();
  }

  @Test
  void everyRegionHasItsOwnTile() {
    for (LocalDate day : List.of(FEBRUARY, LocalDate.of(2022, 10, 1))) {
      assertThat(CONF.regionsOn(day))
          .extracting(region -> region.tileColumn() + "," + region.tileRow())
          .doesNotHaveDuplicates()
          .doesNotContain("null,null");
    }
  }

  @Test
  void coverageIsToldUnderTwoDenominators() {
    assertThat(CONF.country().coverageDenominators()).containsExactly("population", "T2021_ELIG");
    assertThat(CONF.country().minimumForChange()).isEqualTo(5);
    assertThat(CONF.country().historyDays()).isEqualTo(57);
  }

  @Test
  void monthsAreKnownInEveryLanguage() {
    assertThat(CONF.words().months())
        .containsEntry("февраля", 2)
        .containsEntry("ақпан", 2)
        .containsEntry("february", 2);
  }

  @Test
  void womensDayIsAHolidayAndTheMovedSaturdayAWorkingDay() {
    assertThat(CONF.holidays())
        .filteredOn(Holiday::working)
        .extracting(Holiday::date)
        .contains(LocalDate.of(2021, 7, 3));
    assertThat(CONF.holidays())
        .filteredOn(day -> !day.working())
        .extracting(Holiday::date)
        .contains(LocalDate.of(2021, 3, 8));
  }
}
