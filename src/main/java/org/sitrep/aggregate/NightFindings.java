package org.sitrep.aggregate;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.jspecify.annotations.Nullable;
import org.sitrep.config.Conf;
import org.sitrep.domain.FindingCode;
import org.sitrep.domain.FindingTexts;
import org.sitrep.domain.Lang;
import org.sitrep.domain.RegionCode;
import org.sitrep.tables.Findings;

/** Collects the rows of table {@code finding} that aggregating gives rise to. */
final class NightFindings {
  private final Conf conf;
  private final LocalDate reportDate;
  private final String nightId;
  private final FindingTexts texts;
  private final MeasureWords measures;
  private final List<Row> rows = new ArrayList<>();

  NightFindings(Conf conf, LocalDate reportDate, String nightId) {
    this.conf = conf;
    this.reportDate = reportDate;
    this.nightId = nightId;
    this.measures = new MeasureWords(conf);
    this.texts = FindingTexts.load(conf.country().languages());
  }

  /** The rows, in an order that does not depend on how they were found. */
  List<Row> rows() {
    int code = Findings.schema().fieldIndex(Findings.CODE);
    int form = Findings.schema().fieldIndex(Findings.FORM);
    int region = Findings.schema().fieldIndex(Findings.REGION);
    int date = Findings.schema().fieldIndex(Findings.DATE);
    int arguments = Findings.schema().fieldIndex(Findings.ARGUMENTS);
    return rows.stream()
        .sorted(
            Comparator.<Row, String>comparing(r -> String.valueOf(r.get(code)))
                .thenComparing(r -> String.valueOf(r.get(form)))
                .thenComparing(r -> String.valueOf(r.get(region)))
                .thenComparing(r -> String.valueOf(r.get(date)))
                .thenComparing(r -> String.valueOf(r.get(arguments))))
        .toList();
  }

  /** A form that was due and is not there. */
  void missing(Owed owed) {
    add(FindingCode.FORM_NOT_RECEIVED, owed.form(), owed.region(), owed.date(), Map.of());
  }

  /**
   * A form that came after it was due.
   *
   * @param files names of files as received, by submission; one that is not known is called by its
   *     id, here as below
   */
  void late(Owed owed, Map<String, String> files) {
    Receipt receipt = Objects.requireNonNull(owed.receipt());
    long hours = Duration.between(owed.due(), receipt.receivedAt()).toHours();
    add(
        FindingCode.FORM_RECEIVED_LATE,
        receipt.submission(),
        files,
        owed.form(),
        owed.region(),
        owed.date(),
        Map.of("hours", Long.toString(Math.max(1, hours)), "due", clock(owed.due())));
  }

  /** A form that has not come for several expected days in a row. */
  void silent(Owed owed) {
    add(
        FindingCode.FORM_MISSING_SINCE,
        owed.form(),
        owed.region(),
        owed.date(),
        Map.of("days", Integer.toString(owed.daysMissing()), "since", owed.since().toString()));
  }

  /** A form with unusually few or many rows. */
  void unusual(Owed owed, Map<String, String> files) {
    Receipt receipt = Objects.requireNonNull(owed.last());
    add(
        FindingCode.VOLUME_UNUSUAL,
        receipt.submission(),
        files,
        owed.form(),
        owed.region(),
        owed.date(),
        Map.of(
            "rows", Long.toString(receipt.rows()),
            "usual", Long.toString(Math.round(owed.usualRows()))));
  }

  /** A file that counts in place of an earlier one for the same form, region and date. */
  void replacing(Receipt receipt, Map<String, String> files) {
    add(
        FindingCode.SUBMISSION_SUPERSEDES,
        receipt.submission(),
        files,
        receipt.form(),
        receipt.region(),
        receipt.date(),
        Map.of("file", name(receipt.submission(), files)));
  }

  /** A file that came tonight and does not count: one known before is not older. */
  void outdated(Known.Outdated outdated, Map<String, String> files) {
    Known.Superseded old = outdated.submission();
    add(
        FindingCode.SUBMISSION_OUTDATED,
        old.submission(),
        files,
        old.form(),
        old.region(),
        old.date(),
        Map.of("file", name(old.submission(), files), "counts", name(outdated.counts(), files)));
  }

  /** A file that says what another said before. */
  void repeated(Resubmissions.Repeated again, Map<String, String> files) {
    add(
        FindingCode.SUBMISSION_REPEATS,
        again.submission(),
        files,
        again.form(),
        again.region(),
        again.date(),
        Map.of(
            "file", name(again.submission(), files),
            "same", name(again.before().submission(), files),
            "when", clock(again.before().receivedAt())));
  }

  /** A file with fewer rows than the one it takes the place of. */
  void shorter(Resubmissions.Shorter less, Map<String, String> files) {
    Receipt now = less.now();
    String dates =
        less.from().equals(now.date()) ? now.date().toString() : less.from() + " – " + now.date();
    add(
        FindingCode.SUBMISSION_SHORTER,
        now.submission(),
        files,
        now.form(),
        now.region(),
        now.date(),
        Map.of(
            "file", name(now.submission(), files),
            "earlier", name(less.before().submission(), files),
            "dates", dates,
            "now", Long.toString(less.rowsNow()),
            "then", Long.toString(less.rowsBefore())));
  }

  private static String name(String submission, Map<String, String> files) {
    return files.getOrDefault(submission, submission);
  }

  private String clock(Instant instant) {
    return DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT)
        .format(instant.atZone(conf.country().timeZone()));
  }

  void add(
      FindingCode code,
      @Nullable String form,
      @Nullable String region,
      LocalDate date,
      Map<String, String> arguments) {
    add(code, null, Map.of(), form, region, date, arguments);
  }

  private void add(
      FindingCode code,
      @Nullable String submission,
      Map<String, String> files,
      @Nullable String form,
      @Nullable String region,
      LocalDate date,
      Map<String, String> arguments) {
    Map<String, String> all = new TreeMap<>(arguments);
    all.put("date", date.toString());
    if (form != null) {
      all.put("form", form);
    }
    if (region != null) {
      all.put("region", region);
    }
    rows.add(
        RowFactory.create(
            nightId,
            submission,
            submission == null ? null : files.get(submission),
            code.name(),
            code.severity().word(),
            code.scope().word(),
            code.actor().word(),
            form,
            region,
            date,
            null,
            0,
            0,
            "",
            null,
            all,
            message(code, all)));
  }

  /** The sentence in every language, with the names of forms and regions in that language. */
  private Map<String, String> message(FindingCode code, Map<String, String> arguments) {
    Map<String, String> out = new LinkedHashMap<>();
    for (Lang lang : conf.country().languages()) {
      Map<String, String> named = new HashMap<>(arguments);
      named.put("report", reportDate.toString());
      for (String told : List.of("measure", "identity", "stock")) {
        named.computeIfPresent(told, (k, text) -> measures.in(text, lang));
      }
      for (String form : List.of("form", "other")) {
        named.computeIfPresent(
            form, (k, key) -> conf.form(key).map(f -> f.title().in(lang)).orElse(key));
      }
      named.put(
          "region",
          arguments.containsKey("region")
              ? region(arguments.get("region"), lang)
              : conf.country().name().in(lang));
      out.put(lang.code(), texts.sentence(code, named, lang));
    }
    return out;
  }

  private String region(String code, Lang lang) {
    return conf.region(new RegionCode(code), reportDate)
        .map(r -> r.shortName().in(lang))
        .orElse(code);
  }
}
