package org.sitrep.ingest;

import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.sitrep.domain.Sha256;
import org.sitrep.tables.Submissions;

/**
 * Every file ever received, by content. A file is named by its SHA-256 and nothing else: the same
 * content is kept once however often and under whatever name it comes, {@code sha256sum} can check
 * what is not sealed, and nothing chosen by a sender becomes a name on our disk. The name it came
 * under stands in table {@code submission}. What holds data on persons is sealed, under the hash of
 * its clear content, and is at no time in clear on the disk.
 */
final class Archive {
  /** SHA-256 of no bytes at all: stands for content that could not be read. */
  static final String NOTHING = Sha256.hex(Sha256.digest());

  /** Tells the key that files were sealed with from others. */
  private static final String KEY_MARK = ".person-key-id";

  /** Content up to this size is hashed, and looked into, before it is written. */
  private static final int IN_MEMORY = 1 << 20;

  private final Path folder;
  private final @Nullable PersonKey key;
  private boolean settled;

  /**
   * Keeps files below {@code folder}.
   *
   * @param key seals what must not be in clear; null when nothing is ever sealed
   */
  Archive(Path folder, @Nullable PersonKey key) {
    this.folder = folder;
    this.key = key;
  }

  /** Where content lies. */
  Path path(String sha256) {
    return folder.resolve(Submissions.archivePath(sha256));
  }

  /**
   * The content of an archived file, unsealed while it is read.
   *
   * @param key null when nothing was ever sealed: a file that begins like a sealed one is then what
   *     somebody sent
   */
  static Content open(Path file, @Nullable PersonKey key) throws IOException {
    return key != null && SealedFile.isSealed(file)
        ? SealedFile.open(file, key)
        : Content.file(file);
  }

  /**
   * Takes all of {@code in} to look at it before it is decided how to keep it: small content in
   * memory, larger on the disk under a name of its own, sealed where anything ever is.
   */
  Incoming receive(InputStream in) throws IOException {
    byte[] head = in.readNBytes(IN_MEMORY);
    if (head.length < IN_MEMORY) {
      return new Incoming(Sha256.hex(head), head, null);
    }
    Files.createDirectories(folder);
    Path copy = Files.createTempFile(folder, ".incoming-", "");
    try {
      MessageDigest digest = Sha256.digest();
      InputStream all =
          new DigestInputStream(
              new SequenceInputStream(new ByteArrayInputStream(head), in), digest);
      write(all, copy, key != null);
      return new Incoming(Sha256.hex(digest), null, copy);
    } catch (IOException | RuntimeException e) {
      Files.deleteIfExists(copy);
      throw e;
    }
  }

  /** Content that was received and is not kept yet. */
  final class Incoming implements Closeable {
    private final String sha256;
    private final byte @Nullable [] bytes;
    private final @Nullable Path copy;

    private Incoming(String sha256, byte @Nullable [] bytes, @Nullable Path copy) {
      this.sha256 = sha256;
      this.bytes = bytes;
      this.copy = copy;
    }

    String sha256() {
      return sha256;
    }

    /** The clear content; to be closed. */
    Content content() throws IOException {
      if (bytes != null) {
        return Content.bytes(bytes);
      }
      return open(Objects.requireNonNull(copy), key);
    }

    /**
     * Keeps it. The file appears under its name at once or not at all, not even empty after a power
     * cut: it is on the disk before it is renamed. Content that is there already is not written
     * again, unless it was in clear and must not be.
     *
     * @param sealed whether it must not be in clear; content that only looks sealed is sealed too
     */
    void keep(boolean sealed) throws IOException {
      Path target = path(sha256);
      boolean wanted = key != null && (sealed || looksSealed());
      if (wanted) {
        settled();
      }
      if (Files.exists(target) && (!wanted || SealedFile.isSealed(target))) {
        return;
      }
      Files.createDirectories(target.getParent());
      if (copy != null && wanted == (key != null)) {
        move(copy, target);
        return;
      }
      Path ready = target.resolveSibling(".incoming-" + sha256);
      try (Content content = content()) {
        write(content.stream(), ready, wanted);
      }
      move(ready, target);
    }

    private boolean looksSealed() throws IOException {
      try (Content content = content()) {
        return SealedFile.isSealed(content.stream().readNBytes(16));
      }
    }

    /** Forgets what was not kept. */
    @Override
    public void close() throws IOException {
      if (copy != null) {
        Files.deleteIfExists(copy);
      }
    }
  }

  /** The hash of all of {@code in} without keeping it. */
  static String hash(InputStream in) throws IOException {
    MessageDigest digest = Sha256.digest();
    new DigestInputStream(in, digest).transferTo(OutputStream.nullOutputStream());
    return Sha256.hex(digest);
  }

  private void write(InputStream in, Path file, boolean sealed) throws IOException {
    try (FileChannel channel = create(file)) {
      OutputStream out = Channels.newOutputStream(channel);
      if (sealed) {
        // closed by hand: closing it would close the channel before it is on the disk
        OutputStream sealing = SealedFile.seal(new Open(out), settled());
        in.transferTo(sealing);
        sealing.close();
      } else {
        in.transferTo(out);
      }
      channel.force(true);
    }
  }

  /** The key, after making sure that it is the one used before. */
  private PersonKey settled() {
    PersonKey known = Objects.requireNonNull(key);
    if (!settled) {
      known.settle(folder.resolve(KEY_MARK));
      settled = true;
    }
    return known;
  }

  private static FileChannel create(Path file) throws IOException {
    return FileChannel.open(
        file,
        StandardOpenOption.CREATE,
        StandardOpenOption.TRUNCATE_EXISTING,
        StandardOpenOption.WRITE);
  }

  private static void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** Stays open when it is closed. */
  private static final class Open extends FilterOutputStream {
    Open(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
    }

    @Override
    public void close() throws IOException {
      flush();
    }
  }
}
