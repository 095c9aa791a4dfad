package org.sitrep.normalise;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.sitrep.domain.FindingCode;

/**
 * Reads one submission, fed row by row in reading order. Holds the top rows of a sheet until its
 * header is found, and nothing of the rest.
 */
final class SubmissionParser {
  private final Knowledge knowledge;
  private final Submission submission;
  private final Consumer<Parsed> out;
  private final Map<String, String> seen = new HashMap<>();
  private @Nullable SheetParser sheet;
  private int sheetIndex = -1;
  private boolean told;

  SubmissionParser(Knowledge knowledge, Submission submission, Consumer<Parsed> out) {
    this.knowledge = knowledge;
    this.submission = submission;
    this.out = out;
  }

  /** Takes the next row; hidden sheets are passed over. */
  void row(int index, String name, boolean hidden, SheetRow row) {
    if (hidden || row.isBlank()) {
      return;
    }
    if (sheet == null || index != sheetIndex) {
      endSheet();
      sheet = new SheetParser(knowledge, submission, name, seen, out);
      sheetIndex = index;
    }
    sheet.row(row);
  }

  /** Takes the end of the file; a file without any form is told as such. */
  void end() {
    endSheet();
    if (!told) {
      out.accept(
          new Parsed.SheetEnd(
              null,
              null,
              null,
              null,
              0,
              submission.sender(),
              null,
              List.of(
                  Problem.of(
                      FindingCode.FORM_UNKNOWN,
                      0,
                      0,
                      null,
                      Map.of("expected", String.join("; ", knowledge.formTitles()))))));
    }
  }

  private void endSheet() {
    if (sheet != null) {
      told |= sheet.end();
      sheet = null;
    }
  }
}
