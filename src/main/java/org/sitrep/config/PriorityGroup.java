package org.sitrep.config;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code priority_groups.csv}.
 *
 * @param planned people planned; null when only the stage's size is known
 * @param stagePlanned people planned for all groups of the stage together; null when not known
 */
public record PriorityGroup(
    String key,
    String stage,
    LocalDate start,
    @Nullable LocalDate end,
    Text name,
    Text shortName,
    List<String> aliases,
    @Nullable Long planned,
    @Nullable Long stagePlanned,
    Source source) {}
