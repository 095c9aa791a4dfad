package org.sitrep.normalise;

import java.io.Serializable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What normalise knows about a file beside its cells.
 *
 * @param file name as received
 * @param sender region code of the folder; null when it lay outside one
 * @param workbook false for text files, whose dates are text by nature
 */
record Submission(
    String id, String file, @Nullable String sender, Instant receivedAt, boolean workbook)
    implements Serializable {}
