package org.sitrep.config;

import org.jspecify.annotations.Nullable;

/**
 * A row of {@code zones.csv}: the conditions of one colour in one version of the risk matrix. Null
 * conditions do not apply.
 *
 * @param evaluable false when a threshold is not known: the zone is then not told rather than
 *     guessed
 */
public record ZoneRule(
    String version,
    Validity validity,
    String matrix,
    String zone,
    Text name,
    @Nullable Double incidenceFrom,
    @Nullable Double incidenceBelow,
    @Nullable Double reproductionFrom,
    @Nullable Double reproductionBelow,
    @Nullable Double occupancyAbove,
    @Nullable Double hospitalisedAbove,
    boolean evaluable,
    Source source) {}
