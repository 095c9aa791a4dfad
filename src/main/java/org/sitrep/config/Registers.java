package org.sitrep.config;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.sitrep.domain.Lang;
import org.sitrep.domain.RegionCode;

/** Registers (CSV) to records. */
final class Registers {
  private final Reading reading;
  private final Function<String, String> texts;
  private final List<Lang> languages;

  /**
   * @param texts content of a file by its name; empty after telling that it cannot be read
   */
  Registers(Reading reading, Function<String, String> texts, List<Lang> languages) {
    this.reading = reading;
    this.texts = texts;
    this.languages = languages;
  }

  private Register register(String file, String... columns) {
    String text = texts.apply(file);
    if (text.isEmpty()) {
      return new Register(new Reading(), file, "", Register.columns(languages, columns));
    }
    return new Register(reading, file, text, Register.columns(languages, columns));
  }

  Map<String, String> lookalikes() {
    Register register = register("lookalikes.csv", "letter", "folds_to", "note", "source");
    register.unique("letter");
    Map<String, String> out = new LinkedHashMap<>();
    for (Register.Row row : register.rows()) {
      out.put(row.get("letter", Kind.LETTER), row.get("folds_to", Kind.LETTER));
      row.source();
    }
    for (Register.Row row : register.rows()) {
      if (out.containsKey(row.raw("folds_to"))) {
        row.spot("folds_to")
            .wrong("'" + row.raw("folds_to") + "' is folded itself; wanted the last letter");
      }
    }
    return out;
  }

  /** A region with the line it came from; sound when nothing was wrong in that line. */
  private record RegionRow(Region region, Register.Row row) {}

  List<Region> regions(List<AmbiguousAlias> ambiguous, Map<String, String> lookalikes) {
    Register register =
        register(
            "regions.csv",
            "code",
            "name_*",
            "short_*",
            "abbreviation_*",
            "aliases",
            "valid_from",
            "valid_to",
            "type",
            "seat",
            "predecessor",
            "iso",
            "iso_legacy",
            "statistics_code",
            "time_zone",
            "tile_column",
            "tile_row",
            "source",
            "note");
    List<String> codes = register.rows().stream().map(row -> row.raw("code")).toList();
    Kind<String> known = Kind.reference(codes, "a code of this register");
    List<RegionRow> sound = new ArrayList<>();
    List<Region> out = new ArrayList<>();
    for (Register.Row row : register.rows()) {
      int before = reading.count();
      row.find("predecessor", known);
      Text name = row.text("name", languages);
      Text shortName = row.text("short", languages);
      Region region =
          new Region(
              row.get("code", Kind.REGION),
              name,
              shortName,
              row.text("abbreviation", languages),
              withNames(row.list("aliases"), name, shortName),
              row.validity(),
              row.get("type", Kind.oneOf("city", "region", Region.OTHER)),
              row.find("predecessor", Kind.REGION),
              iso(row),
              row.find("iso_legacy", Kind.SUBDIVISION),
              row.find("statistics_code", Kind.TEXT),
              row.get("time_zone", Kind.ZONE),
              row.find("tile_column", Kind.whole(0, 30)),
              row.find("tile_row", Kind.whole(0, 30)),
              row.source());
      out.add(region);
      if (reading.count() == before) {
        sound.add(new RegionRow(region, row));
      }
    }
    overlaps(sound);
    sharedAliases(sound, ambiguous, lookalikes);
    return out;
  }

  /** The code of a territory; what is none may do without. */
  private static String iso(Register.Row row) {
    boolean without = row.raw("type").equals(Region.OTHER) && row.raw("iso").isEmpty();
    return without ? "" : row.get("iso", Kind.SUBDIVISION);
  }

  private static List<String> withNames(List<String> aliases, Text... names) {
    Set<String> out = new LinkedHashSet<>();
    for (Text name : names) {
      name.byLanguage().values().stream()
          .filter(text -> !text.isEmpty())
          .sorted()
          .forEach(out::add);
    }
    out.addAll(aliases);
    return List.copyOf(out);
  }

  private static void overlaps(List<RegionRow> rows) {
    for (int i = 0; i < rows.size(); i++) {
      Region later = rows.get(i).region();
      for (RegionRow earlier : rows.subList(0, i)) {
        Region other = earlier.region();
        if (!later.validity().overlaps(other.validity())) {
          continue;
        }
        if (later.code().equals(other.code())) {
          rows.get(i)
              .row()
              .wrong(
                  "valid_from: "
                      + later.code()
                      + " "
                      + told(later.validity())
                      + " overlaps "
                      + told(other.validity())
                      + " of line "
                      + earlier.row().line());
        } else if (later.tileColumn() != null
            && later.tileRow() != null
            && later.tileColumn().equals(other.tileColumn())
            && later.tileRow().equals(other.tileRow())) {
          rows.get(i)
              .row()
              .wrong("tile_column: " + other.code() + " has the same place on the map");
        }
      }
    }
  }

  private static String told(Validity validity) {
    LocalDate from = validity.from();
    LocalDate to = validity.to();
    return (from == null ? "…" : from) + "/" + (to == null ? "…" : to);
  }

  private static void sharedAliases(
      List<RegionRow> rows, List<AmbiguousAlias> ambiguous, Map<String, String> lookalikes) {
    Set<String> listed = new LinkedHashSet<>();
    ambiguous.forEach(alias -> listed.add(folded(alias.alias(), lookalikes)));
    Map<String, List<RegionRow>> owners = new HashMap<>();
    for (RegionRow row : rows) {
      Set<String> own = new LinkedHashSet<>();
      for (String alias : row.region().aliases()) {
        String word = folded(alias, lookalikes);
        if (!own.add(word) || listed.contains(word)) {
          continue;
        }
        List<RegionRow> others = owners.computeIfAbsent(word, w -> new ArrayList<>());
        for (RegionRow other : others) {
          if (!other.region().code().equals(row.region().code())
              && other.region().validity().overlaps(row.region().validity())) {
            row.row()
                .wrong(
                    "aliases: '"
                        + alias
                        + "' means "
                        + other.region().code()
                        + " in line "
                        + other.row().line()
                        + " too; list it in ambiguous_aliases.csv or drop one");
          }
        }
        others.add(row);
      }
    }
  }

  /**
   * Spellings as they are compared: one case, look-alike letters folded, letters and digits only.
   */
  private static String folded(String text, Map<String, String> lookalikes) {
    StringBuilder out = new StringBuilder();
    text.codePoints()
        .filter(Character::isLetterOrDigit)
        .forEach(
            letter -> {
              String one = Character.toString(letter);
              out.append(lookalikes.getOrDefault(one, one));
            });
    return out.toString().toLowerCase(Locale.ROOT).replace('ё', 'е');
  }

  List<District> districts(Kind<String> region) {
    Register register =
        register("districts.csv", "code", "region", "name_*", "aliases", "source", "note");
    register.unique("code");
    Map<String, Map<String, String>> owners = new HashMap<>();
    List<District> out = new ArrayList<>();
    for (Register.Row row : register.rows()) {
      row.find("region", region);
      Text name = row.text("name", languages);
      String code = row.get("code", Kind.TEXT);
      List<String> aliases = withNames(row.list("aliases"), name);
      owned(row, owners.computeIfAbsent(row.raw("region"), r -> new HashMap<>()), code, aliases);
      out.add(new District(code, row.get("region", Kind.REGION), name, aliases, row.source()));
    }
    return out;
  }

  List<Population> populations(Kind<String> region, List<Region> regions) {
    Register register = register("population.csv", "region", "date", "people", "source", "note");
    register.notEmpty().unique("region", "date");
    List<Population> out = new ArrayList<>();
    for (Register.Row row : register.rows()) {
      row.find("region", region);
      out.add(
          new Population(
              row.get("region", Kind.REGION),
              row.get("date", Kind.DATE),
              row.get("people", Kind.atLeast(1)),
              row.source()));
    }
    Set<RegionCode> counted = new LinkedHashSet<>();
    out.forEach(population -> counted.add(population.region()));
    Set<RegionCode> uncounted = new LinkedHashSet<>();
    regions.stream()
        .filter(entry -> !entry.type().equals(Region.OTHER))
        .forEach(entry -> uncounted.add(entry.code()));
    uncounted.removeAll(counted);
    if (!out.isEmpty() && !uncounted.isEmpty()) {
      reading.wrong("population.csv", 0, "region: has no population of " + uncounted);
    }
    return out;
  }

  /**
   * Spellings that must wait for a person. Rows with {@code use} resolved are kept in the register
   * for the record: the one candidate has the spelling among its aliases.
   */
  List<AmbiguousAlias> ambiguousAliases(Kind<String> region) {
    Register register =
        register("ambiguous_aliases.csv", "alias", "candidates", "use", "source", "note");
    register.unique("alias");
    List<AmbiguousAlias> out = new ArrayList<>();
    for (Register.Row row : register.rows()) {
      row.get("candidates", Kind.TEXT);
      List<RegionCode> candidates = new ArrayList<>();
      for (String code : row.list("candidates")) {
        if (region.read(code, row.spot("candidates")) != null) {
          RegionCode candidate = Kind.REGION.read(code, row.spot("candidates"));
          if (candidate != null) {
            candidates.add(candidate);
          }
        }
      }
      AmbiguousAlias alias =
          new AmbiguousAlias(
              row.get("alias", Kind.TEXT), candidates, row.raw("note"), row.source());
      if (row.get("use", Kind.oneOf("held", "resolved")).equals("held")) {
        out.add(alias);
      } else if (candidates.size() > 1) {
        row.spot("use").wrong("'resolved' wants one candidate, not " + candidates);
      }
    }
    return out;
  }

  List<Product> products() {
    Register register =
        register(
            "products.csv",
            "key",
            "family",
            "origin",
            "name_*",
            "short_*",
            "aliases",
            "components",
            "doses",
            "interval_days",
            "doses_per_vial",
            "first_use",
            "source",
            "note");
    register.notEmpty().unique("key");
    Map<String, String> owners = new HashMap<>();
    List<Product> out = new ArrayList<>();
    for (Register.Row row : register.rows()) {
      Text name = row.text("name", languages);
      Text shortName = row.text("short", languages);
      Map<String, String> doseOfComponent = new LinkedHashMap<>();
      row.get("components", Kind.TEXT);
      for (String part : row.list("components")) {
        int equals = part.indexOf('=');
        if (equals <= 0 || equals == part.length() - 1) {
          row.spot("components")
              .wrong("'" + part + "' is not a component and its dose such as II=2");
        } else if (doseOfComponent.put(part.substring(0, equals), part.substring(equals + 1))
            != null) {
          row.spot("components").wrong("'" + part.substring(0, equals) + "' stands here twice");
        }
      }
      String key = row.get("key", Kind.CODE);
      List<String> aliases = withNames(row.list("aliases"), name, shortName);
      owned(row, owners, key, aliases);
      out.add(
          new Product(
              key,
              row.get("family", Kind.CODE),
              row.get("origin", Kind.oneOf("imported", "local")),
              name,
              shortName,
              aliases,
              List.copyOf(doseOfComponent.keySet()),
              Map.copyOf(doseOfComponent),
              row.get("doses", Kind.whole(1, 9)),
              row.find("interval_days", Kind.whole(1, 400)),
              row.find("doses_per_vial", Kind.whole(1, 100)),
              row.find("first_use", Kind.DATE),
              row.source()));
    }
    return out;
  }

  private static void owned(
      Register.Row row, Map<String, String> owners, String key, List<String> aliases) {
    Set<String> words = new LinkedHashSet<>();
    for (String alias : aliases) {
      if (words.add(folded(alias, Map.of()))) {
        String other = owners.putIfAbsent(folded(alias, Map.of()), key);
        if (other != null && !other.equals(key)) {
          row.spot("aliases").wrong("'" + alias + "' means " + other + " too");
        }
      }
    }
  }

  List<PriorityGroup> priorityGroups() {
    Register register =
        register(
            "priority_groups.csv",
            "key",
            "stage",
            "start",
            "end",
            "name_*",
            "short_*",
            "aliases",
            "planned",
            "stage_planned",
            "source",
            "note");
    register.unique("key");
    Map<String, String> owners = new HashMap<>();
    Map<String, String> stages = new HashMap<>();
    List<PriorityGroup> out = new ArrayList<>();
    for (Register.Row row : register.rows()) {
      Text name = row.text("name", languages);
      Text shortName = row.text("short", languages);
      String key = row.get("key", Kind.CODE);
      String stage = row.get("stage", Kind.TEXT);
      List<String> aliases = withNames(row.list("aliases"), name, shortName);
      owned(row, owners, key, aliases);
      String planned = stages.putIfAbsent(stage, row.raw("stage_planned"));
      if (planned != null && !planned.equals(row.raw("stage_planned"))) {
        row.spot("stage_planned")
            .wrong(
                "'"
                    + row.raw("stage_planned")
                    + "' differs from '"
                    + planned
                    + "' in another row of stage "
                    + stage);
      }
      LocalDate start = row.get("start", Kind.DATE);
      LocalDate end = row.find("end", Kind.DATE);
      if (end != null && end.isBefore(start)) {
        row.spot("end").wrong("'" + end + "' is before start " + start);
      }
      out.add(
          new PriorityGroup(
              key,
              stage,
              start,
              end,
              name,
              shortName,
              aliases,
              row.find("planned", Kind.atLeast(1)),
              row.find("stage_planned", Kind.atLeast(1)),
              row.source()));
    }
    return out;
  }

  List<Target> targets(Kind<String> region, Kind<String> product) {
    Register register =
        register(
            "targets.csv",
            "key",
            "kind",
            "metric",
            "region",
            "valid_from",
            "valid_to",
            "value",
            "unit",
            "product",
            "announced_on",
            "announced_by",
            "name_*",
            "source",
            "note");
    register.unique("key");
    List<Target> out = new ArrayList<>();
    for (Register.Row row : register.rows()) {
      row.find("region", region);
      Validity validity = row.validity();
      LocalDate from = validity.from();
      if (from == null) {
        row.get("valid_from", Kind.DATE);
        from = LocalDate.EPOCH;
      }
      out.add(
          new Target(
              row.get("key", Kind.CODE),
              row.get(
                  "kind", Kind.oneOf("target", "supply-plan", "denominator", "delivery", "stock")),
              row.get("metric", Kind.KEY),
              row.find("region", Kind.REGION),
              from,
              validity.to(),
              row.get("value", Kind.NUMBER),
              row.get("unit", Kind.oneOf("people", "doses", "percent")),
              row.find("product", product),
              row.find("announced_on", Kind.DATE),
              row.raw("announced_by"),
              row.text("name", languages),
              row.source()));
    }
    return out;
  }

  List<ZoneRule> zoneRules() {
    Register register =
        register(
            "zones.csv",
            "version",
            "valid_from",
            "valid_to",
            "matrix",
            "zone",
            "name_*",
            "incidence_from",
            "incidence_below",
            "reproduction_from",
            "reproduction_below",
            "occupancy_above",
            "hospitalised_above",
            "evaluable",
            "source",
            "note");
    List<ZoneRule> out = new ArrayList<>();
    for (Register.Row row : register.rows()) {
      ZoneRule rule =
          new ZoneRule(
              row.get("version", Kind.CODE),
              row.validity(),
              row.get("matrix", Kind.KEY),
              row.get("zone", Kind.KEY),
              row.text("name", languages),
              row.find("incidence_from", Kind.NUMBER),
              row.find("incidence_below", Kind.NUMBER),
              row.find("reproduction_from", Kind.NUMBER),
              row.find("reproduction_below", Kind.NUMBER),
              row.find("occupancy_above", Kind.NUMBER),
              row.find("hospitalised_above", Kind.NUMBER),
              row.get("evaluable", Kind.BOOLEAN),
              row.source());
      boolean conditions =
          rule.incidenceFrom() != null
              || rule.incidenceBelow() != null
              || rule.reproductionFrom() != null
              || rule.reproductionBelow() != null
              || rule.occupancyAbove() != null
              || rule.hospitalisedAbove() != null;
      if (rule.evaluable() && !conditions) {
        row.spot("evaluable").wrong("'true' wants at least one condition in the row");
      }
      out.add(rule);
    }
    return out;
  }

  List<Holiday> holidays() {
    Register register = register("holidays.csv", "date", "working", "name_*", "source", "note");
    register.unique("date");
    List<Holiday> out = new ArrayList<>();
    for (Register.Row row : register.rows()) {
      out.add(
          new Holiday(
              row.get("date", Kind.DATE),
              row.get("working", Kind.BOOLEAN),
              row.text("name", languages),
              row.source()));
    }
    return out;
  }
}
