package org.sitrep.normalise;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import org.sitrep.config.Conf;
import org.sitrep.config.Rule;
import org.sitrep.domain.Actor;
import org.sitrep.domain.Address;
import org.sitrep.domain.FindingCode;
import org.sitrep.domain.FindingTexts;
import org.sitrep.domain.Lang;
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
          ParsedRows.SHOWN);

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

  private final String nightId;
  private final List<Rule> rules;
  private final FindingTexts texts;

  FindingRows(Conf conf, String nightId) {
    this.nightId = nightId;
    this.rules = new ArrayList<>(conf.rules());
    this.texts = FindingTexts.load(conf.country().languages());
  }

  @Override
  public Iterator<Row> call(Row row) {
    List<Row> out = new ArrayList<>();
    List<Row> problems = row.getList(7);
    for (Row problem : problems) {
      FindingCode code = FindingCode.valueOf(problem.getString(0));
      Severity severity = Severity.values()[problem.getInt(1)];
      Map<String, String> arguments = Entries.texts(problem.getList(6));
      int line = problem.getInt(3);
      int place = problem.getInt(4);
      String raw = problem.isNullAt(5) ? null : problem.getString(5);
      locate(row, line, place, arguments);
      out.add(
          finding(
              row,
              code.name(),
              severity,
              problem.getString(2),
              code.actor(),
              line,
              place,
              raw,
              arguments,
              texts.message(code, arguments)));
    }
    List<Integer> broken = row.getList(8);
    for (int place : broken) {
      out.add(brokenRule(row, rules.get(place)));
    }
    return out.iterator();
  }

  private Row brokenRule(Row row, Rule rule) {
    Map<String, Integer> places = Entries.numbers(row.getList(9));
    Map<String, String> shown = Entries.texts(row.getList(10));
    String first = rule.columns().get(0);
    Map<String, String> arguments = new HashMap<>();
    StringBuilder cells = new StringBuilder();
    for (String column : rule.columns()) {
      String value = shown.get(column);
      if (value != null) {
        arguments.put(column, value);
      }
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
    // The return workbook paints every cell of the rule, not only the one that carries it.
    arguments.put("cells", cells.toString());
    Map<String, String> message = new LinkedHashMap<>();
    rule.message()
        .byLanguage()
        .forEach(
            (lang, text) -> message.put(lang, FindingTexts.fill(text, arguments, new Lang(lang))));
    return finding(
        row,
        rule.code(),
        rule.severity(),
        Scope.CELL.word(),
        Actor.SENDER,
        row.getInt(4),
        place,
        shown.get(first),
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
        raw,
        Entries.of(arguments),
        Entries.of(message));
  }
}
