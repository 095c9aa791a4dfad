package org.sitrep;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sitrep.testkit.LoopbackSmtp;

/**
 * A night that is killed at any moment and run again leaves the home as if nobody had killed it,
 * and readers never see half of it. {@code jobs/bench/kill.sh} does the same by the hundred and in
 * more ways.
 */
class KilledNightTest {
  private static final long SEED = 20210202;

  /** How many homes one run gives: starting it costs more than running it again. */
  private static final int A_RUN = 20;

  @Test
  void fiveKilledNightsEndAsIfNobodyHadKilledThem(@TempDir Path folder) throws Exception {
    Killings killings = new Killings(folder, Killings.Way.NIGHT, null);

    List<Killings.Killed> killed = killings.kill(random(SEED), 5);

    assertThat(killed).hasSizeGreaterThan(2);
    for (Killings.Killed one : killed) {
      assertThat(killings.runAgain(one)).as("killed in " + one.place()).isEmpty();
    }
  }

  /**
   * {@code N [SEED [WAY,WAY…]]}: disturbs N nights below the folder {@code sitrep.kills}; prints
   * where, and what differed after they ran again.
   */
  public static void main(String[] args) throws Exception {
    int nights = Integer.parseInt(args[0]);
    long seed = args.length > 1 ? Long.parseLong(args[1]) : SEED;
    List<Killings.Way> ways =
        Stream.of((args.length > 2 ? args[2] : "NIGHT,STAGE,SMTP,HELD,FIRST_NIGHT").split(",", -1))
            .map(Killings.Way::valueOf)
            .toList();
    Path work = Files.createTempDirectory(Path.of(System.getProperty("sitrep.kills")), "nights");
    int wrong = 0;
    try (LoopbackSmtp server = LoopbackSmtp.slow(40)) {
      for (int i = 0; i < ways.size(); i++) {
        Killings killings = new Killings(work.resolve("way"), ways.get(i), server);
        int share = nights / ways.size() + (i < nights % ways.size() ? 1 : 0);
        wrong += disturb(killings, ways.get(i), share, seed);
        Killings.delete(work.resolve("way"));
      }
    } finally {
      Killings.delete(work);
    }
    System.out.println(nights + " nights, " + wrong + " of them not as if nothing had happened");
    System.exit(wrong == 0 ? 0 : 1);
  }

  /** Disturbs so many nights; how many of them told of a difference. */
  private static int disturb(Killings killings, Killings.Way way, int nights, long seed)
      throws Exception {
    int wrong = 0;
    int done = 0;
    for (long round = seed; done < nights; round++) {
      if (way == Killings.Way.FULL_DISK) {
        wrong += tell(way + " " + round, killings.fill(random(round)));
        done++;
        continue;
      }
      for (Killings.Killed one : killings.kill(random(round), Math.min(nights - done, A_RUN))) {
        wrong += tell(way + " " + round + ": " + one.place(), killings.runAgain(one));
        done++;
      }
    }
    return wrong;
  }

  /** Seeds that lie side by side would begin alike. */
  private static Random random(long seed) {
    return new Random(new SplittableRandom(seed).nextLong());
  }

  private static int tell(String what, List<String> differences) {
    System.out.println(what + (differences.isEmpty() ? "" : " DIFFERS"));
    differences.forEach(text -> System.out.println("    " + text));
    return differences.isEmpty() ? 0 : 1;
  }
}
