package org.sitrep.ingest;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What a file name says when one asks whether two files are meant to be the same.
 *
 * @param stem in lower case, without ending and without the " (1)" a program adds to a copy
 * @param digits the groups of digits in {@code stem}, a space between
 */
record FileName(String stem, String digits) {
  private static final Pattern ENDING = Pattern.compile("(?<=.)\\.[^.]*$");
  private static final Pattern COPY = Pattern.compile("\\s*\\(\\p{Nd}{1,3}\\)$");
  private static final Pattern NO_DIGITS = Pattern.compile("\\P{Nd}+");

  static FileName of(String name) {
    String plain = Normalizer.normalize(name, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
    String stem = COPY.matcher(ENDING.matcher(plain).replaceFirst("").strip()).replaceFirst("");
    return new FileName(stem, NO_DIGITS.matcher(stem).replaceAll(" ").strip());
  }

  /** Whether one is the other with something added, as "cases" and "cases - copy". */
  boolean resembles(FileName other) {
    return stem.contains(other.stem) || other.stem.contains(stem);
  }

  /**
   * Whether the two can not name different days. Neither has a digit, or they have the same ones
   * and resemble each other: a month may be written as a word.
   */
  boolean saysNoOtherDateThan(FileName other) {
    return digits.equals(other.digits) && (digits.isEmpty() || resembles(other));
  }
}
