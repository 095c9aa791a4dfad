/** Words every part of Sitrep shares. Imports nothing of ours. */
@NullMarked
package org.sitrep.domain;

import org.jspecify.annotations.NullMarked;
