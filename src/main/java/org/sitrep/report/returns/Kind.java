package org.sitrep.report.returns;

import java.util.Locale;

/** What a returned file can be. */
enum Kind {
  /** The sender's own workbook with its cells painted. */
  COPY,
  /** A text file as a workbook of the same shape. */
  TEXT,
  /** A file too big to copy: the list, and the rows it names. */
  BIG,
  /** A file that holds data about people: the list. */
  PERSONS,
  /** A file that could not be read: the list. */
  UNREADABLE;

  /** Whether it can be corrected and sent back. */
  boolean copy() {
    return this == COPY || this == TEXT;
  }

  /** The word in the bundles. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
