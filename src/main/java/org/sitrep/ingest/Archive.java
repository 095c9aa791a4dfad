package org.sitrep.ingest;

import java.io.ByteArrayInputStream;
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
import org.sitrep.domain.Sha256;
import org.sitrep.tables.Submissions;

/**
 * Every file ever received, by content. A file is named by its SHA-256 and nothing else: the same
 * content is kept once however often and under whatever name it comes, {@code sha256sum} can check
 * the whole archive, and nothing chosen by a sender becomes a name on our disk. The name it came
 * under stands in table {@code submission}.
 */
final class Archive {
  /** SHA-256 of no bytes at all: stands for content that could not be read. */
  static final String NOTHING = Sha256.hex(Sha256.digest());

  /** Content up to this size is hashed before it is written. */
  private static final int IN_MEMORY = 1 << 20;

  private final Path folder;

  Archive(Path folder) {
    this.folder = folder;
  }

  /** Where content lies. */
  Path path(String sha256) {
    return folder.resolve(Submissions.archivePath(sha256));
  }

  /**
   * Copies all of {@code in} to the archive and tells its hash. The copy appears under its name at
   * once or not at all, not even empty after a power cut: it is on the disk before it is renamed.
   * Content that is there already is not written again.
   */
  String put(InputStream in) throws IOException {
    byte[] head = in.readNBytes(IN_MEMORY);
    if (head.length < IN_MEMORY) {
      String hash = Sha256.hex(head);
      Path target = path(hash);
      if (!Files.exists(target)) {
        Files.createDirectories(target.getParent());
        Path copy = target.resolveSibling(".incoming-" + hash);
        try (FileChannel out = create(copy)) {
          Channels.newOutputStream(out).write(head);
          out.force(true);
        }
        move(copy, target);
      }
      return hash;
    }
    return putLarge(new SequenceInputStream(new ByteArrayInputStream(head), in));
  }

  private String putLarge(InputStream in) throws IOException {
    Files.createDirectories(folder);
    Path copy = Files.createTempFile(folder, ".incoming-", "");
    try {
      MessageDigest digest = Sha256.digest();
      try (FileChannel out = create(copy)) {
        new DigestInputStream(in, digest).transferTo(Channels.newOutputStream(out));
        out.force(true);
      }
      String hash = Sha256.hex(digest);
      Path target = path(hash);
      if (!Files.exists(target)) {
        Files.createDirectories(target.getParent());
        move(copy, target);
      }
      return hash;
    } finally {
      Files.deleteIfExists(copy);
    }
  }

  /** The hash of all of {@code in} without keeping it. */
  static String hash(InputStream in) throws IOException {
    MessageDigest digest = Sha256.digest();
    new DigestInputStream(in, digest).transferTo(OutputStream.nullOutputStream());
    return Sha256.hex(digest);
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
}
