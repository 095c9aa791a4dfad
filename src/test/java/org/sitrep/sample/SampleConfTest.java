package org.sitrep.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.sitrep.config.Conf;
import org.sitrep.config.ConfReader;
import org.sitrep.config.FormSpec;
import org.sitrep.config.PriorityGroup;
import org.sitrep.config.Product;
import org.sitrep.config.Region;
import org.sitrep.config.Rule;
import org.sitrep.domain.FindingCode;
import org.sitrep.domain.RegionCode;

/** The sample speaks the words of the country it pretends to be. */
class SampleConfTest {
  private static final Path DIR = Path.of("conf/kazakhstan");
  private static final LocalDate DAY = LocalDate.of(2021, 2, 15);
  private final Conf conf = ConfReader.read(DIR);
  private final SampleConf sample = new SampleConf(DIR);

  @Test
  void everyHeadingIsAWordOfItsForm() {
    for (String form : List.of("cases", "vaccination", "supply", "hospital", "tests", "series")) {
      FormSpec spec = conf.form(form).orElseThrow();
      for (String language : sample.languages()) {
        for (SampleConf.Heading h : sample.headings(form, language)) {
          FormSpec.ColumnSpec column =
              spec.columns().stream()
                  .filter(
                      c ->
                          h.column().equals("row_no")
                              ? c.type().equals("ignore")
                              : c.key().equals(h.column()))
                  .findFirst()
                  .orElseThrow();
          assertThat(folded(column.words().get(language)))
              .as(form + " " + h)
              .contains(folded(h.word()));
          if (!h.group().isEmpty()) {
            assertThat(folded(column.group().get(language)))
                .as(form + " " + h)
                .contains(folded(h.group()));
          }
        }
      }
    }
  }

  @Test
  void everyRegionOfTheRegisterSendsUnderANameItKnows() {
    assertThat(sample.regions)
        .extracting(Habits::region)
        .containsExactlyInAnyOrderElementsOf(
            conf.regionsOn(DAY).stream().map(r -> r.code().value()).toList());
    for (Habits habits : sample.regions) {
      Region region = conf.region(new RegionCode(habits.region()), DAY).orElseThrow();
      assertThat(region.aliases()).contains(habits.name(), habits.nationalName());
    }
    for (PlantedFault.Plan plan : sample.faults) {
      if (plan.kind() == FaultKind.REGION_SPELT) {
        Region region = conf.region(new RegionCode(plan.region()), DAY).orElseThrow();
        assertThat(region.aliases()).contains(plan.value());
      }
    }
  }

  @Test
  void peopleAreThoseOfTheRegister() {
    for (Habits habits : sample.regions) {
      assertThat(conf.populations())
          .filteredOn(
              p ->
                  p.region().value().equals(habits.region())
                      && p.date().equals(LocalDate.of(2021, 1, 1)))
          .extracting(p -> p.people())
          .containsExactly(habits.people());
    }
  }

  @Test
  void nightRunsOnTheClockOfTheCountry() {
    assertThat(LocalTime.parse(sample.settings.text("night-runs-at")))
        .isEqualTo(conf.country().reportTime());
    assertThat(ZoneId.of(sample.settings.text("time-zone"))).isEqualTo(conf.country().timeZone());
    assertThat(sample.settings.date("campaign-start")).isEqualTo(conf.country().campaignStart());
  }

  @Test
  void productsGroupsAndDistrictsAreInTheRegisters() {
    assertThat(conf.products())
        .extracting(Product::key)
        .containsAll(sample.shipments.stream().map(SampleConf.Shipment::product).toList());
    assertThat(conf.priorityGroups())
        .extracting(PriorityGroup::key)
        .containsAll(sample.groupShares.stream().map(r -> r.getField("group")).toList());
    for (Habits habits : sample.regions) {
      assertThat(conf.districts())
          .filteredOn(d -> d.region().value().equals(habits.region()))
          .hasSize(habits.centrePercent() == 0 ? 0 : 2);
    }
  }

  @Test
  void totalsAndSignaturesStartWithKnownWords() {
    List<String> totals = folded(conf.words().totals());
    List<String> signatures = folded(conf.words().signatures());
    for (String language : sample.languages()) {
      assertThat(totals).contains(folded(sample.word("total", language)));
      assertThat(signatures)
          .contains(folded(sample.word("signature", language).split(" ")[0]))
          .contains(folded(sample.word("head", language).split(" ")[0]));
    }
  }

  @Test
  void everyPlantedFaultExpectsAFindingThatExists() {
    List<String> rules = conf.rules().stream().map(Rule::code).toList();
    List<String> own = Arrays.stream(FindingCode.values()).map(Enum::name).toList();
    for (PlantedFault.Plan plan : sample.faults) {
      assertThat(plan.codes()).allMatch(code -> rules.contains(code) || own.contains(code));
    }
  }

  private static List<String> folded(List<String> words) {
    return words.stream().map(SampleConfTest::folded).toList();
  }

  private static String folded(String word) {
    return word.toLowerCase(Locale.ROOT).replaceAll("[.:]", "");
  }
}
