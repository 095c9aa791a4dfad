package org.sitrep.aggregate;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.sitrep.domain.Measure;
import org.sitrep.tables.Observations;

/**
 * One count that counts tonight: of the latest submission for its form, region and date.
 *
 * @param cut the way its form breaks the measure down in which this count is a part
 * @param derived true when the form does not ask for it, but for what it follows from
 */
record Fact(Key key, double value, Cut cut, boolean derived) {

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
      @Nullable String district) {

    /** The same count on another day. */
    Key on(LocalDate day) {
      return of(day, measure);
    }

    /** The same count of another measure. */
    Key of(String other) {
      return of(date, other);
    }

    private Key of(LocalDate day, String what) {
      return new Key(form, region, day, what, stream, product, component, dose, group, district);
    }

    /** Value of a dimension that counts are told apart by; null when it has none. */
    @Nullable String dimension(String name) {
      return switch (name) {
        case Observations.PRODUCT -> product;
        case Observations.COMPONENT -> component;
        case Observations.DOSE -> dose;
        case Observations.PRIORITY_GROUP -> group;
        default -> null;
      };
    }
  }

  /** A count of the other kind that follows from this one. */
  Fact derive(double other) {
    String counterpart = new Measure(key.measure).counterpart().orElseThrow().name();
    return new Fact(key.of(counterpart), other, cut, true);
  }

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
