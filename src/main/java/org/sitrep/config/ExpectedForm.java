package org.sitrep.config;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.Set;

/**
 * {@code calendar.yml}: which form every region owes, for which days, until when.
 *
 * @param form key of the form
 * @param weekdays report dates that have it, by day of the week
 * @param dueDaysAfter days after the date it describes
 * @param due local time on that day after which it is late
 * @param required true when a region without it makes the night provisional
 */
public record ExpectedForm(
    String form,
    Set<DayOfWeek> weekdays,
    int dueDaysAfter,
    LocalTime due,
    boolean required,
    Validity validity) {}
