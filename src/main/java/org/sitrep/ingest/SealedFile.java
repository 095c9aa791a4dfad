package org.sitrep.ingest;

import java.io.EOFException;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Files that only the holder of the {@link PersonKey} can read. A file is a mark, a salt, and its
 * content in chunks of 64 KiB, each under AES-256-GCM with a key of the file's own (from the person
 * key and the salt), its number and whether it is the last one as nonce: chunks that were changed,
 * exchanged or left out are noticed, and any place can be read without what stands before it.
 */
final class SealedFile {
  private static final byte[] MARK = "SITREPS1".getBytes(StandardCharsets.US_ASCII);
  private static final int SALT = 32;
  private static final int HEADER = MARK.length + SALT;
  private static final int CHUNK = 1 << 16;
  private static final int TAG = 16;
  private static final int SEALED_CHUNK = CHUNK + TAG;

  /** Chunks kept open: a zip is read in two or three places in turn. */
  private static final int OPEN_CHUNKS = 4;

  private SealedFile() {}

  /** Whether bytes begin like a sealed file. */
  static boolean isSealed(byte[] head) {
    return head.length >= MARK.length && Arrays.equals(head, 0, MARK.length, MARK, 0, MARK.length);
  }

  /** Whether a file is sealed. */
  static boolean isSealed(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return isSealed(in.readNBytes(MARK.length));
    }
  }

  /** Seals what is written to it into {@code out}; whole only once closed. */
  static OutputStream seal(OutputStream out, PersonKey key) throws IOException {
    byte[] salt = new byte[SALT];
    new SecureRandom().nextBytes(salt);
    out.write(MARK);
    out.write(salt);
    return new Sealing(out, new Seal(key, salt));
  }

  /** The clear content of a sealed file, unsealed as it is read and never on a disk. */
  static Content open(Path file, PersonKey key) throws IOException {
    FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
    try {
      ByteBuffer header = ByteBuffer.allocate(HEADER);
      fill(channel, header, 0);
      byte[] salt = Arrays.copyOfRange(header.array(), MARK.length, HEADER);
      return new Unsealed(file, channel, new Seal(key, salt));
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static void fill(FileChannel channel, ByteBuffer target, long position)
      throws IOException {
    while (target.hasRemaining()) {
      int n = channel.read(target, position + target.position());
      if (n < 0) {
        throw new EOFException("Cannot read sealed file: it is cut off");
      }
    }
  }

  /** The cipher of one file. */
  private static final class Seal {
    private final SecretKeySpec key;
    private final Cipher cipher;

    Seal(PersonKey person, byte[] salt) {
      key = new SecretKeySpec(person.derived("archive", salt), "AES");
      try {
        cipher = Cipher.getInstance("AES/GCM/NoPadding");
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("Cannot find AES-GCM", e);
      }
    }

    byte[] chunk(int mode, long number, boolean last, byte[] bytes, int length)
        throws GeneralSecurityException {
      byte[] nonce = ByteBuffer.allocate(12).putLong(number).putInt(last ? 1 : 0).array();
      cipher.init(mode, key, new GCMParameterSpec(TAG * 8, nonce));
      return cipher.doFinal(bytes, 0, length);
    }
  }

  private static final class Sealing extends FilterOutputStream {
    private final Seal seal;
    private final byte[] chunk = new byte[CHUNK];
    private int filled;
    private long number;
    private boolean closed;

    Sealing(OutputStream out, Seal seal) {
      super(out);
      this.seal = seal;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      int done = 0;
      while (done < length) {
        if (filled == CHUNK) {
          // only now is it sure that this one is not the last
          put(false);
        }
        int n = Math.min(length - done, CHUNK - filled);
        System.arraycopy(bytes, offset + done, chunk, filled, n);
        filled += n;
        done += n;
      }
    }

    private void put(boolean last) throws IOException {
      try {
        out.write(seal.chunk(Cipher.ENCRYPT_MODE, number++, last, chunk, filled));
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("Cannot seal a file", e);
      }
      filled = 0;
    }

    @Override
    public void close() throws IOException {
      if (!closed) {
        closed = true;
        put(true);
        Arrays.fill(chunk, (byte) 0);
        super.close();
      }
    }
  }

  private static final class Unsealed extends Content {
    private final Path file;
    private final FileChannel channel;
    private final Seal seal;
    private final long size;
    private final long chunks;
    private final Map<Long, byte[]> open =
        new LinkedHashMap<>(OPEN_CHUNKS * 2, 0.75f, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<Long, byte[]> eldest) {
            return size() > OPEN_CHUNKS;
          }
        };

    Unsealed(Path file, FileChannel channel, Seal seal) throws IOException {
      this.file = file;
      this.channel = channel;
      this.seal = seal;
      long body = channel.size() - HEADER;
      this.chunks = (body + SEALED_CHUNK - 1) / SEALED_CHUNK;
      this.size = body - chunks * TAG;
      if (chunks == 0 || size < (chunks - 1) * CHUNK) {
        throw damaged(null);
      }
    }

    @Override
    long size() {
      return size;
    }

    @Override
    synchronized int read(ByteBuffer target, long position) throws IOException {
      if (position >= size) {
        return -1;
      }
      byte[] chunk = chunk(position / CHUNK);
      int from = (int) (position % CHUNK);
      int n = Math.min(target.remaining(), chunk.length - from);
      target.put(chunk, from, n);
      return n;
    }

    private byte[] chunk(long number) throws IOException {
      byte[] known = open.get(number);
      if (known != null) {
        return known;
      }
      long at = number * SEALED_CHUNK;
      int length = (int) Math.min(SEALED_CHUNK, channel.size() - HEADER - at);
      ByteBuffer sealed = ByteBuffer.allocate(length);
      fill(channel, sealed, HEADER + at);
      byte[] clear;
      try {
        clear =
            seal.chunk(Cipher.DECRYPT_MODE, number, number == chunks - 1, sealed.array(), length);
      } catch (AEADBadTagException e) {
        throw damaged(e);
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("Cannot unseal a file", e);
      }
      open.put(number, clear);
      return clear;
    }

    private IOException damaged(@org.jspecify.annotations.Nullable Throwable cause) {
      return new IOException(
          "Cannot unseal " + file + ": it was changed or cut off since it was sealed", cause);
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }
}
