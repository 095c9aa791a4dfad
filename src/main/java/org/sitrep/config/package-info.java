/**
 * What the country decided: {@code conf/} read into records, every problem reported at once with
 * file and line.
 */
@NullMarked
package org.sitrep.config;

import org.jspecify.annotations.NullMarked;
