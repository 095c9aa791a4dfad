package org.sitrep.normalise;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Names of regions through time, and names that more than one region bears. */
class RegistersTest {
  private static final Registers REGISTERS =
      new Knowledge(Sheets.KAZAKHSTAN, Sheets.REPORT_DATE).registers();

  private static String region(String name, String day, @Nullable String sender) {
    Registers.RegionMatch match = REGISTERS.region(name, LocalDate.parse(day), sender);
    return match.outcome() + " " + (match.code() == null ? match.names() : match.code());
  }

  @Test
  void aRenamedCityIsOneRegionUnderEitherName() {
    for (String day : new String[] {"2021-02-15", "2022-10-01"}) {
      assertThat(region("г. Нур-Султан", day, null)).as(day).isEqualTo("FOUND AST");
      assertThat(region("Астана", day, null)).as(day).isEqualTo("FOUND AST");
    }
  }

  @Test
  void aNameBeforeItsRegisterBeginsIsHeld() {
    assertThat(region("Астана", "2019-03-01", null)).startsWith("NOT_VALID_THEN [");
  }

  @Test
  void aRegionThatCameLaterDoesNotHoldYet() {
    assertThat(region("Абайская область", "2021-02-15", null)).startsWith("NOT_VALID_THEN [");
    assertThat(region("Абайская область", "2022-07-01", null)).startsWith("FOUND ");
  }

  @Test
  void aNameOfTwoRegionsIsDecidedByTheSenderOrHeldWithBothNamed() {
    assertThat(region("Алматы", "2021-02-15", "ALM")).isEqualTo("FOUND ALM");
    assertThat(region("Алматы", "2021-02-15", "ALA")).isEqualTo("FOUND ALA");
    assertThat(region("Алматы", "2021-02-15", null)).startsWith("AMBIGUOUS [").contains(", ");
    assertThat(region("Алматы", "2021-02-15", "AST")).startsWith("AMBIGUOUS [");
  }

  @Test
  void anUnknownNameSuggestsTheNearest() {
    assertThat(region("Акмолинскя обл", "2021-02-15", null)).startsWith("UNKNOWN [");
  }
}
