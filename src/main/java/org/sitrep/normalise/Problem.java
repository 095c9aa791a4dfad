package org.sitrep.normalise;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sitrep.domain.FindingCode;
import org.sitrep.domain.Scope;
import org.sitrep.domain.Severity;

/**
 * A finding before it has its file, region and sentence.
 *
 * @param row from 1; 0 = the sheet as a whole
 * @param column from 1; 0 = the row as a whole
 * @param raw what stood there; null when nothing did
 * @param arguments named values of the sentence
 */
record Problem(
    FindingCode code,
    Severity severity,
    Scope scope,
    int row,
    int column,
    @Nullable String raw,
    Map<String, String> arguments) {

  static Problem of(
      FindingCode code, int row, int column, @Nullable String raw, Map<String, String> arguments) {
    return new Problem(code, code.severity(), code.scope(), row, column, raw, arguments);
  }

  Problem with(Severity other) {
    return new Problem(code, other, scope, row, column, raw, arguments);
  }
}
