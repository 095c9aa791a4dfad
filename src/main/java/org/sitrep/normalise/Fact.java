package org.sitrep.normalise;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One accepted number.
 *
 * @param dimensions values of {@link ParsedRows#DIMENSIONS}, in that order; null where one does not
 *     apply
 */
record Fact(String measure, List<@Nullable String> dimensions, double value) {
  @Nullable String dimension(String name) {
    return dimensions.get(ParsedRows.DIMENSIONS.indexOf(name));
  }
}
