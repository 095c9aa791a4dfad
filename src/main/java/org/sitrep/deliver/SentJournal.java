package org.sitrep.deliver;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A line per letter in the outbox, on disk before the next letter leaves. The table is written once
 * for all letters of a night; without the journal, a power cut between the first letter and that
 * commit would send them all again. A letter whose leaving nobody could tell of has a line before
 * it is handed over as well: cut off between the two, it counts as {@link Sent#UNSURE}.
 */
final class SentJournal {
  /** A letter that is about to leave. */
  private static final String LEAVES = "leaves";

  /** It did not leave after all. */
  private static final String REFUSED = "refused";

  private static final int FIELDS = 9;
  private final Path file;

  SentJournal(Path outbox, LocalDate reportDate) {
    this.file = outbox.resolve("sent-" + reportDate + ".tsv");
  }

  /** What earlier runs sent, or perhaps sent. */
  List<Sent> read() {
    List<Sent> out = new ArrayList<>();
    Map<List<String>, Sent> leaving = new LinkedHashMap<>();
    for (Sent row : lines()) {
      List<String> letter = List.of(row.messageId(), row.recipient());
      leaving.remove(letter);
      if (row.way().equals(LEAVES)) {
        leaving.put(letter, row.by(Sent.UNSURE));
      } else if (!row.way().equals(REFUSED)) {
        out.add(row);
      }
    }
    out.addAll(leaving.values());
    return out;
  }

  /** Notes that a letter is about to leave; {@link #add} or {@link #refused} is to follow. */
  void leaves(Sent sent) {
    add(sent.by(LEAVES));
  }

  /** Notes that a letter did not leave after all. */
  void refused(Sent sent) {
    add(sent.by(REFUSED));
  }

  /** Every line; a last one that a power cut left without its end does not count. */
  private List<Sent> lines() {
    List<Sent> out = new ArrayList<>();
    if (!Files.exists(file)) {
      return out;
    }
    String text;
    try {
      text = Files.readString(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the journal of sent mail: " + file, e);
    }
    for (String line : text.substring(0, text.lastIndexOf('\n') + 1).lines().toList()) {
      String[] f = line.split("\t", -1);
      if (f.length == FIELDS) {
        out.add(
            new Sent(
                LocalDate.parse(f[0]),
                f[1],
                f[2],
                f[3],
                f[4],
                f[5],
                f[6],
                f[7],
                Instant.parse(f[8])));
      }
    }
    return out;
  }

  /** Adds a line and waits until the disk has it. */
  void add(Sent sent) {
    String line =
        String.join(
                "\t",
                sent.reportDate().toString(),
                sent.nightId(),
                sent.edition(),
                sent.lang(),
                sent.recipient(),
                sent.messageId(),
                sent.way(),
                sent.sha256(),
                sent.sentAt().toString())
            + "\n";
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      try (FileChannel channel =
          FileChannel.open(
              file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
        // Cuts off half a line of an interrupted run, so that this one starts a line of its own.
        long end = endOfLastLine(channel);
        channel.truncate(end).position(end);
        ByteBuffer bytes = ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        channel.force(true);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write the journal of sent mail: " + file, e);
    }
  }

  private static long endOfLastLine(FileChannel channel) throws IOException {
    long end = channel.size();
    ByteBuffer one = ByteBuffer.allocate(1);
    while (end > 0) {
      one.clear();
      channel.read(one, end - 1);
      if (one.get(0) == '\n') {
        break;
      }
      end--;
    }
    return end;
  }
}
