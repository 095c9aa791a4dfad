package org.sitrep.form;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.poi.ss.SpreadsheetVersion;
import org.apache.poi.ss.usermodel.DataValidation;
import org.apache.poi.ss.usermodel.DataValidationConstraint.ValidationType;
import org.apache.poi.ss.util.AreaReference;
import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.ss.util.CellReference;
import org.apache.poi.xssf.usermodel.XSSFCell;
import org.apache.poi.xssf.usermodel.XSSFDataValidation;
import org.apache.poi.xssf.usermodel.XSSFRow;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.Test;
import org.sitrep.config.Conf;
import org.sitrep.config.ConfReader;
import org.sitrep.config.Region;
import org.sitrep.domain.Lang;
import org.sitrep.domain.RegionCode;

class BlankFormTest {
  private static final Conf CONF = ConfReader.read(Path.of("conf/kazakhstan"));
  private static final LocalDate DAY = LocalDate.of(2021, 2, 15);

  private static BlankForm.Request request(String form, String region, String lang) {
    Optional<Region> found =
        region.isEmpty() ? Optional.empty() : CONF.region(new RegionCode(region), DAY);
    return new BlankForm.Request(CONF.form(form).orElseThrow(), found, new Lang(lang), DAY);
  }

  private static XSSFWorkbook open(BlankForm.Request request) throws IOException {
    return new XSSFWorkbook(new ByteArrayInputStream(BlankForm.workbook(CONF, request)));
  }

  /** Every row as text, cells between bars; locked cells in brackets. */
  private static List<String> shown(XSSFSheet sheet) {
    List<String> out = new ArrayList<>();
    for (int r = 0; r <= sheet.getLastRowNum(); r++) {
      XSSFRow row = sheet.getRow(r);
      StringBuilder line = new StringBuilder();
      for (int c = 0; row != null && c < row.getLastCellNum(); c++) {
        XSSFCell cell = row.getCell(c);
        String text = cell == null ? "" : cell.toString();
        boolean locked = cell != null && cell.getCellStyle().getLocked();
        line.append(c == 0 ? "" : " | ")
            .append(locked && !text.isEmpty() ? "[" + text + "]" : text);
      }
      out.add(line.toString().stripTrailing());
    }
    return out;
  }

  @Test
  void aFormHasTheRowsOfItsRegionAndItsTotals() throws IOException {
    try (XSSFWorkbook workbook = open(request("supply", "AKM", "ru"))) {
      assertThat(shown(workbook.getSheetAt(0)))
          .containsExactly(
              "[Министерство здравоохранения Республики Казахстан]",
              "[Суточные сведения о движении вакцин против КВИ]",
              "[Регион:] | [Акмолинская область]",
              "[Отчётная дата:] | 15.02.2021",
              "",
              "[Заполните белые ячейки. Пусто – это не ноль: если не было ни одного, напишите 0."
                  + " Серые ячейки и заголовки защищены.]",
              "[Отправьте до 02:00 следующего дня.]",
              "",
              "[Регион] | [Вакцина] | [I компонент] |  |  |  | [II компонент] |  |  |",
              " |  | [Поступило за сутки] | [Поступило всего] | [Списано] | [Остаток]"
                  + " | [Поступило за сутки] | [Поступило всего] | [Списано] | [Остаток]",
              "[Акмолинская область] | [Спутник V (РФ)] |  |  |  |  |  |  |  |",
              " |  |  |  |  |  |  |  |  |",
              " |  |  |  |  |  |  |  |  |",
              " |  |  |  |  |  |  |  |  |",
              "[Итого] |  | [SUM(C11:C14)] | [SUM(D11:D14)] | [SUM(E11:E14)] | [SUM(F11:F14)]"
                  + " | [SUM(G11:G14)] | [SUM(H11:H14)] | [SUM(I11:I14)] | [SUM(J11:J14)]",
              "",
              "[Исполнитель:] |  | [Телефон:] |  |");
      XSSFSheet sheet = workbook.getSheetAt(0);
      assertThat(sheet.getMergedRegions())
          .extracting(CellRangeAddress::formatAsString)
          .containsExactlyInAnyOrder("A9:A10", "B9:B10", "C9:F9", "G9:J9", "A15:B15");
      assertThat(sheet.getRow(14).getCell(2).getNumericCellValue()).isZero();
      assertThat(sheet.getProtect()).isTrue();
      assertThat(sheet.getCTWorksheet().getSheetProtection().isSetPassword()).isFalse();
      assertThat(sheet.getPaneInformation().getHorizontalSplitPosition()).isEqualTo((short) 10);
      assertThat(sheet.getPaneInformation().getVerticalSplitPosition()).isEqualTo((short) 2);
      assertThat(sheet.getRepeatingRows().formatAsString()).isEqualTo("9:10");
      assertThat(sheet.getPrintSetup().getLandscape()).isTrue();
      assertThat(sheet.getPrintSetup().getPaperSize()).isEqualTo((short) 9);
      assertThat(sheet.getPrintSetup().getFitHeight()).isZero();
      assertThat(sheet.getFooter().getLeft()).isEqualTo("&8форма supply, версия 1");
    }
  }

  @Test
  void cellsSayWhatTheyTake() throws IOException {
    try (XSSFWorkbook workbook = open(request("supply", "AKM", "en"))) {
      List<String> told = new ArrayList<>();
      for (XSSFDataValidation v : workbook.getSheetAt(0).getDataValidations()) {
        told.add(
            v.getRegions().getCellRangeAddresses()[0].formatAsString()
                + " "
                + v.getValidationConstraint().getFormula1()
                + " "
                + v.getPromptBoxText());
      }
      assertThat(told)
          .contains(
              "B11:B14 sitrep_products Choose from the list.",
              "B4 DATE(2020,3,13) The day the figures describe, such as 15.02.2021. If you use"
                  + " this form for another day, change the date here and in the file name.",
              "C11:C14 0 A whole number, 0 or more. When there were none: 0. Below zero only for"
                  + " a correction or a return.",
              "F11:F14 -999999999999 A whole number; it may be below zero. When there were none:"
                  + " 0.");
      XSSFDataValidation delivered = validation(workbook, "C11:C14");
      assertThat(delivered.getValidationConstraint().getValidationType())
          .isEqualTo(ValidationType.INTEGER);
      assertThat(delivered.getErrorStyle()).isEqualTo(DataValidation.ErrorStyle.WARNING);
      assertThat(delivered.getErrorBoxTitle()).isEqualTo("Component I / Delivered, new");
      assertThat(validation(workbook, "B11:B14").getErrorBoxText())
          .isEqualTo("The register has no such name. Choose one from the list.");
    }
    try (XSSFWorkbook workbook = open(request("hospital", "AKM", "en"))) {
      assertThat(validation(workbook, "B9").getErrorStyle())
          .isEqualTo(DataValidation.ErrorStyle.STOP);
    }
  }

  /** A line list: every cell about a person takes only what is understood. */
  @Test
  void cellsOfALineListSayWhatTheyTake() throws IOException {
    try (XSSFWorkbook workbook = open(request("line-list-vaccination", "AKM", "en"))) {
      XSSFSheet sheet = workbook.getSheetAt(0);
      assertThat(shown(sheet).get(6))
          .isEqualTo(
              "[IIN] | [Date of birth] | [Age] | [Sex] | [District] | [Group] | [Vaccine]"
                  + " | [Dose] | [Date of vaccination] | [Facility]");
      assertThat(sheet.getRow(7).getCell(0).getCellStyle().getDataFormatString()).isEqualTo("@");
      List<String> told = new ArrayList<>();
      for (XSSFDataValidation v : sheet.getDataValidations()) {
        told.add(
            v.getValidationConstraint().getFormula1()
                + " to "
                + v.getValidationConstraint().getFormula2()
                + ": "
                + v.getPromptBoxText());
      }
      assertThat(told)
          .containsExactly(
              "12 to 12: IIN: 12 digits without spaces. Must be filled in.",
              "DATE(1900,2,16) to TODAY(): The day the person was born, such as 15.02.1981. It may"
                  + " stay empty.",
              "0 to 120: Completed years, a whole number from 0 to 120. It may stay empty.",
              "sitrep_words_sex to null: Choose from the list.",
              "sitrep_districts to null: Choose from the list.",
              "sitrep_groups to null: Choose from the list.",
              "sitrep_products to null: Choose from the list.",
              "sitrep_words_dose to null: Choose from the list.",
              "DATE(2021,2,1) to TODAY(): A date such as 01.02.2022, not after today. Must be"
                  + " filled in.");
    }
  }

  @Test
  void dropDownsOfWordsAreInTheLanguageOfTheForm() throws IOException {
    List<String> offered = new ArrayList<>();
    for (String lang : List.of("kk", "ru", "en")) {
      try (XSSFWorkbook workbook = open(request("line-list-vaccination", "AKM", lang))) {
        XSSFSheet hidden = workbook.getSheetAt(1);
        for (String list : List.of("sitrep_words_sex", "sitrep_words_dose")) {
          AreaReference cells =
              new AreaReference(
                  workbook.getName(list).getRefersToFormula(), SpreadsheetVersion.EXCEL2007);
          for (CellReference at : cells.getAllReferencedCells()) {
            offered.add(hidden.getRow(at.getRow()).getCell(at.getCol()).getStringCellValue());
          }
        }
      }
    }
    assertThat(offered)
        .containsExactly(
            "әйел",
            "ер",
            "1-доза",
            "2-доза",
            "қайта егу",
            "женский",
            "мужской",
            "1 доза",
            "2 доза",
            "ревакцинация",
            "female",
            "male",
            "dose 1",
            "dose 2",
            "booster");
  }

  private static XSSFDataValidation validation(XSSFWorkbook workbook, String cells) {
    return workbook.getSheetAt(0).getDataValidations().stream()
        .filter(v -> v.getRegions().getCellRangeAddresses()[0].formatAsString().equals(cells))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void theHiddenSheetHoldsTheStampAndTheDropDowns() throws IOException {
    try (XSSFWorkbook workbook = open(request("supply", "AKM", "kk"))) {
      assertThat(workbook.isSheetVeryHidden(1)).isTrue();
      assertThat(shown(workbook.getSheetAt(1)))
          .startsWith(
              "[form] | [supply] |  | [Ақмола облысы] | [Спутник V (РФ)]",
              "[version] | [1] |  |  | [Спутник V (ҚФК)]",
              "[language] | [kk] |  |  | [QazVac]",
              "[region] | [AKM] |  |  | [Hayat-Vax]",
              "[date] | [2021-02-15] |  |  | [Vero Cell]",
              "[conf] | [" + CONF.version() + "] |  |  | [CoronaVac]");
      assertThat(workbook.getName("sitrep_products").getRefersToFormula())
          .isEqualTo("_sitrep!$E$1:$E$8");
    }
  }

  @Test
  void withoutARegionThereIsARowForEachRegionOfTheDay() throws IOException {
    try (XSSFWorkbook workbook = open(request("cases", "", "en"))) {
      List<String> rows = shown(workbook.getSheetAt(0));
      assertThat(rows.subList(9, 26))
          .hasSize(17)
          .startsWith("[Nur-Sultan city] |  |  |  |  |  |  |  |  |  |  |")
          .endsWith("[Turkistan Region] |  |  |  |  |  |  |  |  |  |  |");
      assertThat(rows.get(7)).startsWith("[Region] | [PCR+ (U07.1)]");
    }
  }

  @Test
  void aWeekIsFiledUnderTheDayTheCalendarSays() {
    assertThat(BlankForm.filed(CONF, CONF.form("tests").orElseThrow(), DAY))
        .isEqualTo(LocalDate.of(2021, 2, 21));
    assertThat(BlankForm.filed(CONF, CONF.form("cases").orElseThrow(), DAY)).isEqualTo(DAY);
  }

  @Test
  void theNameTellsFormRegionDateAndLanguage() {
    assertThat(BlankForm.fileName(CONF, request("cases", "AKM", "kk")))
        .isEqualTo("cases-akm-2021-02-15-kk.xlsx");
    assertThat(BlankForm.fileName(CONF, request("cases", "", "ru")))
        .isEqualTo("cases-kz-2021-02-15-ru.xlsx");
  }

  @Test
  void theSameRequestGivesTheSameBytes() throws InterruptedException {
    byte[] first = BlankForm.workbook(CONF, request("vaccination", "AKM", "kk"));
    Thread.sleep(1100);
    assertThat(BlankForm.workbook(CONF, request("vaccination", "AKM", "kk"))).isEqualTo(first);
  }

  @Test
  void everyLanguageSaysTheSameThings() {
    List<String> keys = List.of("fill", "count", "choice_error", "total", "page", "footer");
    for (Lang lang : CONF.country().languages()) {
      BlankTexts texts = BlankTexts.in(lang);
      assertThat(keys).allSatisfy(key -> assertThat(texts.get(key)).isNotBlank());
    }
  }
}
