package org.sitrep.deliver;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Lays every letter into a folder as an {@code .eml} file that any mail program opens. */
final class FolderPost implements Post {
  static final String WAY = "outbox";
  private final Path outbox;

  FolderPost(Path outbox) {
    this.outbox = outbox;
  }

  @Override
  public String way() {
    return WAY;
  }

  @Override
  public boolean leavesAtOnce() {
    return false;
  }

  @Override
  public void send(Letter letter, Runnable last) throws PostException {
    Path file = outbox.resolve(fileName(letter.messageId()));
    Path half = outbox.resolve("." + file.getFileName() + ".part");
    byte[] bytes = Mime.bytes(letter);
    try {
      Files.createDirectories(outbox);
      Files.write(half, bytes);
      Files.move(half, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new PostException(
          "cannot write into the outbox: " + file + ": " + e.getMessage(),
          PostException.Kind.WAY,
          e);
    }
  }

  /** From the message id, so that a letter written again replaces itself. */
  static String fileName(String id) {
    return id.substring(1, id.lastIndexOf('@')).replaceAll("[^A-Za-z0-9.-]", "_") + ".eml";
  }

  @Override
  public void close() {}
}
