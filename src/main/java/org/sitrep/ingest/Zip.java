package org.sitrep.ingest;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;
import org.sitrep.config.Limits;
import org.sitrep.domain.FindingCode;

/**
 * A zip file from outside. The central directory alone says what is in it. Refused before anything
 * is unpacked: parts of the same name (programs disagree on which one counts), parts that overlap,
 * too many parts, parts under a password. Refused while unpacking: a wrong checksum or length, a
 * ratio or a total beyond the limits. POI and the JDK let most of that pass.
 */
final class Zip implements Closeable {
  /** Below this size a high ratio is no danger. */
  private static final long RATIO_FREE_BYTES = 1 << 20;

  private static final int END_LENGTH = 22;

  /** Where the end stands unless somebody wrote a comment behind it. */
  private static final int END_NEAR = 1 << 10;

  private static final int END_SEARCH = END_LENGTH + 0xFFFF;
  private static final int END_SIGNATURE = 0x06054b50;
  private static final int END_64_LOCATOR_SIGNATURE = 0x07064b50;
  private static final int END_64_SIGNATURE = 0x06064b50;
  private static final int ENTRY_SIGNATURE = 0x02014b50;
  private static final int ENTRY_LENGTH = 46;
  private static final int LOCAL_SIGNATURE = 0x04034b50;
  private static final int LOCAL_LENGTH = 30;
  private static final int UTF_8_FLAG = 1 << 11;
  private static final int STORED = 0;
  private static final int DEFLATED = 8;

  /**
   * A part.
   *
   * @param name as written, with / between folders
   * @param method how it is packed
   * @param packed bytes in the file
   * @param size bytes when unpacked, as promised
   * @param offset of its local header
   */
  record Entry(String name, int flags, int method, long crc, long packed, long size, long offset) {
    boolean folder() {
      return name.endsWith("/");
    }

    boolean encrypted() {
      return (flags & 1) != 0;
    }
  }

  private final Content content;
  private final long size;
  private final Limits limits;
  private final Map<String, Entry> entries;
  private long inflated;

  private Zip(Content content, Limits limits) throws IOException {
    this.content = content;
    this.size = content.size();
    this.limits = limits;
    this.entries = directory();
  }

  /**
   * Opens a zip file and checks its directory.
   *
   * @param content closed with the zip, and when this fails
   * @throws Refused when it is damaged or suspicious
   */
  static Zip open(Content content, Limits limits) throws IOException {
    try {
      return new Zip(content, limits);
    } catch (IOException | RuntimeException e) {
      content.close();
      throw e;
    }
  }

  /** All parts in the order of the directory. */
  Collection<Entry> entries() {
    return entries.values();
  }

  /** The part called {@code name}, whatever the case of its letters; null when there is none. */
  @Nullable Entry find(String name) {
    return entries.get(key(name));
  }

  /** The unpacked bytes of a part that must be there. */
  InputStream open(String name) throws IOException {
    Entry entry = find(name);
    if (entry == null) {
      throw Refused.damaged("part missing: " + name);
    }
    return open(entry, true);
  }

  /**
   * The unpacked bytes of a part.
   *
   * @param counts false for a second look at a part, whose bytes and checksum were counted before
   */
  InputStream open(Entry entry, boolean counts) throws IOException {
    if (entry.encrypted()) {
      throw new Refused(FindingCode.FILE_ENCRYPTED, Map.of());
    }
    if (entry.method() != STORED && entry.method() != DEFLATED) {
      throw Refused.damaged("part " + entry.name() + " packed by method " + entry.method());
    }
    ByteBuffer header = read(entry.offset(), LOCAL_LENGTH);
    if (header.getInt(0) != LOCAL_SIGNATURE) {
      throw Refused.damaged("no header before part " + entry.name());
    }
    long start = entry.offset() + LOCAL_LENGTH + u2(header, 26) + u2(header, 28);
    if (start + entry.packed() > size) {
      throw Refused.damaged("part " + entry.name() + " is cut off");
    }
    return new PartStream(entry, start, counts);
  }

  @Override
  public void close() throws IOException {
    content.close();
  }

  private Map<String, Entry> directory() throws IOException {
    int tail = (int) Math.min(size, END_NEAR);
    ByteBuffer end = read(size - tail, tail);
    int at = end(end);
    if (at < 0 && tail < size) {
      tail = (int) Math.min(size, END_SEARCH);
      end = read(size - tail, tail);
      at = end(end);
    }
    if (at < 0) {
      throw Refused.damaged("the end of the file is missing");
    }
    long count = u2(end, at + 10);
    long length = u4(end, at + 12);
    long offset = u4(end, at + 16);
    long endAt = size - tail + at;
    if (at >= 20 && end.getInt(at - 20) == END_64_LOCATOR_SIGNATURE) {
      ByteBuffer end64 = read(end.getLong(at - 12), 56);
      if (end64.getInt(0) != END_64_SIGNATURE) {
        throw Refused.damaged("directory of parts");
      }
      count = end64.getLong(32);
      length = end64.getLong(40);
      offset = end64.getLong(48);
    }
    if (count > limits.zipEntries()) {
      throw Refused.suspicious(count + " parts, at most " + limits.zipEntries());
    }
    if (count < 0
        || offset < 0
        || length < 0
        || offset > endAt
        || length > Math.min(endAt - offset, Integer.MAX_VALUE)) {
      throw Refused.damaged("directory of parts");
    }
    return entries(read(offset, (int) length), (int) count);
  }

  /** Where the record at the end of a zip begins; -1 when it is not there. */
  private static int end(ByteBuffer tail) {
    int at = tail.limit() - END_LENGTH;
    while (at >= 0
        && !(tail.getInt(at) == END_SIGNATURE
            && at + END_LENGTH + u2(tail, at + 20) <= tail.limit())) {
      at--;
    }
    return at;
  }

  private Map<String, Entry> entries(ByteBuffer directory, int count) {
    Map<String, Entry> out = new LinkedHashMap<>();
    int at = 0;
    for (int i = 0; i < count; i++) {
      if (at + ENTRY_LENGTH > directory.limit() || directory.getInt(at) != ENTRY_SIGNATURE) {
        throw Refused.damaged("directory of parts");
      }
      int nameLength = u2(directory, at + 28);
      int extraLength = u2(directory, at + 30);
      int next = at + ENTRY_LENGTH + nameLength + extraLength + u2(directory, at + 32);
      if (next > directory.limit()) {
        throw Refused.damaged("directory of parts");
      }
      Entry entry = entry(directory, at, nameLength, extraLength);
      if (out.put(key(entry.name()), entry) != null) {
        throw Refused.suspicious("part twice: " + entry.name());
      } else if (entry.offset() > size || entry.packed() > size - entry.offset()) {
        throw Refused.damaged("part " + entry.name() + " is cut off");
      }
      at = next;
    }
    refuseOverlaps(out.values());
    return out;
  }

  private static Entry entry(ByteBuffer directory, int at, int nameLength, int extraLength) {
    int flags = u2(directory, at + 8);
    byte[] name = new byte[nameLength];
    directory.get(at + ENTRY_LENGTH, name);
    long size = u4(directory, at + 24);
    long packed = u4(directory, at + 20);
    long offset = u4(directory, at + 42);
    int extra = at + ENTRY_LENGTH + nameLength;
    int extraEnd = extra + extraLength;
    while (extra + 4 <= extraEnd) {
      int fieldEnd = extra + 4 + u2(directory, extra + 2);
      if (u2(directory, extra) == 1 && fieldEnd <= extraEnd) {
        // long sizes stand here, only those that did not fit, in this order
        int field = extra + 4;
        if (size == 0xFFFFFFFFL && field + 8 <= fieldEnd) {
          size = directory.getLong(field);
          field += 8;
        }
        if (packed == 0xFFFFFFFFL && field + 8 <= fieldEnd) {
          packed = directory.getLong(field);
          field += 8;
        }
        if (offset == 0xFFFFFFFFL && field + 8 <= fieldEnd) {
          offset = directory.getLong(field);
        }
      }
      extra = fieldEnd;
    }
    if (size < 0 || packed < 0 || offset < 0) {
      throw Refused.damaged("directory of parts");
    }
    return new Entry(
        name(name, flags),
        flags,
        u2(directory, at + 10),
        u4(directory, at + 16),
        packed,
        size,
        offset);
  }

  private static void refuseOverlaps(Collection<Entry> entries) {
    List<Entry> byOffset = new ArrayList<>(entries);
    byOffset.sort(Comparator.comparingLong(Entry::offset));
    long end = 0;
    for (Entry entry : byOffset) {
      if (entry.offset() < end) {
        throw Refused.suspicious("parts overlap: " + entry.name());
      }
      end = entry.offset() + LOCAL_LENGTH + entry.packed();
    }
  }

  /** Names are UTF-8 when they say so or can be; else in the DOS letters Windows packs with. */
  private static String name(byte[] bytes, int flags) {
    String name;
    try {
      name = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      Charset dos =
          (flags & UTF_8_FLAG) == 0 && Charset.isSupported("IBM866")
              ? Charset.forName("IBM866")
              : StandardCharsets.UTF_8;
      name = new String(bytes, dos);
    }
    return name.replace('\\', '/');
  }

  private static String key(String name) {
    String plain = name.replace('\\', '/');
    return (plain.startsWith("/") ? plain.substring(1) : plain).toLowerCase(Locale.ROOT);
  }

  private ByteBuffer read(long position, int length) throws IOException {
    if (position < 0 || position > size - length) {
      throw Refused.damaged("the file is cut off");
    }
    ByteBuffer out = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    while (out.hasRemaining()) {
      int n = content.read(out, position + out.position());
      if (n < 0) {
        throw new EOFException("Cannot read zip: file shrank");
      }
    }
    return out.flip();
  }

  private static int u2(ByteBuffer buffer, int at) {
    return buffer.getShort(at) & 0xFFFF;
  }

  private static long u4(ByteBuffer buffer, int at) {
    return buffer.getInt(at) & 0xFFFFFFFFL;
  }

  /** Unpacks one part and holds it to what the directory promised. */
  private final class PartStream extends InputStream {
    private final Entry entry;
    private final boolean counts;
    private final CRC32 crc = new CRC32();
    private final Inflater inflater = new Inflater(true);
    private final byte[] packed = new byte[16 * 1024];
    private final byte[] one = new byte[1];
    private long position;
    private long left;
    private long out;
    private boolean done;

    PartStream(Entry entry, long start, boolean counts) {
      this.entry = entry;
      this.counts = counts;
      this.position = start;
      this.left = entry.packed();
    }

    @Override
    public int read() throws IOException {
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      if (length == 0) {
        return 0;
      }
      if (done) {
        return -1;
      }
      int n =
          entry.method() == STORED
              ? fetch(target, offset, length)
              : inflate(target, offset, length);
      if (n < 0) {
        finish();
        return -1;
      }
      if (counts) {
        crc.update(target, offset, n);
      }
      out += n;
      count(n);
      return n;
    }

    private int inflate(byte[] target, int offset, int length) throws IOException {
      try {
        while (true) {
          int n = inflater.inflate(target, offset, length);
          if (n > 0) {
            return n;
          }
          if (inflater.finished()) {
            return -1;
          }
          if (inflater.needsDictionary()) {
            throw Refused.damaged("part " + entry.name());
          }
          int got = fetch(packed, 0, packed.length);
          if (got < 0) {
            throw Refused.damaged("part " + entry.name() + " ends too early");
          }
          inflater.setInput(packed, 0, got);
        }
      } catch (DataFormatException e) {
        throw Refused.damaged("part " + entry.name() + ": " + e.getMessage());
      }
    }

    private int fetch(byte[] target, int offset, int length) throws IOException {
      int wanted = (int) Math.min(left, length);
      if (wanted == 0) {
        return -1;
      }
      int n = content.read(ByteBuffer.wrap(target, offset, wanted), position);
      if (n > 0) {
        position += n;
        left -= n;
      }
      return n;
    }

    private void count(int n) {
      if (out > RATIO_FREE_BYTES && out / limits.inflateRatio() > Math.max(1, entry.packed())) {
        throw Refused.suspicious(
            "part " + entry.name() + " unpacks to more than " + limits.inflateRatio() + " times");
      }
      if (out > entry.size()) {
        throw Refused.damaged("part " + entry.name() + " is longer than it says");
      }
      if (counts) {
        inflated += n;
        if (inflated > limits.inflatedBytes()) {
          throw Refused.suspicious(
              "unpacks to more than " + (limits.inflatedBytes() >> 20) + " MB");
        }
      }
    }

    private void finish() {
      done = true;
      inflater.end();
      if (out != entry.size() || (counts && crc.getValue() != entry.crc())) {
        throw Refused.damaged("checksum of part " + entry.name());
      }
    }

    @Override
    public void close() {
      done = true;
      inflater.end();
    }
  }
}
