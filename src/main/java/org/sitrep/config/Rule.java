package org.sitrep.config;

import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sitrep.domain.FindingCode;
import org.sitrep.domain.Severity;

/**
 * {@code rules/*.yml}: what must hold in what a region reports.
 *
 * @param code stable code, beside the codes of Sitrep itself
 * @param form key of the form it is about
 * @param over how far it looks
 * @param per keys of the form that name a group of rows it judges together, beside region and date;
 *     empty for all rows of a region and date; null when it judges every row by itself
 * @param each whether it is about every one of its columns by itself, as {@code value}
 * @param columns columns painted when it fails; the first carries the finding
 * @param holds Spark SQL expression, see {@link Expression}; null (a missing value) counts as
 *     holding
 * @param message what is wrong and what to write, {@code {column}} stands for a value of the row,
 *     {@code {previous.column}} for one beside it
 * @param usual what it takes for usual; null when it does not ask
 * @param insteadOf findings about the night that are not told of the column it is about (of every
 *     column with {@code each}), because this rule tells them to the sender
 */
public record Rule(
    String code,
    String form,
    Over over,
    @Nullable List<String> per,
    boolean each,
    Severity severity,
    List<String> columns,
    String holds,
    Text message,
    @Nullable Usual usual,
    List<FindingCode> insteadOf)
    implements Serializable {

  /** How far a rule looks. */
  public enum Over {
    /** One cell, for each of its columns. */
    CELL,
    /** The columns of one row. */
    ROW,
    /** The rows of one form, region and date in one submission. */
    SUBMISSION,
    /** The same key on the latest earlier date that was accepted, and what is usual for it. */
    PREVIOUS,
    /** What the previous state tells, and other forms of the same region. */
    FORMS
  }

  /**
   * Which earlier days tell what is usual.
   *
   * @param weeks how far back they lie
   * @param sameWeekday whether only days of the same weekday count
   * @param atLeast fewer of them tell nothing
   */
  public record Usual(int weeks, boolean sameWeekday, int atLeast) implements Serializable {}

  /** Whether it can be decided from a row alone. */
  public boolean withinRow() {
    return over == Over.CELL || over == Over.ROW;
  }
}
