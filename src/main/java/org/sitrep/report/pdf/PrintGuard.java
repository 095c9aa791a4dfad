package org.sitrep.report.pdf;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.sf.jasperreports.engine.JRPrintElement;
import net.sf.jasperreports.engine.JRPrintFrame;
import net.sf.jasperreports.engine.JRPrintPage;
import net.sf.jasperreports.engine.JRPrintText;
import net.sf.jasperreports.engine.JRStyledTextAttributeSelector;
import net.sf.jasperreports.engine.JasperPrint;
import net.sf.jasperreports.engine.JasperReportsContext;
import net.sf.jasperreports.engine.PrintBookmark;

/**
 * Collects everything that would be lost without a word: JasperReports leaves out text that does
 * not fit its box, OpenPDF leaves out letters the font lacks, and a drawing can write beyond its
 * frame. A report with a complaint is not written.
 */
final class PrintGuard {
  private static final String KEY = "org.sitrep.print.guard";

  private final FontBook fonts;
  private final Set<String> complaints = new LinkedHashSet<>();

  PrintGuard(FontBook fonts) {
    this.fonts = fonts;
  }

  static PrintGuard of(JasperReportsContext context) {
    if (context.getValue(KEY) instanceof PrintGuard guard) {
      return guard;
    }
    throw new IllegalStateException("Cannot draw outside a guarded print");
  }

  void watch(JasperReportsContext context) {
    context.setValue(KEY, this);
  }

  FontBook fonts() {
    return fonts;
  }

  void complain(String what) {
    complaints.add(what);
  }

  List<String> complaints() {
    return new ArrayList<>(complaints);
  }

  /** Looks at every text of a filled report. */
  void inspect(JasperPrint print) {
    int number = 0;
    for (JRPrintPage page : print.getPages()) {
      number++;
      inspect(page.getElements(), number);
    }
  }

  /** A heading that stands on another page than planned means that one before it ran over. */
  void inspectHeadings(JasperPrint print, Map<String, Integer> planned) {
    Map<String, Integer> found = new HashMap<>();
    List<PrintBookmark> bookmarks = print.getBookmarks();
    if (bookmarks != null) {
      collect(bookmarks, found);
    }
    planned.forEach(
        (heading, page) -> {
          Integer at = found.get(heading);
          if (!page.equals(at)) {
            complain("heading \"" + heading + "\" stands on page " + at + ", planned is " + page);
          }
        });
  }

  private static void collect(List<PrintBookmark> bookmarks, Map<String, Integer> found) {
    for (PrintBookmark bookmark : bookmarks) {
      found.putIfAbsent(bookmark.getLabel(), bookmark.getPageIndex() + 1);
      if (bookmark.getBookmarks() != null) {
        collect(bookmark.getBookmarks(), found);
      }
    }
  }

  private void inspect(List<JRPrintElement> elements, int page) {
    for (JRPrintElement element : elements) {
      if (element instanceof JRPrintFrame frame) {
        inspect(frame.getElements(), page);
      } else if (element instanceof JRPrintText text) {
        inspect(text, page);
      }
    }
  }

  private void inspect(JRPrintText text, int page) {
    String wanted = text.getOriginalText();
    String shown = text.getFullText();
    if (text.getTextTruncateIndex() != null
        || (wanted != null && shown != null && wanted.length() > shown.length())) {
      complain("page " + page + ": text does not fit its box: \"" + wanted + "\"");
    }
    String plain =
        text.getFullStyledText(JRStyledTextAttributeSelector.getNoneSelector(null)).getText();
    Face face =
        text.isBold() || text.getFontName().equals(Face.SEMIBOLD.family())
            ? Face.SEMIBOLD
            : Face.REGULAR;
    int missing = fonts.font(face, text.getFontSize()).canDisplayUpTo(plain.replace('\n', ' '));
    if (missing >= 0) {
      complain(
          "page "
              + page
              + ": the font lacks U+"
              + Integer.toHexString(plain.codePointAt(missing))
              + " in \""
              + plain
              + "\"");
    }
  }
}
