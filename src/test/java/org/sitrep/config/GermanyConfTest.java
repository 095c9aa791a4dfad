package org.sitrep.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

/** The profile for vaccinations in Germany: Länder, and a sender without a territory. */
class GermanyConfTest {
  private static final Conf CONF = ConfReader.read(Path.of("conf/germany-vaccination"));

  @Test
  void sixteenLaenderAndTheFederalCentres() {
    assertThat(CONF.regions()).hasSize(17);
    assertThat(CONF.regions())
        .filteredOn(region -> region.type().equals(Region.OTHER))
        .singleElement()
        .extracting(region -> region.code() + " " + region.iso() + region.tileColumn())
        .isEqualTo("BUND null");
  }

  @Test
  void populationsSumToThePublishedTotals() {
    assertThat(people("2019-12-31")).isEqualTo(83_166_711);
    assertThat(people("2020-12-31")).isEqualTo(83_155_031);
  }

  private static long people(String date) {
    return CONF.populations().stream()
        .filter(population -> population.date().equals(LocalDate.parse(date)))
        .mapToLong(Population::people)
        .sum();
  }

  @Test
  void columnsUnderCaptionsHaveTheirKeysAndDimensions() {
    FormSpec form =
        CONF.forms().stream()
            .filter(f -> f.key().equals("doses-by-place"))
            .findFirst()
            .orElseThrow();
    assertThat(form.columns())
        .filteredOn(column -> column.key().equals("by_product_practices_2_moderna"))
        .singleElement()
        .extracting(FormSpec.ColumnSpec::dimensions)
        .hasToString("{facility=PRACTICES, dose=2, product=MODERNA}");
  }
}
