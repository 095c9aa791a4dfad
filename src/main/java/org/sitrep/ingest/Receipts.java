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

/**
 * Takes new files of the inbox into the archive, and the files inside zips with them. Where the
 * country receives data on persons, every file is looked through first: what holds such data, or
 * could not be looked through to its end, is kept sealed.
 */
final class Receipts {
  private final Ingest.Request request;
  private final Limits limits;
  private final Map<String, String> regions;
  private final List<String> languages;
  private final @Nullable PersonWords words;
  private final Archive archive;
  private final List<Receipt> received = new ArrayList<>();
  private final List<Told> refused = new ArrayList<>();

  /** What looking for persons came to. */
  private enum Persons {
    NONE,
    FOUND,
    /** Nobody can tell: the file is no table, or not a whole one. */
    UNKNOWN
  }

  /**
   * Ready to take.
   *
   * @param regions codes by their lower-case spelling
   * @param languages codes of the languages text may be in
   * @param words tells data on persons; null when the country receives none
   */
  Receipts(
      Ingest.Request request,
      Limits limits,
      Map<String, String> regions,
      List<String> languages,
      @Nullable PersonWords words) {
    this.request = request;
    this.limits = limits;
    this.regions = regions;
    this.languages = languages;
    this.words = words;
    this.archive = new Archive(request.archive(), words == null ? null : request.key());
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
      refuse(nothing(entry), FindingCode.FILE_NOT_READABLE, Map.of());
      return;
    }
    try (InputStream in = new SenderStream(Files.newInputStream(entry.file()))) {
      if (entry.size() > limits.fileBytes()) {
        // what is too big is not kept: anybody who may send could fill the disk
        Receipt receipt = receipt(entry, Archive.hash(in), false, false);
        refuse(receipt, FindingCode.FILE_TOO_BIG, sizes(entry.size()));
        return;
      }
      try (Archive.Incoming incoming = archive.receive(in)) {
        take(entry, incoming);
      }
    } catch (SenderStream.Failed e) {
      // one file withdrawn or damaged must not keep back what all others sent
      refuse(nothing(entry), FindingCode.FILE_NOT_READABLE, Map.of());
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot archive " + entry.path(), e);
    }
  }

  private void take(Inbox.Entry entry, Archive.Incoming incoming) throws IOException {
    Persons persons = persons(incoming, entry.name());
    int place = received.size();
    Persons members = takeMembers(entry, incoming);
    incoming.keep(members != Persons.NONE || persons != Persons.NONE);
    boolean found = members == Persons.FOUND || persons == Persons.FOUND;
    received.add(place, receipt(entry, incoming.sha256(), true, found));
  }

  /** Looks for persons; the first one found ends the search. */
  private Persons persons(Archive.Incoming incoming, String name) throws IOException {
    if (words == null) {
      return Persons.NONE;
    }
    PersonMask mask = new PersonMask(words, null);
    try (FileReader reader = FileReader.open(incoming.content(), name, limits, languages, mask)) {
      SheetRow row = reader.next();
      while (row != null && !mask.found()) {
        row = reader.next();
      }
      if (mask.found()) {
        return Persons.FOUND;
      }
      return reader.outcome().refused() ? Persons.UNKNOWN : Persons.NONE;
    }
  }

  /**
   * Takes what is in a zip of files; whether any of it holds data on persons, as far as is seen.
   */
  private Persons takeMembers(Inbox.Entry entry, Archive.Incoming whole) throws IOException {
    if (!isZip(whole)) {
      return Persons.NONE;
    }
    Persons persons = Persons.NONE;
    try (Zip zip = Zip.open(whole.content(), limits)) {
      if (!FileType.ofZip(zip).equals(FileType.ZIP)) {
        return Persons.NONE;
      }
      for (Zip.Entry member : zip.entries()) {
        if (!member.folder() && !litter(member.name())) {
          Persons inside = takeMember(zip, member, entry);
          persons = persons == Persons.FOUND || inside == Persons.NONE ? persons : inside;
        }
      }
    } catch (Refused e) {
      // the zip itself is told as refused when it is read
    }
    return persons;
  }

  /** Takes a file inside a zip; whether it holds data on persons. */
  private Persons takeMember(Zip zip, Zip.Entry member, Inbox.Entry entry) throws IOException {
    String sender = entry.sender();
    if (sender == null) {
      sender = Inbox.sender(member.name(), regions);
    }
    Member inside = new Member(starred(member.name()), member.size());
    try {
      if (member.size() > limits.fileBytes()) {
        throw new Refused(FindingCode.FILE_TOO_BIG, sizes(member.size()));
      }
      try (InputStream in = zip.open(member, true);
          Archive.Incoming incoming = archive.receive(in)) {
        Persons persons = persons(incoming, inside.fileName());
        incoming.keep(persons != Persons.NONE);
        boolean found = persons == Persons.FOUND;
        Receipt receipt = receipt(entry, sender, incoming.sha256(), inside, true, found);
        if (isZip(incoming) && nested(incoming)) {
          refuse(receipt, FindingCode.FILE_SUSPICIOUS, Map.of("reason", "zip within a zip"));
        } else {
          received.add(receipt);
        }
        return persons;
      }
    } catch (Refused e) {
      Receipt receipt = receipt(entry, sender, Archive.NOTHING, inside, false, false);
      refuse(receipt, e.note().code(), e.note().arguments());
      return words == null ? Persons.NONE : Persons.UNKNOWN;
    }
  }

  private static boolean isZip(Archive.Incoming incoming) throws IOException {
    try (Content content = incoming.content()) {
      return FileType.of(content.stream().readNBytes(16)).equals(FileType.ZIP);
    }
  }

  private boolean nested(Archive.Incoming incoming) throws IOException {
    try (Zip zip = Zip.open(incoming.content(), limits)) {
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

  /**
   * A file inside a zip.
   *
   * @param name with its folders, persons starred out
   */
  private record Member(String name, long size) {
    String fileName() {
      return name.substring(name.lastIndexOf('/') + 1);
    }
  }

  private String starred(String text) {
    return words == null ? text : new PersonMask(words, null).text(text);
  }

  /** The receipt of a file that could not be read. */
  private Receipt nothing(Inbox.Entry entry) {
    return receipt(entry, Archive.NOTHING, false, false);
  }

  private Receipt receipt(Inbox.Entry entry, String sha256, boolean kept, boolean persons) {
    return receipt(entry, entry.sender(), sha256, null, kept, persons);
  }

  private Receipt receipt(
      Inbox.Entry entry,
      @Nullable String sender,
      String sha256,
      @Nullable Member member,
      boolean kept,
      boolean persons) {
    Instant receivedAt = receivedAt(entry.modifiedAt());
    String inside = member == null ? null : member.name();
    return new Receipt(
        Receipt.id(sha256, sender, entry.path(), inside, receivedAt),
        sha256,
        member == null ? entry.name() : member.fileName(),
        entry.path(),
        inside,
        member == null ? entry.size() : member.size(),
        entry.modifiedAt(),
        receivedAt,
        sender,
        kept ? archive.path(sha256).toAbsolutePath().toString() : null,
        persons);
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
    Note note = Note.file(code, arguments);
    if (words != null) {
      note = note.masked(new PersonMask(words, null));
    }
    Outcome outcome = new Outcome(null, null, true, List.of(note), 0, 0);
    refused.add(new Told(receipt, Submissions.REFUSED, null, outcome));
  }
}
