package org.sitrep.config;

import java.time.LocalDate;

/**
 * A row of {@code holidays.csv}.
 *
 * @param working true for a weekend day that was made a working day
 */
public record Holiday(LocalDate date, boolean working, Text name, Source source) {}
