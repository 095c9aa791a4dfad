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
import java.util.List;

/**
 * A line per letter in the outbox, on disk before the next letter leaves. The table is written once
 * for all letters of a night; without the journal, a power cut between the first letter and that
 * commit would send them all again.
 */
final class SentJournal {
  private static final int FIELDS = 9;
  private final Path file;

  SentJournal(Path outbox, LocalDate reportDate) {
    this.file = outbox.resolve("sent-" + reportDate + ".tsv");
  }

  /** What earlier runs wrote; a last line that a power cut left without its end does not count. */
  List<Sent> read() {
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
