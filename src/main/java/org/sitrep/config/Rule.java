package org.sitrep.config;

import java.io.Serializable;
import java.util.List;
import org.sitrep.domain.Severity;

/**
 * {@code rules/*.yml}: what must hold between the columns of a row.
 *
 * @param code stable code, beside the codes of Sitrep itself
 * @param form key of the form it is about
 * @param columns columns painted when it fails; the first carries the finding
 * @param holds Spark SQL expression over the column keys; null (a missing value) counts as holding
 * @param message what is wrong and what to write, {@code {column}} stands for a value of the row
 */
public record Rule(
    String code, String form, Severity severity, List<String> columns, String holds, Text message)
    implements Serializable {}
