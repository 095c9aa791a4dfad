package org.sitrep.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.poi.xssf.streaming.SXSSFWorkbook;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read straight from bytes is what an XML parser reads, however the sheet is written. */
final class SheetScannerTest {
  private static final long SEED = 20210215;
  private static final int CASES = 600;

  @Test
  void workbooksOfEveryWriterReadTheSame() throws IOException {
    same("poi", Fixtures.workbook(new XSSFWorkbook()));
    same("poi, streamed", Fixtures.workbook(new SXSSFWorkbook()));
    same("fastexcel", fastexcel(3_000));
  }

  @Test
  void everyHabitOfWritersReadsTheSame() throws IOException {
    for (int i = 0; i < CASES; i++) {
      Map<String, byte[]> parts = new RandomSheets(SEED + i).parts();
      same("case " + i + " of seed " + SEED, Fixtures.zipOf(parts));
    }
  }

  private static void same(String name, byte[] workbook) throws IOException {
    List<String> parsed = new ArrayList<>();
    List<String> scanned = new ArrayList<>();
    String parsedEnd = rows(workbook, false, parsed);
    String scannedEnd = rows(workbook, true, scanned);
    assertThat(scannedEnd).as(name).isEqualTo(parsedEnd);
    if (parsedEnd.isEmpty()) {
      assertThat(scanned).as(name).isEqualTo(parsed);
    }
  }

  /** Rows of a workbook; returns why it was refused, or nothing. */
  private static String rows(byte[] workbook, boolean scan, List<String> out) throws IOException {
    try {
      Zip zip = Zip.open(Content.bytes(workbook), Fixtures.LIMITS);
      try (zip;
          XlsxReader reader =
              scan
                  ? XlsxReader.open(zip, Fixtures.LIMITS)
                  : XlsxReader.openForParser(zip, Fixtures.LIMITS)) {
        for (SheetRow row = reader.next(); row != null; row = reader.next()) {
          out.add(Fixtures.text(row));
        }
      }
      return "";
    } catch (Refused e) {
      return e.note().code() + " " + e.note().arguments();
    }
  }

  @Test
  void whatProgramsWriteNeedsNoParser() throws IOException {
    assertThat(start(sheet(Fixtures.workbook(new XSSFWorkbook())))).isEqualTo("</sheetData>");
    assertThat(start(sheet(Fixtures.workbook(new SXSSFWorkbook())))).isEqualTo("</sheetData>");
    assertThat(start(sheet(fastexcel(3_000)))).isEqualTo("</sheetData>");
    assertThat(
            start(
                """
                <?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r
                <worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" \
                xmlns:x14ac="http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac">\
                <cols><col min="1" max="1"/></cols><sheetData>\
                <row r="1" spans="1:3" ht="15.75" customHeight="1" x14ac:dyDescent="0.25">\
                <c r="A1" s="2" t="s"><v>0</v></c><c r="B1" s="1"/>\
                <c r="C1" t="str"><f t="shared" ref="C1:C9" si="0">A1&amp;"&lt;"</f><v>x</v></c></row>
                <row r="2"><c r="A2"><f t="shared" si="0"/><v>-0.5</v></c>\
                <c r="B2" t="b"><v>1</v></c><c r="C2" t="e"><v>#N/A</v></c></row>
                <row r="4" hidden="1"/></sheetData></worksheet>"""))
        .isEqualTo("</sheetData>");
  }

  private static String start(String sheet) throws IOException {
    String left = left(sheet);
    return left.substring(0, Math.min(left.length(), "</sheetData>".length()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<c r='A1'><v>1</v></c>",
        "<x:c r=\"A1\"><v>1</v></x:c>",
        "<c r=\"A1\"><!-- --><v>1</v></c>",
        "<c r=\"A1\" t=\"str\"><v><![CDATA[a]]></v></c>",
        "<c r=\"A1\" t=\"str\"><v>&e;</v></c>",
        "<c r=\"A1\" t=\"str\"><v>a\rb</v></c>",
        "<c r=\"A1\" t=\"str\"><v>a]]>b</v></c>",
        "<c r=\"A1\" t=\"str\"><v>\u0001</v></c>",
        "<c r=\"A1\" t=\"str\"><v>&#1;</v></c>",
        "<c r=\"A1\" t=\"str\"><v>\uFFFE</v></c>",
        "<c r=\"A1\" odd=\"1\"><v>1</v></c>",
        "<c r=\"A1\" r=\"B1\"><v>1</v></c>",
        "<c r=\"A1\"s=\"1\"><v>1</v></c>",
        "<c r=\"a1\"><v>1</v></c>",
        "<c r=\"XFE1\"><v>1</v></c>",
        "<c r=\"A1\" t=\"z\"><v>1</v></c>",
        "<c r=\"A1\" t=\"inlineStr\"><is><r><t>a</t></r></is></c>",
        "<c r=\"A1\"><v>1</v><v>2</v></c>",
        "<c r=\"A1\">1<v>1</v></c>",
        "<c r=\"B1\"><v>1</v></c><c r=\"A1\"><v>1</v></c>",
        "<extLst/>",
        "text",
      })
  void anythingElseIsLeftToTheParser(String cells) throws IOException {
    String row = "<row r=\"3\">" + cells + "</row>";
    assertThat(left("<worksheet><sheetData><row r=\"1\"/>\n" + row + "</sheetData></worksheet>"))
        .startsWith(row);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<!DOCTYPE worksheet><worksheet><sheetData>",
        "<worksheet><!-- <sheetData> --><sheetData>",
        "<?xml version='1.1'?><worksheet><sheetData>",
        "<?xml version='1.0' encoding='windows-1251'?><worksheet><sheetData>",
        "<x:worksheet><x:sheetData>",
        "<worksheet><mergeCells/><sheetData>",
        "<worksheet><sheetData/>",
      })
  void oddBeginningsAreLeftToTheParser(String head) throws IOException {
    XmlBytes xml = new XmlBytes(new ByteArrayInputStream(head.getBytes(StandardCharsets.UTF_8)), 9);
    assertThat(SheetScanner.of(xml, values())).isNull();
    assertThat(xml.whole().readAllBytes()).isEqualTo(head.getBytes(StandardCharsets.UTF_8));
  }

  /** What the scanner leaves of a sheet, without what stood before its rows. */
  private static String left(String sheet) throws IOException {
    byte[] bytes = sheet.getBytes(StandardCharsets.UTF_8);
    SheetScanner scanner =
        SheetScanner.of(new XmlBytes(new ByteArrayInputStream(bytes), bytes.length), values());
    assertThat(scanner).isNotNull();
    int row = 0;
    while (scanner.next(row)) {
      row = scanner.row();
    }
    String rest = new String(scanner.rest().readAllBytes(), StandardCharsets.UTF_8);
    String head = sheet.substring(0, sheet.indexOf("<sheetData>") + "<sheetData>".length());
    assertThat(rest.startsWith(head)).isTrue();
    return rest.substring(head.length()).stripLeading();
  }

  private static XlsxValues values() {
    SharedTexts texts = new SharedTexts(1 << 20);
    texts.add("раз");
    return new XlsxValues(false, new boolean[0], texts);
  }

  private static String sheet(byte[] workbook) throws IOException {
    try (Zip zip = Zip.open(Content.bytes(workbook), Fixtures.LIMITS)) {
      return new String(
          zip.open("xl/worksheets/sheet1.xml").readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** More than one stretch of bytes. */
  private static byte[] fastexcel(int rows) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (Workbook book = new Workbook(out, "Sitrep", "1.0")) {
      Worksheet sheet = book.newWorksheet("S");
      for (int row = 0; row < rows; row++) {
        sheet.value(row, 0, "Область & «" + row % 17 + "»");
        sheet.inlineString(row, 1, "<" + row + ">");
        sheet.value(row, 2, row);
        sheet.value(row, 3, row / 7.0);
        sheet.value(row, 4, row % 2 == 0);
        sheet.formula(row, 5, "C" + (row + 1) + "*5");
      }
      sheet.finish();
    }
    return out.toByteArray();
  }

  /** Workbooks as no single program writes them, each with some habits of its own. */
  private static final class RandomSheets {
    private static final String[] TEXTS = {
      "", " ", "1", "раз", "Қызылорда", "a&amp;b", "&lt;&gt;&quot;&apos;", "&#1178;&#x49A;", "a\nb"
    };
    private static final String[] ODD_TEXTS = {
      "a\r\nb",
      "_x000D_",
      "_x0041_x",
      "]]&gt;",
      "\uFFFD",
      "\uD83D\uDE00",
      "<![CDATA[<a>&]]>",
      "a<!-- - -->b",
      "<?pi?>c",
      "x\u0085y",
      "<b>c</b>",
      "\t",
      "_xD83D_",
      "&#x1F600;",
      "&#9;",
      ">"
    };
    private static final String[] WRONG_TEXTS = {
      "]]>", "&#0;", "&e;", "&amp", "x\u0001", "\uFFFE", "&#xD800;", "&#99999999;", "<b>"
    };
    private static final String[] NUMBERS = {
      "0",
      "-0",
      "1",
      "44242",
      "44242.5",
      "0.1",
      "-15",
      "+3",
      ".5",
      "5.",
      ".",
      "1e3",
      "1E-7",
      "1.67683E+15",
      "9007199254740993",
      "123456789012345678",
      "0.30000000000000004",
      "1e999",
      "12O",
      "NaN",
      " 7 ",
      "1,5",
      "0x10",
      "",
      "2021-02-15",
      "true",
      "999999999999999999999999"
    };
    private static final String[] TYPES = {
      "s", "s", "s", "n", "n", "b", "e", "str", "d", "inlineStr", "z", "S", ""
    };

    private static final String[] ODD_ATTRIBUTES = {"cm", "vm", "ph", "odd", "xml:space"};

    private final Random random;
    private final String prefix;
    private final char quote;
    private final String space;
    private final int oddness;
    private final StringBuilder out = new StringBuilder();

    RandomSheets(long seed) {
      random = new Random(seed);
      prefix = one(30) ? "x:" : "";
      quote = one(15) ? '\'' : '"';
      space = one(4) ? "\n  " : one(10) ? "\r\n" : "";
      // mostly usual with a surprise here and there
      oddness = one(3) ? 4 : 60;
    }

    private boolean one(int in) {
      return random.nextInt(in) == 0;
    }

    private String pick(String[] from) {
      return from[random.nextInt(from.length)];
    }

    Map<String, byte[]> parts() {
      Map<String, String> texts = Fixtures.parts("");
      texts.put("xl/styles.xml", styles());
      texts.put(
          "xl/_rels/workbook.xml.rels",
          texts
              .get("xl/_rels/workbook.xml.rels")
              .replace(
                  "</Relationships>",
                  "<Relationship Id='d' Type='http://x/styles' Target='styles.xml'/>"
                      + "</Relationships>"));
      texts.put("xl/sharedStrings.xml", sharedTexts());
      texts.put("xl/worksheets/sheet1.xml", sheet());
      Map<String, byte[]> parts = new LinkedHashMap<>();
      Charset charset = one(40) ? StandardCharsets.UTF_16 : StandardCharsets.UTF_8;
      texts.forEach(
          (name, text) ->
              parts.put(
                  name,
                  text.getBytes(name.endsWith("sheet1.xml") ? charset : StandardCharsets.UTF_8)));
      if (one(40)) {
        byte[] sheet = parts.get("xl/worksheets/sheet1.xml");
        sheet[random.nextInt(sheet.length)] = (byte) random.nextInt(256);
      }
      return parts;
    }

    private static String styles() {
      return "<styleSheet><numFmts><numFmt numFmtId='164' formatCode='dd.mm.yyyy'/></numFmts>"
          + "<cellXfs><xf numFmtId='0'/><xf numFmtId='164'/></cellXfs></styleSheet>";
    }

    private String sharedTexts() {
      out.setLength(0);
      out.append("<sst xmlns='http://x/main' count='9'>");
      for (int i = 0; i < 20; i++) {
        if (one(6)) {
          out.append(pick(new String[] {"<si/>", "<si><t/></si>", "<si></si>", "<!-- -->"}));
        } else if (one(oddness)) {
          out.append("<si><r><rPr><b/></rPr><t>a</t></r><r><t xml:space='preserve'> b</t></r>");
          out.append("<rPh sb='0' eb='1'><t>no</t></rPh><phoneticPr fontId='1'/></si>");
        } else {
          out.append(space).append(one(4) ? "<si><t xml:space=\"preserve\">" : "<si><t>");
          out.append(text()).append("</t></si>");
        }
      }
      return out.append("</sst>").toString();
    }

    private String text() {
      if (one(1_000)) {
        return pick(WRONG_TEXTS);
      } else if (one(500)) {
        return "длинный ".repeat(1 + random.nextInt(4_000));
      }
      return one(oddness) ? pick(ODD_TEXTS) : pick(TEXTS);
    }

    private String sheet() {
      out.setLength(0);
      if (one(2)) {
        out.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
      }
      if (one(40)) {
        out.append("<!DOCTYPE worksheet>");
      }
      open("worksheet");
      attribute(prefix.isEmpty() ? "xmlns" : "xmlns:x", "http://x/main");
      boolean descent = one(2);
      if (descent) {
        attribute("xmlns:x14ac", "http://x/ac");
      }
      out.append('>');
      if (one(10)) {
        out.append("<!-- <sheetData> -->");
      }
      open("sheetData").append(one(30) ? "/>" : ">");
      int row = 0;
      int rows = one(20) ? 400 : random.nextInt(12);
      for (int i = 0; i < rows; i++) {
        row += one(oddness) ? (one(9) ? 0 : 2) : 1;
        row(row, descent);
      }
      out.append(space);
      close("sheetData");
      if (one(3)) {
        out.append("<mergeCells><mergeCell ref='A1:B2'/><mergeCell ref=\"C3:C4\"/></mergeCells>");
      }
      if (one(40)) {
        open("sheetData").append('>');
        row(row + 1, descent);
        close("sheetData");
      }
      close("worksheet");
      String text = out.toString();
      return one(60) ? text.substring(0, random.nextInt(text.length())) : text;
    }

    private void row(int number, boolean descent) {
      out.append(space);
      open("row");
      if (!one(oddness)) {
        attribute("r", String.valueOf(number));
      }
      if (one(5)) {
        attribute("spans", "1:12");
      }
      if (one(9)) {
        attribute("hidden", pick(new String[] {"1", "true", "0", "on", "&#49;"}));
      }
      if (one(3)) {
        attribute(descent || one(400) ? "x14ac:dyDescent" : "ht", "0.25");
      }
      if (one(oddness * 2)) {
        attribute(one(9) ? "r" : "ph", "1");
        attribute("other", "a>b");
      }
      if (one(20)) {
        out.append("/>");
        return;
      }
      out.append('>');
      int column = 0;
      int cells = random.nextInt(8);
      for (int i = 0; i < cells; i++) {
        column += one(oddness) ? random.nextInt(4) - 1 : 1;
        cell(number, Math.max(1, column));
      }
      out.append(space);
      if (one(oddness * 4)) {
        out.append(pick(new String[] {"x", "<d/>", "<!-- -->", "<e><f/></e>", one(9) ? "<" : ""}));
      }
      close("row");
    }

    private void cell(int row, int column) {
      out.append(space);
      open("c");
      String type = one(oddness) ? pick(TYPES) : TYPES[random.nextInt(9)];
      List<Runnable> attributes = new ArrayList<>();
      String letters = org.sitrep.domain.Address.letters(column);
      attributes.add(() -> attribute("r", (one(oddness) ? letters.toLowerCase() : letters) + row));
      if (one(2)) {
        attributes.add(() -> attribute("s", pick(new String[] {"0", "1", "1", "7"})));
      }
      if (one(2)) {
        attributes.add(() -> attribute("t", type));
      } else if (one(oddness)) {
        attributes.add(() -> attribute(one(20) ? "y:r" : pick(ODD_ATTRIBUTES), "1"));
      }
      if (one(oddness)) {
        java.util.Collections.shuffle(attributes, random);
        attributes.remove(0);
      }
      attributes.forEach(Runnable::run);
      if (one(10)) {
        out.append(one(2) ? "/>" : ">" + space + "</" + prefix + "c>");
        return;
      }
      out.append('>');
      if (one(5)) {
        out.append(space);
        out.append(
            pick(
                new String[] {
                  "<f>A1&amp;B1</f>",
                  "<f t=\"shared\" ref=\"A1:A3\" si=\"0\">A1+1</f>",
                  "<f t=\"shared\" si=\"0\"/>",
                  "<f></f>",
                  "<f ca=\"1\">NOW()&gt;1</f>",
                  "<f odd=\"1\">1</f>",
                }));
      }
      if (one(6)) {
        inline();
      } else if (!one(20)) {
        value();
      }
      out.append(space);
      close("c");
    }

    private void value() {
      out.append(space);
      open("v");
      if (one(oddness)) {
        out.append(pick(new String[] {"/>", " xml:space=\"preserve\">1</v>", "><b/></v>"}));
        return;
      }
      out.append('>');
      switch (random.nextInt(4)) {
        case 0 -> out.append(random.nextInt(25));
        case 1 -> out.append(text());
        case 2 -> out.append(random.nextInt(1_000_000) / 100.0);
        default -> out.append(one(oddness) ? pick(NUMBERS) : NUMBERS[random.nextInt(7)]);
      }
      close("v");
    }

    private void inline() {
      switch (random.nextInt(one(oddness) ? 5 : 2)) {
        case 0 -> out.append("<is><t>").append(text()).append("</t></is>");
        case 1 -> out.append("<is><t xml:space=\"preserve\"> ").append(text()).append("</t></is>");
        case 2 -> out.append("<is><t/></is>");
        case 3 -> out.append("<is><r><t>a</t></r><r><t>b</t></r></is>");
        default -> out.append("<is></is>");
      }
    }

    private StringBuilder open(String name) {
      return out.append('<').append(prefix).append(name);
    }

    private void close(String name) {
      out.append("</").append(prefix).append(name).append('>');
    }

    private void attribute(String name, String value) {
      out.append(' ').append(name).append('=').append(quote).append(value).append(quote);
    }
  }
}
