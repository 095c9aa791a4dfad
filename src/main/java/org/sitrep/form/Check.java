package org.sitrep.form;

import org.jspecify.annotations.Nullable;

/**
 * What a cell takes, and what it says when it is chosen or filled in wrongly.
 *
 * @param least smallest value as a formula; null when there is none
 * @param most greatest value as a formula; null when there is none
 * @param list the drop-down; null when it has none
 * @param stops false when something else may be kept after a warning
 * @param prompt shown when the cell is chosen; null when there is nothing to say
 * @param error shown when the value does not fit; null when anything fits
 */
record Check(
    Kind kind,
    @Nullable String least,
    @Nullable String most,
    @Nullable DropDown list,
    boolean stops,
    @Nullable String prompt,
    @Nullable String error) {

  /** What a value has to be. */
  enum Kind {
    ANY,
    WHOLE,
    DECIMAL,
    DATE,
    LENGTH,
    LIST
  }

  /** Takes anything and says nothing. */
  static final Check NONE = new Check(Kind.ANY, null, null, null, false, null, null);
}
