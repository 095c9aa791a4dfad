package org.sitrep.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.sitrep.store.Session;

/**
 * Shares one session between all tests that need Spark. Tests run in a foreign time zone and locale
 * (see the build) so that a leak of the machine's own shows.
 */
public abstract class SparkTest {
  private static final SparkSession SESSION = start();

  private static SparkSession start() {
    try {
      Path tables = Files.createTempDirectory("sitrep-test-tables");
      return Session.open(tables);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The shared session; its default catalog is a folder of this test run. */
  protected static SparkSession spark() {
    return SESSION;
  }

  @BeforeAll
  static void ansiIsOn() {
    assertThat(SESSION.conf().get("spark.sql.ansi.enabled")).isEqualTo("true");
  }

  /** Spark jobs that {@code work} starts. */
  protected static int jobs(Runnable work) {
    AtomicInteger count = new AtomicInteger();
    SparkListener listener =
        new SparkListener() {
          @Override
          public void onJobStart(SparkListenerJobStart start) {
            count.incrementAndGet();
          }
        };
    SESSION.sparkContext().addSparkListener(listener);
    try {
      work.run();
      SESSION.sparkContext().listenerBus().waitUntilEmpty();
    } catch (TimeoutException e) {
      throw new IllegalStateException(e);
    } finally {
      SESSION.sparkContext().removeSparkListener(listener);
    }
    return count.get();
  }
}
