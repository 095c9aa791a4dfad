package org.sitrep.deliver;

/**
 * A letter could not be handed over; the message says why and completes "Cannot send mail to …: ".
 */
final class PostException extends Exception {
  private static final long serialVersionUID = 1L;

  private final boolean closed;

  /**
   * @param closed true when the way itself is closed, so that trying the next letter is in vain
   */
  PostException(String message, boolean closed, Throwable cause) {
    super(message, cause);
    this.closed = closed;
  }

  /** Whether the other letters of the night would fail for the same reason. */
  boolean closesTheWay() {
    return closed;
  }
}
