package org.sitrep.aggregate;

import java.time.Instant;
import java.time.LocalDate;

/**
 * What one submission says of a form, region and date.
 *
 * @param nightId night that learnt it
 * @param own whether the region itself sent it
 * @param rows how many rows were accepted
 * @param content a number for what it says, see {@code coverage.content}
 * @param allZero whether it tells counts of the day and every one is 0
 */
public record Receipt(
    String form,
    String region,
    LocalDate date,
    Instant receivedAt,
    String submission,
    String nightId,
    boolean own,
    long rows,
    long content,
    boolean allZero) {

  /** Whether another receipt of the same form, region and date says the same from the same hand. */
  boolean repeats(Receipt other) {
    return content == other.content && own == other.own;
  }
}
