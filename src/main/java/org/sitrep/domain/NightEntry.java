package org.sitrep.domain;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A row of the ledger of nights, see table {@code night} for every field.
 *
 * @param snapshots table name to the snapshot that belongs to this night
 * @param missingRegions codes of regions without a required form, sorted
 * @param comparedWith the night whose figures readers saw last before it; null for the first
 * @param decisions every status the night had, oldest first; empty while it has its first
 */
public record NightEntry(
    String nightId,
    LocalDate reportDate,
    int attempt,
    String status,
    @Nullable String reason,
    @Nullable String decidedBy,
    Instant knownAt,
    Instant publishedAt,
    String confVersion,
    String codeVersion,
    String fingerprint,
    Map<String, Long> snapshots,
    List<String> missingRegions,
    @Nullable String comparedWith,
    List<Decision> decisions) {

  public static final String PUBLISHED = "published";
  public static final String PROVISIONAL = "provisional";
  public static final String HELD = "held";
  public static final String RELEASED = "released";

  public NightEntry {
    snapshots = Map.copyOf(snapshots);
    missingRegions = List.copyOf(missingRegions);
    decisions = List.copyOf(decisions);
  }

  /**
   * A status the night had.
   *
   * @param by person who decided; null for the rule
   * @param at since when, UTC
   */
  public record Decision(String status, @Nullable String reason, @Nullable String by, Instant at) {}

  /** The same night after a person decided; what it was before stays among its decisions. */
  public NightEntry decided(String newStatus, String why, String by, Instant at) {
    List<Decision> all = new ArrayList<>(decisions);
    if (all.isEmpty()) {
      all.add(new Decision(status, reason, decidedBy, publishedAt));
    }
    all.add(new Decision(newStatus, why, by, at));
    return new NightEntry(
        nightId,
        reportDate,
        attempt,
        newStatus,
        why,
        by,
        knownAt,
        publishedAt,
        confVersion,
        codeVersion,
        fingerprint,
        snapshots,
        missingRegions,
        comparedWith,
        all);
  }

  /** The same night with the snapshots it was committed with. */
  public NightEntry committed(Map<String, Long> with) {
    return new NightEntry(
        nightId,
        reportDate,
        attempt,
        status,
        reason,
        decidedBy,
        knownAt,
        publishedAt,
        confVersion,
        codeVersion,
        fingerprint,
        with,
        missingRegions,
        comparedWith,
        decisions);
  }

  /** The day of the report it was compared with; null for the first. */
  public @Nullable LocalDate comparedDate() {
    return comparedWith == null
        ? null
        : LocalDate.parse(comparedWith.substring(0, comparedWith.lastIndexOf('.')));
  }

  /** The id of attempt {@code attempt} at {@code reportDate}: {@code 2021-02-15.1}. */
  public static String id(LocalDate reportDate, int attempt) {
    return reportDate + "." + attempt;
  }

  /** Whether readers may see it: everything but held. */
  public boolean visible() {
    return !status.equals(HELD);
  }
}
