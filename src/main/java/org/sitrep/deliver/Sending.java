package org.sitrep.deliver;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.sitrep.config.Mail;
import org.sitrep.domain.Sha256;

/**
 * Letters about one report date on their way: each once, none outside the allowed domains, and a
 * dead server is asked once.
 */
class Sending {
  private static final String PDF = "application/pdf";
  private static final String XLSX =
      "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
  private static final String XLS = "application/vnd.ms-excel";

  private final Mail mail;
  private final About about;
  private final Instant now;
  private final Post post;
  private final SentJournal journal;
  private final List<Sent> done;
  private final List<Sent> sent = new ArrayList<>();
  private final List<String> failures = new ArrayList<>();
  private final List<String> unsure = new ArrayList<>();
  private @Nullable String closed;
  private @Nullable Sent leaving;

  /**
   * What the letters are about.
   *
   * @param nightId empty for letters that belong to no night
   * @param knownAt what letters are dated by that only lie ready in a folder
   */
  record About(LocalDate reportDate, String nightId, Instant knownAt) {}

  Sending(Mail mail, About about, List<Sent> ledger, Path outbox, Instant now, Post post) {
    this.mail = mail;
    this.about = about;
    this.now = now;
    this.post = post;
    this.journal = new SentJournal(outbox, about.reportDate());
    sent.addAll(missing(journal.read(), ledger));
    sent.stream().filter(Sent::isUnsure).map(Sending::doubt).forEach(unsure::add);
    List<Sent> all = new ArrayList<>(ledger);
    all.addAll(sent);
    this.done = Sent.standing(all);
  }

  /** The way that the configuration says letters go. */
  static Post post(Mail mail, Path outbox, Function<String, @Nullable String> environment) {
    return mail.smtp() == null
        ? new FolderPost(outbox)
        : new SmtpPost(mail.smtp(), Mailboxes.checked(mail.from()), environment);
  }

  /** Rows of the journal that the ledger lacks. */
  static List<Sent> missing(List<Sent> journal, List<Sent> ledger) {
    Set<Sent> known = new HashSet<>();
    ledger.forEach(row -> known.add(row.stored()));
    List<Sent> out = new ArrayList<>();
    for (Sent row : journal) {
      if (known.add(row.stored())) {
        out.add(row);
      }
    }
    return out;
  }

  final Deliver.Outcome outcome() {
    return new Deliver.Outcome(sent, failures, unsure);
  }

  /** What counts as sent by now. */
  final List<Sent> done() {
    return done;
  }

  final void fail(String sentence) {
    failures.add(sentence);
  }

  private static String doubt(Sent row) {
    return "It is not known whether the mail to "
        + row.recipient()
        + " (edition "
        + row.edition()
        + ", "
        + row.lang()
        + ") left on "
        + row.sentAt()
        + ": the connection or the run ended while the mail server was taking it. It is not sent"
        + " again; ask the recipient, or look in the log of the mail server for "
        + row.messageId()
        + ", and send the file by hand if it did not arrive";
  }

  /**
   * Sends a letter unless it was sent before.
   *
   * @return whether it left now
   */
  final boolean send(Mail.Recipient to, String edition, List<Path> files, Wording wording) {
    try {
      List<Letter.Attachment> attached = new ArrayList<>();
      List<String> hashes = new ArrayList<>();
      for (Path file : files) {
        byte[] content = Files.readAllBytes(file);
        attached.add(new Letter.Attachment(fileName(file), contentType(file), content));
        hashes.add(Sha256.hex(content));
      }
      String hash = hashes.size() == 1 ? hashes.get(0) : Sha256.hex(String.join("\n", hashes));
      if (!Mailboxes.allowed(Mailboxes.checked(to.address()), domains())) {
        throw new IllegalArgumentException(
            "Cannot send mail to " + to.address() + ": its domain is not an allowed one");
      }
      Letter letter = wording.letter(hash, attached);
      Sent row =
          new Sent(
              about.reportDate(),
              about.nightId(),
              edition,
              to.language().code(),
              to.address(),
              letter.messageId(),
              post.way(),
              hash,
              now);
      if (isDone(row)) {
        return false;
      }
      if (closed != null) {
        throw new IllegalArgumentException("Cannot send mail to " + to.address() + ": " + closed);
      }
      hand(letter, row);
      return true;
    } catch (IOException e) {
      failures.add("Cannot send mail to " + to.address() + ": cannot read " + e.getMessage());
    } catch (IllegalArgumentException e) {
      failures.add(String.valueOf(e.getMessage()));
    } catch (PostException e) {
      failures.add("Cannot send mail to " + to.address() + ": " + e.getMessage());
      if (e.kind() == PostException.Kind.WAY) {
        // Waiting for the same dead server once per recipient could last until morning.
        closed = e.getMessage();
      }
    }
    return false;
  }

  private void hand(Letter letter, Sent row) throws PostException {
    leaving = null;
    try {
      post.send(
          letter,
          () -> {
            journal.leaves(row);
            leaving = row;
          });
      settle(row);
    } catch (PostException e) {
      if (e.kind() == PostException.Kind.UNSURE) {
        Sent perhaps = row.by(Sent.UNSURE);
        settle(perhaps);
        unsure.add(doubt(perhaps));
        return;
      }
      if (leaving != null) {
        journal.refused(row);
      }
      throw e;
    }
  }

  private void settle(Sent row) {
    journal.add(row);
    done.add(row);
    sent.add(row);
  }

  private List<String> domains() {
    return mail.allowedDomains();
  }

  /** Whether a letter would leave if it were sent now. */
  final boolean isNew(Mail.Recipient to, String edition, String messageId) {
    return Mailboxes.allowed(to.address(), domains())
        && !isDone(
            new Sent(
                about.reportDate(),
                about.nightId(),
                edition,
                to.language().code(),
                to.address(),
                messageId,
                post.way(),
                "",
                now));
  }

  private boolean isDone(Sent row) {
    return done.stream().anyMatch(row::sameAs);
  }

  /**
   * A letter laid into a folder is dated by what the night knew, so that the same night gives the
   * same file; a letter that leaves is dated when it leaves.
   */
  final Instant date() {
    return post.leavesAtOnce() ? now : about.knownAt();
  }

  /** How a letter is worded once the hash and the files are known. */
  interface Wording {
    Letter letter(String hash, List<Letter.Attachment> attached);
  }

  private static String fileName(Path file) {
    return String.valueOf(file.getFileName());
  }

  private static String contentType(Path file) {
    String name = fileName(file).toLowerCase(Locale.ROOT);
    if (name.endsWith(".pdf")) {
      return PDF;
    }
    return name.endsWith(".xls") ? XLS : XLSX;
  }
}
