package org.sitrep.aggregate;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sitrep.domain.FigureName;
import org.sitrep.tables.Observations;

/** Which facts of a measure a figure counts; null counts all of that dimension together. */
record Filter(
    @Nullable String stream,
    @Nullable String product,
    @Nullable String component,
    @Nullable String dose,
    @Nullable String group) {
  static final Filter ALL = new Filter(null, null, null, null, null);

  static Filter stream(String stream) {
    return new Filter(stream, null, null, null, null);
  }

  static Filter dose(String dose) {
    return new Filter(null, null, null, dose, null);
  }

  static Filter product(String product) {
    return new Filter(null, product, null, null, null);
  }

  static Filter group(String group) {
    return new Filter(null, null, null, null, group);
  }

  Filter withProduct(String key) {
    return new Filter(stream, key, component, dose, group);
  }

  Filter withComponent(String key) {
    return new Filter(stream, product, key, dose, group);
  }

  Filter withGroup(String key) {
    return new Filter(stream, product, component, dose, key);
  }

  boolean matches(Fact fact) {
    return (stream == null || stream.equals(fact.stream()))
        && (product == null || product.equals(fact.product()))
        && (component == null || component.equals(fact.component()))
        && (dose == null || dose.equals(fact.dose()))
        && (group == null || group.equals(fact.group()));
  }

  /** Every region owes it, not only those that use a product or serve a group. */
  boolean general() {
    return product == null && component == null && group == null;
  }

  /** As in the column {@code dimensions}: key=value, sorted by key, joined by ';'. */
  String dimensions() {
    Map<String, @Nullable String> given = new HashMap<>();
    given.put(Observations.STREAM, stream);
    given.put(Observations.PRODUCT, product);
    given.put(Observations.COMPONENT, component);
    given.put(Observations.DOSE, dose);
    given.put(Observations.PRIORITY_GROUP, group);
    return FigureName.joined(given);
  }
}
