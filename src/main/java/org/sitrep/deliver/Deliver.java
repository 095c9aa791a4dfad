package org.sitrep.deliver;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.sitrep.config.Conf;
import org.sitrep.config.Mail;
import org.sitrep.domain.Lang;
import org.sitrep.domain.NightEntry;
import org.sitrep.domain.RegionCode;
import org.sitrep.domain.Sha256;

/**
 * Stage 5: each recipient gets each edition once, and is told when it is incomplete or late; each
 * file with faults goes back to its region once.
 */
public final class Deliver {
  /** Edition of the report on the whole country. */
  public static final String NATIONAL = "national";

  private static final String PDF = "application/pdf";
  private static final String XLSX =
      "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
  private static final String XLS = "application/vnd.ms-excel";

  private Deliver() {}

  /**
   * A rendered report.
   *
   * @param edition {@value #NATIONAL} or a region code in lower case
   * @param headline the sentence that says the news, for the body of the letter; null = none
   */
  public record ReportFile(Path path, String edition, Lang lang, @Nullable String headline) {}

  /**
   * A file with its faults explained, on its way back to the region it came from. A letter carries
   * one, and carries it to a recipient once, however often it is written.
   *
   * @param lang language of the workbook; recipients who read another get another file
   * @param submission id of what was received
   * @param file name it was received under
   * @param mustFix whether something of it does not count until it is put right
   * @param body paragraphs of the letter between greeting and footer, in {@code lang}
   */
  public record ReturnedFile(
      Path path,
      RegionCode region,
      Lang lang,
      String submission,
      String file,
      boolean mustFix,
      List<String> body) {
    public ReturnedFile {
      body = List.copyOf(body);
    }
  }

  /**
   * What there is to deliver.
   *
   * @param night a night readers may see; a held one is refused
   * @param ledger rows of table {@code delivery}, at least those of the report date
   * @param outbox folder for {@code .eml} files and the journal of sent letters
   * @param now when the letters leave
   * @param environment value of an environment variable, null when it is not set; for passwords
   */
  public record Request(
      NightEntry night,
      Conf conf,
      List<ReportFile> reports,
      List<ReturnedFile> returns,
      List<Sent> ledger,
      Path outbox,
      Instant now,
      Function<String, @Nullable String> environment) {
    public Request {
      reports = List.copyOf(reports);
      returns = List.copyOf(returns);
      ledger = List.copyOf(ledger);
    }
  }

  /**
   * What became of it.
   *
   * @param sent rows that table {@code delivery} lacks: letters of this run, and letters of an
   *     earlier run that ended before its rows were written
   * @param failures one sentence per letter that did not leave; running the stage again sends these
   *     and no other
   */
  public record Outcome(List<Sent> sent, List<String> failures) {
    public Outcome {
      sent = List.copyOf(sent);
      failures = List.copyOf(failures);
    }
  }

  /** Sends what the ledger does not have yet. */
  public static Outcome deliver(Request request) {
    try (Post post = post(request)) {
      return deliver(request, post);
    }
  }

  /**
   * Sends only returned workbooks that the ledger does not have yet. Of a held night too: a sender
   * can mend a file while the office looks at the figures.
   */
  public static Outcome sendBack(Request request) {
    try (Post post = post(request)) {
      return sendBack(request, post);
    }
  }

  private static Post post(Request request) {
    Mail mail = request.conf().mail();
    return mail.smtp() == null
        ? new FolderPost(request.outbox())
        : new SmtpPost(mail.smtp(), Mailboxes.checked(mail.from()), request.environment());
  }

  static Outcome sendBack(Request request, Post post) {
    Round round = new Round(request, post);
    request.conf().mail().recipients().forEach(round::returned);
    return round.outcome();
  }

  static Outcome deliver(Request request, Post post) {
    NightEntry night = request.night();
    if (!night.visible()) {
      throw new IllegalArgumentException(
          "Cannot deliver night " + night.nightId() + ": it is held; release it first");
    }
    Round round = new Round(request, post);
    for (Mail.Recipient to : request.conf().mail().recipients()) {
      for (String edition : to.editions()) {
        round.report(to, edition);
      }
      round.returned(to);
    }
    return round.outcome();
  }

  /** One walk through the recipients. */
  private static final class Round {
    private final Request request;
    private final Post post;
    private final LetterWriter writer;
    private final SentJournal journal;
    private final List<Sent> done;
    private final List<Sent> sent = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();
    private @Nullable String closed;

    Round(Request request, Post post) {
      this.request = request;
      this.post = post;
      this.writer = new LetterWriter(request.night(), request.conf());
      this.journal = new SentJournal(request.outbox(), request.night().reportDate());
      this.done = new ArrayList<>(request.ledger());
      for (Sent earlier : journal.read()) {
        if (!isDone(earlier)) {
          done.add(earlier);
          sent.add(earlier);
        }
      }
    }

    Outcome outcome() {
      return new Outcome(sent, failures);
    }

    void report(Mail.Recipient to, String edition) {
      List<ReportFile> files =
          request.reports().stream()
              .filter(f -> f.edition().equals(edition) && f.lang().equals(to.language()))
              .toList();
      if (files.isEmpty()) {
        failures.add(
            "Cannot send mail to "
                + to.address()
                + ": there is no report of edition "
                + edition
                + " in language "
                + to.language());
        return;
      }
      ReportFile file = files.get(0);
      String headline = file.headline() == null ? "" : file.headline();
      send(
          to,
          edition,
          List.of(file.path()),
          (hash, attached) -> writer.report(to, edition, headline, date(), hash, attached));
    }

    void returned(Mail.Recipient to) {
      request.returns().stream()
          .filter(f -> to.returnsOf().contains(f.region().value().toLowerCase(Locale.ROOT)))
          .filter(f -> f.lang().equals(to.language()))
          .sorted(Comparator.comparing(f -> f.path().toString()))
          .forEach(
              f ->
                  send(
                      to,
                      Sent.RETURN,
                      List.of(f.path()),
                      (hash, attached) -> writer.returned(to, f, date(), attached)));
    }

    private void send(Mail.Recipient to, String edition, List<Path> files, Wording wording) {
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
                request.night().reportDate(),
                request.night().nightId(),
                edition,
                to.language().code(),
                to.address(),
                letter.messageId(),
                post.way(),
                hash,
                request.now());
        if (isDone(row)) {
          return;
        }
        if (closed != null) {
          throw new IllegalArgumentException("Cannot send mail to " + to.address() + ": " + closed);
        }
        post.send(letter);
        journal.add(row);
        done.add(row);
        sent.add(row);
      } catch (IOException e) {
        failures.add("Cannot send mail to " + to.address() + ": cannot read " + e.getMessage());
      } catch (IllegalArgumentException e) {
        failures.add(String.valueOf(e.getMessage()));
      } catch (PostException e) {
        failures.add("Cannot send mail to " + to.address() + ": " + e.getMessage());
        if (e.closesTheWay()) {
          // Waiting for the same dead server once per recipient could last until morning.
          closed = e.getMessage();
        }
      }
    }

    private List<String> domains() {
      return request.conf().mail().allowedDomains();
    }

    private boolean isDone(Sent row) {
      return done.stream().anyMatch(row::sameAs);
    }

    /**
     * A letter laid into a folder is dated by what the night knew, so that the same night gives the
     * same file; a letter that leaves is dated when it leaves.
     */
    private Instant date() {
      return post.leavesAtOnce() ? request.now() : request.night().knownAt();
    }
  }

  /** How a letter is worded once the hash and the files are known. */
  private interface Wording {
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
