package org.sitrep;

/** What was asked for needs something that has not happened yet. */
final class NotReadyException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NotReadyException(String message) {
    super(message);
  }
}
