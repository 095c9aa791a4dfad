package org.sitrep.domain;

import java.util.Locale;

/** The five stages of a night, in the order in which it runs them. */
public enum Stage {
  INGEST,
  NORMALISE,
  AGGREGATE,
  REPORT,
  DELIVER;

  /** The word used on the command line, in Airflow, in the ledger and in the docs. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The stage called {@code word}, or an exception that lists the known words. */
  public static Stage of(String word) {
    for (Stage stage : values()) {
      if (stage.word().equals(word)) {
        return stage;
      }
    }
    throw new IllegalArgumentException(
        "'" + word + "' is not a stage; known: ingest, normalise, aggregate, report, deliver");
  }
}
