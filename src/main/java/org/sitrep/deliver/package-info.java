/** Stage 5: reports and returned workbooks become mail, once. */
@NullMarked
package org.sitrep.deliver;

import org.jspecify.annotations.NullMarked;
