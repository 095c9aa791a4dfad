package org.sitrep;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.sitrep.config.Conf;
import org.sitrep.domain.Finding;
import org.sitrep.domain.Lang;
import org.sitrep.ingest.Ingest;
import org.sitrep.ingest.PersonKey;
import org.sitrep.normalise.Earlier;
import org.sitrep.normalise.Normalise;
import org.sitrep.normalise.Normalised;
import org.sitrep.report.returns.CheckTexts;
import org.sitrep.report.returns.Returned;
import org.sitrep.report.returns.Returns;
import org.sitrep.report.returns.Verdict;
import org.sitrep.report.returns.Verdicts;
import org.sitrep.store.Session;
import org.sitrep.tables.Submissions;

/**
 * {@code sitrep check}: the first two stages of a night on a few files, for whoever is about to
 * send them. There is no home, and nothing is kept: copies lie in a folder that only this user can
 * look into and that is gone when the command ends.
 */
final class Check {
  private static final String NIGHT = "check";

  private final Sitrep.Console console;
  private final Conf conf;
  private final Lang lang;

  Check(Sitrep.Console console, Conf conf, Lang lang) {
    this.console = console;
    this.conf = conf;
    this.lang = lang;
  }

  /**
   * Checks the files and says what is wrong with them.
   *
   * @param region who sends them; empty = the folder of a file tells, when it bears a region's code
   * @param date report date they are for; empty = the last one that is due
   * @param out where copies with painted cells go; empty = nowhere
   * @return exit code
   */
  int run(
      List<Path> files,
      Optional<String> region,
      Optional<LocalDate> date,
      Optional<Path> out,
      boolean json) {
    Path work;
    try {
      work = Files.createTempDirectory("sitrep-check-");
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot make a folder for temporary files", e);
    }
    Thread atEnd = new Thread(() -> delete(work));
    Runtime.getRuntime().addShutdownHook(atEnd);
    try {
      return run(work, files, region, date, out, json);
    } finally {
      delete(work);
      Runtime.getRuntime().removeShutdownHook(atEnd);
    }
  }

  private int run(
      Path work,
      List<Path> files,
      Optional<String> region,
      Optional<LocalDate> date,
      Optional<Path> out,
      boolean json) {
    Path inbox = inbox(work, files, region);
    Instant now = console.clock().instant();
    LocalDate day = date.orElseGet(() -> Sitrep.lastDue(conf, now));
    SparkSession spark = session(work);
    Dataset<Row> nothing = spark.createDataFrame(List.of(), Submissions.schema());
    Path archive = work.resolve("archive");
    Ingest.Received received =
        Ingest.receive(
            spark,
            new Ingest.Request(
                NIGHT,
                inbox,
                archive,
                // Pseudonyms of a check mean nothing outside it: its key is made and thrown away.
                PersonKey.passing(work.resolve("person.key")),
                Optional.of(received(date, now)),
                now),
            conf,
            nothing);
    try (Normalised normalised =
        Normalise.normalise(
            received.submissions(), received.rawRows(), Earlier.nothing(spark), conf, day, NIGHT)) {
      Verdicts.Tables tables =
          new Verdicts.Tables(
              received.submissions(),
              received.rawRows(),
              normalised.rowAccounts(),
              normalised.coverage(),
              received.findings().unionByName(normalised.findings()),
              archive);
      List<Verdict> verdicts = Verdicts.read(tables, conf, null);
      Map<String, Returned> returned = new HashMap<>();
      if (out.isPresent()) {
        List<Verdict> back =
            verdicts.stream()
                .filter(v -> v.count() > 0 && v.worst().compareTo(conf.mail().returnsFrom()) >= 0)
                .toList();
        for (Returned file : Returns.write(tables, back, conf, out.get(), lang)) {
          returned.put(file.verdict().submission(), file);
        }
      }
      if (json) {
        console.out().println(Json.line(asJson(day, verdicts, returned)));
      } else {
        print(verdicts, returned);
      }
      return verdicts.stream().anyMatch(Verdict::mustFix) ? Sitrep.MUST_FIX : 0;
    }
  }

  /** When the files count as received: now, or on the morning after the date they are for. */
  private Instant received(Optional<LocalDate> date, Instant now) {
    return date.map(
            d ->
                d.plusDays(1)
                    .atTime(conf.country().reportTime())
                    .atZone(conf.country().timeZone())
                    .toInstant())
        .filter(now::isAfter)
        .orElse(now);
  }

  /** Copies of the files, each in a folder of its own and below its region's, as in an inbox. */
  private Path inbox(Path work, List<Path> files, Optional<String> region) {
    Path inbox = work.resolve("inbox");
    for (int i = 0; i < files.size(); i++) {
      Path file = files.get(i).toAbsolutePath();
      Path folder = inbox.resolve("file-" + (i + 1));
      String sender = region.orElseGet(() -> folderName(file));
      if (conf.regions().stream().anyMatch(r -> r.code().value().equalsIgnoreCase(sender))) {
        folder = folder.resolve(sender.toLowerCase(Locale.ROOT));
      }
      try {
        Files.createDirectories(folder);
        Files.copy(file, folder.resolve(file.getFileName().toString()));
      } catch (IOException e) {
        throw new UncheckedIOException("Cannot read " + file + ": " + e.getMessage(), e);
      }
    }
    return inbox;
  }

  private static String folderName(Path file) {
    Path folder = file.normalize().getParent();
    return folder == null || folder.getFileName() == null ? "" : folder.getFileName().toString();
  }

  private static SparkSession session(Path work) {
    // What Spark lays aside while it works lies in the same folder, and goes with it.
    Map<String, String> own =
        SparkSession.getDefaultSession().isDefined()
            ? Map.of()
            : Map.of("spark.local.dir", work.resolve("spark").toString());
    return Session.open(work.resolve("tables").toUri().toString(), own);
  }

  private void print(List<Verdict> verdicts, Map<String, Returned> returned) {
    CheckTexts texts = new CheckTexts(lang, conf);
    for (Verdict verdict : verdicts) {
      texts.of(verdict).forEach(console.out()::println);
      Returned file = returned.get(verdict.submission());
      if (file != null) {
        console.out().println(texts.returned(file));
      }
    }
    console.out().println(texts.summary(verdicts));
  }

  private Map<String, Object> asJson(
      LocalDate day, List<Verdict> verdicts, Map<String, Returned> returned) {
    List<Map<String, Object>> files = new ArrayList<>();
    for (Verdict verdict : verdicts) {
      Map<String, Object> file = new LinkedHashMap<>();
      file.put("file", verdict.file());
      file.put("outcome", verdict.outcome());
      file.put("forms", verdict.forms());
      file.put("region", verdict.region() == null ? null : verdict.region().value());
      file.put("must_fix", verdict.mustFix());
      file.put("rows_read", verdict.read());
      file.put("rows_accepted", verdict.accepted());
      file.put("rows_held", verdict.held());
      file.put("rows_rejected", verdict.rejected());
      Returned copy = returned.get(verdict.submission());
      file.put("returned", copy == null ? null : copy.path().toString());
      file.put("findings", verdict.findings().stream().map(this::asJson).toList());
      file.put("findings_count", verdict.count());
      files.add(file);
    }
    return Map.of("report_date", day.toString(), "lang", lang.code(), "files", files);
  }

  private Map<String, Object> asJson(Finding finding) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("code", finding.code());
    out.put("severity", finding.severity().word());
    out.put("scope", finding.scope().word());
    out.put("sheet", finding.address().sheet());
    out.put("row", finding.address().row());
    out.put("column", finding.address().column());
    out.put("cell", finding.address().cell());
    out.put("raw", finding.raw());
    out.put("message", finding.message().get(lang.code()));
    return out;
  }

  private static void delete(Path folder) {
    try {
      if (Files.exists(folder)) {
        Files.walkFileTree(
            folder,
            new SimpleFileVisitor<>() {
              @Override
              public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                  throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
              }

              @Override
              public FileVisitResult postVisitDirectory(
                  Path directory, @org.jspecify.annotations.Nullable IOException problem)
                  throws IOException {
                Files.deleteIfExists(directory);
                return FileVisitResult.CONTINUE;
              }
            });
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot delete the temporary folder " + folder, e);
    }
  }
}
