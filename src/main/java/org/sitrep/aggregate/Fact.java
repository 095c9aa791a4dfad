package org.sitrep.aggregate;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sitrep.domain.FigureName;
import org.sitrep.domain.Measure;
import org.sitrep.tables.Observations;

/**
 * One count that counts tonight: of the latest submission for its form, region and date.
 *
 * @param cut the way its form breaks the measure down in which this count is a part
 * @param from the counts it follows from, when the form asks for these and not for it: the running
 *     totals of the day and of the day before, or the counts of all days; none when it was told
 */
record Fact(Key key, double value, Cut cut, List<Fact> from) {

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

    /** As figures are called. */
    FigureName name() {
      String in = new Filter(stream, product, component, dose, group).dimensions();
      String place = district == null ? "" : ";" + Observations.DISTRICT + "=" + district;
      return FigureName.of(measure + "{" + in + place + "}");
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

  /** A count of the other kind that follows from this one and others of its form. */
  Fact derive(double other, List<Fact> others) {
    String counterpart = new Measure(key.measure).counterpart().orElseThrow().name();
    return new Fact(key.of(counterpart), other, cut, others);
  }

  /** Whether it was not told, but follows from what was. */
  boolean derived() {
    return !from.isEmpty();
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
