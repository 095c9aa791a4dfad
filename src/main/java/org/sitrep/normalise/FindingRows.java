package org.sitrep.normalise;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import org.sitrep.config.Conf;
import org.sitrep.config.Expression.Name;
import org.sitrep.config.Persons;
import org.sitrep.config.Rule;
import org.sitrep.config.Text;
import org.sitrep.domain.Actor;
import org.sitrep.domain.Address;
import org.sitrep.domain.FindingCode;
import org.sitrep.domain.FindingTexts;
import org.sitrep.domain.Lang;
import org.sitrep.domain.PersonToken;
import org.sitrep.domain.Scope;
import org.sitrep.domain.Severity;
import org.sitrep.tables.Findings;

/** Turns the problems and broken rules of a checked row into findings with their sentences. */
final class FindingRows implements FlatMapFunction<Row, Row> {
  private static final long serialVersionUID = 1L;

  /** Columns it reads, in this order. */
  static final List<String> INPUT =
      List.of(
          ParsedRows.SUBMISSION,
          ParsedRows.FILE,
          ParsedRows.FORM,
          ParsedRows.SHEET,
          ParsedRows.ROW,
          ParsedRows.REGION,
          ParsedRows.DATE,
          ParsedRows.PROBLEMS,
          RowRules.BROKEN,
          ParsedRows.PLACES,
          ParsedRows.SHOWN,
          Normalise.VERDICT);

  /** Table {@code finding} with its maps as pairs. */
  static StructType output() {
    StructType out = new StructType();
    for (StructField field : Findings.schema().fields()) {
      out =
          field.dataType() instanceof MapType
              ? out.add(field.name(), Entries.type(DataTypes.StringType), false)
              : out.add(field);
    }
    return out;
  }

  /** Stands in a sentence where a cell is empty. */
  private static final String NOTHING = "–";

  private final String nightId;
  private final List<Check> checks;
  private final CodeNames names;
  private final FindingTexts texts;
  private final List<Lang> languages;
  private final @Nullable Text identifier;
  private final String language;

  FindingRows(Conf conf, List<Check> checks, String nightId) {
    this.nightId = nightId;
    this.checks = checks;
    this.names = new CodeNames(conf);
    this.languages = conf.country().languages();
    this.texts = FindingTexts.load(languages);
    Persons persons = conf.persons();
    this.identifier = persons == null ? null : persons.identifier().name();
    this.language = conf.country().defaultLanguage().code();
  }

  @Override
  public Iterator<Row> call(Row row) {
    List<Row> out = new ArrayList<>();
    Row verdict = row.isNullAt(11) ? null : row.getStruct(11);
    String first = verdict == null || verdict.isNullAt(1) ? null : verdict.getString(1);
    for (Row problem : row.<Row>getList(7)) {
      FindingCode code = FindingCode.valueOf(problem.getString(0));
      Map<String, String> arguments = Entries.texts(problem.getList(6));
      if (code == FindingCode.ROW_DUPLICATE && first != null) {
        if (first.isEmpty()) {
          continue;
        }
        arguments.put("first", first);
      }
      out.add(problem(row, problem, code, arguments));
    }
    for (Integer number : row.<Integer>getList(8)) {
      out.add(broken(row, checks.get(number), Map.of()));
    }
    if (verdict != null) {
      for (Row said : verdict.<Row>getList(2)) {
        Check check = checks.get(said.getInt(0));
        Map<String, String> shown = Entries.texts(said.getList(2));
        out.add(
            said.isNullAt(1)
                ? broken(row, check, shown)
                : brokenByGroup(row, check, said.getString(1), shown));
      }
    }
    return out.iterator();
  }

  private Row problem(Row row, Row problem, FindingCode code, Map<String, String> arguments) {
    int line = problem.getInt(3);
    int place = problem.getInt(4);
    locate(row, line, place, arguments);
    return finding(
        row,
        code.name(),
        Severity.values()[problem.getInt(1)],
        problem.getString(2),
        code.actor(),
        line,
        place,
        problem.isNullAt(5) ? null : problem.getString(5),
        arguments,
        sentences(code, arguments));
  }

  /** The sentence in every language, with the names of forms and regions in that language. */
  private Map<String, String> sentences(FindingCode code, Map<String, String> arguments) {
    Map<String, String> out = new LinkedHashMap<>();
    for (Lang lang : languages) {
      out.put(lang.code(), texts.sentence(code, names.named(lang, arguments), lang));
    }
    return out;
  }

  /**
   * A rule that a row breaks.
   *
   * @param beside values for the sentence that do not stand in the row
   */
  private Row broken(Row row, Check check, Map<String, String> beside) {
    Map<String, Integer> places = Entries.numbers(row.getList(9));
    Map<String, String> shown = Entries.texts(row.getList(10));
    String first = check.columns().get(0);
    Map<String, String> arguments = new HashMap<>(beside);
    Set<String> told = new LinkedHashSet<>(check.columns());
    told.addAll(check.told());
    for (String column : told) {
      String value = shown.get(check.resolved(new Name("", column)).column());
      if (value != null) {
        arguments.put(column, value);
      }
    }
    StringBuilder cells = new StringBuilder();
    for (String column : check.columns()) {
      Integer at = places.get(column);
      if (at != null) {
        cells
            .append(cells.length() == 0 ? "" : " ")
            .append(Address.letters(at))
            .append(row.getInt(4));
      }
    }
    int place = places.getOrDefault(first, 0);
    locate(row, row.getInt(4), place, arguments);
    return broken(
        row,
        check,
        Scope.CELL,
        row.getInt(4),
        place,
        shown.get(first),
        cells.toString(),
        arguments);
  }

  /** A rule that the rows of a table break together; it is told once, about the sheet. */
  private Row brokenByGroup(Row row, Check check, String cells, Map<String, String> shown) {
    Map<String, String> arguments = new HashMap<>(shown);
    locate(row, 0, 0, arguments);
    return broken(row, check, Scope.SHEET, 0, 0, null, cells, arguments);
  }

  private Row broken(
      Row row,
      Check check,
      Scope scope,
      int line,
      int place,
      @Nullable String raw,
      String cells,
      Map<String, String> arguments) {
    Rule rule = check.rule();
    if (!row.isNullAt(6)) {
      arguments.putIfAbsent("date", row.getLocalDate(6).toString());
    }
    if (!row.isNullAt(5)) {
      arguments.putIfAbsent("region", row.getString(5));
    }
    // The return workbook paints every cell of the rule, not only the one that carries it.
    arguments.put("cells", cells);
    Map<String, String> message = new LinkedHashMap<>();
    rule.message()
        .byLanguage()
        .forEach(
            (language, text) -> {
              Map<String, String> named = names.in(language, rule.form(), arguments);
              if (rule.each()) {
                named.put("column", names.heading(language, rule.form(), check.columns().get(0)));
              }
              check.places().forEach(name -> named.putIfAbsent(name, NOTHING));
              message.put(language, FindingTexts.fill(text, named, new Lang(language)));
            });
    return finding(
        row,
        rule.code(),
        rule.severity(),
        scope.word(),
        Actor.SENDER,
        line,
        place,
        raw,
        arguments,
        message);
  }

  private static void locate(Row row, int line, int place, Map<String, String> arguments) {
    String sheet = row.isNullAt(3) ? null : row.getString(3);
    Address address = new Address(row.getString(0), sheet, line, place);
    arguments.put("file", row.getString(1));
    if (sheet != null && !sheet.isEmpty()) {
      arguments.put("sheet", sheet);
    }
    if (line > 0) {
      arguments.put("row", Integer.toString(line));
      arguments.put("cell", address.cell());
    }
  }

  private Row finding(
      Row row,
      String code,
      Severity severity,
      String scope,
      Actor actor,
      int line,
      int place,
      @Nullable String raw,
      Map<String, String> arguments,
      Map<String, String> message) {
    String sheet = row.isNullAt(3) ? null : row.getString(3);
    return RowFactory.create(
        nightId,
        row.getString(0),
        row.getString(1),
        code,
        severity.word(),
        scope,
        actor.word(),
        row.isNullAt(2) ? null : row.getString(2),
        row.isNullAt(5) ? null : row.getString(5),
        row.isNullAt(6) ? null : row.getLocalDate(6),
        sheet,
        line,
        place,
        new Address(row.getString(0), sheet, line, place).cell(),
        hidden(raw, language),
        Entries.of(hidden(arguments)),
        Entries.of(spoken(message)));
  }

  /** Arguments without the pseudonyms of persons. */
  private Map<String, String> hidden(Map<String, String> arguments) {
    Map<String, String> out = new HashMap<>();
    arguments.forEach((name, value) -> out.put(name, PersonToken.hidden(value, word(language))));
    return out;
  }

  /** Sentences without the pseudonyms of persons, each in its own language. */
  private Map<String, String> spoken(Map<String, String> message) {
    Map<String, String> out = new HashMap<>();
    message.forEach((lang, text) -> out.put(lang, PersonToken.hidden(text, word(lang))));
    return out;
  }

  private @Nullable String hidden(@Nullable String text, String lang) {
    return text == null ? null : PersonToken.hidden(text, word(lang));
  }

  /** The word for an identifier. */
  private String word(String lang) {
    return identifier == null ? "" : identifier.byLanguage().getOrDefault(lang, "");
  }
}
