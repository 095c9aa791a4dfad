package org.sitrep.normalise;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_compact;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;
import org.sitrep.config.Rule;

/** The country's rules over one row, as columns of one plan. */
final class RowRules {
  /** Places in the list of rules of those the row breaks; never null. */
  static final String BROKEN = "_broken";

  /** Worst severity among problems, broken rules and what befell the sheet; -1 for none. */
  static final String WORST = "_worst";

  private RowRules() {}

  /** Places of the rules a row breaks. What a rule cannot tell, for want of a value, holds. */
  static Column broken(List<Rule> rules) {
    List<Column> broken = new ArrayList<>();
    for (int i = 0; i < rules.size(); i++) {
      Rule rule = rules.get(i);
      Column breaks =
          not(col(ParsedRows.END))
              .and(col(ParsedRows.FORM).equalTo(rule.form()))
              .and(not(coalesce(expr(rule.holds()), lit(true))));
      broken.add(when(breaks, lit(i)));
    }
    return broken.isEmpty()
        ? array().cast("array<int>")
        : array_compact(array(broken.toArray(new Column[0])));
  }

  /** The worst that is said about a row. */
  static Column worst(List<Rule> rules) {
    Column worst = col(ParsedRows.FLOOR);
    Column problems =
        coalesce(
            functions.array_max(
                functions.transform(
                    col(ParsedRows.PROBLEMS), p -> p.getField(ParsedRows.SEVERITY))),
            lit(-1));
    worst = functions.greatest(worst, problems);
    if (rules.isEmpty()) {
      return worst;
    }
    Column[] ranks =
        rules.stream().map(r -> lit(ParsedRows.rank(r.severity()))).toArray(Column[]::new);
    Column rules0 =
        coalesce(
            functions.array_max(
                functions.transform(
                    col(BROKEN), i -> functions.element_at(array(ranks), i.plus(lit(1))))),
            lit(-1));
    return functions.greatest(worst, rules0);
  }
}
