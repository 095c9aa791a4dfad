/** The command line and the night: the only place where stages meet. */
@NullMarked
package org.sitrep;

import org.jspecify.annotations.NullMarked;
