package org.sitrep.sample;

/** Kinds of trouble the sample plants; where and when stands in {@code faults.csv}. */
public enum FaultKind {
  /** A number typed over the formula of the totals row. */
  TOTAL_MISTYPED,
  /** The file comes after it was due, or after the night that needed it. */
  LATE,
  /** Wrong figures first, right ones in a second file. */
  RESUBMITTED,
  /** Doses typed under the other component, right ones in a second file. */
  COMPONENTS_SWAPPED,
  /** The region under another of its spellings. */
  REGION_SPELT,
  /** Letters of another alphabet that look the same. */
  LOOKALIKE_LETTER,
  /** A date typed as text where the others are dates. */
  DATE_AS_TEXT,
  /** Nothing where a number belongs. */
  CELL_EMPTY,
  /** A workbook that asks for a password, then one that does not. */
  PASSWORD,
  /** A web page under the name of a workbook, then a workbook. */
  HTML_AS_XLS,
  /** Text saved in a character set that lacks its letters, then in one that has them. */
  LETTERS_LOST,
  /** The count of the day is not the difference of the running totals. */
  NEW_DISAGREES,
  /** The same file twice under two names. */
  SENT_TWICE,
  /** A text file under the name of a workbook. */
  MISNAMED
}
