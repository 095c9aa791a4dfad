package org.sitrep.aggregate;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A form that a region owes for the report date (weekly: for the latest due).
 *
 * @param receipt the first that counts as sent; a later correction does not make it late; null when
 *     it did not come
 * @param told whether anybody spoke for the region, such as a file of the centre: its figures are
 *     known, whoever owes the form
 */
public record Owed(
    String form,
    String region,
    LocalDate date,
    Instant due,
    @Nullable Receipt receipt,
    boolean told) {}
