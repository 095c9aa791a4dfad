package org.sitrep.report.pdf;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.TimeZone;
import net.sf.jasperreports.engine.DefaultJasperReportsContext;
import net.sf.jasperreports.engine.JREmptyDataSource;
import net.sf.jasperreports.engine.JRException;
import net.sf.jasperreports.engine.JRParameter;
import net.sf.jasperreports.engine.JasperFillManager;
import net.sf.jasperreports.engine.JasperPrint;
import net.sf.jasperreports.engine.JasperReport;
import net.sf.jasperreports.engine.SimpleJasperReportsContext;
import net.sf.jasperreports.engine.util.JRLoader;
import net.sf.jasperreports.export.SimpleExporterInput;
import net.sf.jasperreports.export.SimpleOutputStreamExporterOutput;
import net.sf.jasperreports.pdf.JRPdfExporter;
import net.sf.jasperreports.pdf.SimplePdfExporterConfiguration;
import net.sf.jasperreports.pdf.SimplePdfReportConfiguration;
import net.sf.jasperreports.pdf.common.PdfTaggerFactory;
import net.sf.jasperreports.pdf.type.PdfaConformanceEnum;
import org.sitrep.domain.Sha256;

/**
 * Fills a template and writes it as PDF/A-2a with PDF/UA tags. The same job gives the same bytes.
 * Templates come from Sitrep's own jar, never from a path somebody can set.
 */
public final class PdfRenderer {
  private static final PdfaConformanceEnum CONFORMANCE = PdfaConformanceEnum.PDFA_2A;
  private static final String COLOUR_PROFILE = "reports/fonts/sRGB.icc";

  private final FontBook fonts;
  private final Map<String, JasperReport> templates = new HashMap<>();

  public PdfRenderer(FontBook fonts) {
    this.fonts = fonts;
  }

  /**
   * Makes the document.
   *
   * @throws PrintRefused when any text would be cut, missing or outside its frame, or the number of
   *     pages is not what the layout allows
   */
  public Pdf render(PdfJob job) {
    PrintGuard guard = new PrintGuard(fonts);
    SimpleJasperReportsContext context =
        new SimpleJasperReportsContext(DefaultJasperReportsContext.getInstance());
    guard.watch(context);
    try {
      JasperPrint print = fill(job, context);
      guard.inspect(print);
      guard.inspectHeadings(print, job.headingPages());
      int pages = print.getPages().size();
      if (pages < job.fewestPages() || pages > job.mostPages()) {
        guard.complain(
            pages
                + " pages where "
                + job.fewestPages()
                + " to "
                + job.mostPages()
                + " are expected");
      }
      byte[] bytes = export(job, print, context);
      if (!guard.complaints().isEmpty()) {
        throw new PrintRefused(job.title() + " (" + job.locale() + ")", guard.complaints());
      }
      return new Pdf(bytes, pages);
    } catch (JRException e) {
      throw new IllegalStateException("Cannot print " + job.title(), e);
    }
  }

  private JasperPrint fill(PdfJob job, SimpleJasperReportsContext context) throws JRException {
    Map<String, Object> parameters = new HashMap<>(job.parameters());
    for (String part : job.parts()) {
      parameters.put(part, template("parts/" + part));
    }
    parameters.put(JRParameter.REPORT_LOCALE, job.locale());
    parameters.put(JRParameter.REPORT_TIME_ZONE, TimeZone.getTimeZone("UTC"));
    return JasperFillManager.getInstance(context)
        .fill(template(job.template()), parameters, new JREmptyDataSource(1));
  }

  private JasperReport template(String name) throws JRException {
    JasperReport known = templates.get(name);
    if (known != null) {
      return known;
    }
    String path = "/reports/" + name + ".jasper";
    try (InputStream in = PdfRenderer.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalStateException("Cannot find compiled template: " + path);
      }
      JasperReport loaded = (JasperReport) JRLoader.loadObject(in);
      templates.put(name, loaded);
      return loaded;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read compiled template: " + path, e);
    }
  }

  private static byte[] export(PdfJob job, JasperPrint print, SimpleJasperReportsContext context)
      throws JRException {
    byte[] id =
        Arrays.copyOf(Sha256.digest().digest(job.seed().getBytes(StandardCharsets.UTF_8)), 16);
    ByteArrayOutputStream out = new ByteArrayOutputStream(1 << 18);
    JRPdfExporter exporter =
        new JRPdfExporter(context) {
          @Override
          protected PdfTaggerFactory getPdfTaggerFactory(Boolean tagged) {
            return e -> new UaTagger(job.created(), id, CONFORMANCE);
          }
        };
    exporter.setExporterInput(new SimpleExporterInput(print));
    exporter.setExporterOutput(new SimpleOutputStreamExporterOutput(out));
    SimplePdfExporterConfiguration document = new SimplePdfExporterConfiguration();
    document.setTagged(true);
    document.setTagLanguage(job.locale().toLanguageTag());
    document.setMetadataTitle(job.title());
    document.setDisplayMetadataTitle(true);
    document.setMetadataAuthor(job.author());
    document.setMetadataSubject(job.subject());
    document.setMetadataKeywords(job.keywords());
    document.setMetadataCreator("sitrep");
    // Without object streams every name stays in the open, where subset tags can be fixed.
    document.setCompressed(false);
    document.setPdfaConformance(CONFORMANCE);
    document.setIccProfilePath(COLOUR_PROFILE);
    exporter.setConfiguration(document);
    SimplePdfReportConfiguration report = new SimplePdfReportConfiguration();
    // Otherwise text of drawings becomes outlines that nobody can select or search.
    report.setForceSvgShapes(false);
    exporter.setConfiguration(report);
    exporter.exportReport();
    byte[] bytes = out.toByteArray();
    FontSubsetNames.fix(bytes, id);
    return bytes;
  }
}
