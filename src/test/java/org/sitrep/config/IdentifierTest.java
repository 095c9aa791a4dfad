package org.sitrep.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.sitrep.config.Identifier.Fault;

/** The identifiers are of nobody: their bearers would have been born in the nineteenth century. */
class IdentifierTest {
  private static final Persons PERSONS =
      Objects.requireNonNull(ConfReader.read(Path.of("conf/kazakhstan")).persons());
  private static final Identifier IIN = PERSONS.identifier();

  @Test
  void theFirstWeightsCheckMostIdentifiers() {
    assertThat(IIN.tell("890101100109")).isEqualTo(new Identifier.Told(null, 1889, "m"));
    assertThat(IIN.tell("891231200076")).isEqualTo(new Identifier.Told(null, 1889, "f"));
  }

  @Test
  void theSecondWeightsCheckThoseTheFirstCannot() {
    assertThat(IIN.tell("890101100018").fault()).isNull();
  }

  @Test
  void whatBothWeightsCannotCheckIsNeverIssued() {
    for (int digit = 0; digit < 10; digit++) {
      assertThat(IIN.tell("89010110002" + digit).fault()).isEqualTo(Fault.CHECK_DIGIT);
    }
  }

  @Test
  void theFirstFaultIsTold() {
    assertThat(IIN.tell("890101100100").fault()).isEqualTo(Fault.CHECK_DIGIT);
    assertThat(IIN.tell("891301100000").fault()).isEqualTo(Fault.BIRTH_DATE);
    assertThat(IIN.tell("890101900000").fault()).isEqualTo(Fault.CENTURY);
    assertThat(IIN.tell("89010110010").fault()).isEqualTo(Fault.LENGTH);
  }

  @Test
  void withoutACenturyNeitherBirthYearNorSexIsTold() {
    assertThat(IIN.tell("890101000003")).isEqualTo(new Identifier.Told(null, null, null));
  }

  @Test
  void lostLeadingZerosComeBackOnlyWhenTheRestFits() {
    assertThat(IIN.restored("50228200111")).isEqualTo("050228200111");
    assertThat(IIN.restored("50228200112")).isNull();
    assertThat(IIN.restored("890101100109")).isNull();
    // an eleven-digit telephone number
    assertThat(IIN.restored("87011234567")).isNull();
    assertThat(IIN.restored("1250")).isNull();
  }

  @Test
  void agesBelongToTheGroupTheyFallIn() {
    assertThat(PERSONS.ageGroup(0)).isEqualTo("0-17");
    assertThat(PERSONS.ageGroup(17)).isEqualTo("0-17");
    assertThat(PERSONS.ageGroup(18)).isEqualTo("18-29");
    assertThat(PERSONS.ageGroup(104)).isEqualTo("80+");
    assertThat(PERSONS.ageGroup(-1)).isNull();
  }
}
