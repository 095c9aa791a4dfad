package org.sitrep;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sitrep.aggregate.Mark;
import org.sitrep.aggregate.Owed;
import org.sitrep.aggregate.Receipt;
import org.sitrep.aggregate.Receipts;
import org.sitrep.config.Conf;
import org.sitrep.config.Region;
import org.sitrep.domain.Lang;
import org.sitrep.domain.NightEntry;

/** The lines of {@code sitrep status}, and the same as JSON. */
final class StatusTexts {
  private static final String RESET = "\u001B[0m";

  private final Conf conf;
  private final NightEntry night;
  private final Receipts receipts;
  private final List<String> forms;
  private final Lang lang;

  /**
   * @param receipts what was known to {@code night}
   * @param forms keys of the forms to show
   */
  StatusTexts(Conf conf, NightEntry night, Receipts receipts, List<String> forms) {
    this.conf = conf;
    this.night = night;
    this.receipts = receipts;
    this.forms = forms;
    this.lang = conf.country().defaultLanguage();
  }

  // ---- the grid of a day

  /** A line per region, a column per form: when it came, or since when it is missing. */
  List<String> grid(long held, boolean colour) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "Night of "
            + night.reportDate()
            + ", attempt "
            + night.attempt()
            + ": "
            + night.status()
            + (night.reason() == null ? "" : " (" + night.reason() + ")"));
    List<Region> regions = conf.regionsOn(night.reportDate());
    List<List<String>> columns = new ArrayList<>();
    for (String form : forms) {
      List<String> column = new ArrayList<>();
      column.add(form);
      column.add(
          receipts.owed(form).stream().map(owed -> owed.date().toString()).findFirst().orElse(""));
      regions.forEach(region -> column.add(owed(form, region).map(this::cell).orElse("")));
      columns.add(column);
    }
    for (int row = 0; row < regions.size() + 2; row++) {
      StringBuilder line = new StringBuilder(row < 2 ? name(row) : name(regions.get(row - 2)));
      for (int i = 0; i < forms.size(); i++) {
        List<String> column = columns.get(i);
        int wide = column.stream().mapToInt(String::length).max().orElse(0);
        String cell = padded(column.get(row), wide);
        Optional<Owed> owed = row < 2 ? Optional.empty() : owed(forms.get(i), regions.get(row - 2));
        line.append("  ")
            .append(colour && owed.isPresent() ? coloured(cell, owed.get().mark()) : cell);
      }
      lines.add(line.toString().stripTrailing());
    }
    lines.add(
        "+n h: late; zero: every count of the day is 0; n %: rows, when far from the usual 100 %;"
            + " missing n d: expected days in a row; by others: a file of the centre only");
    lines.add("Findings that hold a row: " + held);
    return lines;
  }

  private Optional<Owed> owed(String form, Region region) {
    return receipts.owed(form).stream()
        .filter(owed -> owed.region().equals(region.code().value()))
        .findFirst();
  }

  private String cell(Owed owed) {
    if (owed.receipt() == null) {
      String absent = owed.told() ? "by others" : "missing";
      return owed.daysMissing() > 1 ? absent + " " + owed.daysMissing() + " d" : absent;
    }
    List<String> parts = new ArrayList<>();
    if (owed.mark() == Mark.LATE) {
      parts.add("+" + (long) Math.ceil(owed.delayHours()) + " h");
    }
    if (owed.zeroReported()) {
      parts.add("zero");
    }
    if (parts.isEmpty()) {
      parts.add("ok");
    }
    if (receipts.isUnusual(owed)) {
      parts.add(Math.round(owed.volumeRatio() * 100) + " %");
    }
    return String.join(" ", parts);
  }

  /** What stands before the columns, in the heading and in the line of due dates. */
  private String name(int row) {
    return padded(row == 0 ? "     region" : "     for", 5 + widest());
  }

  private String name(Region region) {
    return padded(region.code().value(), 5) + padded(region.name().in(lang), widest());
  }

  private int widest() {
    return conf.regionsOn(night.reportDate()).stream()
        .mapToInt(r -> r.name().in(lang).length())
        .max()
        .orElse(0);
  }

  private static String padded(String text, int wide) {
    return text + " ".repeat(Math.max(0, wide - text.length()));
  }

  /** The grid as a list of cells. */
  Map<String, Object> gridJson(long held) {
    List<Map<String, Object>> cells = new ArrayList<>();
    for (Region region : conf.regionsOn(night.reportDate())) {
      for (String form : forms) {
        owed(form, region).ifPresent(owed -> cells.add(json(owed)));
      }
    }
    Map<String, Object> out = about();
    out.put("reason", night.reason());
    out.put("missing_regions", night.missingRegions());
    out.put("findings_hold", held);
    out.put("forms", cells);
    return out;
  }

  private Map<String, Object> about() {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("report_date", night.reportDate().toString());
    out.put("night_id", night.nightId());
    out.put("status", night.status());
    return out;
  }

  private Map<String, Object> json(Owed owed) {
    Receipt receipt = owed.receipt();
    Map<String, Object> cell = new LinkedHashMap<>();
    cell.put("region", owed.region());
    cell.put("form", owed.form());
    cell.put("date", owed.date().toString());
    cell.put("mark", word(owed.mark()));
    cell.put("due", owed.due().toString());
    cell.put("received_at", receipt == null ? null : receipt.receivedAt().toString());
    cell.put("told_by_others", receipt == null && owed.told());
    cell.put("hours_late", rounded(owed.delayHours()));
    cell.put("days_missing", owed.daysMissing());
    cell.put("zero_reported", receipt == null ? null : owed.zeroReported());
    cell.put("rows_accepted", receipt == null ? null : receipt.rows());
    cell.put("volume_ratio", rounded(owed.volumeRatio()));
    cell.put("volume_unusual", receipts.isUnusual(owed));
    return cell;
  }

  private static @Nullable Double rounded(double value) {
    return Double.isNaN(value) ? null : Math.round(value * 100) / 100.0;
  }

  private static String word(Mark mark) {
    return mark.name().toLowerCase(Locale.ROOT);
  }

  // ---- the strip of days

  /** A line per region, a character per day: the worst of the forms of that day. */
  List<String> strip(LocalDate from, LocalDate to, boolean colour) {
    List<LocalDate> days = from.datesUntil(to.plusDays(1)).toList();
    List<String> lines = new ArrayList<>();
    lines.add(
        "Forms of "
            + from
            + " to "
            + to
            + " as known to the night of "
            + night.reportDate()
            + ": "
            + String.join(", ", forms));
    StringBuilder tens = new StringBuilder(" ".repeat(7 + widest()));
    StringBuilder ones = new StringBuilder(padded("     region", 7 + widest()));
    for (LocalDate day : days) {
      tens.append(day.getDayOfMonth() / 10);
      ones.append(day.getDayOfMonth() % 10);
    }
    lines.add(tens.toString());
    lines.add(ones.toString());
    for (Region region : conf.regionsOn(night.reportDate())) {
      StringBuilder line = new StringBuilder(name(region)).append("  ");
      for (LocalDate day : days) {
        Mark mark = mark(region, day);
        String glyph = String.valueOf(glyph(mark));
        line.append(colour && mark != Mark.NOT_DUE ? coloured(glyph, mark) : glyph);
      }
      lines.add(line.toString().stripTrailing());
    }
    lines.add(". in time   0 zeros   + late   # missing   (blank) nothing due");
    return lines;
  }

  private Mark mark(Region region, LocalDate day) {
    return receipts.mark(forms, region.code(), day);
  }

  private static char glyph(Mark mark) {
    return switch (mark) {
      case NOT_DUE -> ' ';
      case IN_TIME -> '.';
      case ZERO -> '0';
      case LATE -> '+';
      case MISSING -> '#';
    };
  }

  /** The strip as a list of days. */
  Map<String, Object> stripJson(LocalDate from, LocalDate to) {
    List<Map<String, Object>> days = new ArrayList<>();
    for (Region region : conf.regionsOn(night.reportDate())) {
      for (LocalDate day : from.datesUntil(to.plusDays(1)).toList()) {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("region", region.code().value());
        one.put("date", day.toString());
        one.put("mark", word(mark(region, day)));
        days.add(one);
      }
    }
    Map<String, Object> out = about();
    out.put("from", from.toString());
    out.put("to", to.toString());
    out.put("forms", forms);
    out.put("days", days);
    return out;
  }

  /** Blue, cyan, yellow, red: told apart by most eyes, and the glyph says the same. */
  private static String coloured(String text, Mark mark) {
    int code =
        switch (mark) {
          case NOT_DUE -> 0;
          case IN_TIME -> 34;
          case ZERO -> 36;
          case LATE -> 33;
          case MISSING -> 41;
        };
    return "\u001B[" + code + "m" + text + RESET;
  }
}
