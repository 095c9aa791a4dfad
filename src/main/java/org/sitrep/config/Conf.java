package org.sitrep.config;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sitrep.domain.RegionCode;

/**
 * Everything the country decided, validated. Loaded by {@link ConfReader} before anything else
 * starts.
 *
 * @param directory folder it was read from
 * @param version first 16 hex digits of a SHA-256 over every file of the folder: any change is a
 *     new version
 * @param release when a night goes out, waits or is held
 * @param persons null when the country receives no data on single persons
 * @param reporting what is unusual about forms received, and when late senders are reminded
 */
public record Conf(
    Path directory,
    String version,
    Country country,
    List<Region> regions,
    List<District> districts,
    List<Population> populations,
    List<AmbiguousAlias> ambiguousAliases,
    List<Product> products,
    List<PriorityGroup> priorityGroups,
    List<Target> targets,
    List<ZoneRule> zoneRules,
    List<Holiday> holidays,
    List<ExpectedForm> calendar,
    List<FormSpec> forms,
    List<Rule> rules,
    List<Correction> corrections,
    Words words,
    Limits limits,
    Mail mail,
    Map<String, Text> wording,
    @Nullable Persons persons,
    ReleaseRule release,
    ReportingRule reporting) {

  /** Regions of the register that hold on {@code day}, in register order. */
  public List<Region> regionsOn(LocalDate day) {
    return regions.stream().filter(r -> r.validity().includes(day)).toList();
  }

  /** The entry of {@code code} that holds on {@code day}. */
  public Optional<Region> region(RegionCode code, LocalDate day) {
    return regionsOn(day).stream().filter(r -> r.code().equals(code)).findFirst();
  }

  /** The form called {@code key}. */
  public Optional<FormSpec> form(String key) {
    return forms.stream().filter(f -> f.key().equals(key)).findFirst();
  }
}
