/** Stage 2: raw rows become observations, or findings that name file, sheet, cell and cure. */
@NullMarked
package org.sitrep.normalise;

import org.jspecify.annotations.NullMarked;
