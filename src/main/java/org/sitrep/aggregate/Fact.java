package org.sitrep.aggregate;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** One reported count that counts tonight: of the latest submission for its form, region, date. */
record Fact(Key key, double value) {

  /**
   * What tells one count from another.
   *
   * @param district null for the region as a whole
   */
  record Key(
      String form,
      String region,
      LocalDate date,
      String measure,
      @Nullable String stream,
      @Nullable String product,
      @Nullable String component,
      @Nullable String dose,
      @Nullable String group,
      @Nullable String district) {}

  /** What tells the figures of one measure of a region apart on a form, the same every day. */
  record Leaf(
      @Nullable String product,
      @Nullable String component,
      @Nullable String dose,
      @Nullable String group,
      @Nullable String district) {}

  Leaf leaf() {
    return new Leaf(key.product, key.component, key.dose, key.group, key.district);
  }

  String form() {
    return key.form;
  }

  String region() {
    return key.region;
  }

  LocalDate date() {
    return key.date;
  }

  String measure() {
    return key.measure;
  }

  @Nullable String stream() {
    return key.stream;
  }

  @Nullable String product() {
    return key.product;
  }

  @Nullable String component() {
    return key.component;
  }

  @Nullable String dose() {
    return key.dose;
  }

  @Nullable String group() {
    return key.group;
  }

  @Nullable String district() {
    return key.district;
  }
}
