package org.sitrep.config;

/**
 * Where a fact was read.
 *
 * @param text citation as it stands in the register
 * @param weak true when the fact is the profile author's own knowledge, not yet confirmed
 */
public record Source(String text, boolean weak) {}
