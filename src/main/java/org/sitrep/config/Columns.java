package org.sitrep.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.sitrep.config.FormSpec.ColumnSpec;
import org.sitrep.domain.Lang;

/** The columns of a form. One that stands under captions is read once for each of them. */
final class Columns {
  private static final Kind<String> DIMENSION =
      Kind.oneOf(
          "stream",
          "product",
          "component",
          "dose",
          "sex",
          "age_group",
          "priority_group",
          "facility");
  private static final Kind<String> TYPE =
      Kind.oneOf(
          "region",
          "district",
          "date",
          "product",
          "priority-group",
          "count",
          "decimal",
          "percent",
          "text",
          "note",
          "person",
          "personal",
          "birth-date",
          "age",
          "sex",
          "dose",
          "stream",
          "facility",
          "measure-word",
          "composite",
          "total",
          "ignore");
  private static final Set<String> NUMBERS = Set.of("count", "decimal", "percent");

  /** Types whose cells hold one of a few words. */
  private static final Set<String> CODED = Set.of("sex", "dose", "stream");

  private final List<Lang> languages;
  private final Collection<String> streams;
  private final Map<String, List<Caption>> captions;

  /**
   * A caption over columns.
   *
   * @param suffix ending of the keys of columns under it
   * @param words language code to spellings
   * @param dimensions what it says of the values below
   * @param mayBeAbsent whether a sheet without it is the form all the same
   */
  record Caption(
      String suffix,
      Map<String, List<String>> words,
      Map<String, String> dimensions,
      boolean mayBeAbsent) {}

  Columns(List<Lang> languages, Collection<String> streams, Map<String, List<Caption>> captions) {
    this.languages = languages;
    this.streams = streams;
    this.captions = captions;
  }

  /** The column as it stands under every one of its captions. */
  List<ColumnSpec> read(Section section) {
    ColumnSpec column = column(section);
    List<ColumnSpec> out = List.of(column);
    Kind<String> set = Kind.reference(captions.keySet(), "a key of the form's captions");
    if (section.has("captions") && captions.isEmpty()) {
      section.spot("captions").wrong("wants captions of the form to speak of");
    }
    for (String name : section.findList("captions", set)) {
      List<ColumnSpec> under = new ArrayList<>();
      for (ColumnSpec above : out) {
        for (Caption caption : captions.getOrDefault(name, List.of())) {
          under.add(under(above, caption));
        }
      }
      out = under;
    }
    return out;
  }

  private static ColumnSpec under(ColumnSpec column, Caption caption) {
    List<Map<String, List<String>>> captions = new ArrayList<>(column.heading().captions());
    captions.add(caption.words());
    Map<String, String> dimensions = new LinkedHashMap<>(column.dimensions());
    dimensions.putAll(caption.dimensions());
    String ending = "_" + caption.suffix();
    return new ColumnSpec(
        column.key() + ending,
        column.type(),
        column.required(),
        column.header() && !caption.mayBeAbsent(),
        column.mayBeAbsent() || caption.mayBeAbsent(),
        new FormSpec.Heading(captions, column.words(), column.heading().values()),
        column.measure(),
        dimensions,
        column.fillDown(),
        column.emptyIs(),
        column.negative(),
        column.addsUp(),
        column.cells(),
        column.patterns().stream().map(pattern -> pattern.renamed(key -> key + ending)).toList(),
        column.parts().stream().map(part -> under(part, caption)).toList(),
        column.measures(),
        column.totalOf().stream().map(key -> key + ending).toList(),
        column.codes());
  }

  private ColumnSpec column(Section section) {
    String type = section.get("type", TYPE);
    List<String> values =
        section.oneOrMany("heading", Kind.oneOf("date", "region", "product", "priority-group"));
    boolean wide = type.equals("count") || type.equals("decimal") || type.equals("composite");
    if (!values.isEmpty() && !wide) {
      section.spot("heading").wrong("wants type count, decimal or composite");
    }
    List<Map<String, List<String>>> group = new ArrayList<>();
    if (section.has("group")) {
      group.add(section.words("group", languages));
    }
    boolean told = !values.isEmpty() || section.has("captions");
    FormSpec.Heading heading =
        new FormSpec.Heading(
            group, told && !section.has("words") ? Map.of() : words(section, languages), values);
    List<CellPattern> patterns = List.of();
    List<ColumnSpec> parts = List.of();
    if (type.equals("composite")) {
      patterns = section.list("patterns", Kind.CELL_PATTERN);
      parts = section.sections("parts", part -> part(part, heading));
      check(patterns, parts, section);
    }
    return value(section, type, heading, patterns, parts);
  }

  private ColumnSpec part(Section section, FormSpec.Heading heading) {
    String type = section.get("type", Kind.oneOf("count", "decimal", "percent"));
    return value(section, type, heading, List.of(), List.of());
  }

  private ColumnSpec value(
      Section section,
      String type,
      FormSpec.Heading heading,
      List<CellPattern> patterns,
      List<ColumnSpec> parts) {
    String measure = section.find("measure", Kind.MEASURE);
    if (measure != null && !NUMBERS.contains(type)) {
      section.spot("measure").wrong("'" + measure + "' wants type count, decimal or percent");
    }
    return new ColumnSpec(
        section.get("key", Kind.KEY),
        type,
        section.get("required", Kind.BOOLEAN, false),
        section.get("header", Kind.BOOLEAN, false),
        section.get("may-be-absent", Kind.BOOLEAN, false),
        heading,
        measure,
        dimensions(section, streams),
        section.get("fill-down", Kind.BOOLEAN, false),
        section.get("empty-is", Kind.oneOf("nothing", "allowed", "zero"), "nothing"),
        section.get("negative", Kind.oneOf("allowed", "warn", "reject"), "warn"),
        section.get("adds-up", Kind.BOOLEAN, true),
        cells(section, type),
        patterns,
        parts,
        type.equals("measure-word") ? section.sections("measures", this::measureWord) : List.of(),
        type.equals("total") ? section.list("of", Kind.KEY) : List.of(),
        CODED.contains(type) ? codes(section, type) : Map.of());
  }

  private static FormSpec.Cells cells(Section section, String type) {
    Double factor = section.find("multiply-by", Kind.FACTOR);
    String percent = section.find("percent", Kind.oneOf("of-100", "of-1"));
    Integer width = section.find("width", Kind.whole(2, 40));
    String serials = section.find("serials", Kind.oneOf("1900", "1904"));
    wants(section, "multiply-by", factor, NUMBERS.contains(type), "count, decimal or percent");
    wants(section, "percent", percent, type.equals("percent"), "percent");
    wants(section, "width", width, type.equals("text"), "text");
    wants(section, "serials", serials, type.equals("date"), "date");
    return new FormSpec.Cells(
        factor == null ? 1 : factor,
        "of-100".equals(percent) ? 100 : 1,
        width == null ? 0 : width,
        serials == null ? 0 : Integer.parseInt(serials));
  }

  private static void wants(
      Section section, String key, @Nullable Object value, boolean fits, String types) {
    if (value != null && !fits) {
      section.spot(key).wrong("wants type " + types);
    }
  }

  /** The codes that words in the cells of a column stand for. */
  private Map<String, Map<String, List<String>>> codes(Section section, String type) {
    Map<String, Map<String, List<String>>> codes = new LinkedHashMap<>();
    Kind<String> code =
        switch (type) {
          case "sex" -> Kind.oneOf("f", "m");
          case "stream" -> Kind.reference(streams, "a stream of country.yml");
          default -> Kind.TEXT;
        };
    section.within(
        "codes",
        values -> {
          for (String name : values.keys()) {
            code.read(name, values.spot(name));
            codes.put(name, values.words(name, languages));
          }
        });
    return codes;
  }

  private FormSpec.MeasureWord measureWord(Section section) {
    return new FormSpec.MeasureWord(
        words(section, languages),
        section.get("measure", Kind.MEASURE),
        dimensions(section, streams));
  }

  private static void check(List<CellPattern> patterns, List<ColumnSpec> parts, Section section) {
    Set<String> keys = new TreeSet<>();
    parts.forEach(part -> keys.add(part.key()));
    Set<String> written = new TreeSet<>();
    for (CellPattern pattern : patterns) {
      for (String key : pattern.keys()) {
        written.add(key);
        if (!keys.contains(key)) {
          section.spot("patterns").wrong("'" + key + "' is not a key of parts " + keys);
        }
      }
    }
    keys.removeAll(written);
    if (!keys.isEmpty()) {
      section.spot("patterns").wrong("have no place for parts " + keys);
    }
  }

  /** Required words by language. */
  static Map<String, List<String>> words(Section section, List<Lang> languages) {
    if (!section.has("words")) {
      section.spot("words").wrong("is missing; wanted the headings in every language");
    }
    return section.words("words", languages);
  }

  /** The key {@code dimensions}; empty when it is absent. */
  static Map<String, String> dimensions(Section section, Collection<String> streams) {
    Map<String, String> dimensions = new LinkedHashMap<>();
    if (section.has("dimensions")) {
      section.within(
          "dimensions",
          values -> {
            for (String name : values.keys()) {
              DIMENSION.read(name, values.spot(name));
              dimensions.put(
                  name,
                  values.get(
                      name,
                      name.equals("stream")
                          ? Kind.reference(streams, "a stream of country.yml")
                          : Kind.TEXT));
            }
          });
    }
    return dimensions;
  }
}
