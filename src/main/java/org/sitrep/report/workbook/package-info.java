/** Workbooks that go back to their senders: the door to POI of stage 4. Knows no language. */
@NullMarked
package org.sitrep.report.workbook;

import org.jspecify.annotations.NullMarked;
