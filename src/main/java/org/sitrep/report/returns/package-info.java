/** What goes back to whom: a workbook for every file with findings, and the letter about it. */
@NullMarked
package org.sitrep.report.returns;

import org.jspecify.annotations.NullMarked;
