package org.sitrep.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** A copy of a country's folder that a test may change. */
public final class ConfFolder {
  private final Path folder;

  private ConfFolder(Path folder) {
    this.folder = folder;
  }

  /** Copies {@code from} below {@code to}. */
  public static ConfFolder copy(Path from, Path to) {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.sorted().toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new ConfFolder(to);
  }

  /** Where it lies. */
  public Path path() {
    return folder;
  }

  /** Replaces the first {@code from} of a file. */
  public ConfFolder change(String file, String from, String to) {
    try {
      Path path = folder.resolve(file);
      String text = Files.readString(path);
      assertThat(text).as("the place to change").contains(from);
      int at = text.indexOf(from);
      Files.writeString(path, text.substring(0, at) + to + text.substring(at + from.length()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  /** Writes a file. */
  public ConfFolder write(String file, String text) {
    try {
      Files.writeString(folder.resolve(file), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }
}
