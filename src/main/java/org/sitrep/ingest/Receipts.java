package org.sitrep.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sitrep.config.Limits;
import org.sitrep.domain.FindingCode;
import org.sitrep.tables.Submissions;

/** Takes new files of the inbox into the archive, and the files inside zips with them. */
final class Receipts {
  private final Ingest.Request request;
  private final Limits limits;
  private final Map<String, String> regions;
  private final Archive archive;
  private final List<Receipt> received = new ArrayList<>();
  private final List<Told> refused = new ArrayList<>();

  /**
   * Ready to take.
   *
   * @param regions codes by their lower-case spelling
   */
  Receipts(Ingest.Request request, Limits limits, Map<String, String> regions) {
    this.request = request;
    this.limits = limits;
    this.regions = regions;
    this.archive = new Archive(request.archive());
  }

  /** What was taken and can be looked into. */
  List<Receipt> received() {
    return received;
  }

  /** What could not be taken. */
  List<Told> refused() {
    return refused;
  }

  /** Takes one file. */
  void take(Inbox.Entry entry) {
    if (!entry.plain()) {
      refuse(receipt(entry, Archive.NOTHING, false), FindingCode.FILE_NOT_READABLE, Map.of());
      return;
    }
    boolean fits = entry.size() <= limits.fileBytes();
    String sha256;
    InputStream in;
    try {
      in = new SenderStream(Files.newInputStream(entry.file()));
    } catch (IOException e) {
      refuse(receipt(entry, Archive.NOTHING, false), FindingCode.FILE_NOT_READABLE, Map.of());
      return;
    }
    try (in) {
      // what is too big is not kept: anybody who may send could fill the disk
      sha256 = fits ? archive.put(in) : Archive.hash(in);
    } catch (SenderStream.Failed e) {
      // one file withdrawn or damaged must not keep back what all others sent
      refuse(receipt(entry, Archive.NOTHING, false), FindingCode.FILE_NOT_READABLE, Map.of());
      return;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot archive " + entry.file(), e);
    }
    Receipt receipt = receipt(entry, sha256, fits);
    if (!fits) {
      refuse(receipt, FindingCode.FILE_TOO_BIG, sizes(entry.size()));
      return;
    }
    received.add(receipt);
    takeMembers(entry, receipt);
  }

  private void takeMembers(Inbox.Entry entry, Receipt whole) {
    if (!entry.plain() || !isZip(whole)) {
      return;
    }
    try (Zip zip = Zip.open(Content.file(archive.path(whole.sha256())), limits)) {
      if (!FileType.ofZip(zip).equals(FileType.ZIP)) {
        return;
      }
      for (Zip.Entry member : zip.entries()) {
        if (!member.folder() && !litter(member.name())) {
          takeMember(zip, member, entry, whole);
        }
      }
    } catch (Refused e) {
      // the zip itself is told as refused when it is read
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot unpack " + entry.file(), e);
    }
  }

  private void takeMember(Zip zip, Zip.Entry member, Inbox.Entry entry, Receipt whole)
      throws IOException {
    String sender = whole.sender();
    if (sender == null) {
      sender = Inbox.sender(member.name(), regions);
    }
    try {
      if (member.size() > limits.fileBytes()) {
        throw new Refused(FindingCode.FILE_TOO_BIG, sizes(member.size()));
      }
      String sha256;
      try (InputStream in = zip.open(member, true)) {
        sha256 = archive.put(in);
      }
      Receipt receipt = receipt(entry, sender, sha256, member, true);
      if (isZip(receipt) && nested(receipt)) {
        refuse(receipt, FindingCode.FILE_SUSPICIOUS, Map.of("reason", "zip within a zip"));
      } else {
        received.add(receipt);
      }
    } catch (Refused e) {
      Receipt receipt = receipt(entry, sender, Archive.NOTHING, member, false);
      refuse(receipt, e.note().code(), e.note().arguments());
    }
  }

  private boolean isZip(Receipt receipt) {
    try (InputStream in = Files.newInputStream(archive.path(receipt.sha256()))) {
      return FileType.of(in.readNBytes(16)).equals(FileType.ZIP);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read archived file: " + receipt.sha256(), e);
    }
  }

  private boolean nested(Receipt receipt) throws IOException {
    try (Zip zip = Zip.open(Content.file(archive.path(receipt.sha256())), limits)) {
      return FileType.ofZip(zip).equals(FileType.ZIP);
    } catch (Refused e) {
      return false;
    }
  }

  private static boolean litter(String member) {
    for (String part : member.split("/", -1)) {
      if (Inbox.litter(part)) {
        return true;
      }
    }
    return false;
  }

  private Receipt receipt(Inbox.Entry entry, String sha256, boolean kept) {
    return receipt(entry, entry.sender(), sha256, null, kept);
  }

  private Receipt receipt(
      Inbox.Entry entry,
      @Nullable String sender,
      String sha256,
      Zip.@Nullable Entry member,
      boolean kept) {
    Instant receivedAt = receivedAt(entry.modifiedAt());
    String inside = member == null ? null : member.name();
    return new Receipt(
        Receipt.id(sha256, sender, entry.path(), inside, receivedAt),
        sha256,
        inside == null ? entry.name() : inside.substring(inside.lastIndexOf('/') + 1),
        entry.path(),
        inside,
        member == null ? entry.size() : member.size(),
        entry.modifiedAt(),
        receivedAt,
        sender,
        kept ? archive.path(sha256).toAbsolutePath().toString() : null);
  }

  /** As told, else when the file last changed; a clock that runs ahead wins nothing by it. */
  private Instant receivedAt(Instant modifiedAt) {
    Instant at =
        request
            .receivedAt()
            .orElseGet(() -> modifiedAt.isAfter(request.now()) ? request.now() : modifiedAt);
    return at.truncatedTo(ChronoUnit.MICROS);
  }

  private Map<String, String> sizes(long size) {
    return Map.of("found", megabytes(size), "limit", megabytes(limits.fileBytes()));
  }

  private static String megabytes(long bytes) {
    return Long.toString((bytes + (1 << 20) - 1) >> 20);
  }

  private void refuse(Receipt receipt, FindingCode code, Map<String, String> arguments) {
    Outcome outcome = new Outcome(null, null, true, List.of(Note.file(code, arguments)), 0, 0);
    refused.add(new Told(receipt, Submissions.REFUSED, null, outcome));
  }
}
