package org.sitrep.config;

import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Checks a rule's SQL expression as far as that goes without starting Spark: quotes and brackets
 * close, and every word is a column of the form, a SQL word or a function that rules may use.
 */
final class Expression {
  /** A text in quotes, a number, a word (backquoted or not) with its opening bracket, a sign. */
  private static final Pattern TOKEN =
      Pattern.compile(
          "'(?:[^'\\\\]|\\\\.|'')*'"
              + "|\\d+(?:\\.\\d+)?(?:[eE][+-]?\\d+)?"
              + "|(?<word>`[^`]+`|[A-Za-z_][A-Za-z0-9_]*)(?<call>\\s*\\()?"
              + "|(?<sign>\\S)");

  private static final Set<String> WORDS =
      Set.of(
          "and",
          "or",
          "not",
          "is",
          "null",
          "in",
          "between",
          "like",
          "rlike",
          "case",
          "when",
          "then",
          "else",
          "end",
          "true",
          "false",
          "as",
          "date",
          "int",
          "bigint",
          "double",
          "decimal",
          "string",
          "div",
          "escape",
          "distinct",
          "from",
          "interval",
          "day",
          "days");

  /** Functions that give the same answer every time; no clock, no chance, no aggregates. */
  private static final Set<String> FUNCTIONS =
      Set.of(
          "abs",
          "cast",
          "try_cast",
          "ceil",
          "ceiling",
          "coalesce",
          "concat",
          "contains",
          "date_add",
          "date_diff",
          "date_sub",
          "datediff",
          "dayofmonth",
          "dayofweek",
          "endswith",
          "floor",
          "greatest",
          "if",
          "ifnull",
          "isnotnull",
          "isnull",
          "least",
          "left",
          "length",
          "lower",
          "month",
          "nullif",
          "nvl",
          "nvl2",
          "pmod",
          "mod",
          "regexp_like",
          "replace",
          "right",
          "round",
          "sign",
          "startswith",
          "substr",
          "substring",
          "to_date",
          "trim",
          "try_add",
          "try_divide",
          "try_subtract",
          "try_to_date",
          "try_to_number",
          "upper",
          "weekday",
          "year");

  private Expression() {}

  static void check(String expression, Collection<String> columns, Spot spot) {
    Matcher m = TOKEN.matcher(expression);
    int open = 0;
    Set<String> told = new TreeSet<>();
    while (m.find()) {
      String word = m.group("word");
      String sign = m.group("sign");
      if (word != null) {
        String name = word.startsWith("`") ? word.substring(1, word.length() - 1) : word;
        String lower = name.toLowerCase(Locale.ROOT);
        boolean call = m.group("call") != null;
        open += call ? 1 : 0;
        // "x in (1, 2)" and "not (…)" look like calls and are none.
        boolean fine =
            columns.contains(name) || WORDS.contains(lower) || call && FUNCTIONS.contains(lower);
        if (!fine && told.add(name)) {
          String nearest = Nearest.of(name, call ? FUNCTIONS : columns);
          spot.wrong(
              "'"
                  + name
                  + "' is neither a column of the form nor a "
                  + (call ? "function rules may use" : "SQL word")
                  + (nearest == null ? "" : "; did you mean '" + nearest + "'?"));
        }
      } else if (sign != null) {
        if (sign.equals("'") || sign.equals("`")) {
          spot.wrong("a quote opens and does not close");
          return;
        }
        open += sign.equals("(") ? 1 : sign.equals(")") ? -1 : 0;
        if (open < 0) {
          break;
        }
        if (sign.equals(";")) {
          spot.wrong("';' cannot stand in an expression");
        }
      }
    }
    if (open != 0) {
      spot.wrong(
          open > 0 ? "a bracket opens and does not close" : "a bracket closes and does not open");
    }
  }
}
