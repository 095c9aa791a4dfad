package org.sitrep.form;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sitrep.config.Conf;
import org.sitrep.config.FormSpec;
import org.sitrep.config.FormSpec.ColumnSpec;
import org.sitrep.config.Persons;

/** The checks of a form's cells: what {@code normalise} would tell, told while it is typed. */
final class Checks {
  /** What a workbook counts as today when it is filled in. */
  private static final String TODAY = "TODAY()";

  private static final String FAR = "999999999999";

  private final FormSpec form;
  private final BlankTexts texts;
  private final LocalDate first;
  private final @Nullable Persons persons;

  Checks(Conf conf, FormSpec form, BlankTexts texts) {
    this.form = form;
    this.texts = texts;
    this.first = conf.country().epidemicStart();
    this.persons = conf.persons();
  }

  /** The check of a column's cells; {@code list} names the drop-down of a register's column. */
  Check of(ColumnSpec column, @Nullable String list) {
    if (list != null) {
      return new Check(
          Check.Kind.LIST, null, null, list, true, texts.get("choice"), texts.get("choice_error"));
    }
    return switch (column.type()) {
      case "count" ->
          column.cells().multiplyBy() == 1
              ? number(column, Check.Kind.WHOLE, "count", "correction", "signed")
              : number(column, Check.Kind.DECIMAL, "decimal", "decimal", "decimal_signed");
      case "decimal" -> number(column, Check.Kind.DECIMAL, "decimal", "decimal", "decimal_signed");
      case "percent" ->
          check(
              column,
              Check.Kind.DECIMAL,
              "0",
              column.cells().percentOf() == 100 ? "100" : "1",
              true,
              column.cells().percentOf() == 100 ? "hundred" : "percent");
      case "composite" -> composite(column);
      case "person" -> person(column);
      case "total" -> Check.NONE;

      case "date" -> day(texts.get("day", example(first)));
      default -> text(column);
    };
  }

  private Check number(
      ColumnSpec column, Check.Kind kind, String usual, String warned, String signed) {
    return switch (column.negative()) {
      case "reject" -> check(column, kind, "0", FAR, true, usual);
      case "allowed" -> check(column, kind, "-" + FAR, FAR, true, signed);
      default -> check(column, kind, "0", FAR, false, warned);
    };
  }

  private Check check(
      ColumnSpec column, Check.Kind kind, String least, String most, boolean stops, String key) {
    String prompt = texts.get(key);
    if (column.emptyIs().equals("allowed") && !column.required()) {
      prompt += " " + texts.get("empty_allowed");
    }
    return new Check(kind, least, most, null, stops, prompt, texts.get(key + "_error"));
  }

  /** Several numbers in a cell, written as in the example. */
  private Check composite(ColumnSpec column) {
    String example = column.patterns().get(0).example();
    return new Check(
        Check.Kind.ANY,
        null,
        null,
        null,
        false,
        texts.get("composite", Map.of("example", example)),
        null);
  }

  /** An identifier: text of as many characters as it has digits, so that no zero is lost. */
  private Check person(ColumnSpec column) {
    if (persons == null) {
      return text(column);
    }
    String digits = String.valueOf(persons.identifier().digits());
    Map<String, String> arguments = Map.of("digits", digits);
    return new Check(
        Check.Kind.LENGTH,
        digits,
        digits,
        null,
        true,
        texts.get("person", arguments),
        texts.get("person_error", arguments));
  }

  private Check text(ColumnSpec column) {
    return column.required()
        ? new Check(Check.Kind.ANY, null, null, null, false, texts.get("text_required"), null)
        : Check.NONE;
  }

  /** The day above the table. */
  Check reportDay(LocalDate day) {
    return day(texts.get("report_day", example(day)));
  }

  private Check day(String prompt) {
    String from =
        "DATE("
            + String.join(
                ",",
                String.valueOf(first.getYear()),
                String.valueOf(first.getMonthValue()),
                String.valueOf(first.getDayOfMonth()))
            + ")";
    Map<String, String> arguments =
        Map.of("example", shown(first.plusYears(1)), "first", shown(first));
    return new Check(
        Check.Kind.DATE, from, TODAY, null, true, prompt, texts.get("day_error", arguments));
  }

  private Map<String, String> example(LocalDate day) {
    return Map.of("example", shown(day));
  }

  private String shown(LocalDate day) {
    return Patterns.text(form, day);
  }

  /** A drop-down that is not a column's. */
  Check choice(String list, List<String> values) {
    return values.isEmpty()
        ? Check.NONE
        : new Check(
            Check.Kind.LIST,
            null,
            null,
            list,
            true,
            texts.get("choice"),
            texts.get("choice_error"));
  }
}
