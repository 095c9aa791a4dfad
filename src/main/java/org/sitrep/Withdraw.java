package org.sitrep;

import static org.apache.spark.sql.functions.col;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import org.sitrep.config.Nearest;
import org.sitrep.domain.NightEntry;
import org.sitrep.store.Store;
import org.sitrep.tables.Coverage;
import org.sitrep.tables.Submissions;

/**
 * {@code sitrep withdraw}: a submission is taken back with nothing in its place. One row in the
 * ledger says so; what the submission told stays, published reports stay, and the next night says
 * what moved.
 */
final class Withdraw {
  private final SparkSession spark;
  private final Store store;
  private final Instant now;
  private final Progress progress;
  private final List<NightEntry> nights;
  private final WithdrawalLedger ledger;

  Withdraw(SparkSession spark, Store store, Instant now, Progress progress) {
    this.spark = spark;
    this.store = store;
    this.now = now;
    this.progress = progress;
    this.nights = store.nights();
    this.ledger = new WithdrawalLedger(store);
  }

  /** Nobody sent what was asked for, or several did. */
  static final class Unknown extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unknown(String message) {
      super(message);
    }
  }

  /** What a person sees of a submission. */
  private record Sent(
      String id,
      String path,
      @Nullable String member,
      String file,
      @Nullable String sender,
      Instant receivedAt,
      String outcome,
      @Nullable String duplicateOf) {

    String place() {
      return member == null ? path : path + "!" + member;
    }

    String title() {
      return id + " (" + place() + ", received " + receivedAt + ")";
    }
  }

  /**
   * Takes one submission back.
   *
   * @param wanted its id, the beginning of it, its file name or its path below the inbox
   * @throws Unknown when it names none, several, or one that no figure rests on
   */
  void take(String wanted, String reason, String by) {
    Sent sent = find(wanted);
    WithdrawalLedger.Withdrawn before = ledger.of(sent.id()).orElse(null);
    if (before != null) {
      progress.say(
          sent.title()
              + " was withdrawn before by "
              + before.by()
              + " on "
              + before.at()
              + ": "
              + before.reason()
              + "; nothing is changed");
      return;
    }
    List<String> covered = covered(sent);
    if (covered.isEmpty()) {
      throw new Unknown(
          sent.title()
              + " speaks for no figure"
              + (sent.duplicateOf() == null
                  ? ": it was " + sent.outcome()
                  : ": it repeats " + sent.duplicateOf() + "; withdraw that one"));
    }
    WithdrawalLedger.Withdrawn row =
        new WithdrawalLedger.Withdrawn(sent.id(), afterAll(), reason, by);
    ledger.add(spark, row);
    progress.say("Withdrawn " + sent.title() + ": " + reason);
    progress.say("It spoke for " + String.join(", ", covered));
    progress.say(
        "From "
            + row.at()
            + " on it does not count; what came before it for the same form, region and date does"
            + " again. Published reports stay as they are; the next night says what moved.");
  }

  /** Form, region and dates of everything it told. */
  private List<String> covered(Sent sent) {
    Map<String, TreeSet<String>> dates = new LinkedHashMap<>();
    everywhere(Coverage.TABLE)
        .where(col(Coverage.SUBMISSION_ID).equalTo(sent.id()))
        .select(Coverage.FORM, Coverage.REGION, Coverage.DATE)
        .sort(Coverage.FORM, Coverage.REGION)
        .collectAsList()
        .forEach(
            row ->
                dates
                    .computeIfAbsent(
                        row.getString(0) + " of " + row.getString(1), k -> new TreeSet<>())
                    .add(row.get(2).toString()));
    List<String> out = new ArrayList<>();
    dates.forEach(
        (what, days) ->
            out.add(
                what + " for " + days.first() + (days.size() == 1 ? "" : " to " + days.last())));
    return out;
  }

  private Sent find(String wanted) {
    List<Sent> all = new ArrayList<>();
    everywhere(Submissions.TABLE)
        .select(
            Submissions.SUBMISSION_ID,
            Submissions.PATH,
            Submissions.MEMBER,
            Submissions.FILE,
            Submissions.SENDER,
            Submissions.RECEIVED_AT,
            Submissions.OUTCOME,
            Submissions.DUPLICATE_OF)
        .distinct()
        .sort(Submissions.RECEIVED_AT, Submissions.SUBMISSION_ID)
        .collectAsList()
        .forEach(
            row ->
                all.add(
                    new Sent(
                        row.getString(0),
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getInstant(5),
                        row.getString(6),
                        row.getString(7))));
    List<Predicate<Sent>> ways =
        List.of(
            s -> s.id().equals(wanted),
            s -> s.place().equals(wanted),
            s -> s.path().equals(wanted),
            s -> s.file().equals(wanted),
            s -> wanted.length() >= 4 && s.id().startsWith(wanted));
    for (Predicate<Sent> way : ways) {
      List<Sent> found = all.stream().filter(way).toList();
      if (found.size() == 1) {
        return found.get(0);
      }
      if (!found.isEmpty()) {
        throw new Unknown(
            wanted
                + " names "
                + found.size()
                + " submissions; say which by its id: "
                + String.join(", ", found.stream().map(Sent::title).toList()));
      }
    }
    throw new Unknown(
        "there is no submission " + wanted + nearest(wanted, all) + "; sitrep export lists them");
  }

  private static String nearest(String wanted, Collection<Sent> all) {
    TreeSet<String> known = new TreeSet<>();
    all.forEach(s -> known.addAll(List.of(s.id(), s.file(), s.place())));
    String nearest = Nearest.of(wanted, known);
    return nearest == null ? "" : "; did you mean " + nearest + "?";
  }

  /** Rows of the published line and of held nights, which it does not know. */
  private Dataset<Row> everywhere(String table) {
    Dataset<Row> out = store.published(table);
    for (NightEntry night : nights) {
      if (!night.visible()) {
        out = out.unionByName(store.asOf(night, table));
      }
    }
    return out;
  }

  /** Now, but after every night there is: what they knew does not change. */
  private Instant afterAll() {
    return nights.stream()
        .map(n -> n.publishedAt().plusMillis(1))
        .filter(now::isBefore)
        .max(Instant::compareTo)
        .orElse(now);
  }
}
