package org.sitrep.config;

import java.util.List;
import org.sitrep.domain.RegionCode;

/**
 * A spelling that may mean more than one region: held with its candidates named, never guessed.
 *
 * @param candidates at least one region it may mean
 */
public record AmbiguousAlias(
    String alias, List<RegionCode> candidates, String comment, Source source) {}
