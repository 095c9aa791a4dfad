package org.sitrep;

/** Another process is running a night of the same home; trying again later helps. */
final class BusyException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BusyException(String message) {
    super(message);
  }
}
