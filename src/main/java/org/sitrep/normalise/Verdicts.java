package org.sitrep.normalise;

import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.functions;
import org.jspecify.annotations.Nullable;

/** Finds the verdict about a row, on any machine. */
final class Verdicts implements UDF2<String, Integer, Row> {
  private static final long serialVersionUID = 1L;

  /** A data row of tonight: its file and its number there. */
  record Line(String submission, int line) implements Serializable {}

  private final HashMap<Line, Row> rows = new HashMap<>();

  Verdicts(Map<Line, Verdict> verdicts) {
    verdicts.forEach((line, verdict) -> rows.put(line, verdict.row()));
  }

  /** The verdict as a column; null where there is none. */
  Column column() {
    if (rows.isEmpty()) {
      return functions.lit(null).cast(Verdict.TYPE);
    }
    return functions
        .udf(this, Verdict.TYPE)
        .apply(functions.col(ParsedRows.SUBMISSION), functions.col(ParsedRows.LINE));
  }

  @Override
  public @Nullable Row call(String submission, Integer line) {
    return rows.get(new Line(submission, line));
  }
}
