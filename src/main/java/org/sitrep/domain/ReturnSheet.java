package org.sitrep.domain;

/**
 * The sheets Sitrep adds to a workbook it sends back. A sender may send the workbook again as it
 * is, so sheets under such a name are never read.
 */
public final class ReturnSheet {
  /**
   * First letter of their names, followed by a blank. No language, so that a workbook returned in
   * one language is known in every other; nobody types it.
   */
  public static final String MARK = "\u2691";

  private ReturnSheet() {}

  /** The name of a sheet of ours, {@code words} in the reader's language. */
  public static String name(String words) {
    return MARK + " " + words;
  }

  /** Whether a sheet of this name is one of ours, not of the sender. */
  public static boolean isOurs(String name) {
    return name.strip().startsWith(MARK);
  }
}
