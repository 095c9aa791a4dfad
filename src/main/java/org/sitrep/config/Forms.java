package org.sitrep.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.sitrep.config.FormSpec.ColumnSpec;
import org.sitrep.config.FormSpec.DateSource;
import org.sitrep.domain.EventKind;
import org.sitrep.domain.Lang;

/** {@code forms/*.yml} to records. */
final class Forms {
  private static final Kind<String> DATE_PLACE =
      Kind.oneOf("title", "sheet-name", "file-name", "other-sheet", "column");

  private Forms() {}

  static FormSpec form(Section file, List<Lang> languages, Collection<String> streams) {
    String key = file.get("key", Kind.KEY);
    Columns columns = new Columns(languages, streams, captions(file, languages, streams));
    List<ColumnSpec> read = new ArrayList<>();
    file.sections("columns", columns::read).forEach(read::addAll);
    List<ColumnSpec> resolved = totals(read, file);
    FormSpec form =
        new FormSpec(
            key,
            file.get("version", Kind.TEXT),
            file.text("title", languages),
            file.validity(),
            file.get("period", Kind.oneOf("day", "week")),
            file.get("covers", Kind.oneOf("day", "series"), "day"),
            file.get("control", Kind.BOOLEAN, false),
            sheets(file),
            file.get("hidden-rows", Kind.oneOf("read", "left-out"), "read").equals("read"),
            file.get("header-within", Kind.whole(1, 200)),
            file.get("header-rows-max", Kind.whole(1, 4)),
            file.listOf(
                "date-from",
                DATE_PLACE,
                from -> new DateSource(from, List.of(), List.of(), 0),
                Forms::dateSource),
            file.findList("date-formats", Kind.DATE_PATTERN),
            file.list(
                "region-from",
                Kind.oneOf("column", "title", "sheet-name", "file-name", "folder", "nation")),
            file.list("keys", references(read, true)),
            ownWords(file),
            numbers(file),
            file.has("units") ? file.sections("units", unit -> unit(unit, languages)) : List.of(),
            file.has("drop-rows")
                ? file.sections("drop-rows", drop -> dropRows(drop, references(read, false)))
                : List.of(),
            resolved,
            file.has("event") ? event(file, resolved, streams) : null);
    distinct(form, file);
    return form;
  }

  private static FormSpec.EventSpec event(
      Section file, List<ColumnSpec> columns, Collection<String> streams) {
    Map<String, EventKind> kinds = new LinkedHashMap<>();
    for (EventKind kind : EventKind.values()) {
      kinds.put(kind.word(), kind);
    }
    List<String> dates =
        columns.stream().filter(c -> c.type().equals("date")).map(ColumnSpec::key).toList();
    if (dates.isEmpty()) {
      file.spot("columns").wrong("a line list wants a column of type date");
    }
    if (columns.stream().noneMatch(c -> c.type().equals("person") && c.header())) {
      file.spot("columns").wrong("a line list wants a column of type person with header: true");
    }
    if (columns.stream().anyMatch(c -> c.type().equals("note"))) {
      file.spot("columns").wrong("a line list takes no column of type note: words about a person");
    }
    Section section = file.section("event");
    try (section) {
      return new FormSpec.EventSpec(
          section.get("kind", Kind.oneOf(kinds)),
          section.get("date", Kind.reference(dates, "a column of type date")),
          Columns.dimensions(section, streams));
    }
  }

  /** Keys of columns; with region and date, which every row has, also when no column tells them. */
  private static Kind<String> references(List<ColumnSpec> columns, boolean withIdentity) {
    Set<String> names = new TreeSet<>();
    for (ColumnSpec column : columns) {
      names.add(column.key());
      column.parts().forEach(part -> names.add(part.key()));
    }
    if (withIdentity && !names.isEmpty()) {
      names.add("region");
      names.add("date");
    }
    return Kind.reference(names, "a column of this form" + (withIdentity ? ", or date" : ""));
  }

  private static void distinct(FormSpec form, Section file) {
    Set<String> names = new LinkedHashSet<>();
    for (ColumnSpec column : form.columns()) {
      List<ColumnSpec> all = new ArrayList<>(column.parts());
      all.add(column);
      for (ColumnSpec one : all) {
        if (!one.key().isEmpty() && !names.add(one.key())) {
          file.spot("columns").wrong("'" + one.key() + "' stands here twice");
        }
      }
    }
  }

  /** The columns, each total with the keys of all columns it is of. */
  private static List<ColumnSpec> totals(List<ColumnSpec> columns, Section file) {
    Set<String> names = new LinkedHashSet<>();
    for (ColumnSpec column : columns) {
      names.add(column.key());
      column.parts().forEach(part -> names.add(part.key()));
    }
    List<ColumnSpec> out = new ArrayList<>();
    for (ColumnSpec column : columns) {
      List<String> parts = new ArrayList<>();
      for (String part : column.totalOf()) {
        // A column under captions has a key for each of them; its own key means all.
        List<String> under =
            names.contains(part)
                ? List.of(part)
                : names.stream().filter(name -> name.startsWith(part + "_")).toList();
        if (under.isEmpty()) {
          String nearest = Nearest.of(part, names);
          file.spot("columns")
              .wrong(
                  "'"
                      + part
                      + "' that "
                      + column.key()
                      + " is the total of is not a column of this form"
                      + (nearest == null ? "" : "; did you mean '" + nearest + "'?"));
        }
        parts.addAll(under);
      }
      out.add(parts.isEmpty() ? column : column.totalOf(parts));
    }
    return out;
  }

  private static FormSpec.Sheets sheets(Section file) {
    if (!file.has("sheets")) {
      return new FormSpec.Sheets(List.of(), List.of(), false);
    }
    Section section = file.section("sheets");
    try (section) {
      return new FormSpec.Sheets(
          section.findList("only", Kind.TEXT),
          section.findList("not", Kind.TEXT),
          section.get("hidden", Kind.BOOLEAN, false));
    }
  }

  private static DateSource dateSource(Section section) {
    String from = section.get("from", DATE_PLACE);
    List<String> sheets = section.findList("sheets", Kind.TEXT);
    if (!sheets.isEmpty() && !from.equals("other-sheet")) {
      section.spot("sheets").wrong("wants from: other-sheet");
    }
    return new DateSource(
        from,
        sheets,
        section.findList("after", Kind.TEXT),
        section.get("days", Kind.whole(-31, 31), 0));
  }

  private static FormSpec.OwnWords ownWords(Section file) {
    if (!file.has("words")) {
      return new FormSpec.OwnWords(List.of(), List.of(), List.of(), List.of(), List.of());
    }
    Section section = file.section("words");
    try (section) {
      return new FormSpec.OwnWords(
          section.findList("totals", Kind.TEXT),
          section.findList("of-which", Kind.TEXT),
          section.findList("zero", Kind.TEXT),
          section.findList("nothing", Kind.TEXT),
          section.findList("signatures", Kind.TEXT));
    }
  }

  private static NumberStyle numbers(Section file) {
    if (!file.has("numbers")) {
      return NumberStyle.ANY;
    }
    Section section = file.section("numbers");
    try (section) {
      String decimal = section.find("decimal", Kind.oneOf("comma", "point"));
      StringBuilder thousands = new StringBuilder();
      for (String sign :
          section.findList("thousands", Kind.oneOf("space", "point", "comma", "apostrophe"))) {
        thousands.append(sign(sign));
        if (sign.equals(decimal)) {
          section.spot("thousands").wrong("'" + sign + "' is the decimal sign already");
        } else if (decimal == null && !sign(sign).isBlank() && !sign.equals("apostrophe")) {
          section.spot("thousands").wrong("'" + sign + "' wants decimal beside it");
        }
      }
      return new NumberStyle(
          decimal == null ? NumberStyle.ANY.decimal() : sign(decimal),
          thousands.isEmpty() ? NumberStyle.ANY.thousands() : thousands.toString());
    }
  }

  private static String sign(String name) {
    return switch (name) {
      case "comma" -> ",";
      case "point" -> ".";
      case "apostrophe" -> "'\u2019";
      default -> " ";
    };
  }

  private static FormSpec.Unit unit(Section section, List<Lang> languages) {
    return new FormSpec.Unit(
        Columns.words(section, languages), section.get("multiply-by", Kind.FACTOR));
  }

  private static FormSpec.DropRows dropRows(Section section, Kind<String> column) {
    return new FormSpec.DropRows(section.get("column", column), section.list("words", Kind.TEXT));
  }

  private static Map<String, List<Columns.Caption>> captions(
      Section file, List<Lang> languages, Collection<String> streams) {
    Map<String, List<Columns.Caption>> out = new LinkedHashMap<>();
    if (file.has("captions")) {
      file.within(
          "captions",
          sets -> {
            for (String set : sets.keys()) {
              Kind.KEY.read(set, sets.spot(set));
              out.put(
                  set,
                  sets.sections(
                      set,
                      caption ->
                          new Columns.Caption(
                              caption.get("suffix", Kind.SUFFIX),
                              Columns.words(caption, languages),
                              Columns.dimensions(caption, streams),
                              caption.get("may-be-absent", Kind.BOOLEAN, false))));
            }
          });
    }
    return out;
  }
}
