/**
 * Blank workbooks of the forms, for regions to fill in. What is written here, {@code ingest} and
 * {@code normalise} read.
 */
@NullMarked
package org.sitrep.form;

import org.jspecify.annotations.NullMarked;
