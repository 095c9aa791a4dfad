package org.sitrep.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.sitrep.config.Conf;
import org.sitrep.domain.Lang;
import org.sitrep.domain.NightEntry;
import org.sitrep.domain.Sha256;
import org.sitrep.report.pdf.FontBook;
import org.sitrep.report.pdf.Pdf;
import org.sitrep.report.pdf.PdfJob;
import org.sitrep.report.pdf.PdfRenderer;

/**
 * Stage 4: the published tables of a night become its situation reports, one PDF per language. A
 * pure function of the tables, the ledger entry and the configuration: the same night gives the
 * same bytes, on any machine and under any clock.
 */
public final class Report {
  private static final String NATIONAL = "national";
  private static final List<String> PARTS =
      List.of("front", "regions", "vaccination", "supply", "findings");

  private Report() {}

  /**
   * Writes {@code sitrep-national-<date>-<lang>.pdf} for every language of the country.
   *
   * @param indicators table {@code indicator} as the night published it
   * @param findings table {@code finding} as the night published it
   * @param revisions rows of table {@code revision} of the night
   * @param submissions table {@code submission} as the night published it
   * @param outDir folder of the report date; made when missing
   * @return what was written, in the order of the country's languages
   * @throws org.sitrep.report.pdf.PrintRefused when a page would have lost text; nothing is written
   *     then, in any language
   */
  public static List<ReportFile> render(
      Dataset<Row> indicators,
      Dataset<Row> findings,
      Dataset<Row> revisions,
      Dataset<Row> submissions,
      NightEntry night,
      Conf conf,
      Path outDir) {
    return write(
        ReportQuery.read(indicators, findings, revisions, submissions, night, conf), conf, outDir);
  }

  static List<ReportFile> write(SituationReport report, Conf conf, Path outDir) {
    FontBook fonts = FontBook.load();
    PdfRenderer renderer = new PdfRenderer(fonts);
    List<Lang> languages = conf.country().languages();
    List<Pdf> documents = new ArrayList<>();
    List<String> headlines = new ArrayList<>();
    for (Lang lang : languages) {
      NationalPages pages = pages(report, conf, lang, fonts);
      documents.add(renderer.render(job(report, conf, lang, pages)));
      headlines.add(pages.headline());
    }
    List<ReportFile> files = new ArrayList<>();
    for (int i = 0; i < languages.size(); i++) {
      Lang lang = languages.get(i);
      Pdf document = documents.get(i);
      Path file = outDir.resolve("sitrep-" + NATIONAL + "-" + report.date() + "-" + lang + ".pdf");
      replace(file, document.bytes());
      files.add(
          new ReportFile(
              file,
              NATIONAL,
              lang,
              Sha256.hex(document.bytes()),
              document.pages(),
              headlines.get(i)));
    }
    return List.copyOf(files);
  }

  static PdfJob job(SituationReport report, Conf conf, Lang lang, FontBook fonts) {
    return job(report, conf, lang, pages(report, conf, lang, fonts));
  }

  private static NationalPages pages(SituationReport report, Conf conf, Lang lang, FontBook fonts) {
    return new NationalPages(report, conf, Wording.of(lang, conf.country()), fonts);
  }

  private static PdfJob job(SituationReport report, Conf conf, Lang lang, NationalPages pages) {
    Wording wording = Wording.of(lang, conf.country());
    return new PdfJob(
        "sitrep-national",
        PARTS,
        Map.of("M", pages),
        wording.locale(),
        pages.running(),
        pages.ministry(),
        pages.cutOff(),
        report.nightId(),
        NATIONAL + "|" + lang + "|" + report.nightId() + "|" + report.fingerprint(),
        ReportQuery.stamp(report),
        pages.headingPages(),
        3,
        8);
  }

  /** Readers of the folder see the old file or the new one, never half of it. */
  private static void replace(Path file, byte[] bytes) {
    try {
      Path folder = Files.createDirectories(file.toAbsolutePath().getParent());
      Path fresh = folder.resolve("." + file.getFileName() + ".new");
      Files.write(fresh, bytes);
      try {
        Files.move(
            fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(fresh);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write report: " + file, e);
    }
  }
}
