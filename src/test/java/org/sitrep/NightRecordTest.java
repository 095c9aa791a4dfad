package org.sitrep;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sitrep.domain.Stage;

class NightRecordTest {
  /** Some maps have another order in every process, and a night that runs again is another one. */
  @Test
  void countsOfAStageStandInTheOrderOfTheirNames(@TempDir Path folder) throws IOException {
    Map<String, Object> counts = new LinkedHashMap<>();
    counts.put("returns", 1);
    counts.put("files", 3);
    Path file = folder.resolve("night.json");

    NightRecord.begin(file, LocalDate.of(2021, 2, 15), "2021-02-15.1")
        .stage(Stage.REPORT, 7, counts)
        .save();

    assertThat(Files.readString(file).replaceAll("\\s", ""))
        .contains("\"report\":{\"files\":3,\"returns\":1,\"milliseconds\":7}");
  }
}
