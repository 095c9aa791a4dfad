package org.sitrep.ingest;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a file, wherever and however they lie: on a disk or in memory. They can be read from
 * any place and as often as wanted, also by several readers at once.
 */
abstract class Content implements Closeable {
  /** How many bytes there are. */
  abstract long size() throws IOException;

  /**
   * Reads bytes from {@code position} on; how many, or -1 when there are none.
   *
   * @param position from 0
   */
  abstract int read(ByteBuffer target, long position) throws IOException;

  /** The file the bytes lie in just as they are; null when there is no such file. */
  @Nullable Path path() {
    return null;
  }

  /** All bytes from the first on. Not buffered; closing the stream does not close the content. */
  final InputStream stream() {
    return new Stream();
  }

  /** The bytes of a file. */
  static Content file(Path path) throws IOException {
    return new OnDisk(path, FileChannel.open(path, StandardOpenOption.READ));
  }

  /** Bytes in memory, which must not change any more. */
  static Content bytes(byte[] bytes) {
    return new InMemory(bytes);
  }

  private static final class OnDisk extends Content {
    private final Path path;
    private final FileChannel channel;

    OnDisk(Path path, FileChannel channel) {
      this.path = path;
      this.channel = channel;
    }

    @Override
    long size() throws IOException {
      return channel.size();
    }

    @Override
    int read(ByteBuffer target, long position) throws IOException {
      return channel.read(target, position);
    }

    @Override
    Path path() {
      return path;
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }

  private static final class InMemory extends Content {
    private final byte[] bytes;

    InMemory(byte[] bytes) {
      this.bytes = bytes;
    }

    @Override
    long size() {
      return bytes.length;
    }

    @Override
    int read(ByteBuffer target, long position) {
      if (position >= bytes.length) {
        return -1;
      }
      int n = Math.min(target.remaining(), bytes.length - (int) position);
      target.put(bytes, (int) position, n);
      return n;
    }

    @Override
    public void close() {}
  }

  private final class Stream extends InputStream {
    private long position;

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      if (length == 0) {
        return 0;
      }
      int n = Content.this.read(ByteBuffer.wrap(target, offset, length), position);
      position += Math.max(n, 0);
      return n;
    }

    @Override
    public long skip(long n) throws IOException {
      long skipped = Math.max(0, Math.min(n, size() - position));
      position += skipped;
      return skipped;
    }
  }
}
