package org.sitrep.ingest;

import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a file, sheet after sheet in the order of the workbook, rows in ascending order. All
 * containers look the same from here on.
 */
interface Cells extends Closeable {
  /**
   * The next row that is not empty; null after the last.
   *
   * @throws Refused when the file turns out to be one that cannot be used
   * @throws IOException when the file itself cannot be read from disk, or is damaged
   */
  @Nullable SheetRow next() throws IOException;
}
