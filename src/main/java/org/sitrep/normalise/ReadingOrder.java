package org.sitrep.normalise;

import java.util.HashSet;
import java.util.Set;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Watches over rows that come one by one: those of a submission must stand together, sheet by sheet
 * and row by row, as they stood in the file.
 */
final class ReadingOrder {
  private final Set<String> begun = new HashSet<>();
  private UTF8String submission = UTF8String.EMPTY_UTF8;
  private int sheet;
  private int row;

  /**
   * Whether a row is the first of its submission.
   *
   * @throws IllegalStateException when it is out of order
   */
  boolean begins(UTF8String ofSubmission, int sheetIndex, int number) {
    boolean begins = !ofSubmission.equals(submission);
    if (begins) {
      submission = ofSubmission.copy();
    }
    if (begins
        ? !begun.add(submission.toString())
        : sheetIndex < sheet || (sheetIndex == sheet && number <= row)) {
      throw new IllegalStateException(
          "Cannot read submission " + submission + ": its rows are not in order at row " + number);
    }
    sheet = sheetIndex;
    row = number;
    return begins;
  }

  /** The submissions seen so far. */
  Set<String> submissions() {
    return begun;
  }
}
