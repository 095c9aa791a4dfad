package org.sitrep.deliver;

/** A way by which letters leave the house. */
interface Post extends AutoCloseable {
  /** The word for it in table {@code delivery}. */
  String way();

  /** Whether a letter left at once; false when it only lies ready in a folder. */
  boolean leavesAtOnce();

  /**
   * Hands over {@code letter}; when this returns, it counts as sent.
   *
   * @param last to be run before the step after which nobody but the receiver can tell whether the
   *     letter left; not run where sending it again would leave one letter, not two
   */
  void send(Letter letter, Runnable last) throws PostException;

  @Override
  void close();
}
