package org.sitrep.report.returns;

import static org.apache.spark.sql.functions.col;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import org.sitrep.config.Conf;
import org.sitrep.config.Mail;
import org.sitrep.domain.Finding;
import org.sitrep.domain.Lang;
import org.sitrep.domain.RegionCode;
import org.sitrep.domain.ReturnSheet;
import org.sitrep.domain.Severity;
import org.sitrep.report.workbook.FrontPage;
import org.sitrep.report.workbook.NotCopied;
import org.sitrep.report.workbook.Remark;
import org.sitrep.report.workbook.ReturnWorkbook;
import org.sitrep.report.workbook.SourceRow;
import org.sitrep.tables.RawRows;
import org.sitrep.tables.Submissions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the files that go back to senders: for every submission with something to correct or to
 * check, its own workbook with the cells painted and a first sheet that lists everything.
 */
public final class Returns {
  private static final Logger LOG = LoggerFactory.getLogger(Returns.class);

  /** Rows of a big file that are shown beside the list. */
  private static final int SHOWN_ROWS = 10_000;

  /** Rows at the top of a big file's sheet that are shown, for its headings. */
  private static final int TOP_ROWS = 8;

  private static final int LONGEST_QUOTE = 300;

  private final Verdicts.Tables tables;
  private final Conf conf;
  private final FileNames names = new FileNames();
  private final Map<Lang, ReturnTexts> texts = new HashMap<>();

  private Returns(Verdicts.Tables tables, Conf conf) {
    this.tables = tables;
    this.conf = conf;
  }

  /**
   * Writes a file for every verdict, in every language somebody reads it in. What stands there
   * under the same name is replaced.
   *
   * @param verdicts of {@link Verdicts#read}
   * @param folder below which the files go, in a folder a region as in the inbox; made when needed
   */
  public static List<Returned> write(
      Verdicts.Tables tables, List<Verdict> verdicts, Conf conf, Path folder) {
    Returns returns = new Returns(tables, conf);
    List<Returned> out = new ArrayList<>();
    for (Verdict verdict : verdicts) {
      for (Lang lang : languages(verdict, conf)) {
        out.add(returns.write(verdict, lang, folder, Mail.sender(verdict.region())));
      }
    }
    return out;
  }

  /** As {@link #write}, all into one folder and in one language. */
  public static List<Returned> write(
      Verdicts.Tables tables, List<Verdict> verdicts, Conf conf, Path folder, Lang lang) {
    Returns returns = new Returns(tables, conf);
    return verdicts.stream().map(verdict -> returns.write(verdict, lang, folder, "")).toList();
  }

  /**
   * The letter about a file written before.
   *
   * @param verdict of {@link Verdicts#read}
   */
  public static Returned again(
      Verdicts.Tables tables, Verdict verdict, Conf conf, Lang lang, Path path) {
    Returns returns = new Returns(tables, conf);
    Kind kind = returns.kind(verdict, returns.source(verdict));
    return new Returned(
        path, lang, verdict, kind.copy(), returns.words(lang).letter(verdict, kind));
  }

  /**
   * Languages in which a submission goes back: those of whoever gets returns of its region, else
   * that of its headings, else the country's own.
   */
  public static Set<Lang> languages(Verdict verdict, Conf conf) {
    Set<Lang> out = new LinkedHashSet<>();
    for (Mail.Recipient to : conf.mail().recipients()) {
      if (to.returnsOf().contains(Mail.sender(verdict.region()))) {
        out.add(to.language());
      }
    }
    if (out.isEmpty()) {
      out.add(Objects.requireNonNullElse(verdict.headings(), conf.country().defaultLanguage()));
    }
    return out;
  }

  private Letters words(Lang lang) {
    return new Letters(texts(lang), conf);
  }

  private ReturnTexts texts(Lang lang) {
    return texts.computeIfAbsent(lang, l -> new ReturnTexts(l, conf.country()));
  }

  /** Where the content lies; null when there is none to give back. */
  private @Nullable Path source(Verdict verdict) {
    Path file = tables.archive().resolve(Submissions.archivePath(verdict.sha256()));
    return verdict.hasContent() && !verdict.persons() && Files.isRegularFile(file) ? file : null;
  }

  private Kind kind(Verdict verdict, @Nullable Path source) {
    String container = verdict.container();
    if (!verdict.hasContent() || container == null) {
      return Kind.UNREADABLE;
    }
    if (verdict.persons()) {
      return Kind.PERSONS;
    }
    try {
      if (source == null || !ReturnWorkbook.isSmall(source, container)) {
        return Kind.BIG;
      }
    } catch (IOException e) {
      LOG.warn("Cannot measure {} of submission {}", source, verdict.submission(), e);
      return Kind.BIG;
    }
    if (verdict.count() > verdict.findings().size()) {
      return Kind.BIG;
    }
    return container.equals("xlsx") || container.equals("xls") ? Kind.COPY : Kind.TEXT;
  }

  private Returned write(Verdict verdict, Lang lang, Path folder, String below) {
    Path source = source(verdict);
    Kind kind = kind(verdict, source);
    Letters words = words(lang);
    Path home = folder.resolve(below);
    String stem = names.free(below, verdict.file(), lang.code(), verdict.submission());
    List<Remark> remarks =
        verdict.findings().stream().map(finding -> remark(finding, words)).toList();
    Path target = home.resolve(stem + ".xlsx");
    try {
      Files.createDirectories(home);
      if (kind == Kind.COPY && source != null) {
        FrontPage page = page(verdict, lang, words, "todo.copy");
        try {
          if (Objects.equals(verdict.container(), "xls")) {
            target = home.resolve(stem + ".xls");
            replace(target, ReturnWorkbook.copyOfXls(source, page, remarks));
          } else {
            replace(target, ReturnWorkbook.copyOfXlsx(source, page, remarks));
          }
        } catch (NotCopied e) {
          LOG.warn("Submission {} goes back rebuilt: {}", verdict.submission(), e.getMessage());
          target = home.resolve(stem + ".xlsx");
          FrontPage rebuilt = page(verdict, lang, words, "todo.rebuilt");
          replace(target, ReturnWorkbook.rebuilt(rows(verdict), rebuilt, remarks));
        }
      } else if (kind == Kind.TEXT) {
        FrontPage page = page(verdict, lang, words, "todo.text");
        replace(target, ReturnWorkbook.rebuilt(rows(verdict), page, remarks));
      } else {
        list(verdict, kind, lang, words, remarks, target);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write returned file: " + target, e);
    }
    return new Returned(target, lang, verdict, kind.copy(), words.letter(verdict, kind));
  }

  private void list(
      Verdict verdict, Kind kind, Lang lang, Letters words, List<Remark> remarks, Path target)
      throws IOException {
    FrontPage page = page(verdict, lang, words, "todo." + kind.word());
    List<SourceRow> rows = kind == Kind.BIG ? someRows(verdict) : List.of();
    Iterator<Remark> all = remarks.iterator();
    if (verdict.count() > verdict.findings().size()) {
      Iterator<Finding> findings = Verdicts.all(tables, verdict.submission());
      all =
          new Iterator<>() {
            @Override
            public boolean hasNext() {
              return findings.hasNext();
            }

            @Override
            public Remark next() {
              return remark(findings.next(), words);
            }
          };
    }
    Path fresh = target.resolveSibling("." + target.getFileName() + ".new");
    try {
      ReturnWorkbook.list(fresh, page, all, rows, remarks);
      move(fresh, target);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }

  /** Every row of a submission, sheet by sheet. */
  private Iterable<SourceRow> rows(Verdict verdict) {
    Dataset<Row> rows =
        tables
            .rawRows()
            .where(col(RawRows.SUBMISSION_ID).equalTo(verdict.submission()))
            .sort(RawRows.SHEET_INDEX, RawRows.ROW);
    return rows.collectAsList().stream().map(Returns::row).toList();
  }

  /** The top of every sheet and the rows that findings name, as far as they fit. */
  private List<SourceRow> someRows(Verdict verdict) {
    Dataset<Row> rows =
        tables.rawRows().where(col(RawRows.SUBMISSION_ID).equalTo(verdict.submission()));
    Map<String, Set<Integer>> wanted = new HashMap<>();
    int left = SHOWN_ROWS;
    for (Finding finding : verdict.findings()) {
      String sheet = finding.address().sheet();
      if (sheet != null
          && finding.address().row() > 0
          && left > 0
          && wanted
              .computeIfAbsent(sheet, name -> new LinkedHashSet<>())
              .add(finding.address().row())) {
        left--;
      }
    }
    Column shown = col(RawRows.ROW).leq(TOP_ROWS);
    for (Map.Entry<String, Set<Integer>> e : wanted.entrySet()) {
      shown =
          shown.or(
              col(RawRows.SHEET)
                  .equalTo(e.getKey())
                  .and(col(RawRows.ROW).isInCollection(e.getValue())));
    }
    return rows.where(shown).sort(RawRows.SHEET_INDEX, RawRows.ROW).collectAsList().stream()
        .map(Returns::row)
        .toList();
  }

  private static SourceRow row(Row row) {
    List<SourceRow.SourceCell> cells = new ArrayList<>();
    for (Row cell : row.<Row>getList(row.fieldIndex(RawRows.CELLS))) {
      cells.add(
          new SourceRow.SourceCell(
              cell.getInt(0),
              cell.getString(1).charAt(0),
              cell.getString(2),
              cell.isNullAt(3) ? null : cell.getDouble(3),
              cell.getInt(4),
              cell.getInt(5)));
    }
    return new SourceRow(
        row.getAs(RawRows.SHEET), row.getAs(RawRows.SHEET_HIDDEN), row.getAs(RawRows.ROW), cells);
  }

  private Remark remark(Finding finding, Letters words) {
    return new Remark(
        finding.address().sheet(),
        spots(finding),
        finding.severity(),
        words.sheet(finding),
        words.cell(finding),
        words.word(finding),
        shortened(words.stood(finding)),
        words.sentence(finding));
  }

  /** Cells to paint: those a rule names, the cell, the row's first, or the top of the sheet. */
  static List<Remark.Spot> spots(Finding finding) {
    if (finding.address().sheet() == null) {
      return List.of();
    }
    Set<Remark.Spot> out = new LinkedHashSet<>();
    for (String cell : finding.arguments().getOrDefault("cells", "").split(" ", -1)) {
      Remark.Spot spot = spot(cell);
      if (spot != null) {
        out.add(spot);
      }
    }
    if (out.isEmpty()) {
      out.add(
          finding.address().row() == 0
              ? new Remark.Spot(1, 1)
              : new Remark.Spot(finding.address().row(), finding.address().column()));
    }
    return List.copyOf(out);
  }

  private static Remark.@Nullable Spot spot(String cell) {
    int letters = 0;
    int column = 0;
    while (letters < cell.length() && cell.charAt(letters) >= 'A' && cell.charAt(letters) <= 'Z') {
      column = column * 26 + cell.charAt(letters++) - 'A' + 1;
    }
    String row = cell.substring(letters);
    return letters == 0 || letters > 3 || !row.matches("[1-9][0-9]{0,6}")
        ? null
        : new Remark.Spot(Integer.parseInt(row), column);
  }

  private FrontPage page(Verdict verdict, Lang lang, Letters words, String todo) {
    ReturnTexts t = texts(lang);
    String unknown = t.say("unknown");
    List<String> forms =
        verdict.forms().stream()
            .map(key -> conf.form(key).map(form -> form.title().in(lang)).orElse(key))
            .toList();
    String rows = ReturnSheet.name(t.say("sheet.rows"));
    return new FrontPage(
        ReturnSheet.name(t.say("sheet")),
        rows,
        t.say("sheet.data"),
        t.say(verdict.mustFix() ? "title.fix" : "title.check", "file", verdict.file()),
        List.of(
            new FrontPage.Fact(t.say("fact.file"), verdict.file()),
            new FrontPage.Fact(
                t.say("fact.region"),
                verdict.region() == null ? unknown : regionName(verdict.region(), verdict, lang)),
            new FrontPage.Fact(
                t.say("fact.received"), t.moment(verdict.receivedAt(), conf.country().timeZone())),
            new FrontPage.Fact(
                t.say("fact.form"), forms.isEmpty() ? unknown : String.join("; ", forms)),
            new FrontPage.Fact(t.say("fact.date"), dates(verdict, t, unknown)),
            new FrontPage.Fact(t.say("fact.became"), words.became(verdict))),
        words.todo(verdict, todo, rows),
        Map.of(
            Severity.REJECT, t.say("legend.reject"),
            Severity.HOLD, t.say("legend.hold"),
            Severity.WARN, t.say("legend.warn"),
            Severity.INFO, t.say("legend.info")),
        List.of(
            t.say("head.number"),
            t.say("head.sheet"),
            t.say("head.cell"),
            t.say("head.word"),
            t.say("head.stood"),
            t.say("head.sentence")),
        t.say("head.row"),
        t.say("uncalculated"),
        t.say("page", "page", "&P", "pages", "&N"),
        verdict.receivedAt());
  }

  private static String dates(Verdict verdict, ReturnTexts texts, String unknown) {
    if (verdict.dates().isEmpty()) {
      return unknown;
    }
    String first = texts.date(verdict.dates().get(0));
    return verdict.dates().size() == 1
        ? first
        : texts.say(
            "dates",
            "first",
            first,
            "last",
            texts.date(verdict.dates().get(verdict.dates().size() - 1)));
  }

  /** The name a region had on the day its file is about. */
  private String regionName(RegionCode code, Verdict verdict, Lang lang) {
    LocalDate day =
        verdict.dates().isEmpty()
            ? verdict.receivedAt().atZone(conf.country().timeZone()).toLocalDate()
            : verdict.dates().get(0);
    return conf.region(code, day).map(region -> region.name().in(lang)).orElse(code.value());
  }

  private static String shortened(String text) {
    return text.length() <= LONGEST_QUOTE ? text : text.substring(0, LONGEST_QUOTE - 1) + "…";
  }

  /** Readers of the folder see the old file or the new one, never half of it. */
  private static void replace(Path file, byte[] bytes) throws IOException {
    Path fresh = file.resolveSibling("." + file.getFileName() + ".new");
    try {
      Files.write(fresh, bytes);
      move(fresh, file);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }

  private static void move(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
