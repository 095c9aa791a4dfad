package org.sitrep.form;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.sitrep.config.Conf;
import org.sitrep.config.FormSpec.ColumnSpec;
import org.sitrep.config.FormSpec.MeasureWord;
import org.sitrep.config.PriorityGroup;
import org.sitrep.config.Product;
import org.sitrep.config.Region;
import org.sitrep.config.Spelling;
import org.sitrep.config.Text;
import org.sitrep.config.Validity;
import org.sitrep.domain.Lang;

/** Names of the registers on a day, in one language, as a blank form prints them. */
final class Names {
  private static final String REGIONS = "sitrep_regions";
  private static final String DISTRICTS = "sitrep_districts";
  private static final String PRODUCTS = "sitrep_products";
  private static final String GROUPS = "sitrep_groups";
  private static final String WORDS = "sitrep_words_";

  private final Conf conf;
  private final Lang lang;
  private final LocalDate date;
  private final Optional<Region> region;

  Names(Conf conf, Lang lang, LocalDate date, Optional<Region> region) {
    this.conf = conf;
    this.lang = lang;
    this.date = date;
    this.region = region;
  }

  /**
   * What the cells of a column are chosen from: names of a register, or words that stand for codes;
   * null when anything may be written there.
   */
  @Nullable DropDown choices(ColumnSpec column) {
    return switch (column.type()) {
      case "region" -> regionChoices();
      case "district" -> new DropDown(DISTRICTS, districts(), true);
      case "product" -> new DropDown(PRODUCTS, products(conf.products()), true);
      case "priority-group" -> new DropDown(GROUPS, groups(conf.priorityGroups()), true);
      case "sex", "dose", "stream" ->
          new DropDown(WORDS + column.key().replace('-', '_'), codes(column), false);
      default -> null;
    };
  }

  DropDown regionChoices() {
    return new DropDown(REGIONS, regions(), true);
  }

  /** The region the form is for, or all that hold on the day. */
  List<String> regions() {
    return region.map(List::of).orElseGet(() -> conf.regionsOn(date)).stream()
        .map(r -> r.name().in(lang))
        .toList();
  }

  /** Districts of the region the form is for; none when it is for all, each as a whole. */
  List<String> districts() {
    return conf.districts().stream()
        .filter(d -> region.isPresent() && region.get().code().equals(d.region()))
        .map(d -> d.name().in(lang))
        .toList();
  }

  /** Products in use on the day. */
  List<String> productsInUse() {
    return products(
        conf.products().stream()
            .filter(p -> p.firstUse() != null && !p.firstUse().isAfter(date))
            .toList());
  }

  /** Groups invited on the day. */
  List<String> groupsInvited() {
    return groups(
        conf.priorityGroups().stream()
            .filter(g -> new Validity(g.start(), g.end()).includes(date))
            .toList());
  }

  /** The word of each measure that a row may count. */
  List<String> words(List<MeasureWord> measures) {
    return measures.stream().map(measure -> of(measure.words(), lang).get(0)).toList();
  }

  /** A word for each code of a column. */
  private List<String> codes(ColumnSpec column) {
    return column.codes().values().stream().flatMap(w -> of(w, lang).stream().limit(1)).toList();
  }

  /** Spellings in a language; in another when it has none. */
  static List<String> of(Map<String, List<String>> byLanguage, Lang lang) {
    List<String> words = byLanguage.getOrDefault(lang.code(), List.of());
    for (List<String> others : byLanguage.values()) {
      words = words.isEmpty() ? others : words;
    }
    return words.stream().map(Spelling::trimmed).toList();
  }

  private List<String> products(List<Product> products) {
    return names(products, conf.products(), Product::shortName, Product::name);
  }

  private List<String> groups(List<PriorityGroup> groups) {
    return names(groups, conf.priorityGroups(), PriorityGroup::shortName, PriorityGroup::name);
  }

  /** Short names; the whole name where a short one stands for two entries of the register. */
  private <T> List<String> names(
      List<T> wanted, List<T> all, Function<T, Text> shortName, Function<T, Text> name) {
    Set<String> once = new HashSet<>();
    Set<String> twice = new HashSet<>();
    for (T entry : all) {
      String text = shortName.apply(entry).in(lang);
      if (!once.add(text)) {
        twice.add(text);
      }
    }
    List<String> out = new ArrayList<>();
    for (T entry : wanted) {
      String text = shortName.apply(entry).in(lang);
      out.add(twice.contains(text) ? name.apply(entry).in(lang) : text);
    }
    return out;
  }
}
