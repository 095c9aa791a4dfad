package org.sitrep.report.pdf;

/** The two weights of the report's one typeface. */
public enum Face {
  REGULAR("Source Sans 3"),
  SEMIBOLD("Source Sans 3 SemiBold");

  private final String family;

  Face(String family) {
    this.family = family;
  }

  /** Name under which templates and drawings ask for it. */
  public String family() {
    return family;
  }
}
