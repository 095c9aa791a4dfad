package org.sitrep.report.pdf;

import java.util.List;

/** A report would have lost text on its way to paper, so it was not written. */
public final class PrintRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final transient List<String> complaints;

  public PrintRefused(String document, List<String> complaints) {
    super("Cannot print " + document + ": " + String.join("; ", complaints));
    this.complaints = List.copyOf(complaints);
  }

  /** What would have been lost, in page order. */
  public List<String> complaints() {
    return complaints;
  }
}
