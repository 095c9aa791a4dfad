package org.sitrep.form;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.sitrep.config.DatePattern;
import org.sitrep.config.FormSpec;

/** How a form writes dates: in figures, in the first of its declared formats that does. */
final class Patterns {
  private static final DatePattern ISO = DatePattern.of("yyyy-MM-dd");

  private Patterns() {}

  /** Where the date of a form may stand, in order. */
  static List<String> sources(FormSpec form) {
    return form.dateFrom().stream().map(FormSpec.DateSource::from).toList();
  }

  /** As people see it in a cell; ISO when the form declares no format of whole dates in figures. */
  private static DatePattern shown(FormSpec form) {
    return form.dateFormats().stream()
        .filter(p -> p.toString().matches("[dMy. /-]+") && p.hasYear())
        .filter(p -> p.example(LocalDate.EPOCH) != null)
        .findFirst()
        .orElse(ISO);
  }

  /** {@link #shown} in the letters of a workbook's number formats. */
  static String cell(FormSpec form) {
    return shown(form).toString().toLowerCase(Locale.ROOT).replace(".", "\\.");
  }

  /** A day as people see it. */
  static String text(FormSpec form, LocalDate day) {
    return written(shown(form), day);
  }

  /** In file names: ISO, which sorts; the form's own where a name is read and ISO is not. */
  static String inFileName(FormSpec form, LocalDate day) {
    boolean read = sources(form).contains("file-name") && !form.dateFormats().contains(ISO);
    return written(read ? shown(form) : ISO, day).replace('/', '-');
  }

  private static String written(DatePattern pattern, LocalDate day) {
    @Nullable String text = pattern.example(day);
    return text == null ? day.toString() : text;
  }
}
