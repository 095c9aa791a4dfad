package org.sitrep.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.sitrep.domain.FindingCode;

/**
 * Whatever happens to a file on its way, it is read or it is one finding. Run with many more cases,
 * in little memory, by {@code jobs/bench/fuzz.sh}.
 */
final class MutatedFilesTest {
  private static final long SEED = 20210215;
  private static final int CASES = 400;

  /** More than the slowest case needs on a busy machine, less than patience. */
  private static final int SECONDS = 30;

  /** What a person still reads. */
  private static final int DETAIL_LENGTH = 300;

  @Test
  void damageIsReadOrIsOneFinding() throws Exception {
    run(CASES, SEED);
  }

  /** {@code CASES [SEED]}: prints how many files came to what, or the first that fails. */
  public static void main(String[] args) throws Exception {
    long seed = args.length > 1 ? Long.parseLong(args[1]) : SEED;
    System.out.println(run(Integer.parseInt(args[0]), seed));
    System.exit(0);
  }

  /** How many cases came to what. */
  private static Map<String, Integer> run(int cases, long seed) throws Exception {
    Map<String, Integer> out = new TreeMap<>();
    Mutations mutations = new Mutations();
    ExecutorService one = Executors.newSingleThreadExecutor();
    try {
      for (long next = seed; next < seed + cases; next++) {
        Mutations.Case file = mutations.of(next);
        String name = "seed " + next + ", " + file.done();
        try {
          out.merge(
              one.submit(() -> check(name, file)).get(SECONDS, TimeUnit.SECONDS), 1, Integer::sum);
        } catch (ExecutionException e) {
          throw new AssertionError(name, e.getCause());
        } catch (TimeoutException e) {
          throw new AssertionError(name + ": not read within " + SECONDS + " seconds", e);
        }
      }
    } finally {
      one.shutdownNow();
    }
    return out;
  }

  /** What a file came to. */
  private static String check(String name, Mutations.Case file) {
    long rows = 0;
    long cells = 0;
    Outcome outcome;
    try (FileReader reader =
        FileReader.open(
            Content.bytes(file.content()),
            file.name(),
            Fixtures.LIMITS,
            Fixtures.LANGUAGES,
            null)) {
      for (SheetRow row = reader.next(); row != null; row = reader.next()) {
        rows++;
        cells += row.cells().size();
        assertThat(row.cells()).as(name).isNotEmpty();
      }
      outcome = reader.outcome();
    }
    List<FindingCode> refusals =
        outcome.notes().stream()
            .map(Note::code)
            .filter(code -> code.name().startsWith("FILE_"))
            .filter(code -> code != FindingCode.FILE_TYPE_MISNAMED)
            .toList();
    if (outcome.refused()) {
      assertThat(refusals).as(name).hasSize(1);
      assertThat(outcome.rows() + outcome.cells()).as(name).isZero();
      for (Note note : outcome.notes()) {
        assertThat(note.arguments().values())
            .as(name)
            .allSatisfy(value -> assertThat(value.length()).isLessThanOrEqualTo(DETAIL_LENGTH));
      }
      return refusals.get(0).name();
    }
    assertThat(refusals).as(name).isEmpty();
    assertThat(outcome.rows()).as(name).isEqualTo(rows);
    assertThat(outcome.cells()).as(name).isEqualTo(cells);
    return "zip".equals(outcome.container()) ? "zip" : "read";
  }
}
