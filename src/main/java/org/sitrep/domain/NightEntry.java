package org.sitrep.domain;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A row of the ledger of nights, see table {@code night} for every field.
 *
 * @param snapshots table name to the snapshot that belongs to this night
 * @param missingRegions codes of regions without a required form, sorted
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
    List<String> missingRegions) {

  public static final String PUBLISHED = "published";
  public static final String PROVISIONAL = "provisional";
  public static final String HELD = "held";
  public static final String RELEASED = "released";

  public NightEntry {
    snapshots = Map.copyOf(snapshots);
    missingRegions = List.copyOf(missingRegions);
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
