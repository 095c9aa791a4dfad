/** The sample country's submissions, for the demo and for tests. */
@NullMarked
package org.sitrep.sample;

import org.jspecify.annotations.NullMarked;
