package org.sitrep.normalise;

import java.io.Serializable;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.sitrep.config.AmbiguousAlias;
import org.sitrep.config.Conf;
import org.sitrep.config.District;
import org.sitrep.config.PriorityGroup;
import org.sitrep.config.Product;
import org.sitrep.config.Region;
import org.sitrep.config.Spelling;
import org.sitrep.config.Text;
import org.sitrep.config.Validity;
import org.sitrep.domain.RegionCode;

/** The country's registers, made ready to look names up on any machine. */
final class Registers implements Serializable {
  private static final long serialVersionUID = 1L;

  private final Spelling spelling;
  private final Lexicon regions;
  private final Map<String, List<Validity>> validity = new HashMap<>();
  private final Map<String, List<String>> ambiguous = new HashMap<>();
  private final Memo<List<String>> candidates = new Memo<>();
  private final Map<String, Lexicon> districts = new HashMap<>();
  private final Lexicon products;
  private final Lexicon groups;
  private final Map<String, List<String>> components = new HashMap<>();
  private final Map<String, Map<String, String>> doses = new HashMap<>();

  Registers(Conf conf, Spelling spelling) {
    this.spelling = spelling;
    regions = new Lexicon(spelling);
    products = new Lexicon(spelling);
    groups = new Lexicon(spelling);
    for (Region region : conf.regions()) {
      String code = region.code().value();
      regions.add(code, spellings(region.name(), region.shortName(), region.aliases()));
      regions.add(code, List.of(code));
      validity.computeIfAbsent(code, k -> new ArrayList<>()).add(region.validity());
    }
    for (AmbiguousAlias alias : conf.ambiguousAliases()) {
      ambiguous.put(
          spelling.alike(alias.alias()),
          alias.candidates().stream().map(RegionCode::value).toList());
    }
    for (District district : conf.districts()) {
      districts
          .computeIfAbsent(district.region().value(), k -> new Lexicon(spelling))
          .add(district.code(), spellings(district.name(), district.name(), district.aliases()));
    }
    for (Product product : conf.products()) {
      products.add(
          product.key(), spellings(product.name(), product.shortName(), product.aliases()));
      products.add(product.key(), List.of(product.key()));
      components.put(product.key(), List.copyOf(product.components()));
      doses.put(product.key(), byDose(product));
    }
    for (PriorityGroup group : conf.priorityGroups()) {
      groups.add(group.key(), spellings(group.name(), group.shortName(), group.aliases()));
      groups.add(group.key(), List.of(group.key()));
    }
  }

  /** Dose to component; one component for every dose when all are the same. */
  private static Map<String, String> byDose(Product product) {
    Map<String, String> out = new HashMap<>();
    if (product.components().size() == 1) {
      for (int dose = 1; dose <= product.doses(); dose++) {
        out.put(Integer.toString(dose), product.components().get(0));
      }
    }
    product.doseOfComponent().forEach((component, dose) -> out.put(dose, component));
    return out;
  }

  private static Collection<String> spellings(Text name, Text shortName, List<String> aliases) {
    Set<String> out = new TreeSet<>(aliases);
    out.addAll(name.byLanguage().values());
    out.addAll(shortName.byLanguage().values());
    return out;
  }

  /** How a look-up of a region ended. */
  enum Outcome {
    FOUND,
    UNKNOWN,
    AMBIGUOUS,
    NOT_VALID_THEN
  }

  /**
   * A region looked up by name.
   *
   * @param code null unless found
   * @param names nearest names when unknown; codes of the candidates otherwise
   */
  record RegionMatch(
      Outcome outcome, @Nullable String code, boolean lookalike, List<String> names) {}

  /**
   * The region a text names on a day. A name that may mean several is decided by the sender when he
   * is one of them, and otherwise not at all.
   */
  RegionMatch region(String text, LocalDate day, @Nullable String sender) {
    List<String> candidates = candidates(text);
    Lexicon.Found found = regions.find(text);
    Set<String> codes = candidates.isEmpty() ? found.codes() : Set.copyOf(candidates);
    if (codes.isEmpty()) {
      return new RegionMatch(Outcome.UNKNOWN, null, false, regions.nearest(text));
    }
    if (codes.size() > 1 || !candidates.isEmpty()) {
      if (sender != null && codes.contains(sender) && validOn(sender, day)) {
        return new RegionMatch(Outcome.FOUND, sender, found.lookalike(), List.of());
      }
      return new RegionMatch(Outcome.AMBIGUOUS, null, false, sorted(codes));
    }
    String code = codes.iterator().next();
    return validOn(code, day)
        ? new RegionMatch(Outcome.FOUND, code, found.lookalike(), List.of())
        : new RegionMatch(Outcome.NOT_VALID_THEN, null, false, sorted(codes));
  }

  private static List<String> sorted(Set<String> codes) {
    return codes.stream().sorted().toList();
  }

  private boolean validOn(String code, LocalDate day) {
    return validity.getOrDefault(code, List.of()).stream().anyMatch(v -> v.includes(day));
  }

  /** The only region a title names on a day; null when it names none or several. */
  @Nullable String regionWithin(String text, LocalDate day) {
    Set<String> codes = new TreeSet<>(regions.within(text));
    codes.removeIf(code -> !validOn(code, day));
    return codes.size() == 1 ? codes.iterator().next() : null;
  }

  boolean knowsRegion(String text) {
    return regions.knows(text) || ambiguous.containsKey(spelling.alike(text));
  }

  /** Whether a text names {@code region} itself. */
  boolean isRegion(String text, String region) {
    return regions.find(text).codes().contains(region) || candidates(text).contains(region);
  }

  /** The regions an ambiguous name may mean; none when a name is not ambiguous. */
  private List<String> candidates(String text) {
    return candidates.of(text, t -> ambiguous.getOrDefault(spelling.alike(t), List.of()));
  }

  /** Districts of a region; null when the register has none. */
  @Nullable Lexicon districts(String region) {
    return districts.get(region);
  }

  boolean knowsDistrict(String text) {
    return districts.values().stream().anyMatch(d -> d.knows(text));
  }

  /** Names of regions, whenever they held. */
  Lexicon regions() {
    return regions;
  }

  Lexicon products() {
    return products;
  }

  Lexicon groups() {
    return groups;
  }

  /** The component of a product that gives a dose; null when none does. */
  @Nullable String componentOf(String product, String dose) {
    return doses.getOrDefault(product, Map.of()).get(dose);
  }

  /** The stock a component of a product is: the product's only one when all doses are the same. */
  String component(String product, String component) {
    List<String> own = components.getOrDefault(product, List.of());
    return own.size() == 1 ? own.get(0) : component;
  }
}
