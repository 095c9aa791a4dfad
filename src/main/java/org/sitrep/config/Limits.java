package org.sitrep.config;

import java.io.Serializable;

/**
 * {@code limits.yml}: what a file from outside may at most hold.
 *
 * @param fileBytes size as received
 * @param inflatedBytes size of all parts of a workbook together
 * @param inflateRatio inflated over compressed size of one part
 * @param zipEntries parts of a container
 * @param cells cells of a file
 * @param textLength characters of one cell
 */
public record Limits(
    long fileBytes,
    long inflatedBytes,
    int inflateRatio,
    int zipEntries,
    long cells,
    int textLength)
    implements Serializable {}
