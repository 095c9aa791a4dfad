package org.sitrep.sample;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;

/**
 * Chance that depends on nothing but the seed and the name of what is asked: the same in every
 * order of asking, on every machine.
 */
record Chance(long seed) {
  /** A number from 0 (inclusive) to 1 (exclusive) that belongs to {@code name}. */
  double of(Object... name) {
    long hash = 0xcbf29ce484222325L ^ seed;
    for (Object part : name) {
      for (byte b : (part + "|").getBytes(StandardCharsets.UTF_8)) {
        hash = (hash ^ b) * 0x100000001b3L;
      }
    }
    return new SplittableRandom(hash).nextDouble();
  }

  /** A factor around 1: from {@code 1 - width} to {@code 1 + width}. */
  double around(double width, Object... name) {
    return 1 - width + 2 * width * of(name);
  }

  /** A whole number from {@code least} to {@code most}, both included. */
  int between(int least, int most, Object... name) {
    return least + (int) Math.floor(of(name) * (most - least + 1));
  }

  /** {@code length} bytes, for salts that must be the same every time. */
  byte[] bytes(int length, Object... name) {
    byte[] out = new byte[length];
    for (int i = 0; i < length; i++) {
      out[i] = (byte) between(0, 255, i, java.util.List.of(name));
    }
    return out;
  }
}
