package org.sitrep.domain;

import java.util.Locale;

/** How much a finding is about. */
public enum Scope {
  NIGHT,
  FILE,
  SHEET,
  ROW,
  CELL;

  /** Lower-case word used in tables. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
