package org.sitrep.form;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.sitrep.config.Conf;
import org.sitrep.config.ExpectedForm;
import org.sitrep.config.FormSpec;
import org.sitrep.config.Region;
import org.sitrep.domain.Lang;

/** Blank workbooks of a form: what a region fills in and sends, and is then read as it is. */
public final class BlankForm {
  private BlankForm() {}

  /**
   * Which blank is wanted.
   *
   * @param form a form that is valid on {@code date}
   * @param region whose rows it has; empty = a row for every region
   * @param date the day the figures describe; of a weekly form the last day of the week
   */
  public record Request(FormSpec form, Optional<Region> region, Lang lang, LocalDate date) {}

  /** The workbook; the same request and configuration give the same bytes. */
  public static byte[] workbook(Conf conf, Request request) {
    return BlankWorkbook.bytes(Plan.of(conf, request));
  }

  /** Under which name it is handed out, such as {@code cases-akm-2021-02-15-ru.xlsx}. */
  public static String fileName(Conf conf, Request request) {
    String scope = request.region().map(r -> r.code().value()).orElse(conf.country().code());
    return String.join(
            "-",
            request.form().key(),
            scope.toLowerCase(Locale.ROOT),
            Patterns.inFileName(request.form(), request.date()),
            request.lang().code())
        + ".xlsx";
  }

  /** Whether the figures are those of the country as a whole, so that no region has a blank. */
  public static boolean isNational(FormSpec form) {
    return !asksRegion(form) && form.regionFrom().equals(List.of("nation"));
  }

  private static boolean asksRegion(FormSpec form) {
    return form.columns().stream()
        .anyMatch(c -> c.type().equals("region") || c.heading().values().contains("region"));
  }

  /**
   * Whether only the name of the sheet or of the file can tell the region, so that one is wanted.
   */
  public static boolean needsRegion(FormSpec form) {
    return !asksRegion(form)
        && form.regionFrom().stream().noneMatch(Set.of("title", "folder", "nation")::contains);
  }

  /** The date under which {@code form} is filed: the day itself, or the last day of its week. */
  public static LocalDate filed(Conf conf, FormSpec form, LocalDate day) {
    if (!form.period().equals("week")) {
      return day;
    }
    List<DayOfWeek> ends =
        conf.calendar().stream()
            .filter(expected -> expected.form().equals(form.key()))
            .filter(expected -> expected.validity().includes(day))
            .map(ExpectedForm::weekdays)
            .flatMap(days -> days.stream().sorted())
            .toList();
    return day.with(TemporalAdjusters.nextOrSame(ends.isEmpty() ? DayOfWeek.SUNDAY : ends.get(0)));
  }
}
