package org.sitrep.config;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.sitrep.domain.RegionCode;

/**
 * A row of {@code targets.csv}: a figure somebody promised, planned or used as denominator.
 *
 * @param kind target, supply-plan, denominator, delivery or stock
 * @param metric what is counted: people_vaccinated, people_complete, people_boosted,
 *     doses_supplied, eligible_population, ...
 * @param region null for the nation
 * @param to last day; null = open
 * @param product product key or family; null = any
 */
public record Target(
    String key,
    String kind,
    String metric,
    @Nullable RegionCode region,
    LocalDate from,
    @Nullable LocalDate to,
    double value,
    String unit,
    @Nullable String product,
    @Nullable LocalDate announcedOn,
    String announcedBy,
    Text name,
    Source source) {}
