package org.sitrep.config;

import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sitrep.domain.FindingCode;
import org.sitrep.domain.FindingTexts;
import org.sitrep.domain.Lang;
import org.sitrep.domain.Severity;

/** YAML files about the country as a whole to records. */
final class Profile {
  private Profile() {}

  /**
   * Read before everything else: every text is checked against the languages. When the list itself
   * is wrong, the languages of the country's name stand in, so that one slip is told once.
   */
  static List<Lang> languages(Section file) {
    List<Lang> languages = file.list("languages", Kind.LANG);
    for (Lang lang : languages) {
      String sentences = "/org/sitrep/domain/findings_" + lang + ".properties";
      if (FindingTexts.class.getResource(sentences) == null) {
        file.spot("languages").wrong("'" + lang + "' has no sentences for findings in this build");
      }
    }
    return languages.isEmpty() ? file.languagesOf("name") : languages;
  }

  static Country country(Section file, List<Lang> languages, Collection<String> denominators) {
    Lang first = file.get("default-language", Kind.LANG);
    if (!languages.isEmpty() && !languages.contains(first)) {
      file.spot("default-language").wrong("'" + first + "' is not one of languages " + languages);
    }
    List<Country.Stream> streams =
        file.sections(
            "streams",
            stream ->
                new Country.Stream(
                    stream.get("key", Kind.TEXT),
                    stream.text("name", languages),
                    stream.text("short-name", languages),
                    stream.get("counted-from", Kind.DATE)));
    if (streams.stream().map(Country.Stream::key).distinct().count() < streams.size()) {
      file.spot("streams").wrong("one key stands here twice");
    }
    return new Country(
        file.get("code", Kind.COUNTRY),
        file.text("name", languages),
        file.text("name-genitive", languages),
        file.text("ministry", languages),
        file.text("report-title", languages),
        file.text("disclaimer", languages),
        file.get("time-zone", Kind.ZONE),
        languages,
        first,
        locales(file, languages),
        file.get("cut-off", Kind.TIME),
        file.get("report-time", Kind.TIME),
        file.get("first-report-date", Kind.DATE),
        file.get("epidemic-start", Kind.DATE),
        file.get("campaign-start", Kind.DATE),
        streams,
        file.get("history-days", Kind.whole(14, 366)),
        file.get("minimum-for-change", Kind.whole(0, 10_000)),
        file.get("incidence-per", Kind.whole(1, 1_000_000)),
        reproduction(file),
        file.list(
            "coverage-denominators",
            Kind.reference(denominators, "population or a denominator of targets.csv")));
  }

  private static Map<String, String> locales(Section file, List<Lang> languages) {
    Map<String, String> out = new LinkedHashMap<>();
    file.within(
        "locales",
        section -> {
          for (Lang lang : languages) {
            out.put(lang.code(), section.get(lang.code(), Kind.LOCALE));
          }
        });
    return out;
  }

  private static Country.Reproduction reproduction(Section file) {
    Section section = file.section("reproduction");
    try (section) {
      return new Country.Reproduction(
          section.get("days", Kind.whole(1, 14)), section.get("minimum", Kind.whole(1, 10_000)));
    }
  }

  static Words words(Section file, Map<String, String> lookalikes) {
    Map<String, Integer> months = new HashMap<>();
    file.within(
        "months",
        section -> {
          for (int month = 1; month <= 12; month++) {
            String number = Integer.toString(month);
            for (String name : section.list(number, Kind.TEXT)) {
              Integer other = months.put(name.toLowerCase(Locale.ROOT), month);
              if (other != null) {
                section.spot(number).wrong("'" + name + "' is month " + other + " already");
              }
            }
          }
        });
    return new Words(
        file.list("totals", Kind.TEXT),
        file.findList("of-which", Kind.TEXT),
        file.findList("zero", Kind.TEXT),
        file.findList("nothing", Kind.TEXT),
        file.findList("signatures", Kind.TEXT),
        lookalikes,
        months);
  }

  static Limits limits(Section file) {
    return new Limits(
        file.get("file-bytes", Kind.atLeast(1)),
        file.get("inflated-bytes", Kind.atLeast(1)),
        file.get("inflate-ratio", Kind.whole(2, 100_000)),
        file.get("zip-entries", Kind.whole(1, 10_000_000)),
        file.get("cells", Kind.atLeast(1)),
        file.get("text-length", Kind.whole(1, 10_000_000)),
        file.get("shared-text-bytes", Kind.atLeast(1), Limits.SHARED_TEXT_BYTES));
  }

  static List<ExpectedForm> calendar(Section file, Collection<String> forms) {
    Map<String, DayOfWeek> days = new LinkedHashMap<>();
    for (DayOfWeek day : DayOfWeek.values()) {
      days.put(day.name().toLowerCase(Locale.ROOT), day);
    }
    Map<String, Boolean> senders = new LinkedHashMap<>();
    senders.put("region", false);
    senders.put("centre", true);
    Kind<Boolean> sender = Kind.oneOf(senders);
    return file.sections(
        "forms",
        section -> {
          String form = section.get("form", Kind.reference(forms, "a form of forms/"));
          List<DayOfWeek> weekdays = section.list("weekdays", Kind.oneOf(days));
          return new ExpectedForm(
              form,
              weekdays.isEmpty() ? Set.of() : Set.copyOf(EnumSet.copyOf(weekdays)),
              section.get("due-days-after", Kind.whole(0, 60)),
              section.get("due", Kind.TIME),
              section.get("on-days-off", Kind.BOOLEAN, true),
              section.get("required", Kind.BOOLEAN),
              section.get("sent-by", sender, false),
              section.validity());
        });
  }

  /** What stands in the calendar beside its forms. */
  static ReportingRule reporting(Section file, List<Lang> languages) {
    ReportingRule.Volume volume = ReportingRule.DEFAULT.volume();
    if (file.has("volume")) {
      try (Section section = file.section("volume")) {
        volume =
            new ReportingRule.Volume(
                section.get("receipts", Kind.whole(1, 60)),
                section.get("least", Kind.whole(1, 60)),
                section.get("below-percent", Kind.whole(0, 100)),
                section.get("above-percent", Kind.whole(100, 100_000)));
        if (volume.least() > volume.receipts()) {
          section.spot("least").wrong("is more than receipts, so nothing would ever be usual");
        }
      }
    }
    return new ReportingRule(
        file.get("silent-after", Kind.whole(1, 366), ReportingRule.DEFAULT.silentAfter()),
        volume,
        reminder(file, languages));
  }

  private static ReportingRule.@Nullable Reminder reminder(Section file, List<Lang> languages) {
    if (!file.has("remind")) {
      return null;
    }
    try (Section section = file.section("remind")) {
      Kind<Integer> hours = Kind.whole(0, 1_000);
      List<Integer> after = section.list("after-hours", hours);
      Integer escalate = section.find("escalate-after-hours", hours);
      if (!after.stream().sorted().distinct().toList().equals(after)) {
        section.spot("after-hours").wrong("wants each number once, from small to great");
      }
      if (escalate != null && !after.isEmpty() && escalate < after.get(0)) {
        section
            .spot("escalate-after-hours")
            .wrong("comes before the first reminder, after " + after.get(0) + " hours");
      }
      return new ReportingRule.Reminder(after, escalate, section.text("how", languages));
    }
  }

  static Mail mail(Section file, List<Lang> languages, Collection<String> regions) {
    List<String> domains = file.list("allowed-domains", Kind.DOMAIN);
    List<String> lower = regions.stream().map(code -> code.toLowerCase(Locale.ROOT)).toList();
    List<String> senders = new ArrayList<>(lower);
    if (!senders.isEmpty()) {
      senders.add(Mail.UNKNOWN);
    }
    Kind<String> sender =
        Kind.reference(senders, "unknown or a region code of regions.csv in lower case");
    List<String> editions = new ArrayList<>(lower);
    if (!editions.isEmpty()) {
      editions.add("national");
      editions.add(Mail.NOTICE);
      editions.add(Mail.ESCALATION);
    }
    Kind<String> edition =
        Kind.reference(
            editions, "national, notice, escalation or a region code of regions.csv in lower case");
    Map<List<String>, Integer> seen = new HashMap<>();
    return new Mail(
        file.get("from", Kind.ADDRESS),
        file.text("from-name", languages),
        file.find("reply-to", Kind.ADDRESS),
        smtp(file),
        domains,
        file.get("returns-from", Kind.oneOf(severities()), Severity.WARN),
        file.sections(
            "recipients",
            section -> {
              String address = section.get("address", Kind.ADDRESS);
              String domain = address.substring(address.indexOf('@') + 1).toLowerCase(Locale.ROOT);
              if (!address.isEmpty() && !domains.isEmpty() && !domains.contains(domain)) {
                section
                    .spot("address")
                    .wrong("'" + address + "' is outside allowed-domains " + domains);
              }
              Lang language = section.get("language", Kind.LANG);
              if (!languages.isEmpty() && !languages.contains(language)) {
                section
                    .spot("language")
                    .wrong("'" + language + "' is not a language of the country " + languages);
              }
              Integer first = seen.putIfAbsent(List.of(address, language.code()), section.line());
              if (first != null && !address.isEmpty()) {
                section
                    .spot("address")
                    .wrong(
                        "'"
                            + address
                            + "' in "
                            + language
                            + " stands in line "
                            + first
                            + " already");
              }
              return new Mail.Recipient(
                  address,
                  section.get("name", Kind.TEXT),
                  language,
                  section.findList("editions", edition),
                  section.findList("returns-of", sender));
            }));
  }

  private static Map<String, Severity> severities() {
    Map<String, Severity> out = new LinkedHashMap<>();
    for (Severity severity : Severity.values()) {
      out.put(severity.word(), severity);
    }
    return out;
  }

  static ReleaseRule release(Section file, Collection<String> ruleCodes) {
    List<String> codes = new ArrayList<>(ruleCodes);
    for (FindingCode code : FindingCode.values()) {
      codes.add(code.name());
    }
    Kind<String> code = Kind.reference(codes, "a finding code of Sitrep or of rules/");
    List<String> holdOn = file.findList("hold-on", code);
    ReleaseRule.Jump jump = null;
    if (file.has("jump")) {
      try (Section section = file.section("jump")) {
        jump =
            new ReleaseRule.Jump(
                section.get("percent", Kind.whole(1, 10_000)),
                section.get("minimum", Kind.whole(0, 1_000_000_000)),
                Set.copyOf(section.list("indicators", Kind.MEASURE)));
      }
    }
    return new ReleaseRule(Set.copyOf(holdOn), jump, file.find("wait-until", Kind.TIME));
  }

  private static Mail.@Nullable Smtp smtp(Section file) {
    if (!file.has("smtp")) {
      return null;
    }
    Section section = file.section("smtp");
    try (section) {
      if (section.has("user-variable") != section.has("password-variable")) {
        section.spot("user-variable").wrong("wants password-variable beside it, or neither");
      }
      return new Mail.Smtp(
          section.get("host", Kind.TEXT),
          section.get("port", Kind.whole(1, 65_535)),
          section.get("security", Kind.oneOf("starttls", "tls", "none")),
          section.find("user-variable", Kind.VARIABLE),
          section.find("password-variable", Kind.VARIABLE),
          section.get("timeout-seconds", Kind.whole(1, 600)));
    }
  }

  /**
   * Terms by key. The key {@code weak} of a term lists the languages nobody has confirmed it in; it
   * is for the people who read the file.
   */
  static Map<String, Text> wording(Section file, List<Lang> languages) {
    Map<String, Text> out = new LinkedHashMap<>();
    for (String key : file.keys()) {
      Kind.KEY.read(key, file.spot(key));
      try (Section term = file.entry(key)) {
        term.findList("weak", Kind.LANG);
        out.put(key, term.texts(languages));
      }
    }
    return out;
  }
}
