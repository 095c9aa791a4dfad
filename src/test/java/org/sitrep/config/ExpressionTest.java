package org.sitrep.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sitrep.config.Expression.Name;
import org.sitrep.config.Expression.Vocabulary;

class ExpressionTest {
  private static final Set<String> COLUMNS = Set.of("region", "date", "doses_1", "doses_2");
  private static final Map<String, Set<String>> BESIDE =
      Map.of("previous", Set.of("doses_1", "date"), "supply", Set.of("delivered", "date"));

  private static List<String> problems(String expression) {
    return problems(expression, new Vocabulary(COLUMNS, BESIDE, null));
  }

  private static List<String> ofGroup(String expression) {
    return problems(expression, new Vocabulary(COLUMNS, BESIDE, Set.of("region", "date")));
  }

  private static List<String> problems(String expression, Vocabulary vocabulary) {
    Reading reading = new Reading();
    Expression.check(expression, vocabulary, new Spot(reading, "rules.yml", 1, "holds"));
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
        "doses_1 is null or try_cast(doses_1 as int) % 2 = 0 or doses_1 / 10.5 > 1",
        "region rlike '^[A-Z]+$' or region || 'x' = 'y'",
        "doses_1 >= previous.doses_1 or previous.date < date_sub(date, 1)",
        "supply.date <> date or doses_1 <= `supply`.`delivered`"
      })
  void ordinarySqlOverTheColumnsIsFine(String expression) {
    assertThat(problems(expression)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sum(doses_1) >= previous.doses_1",
        "count(*) > 2 and count_if(doses_1 > doses_2) = 0",
        "sum(case when region = 'ALA' then doses_1 else 0 end) <= 10",
        "max(doses_1) < 100 or date > date '2021-02-01'"
      })
  void rowsOfAGroupAreAddedUp(String expression) {
    assertThat(ofGroup(expression)).isEmpty();
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
        "doses_1 > 0 -- and so on | holds: '--' cannot stand in an expression",
        "doses_1 / doses_2 > 1 | holds: '/' cannot stand in an expression; write try_divide(a, b)",
        "doses_1 % 0 = 1 | holds: '%' cannot stand in an expression; write try_mod(a, b)",
        "cast(region as int) = 1 | holds: 'cast' is not a function rules may use; write try_cast",
        "rand() > 0.5 | holds: 'rand' is not a function rules may use",
        "java_method() | holds: 'java_method' is not a function rules may use",
        "supply.upper(1) = 2 | holds: 'supply' is not a function rules may use",
        "region rlike '[A-Z' | holds: '[A-Z' is not a pattern: Unclosed character class",
        "previous.region = 'x' | holds: 'previous.region' is not something kept of previous",
        "previus.doses_1 > 0 | holds: 'previus.doses_1' is of nothing this rule looks at; did you"
            + " mean 'previous'?",
        "sum(doses_1) > 0 | holds: 'sum' adds up several rows, this rule is about one; write over:"
            + " submission or per:"
      })
  void theRestIsTold(String expression, String problem) {
    assertThat(problems(expression)).contains(problem);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "doses_1 > 0 | holds: 'doses_1' differs from row to row; write sum(doses_1)",
        "sum(previous.doses_1) > 0 | holds: 'previous.doses_1' is one value for all rows and cannot"
            + " be added up",
        "sum(max(doses_1)) > 0 | holds: 'max' cannot stand inside another of its kind"
      })
  void whatAGroupCannotTellIsTold(String expression, String problem) {
    assertThat(ofGroup(expression)).containsExactly(problem);
  }

  @Test
  void namesAreReplacedAndNothingElse() {
    String expression = "date > date '2021-02-01' and 'doses_1' <> `doses_1` + previous.doses_1";
    assertThat(Expression.names(expression))
        .containsExactly(
            new Name("", "date"), new Name("", "doses_1"), new Name("previous", "doses_1"));
    assertThat(Expression.rewritten(expression, name -> "<" + name.text() + ">"))
        .isEqualTo("<date> > date '2021-02-01' and 'doses_1' <> <doses_1> + <previous.doses_1>");
  }
}
