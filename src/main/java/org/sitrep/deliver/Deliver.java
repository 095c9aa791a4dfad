package org.sitrep.deliver;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.sitrep.config.Conf;
import org.sitrep.config.Mail;
import org.sitrep.domain.Lang;
import org.sitrep.domain.NightEntry;
import org.sitrep.domain.RegionCode;

/**
 * Stage 5: each recipient gets each edition once, and is told when it is incomplete or late; each
 * file with faults goes back to its region once.
 */
public final class Deliver {
  /** Edition of the report on the whole country. */
  public static final String NATIONAL = "national";

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
   * @param region null when it is not clear; goes to those who get {@link Mail#UNKNOWN} ones
   * @param lang language of the workbook; recipients who read another get another file
   * @param submission id of what was received
   * @param file name it was received under
   * @param mustFix whether something of it does not count until it is put right
   * @param body paragraphs of the letter between greeting and footer, in {@code lang}
   */
  public record ReturnedFile(
      Path path,
      @Nullable RegionCode region,
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
   * What the data manager is told of a held night.
   *
   * @param findings sentences about what held it, by language code; may be empty
   */
  public record Notice(Map<String, List<String>> findings) {
    public Notice {
      findings = Map.copyOf(findings);
    }
  }

  /**
   * What became of the letters of a night that was taken back.
   *
   * @param rows rows that table {@code delivery} lacks
   * @param taken letters that lay in the outbox and are gone from it
   * @param left recipients whose letter had left already
   */
  public record Withdrawn(List<Sent> rows, int taken, List<String> left) {
    public Withdrawn {
      rows = List.copyOf(rows);
      left = List.copyOf(left);
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
   * @param unsure one sentence per letter among {@code sent} of which nobody here knows whether it
   *     left; it is not sent again
   */
  public record Outcome(List<Sent> sent, List<String> failures, List<String> unsure) {
    public Outcome {
      sent = List.copyOf(sent);
      failures = List.copyOf(failures);
      unsure = List.copyOf(unsure);
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

  /**
   * Tells every recipient of edition {@value Sent#NOTICE} that the night is held, once for each
   * time it was.
   */
  public static Outcome notice(Request request, Notice notice) {
    try (Post post = post(request)) {
      return notice(request, notice, post);
    }
  }

  static Outcome notice(Request request, Notice notice, Post post) {
    Round round = new Round(request, post);
    for (Mail.Recipient to : request.conf().mail().recipients()) {
      if (to.editions().contains(Sent.NOTICE)) {
        round.notice(to, notice);
      }
    }
    return round.outcome();
  }

  /**
   * Takes the reports of the night out of the outbox, so that they go out again when it is
   * released. Letters that have left cannot be taken back; who got them is told.
   */
  public static Withdrawn withdraw(Request request) {
    SentJournal journal = new SentJournal(request.outbox(), request.night().reportDate());
    List<Sent> rows = Sending.missing(journal.read(), request.ledger());
    List<Sent> all = new ArrayList<>(request.ledger());
    all.addAll(rows);
    int taken = 0;
    List<String> left = new ArrayList<>();
    for (Sent sent : Sent.standing(all)) {
      if (!Sent.isReport(sent.edition()) || !sent.nightId().equals(request.night().nightId())) {
        continue;
      }
      Path eml = request.outbox().resolve(FolderPost.fileName(sent.messageId()));
      if (sent.way().equals(FolderPost.WAY) && Files.exists(eml)) {
        Sent back = sent.withdrawn(request.now());
        journal.add(back);
        rows.add(back);
        taken++;
      } else {
        left.add(sent.recipient());
      }
    }
    all.addAll(rows);
    for (Sent row : all) {
      if (row.isWithdrawal() && row.nightId().equals(request.night().nightId())) {
        delete(request.outbox().resolve(FolderPost.fileName(row.messageId())));
      }
    }
    return new Withdrawn(rows, taken, left);
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot take back the letter " + file, e);
    }
  }

  private static Post post(Request request) {
    return Sending.post(request.conf().mail(), request.outbox(), request.environment());
  }

  static Outcome sendBack(Request request, Post post) {
    Round round = new Round(request, post);
    request.conf().mail().recipients().forEach(round::returned);
    round.tellOfUnsure();
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
      to.reports().forEach(edition -> round.report(to, edition));
      round.returned(to);
    }
    round.tellOfUnsure();
    return round.outcome();
  }

  /** One walk through the recipients. */
  private static final class Round extends Sending {
    private final Request request;
    private final LetterWriter writer;

    Round(Request request, Post post) {
      super(
          request.conf().mail(),
          new About(
              request.night().reportDate(), request.night().nightId(), request.night().knownAt()),
          request.ledger(),
          request.outbox(),
          request.now(),
          post);
      this.request = request;
      this.writer = new LetterWriter(request.night(), request.conf());
    }

    /** Writes to the data manager about letters that perhaps did not leave, once about each. */
    void tellOfUnsure() {
      for (Sent row : List.copyOf(done())) {
        if (row.isUnsure() && !row.edition().equals(Sent.NOTICE)) {
          for (Mail.Recipient to : request.conf().mail().recipients()) {
            if (to.editions().contains(Sent.NOTICE)) {
              send(to, Sent.NOTICE, List.of(), (hash, none) -> writer.unsure(to, row, date()));
            }
          }
        }
      }
    }

    void report(Mail.Recipient to, String edition) {
      List<ReportFile> files =
          request.reports().stream()
              .filter(f -> f.edition().equals(edition) && f.lang().equals(to.language()))
              .toList();
      if (files.isEmpty()) {
        fail(
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

    void notice(Mail.Recipient to, Notice notice) {
      List<String> findings =
          notice.findings().getOrDefault(to.language().code(), List.<String>of());
      send(to, Sent.NOTICE, List.of(), (hash, attached) -> writer.notice(to, findings, date()));
    }

    void returned(Mail.Recipient to) {
      request.returns().stream()
          .filter(f -> to.returnsOf().contains(Mail.sender(f.region())))
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
  }
}
