package org.sitrep.form;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sitrep.config.Conf;
import org.sitrep.config.Country;
import org.sitrep.config.FormSpec;
import org.sitrep.config.FormSpec.ColumnSpec;
import org.sitrep.config.FormSpec.EventSpec;
import org.sitrep.config.Persons;
import org.sitrep.domain.EventKind;
import org.sitrep.domain.Lang;

/** The checks of a form's cells: what {@code normalise} would tell, told while it is typed. */
final class Checks {
  /** What a workbook counts as today when it is filled in. */
  private static final String TODAY = "TODAY()";

  private static final String FAR = "999999999999";

  private final FormSpec form;
  private final BlankTexts texts;
  private final Lang lang;
  private final LocalDate date;
  private final Country country;
  private final @Nullable Persons persons;

  Checks(Conf conf, BlankForm.Request request, BlankTexts texts) {
    this.form = request.form();
    this.texts = texts;
    this.lang = request.lang();
    this.date = request.date();
    this.country = conf.country();
    this.persons = conf.persons();
  }

  /** The check of a column's cells; {@code list} is what they are chosen from. */
  Check of(ColumnSpec column, @Nullable DropDown list) {
    if (list != null) {
      return choice(list);
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
      case "person", "age", "birth-date" ->
          persons == null ? text(column) : person(column, persons);
      case "total" -> Check.NONE;
      case "date" -> date(column);
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

  /** What tells a person, or something about one. */
  private Check person(ColumnSpec column, Persons known) {
    int oldest = known.oldest();
    return switch (column.type()) {
      // text of as many characters as it has digits, so that no zero is lost
      case "person" -> {
        String digits = String.valueOf(known.identifier().digits());
        String name = known.identifier().name().in(lang);
        Map<String, String> arguments = Map.of("digits", digits, "name", name);
        yield stopping(column, Check.Kind.LENGTH, digits, digits, "person", arguments);
      }
      case "age" -> {
        Map<String, String> arguments = Map.of("oldest", String.valueOf(oldest));
        yield stopping(column, Check.Kind.WHOLE, "0", String.valueOf(oldest), "age", arguments);
      }
      default -> {
        LocalDate first = date.minusYears(oldest + 1L).plusDays(1);
        yield days(column, first, date.minusYears(oldest / 3), "birth_date");
      }
    };
  }

  private Check date(ColumnSpec column) {
    EventSpec event = form.event();
    boolean dose =
        event != null && event.kind() == EventKind.DOSE && event.date().equals(column.key());
    LocalDate first = dose ? country.campaignStart() : country.epidemicStart();
    return days(column, first, first.plusYears(1), "day");
  }

  private Check days(ColumnSpec column, LocalDate first, LocalDate example, String key) {
    return stopping(
        column,
        Check.Kind.DATE,
        formula(first),
        TODAY,
        key,
        Map.of("example", shown(example), "first", shown(first)));
  }

  /**
   * A check that lets nothing else pass; of a record it says whether it has to be there at all.
   *
   * @param key of what it says when a cell is chosen; with {@code _error}, when it does not fit
   */
  private Check stopping(
      ColumnSpec column,
      Check.Kind kind,
      String least,
      String most,
      String key,
      Map<String, String> arguments) {
    String prompt = texts.get(key, arguments);
    if (form.isLineList()) {
      prompt += " " + texts.get(column.required() ? "text_required" : "empty_allowed");
    }
    return new Check(kind, least, most, null, true, prompt, texts.get(key + "_error", arguments));
  }

  private Check text(ColumnSpec column) {
    return column.required()
        ? new Check(Check.Kind.ANY, null, null, null, false, texts.get("text_required"), null)
        : Check.NONE;
  }

  /** The day above the table. */
  Check reportDay(LocalDate day) {
    LocalDate first = country.epidemicStart();
    Map<String, String> arguments = new HashMap<>();
    arguments.put("example", shown(day));
    String prompt = texts.get("report_day", arguments);
    arguments.put("example", shown(first.plusYears(1)));
    arguments.put("first", shown(first));
    return new Check(
        Check.Kind.DATE,
        formula(first),
        TODAY,
        null,
        true,
        prompt,
        texts.get("day_error", arguments));
  }

  private static String formula(LocalDate day) {
    return "DATE(" + day.getYear() + "," + day.getMonthValue() + "," + day.getDayOfMonth() + ")";
  }

  private String shown(LocalDate day) {
    return Patterns.text(form, day);
  }

  /** A cell that is chosen from a list. */
  Check choice(DropDown list) {
    return list.values().isEmpty()
        ? Check.NONE
        : new Check(
            Check.Kind.LIST,
            null,
            null,
            list,
            true,
            texts.get("choice"),
            texts.get(list.register() ? "choice_error" : "word_error"));
  }
}
