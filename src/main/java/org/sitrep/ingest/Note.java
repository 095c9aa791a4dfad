package org.sitrep.ingest;

import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sitrep.domain.FindingCode;

/**
 * A finding before it has its sentence.
 *
 * @param sheet null for the file as a whole
 * @param row from 1; 0 for the sheet or file as a whole
 * @param column from 1; 0 for the row as a whole
 * @param raw what stood there; null when nothing did
 * @param arguments named values of the sentence
 */
record Note(
    FindingCode code,
    @Nullable String sheet,
    int row,
    int column,
    @Nullable String raw,
    Map<String, String> arguments)
    implements Serializable {

  /** The same without persons in its arguments. */
  Note masked(PersonMask mask) {
    Map<String, String> out = new HashMap<>();
    arguments.forEach((name, value) -> out.put(name, mask.text(value)));
    return new Note(code, sheet, row, column, raw, out);
  }

  /** About the file as a whole. */
  static Note file(FindingCode code, Map<String, String> arguments) {
    return new Note(code, null, 0, 0, null, arguments);
  }

  /** About a sheet as a whole. */
  static Note sheet(FindingCode code, String sheet, Map<String, String> arguments) {
    return new Note(code, sheet, 0, 0, null, arguments);
  }
}
