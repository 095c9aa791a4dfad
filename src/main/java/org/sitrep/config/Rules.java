package org.sitrep.config;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.sitrep.config.Expression.Name;
import org.sitrep.config.Expression.Vocabulary;
import org.sitrep.config.FormSpec.ColumnSpec;
import org.sitrep.config.Rule.Over;
import org.sitrep.domain.FindingCode;
import org.sitrep.domain.Lang;
import org.sitrep.domain.Severity;

/** {@code rules/*.yml} to records. */
final class Rules {
  /** The day of what stands beside a row. */
  private static final String DATE = "date";

  private static final String REGION = "region";

  /** How many rows there are; a name only of whole tables. */
  private static final String ROWS = "rows";

  /** In a rule about each of its columns: what stands in the one, and its heading. */
  private static final String VALUE = "value";

  private static final String COLUMN = "column";
  private static final String PREVIOUS = "previous";
  private static final Pattern PLACE = Pattern.compile("\\{([^}]*)}");

  /** Findings about the night that a rule can tell in better words. */
  private static final Map<String, FindingCode> NIGHTLY = nightly();

  private final List<Lang> languages;
  private final Set<String> codes;
  private final Map<String, Columns> forms = new LinkedHashMap<>();

  /** What rules may name of a form, all its versions together. */
  private static final class Columns {
    /** Every column, and the region and date that every row has. */
    final Set<String> own = new TreeSet<>(Set.of(REGION, DATE));

    /** Columns of which accepted values are kept. */
    final Set<String> kept = new TreeSet<>();

    /** Columns that name a row. */
    final Set<String> keys = new TreeSet<>();
  }

  private Rules(List<Lang> languages, List<FormSpec> forms, Set<String> codes) {
    this.languages = languages;
    this.codes = codes;
    for (FormSpec form : forms) {
      Columns columns = this.forms.computeIfAbsent(form.key(), k -> new Columns());
      columns.keys.addAll(form.keys());
      for (ColumnSpec column : form.fields()) {
        columns.own.add(column.key());
        if (column.measure() != null) {
          columns.kept.add(column.key());
        }
      }
    }
  }

  /** Reads one rule; {@code codes} collects the codes of all files. */
  static Function<Section, Rule> reader(
      List<Lang> languages, List<FormSpec> forms, Set<String> codes) {
    return new Rules(languages, forms, codes)::rule;
  }

  private static Map<String, FindingCode> nightly() {
    Map<String, FindingCode> out = new LinkedHashMap<>();
    for (FindingCode code :
        List.of(
            FindingCode.CUMULATIVE_DISAGREES,
            FindingCode.CUMULATIVE_FALLS,
            FindingCode.STOCK_DISAGREES)) {
      out.put(code.name(), code);
    }
    return out;
  }

  private static <E extends Enum<E>> Kind<E> oneOf(E[] values) {
    Map<String, E> words = new LinkedHashMap<>();
    for (E value : values) {
      words.put(value.name().toLowerCase(Locale.ROOT), value);
    }
    return Kind.oneOf(words);
  }

  private Rule rule(Section section) {
    String code = section.get("code", Kind.CODE);
    if (!code.isEmpty() && !codes.add(code)) {
      section.spot("code").wrong("'" + code + "' is the code of another rule already");
    }
    if (isOwnCode(code)) {
      section.spot("code").wrong("'" + code + "' is one of Sitrep's own codes");
    }
    String form = section.get("form", Kind.reference(forms.keySet(), "a form of forms/"));
    Columns columns = forms.getOrDefault(form, new Columns());
    boolean known = forms.containsKey(form);
    Kind<String> column =
        Kind.reference(known ? columns.own : Set.of(), "a column of form " + form);
    Over over = section.get("over", oneOf(Over.values()), Over.ROW);
    List<String> per = per(section, over, columns, form);
    Rule.Usual usual = usual(section, over);
    String holds = section.get("holds", Kind.TEXT);
    boolean each =
        over == Over.CELL
            || !columns.own.contains(VALUE)
                && Expression.names(holds).stream().anyMatch(n -> n.column().equals(VALUE));
    Rule rule =
        new Rule(
            code,
            form,
            over,
            per,
            each,
            section.get("severity", oneOf(Severity.values())),
            section.list("columns", column),
            holds,
            section.text("message", languages),
            usual,
            section.findList("instead-of", Kind.oneOf(NIGHTLY)));
    if (known) {
      Vocabulary vocabulary = vocabulary(rule, columns);
      Expression.check(rule.holds(), vocabulary, section.spot("holds"));
      looksAsFarAsItSays(rule, columns, section.spot("over"));
      places(rule.message(), vocabulary, each, section.spot("message"));
    }
    return rule;
  }

  private static boolean isOwnCode(String code) {
    for (FindingCode own : FindingCode.values()) {
      if (own.name().equals(code)) {
        return true;
      }
    }
    return false;
  }

  private static @Nullable List<String> per(
      Section section, Over over, Columns columns, String form) {
    if (!section.has("per")) {
      return over == Over.SUBMISSION ? List.of() : null;
    }
    Set<String> keys = new TreeSet<>(columns.keys);
    keys.removeAll(Set.of(REGION, DATE));
    if (over == Over.CELL || over == Over.ROW) {
      section.spot("per").wrong("wants over: submission, previous or forms");
    }
    Kind<String> key =
        new Kind<>(
            "a key of form " + form + " beside region and date",
            "",
            text -> {
              if (!keys.contains(text)) {
                throw new IllegalArgumentException(text);
              }
              return text;
            },
            keys);
    return section.findList("per", key);
  }

  private static Rule.@Nullable Usual usual(Section section, Over over) {
    if (!section.has("usual")) {
      return null;
    }
    if (over != Over.PREVIOUS && over != Over.FORMS) {
      section.spot("usual").wrong("wants over: previous or forms");
    }
    Section usual = section.section("usual");
    try (usual) {
      return new Rule.Usual(
          usual.get("weeks", Kind.whole(1, 52)),
          usual.get("same-weekday", Kind.BOOLEAN),
          usual.get("at-least", Kind.whole(3, 366)));
    }
  }

  private Vocabulary vocabulary(Rule rule, Columns columns) {
    Set<String> own = new TreeSet<>(columns.own);
    Set<String> kept = new TreeSet<>(columns.kept);
    if (rule.each()) {
      own.add(VALUE);
      kept.add(VALUE);
    }
    Map<String, Set<String>> beside = new HashMap<>();
    if (rule.over() == Over.PREVIOUS || rule.over() == Over.FORMS) {
      beside.put(PREVIOUS, dated(kept, rule));
      if (rule.usual() != null) {
        beside.put("usual", kept);
        beside.put("z", kept);
      }
    }
    if (rule.over() == Over.FORMS) {
      forms.forEach(
          (key, other) -> {
            if (!key.equals(rule.form())) {
              beside.put(key, dated(other.kept, rule));
            }
          });
    }
    List<String> per = rule.per();
    Set<String> fixed = null;
    if (per != null) {
      fixed = new TreeSet<>(per);
      fixed.addAll(Set.of(REGION, DATE));
    }
    return new Vocabulary(own, beside, fixed);
  }

  private static Set<String> dated(Collection<String> kept, Rule rule) {
    Set<String> out = new LinkedHashSet<>(kept);
    out.add(DATE);
    if (List.of().equals(rule.per())) {
      out.add(ROWS);
    }
    return out;
  }

  /** A rule that looks further than it needs to costs time every night. */
  private static void looksAsFarAsItSays(Rule rule, Columns columns, Spot spot) {
    List<Name> names = Expression.names(rule.holds());
    boolean beside = names.stream().anyMatch(name -> !name.of().isEmpty());
    if ((rule.over() == Over.PREVIOUS || rule.over() == Over.FORMS) && !beside) {
      spot.wrong(
          "names nothing beyond the row; write over: "
              + (rule.per() == null ? "row" : "submission"));
    }
    if (beside && rule.per() == null && columns.keys.isEmpty()) {
      spot.wrong("wants rows with keys, form " + rule.form() + " has none; write per: []");
    }
    if (rule.over() == Over.CELL && names.stream().noneMatch(n -> n.text().equals(VALUE))) {
      spot.wrong("does not name value; write over: row");
    }
  }

  private static void places(Text message, Vocabulary vocabulary, boolean each, Spot spot) {
    Set<String> known = new TreeSet<>(vocabulary.own());
    vocabulary
        .beside()
        .forEach((of, columns) -> columns.forEach(column -> known.add(of + "." + column)));
    if (vocabulary.fixed() != null) {
      known.add(ROWS);
    }
    if (each) {
      known.add(COLUMN);
    }
    Set<String> unknown = new TreeSet<>();
    message
        .byLanguage()
        .values()
        .forEach(
            text -> {
              Matcher m = PLACE.matcher(text);
              while (m.find()) {
                if (!known.contains(m.group(1))) {
                  unknown.add(m.group());
                }
              }
            });
    unknown.forEach(place -> spot.wrong("'" + place + "' is not a column of the form"));
  }
}
