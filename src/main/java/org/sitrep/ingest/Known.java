package org.sitrep.ingest;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.unix_micros;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import org.sitrep.tables.Submissions;

/** What earlier nights received. */
final class Known {
  /** A submission that was read. */
  record Earlier(String submissionId, Instant receivedAt) {}

  private final Set<String> files = new HashSet<>();
  private final Map<String, Earlier> contents = new HashMap<>();

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
                col(Submissions.MEMBER))
            .collectAsList()) {
      boolean unread = row.getString(3).equals(Archive.NOTHING) && row.getLong(1) > 0;
      if (row.isNullAt(8) && !unread) {
        out.files.add(file(row.getString(0), row.getLong(1), row.getLong(2)));
      }
      if (row.getString(7).equals(Submissions.READ)) {
        Earlier submission =
            new Earlier(row.getString(5), Instant.EPOCH.plus(row.getLong(6), ChronoUnit.MICROS));
        out.contents.merge(
            content(row.getString(3), row.isNullAt(4) ? null : row.getString(4)),
            submission,
            (a, b) -> a.receivedAt().isAfter(b.receivedAt()) ? b : a);
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

  /** The first submission of this content by this sender; null when there is none. */
  @Nullable Earlier content(Receipt receipt) {
    return contents.get(content(receipt.sha256(), receipt.sender()));
  }

  /**
   * What makes two receipts the same. Another sender's is not: a form may leave it to the folder to
   * tell the region.
   */
  static String content(String sha256, @Nullable String sender) {
    return sha256 + "|" + (sender == null ? "" : sender);
  }

  private static String file(String path, long size, long modifiedMicros) {
    return path + "|" + size + "|" + modifiedMicros;
  }
}
