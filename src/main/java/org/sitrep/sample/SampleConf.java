package org.sitrep.sample;

import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Everything in {@code conf/<country>/sample/}, and the names of the country's registers. */
final class SampleConf {
  /** Heading of a column in one language; an empty group when no caption stands above it. */
  record Heading(String column, String group, String word) {}

  /** A delivery to all regions together. */
  record Shipment(LocalDate date, String product, int component, long doses) {}

  /** A consolidated sheet of the ministry. */
  record Summary(LocalDate date, LocalTime arrives) {}

  final Settings settings;
  final Chance chance;
  final List<Habits> regions;
  final List<NamedCsvRecord> casesRegional;
  final List<NamedCsvRecord> casesNational;
  final List<NamedCsvRecord> dosesNational;
  final List<NamedCsvRecord> deathsWeek;
  final List<NamedCsvRecord> groupShares;
  final List<NamedCsvRecord> hospital;
  final List<Shipment> shipments;
  final List<Summary> summaries;
  final List<PlantedFault.Plan> faults;
  private final Map<String, List<Heading>> headings = new HashMap<>();
  private final Map<String, String> wording = new HashMap<>();
  private final Map<String, String> names = new HashMap<>();

  SampleConf(Path country) {
    Path dir = country.resolve("sample");
    settings = new Settings(dir.resolve("sample.properties"));
    chance = new Chance(settings.whole("seed"));
    regions = Registers.read(dir.resolve("regions.csv")).stream().map(SampleConf::habits).toList();
    casesRegional = Registers.read(dir.resolve("cases_regional.csv"));
    casesNational = Registers.read(dir.resolve("national_cases.csv"));
    dosesNational = Registers.read(dir.resolve("national_vaccination.csv"));
    deathsWeek = Registers.read(dir.resolve("deaths_week.csv"));
    groupShares = Registers.read(dir.resolve("groups.csv"));
    hospital = Registers.read(dir.resolve("hospital.csv"));
    shipments =
        Registers.read(dir.resolve("deliveries.csv")).stream()
            .map(
                r ->
                    new Shipment(
                        date(r, "date"),
                        r.getField("product"),
                        r.getField("component").length() - 1,
                        Long.parseLong(r.getField("doses"))))
            .toList();
    summaries =
        Registers.read(dir.resolve("summaries.csv")).stream()
            .map(r -> new Summary(date(r, "date"), LocalTime.parse(r.getField("arrives"))))
            .toList();
    faults = Registers.read(dir.resolve("faults.csv")).stream().map(PlantedFault.Plan::of).toList();
    readHeadings(dir.resolve("headings.csv"));
    readWording(dir.resolve("wording.csv"));
    readNames(country.resolve("districts.csv"), "code");
    readNames(country.resolve("products.csv"), "key");
    readNames(country.resolve("priority_groups.csv"), "key");
  }

  /** Columns of a form, in order, as a sender of that language heads them. */
  List<Heading> headings(String form, String language) {
    List<Heading> found = headings.get(form + "/" + language);
    if (found == null) {
      throw new IllegalArgumentException("Cannot find headings of " + form + " in " + language);
    }
    return found;
  }

  /** A text of {@code wording.csv}. */
  String word(String key, String language) {
    return get(wording, key + "/" + language);
  }

  /** Name of a district, product or priority group in the country's registers. */
  String name(String key, String language) {
    return get(names, key + "/" + language);
  }

  /** Languages the senders use. */
  List<String> languages() {
    return regions.stream().map(Habits::language).distinct().sorted().toList();
  }

  /** Values of one column of a register by date, rows without one left out. */
  static TreeMap<LocalDate, Long> points(List<NamedCsvRecord> rows, String column) {
    TreeMap<LocalDate, Long> out = new TreeMap<>();
    for (NamedCsvRecord row : rows) {
      if (!row.getField(column).isEmpty()) {
        out.put(date(row, "date"), Long.valueOf(row.getField(column)));
      }
    }
    return out;
  }

  static LocalDate date(NamedCsvRecord row, String column) {
    return LocalDate.parse(row.getField(column));
  }

  private void readHeadings(Path file) {
    for (NamedCsvRecord row : Registers.read(file)) {
      for (String language : languages()) {
        headings
            .computeIfAbsent(row.getField("form") + "/" + language, k -> new ArrayList<>())
            .add(
                new Heading(
                    row.getField("column"),
                    row.getField("group_" + language),
                    row.getField("heading_" + language)));
      }
    }
  }

  private void readWording(Path file) {
    for (NamedCsvRecord row : Registers.read(file)) {
      for (String language : languages()) {
        wording.put(row.getField("key") + "/" + language, row.getField(language));
      }
    }
  }

  private void readNames(Path file, String key) {
    for (NamedCsvRecord row : Registers.read(file)) {
      for (String language : languages()) {
        names.put(row.getField(key) + "/" + language, row.getField("name_" + language));
      }
    }
  }

  private static String get(Map<String, String> map, String key) {
    String found = map.get(key);
    if (found == null) {
      throw new IllegalArgumentException("Cannot find the sample's word: " + key);
    }
    return found;
  }

  private static Habits habits(NamedCsvRecord r) {
    Map<String, String> f = new LinkedHashMap<>(r.getFieldsAsMap());
    return new Habits(
        get(f, "region"),
        get(f, "language"),
        get(f, "name"),
        get(f, "authority"),
        get(f, "cases"),
        get(f, "vaccination"),
        get(f, "supply"),
        get(f, "weekly"),
        get(f, "encoding"),
        get(f, "date_style"),
        get(f, "file_style"),
        LocalTime.parse(get(f, "cases_at")),
        LocalTime.parse(get(f, "doses_at")),
        Double.parseDouble(get(f, "pneumonia_weight")),
        Integer.parseInt(get(f, "centre_percent")),
        Double.parseDouble(get(f, "dose_weight")),
        Long.parseLong(get(f, "people")),
        get(f, "national_name"),
        get(f, "text_header"));
  }
}
