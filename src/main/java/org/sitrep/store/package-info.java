/** Tables on disk, the audit branch of a night, the ledger. */
@NullMarked
package org.sitrep.store;

import org.jspecify.annotations.NullMarked;
