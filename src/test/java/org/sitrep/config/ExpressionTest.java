package org.sitrep.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExpressionTest {
  private static final Set<String> COLUMNS = Set.of("region", "date", "doses_1", "doses_2");

  private static List<String> problems(String expression) {
    Reading reading = new Reading();
    Expression.check(expression, COLUMNS, new Spot(reading, "rules.yml", 1, "holds"));
    return reading.problems().stream().map(ConfProblem::text).toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "doses_2 <= doses_1",
        "`doses_2` <= `doses_1`",
        "coalesce(doses_2, 0) + 1.5e3 >= -1",
        "not (doses_1 between 0 and 100) or doses_1 in (1, 2)",
        "CASE WHEN region = 'doses_3 (it''s)' THEN doses_1 > 0 ELSE true END",
        "date >= date '2021-02-01' and abs(doses_1 - doses_2) < 10",
        "doses_1 is null or try_cast(doses_1 as int) % 2 = 0"
      })
  void ordinarySqlOverTheColumnsIsFine(String expression) {
    assertThat(problems(expression)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "doses_1 > (1 | holds: a bracket opens and does not close",
        "doses_1 > 1) | holds: a bracket closes and does not open",
        "region = 'x | holds: a quote opens and does not close",
        "`doses_1 > 0 | holds: a quote opens and does not close",
        "doses_1 > 0; true | holds: ';' cannot stand in an expression",
        "rand() > 0.5 | holds: 'rand' is neither a column of the form nor a function rules may use",
        "java_method() | holds: 'java_method' is neither a column of the form nor a function rules"
            + " may use"
      })
  void theRestIsTold(String expression, String problem) {
    assertThat(problems(expression)).containsExactly(problem);
  }
}
