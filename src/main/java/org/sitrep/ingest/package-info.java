/** Stage 1: files in the inbox become submissions and raw rows with their address. */
@NullMarked
package org.sitrep.ingest;

import org.jspecify.annotations.NullMarked;
