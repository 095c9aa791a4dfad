package org.sitrep.sample;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Properties;

/** {@code sample.properties}: what is assumed about the sample country, by key. */
final class Settings {
  private final Path file;
  private final Properties values = new Properties();

  Settings(Path file) {
    this.file = file;
    try (Reader in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      values.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read sample settings: " + file, e);
    }
  }

  String text(String key) {
    String value = values.getProperty(key);
    if (value == null) {
      throw new IllegalArgumentException("Cannot find setting '" + key + "' in " + file);
    }
    return value.strip();
  }

  int whole(String key) {
    return Integer.parseInt(text(key));
  }

  LocalDate date(String key) {
    return LocalDate.parse(text(key));
  }

  double[] numbers(String key) {
    return Arrays.stream(text(key).split(",")).mapToDouble(Double::parseDouble).toArray();
  }
}
