package org.sitrep.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDResources;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sitrep.config.Conf;
import org.sitrep.config.Country;
import org.sitrep.config.ReleaseRule;
import org.sitrep.config.ReportingRule;
import org.sitrep.config.Text;
import org.sitrep.domain.Lang;
import org.sitrep.report.pdf.FontBook;
import org.sitrep.report.pdf.Pdf;
import org.sitrep.report.pdf.PdfJob;
import org.sitrep.report.pdf.PdfRenderer;
import org.sitrep.report.pdf.PrintRefused;
import org.sitrep.testkit.SparkTest;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

class ReportTest extends SparkTest {
  @TempDir static Path folder;

  private static final FontBook FONTS = FontBook.load();
  private static final Map<String, byte[]> FULL = new HashMap<>();
  private static Conf conf;
  private static SituationReport report;
  private static List<ReportFile> files;

  @BeforeAll
  static void renderOnce() throws IOException {
    conf = ReportFixture.conf();
    ReportFixture fixture = ReportFixture.full(conf);
    report = fixture.read(spark());
    files =
        Report.render(
            fixture.indicators(spark()),
            fixture.findings(spark()),
            fixture.revisions(spark()),
            fixture.submissions(spark()),
            ReportFixture.night(),
            conf,
            folder.resolve("reports/2021-02-15"));
    for (ReportFile file : files) {
      FULL.put(file.lang().code(), Files.readAllBytes(file.path()));
    }
  }

  @Test
  void oneFileForEveryLanguageUnderItsContractName() throws IOException {
    assertThat(files).extracting(ReportFile::edition).containsOnly("national");
    try (Stream<Path> written = Files.list(folder.resolve("reports/2021-02-15"))) {
      assertThat(written.map(p -> p.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "sitrep-national-2021-02-15-kk.pdf",
              "sitrep-national-2021-02-15-ru.pdf",
              "sitrep-national-2021-02-15-en.pdf");
    }
    assertThat(files).allSatisfy(f -> assertThat(f.pages()).isEqualTo(5));
    assertThat(files).allSatisfy(f -> assertThat(f.sha256()).hasSize(64));
  }

  @Test
  void figuresReadAsEachLanguageWritesThem() throws IOException {
    assertThat(text(FULL.get("en")))
        .contains("203,259", "2,540", "64.2", "686", "22,000", "No. 15")
        .contains(
            "New cases in the last 24 hours, provisional: 686; vaccine stock lasts about 8 more"
                + " days");
    for (String lang : List.of("ru", "kk")) {
      assertThat(text(FULL.get(lang))).contains("203 259", "2 540", "64,2", "22 000", "№ 15");
    }
    assertThat(text(FULL.get("ru")))
        .contains("Новые случаи за сутки, предварительно: 686")
        .contains("15 февраля 2021");
  }

  @Test
  void changeIsNewsOnlyOnceTheWeekIsComplete() {
    assertThat(pages(report, "en").headline()).startsWith("New cases in the last 24 hours, prov");
    assertThat(pages(report, "kk").headline())
        .startsWith("Өткен тәуліктегі жаңа жағдайлар, алдын ала дерек: 686");
    assertThat(plain(pages(report, "en").keyCases()))
        .contains("The 7-day average is 724* a day.")
        .endsWith(
            "Regions where cases are rising: 4 of 16 (North Kazakhstan, Pavlodar, Kostanay,"
                + " Karaganda). 1 region cannot be compared yet: days are missing.");
    assertThat(plain(pages(report, "ru").keyCases()))
        .contains("Регионов с ростом числа случаев: 4 из 16 (")
        .endsWith("). 1 регион пока нельзя сравнить: есть дни без данных.");

    SituationReport settled = ReportFixture.full(conf).settled().read(spark());
    assertThat(pages(settled, "en").headline())
        .isEqualTo("New cases fell 14% in a week; vaccine stock lasts about 8\u00A0more days");
    assertThat(plain(pages(settled, "ru").headline()))
        .startsWith("За неделю новых случаев меньше на 14 %;");
    assertThat(plain(pages(settled, "en").keyCases()))
        .contains("a day, against ")
        .contains("Regions where cases are rising: 4 of 17 (")
        .doesNotContain("cannot be compared");
  }

  @Test
  void secondAttemptTellsWhatTheFirstOneFound() {
    SituationReport second = ReportFixture.full(conf).read(spark(), ReportFixture.attempt(2));
    assertThat(second.nightId()).isEqualTo("2021-02-15.2");
    assertThat(second.findings().total()).isEqualTo(8);
    assertThat(second.files()).isEqualTo(new SituationReport.FilesTonight(50, 1, 1));
  }

  @Test
  void changesSinceTheLastReportAreSplitFromTodayAndExplained() {
    assertThat(plain(pages(report, "en").changes()))
        .isEqualTo(
            """
            Compared with the report for 14 February 2021:
            new cases: 686 for 15 February 2021 and +18 for earlier days.
            doses given: 945 for 15 February 2021 and +40 for earlier days.
            Mangystau, 14 February 2021: doses given – → 40 (received late).
            Mangystau, 14 February 2021: stock 700 → 600 (received late).
            Karaganda, 13 February 2021: new cases, PCR+ 35 → 53 (corrected: “duplicates of the second laboratory”).
            Series break: earlier days follow a changed definition or configuration: incidence_14d.\
            """);
    assertThat(plain(pages(report, "en").keyTrust()))
        .endsWith("Earlier days changed: cases +18, doses +40.");
    assertThat(plain(pages(report, "ru").keyTrust()))
        .endsWith("Изменены прошлые дни: случаи +18, дозы +40.");
  }

  @Test
  void firstReportAndUnchangedOneSayThatNothingMoved() {
    assertThat(pages(ReportFixture.empty(conf).read(spark()), "en").changes())
        .isEqualTo(
            "No figure for an earlier day has changed since the report for 14 February 2021.");
  }

  @Test
  void areasOutsideTheRegisterDoNotStandForTheNation() throws IOException {
    SituationReport some =
        ReportFixture.full(conf)
            .outside("cases_cumulative", "stream=U07.1", 1012)
            .outside("cases_new", "stream=U07.1", 3)
            .read(spark());
    assertThat(some.lead().casesCumulative().value()).isEqualTo(203259);
    assertThat(some.lead().casesNew().value()).isEqualTo(686);
    assertThat(pages(report, "en").regionsNote()).doesNotContain("outside the register");
    assertThat(plain(pages(some, "kk").regionsNote()))
        .endsWith("хабарланғандар да кіреді: жағдай – 1 012, жаңа жағдай – 3.");
    assertThat(plain(pages(some, "ru").regionsNote()))
        .endsWith(
            "\nВ итог входит и то, что сообщено по территориям вне реестра регионов:"
                + " случаев – 1 012, новых случаев – 3.");
    Pdf pdf = render(Report.job(some, conf, new Lang("en"), FONTS));
    assertThat(pdf.pages()).isEqualTo(5);
    assertThat(text(pdf.bytes()))
        .contains(
            "what was reported for areas outside the register of regions:"
                + " cases 1,012, new cases 3.");
  }

  @Test
  void planOfOneProductIsNotMetByAnother() {
    assertThat(progress(report, "S2021_02").numerator()).isEqualTo(22000);
    assertThat(progress(report, "T2021_STAGE1").known()).isTrue();

    SituationReport two =
        ReportFixture.full(conf)
            .told("doses_delivered_cumulative", "", 27000)
            .told("doses_delivered_cumulative", "product=QAZVAC", 5000)
            .told("doses_delivered_cumulative", "product=SPUTNIK_V_KPC", 1000)
            .told("doses_cumulative", "", 20000)
            .told("doses_cumulative", "dose=1;product=QAZVAC", 500)
            .read(spark());
    assertThat(progress(two, "S2021_02").numerator()).isEqualTo(23000);
    assertThat(progress(two, "S2021_02").denominator()).isEqualTo(112000);
    assertThat(two.targets())
        .extracting(t -> t.target().key())
        .contains("T2021_6M")
        .doesNotContain("T2021_STAGE1");

    SituationReport untold =
        ReportFixture.empty(conf).told("doses_delivered_cumulative", "", 22000).read(spark());
    assertThat(progress(untold, "S2021_02")).isEqualTo(Figure.NONE);
  }

  private static Figure progress(SituationReport report, String target) {
    return report.targets().stream()
        .filter(t -> t.target().key().equals(target))
        .findFirst()
        .orElseThrow()
        .progress();
  }

  private static NationalPages pages(SituationReport report, String lang) {
    return new NationalPages(report, conf, Wording.of(new Lang(lang), conf.country()), FONTS);
  }

  /** Without styles and with one kind of space. */
  private static String plain(String styled) {
    return styled.replaceAll("<[^>]*>", "").replace('\u00A0', ' ');
  }

  @Test
  void kazakhLettersCanBeCopied() throws IOException {
    String text = text(FULL.get("kk"));
    assertThat(text).contains("Қазақстан Республикасының Денсаулық сақтау министрлігі");
    assertThat(text).contains("ә", "ғ", "қ", "ң", "ө", "ұ", "ү", "і", "Қ", "Ө");
    assertThat(text).doesNotContain("\uFFFD");
  }

  @Test
  void everyPageSaysThatItIsADemonstrationAndFromWhichNight() throws IOException {
    try (PDDocument document = Loader.loadPDF(FULL.get("en"))) {
      PDFTextStripper stripper = new PDFTextStripper();
      for (int page = 1; page <= document.getNumberOfPages(); page++) {
        stripper.setStartPage(page);
        stripper.setEndPage(page);
        assertThat(stripper.getText(document))
            .contains("not an official publication")
            .contains("Night 2021-02-15.1 · fingerprint fedcba9876543210")
            .contains("Page " + page + " of 5");
      }
    }
  }

  @Test
  void whatIsMissingCarriedOrWrongIsToldInTheReport() throws IOException {
    assertThat(text(FULL.get("en")))
        .contains("16,736*", "Not received from: Atyrau Region")
        .contains("Not received: Atyrau. Late:", "Kyzylorda")
        .contains("Mangystau, 14 February 2021: stock 700 → 600 (received late).")
        .contains("Earlier days changed: cases +18, doses +40.")
        .contains("[FILE_ENCRYPTED]", "Лист1!D14", "(and 3 more of this kind in the file)");
  }

  @Test
  void whoSentWhatIsShownForEveryRegionAndToldInWords() throws IOException {
    SituationReport.SenderLine atyrau = sender("ATY");
    assertThat(atyrau.forms().get(0))
        .isEqualTo(
            new SituationReport.SenderForm("cases", SituationReport.Mark.MISSING, 0, 4, null));
    assertThat(atyrau.days())
        .hasSize(28)
        .endsWith(
            SituationReport.Mark.IN_TIME,
            SituationReport.Mark.MISSING,
            SituationReport.Mark.MISSING,
            SituationReport.Mark.MISSING,
            SituationReport.Mark.MISSING)
        .startsWith(SituationReport.Mark.NOT_DUE);
    assertThat(sender("YUZ").forms().get(0).mark()).isEqualTo(SituationReport.Mark.ZERO);
    assertThat(sender("PAV").forms().get(0).volume()).isEqualTo(1 / 3.0);
    assertThat(alt("Atyrau"))
        .isEqualTo(
            "Atyrau: 1 not received, days in a row: 4; 2 in time; 3 in time; 4 in time; 5 in time;"
                + " of the last 28 days not received on 4, late on 0, zeros on 0.");
    assertThat(alt("Kyzylorda"))
        .isEqualTo(
            "Kyzylorda: 1 late by 3 h; 2 in time; 3 in time; 4 in time; 5 in time;"
                + " of the last 28 days not received on 0, late on 5, zeros on 0.");
    assertThat(text(FULL.get("en")))
        .contains("Who sent what, and who has been silent", "Worst form of each of 28 days")
        .contains("× 4", "+3", "33%");
    assertThat(pages(ReportFixture.empty(conf).read(spark()), "en").hasSenders()).isFalse();
  }

  private static SituationReport.SenderLine sender(String region) {
    return report.senders().stream()
        .filter(line -> line.region().value().equals(region))
        .findFirst()
        .orElseThrow();
  }

  private static String alt(String region) {
    return pages(report, "en").senderRows().stream()
        .filter(row -> region.equals(row.get("name")))
        .map(row -> ((org.sitrep.report.pdf.Drawing) row.get("line")).alt())
        .findFirst()
        .orElseThrow();
  }

  @Test
  void theTwoStreamsAreNeverAddedUp() throws IOException {
    assertThat(text(FULL.get("en")))
        .contains("203,259", "48,609")
        .doesNotContain("251,868", "3,129");
  }

  @Test
  void sameNightGivesTheSameBytes() {
    for (ReportFile file : files) {
      Pdf again = render(Report.job(report, conf, file.lang(), FONTS));
      assertThat(again.bytes()).isEqualTo(FULL.get(file.lang().code()));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"kk", "ru", "en"})
  void archivableAndAccessible(String lang) throws Exception {
    VeraGreenfieldFoundryProvider.initialise();
    Locale before = Locale.getDefault();
    // The validator itself stumbles over the Turkish letter i: it lower-cases names of types.
    Locale.setDefault(Locale.ROOT);
    try {
      assertCompliant(FULL.get(lang), lang);
    } finally {
      Locale.setDefault(before);
    }
  }

  private static void assertCompliant(byte[] pdf, String lang) throws Exception {
    for (PDFAFlavour flavour : List.of(PDFAFlavour.PDFA_2_A, PDFAFlavour.PDFUA_1)) {
      try (PDFAParser parser =
              Foundries.defaultInstance().createParser(new ByteArrayInputStream(pdf), flavour);
          PDFAValidator validator = Foundries.defaultInstance().createValidator(flavour, false)) {
        ValidationResult result = validator.validate(parser);
        assertThat(result.getTestAssertions().stream().map(TestAssertion::getMessage).distinct())
            .as("%s in %s", flavour, lang)
            .isEmpty();
        assertThat(result.isCompliant()).isTrue();
      }
    }
  }

  @Test
  void vectorsOnlyFontsEmbeddedAndSmall() throws IOException {
    for (byte[] bytes : FULL.values()) {
      assertThat(bytes.length).isLessThan(500_000);
      try (PDDocument document = Loader.loadPDF(bytes)) {
        for (PDPage page : document.getPages()) {
          PDResources resources = page.getResources();
          for (COSName name : resources.getXObjectNames()) {
            assertThat(resources.isImageXObject(name)).isFalse();
          }
          for (COSName name : resources.getFontNames()) {
            assertThat(resources.getFont(name).isEmbedded()).isTrue();
          }
        }
        assertThat(document.getDocumentCatalog().getDocumentOutline().hasChildren()).isTrue();
      }
    }
  }

  @Test
  void aNightWithoutAnyFigureSaysSoInsteadOfEmptyCharts() throws IOException {
    SituationReport empty = ReportFixture.empty(conf).read(spark());
    for (Lang lang : conf.country().languages()) {
      String text = text(render(Report.job(empty, conf, lang, FONTS)).bytes());
      assertThat(text).doesNotContain("null").doesNotContain("NaN").doesNotContain("{");
    }
    assertThat(text(render(Report.job(empty, conf, new Lang("en"), FONTS)).bytes()))
        .contains("No case figures were received for this day")
        .contains("so there is no curve to show")
        .contains("No vaccination figures have been received for this day yet.")
        .contains("No findings.")
        .doesNotContain("Vaccination by region")
        .doesNotContain("Vaccine supply");
  }

  @Test
  void figuresOfALargeCountryFitTheirPlaces() throws IOException {
    SituationReport large =
        ReportFixture.full(conf)
            .told("cases_cumulative", "stream=U07.1", 103_531_994)
            .told("cases_new", "stream=U07.1", 1_119_611)
            .told("deaths_cumulative", "stream=U07.1", 1_107_933)
            .told("doses_cumulative", "", 610_018_265)
            .told("doses_cumulative", "dose=1", 406_805_886)
            .told("doses_new", "", 5_250_000)
            .told("doses_delivered_cumulative", "", 711_247_180)
            .read(spark());
    for (Lang lang : conf.country().languages()) {
      assertThat(text(render(Report.job(large, conf, lang, FONTS)).bytes()))
          .containsPattern("610.018.265");
    }
  }

  @Test
  void patientsAreToldWhereNobodyCountsBeds() throws IOException {
    SituationReport report =
        ReportFixture.empty(conf)
            .told("icu_occupied", "", 3679)
            .told("inpatients", "", 32380)
            .read(spark());
    assertThat(text(render(Report.job(report, conf, new Lang("en"), FONTS)).bytes()))
        .containsPattern("Intensive-care beds occupied\\s+3,679")
        .containsPattern("In hospital\\s+32,380");
  }

  @Test
  void deliveriesThatAreNotToldByComponentStandByProduct() throws IOException {
    SituationReport report =
        ReportFixture.empty(conf)
            .told("doses_delivered_cumulative", "", 70_000)
            .told("doses_delivered_cumulative", "product=SPUTNIK_V_RU", 70_000)
            .read(spark());
    assertThat(text(render(Report.job(report, conf, new Lang("en"), FONTS)).bytes()))
        .contains("Sputnik V (imported) 70,000")
        .contains("Doses by product since the start of the campaign");
  }

  @Test
  void groupsAreShownThoughDosesAreNotToldApart() throws IOException {
    SituationReport report =
        ReportFixture.empty(conf)
            .told("doses_cumulative", "", 4000)
            .told("doses_cumulative", "priority_group=SES", 1000)
            .read(spark());
    assertThat(text(render(Report.job(report, conf, new Lang("en"), FONTS)).bytes()))
        .contains("Doses by group and their share of all doses")
        .contains("Sanitary service")
        .contains("25%");
  }

  @Test
  void aFormThatNobodySentIsListedOnce() throws IOException {
    ReportFixture fixture = ReportFixture.empty(conf);
    for (String region : List.of("AST", "ALA", "SHY", "AKM", "AKT", "ALM")) {
      fixture.missing("tests", region);
    }
    SituationReport report = fixture.missing("hospital", "AST").read(spark());
    assertThat(report.findings().top()).hasSize(2);
    assertThat(text(render(Report.job(report, conf, new Lang("en"), FONTS)).bytes()))
        .contains("(the same for 5 more regions)");
  }

  @Test
  void whateverSendersWriteIsPrinted() throws IOException {
    SituationReport hostile =
        ReportFixture.full(conf)
            .finding(
                "CELL_NOT_A_NUMBER",
                "reject",
                "ALA",
                "\u202Egnp.\u4E2D\u6587 " + "x".repeat(200) + ".xlsx",
                "B2",
                "<b>12\u0000O</b> & \uD83D\uDE00 '" + "9".repeat(400) + "'")
            .read(spark());
    for (Lang lang : conf.country().languages()) {
      assertThat(text(render(Report.job(hostile, conf, lang, FONTS)).bytes()))
          .contains("<b>12 O</b> &", "□");
    }
  }

  @Test
  void readsEveryTableOnce() {
    ReportFixture fixture = ReportFixture.full(conf);
    assertThat(jobs(() -> fixture.read(spark()))).isLessThanOrEqualTo(4);
  }

  @Test
  void textThatDoesNotFitStopsTheReport() {
    Conf wordy = withTitle(conf, "A situation report with a title of its own ".repeat(6).strip());
    assertThatThrownBy(() -> render(Report.job(report, wordy, new Lang("en"), FONTS)))
        .isInstanceOf(PrintRefused.class)
        .hasMessageContaining("page 1: text does not fit its box");
  }

  @Test
  void letterTheFontLacksStopsTheReport() {
    Conf chinese = withTitle(conf, "COVID-19 \u75AB\u60C5");
    assertThatThrownBy(() -> render(Report.job(report, chinese, new Lang("en"), FONTS)))
        .isInstanceOf(PrintRefused.class)
        .hasMessageContaining("page 1: the font lacks U+75ab");
  }

  @Test
  void headingOnAnotherPageOrTooManyPagesStopTheReport() {
    PdfJob job = Report.job(report, conf, new Lang("en"), FONTS);
    PdfJob strict =
        new PdfJob(
            job.template(),
            job.parts(),
            job.parameters(),
            job.locale(),
            job.title(),
            job.author(),
            job.subject(),
            job.keywords(),
            job.seed(),
            job.created(),
            Map.of("Regions", 1),
            1,
            4);
    assertThatThrownBy(() -> render(strict))
        .isInstanceOf(PrintRefused.class)
        .hasMessageContaining("heading \"Regions\" stands on page 2, planned is 1")
        .hasMessageContaining("5 pages where 1 to 4 are expected");
  }

  @Test
  void allTwentyRegionsOfLaterYearsFitTheirPages() {
    SituationReport.RegionLine line = report.regions().get(0);
    List<SituationReport.RegionLine> twenty =
        Stream.concat(report.regions().stream(), Stream.of(line, line, line)).toList();
    assertThat(render(Report.job(with(report, twenty), conf, new Lang("ru"), FONTS)).pages())
        .isEqualTo(5);
  }

  private static Pdf render(PdfJob job) {
    return new PdfRenderer(FONTS).render(job);
  }

  private static String text(byte[] pdf) throws IOException {
    try (PDDocument document = Loader.loadPDF(pdf)) {
      // The font draws both spaces with one glyph, so readers get back either of them.
      return new PDFTextStripper().getText(document).replace('\u00A0', ' ');
    }
  }

  private static SituationReport with(SituationReport r, List<SituationReport.RegionLine> regions) {
    return new SituationReport(
        r.date(),
        r.number(),
        r.nightId(),
        r.fingerprint(),
        r.confVersion(),
        r.provisional(),
        r.knownAt(),
        r.streams(),
        regions,
        r.outside(),
        r.vaccination(),
        r.groups(),
        r.supply(),
        r.supplyTotal(),
        r.targets(),
        r.tests(),
        r.hospital(),
        r.forms(),
        r.senders(),
        r.changes(),
        r.files(),
        r.findings());
  }

  private static Conf withTitle(Conf c, String title) {
    Country k = c.country();
    Map<String, String> titles = new TreeMap<>();
    k.languages().forEach(l -> titles.put(l.code().toLowerCase(Locale.ROOT), title));
    Country country =
        new Country(
            k.code(),
            k.name(),
            k.nameGenitive(),
            k.ministry(),
            new Text(titles),
            k.disclaimer(),
            k.timeZone(),
            k.languages(),
            k.defaultLanguage(),
            k.locales(),
            k.cutOff(),
            k.reportTime(),
            k.firstReportDate(),
            k.epidemicStart(),
            k.campaignStart(),
            k.streams(),
            k.historyDays(),
            k.minimumForChange(),
            k.incidencePer(),
            k.reproduction(),
            k.coverageDenominators());
    return new Conf(
        c.directory(),
        c.version(),
        country,
        c.regions(),
        c.districts(),
        c.populations(),
        c.ambiguousAliases(),
        c.products(),
        c.priorityGroups(),
        c.targets(),
        c.zoneRules(),
        c.holidays(),
        c.calendar(),
        c.forms(),
        c.rules(),
        c.corrections(),
        c.words(),
        c.limits(),
        c.mail(),
        c.wording(),
        c.persons(),
        ReleaseRule.DEFAULT,
        ReportingRule.DEFAULT);
  }
}
