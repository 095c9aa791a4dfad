package org.sitrep.aggregate;

/** How a form of a region and day stands, from good to bad. */
public enum Mark {
  /** Nobody owes it, or not yet. */
  NOT_DUE,
  /** Came in time and tells of something. */
  IN_TIME,
  /** Came in time, and every count of the day in it is 0. */
  ZERO,
  /** Came after it was due. */
  LATE,
  /** Was due and did not come. */
  MISSING;

  /** The worse of two. */
  Mark or(Mark other) {
    return compareTo(other) >= 0 ? this : other;
  }
}
