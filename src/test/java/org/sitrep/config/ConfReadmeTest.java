package org.sitrep.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page about the configuration tells every file, key and column the reader knows. */
class ConfReadmeTest {
  private static final Path SMALL = Path.of("src/test/resources/conf/small");

  /** Languages, months and other keys that are data. */
  private static final Pattern DATA = Pattern.compile("[a-z]{2}|[0-9]+");

  private final Path conf;

  ConfReadmeTest(@TempDir Path conf) {
    this.conf = conf;
  }

  @Test
  void everyKeyIsExplainedUnderItsFile() throws IOException {
    Map<String, String> page = page();
    List<String> missing = new ArrayList<>();
    for (Map.Entry<String, SortedSet<String>> entry :
        ConfReader.knownKeys(fullFolder()).entrySet()) {
      String file = entry.getKey().replaceFirst("^(forms|rules)/.*", "$1/*.yml");
      for (String key : entry.getValue()) {
        String told = key.replaceFirst("_(ru|en)$", "_*");
        boolean explained = page.getOrDefault(file, "").contains("`" + told + "`");
        if (!explained && !DATA.matcher(key).matches()) {
          missing.add(file + ": " + told);
        }
      }
    }
    assertThat(missing).isEmpty();
  }

  @Test
  void everyFileHasItsHeading() throws IOException {
    try (Stream<Path> files = Files.list(SMALL)) {
      assertThat(page().keySet())
          .containsAll(
              files.filter(Files::isRegularFile).map(f -> f.getFileName().toString()).toList())
          .contains("forms/*.yml", "rules/*.yml");
    }
  }

  private static Map<String, String> page() throws IOException {
    Map<String, String> out = new LinkedHashMap<>();
    for (String part : Files.readString(Path.of("conf/README.md")).split("\n## ")) {
      int end = part.indexOf('\n');
      out.put(part.substring(0, end), part.substring(end));
    }
    return out;
  }

  /** The small country with the parts that may be absent. */
  private Path fullFolder() throws IOException {
    try (Stream<Path> files = Files.walk(SMALL)) {
      for (Path file : files.sorted().toList()) {
        Path target = conf.resolve(SMALL.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target);
        }
      }
    }
    Path recipients = conf.resolve("recipients.yml");
    Files.writeString(
        recipients,
        Files.readString(recipients)
            + "smtp: {host: mail.invalid, port: 587, security: tls, timeout-seconds: 30}\n");
    Path calendar = conf.resolve("calendar.yml");
    Files.writeString(calendar, Files.readString(calendar) + "    validity: {from: 2021-02-01}\n");
    Files.writeString(conf.resolve("wording.yml"), "name: {ru: Имя, en: Name, weak: [ru]}\n");
    assertThat(ConfReader.read(conf).mail().smtp()).isNotNull();
    return conf;
  }
}
