/** Stage 4: published indicators become the situation report. */
@NullMarked
package org.sitrep.report;

import org.jspecify.annotations.NullMarked;
