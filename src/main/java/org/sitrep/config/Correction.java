package org.sitrep.config;

import java.io.Serializable;
import java.time.LocalDate;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code corrections/*.yml}: a value that the office decided to count in place of the one a file
 * says. The file stays as it is; the correction is made every time it is read.
 *
 * @param form key of the form
 * @param region region code
 * @param keys value of every further dimension that names the row, such as product to SPUTNIK_V_RU
 * @param column key of the column
 * @param expect what the file says: a number, any other text of the cell, or {@link #EMPTY}
 * @param value what counts instead; null when nothing does
 * @param by who decided
 * @param on when it was decided
 * @param source file and line, for people
 */
public record Correction(
    String form,
    String region,
    LocalDate date,
    Map<String, String> keys,
    String column,
    String expect,
    @Nullable Double value,
    String reason,
    String by,
    LocalDate on,
    String source)
    implements Serializable {
  /** Expects a cell that holds nothing. */
  public static final String EMPTY = "empty";

  public Correction {
    keys = Map.copyOf(keys);
  }
}
