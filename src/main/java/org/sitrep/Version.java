package org.sitrep;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Properties;
import picocli.CommandLine;

/** What the build says about itself. */
final class Version implements CommandLine.IVersionProvider {
  /** The version in the build file, such as {@code 0.1.0}. */
  static String text() {
    return properties().getProperty("version");
  }

  /** The configuration used when none is named, below the project folder. */
  static Path defaultConf() {
    return Path.of(
        System.getProperty("sitrep.project", "."), properties().getProperty("default-conf"));
  }

  private static Properties properties() {
    Properties properties = new Properties();
    try (InputStream in = Version.class.getResourceAsStream("sitrep.properties")) {
      if (in == null) {
        throw new IllegalStateException("Cannot find sitrep.properties in the jar");
      }
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties;
  }

  @Override
  public String[] getVersion() {
    return new String[] {"sitrep " + text()};
  }
}
