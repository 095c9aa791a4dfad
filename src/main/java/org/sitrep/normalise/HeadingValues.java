package org.sitrep.normalise;

import java.io.Serializable;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads headings that are themselves a value: a date, a region, a product, a group. */
final class HeadingValues implements Serializable {
  private static final long serialVersionUID = 1L;

  static final String DATE = "date";
  static final String REGION = "region";

  private final Registers registers;

  HeadingValues(Registers registers) {
    this.registers = registers;
  }

  /** Whether a heading reads as a value of a dimension. */
  boolean isValue(String dimension, Caption caption, Dates dates) {
    return switch (dimension) {
      case DATE ->
          caption.type() == 'd'
              ? Dates.ofCell(caption.text()) != null
              : caption.type() == 's' && dates.mention(caption.text()) != null;
      case REGION -> registers.knowsRegion(caption.text());
      default -> code(dimension, caption.text()) != null;
    };
  }

  /** The date a heading is; the year, when it has none, is that of the day nearest {@code near}. */
  static @Nullable LocalDate date(Caption caption, Dates dates, @Nullable LocalDate near) {
    if (caption.type() == 'd') {
      return Dates.ofCell(caption.text());
    }
    Dates.Mention mention = dates.mention(caption.text());
    return mention == null ? null : mention.date(near);
  }

  /** The code of a product or group; null when the register does not know it, or not for sure. */
  @Nullable String code(String dimension, String text) {
    Set<String> codes = lexicon(dimension).find(text).codes();
    return codes.size() == 1 ? codes.iterator().next() : null;
  }

  /** Names of a register like a text, the nearest first. */
  List<String> nearest(String dimension, String text) {
    return lexicon(dimension).nearest(text);
  }

  private Lexicon lexicon(String dimension) {
    return switch (dimension) {
      case REGION -> registers.regions();
      case "product" -> registers.products();
      default -> registers.groups();
    };
  }
}
