package org.sitrep.aggregate;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.sitrep.tables.Observations;

/**
 * One of several ways in which a form tells the same counts: as a total, by dose, by priority
 * group. Counts of one cut add up; counts of two cuts tell the same things twice.
 *
 * @param dimensions by which the counts are told apart; none for the total
 */
record Cut(SortedSet<String> dimensions) implements Comparable<Cut> {
  /** The only cut of a form that tells each count once. */
  static final Cut WHOLE = new Cut(new TreeSet<>());

  /**
   * The total first, then those of fewest dimensions. Priority groups come last among equals:
   * people who belong to none are often left out.
   */
  private static final Comparator<Cut> COARSEST =
      Comparator.comparingInt((Cut cut) -> cut.dimensions.size())
          .thenComparing(cut -> cut.dimensions.contains(Observations.PRIORITY_GROUP))
          .thenComparing(cut -> String.join("+", cut.dimensions));

  static Cut by(Collection<String> dimensions) {
    return dimensions.isEmpty() ? WHOLE : new Cut(new TreeSet<>(dimensions));
  }

  @Override
  public int compareTo(Cut other) {
    return COARSEST.compare(this, other);
  }

  /**
   * Those of {@code facts} that a filter counts, from one cut: the coarsest that tells it apart.
   */
  static List<Fact> matching(Collection<Fact> facts, Filter filter) {
    List<Fact> all = facts.stream().filter(filter::matches).toList();
    Cut one = all.stream().map(Fact::cut).min(Comparator.naturalOrder()).orElse(WHOLE);
    return all.stream().allMatch(fact -> fact.cut().equals(one))
        ? all
        : all.stream().filter(fact -> fact.cut().equals(one)).toList();
  }
}
