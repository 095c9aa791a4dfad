package org.sitrep.aggregate;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * One reported count that counts tonight: of the latest submission for its form, region and date.
 *
 * @param district null for the region as a whole
 */
record Fact(
    String form,
    String region,
    LocalDate date,
    String measure,
    @Nullable String stream,
    @Nullable String product,
    @Nullable String component,
    @Nullable String dose,
    @Nullable String group,
    @Nullable String district,
    double value) {

  /** The cell of the form it stands in, the same every day. */
  Leaf leaf() {
    return new Leaf(product, component, dose, group, district);
  }

  /** What tells the figures of one measure of a region apart on a form. */
  record Leaf(
      @Nullable String product,
      @Nullable String component,
      @Nullable String dose,
      @Nullable String group,
      @Nullable String district) {}
}
