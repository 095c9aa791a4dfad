package org.sitrep.report.workbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.apache.poi.common.usermodel.HyperlinkType;
import org.apache.poi.hssf.usermodel.HSSFWorkbook;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.usermodel.Comment;
import org.apache.poi.ss.usermodel.DataValidationHelper;
import org.apache.poi.ss.usermodel.FillPatternType;
import org.apache.poi.ss.usermodel.Hyperlink;
import org.apache.poi.ss.usermodel.IndexedColors;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.usermodel.Workbook;
import org.apache.poi.ss.usermodel.WorkbookFactory;
import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.ss.util.CellRangeAddressList;
import org.apache.poi.ss.util.CellReference;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sitrep.domain.Severity;

class ReturnWorkbookTest {
  private static final FrontPage PAGE =
      new FrontPage(
          "⚑ Findings",
          "⚑ Rows",
          "Data",
          "Correct and send again: a.xlsx",
          List.of(
              new FrontPage.Fact("File", "a.xlsx"),
              new FrontPage.Fact("Region", "Karaganda"),
              new FrontPage.Fact("Received", "16 February 2021, 02:10"),
              new FrontPage.Fact("Form", "Cases"),
              new FrontPage.Fact("Day", "15 February 2021"),
              new FrontPage.Fact("Counts", "1 of 2 rows")),
          "What to do: correct the painted cells.",
          Map.of(
              Severity.REJECT, "not counted",
              Severity.HOLD, "waits",
              Severity.WARN, "looks wrong",
              Severity.INFO, "nothing to do"),
          List.of("No.", "Sheet", "Cell", "What to do", "What stood there", "What is wrong"),
          "Row",
          "A formula without a result stood here.",
          "page &P of &N",
          Instant.parse("2021-02-15T20:10:00Z"));

  /** Row of the list's headings and first row of the list, from 0. */
  private static final int HEADS = 7;

  private static final int FIRST = 8;

  @TempDir private Path folder;

  @Test
  void cellsArePaintedAndCommentedInACopyOfTheSendersOwnWorkbook() throws Exception {
    for (boolean xls : new boolean[] {false, true}) {
      Workbook book = returned(form(xls), xls, remarks());

      assertThat(book.getSheetName(0)).isEqualTo("⚑ Findings");
      assertThat(book.getActiveSheetIndex()).isZero();
      Sheet sheet = book.getSheet("Форма 1");
      assertThat(at(sheet, "A1").getStringCellValue()).isEqualTo("Сведения на 15.02.2021");
      assertThat(sheet.getMergedRegions()).contains(CellRangeAddress.valueOf("A1:C1"));
      assertThat(sheet.getColumnWidth(0)).isEqualTo(30 * 256);
      assertThat(sheet.getPaneInformation().getHorizontalSplitPosition()).isEqualTo((short) 3);
      assertThat(at(sheet, "B4").getNumericCellValue()).isEqualTo(12.0);
      assertThat(at(sheet, "C4").getCellStyle().getDataFormatString()).isEqualTo("dd.mm.yyyy");

      Comment both = at(sheet, "B4").getCellComment();
      assertThat(both.getAuthor()).isEqualTo("Sitrep");
      assertThat(both.getString().getString())
          .isEqualTo("Correct. Not a whole number.\n\nCheck. More than the total.");
      assertThat(both.getClientAnchor().getCol2() - both.getClientAnchor().getCol1())
          .isGreaterThanOrEqualTo(3);
      assertThat(at(sheet, "B4").getCellStyle().getFillPattern())
          .isEqualTo(FillPatternType.SOLID_FOREGROUND);
      assertThat(at(sheet, "C4").getCellComment().getString().getString())
          .isEqualTo("Check. More than the total.");
      assertThat(at(sheet, "C4").getCellStyle().getDataFormatString()).isEqualTo("dd.mm.yyyy");
      assertThat(at(sheet, "D5").getCellType()).isEqualTo(CellType.BLANK);
      assertThat(at(sheet, "D5").getCellComment()).isNotNull();
      // A row is painted at its first filled cell, a part of a merged region at its first cell.
      assertThat(at(sheet, "B5").getCellComment().getString().getString())
          .isEqualTo("Correct. The same row twice.");
      assertThat(at(sheet, "A1").getCellComment().getString().getString())
          .isEqualTo("For information. Hidden sheet.");
      assertThat(sheet.getRow(4).getZeroHeight()).as("painted rows are shown").isFalse();
      assertThat(at(sheet, "A4").getCellComment().getString().getString())
          .as("the sender's own comment")
          .isEqualTo("проверить у Иванова");
    }
  }

  @Test
  void firstSheetListsEverythingWithALinkToItsCell() throws Exception {
    for (boolean xls : new boolean[] {false, true}) {
      Workbook book = returned(form(xls), xls, remarks());
      Sheet list = book.getSheetAt(0);

      assertThat(text(list, HEADS))
          .containsExactly(
              "No.", "Sheet", "Cell", "What to do", "What stood there", "What is wrong");
      assertThat(text(list, FIRST))
          .containsExactly("1.0", "–", "file", "Correct", "", "Unreadable.");
      assertThat(text(list, FIRST + 1))
          .containsExactly("2.0", "Форма 1", "B4", "Correct", "12", "Not a whole number.");
      assertThat(list.getRow(FIRST).getCell(2).getHyperlink()).isNull();
      assertThat(list.getRow(FIRST + 1).getCell(2).getHyperlink().getAddress())
          .isEqualTo("'Форма 1'!B4");
      assertThat(list.getRow(FIRST + 4).getCell(2).getHyperlink().getAddress())
          .isEqualTo("'Форма 1'!B5");
      assertThat(list.getLastRowNum()).isEqualTo(FIRST + 5);
      assertThat(list.getPaneInformation().getHorizontalSplitPosition()).isEqualTo((short) 8);
      assertThat(list.getRepeatingRows().getFirstRow()).isEqualTo(HEADS);
      assertThat(list.getPrintSetup().getLandscape()).isTrue();
      assertThat(list.getPrintSetup().getFitWidth()).isEqualTo((short) 1);
    }
  }

  @Test
  void nothingThatCanRunComesBack() throws Exception {
    for (boolean xls : new boolean[] {false, true}) {
      Workbook book = returned(form(xls), xls, remarks());
      int formulas = 0;
      int links = 0;
      for (Sheet sheet : book) {
        for (Row row : sheet) {
          for (Cell cell : row) {
            formulas += cell.getCellType() == CellType.FORMULA ? 1 : 0;
          }
        }
        links +=
            sheet.getHyperlinkList().stream()
                .filter(l -> l.getType() != HyperlinkType.DOCUMENT)
                .toList()
                .size();
      }
      assertThat(formulas).isZero();
      assertThat(links).isZero();
      Sheet sheet = book.getSheet("Форма 1");
      assertThat(at(sheet, "E4").getNumericCellValue()).as("its result").isEqualTo(24.0);
      assertThat(at(sheet, "F4").getCellType()).isEqualTo(CellType.STRING);
      assertThat(at(sheet, "F4").getStringCellValue()).isEqualTo("=cmd|' /C calc'!A0");
      assertThat(at(sheet, "F4").getCellStyle().getQuotePrefixed()).isTrue();
      assertThat(book.getSheetAt(0).getRow(FIRST + 5).getCell(4).getStringCellValue())
          .isEqualTo("@SUM(1+1)");
      assertThat(book.getSheetAt(0).getRow(FIRST + 5).getCell(4).getCellStyle().getQuotePrefixed())
          .isTrue();
      assertThat(sheet.getDataValidations())
          .as("drop-downs stay, checks with formulas do not")
          .hasSize(1);
    }
  }

  @Test
  void formulaNobodyCalculatedIsEmptiedAndTold() throws Exception {
    XSSFWorkbook book = new XSSFWorkbook();
    book.createSheet("S").createRow(0).createCell(1).setCellFormula("WEBSERVICE(\"http://x\")");

    Workbook back = returned(bytes(book), false, List.of());

    assertThat(at(back.getSheet("S"), "B1").getCellType()).isEqualTo(CellType.BLANK);
    assertThat(at(back.getSheet("S"), "B1").getCellComment().getString().getString())
        .isEqualTo("A formula without a result stood here.");
  }

  /** Parts that a hostile file may hold are not copied because nothing copies them. */
  @Test
  void partsNobodyKnowsStayBehind() throws Exception {
    Map<String, byte[]> parts = unzipped(form(false));
    parts.put("xl/vbaProject.bin", new byte[] {1, 2, 3});
    parts.put("xl/externalLinks/externalLink1.xml", "<x/>".getBytes(StandardCharsets.UTF_8));
    parts.put("xl/embeddings/oleObject1.bin", new byte[] {4});
    parts.put("customXml/item1.xml", "<x/>".getBytes(StandardCharsets.UTF_8));
    parts.computeIfPresent(
        "[Content_Types].xml",
        (name, xml) ->
            new String(xml, StandardCharsets.UTF_8)
                .replaceFirst(
                    "<Default",
                    "<Default Extension=\"bin\""
                        + " ContentType=\"application/vnd.ms-office.vbaProject\"/><Default")
                .getBytes(StandardCharsets.UTF_8));

    Map<String, byte[]> back =
        unzipped(ReturnWorkbook.copyOfXlsx(file(zipped(parts)), PAGE, remarks()));

    assertThat(back.keySet())
        .allMatch(
            name ->
                name.matches(
                    "\\[Content_Types].xml|_rels/.rels|docProps/(app|core).xml|xl/workbook.xml"
                        + "|xl/_rels/workbook.xml.rels|xl/styles.xml|xl/sharedStrings.xml"
                        + "|xl/worksheets/sheet\\d.xml|xl/worksheets/_rels/sheet\\d.xml.rels"
                        + "|xl/comments\\d.xml|xl/drawings/(vmlDrawing\\d.vml|drawing\\d.xml)"));
    back.forEach(
        (name, content) ->
            assertThat(new String(content, StandardCharsets.UTF_8))
                .as(name)
                .doesNotContain("TargetMode=\"External\"", "<f>", "<f "));
    assertThat(new String(back.get("[Content_Types].xml"), StandardCharsets.UTF_8))
        .doesNotContain("macroEnabled");
  }

  @Test
  void sameFileGivesTheSameBytes() throws Exception {
    Path xlsx = file(form(false));
    byte[] once = ReturnWorkbook.copyOfXlsx(xlsx, PAGE, remarks());
    assertThat(ReturnWorkbook.copyOfXlsx(xlsx, PAGE, remarks())).isEqualTo(once);
    TimeZone here = TimeZone.getDefault();
    try {
      TimeZone.setDefault(TimeZone.getTimeZone("Asia/Almaty"));
      assertThat(ReturnWorkbook.copyOfXlsx(xlsx, PAGE, remarks())).isEqualTo(once);
    } finally {
      TimeZone.setDefault(here);
    }
    assertThat(unzipped(once).get("docProps/core.xml"))
        .asString(StandardCharsets.UTF_8)
        .contains("2021-02-15T20:10:00Z")
        .doesNotContain(System.getProperty("user.name"));
    Path xls = file(form(true));
    assertThat(ReturnWorkbook.copyOfXls(xls, PAGE, remarks()))
        .isEqualTo(ReturnWorkbook.copyOfXls(xls, PAGE, remarks()));
    Path list = folder.resolve("list.xlsx");
    ReturnWorkbook.list(list, PAGE, remarks().iterator(), List.of(), List.of());
    byte[] first = Files.readAllBytes(list);
    ReturnWorkbook.list(list, PAGE, remarks().iterator(), List.of(), List.of());
    assertThat(Files.readAllBytes(list)).isEqualTo(first);
  }

  @Test
  void whatAnEarlierReturnAddedIsTakenAwayAgain() throws Exception {
    for (boolean xls : new boolean[] {false, true}) {
      byte[] first = copy(file(form(xls)), xls, remarks());
      byte[] second = copy(file(first), xls, List.of());
      Workbook book = WorkbookFactory.create(new ByteArrayInputStream(second));

      assertThat(book.getNumberOfSheets()).isEqualTo(3);
      Sheet sheet = book.getSheet("Форма 1");
      assertThat(at(sheet, "B4").getCellComment()).isNull();
      assertThat(at(sheet, "B4").getCellStyle().getFillPattern())
          .isEqualTo(FillPatternType.NO_FILL);
      assertThat(at(sheet, "A4").getCellComment().getString().getString())
          .isEqualTo("проверить у Иванова");
      assertThat(at(sheet, "B4").getNumericCellValue()).isEqualTo(12.0);
    }
  }

  @Test
  void daysMeanTheSameInWorkbooksThatCountFrom1904() throws Exception {
    XSSFWorkbook book = new XSSFWorkbook();
    book.getCTWorkbook().getWorkbookPr().setDate1904(true);
    CellStyle day = book.createCellStyle();
    day.setDataFormat((short) 14);
    Cell cell = book.createSheet("S").createRow(0).createCell(0);
    cell.setCellValue(42780);
    cell.setCellStyle(day);

    Workbook back = returned(bytes(book), false, List.of());

    assertThat(at(back.getSheet("S"), "A1").getLocalDateTimeCellValue())
        .isEqualTo("2021-02-15T00:00:00");
  }

  @Test
  void textFileBecomesAWorkbookOfTheSameShape() throws Exception {
    SourceRow row =
        new SourceRow(
            "",
            false,
            7,
            List.of(
                text(1, "г. Караганда"),
                text(2, "34"),
                text(3, "-5"),
                text(4, "007"),
                text(5, "=1+1"),
                text(6, "2021-02-15"),
                text(7, "20210215"),
                text(8, "1.50"),
                text(9, "1.5")));
    Remark remark =
        new Remark(
            "",
            List.of(new Remark.Spot(7, 2)),
            Severity.REJECT,
            "Data",
            "B7",
            "Correct",
            "34",
            "Wrong.");

    Workbook book =
        WorkbookFactory.create(
            new ByteArrayInputStream(ReturnWorkbook.rebuilt(List.of(row), PAGE, List.of(remark))));

    Sheet sheet = book.getSheet("Data");
    assertThat(sheet.getFirstRowNum()).isEqualTo(6);
    assertThat(
            IntStream.range(0, 9).mapToObj(i -> sheet.getRow(6).getCell(i).getCellType()).toList())
        .containsExactly(
            CellType.STRING,
            CellType.NUMERIC,
            CellType.NUMERIC,
            CellType.STRING,
            CellType.STRING,
            CellType.STRING,
            CellType.STRING,
            CellType.STRING,
            CellType.NUMERIC);
    assertThat(at(sheet, "E7").getStringCellValue()).isEqualTo("=1+1");
    assertThat(at(sheet, "E7").getCellStyle().getQuotePrefixed()).isTrue();
    assertThat(at(sheet, "B7").getCellComment().getString().getString())
        .isEqualTo("Correct. Wrong.");
    assertThat(book.getSheetAt(0).getRow(FIRST).getCell(2).getHyperlink().getAddress())
        .isEqualTo("'Data'!B7");
  }

  @Test
  void tableOfATextFileIsPrintedWholeAcrossAPage() throws Exception {
    String heading = "Жазылып шыққандар КВИ+ (U07.1) Тәулік ішінде";
    String title = "14.02.2021 ж. сағат 23:59-дағы жағдай бойынша КВИ ауруы туралы мәлімет";
    List<SourceRow> rows =
        List.of(
            new SourceRow("", false, 1, List.of(text(1, title))),
            new SourceRow("", false, 2, List.of(text(1, "Өңір"), text(2, heading))),
            new SourceRow("", false, 3, List.of(text(1, "Абай облысы"), text(2, "12"))));
    XSSFWorkbook book =
        new XSSFWorkbook(new ByteArrayInputStream(ReturnWorkbook.rebuilt(rows, PAGE, List.of())));

    Sheet sheet = book.getSheet("Data");
    assertThat(sheet.getFitToPage()).isTrue();
    assertThat(sheet.getPrintSetup().getLandscape()).isTrue();
    assertThat(sheet.getPrintSetup().getFitHeight()).isZero();
    assertThat(at(sheet, "B2").getCellStyle().getWrapText()).isTrue();
    assertThat(sheet.getColumnWidth(1)).isEqualTo(24 * 256);
    assertThat(sheet.getRow(1).getHeightInPoints()).isEqualTo(30);
    assertThat(sheet.getColumnWidth(0)).as("the title runs on").isEqualTo(13 * 256);
    assertThat(at(sheet, "A1").getCellStyle().getWrapText()).isFalse();
  }

  @Test
  void listOfABigFileShowsItsRowsAndCannotBeTakenForIt() throws Exception {
    SourceRow row = new SourceRow("Лист1", false, 70_001, List.of(text(1, "x"), text(3, "-1")));
    Remark remark =
        new Remark(
            "Лист1",
            List.of(new Remark.Spot(70_001, 2)),
            Severity.HOLD,
            "Лист1",
            "B70001",
            "Correct",
            "",
            "Empty.");
    Path target = folder.resolve("big.xlsx");

    ReturnWorkbook.list(
        target, PAGE, List.of(remark, remark).iterator(), List.of(row), List.of(remark));

    try (Workbook book = WorkbookFactory.create(target.toFile())) {
      assertThat(book.getSheetName(1)).isEqualTo("⚑ Rows");
      assertThat(text(book.getSheetAt(1), 0)).containsExactly("Лист1: Row", "A", "B", "C");
      assertThat(text(book.getSheetAt(1), 1)).containsExactly("70001", "x", "", "-1");
      assertThat(book.getSheetAt(1).getRow(1).getCell(2).getCellStyle().getFillPattern())
          .isEqualTo(FillPatternType.SOLID_FOREGROUND);
      assertThat(text(book.getSheetAt(0), FIRST + 1)).contains("2.0", "B70001");
    }
    assertThat(folder.resolve("big.xlsx.raw")).doesNotExist();
  }

  @Test
  void listGoesOnInASheetOfItsOwnWhereOneIsFull() {
    XSSFWorkbook book = new XSSFWorkbook();
    List<Remark> many = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      many.addAll(remarks());
    }

    long written =
        new ListSheet(book, Colours.ofXlsx(), PAGE)
            .write(
                book.createSheet("⚑ Findings"), many.iterator(), new Places(Map.of()), FIRST + 25);

    assertThat(written).isEqualTo(60);
    assertThat(book.getNumberOfSheets()).isEqualTo(3);
    assertThat(book.getSheetName(1)).isEqualTo("⚑ Findings 2");
    assertThat(text(book.getSheetAt(1), 0)).contains("No.", "Sheet");
    assertThat(text(book.getSheetAt(1), 1)).contains("26.0");
    assertThat(book.getSheetAt(2).getLastRowNum()).isEqualTo(3);
  }

  /** Two sheets, everything a clerk does, and some of what an enemy does. */
  private static byte[] form(boolean xls) throws IOException {
    Workbook book = xls ? new HSSFWorkbook() : new XSSFWorkbook();
    Sheet sheet = book.createSheet("Форма 1");
    CellStyle day = book.createCellStyle();
    day.setDataFormat(book.createDataFormat().getFormat("dd.mm.yyyy"));
    day.setFillForegroundColor(IndexedColors.LIGHT_GREEN.getIndex());
    day.setFillPattern(FillPatternType.SOLID_FOREGROUND);
    sheet.createRow(0).createCell(0).setCellValue("Сведения на 15.02.2021");
    sheet.addMergedRegion(CellRangeAddress.valueOf("A1:C1"));
    sheet.setColumnWidth(0, 30 * 256);
    sheet.createFreezePane(0, 3);
    Row row = sheet.createRow(3);
    row.createCell(0).setCellValue("Карагандинская область");
    row.createCell(1).setCellValue(12);
    row.createCell(2).setCellValue(44242);
    row.getCell(2).setCellStyle(day);
    row.createCell(4).setCellFormula("B4*2");
    book.getCreationHelper().createFormulaEvaluator().evaluateFormulaCell(row.getCell(4));
    row.createCell(5).setCellValue("=cmd|' /C calc'!A0");
    Hyperlink link = book.getCreationHelper().createHyperlink(HyperlinkType.URL);
    link.setAddress("http://example.invalid/");
    row.getCell(0).setHyperlink(link);
    new Comments(sheet).add(3, 0, "Клерк", "проверить у Иванова");
    Row hidden = sheet.createRow(4);
    hidden.setZeroHeight(true);
    hidden.createCell(1).setCellValue(3);
    DataValidationHelper helper = sheet.getDataValidationHelper();
    sheet.addValidationData(
        helper.createValidation(
            helper.createExplicitListConstraint(new String[] {"да", "нет"}),
            new CellRangeAddressList(5, 9, 0, 0)));
    sheet.addValidationData(
        helper.createValidation(
            helper.createCustomConstraint("LEN(A1)<9"), new CellRangeAddressList(5, 9, 1, 1)));
    book.createSheet("Черновик").createRow(0).createCell(0).setCellValue("x");
    book.setSheetHidden(1, true);
    return bytes(book);
  }

  private static List<Remark> remarks() {
    return List.of(
        new Remark(null, List.of(), Severity.REJECT, "–", "file", "Correct", "", "Unreadable."),
        remark("B4", Severity.REJECT, "Correct", "12", "Not a whole number.", spot(4, 2)),
        remark("B4", Severity.WARN, "Check", "12", "More than the total.", spot(4, 2), spot(4, 3)),
        remark("D5", Severity.WARN, "Check", "", "Empty.", spot(5, 4)),
        remark("row 5", Severity.REJECT, "Correct", "", "The same row twice.", spot(5, 0)),
        remark(
            "sheet", Severity.INFO, "For information", "@SUM(1+1)", "Hidden sheet.", spot(1, 2)));
  }

  private static Remark remark(
      String cell,
      Severity severity,
      String word,
      String stood,
      String sentence,
      Remark.Spot... spots) {
    return new Remark("Форма 1", List.of(spots), severity, "Форма 1", cell, word, stood, sentence);
  }

  private static Remark.Spot spot(int row, int column) {
    return new Remark.Spot(row, column);
  }

  private static SourceRow.SourceCell text(int column, String text) {
    return new SourceRow.SourceCell(column, 's', text, null, 1, 1);
  }

  private Workbook returned(byte[] source, boolean xls, List<Remark> remarks) throws Exception {
    return WorkbookFactory.create(new ByteArrayInputStream(copy(file(source), xls, remarks)));
  }

  private static byte[] copy(Path source, boolean xls, List<Remark> remarks) throws NotCopied {
    return xls
        ? ReturnWorkbook.copyOfXls(source, PAGE, remarks)
        : ReturnWorkbook.copyOfXlsx(source, PAGE, remarks);
  }

  private Path file(byte[] bytes) throws IOException {
    return Files.write(Files.createTempFile(folder, "source", ""), bytes);
  }

  private static Cell at(Sheet sheet, String address) {
    CellReference at = new CellReference(address);
    return sheet.getRow(at.getRow()).getCell(at.getCol());
  }

  private static List<String> text(Sheet sheet, int row) {
    List<String> out = new ArrayList<>();
    sheet
        .getRow(row)
        .forEach(
            cell ->
                out.add(
                    cell.getCellType() == CellType.NUMERIC
                        ? String.valueOf(cell.getNumericCellValue())
                        : cell.getStringCellValue()));
    return out;
  }

  private static byte[] bytes(Workbook book) throws IOException {
    try (book) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      book.write(out);
      return out.toByteArray();
    }
  }

  private static Map<String, byte[]> unzipped(byte[] bytes) throws IOException {
    Map<String, byte[]> out = new TreeMap<>();
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(bytes))) {
      for (ZipEntry e = in.getNextEntry(); e != null; e = in.getNextEntry()) {
        out.put(e.getName(), in.readAllBytes());
      }
    }
    return out;
  }

  private static byte[] zipped(Map<String, byte[]> parts) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Map.Entry<String, byte[]> e : parts.entrySet()) {
        zip.putNextEntry(new ZipEntry(e.getKey()));
        zip.write(e.getValue());
      }
    }
    return out.toByteArray();
  }
}
