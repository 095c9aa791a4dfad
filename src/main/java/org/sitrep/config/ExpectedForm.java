package org.sitrep.config;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.Set;

/**
 * {@code calendar.yml}: which form is owed for every region, for which days, until when.
 *
 * @param form key of the form
 * @param weekdays report dates that have it, by day of the week
 * @param dueDaysAfter days after the date it describes
 * @param due local time on that day after which it is late
 * @param onDaysOff whether it is owed on days off of {@code holidays.csv} too; when it is not, it
 *     is owed on days off that were made working days, whatever their weekday
 * @param required true when a region without it makes the night provisional
 * @param fromCentre whether one file of the centre speaks for the regions; else each region sends
 *     its own
 */
public record ExpectedForm(
    String form,
    Set<DayOfWeek> weekdays,
    int dueDaysAfter,
    LocalTime due,
    boolean onDaysOff,
    boolean required,
    boolean fromCentre,
    Validity validity) {}
