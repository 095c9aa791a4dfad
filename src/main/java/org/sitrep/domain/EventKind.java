package org.sitrep.domain;

import java.util.Locale;

/** What a row of a line list tells of a person, and the count that its rows of a day make. */
public enum EventKind {
  CASE("cases_new"),
  DEATH("deaths_new"),
  DOSE("doses_new");

  private final String measure;

  EventKind(String measure) {
    this.measure = measure;
  }

  /** As written in table {@code event} and in forms. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The measure of which each row counts one. */
  public String measure() {
    return measure;
  }
}
