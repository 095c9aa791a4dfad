package org.sitrep.deliver;

/** A way by which letters leave the house. */
interface Post extends AutoCloseable {
  /** The word for it in table {@code delivery}. */
  String way();

  /** Whether a letter left at once; false when it only lies ready in a folder. */
  boolean leavesAtOnce();

  /** Hands over {@code letter}; when this returns, it counts as sent. */
  void send(Letter letter) throws PostException;

  @Override
  void close();
}
