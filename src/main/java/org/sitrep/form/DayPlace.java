package org.sitrep.form;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sitrep.config.FormSpec;
import org.sitrep.config.FormSpec.DateSource;
import org.sitrep.form.Plan.Day;
import org.sitrep.form.Plan.Other;

/**
 * Where a blank form tells the day it is about: in the first place the form looks at that people
 * can change, in the words it wants before it.
 *
 * @param title a cell above the table; null when it stands elsewhere
 * @param sheetName the name of the sheet; null when it does not tell the day
 * @param other another sheet; null when none tells the day
 */
record DayPlace(@Nullable Day title, @Nullable String sheetName, @Nullable Other other) {

  static DayPlace of(BlankForm.Request request, BlankTexts texts, Checks checks) {
    List<DateSource> sources = request.form().dateFrom();
    DateSource title = from("title", sources);
    if (title != null) {
      return new DayPlace(day(request, texts, checks, title), null, null);
    }
    DateSource sheet = from("sheet-name", sources);
    if (sheet != null) {
      return new DayPlace(null, sheetName(request, sheet), null);
    }
    DateSource other = from("other-sheet", sources);
    boolean elsewhere = from("column", sources) != null || from("file-name", sources) != null;
    if (other == null || elsewhere) {
      return new DayPlace(null, null, null);
    }
    String name =
        other.sheets().isEmpty()
            ? texts.get("notes")
            : other.sheets().get(0).replace("*", texts.get("notes"));
    return new DayPlace(null, null, new Other(name, day(request, texts, checks, other)));
  }

  private static @Nullable DateSource from(String place, List<DateSource> sources) {
    return sources.stream().filter(s -> s.from().equals(place)).findFirst().orElse(null);
  }

  private static Day day(
      BlankForm.Request request, BlankTexts texts, Checks checks, DateSource source) {
    FormSpec form = request.form();
    String label =
        source.after().isEmpty()
            ? texts.get(form.period().equals("week") ? "week" : "date")
            : source.after().get(0);
    LocalDate told = request.date().minusDays(source.days());
    return new Day(label, told, Patterns.cell(form), checks.reportDay(told));
  }

  private static String sheetName(BlankForm.Request request, DateSource source) {
    FormSpec form = request.form();
    String day = Patterns.text(form, request.date().minusDays(source.days())).replace('/', '-');
    String told = source.after().isEmpty() ? day : source.after().get(0) + " " + day;
    List<String> only = form.sheets().only();
    return only.isEmpty() ? told : only.get(0).replace("*", told);
  }
}
