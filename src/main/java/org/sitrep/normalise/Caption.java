package org.sitrep.normalise;

import java.util.List;

/**
 * A cell of a header over one column.
 *
 * @param text as it stands there
 * @param folded for comparison
 * @param type of the cell: s text, d date, n number …
 */
record Caption(String text, String folded, char type) {

  /**
   * What stands over one column, from the top caption to its own heading.
   *
   * @param row row number of the lowest
   */
  record Stack(List<Caption> captions, int row) {
    String text() {
      StringBuilder out = new StringBuilder();
      for (Caption caption : captions) {
        out.append(out.isEmpty() ? "" : " / ").append(caption.text());
      }
      return out.toString();
    }
  }
}
