package org.sitrep.config;

import java.nio.file.Path;

/** Reads a country's folder; the only door to SnakeYAML. */
public final class ConfReader {
  private ConfReader() {}

  /**
   * Reads and checks everything below {@code directory}.
   *
   * @throws ConfException with every problem at once
   */
  public static Conf read(Path directory) {
    throw new UnsupportedOperationException("not written yet: " + directory);
  }
}
