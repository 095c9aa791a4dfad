package org.sitrep;

import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.sitrep.config.Conf;
import org.sitrep.domain.NightEntry;

/**
 * Whether a night goes out by itself, with a banner, or not before a person says so.
 *
 * @param status of the night in the ledger
 * @param reason in no language: the sentences are in the findings; null when it goes out whole
 */
record ReleaseDecision(String status, @Nullable String reason) {

  /**
   * By the release rule of the profile.
   *
   * @param findings of the night, counted by code
   * @param missing regions without a required form
   */
  static ReleaseDecision of(
      RunRequest request, Conf conf, Map<String, Long> findings, List<String> missing) {
    if (request.hold()) {
      return new ReleaseDecision(NightEntry.HELD, "held by --hold");
    }
    Map<String, Long> holding = new TreeMap<>(findings);
    holding.keySet().retainAll(conf.release().holdOn());
    if (!holding.isEmpty()) {
      return new ReleaseDecision(NightEntry.HELD, counted(holding));
    }
    return missing.isEmpty()
        ? new ReleaseDecision(NightEntry.PUBLISHED, null)
        : new ReleaseDecision(NightEntry.PROVISIONAL, "missing: " + String.join(", ", missing));
  }

  /**
   * When the night goes out whoever is missing; empty when that is past or nobody is waited for.
   */
  static Optional<ZonedDateTime> waitsUntil(RunRequest request, Conf conf, List<String> missing) {
    LocalTime until = conf.release().waitUntil();
    return missing.isEmpty() || until == null || request.hold()
        ? Optional.empty()
        : Optional.of(
                request.reportDate().plusDays(1).atTime(until).atZone(conf.country().timeZone()))
            .filter(time -> request.now().isBefore(time.toInstant()));
  }

  boolean held() {
    return status.equals(NightEntry.HELD);
  }

  private static String counted(Map<String, Long> findings) {
    return findings.entrySet().stream()
        .map(e -> e.getKey() + " × " + e.getValue())
        .collect(Collectors.joining(", "));
  }
}
