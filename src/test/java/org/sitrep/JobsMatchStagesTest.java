package org.sitrep;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.sitrep.domain.Stage;

/** What schedules the night speaks of the same stages as the program. */
class JobsMatchStagesTest {
  private static final Path JOBS = Path.of("jobs");

  @Test
  void airflowRunsTheStagesByNameAndInOrder() throws IOException {
    String dag = Files.readString(JOBS.resolve("airflow/sitrep_nightly.py"));

    List<String> lists =
        Pattern.compile("STAGES = \\[([^\\]]*)\\]")
            .matcher(dag)
            .results()
            .map(one -> one.group(1))
            .toList();

    assertThat(lists).hasSize(1);
    assertThat(quoted(lists.get(0))).isEqualTo(stages());
    assertThat(dag).contains("task_id=stage").contains("--from {stage} --to {stage}");
  }

  @Test
  void airflowKnowsTheExitCodeOfAHeldNight() throws IOException {
    assertThat(Files.readString(JOBS.resolve("airflow/sitrep_nightly.py")))
        .contains("\nHELD = 3\n")
        .contains("skip_on_exit_code=HELD");
  }

  /** As on the command line: senders get their files back, see HeldNightsTest. */
  @Test
  void airflowReportsAndDeliversAfterAHeldAggregate() throws IOException {
    assertThat(Files.readString(JOBS.resolve("airflow/sitrep_nightly.py")))
        .contains("\nAFTER_HELD = [\"report\", \"deliver\"]\n")
        .contains("trigger_rule=\"none_failed\" if stage in AFTER_HELD else \"all_success\"");
  }

  @Test
  void pagesAboutSchedulingNameTheStagesInOrder() throws IOException {
    assertThat(Files.readString(JOBS.resolve("airflow/README.md")))
        .contains(String.join(" → ", stages()));
    assertThat(Files.readString(JOBS.resolve("cron/README.md")))
        .contains("(" + String.join(", ", stages()) + ")");
  }

  @Test
  void noJobNamesAStageThatDoesNotExist() throws IOException {
    Pattern option = Pattern.compile("--(?:from|to)[ =]([a-z]+)\\b");
    try (Stream<Path> files = Files.walk(JOBS)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(
                option.matcher(Files.readString(file)).results().map(one -> one.group(1)).toList())
            .as(file.toString())
            .isSubsetOf(stages());
      }
    }
  }

  private static List<String> stages() {
    return Stream.of(Stage.values()).map(Stage::word).toList();
  }

  private static List<String> quoted(String text) {
    return Pattern.compile("\"([^\"]*)\"")
        .matcher(text)
        .results()
        .map((MatchResult one) -> one.group(1))
        .toList();
  }
}
