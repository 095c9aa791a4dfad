package org.sitrep.normalise;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a row says, as a number: what is counted, of whom and how many, or what is told of a person.
 * Where it stands does not matter. The numbers of rows are added up, overflowing as they may, so
 * that tables with the same rows in another order or another file have the same sum.
 */
final class RowContent {
  // FNV-1a over the letters, then the last step of MurmurHash3, so that sums keep no pattern
  private static final long START = 0xcbf29ce484222325L;
  private static final long PRIME = 0x100000001b3L;

  /** Ends a text, and stands for a missing one: no letter is as great. */
  private static final int END = 0x10000;

  private static final int NONE = 0x10001;

  private RowContent() {}

  static long of(Parsed.DataRow row) {
    long sum = 0;
    for (Parsed.Value value : row.values()) {
      long said = dimensions(text(START, value.measure()), value.dimensions());
      sum += mixed(said ^ mixed(Double.doubleToLongBits(value.value() + 0.0)));
    }
    Parsed.Event event = row.event();
    if (event != null) {
      long said = text(text(START, event.kind().word()), event.person());
      sum += mixed(dimensions(said, event.dimensions()));
    }
    return sum;
  }

  private static long dimensions(long hash, Map<String, String> dimensions) {
    long out = hash;
    for (String dimension : ParsedRows.DIMENSIONS) {
      out = text(out, dimensions.get(dimension));
    }
    return out;
  }

  private static long text(long hash, @Nullable String text) {
    long out = hash;
    if (text == null) {
      return (out ^ NONE) * PRIME;
    }
    for (int i = 0; i < text.length(); i++) {
      out = (out ^ text.charAt(i)) * PRIME;
    }
    return (out ^ END) * PRIME;
  }

  private static long mixed(long hash) {
    long out = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
    out = (out ^ (out >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return out ^ (out >>> 33);
  }
}
