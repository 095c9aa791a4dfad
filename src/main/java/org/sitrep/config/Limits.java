package org.sitrep.config;

import java.io.Serializable;

/**
 * {@code limits.yml}: what a file from outside may at most hold.
 *
 * @param fileBytes size as received
 * @param inflatedBytes size of all parts of a workbook together
 * @param inflateRatio inflated over compressed size of one part
 * @param zipEntries parts of a container
 * @param cells cells of a file
 * @param textLength characters of one cell
 * @param sharedTextBytes memory for the texts that the cells of a workbook share
 */
public record Limits(
    long fileBytes,
    long inflatedBytes,
    int inflateRatio,
    int zipEntries,
    long cells,
    int textLength,
    long sharedTextBytes)
    implements Serializable {
  /** What {@link #sharedTextBytes} is unless the country says otherwise: 256 MB. */
  static final long SHARED_TEXT_BYTES = 1L << 28;

  /** With the usual memory for shared texts. */
  public Limits(
      long fileBytes,
      long inflatedBytes,
      int inflateRatio,
      int zipEntries,
      long cells,
      int textLength) {
    this(fileBytes, inflatedBytes, inflateRatio, zipEntries, cells, textLength, SHARED_TEXT_BYTES);
  }
}
