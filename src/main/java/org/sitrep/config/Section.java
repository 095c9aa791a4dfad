package org.sitrep.config;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.sitrep.domain.Lang;

/**
 * Keys and values of a YAML file, asked for by key. Whatever is wrong becomes a problem and a
 * placeholder, so that one reading finds everything. {@link #close()} tells the keys nobody asked
 * for.
 */
final class Section implements AutoCloseable {
  private final Reading reading;
  private final String file;
  private final String path;
  private final int line;
  private final Map<String, Yaml.Field> fields;
  private final Set<String> asked = new LinkedHashSet<>();

  private Section(
      Reading reading, String file, String path, int line, Map<String, Yaml.Field> fields) {
    this.reading = reading;
    this.file = file;
    this.path = path;
    this.line = line;
    this.fields = fields;
  }

  /** The file as a whole. */
  static Section root(Reading reading, String file, Yaml yaml) {
    return of(reading, file, "", yaml);
  }

  private static Section of(Reading reading, String file, String path, Yaml yaml) {
    if (yaml instanceof Yaml.Fields fields) {
      return new Section(reading, file, path, yaml.line(), fields.fields());
    }
    new Spot(reading, file, yaml.line(), path).wrong("wanted keys with values");
    return broken(file, path, yaml.line());
  }

  /** A section of which nothing was readable: that was told once, it tells nothing more. */
  static Section broken(String file, String path, int line) {
    return new Section(new Reading(), file, path, line, Map.of());
  }

  int line() {
    return line;
  }

  String file() {
    return file;
  }

  /** The place of {@code key}; the section's own when the key is absent. */
  Spot spot(String key) {
    Yaml.Field field = fields.get(key);
    return new Spot(reading, file, field == null ? line : field.line(), name(key));
  }

  private String name(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  private Yaml.@Nullable Field ask(String key) {
    asked.add(key);
    reading.known(file, key);
    Yaml.Field field = fields.get(key);
    boolean empty =
        field != null && field.value() instanceof Yaml.Scalar scalar && scalar.text().isEmpty();
    return empty ? null : field;
  }

  boolean has(String key) {
    return ask(key) != null;
  }

  /** A required value. */
  <T> T get(String key, Kind<T> kind) {
    Yaml.Field field = ask(key);
    if (field == null) {
      spot(key).wrong("is missing; wanted " + kind.wish());
      return kind.placeholder();
    }
    T value = scalar(field.value(), kind, spot(key));
    return value == null ? kind.placeholder() : value;
  }

  /** A value that may be absent. */
  <T> @Nullable T find(String key, Kind<T> kind) {
    Yaml.Field field = ask(key);
    return field == null ? null : scalar(field.value(), kind, spot(key));
  }

  /** A value that may be absent, with what holds then. */
  <T> T get(String key, Kind<T> kind, T otherwise) {
    T value = find(key, kind);
    return value == null ? otherwise : value;
  }

  private static <T> @Nullable T scalar(Yaml value, Kind<T> kind, Spot spot) {
    if (value instanceof Yaml.Scalar scalar) {
      return kind.read(scalar.text(), spot);
    }
    spot.wrong("wanted " + kind.wish() + ", not " + word(value));
    return null;
  }

  private static String word(Yaml value) {
    if (value instanceof Yaml.Scalar) {
      return "a single value";
    }
    return value instanceof Yaml.Items ? "a list" : "keys with values";
  }

  /** A required list with at least one element. */
  <T> List<T> list(String key, Kind<T> kind) {
    if (!has(key)) {
      spot(key).wrong("is missing; wanted a list, each " + kind.wish());
      return List.of();
    }
    return findList(key, kind);
  }

  /** A list that may be absent or empty. */
  <T> List<T> findList(String key, Kind<T> kind) {
    Yaml.Field field = ask(key);
    List<T> out = new ArrayList<>();
    if (field == null) {
      return out;
    }
    if (!(field.value() instanceof Yaml.Items items)) {
      spot(key).wrong("wanted a list in square brackets, each " + kind.wish());
      return out;
    }
    for (Yaml item : items.items()) {
      T value = scalar(item, kind, new Spot(reading, file, item.line(), name(key)));
      if (value != null) {
        if (out.contains(value)) {
          new Spot(reading, file, item.line(), name(key))
              .wrong("'" + value + "' stands here twice");
        } else {
          out.add(value);
        }
      }
    }
    return out;
  }

  /** A list that may be absent or empty, or one value in its place. */
  <T> List<T> oneOrMany(String key, Kind<T> kind) {
    Yaml.Field field = ask(key);
    if (field == null || field.value() instanceof Yaml.Items) {
      return findList(key, kind);
    }
    T value = scalar(field.value(), kind, spot(key));
    return value == null ? List.of() : List.of(value);
  }

  /** A required list whose elements are single values, or sections where more is to be said. */
  <T> List<T> listOf(
      String key, Kind<String> kind, Function<String, T> word, Function<Section, T> read) {
    Yaml.Field field = ask(key);
    List<T> out = new ArrayList<>();
    if (field == null) {
      spot(key).wrong("is missing; wanted a list, each " + kind.wish());
      return out;
    }
    if (!(field.value() instanceof Yaml.Items items)) {
      spot(key).wrong("wanted a list in square brackets, each " + kind.wish());
      return out;
    }
    for (Yaml item : items.items()) {
      if (item instanceof Yaml.Fields) {
        String path = name(key) + "[" + (out.size() + 1) + "]";
        try (Section section = of(reading, file, path, item)) {
          out.add(read.apply(section));
        }
      } else {
        String value = scalar(item, kind, new Spot(reading, file, item.line(), name(key)));
        if (value != null) {
          out.add(word.apply(value));
        }
      }
    }
    return out;
  }

  /** A text in every language of the country. */
  Text text(String key, List<Lang> languages) {
    Yaml.Field field = ask(key);
    List<String> codes = languages.stream().map(Lang::code).toList();
    if (field == null) {
      spot(key).wrong("is missing; wanted a text in each of " + codes);
      return new Text(Map.of());
    }
    if (!(field.value() instanceof Yaml.Fields)) {
      spot(key).wrong("wanted a text in each of " + codes + ", not " + word(field.value()));
      return new Text(Map.of());
    }
    return section(key).texts(languages);
  }

  /** The section's own keys as languages of one text. */
  Text texts(List<Lang> languages) {
    Map<String, String> out = new LinkedHashMap<>();
    for (Lang lang : languages) {
      Yaml.Field field = fields.get(lang.code());
      asked.add(lang.code());
      if (field == null || field.value() instanceof Yaml.Scalar scalar && scalar.text().isBlank()) {
        new Spot(reading, file, line, path).wrong("has no text in " + lang);
      } else {
        String text = scalar(field.value(), Kind.TEXT, spot(lang.code()));
        out.put(lang.code(), text == null ? "" : text);
      }
    }
    if (!languages.isEmpty()) {
      close();
    }
    return new Text(out);
  }

  /** A required section. */
  Section section(String key) {
    Yaml.Field field = ask(key);
    if (field == null) {
      spot(key).wrong("is missing; wanted keys with values");
      return broken(file, name(key), line);
    }
    return of(reading, file, name(key), field.value());
  }

  /** The section under a key that is itself data. */
  Section entry(String key) {
    asked.add(key);
    Yaml.Field field = fields.get(key);
    return field == null
        ? broken(file, name(key), line)
        : of(reading, file, name(key), field.value());
  }

  /** A required list of sections, each told by its number from 1. */
  <T> List<T> sections(String key, Function<Section, T> read) {
    if (!has(key)) {
      spot(key).wrong("is missing; wanted a list");
      return List.of();
    }
    Yaml.Field field = fields.get(key);
    if (field == null || !(field.value() instanceof Yaml.Items items)) {
      spot(key).wrong("wanted a list, each element with a dash");
      return List.of();
    }
    return each(reading, file, name(key), items, read);
  }

  /** A file that is one list of sections. */
  static <T> List<T> list(Reading reading, String file, Yaml yaml, Function<Section, T> read) {
    if (yaml instanceof Yaml.Items items) {
      return each(reading, file, "", items, read);
    }
    reading.wrong(file, yaml.line(), "wanted a list, each element with a dash");
    return List.of();
  }

  private static <T> List<T> each(
      Reading reading, String file, String path, Yaml.Items items, Function<Section, T> read) {
    List<T> out = new ArrayList<>();
    for (Yaml item : items.items()) {
      try (Section section = of(reading, file, path + "[" + (out.size() + 1) + "]", item)) {
        out.add(read.apply(section));
      }
    }
    return out;
  }

  /** The key {@code validity} with {@code from} and {@code to}; each may be absent. */
  Validity validity() {
    if (!has("validity")) {
      return Validity.ALWAYS;
    }
    Section section = section("validity");
    try (section) {
      LocalDate from = section.find("from", Kind.DATE);
      LocalDate to = section.find("to", Kind.DATE);
      if (from != null && to != null && to.isBefore(from)) {
        section.spot("to").wrong("'" + to + "' is before from " + from);
      }
      return new Validity(from, to);
    }
  }

  /** Words by language, every language of the country present; empty when the key is absent. */
  Map<String, List<String>> words(String key, List<Lang> languages) {
    Map<String, List<String>> out = new LinkedHashMap<>();
    if (has(key)) {
      within(
          key,
          section -> {
            for (Lang lang : languages) {
              out.put(lang.code(), section.list(lang.code(), Kind.TEXT));
            }
          });
    }
    return out;
  }

  /** The languages a text happens to have; none when there is no such text. */
  List<Lang> languagesOf(String key) {
    Yaml.Field field = fields.get(key);
    if (field == null || !(field.value() instanceof Yaml.Fields text)) {
      return List.of();
    }
    return text.fields().keySet().stream()
        .filter(code -> code.matches("[a-z]{2}"))
        .map(Lang::new)
        .toList();
  }

  /** Every key there is, for sections whose keys are data. */
  List<String> keys() {
    return List.copyOf(fields.keySet());
  }

  /** Runs {@code read} over a required section and tells its unknown keys. */
  void within(String key, Consumer<Section> read) {
    try (Section section = section(key)) {
      read.accept(section);
    }
  }

  @Override
  public void close() {
    fields.forEach(
        (key, field) -> {
          if (!asked.contains(key)) {
            String nearest = Nearest.of(key, asked);
            new Spot(reading, file, field.line(), name(key))
                .wrong(
                    "is not a known key; "
                        + (nearest == null ? "" : "did you mean '" + nearest + "'? ")
                        + "known: "
                        + Kind.sorted(asked));
          }
        });
  }
}
