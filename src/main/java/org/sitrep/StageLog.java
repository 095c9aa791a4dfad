package org.sitrep;

import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;
import org.sitrep.domain.Stage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the terminal, the log and the night's record when a stage begins and how it ended. */
record StageLog(LocalDate reportDate, Progress progress) {
  /** Steps a person sees. */
  static final int STEPS = Stage.values().length;

  private static final Logger LOG = LoggerFactory.getLogger(StageLog.class);

  /** The moment the stage began, for {@link #end}. */
  long begin(Stage stage) {
    progress.step(stage.ordinal(), STEPS, reportDate + " " + stage.word());
    LOG.info("{} {} begins", reportDate, stage.word());
    return System.nanoTime();
  }

  /** Tells the record alone; the time since the stage began in milliseconds. */
  long note(Stage stage, long start, NightRecord record, Map<String, ?> counts) {
    long millis = (System.nanoTime() - start) / 1_000_000;
    record.stage(stage, millis, counts);
    return millis;
  }

  /**
   * @param start what {@link #begin} gave
   * @param counts what the stage did, by name
   */
  void end(Stage stage, long start, NightRecord record, Map<String, ?> counts) {
    long millis = note(stage, start, record, counts);
    LOG.info("{} {} ended: {} in {} ms", reportDate, stage.word(), counts, millis);
    progress.step(stage.ordinal() + 1, STEPS, reportDate + " " + stage.word());
    progress.line(reportDate + " " + stage.word() + ": " + new TreeMap<>(counts));
  }
}
