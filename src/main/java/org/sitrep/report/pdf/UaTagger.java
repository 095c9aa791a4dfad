package org.sitrep.report.pdf;

import com.lowagie.text.pdf.PdfDate;
import com.lowagie.text.pdf.PdfEncryption;
import com.lowagie.text.pdf.PdfName;
import com.lowagie.text.pdf.PdfObject;
import com.lowagie.text.pdf.PdfString;
import com.lowagie.text.pdf.PdfWriter;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.GregorianCalendar;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import net.sf.jasperreports.engine.JRPrintElement;
import net.sf.jasperreports.engine.JRPrintFrame;
import net.sf.jasperreports.engine.JRPrintImage;
import net.sf.jasperreports.engine.JRPrintText;
import net.sf.jasperreports.engine.JRStyledTextAttributeSelector;
import net.sf.jasperreports.engine.export.PdfConstants;
import net.sf.jasperreports.engine.util.StyledTextListWriter;
import net.sf.jasperreports.export.AccessibilityUtil;
import net.sf.jasperreports.pdf.PdfXmpCreator;
import net.sf.jasperreports.pdf.classic.ClassicPdfProducer;
import net.sf.jasperreports.pdf.classic.ClassicStructureEntry;
import net.sf.jasperreports.pdf.common.PdfProducer;
import net.sf.jasperreports.pdf.common.PdfStructure;
import net.sf.jasperreports.pdf.common.PdfStructureEntry;
import net.sf.jasperreports.pdf.common.PdfTagger;
import net.sf.jasperreports.pdf.type.PdfaConformanceEnum;
import org.jspecify.annotations.Nullable;

/**
 * Writes the structure a screen reader follows: headings, paragraphs, lists, tables with header
 * cells, figures with their alternative text; page furniture and decoration become artifacts. The
 * free edition of JasperReports brings the interface but only a stub that throws.
 *
 * <p>It also fixes dates and document id, because it is called at the one moment between opening
 * the document and writing to it.
 */
final class UaTagger implements PdfTagger {
  private static final String TAG = "net.sf.jasperreports.export.pdf.tag.";
  private static final String ALT = "net.sf.jasperreports.export.figure.alt";

  /** A text higher than this many times its size has more than one line. */
  private static final float ONE_LINE = 2.1f;

  private final Instant created;
  private final byte[] id;
  private final PdfaConformanceEnum conformance;

  private final Deque<PdfStructureEntry> open = new ArrayDeque<>();
  private final Deque<Boolean> artifactElements = new ArrayDeque<>();
  private final Map<UUID, PdfStructureEntry> tables = new HashMap<>();
  private @Nullable String language;
  private @Nullable PdfStructure structure;
  private @Nullable ClassicPdfProducer producer;
  private @Nullable JRPrintText paragraphOf;
  private @Nullable PdfStructureEntry paragraph;
  private int artifactDepth;
  private boolean imageOpen;
  private boolean textOpen;

  UaTagger(Instant created, byte[] id, PdfaConformanceEnum conformance) {
    this.created = created;
    this.id = id.clone();
    this.conformance = conformance;
  }

  @Override
  public void setLanguage(String language) {
    this.language = language;
  }

  @Override
  public void setPdfProducer(PdfProducer producer) {
    this.producer = (ClassicPdfProducer) producer;
    this.structure = producer.getPdfStructure();
  }

  @Override
  public void init() {
    open.push(structure().createDocumentTag(language));
    PdfWriter writer = given(producer).getPdfWriter();
    PdfDate date = new PdfDate(GregorianCalendar.from(created.atZone(ZoneOffset.UTC)));
    writer.getInfo().put(PdfName.CREATIONDATE, date);
    writer.getInfo().put(PdfName.MODDATE, date);
    writer.getInfo().put(PdfName.FILEID, PdfEncryption.createInfoId(id, id));
    writer.setXmpMetadata(PdfXmpCreator.createXmpMetadata(writer, conformance, true));
  }

  @Override
  public void startPage() {}

  @Override
  public void endPage() {}

  @Override
  public void startElement(JRPrintElement element) {
    String role = property(element, AccessibilityUtil.PROPERTY_ACCESSIBILITY_TAG);
    boolean artifact = "artifact".equals(role);
    artifactElements.push(artifact);
    if (artifact) {
      beginArtifact();
    }
    if (starts(element, PdfConstants.PROPERTY_TAG_TABLE)) {
      startTable(element);
    }
    if (starts(element, TAG + "l")) {
      push("L");
    }
    if (starts(element, PdfConstants.PROPERTY_TAG_TR)) {
      push("TR");
    }
    if (starts(element, PdfConstants.PROPERTY_TAG_TH)) {
      cell(push("TH"), element, "Column");
    } else if (starts(element, PdfConstants.PROPERTY_TAG_TD)) {
      boolean header = isRowHeader(element);
      cell(push(header ? "TH" : "TD"), element, header ? "Row" : null);
    }
    if (starts(element, TAG + "li")) {
      push("LI");
      push("LBody");
    }
    if (isHeading(role)) {
      push(given(role).toUpperCase(Locale.ROOT));
    }
  }

  /** A table that goes on on the next page stays one table. */
  private void startTable(JRPrintElement element) {
    UUID key = element.getUUID();
    PdfStructureEntry table = key == null ? null : tables.get(key);
    if (table == null) {
      table = structure().createTag(top(), "Table");
      if (key != null && element instanceof JRPrintFrame) {
        tables.put(key, table);
      }
    }
    open.push(table);
  }

  @Override
  public void endElement(JRPrintElement element) {
    if (isHeading(property(element, AccessibilityUtil.PROPERTY_ACCESSIBILITY_TAG))) {
      open.pop();
    }
    if (ends(element, TAG + "li")) {
      open.pop();
      open.pop();
    }
    if (ends(element, PdfConstants.PROPERTY_TAG_TH)
        || ends(element, PdfConstants.PROPERTY_TAG_TD)) {
      open.pop();
    }
    if (ends(element, PdfConstants.PROPERTY_TAG_TR)) {
      open.pop();
    }
    if (ends(element, TAG + "l")) {
      open.pop();
    }
    if (ends(element, PdfConstants.PROPERTY_TAG_TABLE)) {
      open.pop();
    }
    if (artifactElements.pop()) {
      endArtifact();
    }
  }

  @Override
  public void beginArtifact() {
    if (artifactDepth++ == 0) {
      structure().beginArtifact();
    }
  }

  @Override
  public void endArtifact() {
    if (--artifactDepth == 0) {
      structure().endArtifact();
    }
  }

  @Override
  public void startImage(JRPrintImage image, float left, float bottom, float right, float top) {
    imageOpen = artifactDepth == 0;
    if (!imageOpen) {
      return;
    }
    PdfStructureEntry figure = structure().beginTag(top(), "Figure");
    figure.setBBox(left, bottom, right, top);
    String alt = property(image, ALT);
    if (alt != null) {
      put(figure, PdfName.ALT, alt);
    }
  }

  @Override
  public void endImage() {
    if (imageOpen) {
      structure().endTag();
    }
    imageOpen = false;
  }

  @Override
  public void startText(JRPrintText text) {
    startText(text, null);
  }

  @Override
  public void startText(JRPrintText text, @Nullable String actual) {
    textOpen = artifactDepth == 0;
    if (!textOpen) {
      return;
    }
    String spoken = actual;
    if (spoken == null && text.getTextHeight() > text.getFontSize() * ONE_LINE) {
      // The space at a line break is not in the page's text; without this, words run together.
      spoken =
          text.getFullStyledText(JRStyledTextAttributeSelector.getNoneSelector(null))
              .getText()
              .replace('\n', ' ');
    }
    if (isHeading(property(text, AccessibilityUtil.PROPERTY_ACCESSIBILITY_TAG))) {
      structure().beginTag(top(), null);
      if (spoken != null) {
        put(top(), PdfName.ACTUALTEXT, spoken);
      }
    } else if (paragraphOf == text) {
      structure().beginTag(given(paragraph), null);
    } else {
      paragraphOf = text;
      paragraph = structure().beginTag(top(), "P");
      if (spoken != null) {
        put(paragraph, PdfName.ACTUALTEXT, spoken);
      }
    }
  }

  @Override
  public void endText() {
    if (textOpen) {
      structure().endTag();
    }
    textOpen = false;
  }

  @Override
  public boolean isFirstLinkParagraph() {
    return false;
  }

  @Override
  public @Nullable PdfStructureEntry getCurrentLinkTag() {
    return null;
  }

  @Override
  public @Nullable StyledTextListWriter getListWriter() {
    return null;
  }

  private PdfStructureEntry push(String tag) {
    PdfStructureEntry entry = structure().createTag(top(), tag);
    open.push(entry);
    return entry;
  }

  private static void cell(
      PdfStructureEntry entry, JRPrintElement element, @Nullable String scope) {
    int columns = number(property(element, PdfConstants.PROPERTY_TAG_COLSPAN));
    int rows = number(property(element, PdfConstants.PROPERTY_TAG_ROWSPAN));
    if (columns > 1 || rows > 1) {
      entry.setSpan(columns, rows);
    }
    if (scope != null) {
      entry.setScope(scope);
    }
  }

  private static boolean isRowHeader(JRPrintElement element) {
    if ("rowheader".equals(property(element, AccessibilityUtil.PROPERTY_ACCESSIBILITY_TAG))) {
      return true;
    }
    return element instanceof JRPrintFrame frame
        && frame.getElements().stream().anyMatch(UaTagger::isRowHeader);
  }

  private static boolean isHeading(@Nullable String role) {
    return role != null && role.matches("h[1-6]");
  }

  private static boolean starts(JRPrintElement element, String name) {
    String value = property(element, name);
    return PdfConstants.TAG_START.equals(value) || PdfConstants.TAG_FULL.equals(value);
  }

  private static boolean ends(JRPrintElement element, String name) {
    String value = property(element, name);
    return PdfConstants.TAG_END.equals(value) || PdfConstants.TAG_FULL.equals(value);
  }

  private static @Nullable String property(JRPrintElement element, String name) {
    return element.hasProperties() ? element.getPropertiesMap().getProperty(name) : null;
  }

  private static int number(@Nullable String text) {
    return text == null ? 0 : Integer.parseInt(text);
  }

  /** Plain strings of this library lose Cyrillic; these do not. */
  private static void put(PdfStructureEntry entry, PdfName name, String text) {
    ((ClassicStructureEntry) entry)
        .getElement()
        .put(name, new PdfString(text, PdfObject.TEXT_UNICODE));
  }

  private PdfStructureEntry top() {
    return given(open.peek());
  }

  private PdfStructure structure() {
    return given(structure);
  }

  private static <T> T given(@Nullable T value) {
    if (value == null) {
      throw new IllegalStateException("Cannot tag: the exporter has not started the document");
    }
    return value;
  }
}
