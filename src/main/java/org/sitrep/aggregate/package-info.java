/** Stage 3: accepted facts as known tonight become indicators, revisions and completeness. */
@NullMarked
package org.sitrep.aggregate;

import org.jspecify.annotations.NullMarked;
