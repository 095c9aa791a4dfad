package org.sitrep.ingest;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.unix_micros;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import org.sitrep.tables.Submissions;

/** What was received before: by earlier nights, and tonight so far. */
final class Known {
  /** A submission that was read. */
  record Earlier(String submissionId, String sha256, FileName name, Instant receivedAt) {}

  private final Set<String> files = new HashSet<>();
  private final Map<String, List<Earlier>> bySender = new HashMap<>();

  /**
   * Reads what is needed of table {@code submission}.
   *
   * @param earlier rows of earlier nights
   */
  static Known of(Dataset<Row> earlier) {
    Known out = new Known();
    for (Row row :
        earlier
            .select(
                col(Submissions.PATH),
                col(Submissions.SIZE),
                unix_micros(col(Submissions.MODIFIED_AT)),
                col(Submissions.SHA256),
                col(Submissions.SENDER),
                col(Submissions.SUBMISSION_ID),
                unix_micros(col(Submissions.RECEIVED_AT)),
                col(Submissions.OUTCOME),
                col(Submissions.MEMBER),
                col(Submissions.FILE))
            .collectAsList()) {
      boolean unread = row.getString(3).equals(Archive.NOTHING) && row.getLong(1) > 0;
      if (row.isNullAt(8) && !unread) {
        out.files.add(file(row.getString(0), row.getLong(1), row.getLong(2)));
      }
      if (row.getString(7).equals(Submissions.READ)) {
        out.add(
            row.isNullAt(4) ? null : row.getString(4),
            new Earlier(
                row.getString(5),
                row.getString(3),
                FileName.of(row.getString(9)),
                Instant.EPOCH.plus(row.getLong(6), ChronoUnit.MICROS)));
      }
    }
    return out;
  }

  /** Whether the very file was received: same place, size and time of change. */
  boolean has(Inbox.Entry entry) {
    return files.contains(
        file(
            entry.path(),
            entry.size(),
            ChronoUnit.MICROS.between(Instant.EPOCH, entry.modifiedAt())));
  }

  /** Counts {@code receipt} among what was read. */
  void add(Receipt receipt) {
    add(
        receipt.sender(),
        new Earlier(
            receipt.id(), receipt.sha256(), FileName.of(receipt.name()), receipt.receivedAt()));
  }

  /**
   * The submission {@code receipt} only repeats; null when it has to be read. It repeats the newest
   * one of the same sender and content whose name says no other date, unless the sender has sent
   * something else under one of the two names since: then it takes that back. In doubt it is read:
   * a copy that is read replaces its equal, one that is not read may be a day that is missing.
   *
   * <p>Another sender's content is never the same: a form may leave it to the folder to tell the
   * region.
   */
  @Nullable Earlier original(Receipt receipt) {
    FileName name = FileName.of(receipt.name());
    List<Earlier> all = bySender.getOrDefault(sender(receipt.sender()), List.of());
    Earlier newest = null;
    for (Earlier e : all) {
      if (e.sha256().equals(receipt.sha256())
          && e.name().saysNoOtherDateThan(name)
          && (newest == null || e.receivedAt().isAfter(newest.receivedAt()))) {
        newest = e;
      }
    }
    if (newest == null) {
      return null;
    }
    for (Earlier e : all) {
      if (!e.sha256().equals(receipt.sha256())
          && !e.receivedAt().isBefore(newest.receivedAt())
          && (e.name().resembles(name) || e.name().resembles(newest.name()))) {
        return null;
      }
    }
    return newest;
  }

  private void add(@Nullable String sender, Earlier submission) {
    bySender.computeIfAbsent(sender(sender), s -> new ArrayList<>()).add(submission);
  }

  private static String sender(@Nullable String sender) {
    return sender == null ? "" : sender;
  }

  private static String file(String path, long size, long modifiedMicros) {
    return path + "|" + size + "|" + modifiedMicros;
  }
}
