package org.sitrep.ingest;

/** The key for data on persons cannot be used; the message says what to do. */
public final class PersonKeyException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  PersonKeyException(String message) {
    super(message);
  }

  PersonKeyException(String message, Throwable cause) {
    super(message, cause);
  }
}
