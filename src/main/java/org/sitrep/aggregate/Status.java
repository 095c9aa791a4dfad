package org.sitrep.aggregate;

import java.util.Locale;

/** How far a figure can be trusted. */
enum Status {
  /** Everything it rests on was reported. */
  FINAL,
  /** Part of what it rests on is missing or carried. */
  PROVISIONAL,
  /** Nothing was reported for the date; it is the last report's. */
  CARRIED,
  /** Was due and is not there: no value. */
  MISSING,
  /** Rests on too few cases to be told: no value. */
  SUPPRESSED,
  /** Nobody owes it: no row. */
  NONE;

  /** Lower-case word used in tables. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Status of a figure made of two others that both have a value. */
  Status and(Status other) {
    return this == other ? this : PROVISIONAL;
  }
}
