package org.sitrep.ingest;

import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What reading a file came to.
 *
 * @param container xlsx, xls, csv or zip; null when refused before the type was known
 * @param encoding character set of text files, null for workbooks
 * @param refused nothing of the file counts; one of the notes says why
 * @param rows rows that were not empty
 * @param cells cells that were not empty
 */
record Outcome(
    @Nullable String container,
    @Nullable String encoding,
    boolean refused,
    List<Note> notes,
    long rows,
    long cells)
    implements Serializable {}
