package org.sitrep.normalise;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.sitrep.config.Conf;
import org.sitrep.config.ConfException;
import org.sitrep.config.ConfReader;

/**
 * A country of three regions (Alpha, Beta, Delta) and two vaccines (Vaccine, Second) with one form,
 * of which a test says only what it is about. {@code words: [Total]} is short for the same word in
 * both languages.
 */
final class SmallCountry {
  static final LocalDate REPORT_DATE = LocalDate.of(2021, 2, 15);
  private static final Path SMALL = Path.of("src/test/resources/conf/small");
  private static final String USUAL =
      """
      key: cases
      version: "1"
      title: {ru: Случаи, en: Cases}
      period: day
      header-within: 30
      header-rows-max: 4
      """;

  private SmallCountry() {}

  /** The country with one form, or several with a line of dashes between them. */
  static Conf with(String... lines) {
    try {
      Path conf = Files.createTempDirectory("small");
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
      append(
          conf.resolve("regions.csv"),
          "DDD,Дельта,Delta,Дельта,Delta,ДЕЛ,DEL,,,,region,,,KZ-10,,,Asia/Almaty,2,1,census,");
      append(conf.resolve("population.csv"), "DDD,2021-01-01,100,census,");
      append(
          conf.resolve("products.csv"),
          "SEC,SEC,imported,Вторая,Second,Вторая,Second,,I=1,1,,5,2021-02-01,label,");
      Files.delete(conf.resolve("rules/cases.yml"));
      Files.writeString(conf.resolve("forms/cases.yml"), form(lines));
      try {
        return ConfReader.read(conf);
      } catch (ConfException e) {
        throw new AssertionError(e.problems().toString(), e);
      } finally {
        delete(conf);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String form(String... lines) {
    String own = String.join("\n", lines) + "\n";
    StringBuilder out = new StringBuilder();
    for (String line : USUAL.lines().toList()) {
      String key = line.substring(0, line.indexOf(':') + 1);
      if (own.lines().noneMatch(l -> l.startsWith(key))) {
        out.append(line).append('\n');
      }
    }
    if (!own.contains("date-from:")) {
      out.append("date-from: [title]\n");
    }
    if (!own.contains("date-formats:")) {
      out.append("date-formats: [dd.MM.yyyy]\n");
    }
    if (!own.contains("region-from:")) {
      out.append("region-from: [column, title]\n");
    }
    if (!own.contains("keys:")) {
      out.append("keys: [region]\n");
    }
    return out
        + own.replaceAll("(?<!column: region, )(words|group): (\\[[^]]*])", "$1: {ru: $2, en: $2}");
  }

  private static void append(Path file, String line) throws IOException {
    Files.writeString(file, line + "\n", StandardOpenOption.APPEND);
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  /** A file of this country, sheet by sheet. */
  static final class Workbook {
    private final SubmissionParser parser;
    private final List<Parsed> out = new ArrayList<>();
    private int sheets;

    Workbook(Conf conf, String file) {
      this(conf, file, REPORT_DATE);
    }

    Workbook(Conf conf, String file, LocalDate received) {
      Instant at = received.atTime(16, 0).toInstant(ZoneOffset.UTC);
      Submission submission = new Submission("s1", file, null, at, true);
      parser = new SubmissionParser(new Knowledge(conf, received), submission, out::add);
    }

    Workbook sheet(String name, String... lines) {
      return sheet(name, false, Sheets.rows(lines));
    }

    Workbook sheet(String name, boolean hidden, List<SheetRow> rows) {
      rows.forEach(row -> parser.row(sheets, name, hidden, row));
      sheets++;
      return this;
    }

    List<Parsed> parsed() {
      parser.end();
      return out;
    }
  }

  /** What a sheet of a workbook says. */
  static List<Parsed> parse(Conf conf, String... lines) {
    return new Workbook(conf, "form.xlsx").sheet("Sheet1", lines).parsed();
  }

  /** Every value as {@code row/place date REGION measure=value dimensions}, in reading order. */
  static List<String> values(List<Parsed> parsed) {
    List<String> out = new ArrayList<>();
    for (Parsed.DataRow row : Sheets.dataRows(parsed)) {
      for (Parsed.Value value : row.values()) {
        StringBuilder line = new StringBuilder();
        line.append(new org.sitrep.domain.Address("s", "", row.row(), value.place()).cell());
        line.append(' ').append(row.date()).append(' ').append(row.texts().get("region"));
        line.append(' ').append(value.measure()).append('=').append(Numbers.text(value.value()));
        for (String dimension : ParsedRows.DIMENSIONS) {
          String code = value.dimensions().get(dimension);
          line.append(code == null ? "" : " " + code);
        }
        out.add(line.toString());
      }
    }
    return out;
  }
}
