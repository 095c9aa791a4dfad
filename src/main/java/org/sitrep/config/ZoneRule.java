package org.sitrep.config;

import org.jspecify.annotations.Nullable;

/**
 * A row of {@code zones.csv}: the conditions of one colour in one version of the risk matrix. Null
 * conditions do not apply.
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
    Source source) {}
