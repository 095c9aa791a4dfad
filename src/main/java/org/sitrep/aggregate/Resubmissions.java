package org.sitrep.aggregate;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What the files of a night say anew: which only repeat another, which leave rows out. */
final class Resubmissions {
  private final String nightId;
  private final Map<String, List<Repeat>> same = new LinkedHashMap<>();
  private final Set<String> different = new HashSet<>();
  private final Map<List<String>, List<Shorter>> shorter = new LinkedHashMap<>();

  Resubmissions(String nightId) {
    this.nightId = nightId;
  }

  /** A receipt that says what another said. */
  private record Repeat(Receipt now, Receipt before) {}

  /**
   * A file that says nothing new.
   *
   * @param form null when it holds several
   * @param region null when it speaks of several
   * @param date the last one it speaks of
   * @param before a receipt of the file that said the same
   */
  record Repeated(
      String submission,
      @Nullable String form,
      @Nullable String region,
      LocalDate date,
      Receipt before) {}

  /**
   * A file with fewer accepted rows of a form and region than the one it takes the place of.
   *
   * @param now receipt of the last date
   * @param before the file that had more
   * @param from first date with fewer rows; others lie between it and that of {@code now}
   * @param rowsNow rows on these dates
   * @param rowsBefore rows that the other file had on them
   */
  record Shorter(Receipt now, Receipt before, LocalDate from, long rowsNow, long rowsBefore) {}

  /**
   * Takes all that came for a form, region and date.
   *
   * @param told the oldest first; the last one counts
   */
  void take(List<Receipt> told) {
    Receipt counts = told.get(told.size() - 1);
    boolean outdated = !counts.nightId().equals(nightId);
    Receipt before = null;
    for (Receipt now : told) {
      if (now.nightId().equals(nightId)) {
        compare(now, outdated ? counts : before);
      }
      before = now;
    }
    if (!outdated) {
      count(told, counts);
    }
  }

  /** Takes what files of the night say of days that nothing is known of yet. */
  void takeNews(List<Receipt> told) {
    told.forEach(receipt -> compare(receipt, null));
  }

  private void compare(Receipt now, @Nullable Receipt before) {
    if (before != null && now.repeats(before)) {
      same.computeIfAbsent(now.submission(), s -> new ArrayList<>()).add(new Repeat(now, before));
    } else {
      different.add(now.submission());
    }
  }

  private void count(List<Receipt> told, Receipt counts) {
    Receipt most = counts;
    for (int i = told.size() - 2; i >= 0; i--) {
      Receipt before = told.get(i);
      most = before.rows() > most.rows() ? before : most;
      if (!before.nightId().equals(nightId)) {
        break;
      }
    }
    if (most != counts) {
      shorter
          .computeIfAbsent(
              List.of(counts.submission(), most.submission(), counts.form(), counts.region()),
              key -> new ArrayList<>())
          .add(new Shorter(counts, most, counts.date(), counts.rows(), most.rows()));
    }
  }

  /** Files that say what one other file said, and nothing else. */
  List<Repeated> repeated() {
    List<Repeated> out = new ArrayList<>();
    same.forEach(
        (submission, repeats) -> {
          Repeat last =
              repeats.stream()
                  .reduce((a, b) -> b.now().date().isBefore(a.now().date()) ? a : b)
                  .orElseThrow();
          if (!different.contains(submission)
              && only(repeats, repeat -> repeat.before().submission()) != null) {
            out.add(
                new Repeated(
                    submission,
                    only(repeats, repeat -> repeat.now().form()),
                    only(repeats, repeat -> repeat.now().region()),
                    last.now().date(),
                    last.before()));
          }
        });
    return out;
  }

  private static @Nullable String only(List<Repeat> repeats, Function<Repeat, String> part) {
    Set<String> parts = new TreeSet<>();
    repeats.forEach(repeat -> parts.add(part.apply(repeat)));
    return parts.size() == 1 ? parts.iterator().next() : null;
  }

  /** Files with fewer rows than those they take the place of, a form and region each. */
  List<Shorter> shorter() {
    return shorter.values().stream()
        .map(
            days ->
                days.stream()
                    .reduce(
                        (a, b) ->
                            new Shorter(
                                a.now().date().isAfter(b.now().date()) ? a.now() : b.now(),
                                a.before(),
                                a.from().isBefore(b.from()) ? a.from() : b.from(),
                                a.rowsNow() + b.rowsNow(),
                                a.rowsBefore() + b.rowsBefore()))
                    .orElseThrow())
        .toList();
  }
}
