package org.sitrep.config;

import java.io.Serializable;
import java.util.List;
import java.util.Map;

/**
 * {@code words.yml} and {@code lookalikes.csv}: words that any sheet may hold.
 *
 * @param totals first words of a totals row
 * @param ofWhich first words of sub-total lines
 * @param zero cell texts that mean zero
 * @param nothing cell texts that mean no value
 * @param signatures first words of lines below the table
 * @param lookalikes letter to the letter it is folded to before words are compared
 * @param months month names to number, every language and case
 */
public record Words(
    List<String> totals,
    List<String> ofWhich,
    List<String> zero,
    List<String> nothing,
    List<String> signatures,
    Map<String, String> lookalikes,
    Map<String, Integer> months)
    implements Serializable {}
