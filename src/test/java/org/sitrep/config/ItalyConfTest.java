package org.sitrep.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.sitrep.config.FormSpec.ColumnSpec;
import org.sitrep.domain.RegionCode;

/** The second country that ships: one case definition, no districts, no zones. */
class ItalyConfTest {
  private static final Conf CONF = ConfReader.read(Path.of("conf/italy"));
  private static final LocalDate MARCH = LocalDate.of(2021, 3, 1);
  private static final Set<String> VALUES = Set.of("count", "decimal", "percent");

  @Test
  void nineteenRegionsAndTwoAutonomousProvinces() {
    assertThat(CONF.regionsOn(MARCH)).hasSize(21);
    assertThat(CONF.regionsOn(MARCH))
        .extracting(region -> region.code().value())
        .contains("PAB", "PAT", "FVG", "VDA");
    assertThat(CONF.regionsOn(MARCH)).extracting(Region::iso).doesNotHaveDuplicates();
    assertThat(CONF.regionsOn(MARCH)).extracting(Region::statisticsCode).doesNotHaveDuplicates();
  }

  @Test
  void everyAreaHasItsOwnTile() {
    assertThat(CONF.regionsOn(MARCH))
        .extracting(region -> region.tileColumn() + "," + region.tileRow())
        .doesNotHaveDuplicates()
        .doesNotContain("null,null");
  }

  @Test
  void areasAreKnownByTheNamesAndLettersOfEveryFile() {
    assertThat(aliases("PAB"))
        .contains("P.A. Bolzano", "Provincia Autonoma Bolzano / Bozen", "Bolzano");
    assertThat(aliases("VDA")).contains("Valle d'Aosta", "Valle d'Aosta / Vallée d'Aoste");
    assertThat(CONF.ambiguousAliases())
        .filteredOn(alias -> alias.alias().equals("Trentino-Alto Adige"))
        .singleElement()
        .extracting(AmbiguousAlias::candidates)
        .isEqualTo(List.of(new RegionCode("PAB"), new RegionCode("PAT")));
  }

  private static List<String> aliases(String code) {
    return CONF.region(new RegionCode(code), MARCH).orElseThrow().aliases();
  }

  @Test
  void populationsSumToThePublishedTotalOfTheFirstOfJanuary2020() {
    assertThat(CONF.populations().stream().mapToLong(Population::people).sum())
        .isEqualTo(59_641_488);
    assertThat(CONF.populations())
        .filteredOn(population -> population.region().value().equals("LOM"))
        .singleElement()
        .extracting(Population::people)
        .isEqualTo(10_027_602L);
  }

  @Test
  void everyNumericColumnOfEveryFileEndsInAMeasure() {
    assertThat(CONF.forms())
        .extracting(FormSpec::key)
        .containsExactlyInAnyOrder("cases", "deliveries", "administrations", "vaccination-summary");
    for (FormSpec form : CONF.forms()) {
      assertThat(form.columns())
          .filteredOn(column -> VALUES.contains(column.type()))
          .as(form.key())
          .isNotEmpty()
          .allSatisfy(column -> assertThat(column.measure()).as(column.key()).isNotNull());
    }
    assertThat(CONF.form("cases").orElseThrow().columns())
        .filteredOn(column -> VALUES.contains(column.type()))
        .hasSize(19);
  }

  @Test
  void casesAreToldInTheFixedMeasures() {
    Set<String> measures = new TreeSet<>();
    CONF.form("cases").orElseThrow().columns().stream()
        .map(ColumnSpec::measure)
        .filter(measure -> measure != null)
        .forEach(measures::add);
    assertThat(measures)
        .contains(
            "cases_new",
            "cases_cumulative",
            "deaths_cumulative",
            "recovered_cumulative",
            "tests_cumulative",
            "inpatients",
            "icu_occupied");
  }

  @Test
  void suppliersOfTheFilesAreProductsOfOneStockEach() {
    assertThat(CONF.products())
        .flatExtracting(Product::aliases)
        .contains("Pfizer/BioNTech", "Moderna", "AstraZeneca", "Vaxzevria");
    assertThat(CONF.products()).allMatch(product -> product.components().size() == 1);
  }

  @Test
  void nothingIsInventedWhereNothingIsKnown() {
    assertThat(CONF.districts()).isEmpty();
    assertThat(CONF.zoneRules()).isEmpty();
    assertThat(CONF.priorityGroups()).allMatch(group -> group.planned() == null);
    assertThat(CONF.targets()).allMatch(target -> target.kind().equals("denominator"));
  }
}
