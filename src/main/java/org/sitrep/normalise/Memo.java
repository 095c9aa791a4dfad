package org.sitrep.normalise;

import java.io.Serializable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What was found out about texts, for texts repeat: about so many of them and no more. What it
 * holds does not travel with it.
 */
final class Memo<V> implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int MOST = 10_000;

  private transient volatile @Nullable ConcurrentHashMap<String, V> met;

  /** What {@code find} finds out about a text, or found out before. */
  V of(String text, Function<String, V> find) {
    ConcurrentHashMap<String, V> known = met;
    if (known == null) {
      known = new ConcurrentHashMap<>();
      met = known;
    }
    V found = known.get(text);
    if (found == null) {
      found = find.apply(text);
      if (known.size() < MOST) {
        known.put(text, found);
      }
    }
    return found;
  }
}
