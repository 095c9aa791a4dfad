package org.sitrep.config;

import java.time.LocalTime;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code release.yml}: when a night goes out by itself, waits for late regions, or waits for a
 * person.
 *
 * @param holdOn codes of findings that hold a night
 * @param jump which past figures moved too far since the last report; null = none is too far
 * @param waitUntil local time on the day after the report date until which a night with missing
 *     regions does not go out; null = it goes out at once and names them
 */
public record ReleaseRule(Set<String> holdOn, @Nullable Jump jump, @Nullable LocalTime waitUntil) {
  /** Without a file: a broken identity holds, nothing else does, nobody is waited for. */
  public static final ReleaseRule DEFAULT = new ReleaseRule(Set.of("IDENTITY_BROKEN"), null, null);

  public ReleaseRule {
    holdOn = Set.copyOf(holdOn);
  }

  /**
   * A figure of a past day that moved by more than a share of what the last report said.
   *
   * @param percent more than so many percent
   * @param minimum figures that are below this before and after are left alone
   * @param indicators which figures
   */
  public record Jump(int percent, double minimum, Set<String> indicators) {
    public Jump {
      indicators = Set.copyOf(indicators);
    }

    /** Whether the move from {@code old} to {@code fresh} is too far. */
    public boolean isTooFar(double old, double fresh) {
      return Math.max(Math.abs(old), Math.abs(fresh)) >= minimum
          && Math.abs(fresh - old) * 100 > percent * Math.abs(old);
    }
  }
}
