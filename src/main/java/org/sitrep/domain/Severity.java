package org.sitrep.domain;

import java.util.Locale;

/** What a finding does to the row it stands on; later constants are worse. */
public enum Severity {
  /** Told, nothing else. */
  INFO,
  /** The row counts; somebody should look. */
  WARN,
  /** The row waits for a person and does not count until released or replaced. */
  HOLD,
  /** The row (or file) does not count. */
  REJECT;

  /** Lower-case word used in tables and configuration. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
