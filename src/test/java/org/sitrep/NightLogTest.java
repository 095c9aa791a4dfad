package org.sitrep;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class NightLogTest {
  @Test
  void ourOwnLinesAreAllThereAndWarningsOfLibraries(@TempDir Path folder) throws IOException {
    Path log = folder.resolve("night.log");
    NightLog.to(log);

    LoggerFactory.getLogger("org.sitrep.Night").info("ingest begins");
    LoggerFactory.getLogger("org.example.Library").info("chatter");
    LoggerFactory.getLogger("org.example.Library").warn("trouble");

    assertThat(Files.readAllLines(log))
        .hasSize(2)
        .anySatisfy(line -> assertThat(line).endsWith("INFO  Night ingest begins"))
        .anySatisfy(line -> assertThat(line).endsWith("WARN  Library trouble"));
    assertThat(NightLog.file()).contains(log);
  }
}
