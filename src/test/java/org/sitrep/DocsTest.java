package org.sitrep;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.sitrep.domain.FindingCode;
import org.sitrep.domain.Stage;
import org.sitrep.tables.Tables;

/** Pages that must not fall behind the code. */
class DocsTest {
  private static final Path PAGES = Path.of("src/site/markdown");

  @Test
  void decisionNumbersAreUniqueAndHeadTheirPage() throws IOException {
    List<Path> decisions = list(PAGES.resolve("decisions"));
    Map<String, List<Path>> byNumber =
        decisions.stream()
            .collect(Collectors.groupingBy(p -> p.getFileName().toString().substring(0, 4)));
    assertThat(byNumber).allSatisfy((number, pages) -> assertThat(pages).hasSize(1));
    for (Path page : decisions) {
      assertThat(Files.readString(page))
          .as(page.toString())
          .startsWith("# " + page.getFileName().toString().substring(0, 4) + " ");
    }
  }

  @Test
  void everyStageHasItsPage() {
    for (Stage stage : Stage.values()) {
      assertThat(PAGES.resolve("stages/" + (stage.ordinal() + 1) + "-" + stage.word() + ".md"))
          .exists();
    }
  }

  @Test
  void dataDictionaryNamesEveryTableAndColumn() throws IOException {
    String dictionary = Files.readString(PAGES.resolve("data-dictionary.md"));
    for (Map.Entry<String, StructType> table : Tables.all().entrySet()) {
      assertThat(dictionary).contains("### `" + table.getKey() + "`");
      for (String column : table.getValue().fieldNames()) {
        assertThat(dictionary).as(table.getKey()).contains("`" + column + "`");
      }
    }
  }

  @Test
  void findingCodesAreDocumented() throws IOException {
    String page = Files.readString(PAGES.resolve("findings.md"));
    for (FindingCode code : FindingCode.values()) {
      assertThat(page).contains("| `" + code.name() + "` | " + code.severity().word() + " |");
    }
  }

  private static List<Path> list(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }
}
