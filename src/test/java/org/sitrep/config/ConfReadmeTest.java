package org.sitrep.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page about the configuration tells every file, key and column the reader knows. */
class ConfReadmeTest {
  private static final Path SMALL = Path.of("src/test/resources/conf/small");

  /** Languages, months and other keys that are data. */
  private static final Pattern DATA = Pattern.compile("[a-z]{2}|[0-9]+");

  /** A form with every section that may be absent. */
  private static final String EVERYTHING =
      """
      key: everything
      version: "1"
      title: {ru: Всё, en: Everything}
      period: day
      covers: series
      sheets: {only: ["*"], not: [Draft], hidden: false}
      hidden-rows: left-out
      header-within: 30
      header-rows-max: 4
      date-from: [title, {from: other-sheet, sheets: [Notes], after: [as of], days: -1}]
      date-formats: [dd.MM.yyyy]
      region-from: [column]
      keys: [region]
      words: {totals: [All], of-which: [of], zero: [none], nothing: ["-"], signatures: [By]}
      numbers: {decimal: comma, thousands: [space]}
      units: [{words: {ru: [тыс.], en: [thousand]}, multiply-by: 1000}]
      drop-rows: [{column: region, words: [Abroad]}]
      captions:
        dose:
          - suffix: "1"
            words: {ru: [Первая], en: [First]}
            dimensions: {dose: "1"}
            may-be-absent: true
      columns:
        - {key: region, type: region, words: {ru: [Регион], en: [Region]}}
        - {key: doses, type: count, captions: [dose], heading: [date, product]}
        - key: both
          type: composite
          words: {ru: [Оба], en: [Both]}
          patterns: ["{one} ({other})"]
          parts:
            - {key: one, type: count, measure: beds, dimensions: {sex: f}, adds-up: false}
            - {key: other, type: percent, percent: of-100, multiply-by: 2}
        - {key: code, type: text, width: 2, words: {ru: [Код], en: [Code]}}
        - {key: day, type: date, serials: "1900", words: {ru: [День], en: [Day]}}
        - key: what
          type: measure-word
          words: {ru: [Что], en: [What]}
          measures: [{words: {ru: [Случаи], en: [Cases]}, measure: cases_new, dimensions: {sex: m}}]
        - {key: sum, type: total, of: [doses], words: {ru: [Сумма], en: [Sum]}}
      """;

  private final Path conf;

  ConfReadmeTest(@TempDir Path conf) {
    this.conf = conf;
  }

  @Test
  void everyKeyIsExplainedUnderItsFile() throws IOException {
    Map<String, String> page = page();
    List<String> missing = new ArrayList<>();
    for (Map.Entry<String, SortedSet<String>> entry :
        ConfReader.knownKeys(fullFolder()).entrySet()) {
      String file = entry.getKey().replaceFirst("^(forms|rules|corrections)/.*", "$1/*.yml");
      for (String key : entry.getValue()) {
        String told = key.replaceFirst("_(ru|en)$", "_*");
        boolean explained = page.getOrDefault(file, "").contains("`" + told + "`");
        if (!explained && !DATA.matcher(key).matches()) {
          missing.add(file + ": " + told);
        }
      }
    }
    assertThat(missing).isEmpty();
  }

  @Test
  void everyFileHasItsHeading() throws IOException {
    try (Stream<Path> files = Files.list(SMALL)) {
      assertThat(page().keySet())
          .containsAll(
              files.filter(Files::isRegularFile).map(f -> f.getFileName().toString()).toList())
          .contains("forms/*.yml", "rules/*.yml", "corrections/*.yml");
    }
  }

  private static Map<String, String> page() throws IOException {
    Map<String, String> out = new LinkedHashMap<>();
    for (String part : Files.readString(Path.of("conf/README.md")).split("\n## ")) {
      int end = part.indexOf('\n');
      out.put(part.substring(0, end), part.substring(end));
    }
    return out;
  }

  /** The small country with the parts that may be absent. */
  private Path fullFolder() throws IOException {
    try (Stream<Path> files = Files.walk(SMALL)) {
      for (Path file : files.sorted().toList()) {
        Path target = conf.resolve(SMALL.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target);
        }
      }
    }
    Path recipients = conf.resolve("recipients.yml");
    Files.writeString(
        recipients,
        Files.readString(recipients)
            + "smtp: {host: mail.invalid, port: 587, security: tls, timeout-seconds: 30}\n");
    Path calendar = conf.resolve("calendar.yml");
    Files.writeString(
        calendar,
        Files.readString(calendar)
            + """
                sent-by: centre
                validity: {from: 2021-02-01}
                on-days-off: false
            silent-after: 3
            volume: {receipts: 14, least: 5, below-percent: 50, above-percent: 200}
            remind: {after-hours: [1], how: {ru: Почтой, en: By mail}}
            """);
    Files.writeString(conf.resolve("forms/everything.yml"), EVERYTHING);
    Files.createDirectories(conf.resolve("corrections"));
    Files.writeString(
        conf.resolve("corrections/2021.yml"),
        "- {form: cases, region: AAA, date: 2021-02-15, keys: {}, column: cases_new, expect: 3,"
            + " value: 4, reason: a slip, by: office, on: 2021-02-16}\n");
    Files.writeString(conf.resolve("wording.yml"), "name: {ru: Имя, en: Name, weak: [ru]}\n");
    assertThat(ConfReader.read(conf).mail().smtp()).isNotNull();
    return conf;
  }
}
