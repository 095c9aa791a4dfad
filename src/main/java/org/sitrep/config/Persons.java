package org.sitrep.config;

import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code persons.yml}: what the country decided about data on single persons. A country without the
 * file receives no line lists.
 *
 * @param oldest ages above are impossible
 * @param ageGroups in order, without gaps
 * @param sameCaseDays a case of the same person within so many days is the same case
 */
public record Persons(Identifier identifier, int oldest, List<AgeGroup> ageGroups, int sameCaseDays)
    implements Serializable {

  /** Key of the group an age belongs to; null when it belongs to none. */
  public @Nullable String ageGroup(int age) {
    for (AgeGroup group : ageGroups) {
      if (group.includes(age)) {
        return group.key();
      }
    }
    return null;
  }
}
