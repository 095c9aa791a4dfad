package org.sitrep.aggregate;

import java.time.Instant;
import java.time.LocalDate;

/**
 * The first time a region sent a form for a date. A later correction does not make it late.
 *
 * @param nightId night that learnt it
 */
record Receipt(
    String form,
    String region,
    LocalDate date,
    Instant receivedAt,
    String submission,
    String nightId) {}
