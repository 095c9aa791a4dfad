package org.sitrep.domain;

import java.util.Locale;

/** Who can do something about a finding. */
public enum Actor {
  /** The region that sent the file. */
  SENDER,
  /** The data manager of the ministry. */
  OFFICE,
  /** Whoever maintains Sitrep. */
  DEVELOPER;

  /** Lower-case word used in tables. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
