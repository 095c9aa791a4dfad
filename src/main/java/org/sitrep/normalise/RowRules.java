package org.sitrep.normalise;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_compact;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.when;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;
import org.sitrep.config.Rule;
import org.sitrep.domain.FindingCode;
import scala.Function1;

/** The country's rules that a row decides by itself, as columns of one plan. */
final class RowRules {
  /** Numbers of the checks a row fails; never null. */
  static final String BROKEN = "_broken";

  /** Worst severity among problems, broken rules and what befell the sheet; -1 for none. */
  static final String WORST = "_worst";

  private RowRules() {}

  /** Checks a row fails. What a rule cannot tell, for want of a value, holds. */
  static Column broken(List<Check> checks, ParsedRows rows) {
    List<Column> broken = new ArrayList<>();
    for (Check check : checks) {
      if (check.rule().withinRow()) {
        String form = check.rule().form();
        Column holds = expr(check.sql((of, key) -> rows.column(form, key)));
        broken.add(
            when(
                not(col(ParsedRows.END))
                    .and(col(ParsedRows.FORM).equalTo(form))
                    .and(not(coalesce(holds, lit(true)))),
                lit(check.number())));
      }
    }
    Column none = array().cast("array<int>");
    if (broken.isEmpty()) {
      return none;
    }
    // nothing at all is tried of rows that no rule is about, such as a million of a line list
    Object[] forms =
        checks.stream()
            .map(check -> check.rule())
            .filter(Rule::withinRow)
            .map(Rule::form)
            .distinct()
            .toArray();
    return when(
            col(ParsedRows.FORM).isin(forms), array_compact(array(broken.toArray(new Column[0]))))
        .otherwise(none);
  }

  /** The worst that is said about a row. */
  static Column worst(List<Check> checks) {
    return worst(checks, col(ParsedRows.PROBLEMS));
  }

  /** The worst that is said about a row, but for its being a double of one above. */
  static Column worstButDouble(List<Check> checks) {
    return worst(
        checks,
        functions.filter(
            col(ParsedRows.PROBLEMS),
            p -> p.getField(ParsedRows.CODE).notEqual(FindingCode.ROW_DUPLICATE.name())));
  }

  private static Column worst(List<Check> checks, Column problems) {
    Column worst =
        functions.greatest(
            col(ParsedRows.FLOOR), highest(problems, p -> p.getField(ParsedRows.SEVERITY)));
    if (checks.isEmpty()) {
      return worst;
    }
    Column[] ranks =
        checks.stream().map(c -> lit(ParsedRows.rank(c.rule().severity()))).toArray(Column[]::new);
    return functions.greatest(
        worst, highest(col(BROKEN), i -> functions.element_at(array(ranks), i.plus(lit(1)))));
  }

  /** The highest rank of what stands in an array; -1 when nothing does. */
  private static Column highest(Column all, Function1<Column, Column> rank) {
    return when(size(all).gt(0), functions.array_max(functions.transform(all, rank)))
        .otherwise(lit(-1));
  }
}
