package org.sitrep.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sitrep.ingest.Fixtures.read;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.poi.hssf.usermodel.HSSFWorkbook;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.xssf.streaming.SXSSFWorkbook;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sitrep.ingest.Fixtures.Result;

/** The same workbook reads the same from both generations of Excel. */
final class WorkbookReadersTest {
  private static final List<String> ROWS =
      List.of(
          "Форма 1!1: | 1s Сведения на 15.02.2021 [1x5]",
          "Форма 1!3: | 1s Регион [2x1] | 2s I компонент [1x2]",
          "Форма 1!5: | 1s Қызылорда | 2n 1676830000000000 | 3n 0.3 | 4d 2021-02-15"
              + " | 5d 2021-02-15T08:30:00 | 6n 0.125 | 7b true | 8e #N/A"
              + " | 9n 3353660000000000 = | 10s да =",
          "Форма 1!7(hidden): | 2n -3",
          "Черновик(hidden)!2: | 3s не считать");

  @TempDir Path folder;

  @Test
  void xlsxIsReadCellByCell() {
    Result result = read(folder, "a.xlsx", Fixtures.workbook(new XSSFWorkbook()));
    assertThat(result.rows()).isEqualTo(ROWS);
    assertThat(result.outcome().container()).isEqualTo("xlsx");
    assertThat(result.outcome().rows()).isEqualTo(5);
    assertThat(result.outcome().cells()).isEqualTo(15);
    assertThat(result.codes()).containsExactly("SHEET_HIDDEN");
  }

  @Test
  void xlsIsReadCellByCell() {
    Result result = read(folder, "a.xls", Fixtures.workbook(new HSSFWorkbook()));
    assertThat(result.rows()).isEqualTo(ROWS);
    assertThat(result.outcome().container()).isEqualTo("xls");
    assertThat(result.codes()).containsExactly("SHEET_HIDDEN");
  }

  @Test
  void formulaNobodyCalculatedIsTold() {
    XSSFWorkbook book = new XSSFWorkbook();
    book.createSheet("S").createRow(0).createCell(1).setCellFormula("SUM(A1:A1)");
    assertThat(read(folder, "a.xlsx", Fixtures.bytes(book)).rows())
        .containsExactly("S!1: | 2u =SUM(A1:A1) =");
  }

  @Test
  void sheetsThatSitrepAddedToAReturnedWorkbookAreNotRead() {
    XSSFWorkbook book = new XSSFWorkbook();
    book.createSheet("⚑ Замечания").createRow(0).createCell(0).setCellValue("?азақстан");
    book.createSheet("S").createRow(0).createCell(0).setCellValue("x");
    Result result = read(folder, "a.xlsx", Fixtures.bytes(book));
    assertThat(result.rows()).containsExactly("S!1: | 1s x");
    assertThat(result.outcome().notes()).isEmpty();
  }

  @Test
  void workbooksThatCountFrom1904TellTheSameDay() {
    XSSFWorkbook book = new XSSFWorkbook();
    book.getCTWorkbook().addNewWorkbookPr().setDate1904(true);
    var style = book.createCellStyle();
    style.setDataFormat((short) 14);
    var cell = book.createSheet("S").createRow(0).createCell(0);
    cell.setCellValue(42780);
    cell.setCellStyle(style);
    assertThat(read(folder, "a.xlsx", Fixtures.bytes(book)).rows())
        .containsExactly("S!1: | 1d 2021-02-15");
  }

  @Test
  void mergedRegionsOfLongSheetsAreFoundBehindTheirRows() {
    SXSSFWorkbook book = new SXSSFWorkbook();
    Sheet sheet = book.createSheet("S");
    for (int i = 0; i < XlsxReader.AHEAD_ROWS + 10; i++) {
      sheet.createRow(i).createCell(0).setCellValue("x");
    }
    sheet.addMergedRegion(new CellRangeAddress(0, 0, 0, 2));
    sheet.addMergedRegion(new CellRangeAddress(5004, 5005, 0, 0));
    Result result = read(folder, "a.xlsx", Fixtures.bytes(book));
    assertThat(result.rows()).hasSize(5010);
    assertThat(result.rows().get(0)).isEqualTo("S!1: | 1s x [1x3]");
    assertThat(result.rows().get(5004)).isEqualTo("S!5005: | 1s x [2x1]");
  }

  @Test
  void unusualButValidXmlIsRead() {
    byte[] file =
        Fixtures.xlsx(
            "<sheetData><row><c><v>1</v></c><c t='s'><v>0</v></c>"
                + "<c t='inlineStr'><is><r><t>a</t></r><r><t>b_x0041_</t></r>"
                + "<rPh><t>no</t></rPh></is></c><c t='d'><v>2021-02-15</v></c>"
                + "<c t='str'><f>x</f><v></v></c><c/><c><v>1e3</v></c></row>"
                + "<row r='5'><c r='c5'><v>2</v></c><c r='A5' t='b'><v>1</v></c></row></sheetData>");
    assertThat(read(folder, "a.xlsx", file).rows())
        .containsExactly(
            "S!1: | 1n 1 | 2s раз | 3s abA | 4d 2021-02-15 | 7n 1000", "S!5: | 1b true | 3n 2");
  }

  @Test
  void sharedTextThatDoesNotExistIsAnErrorInItsCell() {
    byte[] file =
        Fixtures.xlsx("<sheetData><row r='1'><c r='A1' t='s'><v>7</v></c></row></sheetData>");
    assertThat(read(folder, "a.xlsx", file).rows()).containsExactly("S!1: | 1e #REF!");
  }

  @Test
  void wordsWhereNumbersBelongStayWords() {
    byte[] file =
        Fixtures.xlsx(
            "<sheetData><row r='1'><c r='A1'><v>NaN</v></c><c r='B1'><v>12O</v></c></row>"
                + "</sheetData>");
    assertThat(read(folder, "a.xlsx", file).rows()).containsExactly("S!1: | 1s NaN | 2s 12O");
  }

  @Test
  void lastPossibleRowIsAWarning() {
    byte[] file =
        Fixtures.xlsx("<sheetData><row r='1048576'><c r='A1048576'><v>1</v></c></row></sheetData>");
    Result result = read(folder, "a.xlsx", file);
    assertThat(result.codes()).containsExactly("ROW_LIMIT_REACHED");
    assertThat(result.outcome().notes().get(0).arguments())
        .isEqualTo(Map.of("sheet", "S", "rows", "1048576"));
  }
}
