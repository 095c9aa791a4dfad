package org.sitrep.report;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * One figure for each of a run of days.
 *
 * @param from first day
 * @param figures one for every day from then on, without gaps; days nobody knows are {@link
 *     Figure#NONE}
 */
public record Series(LocalDate from, List<Figure> figures) {
  public Series {
    figures = List.copyOf(figures);
  }

  public int size() {
    return figures.size();
  }

  public LocalDate day(int index) {
    return from.plusDays(index);
  }

  public Figure get(int index) {
    return figures.get(index);
  }

  /** The figure of {@code day}; {@link Figure#NONE} outside the run. */
  public Figure on(LocalDate day) {
    long index = day.toEpochDay() - from.toEpochDay();
    return index < 0 || index >= figures.size() ? Figure.NONE : figures.get((int) index);
  }

  /** Whether at least one day is known. */
  public boolean known() {
    return figures.stream().anyMatch(Figure::known);
  }

  /** The largest known value; 0 when none is. */
  public double max() {
    return figures.stream().filter(Figure::known).mapToDouble(f -> f.or(0)).max().orElse(0);
  }

  /** The last {@code days} days, fewer when the run is shorter. */
  public Series last(int days) {
    int skip = Math.max(0, figures.size() - days);
    return new Series(from.plusDays(skip), figures.subList(skip, figures.size()));
  }

  /** The first day whose value is known. */
  public Optional<LocalDate> firstKnown() {
    for (int i = 0; i < figures.size(); i++) {
      if (figures.get(i).known()) {
        return Optional.of(day(i));
      }
    }
    return Optional.empty();
  }
}
