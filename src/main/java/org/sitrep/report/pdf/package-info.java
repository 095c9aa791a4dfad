/**
 * Turns a filled template into an archivable, accessible PDF. The only place that knows
 * JasperReports and OpenPDF; knows nothing of the report's content.
 */
@NullMarked
package org.sitrep.report.pdf;

import org.jspecify.annotations.NullMarked;
