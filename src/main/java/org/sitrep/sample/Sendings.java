package org.sitrep.sample;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.sitrep.sample.PlantedFault.Plan;

/** Who sends what when: the forms of a day, with the faults planted in them. */
final class Sendings {
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("dd.MM.yyyy", Locale.ROOT);
  private static final String NATIONAL = "national";
  private final SampleConf conf;
  private final Forms forms;
  private final Layout layout;
  private final ZoneId zone;

  Sendings(SampleConf conf, Forms forms) {
    this.conf = conf;
    this.forms = forms;
    this.layout = new Layout(conf);
    this.zone = ZoneId.of(conf.settings.text("time-zone"));
  }

  /** Every file that describes {@code date}, second files of spoilt ones included. */
  List<Sending> about(LocalDate date) {
    List<Sending> out = new ArrayList<>();
    if (date.equals(conf.settings.date("first-day"))) {
      out.add(history());
    }
    for (SampleConf.Summary summary : conf.summaries) {
      if (summary.date().equals(date)) {
        out.add(summary(summary));
      }
    }
    boolean week =
        date.getDayOfWeek() == DayOfWeek.SUNDAY
            && !date.minusDays(6).isBefore(conf.settings.date("first-day"));
    for (int r = 0; r < conf.regions.size(); r++) {
      form("cases", r, date, out);
      form("vaccination", r, date, out);
      form("supply", r, date, out);
      if (week) {
        form("hospital", r, date, out);
        form("tests", r, date, out);
      }
    }
    return out;
  }

  private void form(String form, int r, LocalDate date, List<Sending> out) {
    Habits h = conf.regions.get(r);
    Plan plan = plan(form, h.region(), date);
    Instant usual = usual(form, h, date);
    String folder = h.region().toLowerCase(Locale.ROOT);
    String container = h.container(form);
    String[] names = names(form, h.language(), DAY.format(date));
    boolean latin = h.fileStyle().equals("latin");
    Supplier<byte[]> good = () -> bytes(form, r, date, container, null);
    if (plan == null) {
      out.add(sending(usual, folder, names, latin, container, good, null, true));
      return;
    }
    Instant later = usual.plusSeconds(plan.againAfterHours() * 3600L);
    switch (plan.kind()) {
      case LATE -> out.add(sending(later, folder, names, latin, container, good, plan, true));
      case SENT_TWICE -> {
        out.add(sending(usual, folder, names, latin, container, good, plan, true));
        String[] copy = again("copy", h.language(), names);
        out.add(sending(later, folder, copy, latin, container, good, plan, false));
      }
      default -> {
        String shown = plan.kind() == FaultKind.MISNAMED ? plan.value() : container;
        Supplier<byte[]> spoilt = () -> bytes(form, r, date, container, plan);
        out.add(sending(usual, folder, names, latin, shown, spoilt, plan, true));
        if (plan.againAfterHours() > 0) {
          String[] again = again("again", h.language(), names);
          out.add(sending(later, folder, again, latin, container, good, plan, false));
        }
      }
    }
  }

  private Sending summary(SampleConf.Summary summary) {
    String language = conf.settings.text("national-language");
    Plan plan = plan("summary", "", summary.date());
    Supplier<byte[]> content =
        () ->
            XlsxFile.bytes(
                layout.page(
                    new Layout.Request(
                        "cases",
                        "title.summary",
                        language,
                        conf.word("authority.national", language),
                        "numeric",
                        summary.date(),
                        forms.summaryRows(summary.date()),
                        false,
                        false,
                        true,
                        List.of("district"),
                        typedTotals(plan))));
    return sending(
        at(summary.date().plusDays(1), summary.arrives()),
        NATIONAL,
        names("summary", language, DAY.format(summary.date())),
        false,
        "xlsx",
        content,
        plan,
        true);
  }

  private Sending history() {
    String language = conf.settings.text("national-language");
    LocalDate from = conf.settings.date("history-from");
    LocalDate to = conf.settings.date("history-to");
    Supplier<byte[]> content =
        () ->
            TextFile.csv(
                layout.page(
                    new Layout.Request(
                        "series",
                        "title.series",
                        language,
                        conf.word("authority.national", language),
                        "numeric",
                        null,
                        forms.historyRows(from, to),
                        true,
                        true,
                        false,
                        List.of(),
                        Map.of())),
                conf.settings.text("history-encoding"));
    return sending(
        LocalDateTime.parse(conf.settings.text("history-arrives")).atZone(zone).toInstant(),
        NATIONAL,
        names("series", language, DAY.format(from) + "-" + DAY.format(to)),
        false,
        "csv",
        content,
        null,
        true);
  }

  private byte[] bytes(String form, int r, LocalDate date, String container, @Nullable Plan plan) {
    Habits h = conf.regions.get(r);
    List<Map<String, Object>> rows = new ArrayList<>();
    forms.rows(form, r, date).forEach(row -> rows.add(new LinkedHashMap<>(row)));
    if (plan != null) {
      spoil(plan, rows);
    }
    Page page =
        layout.page(
            new Layout.Request(
                form,
                "title." + form,
                h.language(),
                h.authority(),
                h.dateStyle(),
                date,
                rows,
                container.equals("csv"),
                container.equals("csv") && h.textHeader().equals("one-row"),
                true,
                List.of(),
                typedTotals(plan)));
    FaultKind kind = plan == null ? null : plan.kind();
    if (kind == FaultKind.PASSWORD && plan != null) {
      return PoiFile.encrypted(XlsxFile.bytes(page), plan.value(), conf.chance);
    }
    if (kind == FaultKind.HTML_AS_XLS) {
      return TextFile.html(page);
    }
    if (kind == FaultKind.LETTERS_LOST && plan != null) {
      return TextFile.csvWithLoss(page, plan.value());
    }
    return switch (container) {
      case "xlsx" -> XlsxFile.bytes(page);
      case "xls" -> PoiFile.xls(page);
      case "csv" -> TextFile.csv(page, h.encoding());
      default -> throw new IllegalArgumentException("Cannot write a " + container + " file");
    };
  }

  /** Changes the figures as the fault wants; faults of the file as a whole change none. */
  private static void spoil(Plan plan, List<Map<String, Object>> rows) {
    Map<String, Object> row = rows.get(0);
    switch (plan.kind()) {
      case RESUBMITTED, NEW_DISAGREES -> {
        for (String column : plan.columns()) {
          row.compute(column, (k, v) -> add(v, Long.parseLong(plan.value())));
        }
      }
      case COMPONENTS_SWAPPED -> {
        swap(row, "doses_new_1", "doses_new_2");
        swap(row, "doses_cumulative_1", "doses_cumulative_2");
      }
      case REGION_SPELT, LOOKALIKE_LETTER -> rows.forEach(r -> r.put("region", plan.value()));
      case CELL_EMPTY -> plan.columns().forEach(row::remove);
      case DATE_AS_TEXT -> {
        Map<String, Object> middle = rows.get(rows.size() / 2);
        middle.computeIfPresent("date", (k, v) -> v instanceof LocalDate d ? DAY.format(d) : v);
      }
      case TOTAL_MISTYPED, LATE, PASSWORD, HTML_AS_XLS, LETTERS_LOST, SENT_TWICE, MISNAMED -> {}
    }
  }

  private static Object add(@Nullable Object value, long more) {
    if (value instanceof Long number) {
      return number + more;
    }
    throw new IllegalArgumentException("Cannot change a cell without a number");
  }

  private static void swap(Map<String, Object> row, String a, String b) {
    Object left = row.get(a);
    Object right = row.get(b);
    if (left == null || right == null) {
      throw new IllegalArgumentException("Cannot swap " + a + " and " + b);
    }
    row.put(a, right);
    row.put(b, left);
  }

  private static Map<String, Long> typedTotals(@Nullable Plan plan) {
    return plan == null || plan.kind() != FaultKind.TOTAL_MISTYPED
        ? Map.of()
        : Map.of(plan.columns().get(0), Long.valueOf(plan.value()));
  }

  private @Nullable Plan plan(String form, String region, LocalDate date) {
    for (Plan plan : conf.faults) {
      if (plan.form().equals(form) && plan.region().equals(region) && plan.date().equals(date)) {
        return plan;
      }
    }
    return null;
  }

  /** Case forms come after midnight, when the day is over; the others in its evening. */
  private Instant usual(String form, Habits h, LocalDate date) {
    int jitter = conf.settings.whole("jitter-minutes");
    long minutes = conf.chance.between(-jitter, jitter, "arrival", form, h.region(), date);
    if (form.equals("hospital") || form.equals("tests")) {
      minutes += conf.settings.whole("weekly-delay-minutes");
    }
    boolean night = form.equals("cases");
    Instant at = night ? at(date.plusDays(1), h.casesAt()) : at(date, h.dosesAt());
    return at.plusSeconds(minutes * 60 + conf.chance.between(0, 59, "second", form, h, date));
  }

  private Instant at(LocalDate day, LocalTime time) {
    return day.atTime(time).atZone(zone).toInstant();
  }

  /** File name without ending: in the sender's letters, and in Latin ones. */
  private String[] names(String form, String language, String date) {
    return new String[] {
      conf.word("file." + form, language).replace("{date}", date),
      conf.word("file." + form + ".latin", language).replace("{date}", date)
    };
  }

  private String[] again(String key, String language, String[] names) {
    return new String[] {
      conf.word(key, language).replace("{file}", names[0]),
      conf.word(key + ".latin", language).replace("{file}", names[1])
    };
  }

  private static Sending sending(
      Instant arrives,
      String folder,
      String[] names,
      boolean latin,
      String ending,
      Supplier<byte[]> content,
      @Nullable Plan fault,
      boolean first) {
    return new Sending(
        arrives,
        folder,
        (latin ? names[1] : names[0]) + "." + ending,
        names[1] + "." + ending,
        content,
        fault,
        first);
  }
}
