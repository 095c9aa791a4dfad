package org.sitrep.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.sitrep.domain.PersonToken.Standing;

class PersonTokenTest {
  private static final String KEY = "0123456789abcdef".repeat(4);

  @Test
  void isReadBackAsItWasWritten() {
    List<PersonToken> tokens =
        List.of(
            new PersonToken(KEY, Standing.OK, 1890, "m"),
            new PersonToken(KEY, Standing.RESTORED, null, null),
            new PersonToken(null, Standing.CHECK_DIGIT, null, "f"),
            new PersonToken(null, Standing.BIRTH_DATE, null, null));

    assertThat(tokens).extracting(token -> PersonToken.of(token.text())).isEqualTo(tokens);
    assertThat(tokens.get(0).text()).isEqualTo("person:" + KEY + ":ok:1890:m");
    assertThat(tokens.get(3).text()).isEqualTo("person::birth-date::");
  }

  @Test
  void isNoneInAnyOtherShape() {
    List<String> texts =
        List.of(
            "",
            "person:",
            "person:::",
            "person::ok:",
            "person::OK::",
            "person:" + KEY + "0:ok::",
            "person:" + KEY.replace('a', 'g') + ":ok::",
            "person::ok:189:",
            "person::ok:189x:",
            "person::ok::x",
            "person::ok:::",
            " person::ok::");

    assertThat(texts)
        .noneMatch(PersonToken::isToken)
        .allMatch(text -> PersonToken.of(text) == null);
  }

  /** A standing nobody has yet is still hidden from people, but tells nothing. */
  @Test
  void ofAnUnknownStandingIsLikeATokenAndTellsNothing() {
    assertThat(PersonToken.isToken("person::later::")).isTrue();
    assertThat(PersonToken.of("person::later::")).isNull();
    assertThat(PersonToken.hidden("Row of person::later:: twice", "IIN"))
        .isEqualTo("Row of (IIN) twice");
  }
}
