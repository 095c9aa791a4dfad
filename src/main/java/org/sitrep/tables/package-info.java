/** The contracts between stages: table names, columns, schema, key and grain. */
@NullMarked
package org.sitrep.tables;

import org.jspecify.annotations.NullMarked;
