package org.sitrep.ingest;

import org.jspecify.annotations.Nullable;

/**
 * A receipt and what became of it.
 *
 * @param outcome a value of column {@code outcome}
 * @param duplicateOf submission with the same content; null unless the outcome is duplicate
 */
record Told(Receipt receipt, String outcome, @Nullable String duplicateOf, Outcome read) {}
