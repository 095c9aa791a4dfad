package org.sitrep.ingest;

import java.util.Map;
import org.sitrep.domain.FindingCode;

/** The file cannot be used as it is; carries the finding that says why and what to do. */
final class Refused extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final int REASON_LENGTH = 200;
  private final transient Note note;

  Refused(FindingCode code, Map<String, String> arguments) {
    super(code + " " + arguments);
    this.note = Note.file(code, arguments);
  }

  /** The file is broken; {@code reason} is a technical word for those who look closer. */
  static Refused damaged(String reason) {
    return new Refused(FindingCode.FILE_DAMAGED, Map.of("reason", shortened(reason)));
  }

  /** The file is built in a way no spreadsheet program does. */
  static Refused suspicious(String reason) {
    return new Refused(FindingCode.FILE_SUSPICIOUS, Map.of("reason", shortened(reason)));
  }

  /** A reason may quote what stands in the file. */
  private static String shortened(String reason) {
    return reason.length() <= REASON_LENGTH ? reason : reason.substring(0, REASON_LENGTH - 1) + "…";
  }

  Note note() {
    return note;
  }
}
