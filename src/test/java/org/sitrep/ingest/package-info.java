/** Tests of stage 1. */
@NullMarked
package org.sitrep.ingest;

import org.jspecify.annotations.NullMarked;
