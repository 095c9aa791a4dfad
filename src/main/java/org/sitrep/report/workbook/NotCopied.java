package org.sitrep.report.workbook;

/** A sender's workbook that cannot be copied, though it could be read. */
public final class NotCopied extends Exception {
  private static final long serialVersionUID = 1L;

  NotCopied(Throwable cause) {
    super(String.valueOf(cause.getMessage()), cause);
  }
}
