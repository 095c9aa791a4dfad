package org.sitrep.config;

import java.time.LocalDate;
import org.sitrep.domain.RegionCode;

/** A row of {@code population.csv}: people of a region on 1 January (or another day). */
public record Population(RegionCode region, LocalDate date, long people, Source source) {}
