package org.sitrep.ingest;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The texts the cells of a workbook share, by number. Kept as UTF-8, one after the other: a text of
 * 30 letters takes a third of what a {@code String} takes. The last ones asked for are kept ready.
 */
final class SharedTexts {
  private static final int BLOCK_BITS = 20;
  private static final int BLOCK = 1 << BLOCK_BITS;
  private static final int FIRST_BLOCK = 1 << 13;

  /** How many are kept ready, a power of two, and up to how many bytes of each. */
  private static final int READY = 1 << 12;

  private static final int READY_BYTES = 1 << 10;

  private final long limit;
  private byte[][] blocks = new byte[4][];
  private int blockCount;
  private int used;
  private long bytes;
  private int[] starts = new int[64];
  private int[] lengths = new int[64];
  private int size;
  private @Nullable String @Nullable [] ready;
  private int[] readyIndex = new int[0];

  /**
   * None yet.
   *
   * @param limit bytes they may take
   */
  SharedTexts(long limit) {
    this.limit = limit;
  }

  /** Refusal of a workbook whose texts would need more than {@code limit} bytes. */
  static Refused tooMany(long limit) {
    return Refused.suspicious("shared texts of more than " + (limit >> 20) + " MB");
  }

  int size() {
    return size;
  }

  /** Adds the text whose UTF-8 stands there, with letters escaped as XML keeps them. */
  void add(byte[] from, int start, int length) {
    bytes += length + Integer.BYTES * 2L;
    if (bytes > limit) {
      throw tooMany(limit);
    }
    if (blockCount == 0 || used + length >= blocks[blockCount - 1].length) {
      if (blockCount == blocks.length) {
        blocks = Arrays.copyOf(blocks, blockCount * 2);
      }
      blocks[blockCount] = new byte[Math.max(length, blockCount == 0 ? FIRST_BLOCK : BLOCK)];
      blockCount++;
      used = 0;
    }
    if (size == starts.length) {
      starts = Arrays.copyOf(starts, size * 2);
      lengths = Arrays.copyOf(lengths, size * 2);
    }
    System.arraycopy(from, start, blocks[blockCount - 1], used, length);
    starts[size] = (blockCount - 1) << BLOCK_BITS | used;
    lengths[size] = length;
    size++;
    used += length;
  }

  void add(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    add(utf8, 0, utf8.length);
  }

  /** The text of that number, which must be one of them. */
  String get(int index) {
    @Nullable String[] strings = ready;
    if (strings == null) {
      strings = new @Nullable String[Math.min(READY, Integer.highestOneBit(size) * 2)];
      ready = strings;
      readyIndex = new int[strings.length];
    }
    int slot = index & (strings.length - 1);
    String known = strings[slot];
    if (known != null && readyIndex[slot] == index) {
      return known;
    }
    int start = starts[index];
    String text =
        XlsxValues.unescaped(
            new String(
                blocks[start >>> BLOCK_BITS],
                start & (BLOCK - 1),
                lengths[index],
                StandardCharsets.UTF_8));
    if (lengths[index] <= READY_BYTES) {
      strings[slot] = text;
      readyIndex[slot] = index;
    }
    return text;
  }
}
