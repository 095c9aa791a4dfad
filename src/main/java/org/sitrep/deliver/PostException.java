package org.sitrep.deliver;

/**
 * A letter could not be handed over; the message says why and completes "Cannot send mail to …: ".
 */
final class PostException extends Exception {
  private static final long serialVersionUID = 1L;

  /** What the trouble means for this letter and the ones after it. */
  enum Kind {
    /** This letter did not leave; the next may. */
    LETTER,
    /** This letter did not leave, and trying the next is in vain. */
    WAY,
    /** Nobody but the receiver knows whether this letter left. */
    UNSURE
  }

  private final Kind kind;

  PostException(String message, Kind kind, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  Kind kind() {
    return kind;
  }
}
