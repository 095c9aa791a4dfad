package org.sitrep.form;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.sitrep.config.Conf;
import org.sitrep.config.FormSpec.MeasureWord;
import org.sitrep.config.PriorityGroup;
import org.sitrep.config.Product;
import org.sitrep.config.Region;
import org.sitrep.config.Text;
import org.sitrep.config.Validity;
import org.sitrep.domain.Lang;

/** Names of the registers on a day, in one language, as a blank form prints them. */
final class Names {
  static final String REGIONS = "sitrep_regions";
  private static final String DISTRICTS = "sitrep_districts";
  private static final String PRODUCTS = "sitrep_products";
  private static final String GROUPS = "sitrep_groups";

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

  /** The drop-down of a type of column; null when no register has its values. */
  static @Nullable String listOf(String type) {
    return switch (type) {
      case "region" -> REGIONS;
      case "district" -> DISTRICTS;
      case "product" -> PRODUCTS;
      case "priority-group" -> GROUPS;
      default -> null;
    };
  }

  /** Everything a drop-down offers. */
  List<String> list(String name) {
    return switch (name) {
      case REGIONS -> regions();
      case DISTRICTS -> districts();
      case PRODUCTS -> products(conf.products());
      case GROUPS -> groups(conf.priorityGroups());
      default -> throw new IllegalArgumentException("Cannot find drop-down: " + name);
    };
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
    List<String> out = new ArrayList<>();
    for (MeasureWord measure : measures) {
      List<String> words = measure.words().getOrDefault(lang.code(), List.of());
      for (List<String> others : measure.words().values()) {
        words = words.isEmpty() ? others : words;
      }
      out.add(words.get(0));
    }
    return out;
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
