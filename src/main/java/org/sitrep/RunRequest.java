package org.sitrep;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.sitrep.domain.Stage;

/**
 * What one run is asked to do.
 *
 * @param reportDate the day the figures describe; names the night, not the clock
 * @param home folder of the country's nights
 * @param inbox where received files lie; the home's own unless told otherwise
 * @param from first stage to run
 * @param to last stage to run
 * @param hold stop before publishing and keep the night for a person
 * @param dryRun tell what would happen; publish, report and mail nothing
 * @param receivedAt receipt time of every new file; empty = the file's own modification time
 * @param now the clock, read once
 */
record RunRequest(
    LocalDate reportDate,
    Home home,
    Path inbox,
    Stage from,
    Stage to,
    boolean hold,
    boolean dryRun,
    Optional<Instant> receivedAt,
    Instant now) {

  boolean includes(Stage stage) {
    return stage.compareTo(from) >= 0 && stage.compareTo(to) <= 0;
  }
}
