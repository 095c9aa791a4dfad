package org.sitrep.config;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * The SQL expression of a rule, as far as it can be understood without starting Spark: quotes and
 * brackets close, and every word is a name the rule may use, a SQL word or a function that gives
 * the same answer every time and stops no night.
 */
public final class Expression {
  private static final String PART = "`[^`]+`|[A-Za-z_][A-Za-z0-9_]*";

  /** A text in quotes, a number, a word (perhaps of something) with its bracket, a sign. */
  private static final Pattern TOKEN =
      Pattern.compile(
          "(?<text>'(?:[^'\\\\]|\\\\.|'')*')"
              + "|(?<number>\\d+(?:\\.\\d+)?(?:[eE][+-]?\\d+)?)"
              + "|(?<word>"
              + PART
              + ")(?:\\.(?<part>"
              + PART
              + "))?(?<call>\\s*\\()?"
              + "|(?<sign>--|\\S)");

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
          "int",
          "bigint",
          "double",
          "decimal",
          "string",
          "escape",
          "distinct",
          "from");

  /** Words that open a bracket of their own: "x in (1, 2)" and "not (…)" are no calls. */
  private static final Set<String> BEFORE_BRACKET =
      Set.of(
          "and", "or", "not", "in", "when", "then", "else", "between", "case", "like", "decimal");

  /**
   * Functions that give the same answer every time: no clock, no chance. None of them fails on a
   * strange value, which would stop the night: {@code try_cast} for {@code cast}, {@code
   * try_divide} for {@code /}.
   */
  private static final Set<String> FUNCTIONS =
      Set.of(
          "abs",
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
          "regexp_like",
          "replace",
          "right",
          "round",
          "sign",
          "sqrt",
          "startswith",
          "substr",
          "substring",
          "trim",
          "try_add",
          "try_divide",
          "try_mod",
          "try_subtract",
          "try_to_date",
          "try_to_number",
          "upper",
          "weekday",
          "year");

  /** Functions over all rows of a group. */
  private static final Set<String> AGGREGATES =
      Set.of("sum", "min", "max", "avg", "count", "count_if", "bool_and", "bool_or");

  /** What to write in place of something that can fail on a value. */
  private static final Map<String, String> INSTEAD =
      Map.of(
          "/", "try_divide(a, b)",
          "%", "try_mod(a, b)",
          "cast", "try_cast",
          "div", "floor(try_divide(a, b))",
          "mod", "try_mod",
          "pmod", "try_mod",
          "to_date", "try_to_date",
          "\"", "single quotes");

  private static final String SIGNS = "+-*(),<>=!|";

  private Expression() {}

  /**
   * A name in an expression.
   *
   * @param of what it is taken from, such as previous or a form; empty for the row itself
   */
  public record Name(String of, String column) {
    /** As it is written. */
    public String text() {
      return of.isEmpty() ? column : of + "." + column;
    }
  }

  /**
   * Names an expression may use.
   *
   * @param own columns of the row
   * @param beside columns of what stands beside the row, by its name
   * @param fixed what is the same in all rows of a group and may stand outside of sum() and the
   *     like; null when the expression is about one row and has no use for them
   */
  record Vocabulary(
      Set<String> own, Map<String, Set<String>> beside, @Nullable Set<String> fixed) {}

  /** The names that stand in {@code expression}, in order; some may stand there more than once. */
  public static List<Name> names(String expression) {
    List<Name> out = new ArrayList<>();
    rewritten(
        expression,
        name -> {
          out.add(name);
          return name.text();
        });
    return out;
  }

  /** {@code expression} with every name replaced by what {@code column} gives for it. */
  public static String rewritten(String expression, Function<Name, String> column) {
    Matcher m = TOKEN.matcher(expression);
    StringBuilder out = new StringBuilder();
    String before = "";
    while (m.find()) {
      String word = m.group("word");
      if (word != null && m.group("call") == null && isName(m, expression, before)) {
        m.appendReplacement(out, Matcher.quoteReplacement(column.apply(name(m))));
      }
      before = m.group();
    }
    return m.appendTail(out).toString();
  }

  private static boolean isName(Matcher m, String expression, String before) {
    String word = m.group("word").toLowerCase(Locale.ROOT);
    if (m.group("part") != null || !word.equals("date")) {
      return m.group("part") != null || !WORDS.contains(word);
    }
    // date '2021-02-15' and try_cast(x as date) speak of the type
    String rest = expression.substring(m.end()).stripLeading();
    return !rest.startsWith("'") && !before.equalsIgnoreCase("as");
  }

  private static Name name(Matcher m) {
    String part = m.group("part");
    return part == null
        ? new Name("", bare(m.group("word")))
        : new Name(bare(m.group("word")), bare(part));
  }

  private static String bare(String word) {
    return word.startsWith("`") ? word.substring(1, word.length() - 1) : word;
  }

  static void check(String expression, Vocabulary vocabulary, Spot spot) {
    Matcher m = TOKEN.matcher(expression);
    Deque<String> open = new ArrayDeque<>();
    Set<String> told = new TreeSet<>();
    String before = "";
    while (m.find()) {
      String token = m.group();
      if (m.group("text") != null && before.equalsIgnoreCase("rlike")) {
        pattern(m.group("text"), spot);
      } else if (m.group("word") != null) {
        boolean call = m.group("call") != null;
        if (call) {
          call(bare(m.group("word")), m.group("part") != null, open, vocabulary, told, spot);
        } else if (isName(m, expression, before)) {
          name(name(m), open, vocabulary, told, spot);
        }
      } else if (m.group("sign") != null) {
        if (token.equals("'") || token.equals("`")) {
          spot.wrong("a quote opens and does not close");
          return;
        }
        if (token.equals("(")) {
          open.push("");
        } else if (token.equals(")")) {
          if (open.isEmpty()) {
            spot.wrong("a bracket closes and does not open");
            return;
          }
          open.pop();
        } else if (!SIGNS.contains(token) && !isSafe(m, expression) && told.add(token)) {
          String instead = INSTEAD.get(token);
          spot.wrong(
              "'"
                  + token
                  + "' cannot stand in an expression"
                  + (instead == null ? "" : "; write " + instead));
        }
      }
      before = token;
    }
    if (!open.isEmpty()) {
      spot.wrong("a bracket opens and does not close");
    }
  }

  /** Dividing by a number that stands there, and is not zero, fails on no value. */
  private static boolean isSafe(Matcher m, String expression) {
    return ("/".equals(m.group()) || "%".equals(m.group()))
        && expression.substring(m.end()).matches("(?s)\\s*(?!0+(\\.0*)?\\b)\\d.*");
  }

  private static void pattern(String text, Spot spot) {
    try {
      Pattern.compile(text.substring(1, text.length() - 1).replace("\\\\", "\\"));
    } catch (PatternSyntaxException e) {
      spot.wrong(text + " is not a pattern: " + e.getDescription());
    }
  }

  private static void call(
      String name,
      boolean qualified,
      Deque<String> open,
      Vocabulary vocabulary,
      Set<String> told,
      Spot spot) {
    String function = name.toLowerCase(Locale.ROOT);
    boolean grouped = vocabulary.fixed() != null;
    boolean aggregate = AGGREGATES.contains(function);
    if (qualified) {
      tell(name + "(", told, spot, "'" + name + "' is not a function rules may use");
    } else if (aggregate && !grouped) {
      tell(
          name,
          told,
          spot,
          "'"
              + name
              + "' adds up several rows, this rule is about one; write over: submission or per:");
    } else if (aggregate && inAggregate(open)) {
      tell(name, told, spot, "'" + name + "' cannot stand inside another of its kind");
    } else if (!aggregate && !FUNCTIONS.contains(function) && !BEFORE_BRACKET.contains(function)) {
      String instead = INSTEAD.get(function);
      String nearest = Nearest.of(name, FUNCTIONS);
      tell(
          name,
          told,
          spot,
          "'"
              + name
              + "' is not a function rules may use"
              + (instead != null
                  ? "; write " + instead
                  : nearest == null ? "" : "; did you mean '" + nearest + "'?"));
    }
    open.push(aggregate ? "aggregate" : "");
  }

  private static void name(
      Name name, Deque<String> open, Vocabulary vocabulary, Set<String> told, Spot spot) {
    Collection<String> known =
        name.of().isEmpty() ? vocabulary.own() : vocabulary.beside().get(name.of());
    Set<String> fixed = vocabulary.fixed();
    if (known == null) {
      String nearest = Nearest.of(name.of(), vocabulary.beside().keySet());
      tell(
          name.of() + ".",
          told,
          spot,
          "'"
              + name.text()
              + "' is of nothing this rule looks at"
              + (nearest == null ? "" : "; did you mean '" + nearest + "'?"));
    } else if (!known.contains(name.column())) {
      String nearest = Nearest.of(name.column(), known);
      tell(
          name.text(),
          told,
          spot,
          "'"
              + name.text()
              + (name.of().isEmpty()
                  ? "' is neither a column of the form nor a SQL word"
                  : "' is not something kept of " + name.of())
              + (nearest == null ? "" : "; did you mean '" + nearest + "'?"));
    } else if (fixed != null && name.of().isEmpty() && !fixed.contains(name.column())) {
      if (!inAggregate(open)) {
        tell(
            name.text(),
            told,
            spot,
            "'" + name.text() + "' differs from row to row; write sum(" + name.text() + ")");
      }
    } else if (fixed != null && !name.of().isEmpty() && inAggregate(open)) {
      tell(
          name.text(),
          told,
          spot,
          "'" + name.text() + "' is one value for all rows and cannot be added up");
    }
  }

  private static boolean inAggregate(Deque<String> open) {
    return open.contains("aggregate");
  }

  private static void tell(String what, Set<String> told, Spot spot, String problem) {
    if (told.add(what)) {
      spot.wrong(problem);
    }
  }
}
