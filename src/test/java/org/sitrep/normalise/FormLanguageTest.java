package org.sitrep.normalise;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sitrep.config.Conf;
import org.sitrep.domain.Severity;

/** The form language, a few words of it at a time. */
class FormLanguageTest {
  private static final String REGION =
      "  - {key: region, type: region, required: true, header: true, words: [Region]}";
  private static final String CASES =
      "  - {key: cases, type: count, header: true, measure: cases_new, words: [Cases]}";

  private static List<String> values(Conf conf, String... lines) {
    return SmallCountry.values(SmallCountry.parse(conf, lines));
  }

  private static List<String> problems(Conf conf, String... lines) {
    return Sheets.problems(SmallCountry.parse(conf, lines));
  }

  // shapes

  @Test
  void aColumnForEveryDateMakesARowForEveryDate() {
    Conf conf =
        SmallCountry.with(
            "date-from: [column]",
            "columns:",
            REGION,
            "  - {key: cases, type: count, heading: date, header: true, measure: cases_new}",
            "  - {key: sum, type: total, of: [cases], words: [Sum]}");
    List<Parsed> parsed =
        SmallCountry.parse(
            conf,
            "Cases by day",
            "Region | 13.02.2021 | @2021-02-14 | Sum",
            "Alpha | 1 | 2 | 3",
            "Beta | 10 | 20 | 31",
            "Total | 11 | 23 | 34");

    assertThat(SmallCountry.values(parsed))
        .containsExactly(
            "B3 2021-02-13 AAA cases_new=1",
            "C3 2021-02-14 AAA cases_new=2",
            "B4 2021-02-13 BBB cases_new=10",
            "C4 2021-02-14 BBB cases_new=20");
    assertThat(Sheets.problems(parsed))
        .containsExactly("TOTAL_DIFFERS D4 31", "TOTAL_DIFFERS C5 23");
    assertThat(Sheets.ends(parsed)).hasSize(1);
    assertThat(Sheets.ends(parsed).get(0).rowsRead()).isEqualTo(4);
  }

  @Test
  void aDateAWideRowSaysNothingOfIsNoRow() {
    Conf conf =
        SmallCountry.with(
            "date-from: [column]",
            "columns:",
            REGION,
            "  - {key: cases, type: count, heading: date, header: true, measure: cases_new,"
                + " empty-is: allowed}");
    List<Parsed> parsed =
        SmallCountry.parse(conf, "Region | 13.02.2021 | 14.02.2021", "Alpha | 1 | ", "Beta | | ");

    assertThat(SmallCountry.values(parsed)).containsExactly("B2 2021-02-13 AAA cases_new=1");
    assertThat(Sheets.dataRows(parsed)).as("Beta is read, and has nothing to say").hasSize(2);
  }

  @Test
  void aHeadingThatNearlyIsADateIsToldWithTheWayDatesAreWritten() {
    Conf conf =
        SmallCountry.with(
            "date-from: [column]",
            "columns:",
            REGION,
            "  - {key: cases, type: count, heading: date, header: true, measure: cases_new}");
    List<Parsed> parsed =
        SmallCountry.parse(
            conf, "Region | 13.02.2021 | 02/14/2021 | 16.12.2021", "Alpha | 1 | 2 | 3");

    assertThat(Sheets.problems(parsed))
        .containsExactly("HEADING_VALUE_UNKNOWN C1 02/14/2021", "DATE_IN_FUTURE D1 16.12.2021");
    assertThat(Sheets.ends(parsed).get(0).problems().get(0).arguments())
        .containsEntry("nearest", "15.02.2021");
    assertThat(Sheets.dataRows(parsed))
        .extracting(Parsed.DataRow::floor)
        .containsExactly(null, Severity.REJECT);
  }

  @Test
  void aColumnForEveryRegionAndARowForEveryIndicator() {
    Conf conf =
        SmallCountry.with(
            "region-from: [column]",
            "keys: [region, indicator]",
            "columns:",
            "  - key: indicator",
            "    type: measure-word",
            "    header: true",
            "    words: [Indicator]",
            "    measures:",
            "      - {words: [Cases so far], measure: cases_cumulative}",
            "      - {words: [Total cases of the day], measure: cases_new,"
                + " dimensions: {stream: U07.1}}",
            "  - {key: value, type: count, heading: region, header: true}",
            "  - {key: nation, type: ignore, words: [Country]}");
    List<Parsed> parsed =
        SmallCountry.parse(
            conf,
            "as of 14.02.2021",
            "Indicator | Country | Alpha | Beta** | Delto",
            "Cases so far* | 30 | 10 | 20 | 5",
            "Total cases of the day | 3 | 1 | 2 | 5",
            "Deaths | 0 | 0 | 0 | 0");

    assertThat(SmallCountry.values(parsed))
        .containsExactly(
            "C3 2021-02-14 AAA cases_cumulative=10",
            "D3 2021-02-14 BBB cases_cumulative=20",
            "C4 2021-02-14 AAA cases_new=1 U07.1",
            "D4 2021-02-14 BBB cases_new=2 U07.1");
    assertThat(Sheets.problems(parsed))
        .as("told once, though it holds for every region of the row")
        .containsExactly("CELL_WORD_UNKNOWN A5 Deaths", "HEADING_VALUE_UNKNOWN E2 Delto");
    assertThat(Sheets.dataRows(parsed))
        .filteredOn(row -> row.row() == 5)
        .extracting(Parsed.DataRow::floor)
        .containsExactly(null, Severity.REJECT);
  }

  @Test
  void aRegionInAHeadingThatDidNotExistThenHoldsItsColumn() {
    Conf conf =
        SmallCountry.with(
            "region-from: [column]",
            "keys: [region, product]",
            "columns:",
            "  - {key: product, type: product, header: true, words: [Vaccine name]}",
            "  - {key: doses, type: count, heading: region, header: true, measure: doses_new}");
    List<Parsed> parsed =
        SmallCountry.parse(conf, "on 14.02.2021", "Vaccine name | Alpha | Gamma", "Second | 1 | 2");

    assertThat(Sheets.problems(parsed)).containsExactly("REGION_NOT_VALID_THEN C2 Gamma");
    assertThat(Sheets.dataRows(parsed))
        .extracting(Parsed.DataRow::floor)
        .containsExactly(null, Severity.HOLD);
  }

  @Test
  void datesOverProductsAreTwoHeadingsInOne() {
    Conf conf =
        SmallCountry.with(
            "date-from: [column]",
            "columns:",
            REGION,
            "  - {key: doses, type: count, heading: [date, product], header: true,"
                + " measure: doses_new}");

    assertThat(
            values(
                conf,
                "Region{2x1} | 13.02.2021{1x2} | | 14.02.2021{1x2}",
                " | Vaccine | Second | Vaccine | Second",
                "Alpha | 1 | 2 | 3 | 4"))
        .containsExactly(
            "B3 2021-02-13 AAA doses_new=1 VAX",
            "C3 2021-02-13 AAA doses_new=2 SEC",
            "D3 2021-02-14 AAA doses_new=3 VAX",
            "E3 2021-02-14 AAA doses_new=4 SEC");
  }

  // captions

  private static final String[] SUPPLY = {
    "captions:",
    "  component:",
    "    - {suffix: '1', dimensions: {component: 'I'}, words: [Component I, Dose 1]}",
    "    - {suffix: '2', dimensions: {component: 'II'}, words: [Component II],"
        + " may-be-absent: true}",
    "columns:",
    REGION,
    "  - {key: product, type: product, required: true, words: [Product]}",
    "  - {key: delivered, type: count, captions: [component], header: true,"
        + " measure: doses_delivered_cumulative, words: [Delivered]}",
    "  - {key: stock, type: count, captions: [component], measure: stock, words: [Stock]}"
  };

  @Test
  void aCaptionSaysWhichComponentWhereverItStands() {
    Conf conf = SmallCountry.with(SUPPLY);
    String[] expected = {
      "C4 2021-02-14 AAA doses_delivered_cumulative=1 VAX I",
      "D4 2021-02-14 AAA doses_delivered_cumulative=3 VAX II",
      "E4 2021-02-14 AAA stock=2 VAX I",
      "F4 2021-02-14 AAA stock=4 VAX II"
    };

    assertThat(
            values(
                conf,
                "14.02.2021",
                "Region{2x1} | Product{2x1} | Component \u0406{1x2} | | Component-2{1x2}",
                " | | Delivered | Stock | Delivered | Stock",
                "Alpha | Vaccine | 1 | 2 | 3 | 4"))
        .as("captions above")
        .containsExactlyInAnyOrder(
            "C4 2021-02-14 AAA doses_delivered_cumulative=1 VAX I",
            "D4 2021-02-14 AAA stock=2 VAX I",
            "E4 2021-02-14 AAA doses_delivered_cumulative=3 VAX II",
            "F4 2021-02-14 AAA stock=4 VAX II");
    assertThat(
            values(
                conf,
                "14.02.2021",
                "Region{2x1} | Product{2x1} | Delivered{1x2} | | Stock{1x2}",
                " | | Component I | Component II | Component I | Component II",
                "Alpha | Vaccine | 1 | 3 | 2 | 4"))
        .as("captions below")
        .containsExactlyInAnyOrder(expected);
    assertThat(
            values(
                conf,
                "14.02.2021",
                "supply",
                "Region | Product | Delivered, Component I | Component II (delivered)"
                    + " | Stock Dose 1 | Component 2, stock",
                "Alpha | Vaccine | 1 | 3 | 2 | 4"))
        .as("in one cell")
        .containsExactlyInAnyOrder(expected);
  }

  @Test
  void aMissingCaptionIsToldAsTheFormWouldPrintIt() {
    Conf conf = SmallCountry.with(SUPPLY);
    List<Parsed> parsed =
        SmallCountry.parse(
            conf,
            "14.02.2021",
            "Region{2x1} | Product{2x1} | Component I{1x2}",
            " | | Delivery | Stock",
            "Alpha | Vaccine | 1 | 2");

    assertThat(Sheets.dataRows(parsed)).isEmpty();
    Problem problem = Sheets.ends(parsed).get(0).problems().get(0);
    assertThat(problem.severity()).isEqualTo(Severity.REJECT);
    assertThat(problem.arguments())
        .containsEntry("expected", "Component I / Delivered")
        .containsEntry("nearest", "Component I / Delivery");
  }

  @Test
  void aHeadingOfSeveralCellsMayBeSpelledAsAWhole() {
    Conf conf =
        SmallCountry.with(
            "columns:",
            REGION,
            "  - {key: cases, type: count, header: true, measure: cases_new,"
                + " words: [Cases, First / Number / All]}");

    assertThat(
            values(
                conf,
                "14.02.2021",
                "Region{3x1} | First{1x2}",
                " | Number{1x2}",
                " | All",
                "Alpha | 7"))
        .containsExactly("B5 2021-02-14 AAA cases_new=7");
    assertThat(values(conf, "14.02.2021", "Region | Cases", "Alpha | 7"))
        .containsExactly("B3 2021-02-14 AAA cases_new=7");
  }

  @Test
  void footnoteMarksOnHeadingsAndNamesAreReadOver() {
    Conf conf =
        SmallCountry.with(
            "words: {totals: [All]}",
            "columns:",
            REGION,
            "  - {key: cases, type: count, header: true, measure: cases_new,"
                + " words: [Newly infected]}");
    List<Parsed> parsed =
        SmallCountry.parse(
            conf,
            "14.02.2021",
            "Region† | Newly-infected 1)",
            "Alpha** | 1",
            "Beta (2) | 2",
            "Delta3 | 3",
            "All* | 6",
            "* Delta: with those of yesterday",
            "*Delta | | ",
            "1) as reported");

    assertThat(SmallCountry.values(parsed))
        .containsExactly(
            "B3 2021-02-14 AAA cases_new=1",
            "B4 2021-02-14 BBB cases_new=2",
            "B5 2021-02-14 DDD cases_new=3");
    assertThat(Sheets.problems(parsed)).isEmpty();
  }

  // cells

  @Test
  void severalValuesInACellAreReadAsDeclared() {
    Conf conf =
        SmallCountry.with(
            "columns:",
            REGION,
            "  - key: cases",
            "    type: composite",
            "    header: true",
            "    words: [Cases]",
            "    patterns: ['{all} ({new})', '{all}']",
            "    parts:",
            "      - {key: all, type: count, measure: cases_cumulative}",
            "      - {key: new, type: count, measure: cases_new}");
    List<Parsed> parsed =
        SmallCountry.parse(
            conf,
            "14.02.2021",
            "Region | Cases",
            "Alpha | 34 598 (+515)",
            "Beta | 12",
            "Total | 34 610 (+ 516)",
            "Delta | 12/3");

    assertThat(SmallCountry.values(parsed))
        .containsExactly(
            "B3 2021-02-14 AAA cases_cumulative=34598",
            "B3 2021-02-14 AAA cases_new=515",
            "B4 2021-02-14 BBB cases_cumulative=12");
    assertThat(Sheets.problems(parsed))
        .containsExactly("CELL_NOT_AS_DECLARED B6 12/3", "TOTAL_DIFFERS B5 + 516");
    assertThat(Sheets.dataRows(parsed).get(2).problems().get(0).arguments())
        .containsEntry("expected", "100 (12)");
  }

  @Test
  void unitsInHeadingsAndFactorsMultiply() {
    Conf conf =
        SmallCountry.with(
            "units: [{words: [thousand doses, thousands], multiply-by: 1000}]",
            "columns:",
            REGION,
            "  - {key: stock, type: count, header: true, measure: stock, words: [Stock]}",
            "  - {key: beds, type: count, measure: beds, multiply-by: 10,"
                + " words: [Beds in tens]}");

    assertThat(
            values(
                conf,
                "14.02.2021",
                "Region | Stock, thousand doses | Beds in tens",
                "Alpha | 1.2 | 3"))
        .containsExactly("B3 2021-02-14 AAA stock=1200", "C3 2021-02-14 AAA beds=30");
    assertThat(
            values(
                conf,
                "14.02.2021",
                "Region{2x1} | Stock | Beds in tens{2x1}",
                " | thousands",
                "Alpha | '1,2 | 3"))
        .containsExactly("B4 2021-02-14 AAA stock=1200", "C4 2021-02-14 AAA beds=30");
    assertThat(values(conf, "14.02.2021", "Region | Stock | Beds in tens", "Alpha | 12 | 3"))
        .containsExactly("B3 2021-02-14 AAA stock=12", "C3 2021-02-14 AAA beds=30");
  }

  @Test
  void numbersArePercentagesAndThousandsAsDeclared() {
    Conf conf =
        SmallCountry.with(
            "numbers: {decimal: comma, thousands: [space, point]}",
            "columns:",
            REGION,
            CASES,
            "  - {key: share, type: percent, percent: of-100, measure: share, words: [Share]}",
            "  - {key: rate, type: percent, measure: rate, words: [Rate]}");
    List<Parsed> parsed =
        SmallCountry.parse(
            conf,
            "14.02.2021",
            "Region | Cases | Share | Rate",
            "Alpha | '1.234 | 12.1 | 0.121",
            "Beta | '1 234 | '12,1 | '12,1 %",
            "Delta | '1.5 | '12,1% | '0,121");

    assertThat(SmallCountry.values(parsed))
        .containsExactly(
            "B3 2021-02-14 AAA cases_new=1234",
            "C3 2021-02-14 AAA share=0.121",
            "D3 2021-02-14 AAA rate=0.121",
            "B4 2021-02-14 BBB cases_new=1234",
            "C4 2021-02-14 BBB share=0.121",
            "D4 2021-02-14 BBB rate=0.121",
            "C5 2021-02-14 DDD share=0.121",
            "D5 2021-02-14 DDD rate=0.121");
    assertThat(Sheets.problems(parsed)).containsExactly("CELL_NOT_A_NUMBER B5 1.5");
  }

  @Test
  void aWordForNothingOfTheFormIsNoZero() {
    Conf conf =
        SmallCountry.with(
            "words: {nothing: ['-'], zero: [none]}",
            "columns:",
            REGION,
            "  - {key: cases, type: count, header: true, measure: cases_new, empty-is: allowed,"
                + " words: [Cases]}");

    assertThat(values(conf, "14.02.2021", "Region | Cases", "Alpha | '-", "Beta | none"))
        .containsExactly("B4 2021-02-14 BBB cases_new=0");
  }

  @Test
  void datesAreReadAsNumbersAndTimesWhereDeclared() {
    Conf conf =
        SmallCountry.with(
            "date-from: [column]",
            "date-formats: [\"yyyy-MM-dd'T'HH:mm:ss\"]",
            "keys: [region, date]",
            "columns:",
            REGION,
            "  - {key: date, type: date, serials: '1900', words: [Date]}",
            CASES);

    assertThat(
            values(
                conf,
                "Region | Date | Cases",
                "Alpha | 44241 | 1",
                "Alpha | 2021-02-13T17:00:00 | 2"))
        .containsExactly("C2 2021-02-14 AAA cases_new=1", "C3 2021-02-13 AAA cases_new=2");
  }

  @Test
  void codesGetTheirZerosBackAndLostDigitsAreTold() {
    Conf conf =
        SmallCountry.with(
            "columns:",
            REGION,
            "  - {key: code, type: text, width: 2, words: [Code]}",
            "  - {key: lot, type: text, words: [Lot]}",
            CASES);
    List<Parsed> parsed =
        SmallCountry.parse(
            conf,
            "14.02.2021",
            "Region | Code | Lot | Cases",
            "Alpha | 8 | 1676830000000000 | 1",
            "Beta | 11 | '1.67683E+15 | 1");

    assertThat(Sheets.dataRows(parsed))
        .extracting(row -> row.texts().get("code") + " " + row.texts().get("lot"))
        .containsExactly("08 1676830000000000", "11 1.67683E+15");
    assertThat(Sheets.problems(parsed)).containsExactly("CELL_DIGITS_LOST C4 1.67683E+15");
  }

  // sheets and tables

  @Test
  void aSecondHeaderBelowATableBeginsAnother() {
    Conf conf = SmallCountry.with("columns:", REGION, CASES);
    List<Parsed> parsed =
        SmallCountry.parse(
            conf,
            "Cases on 14.02.2021",
            "Region | Cases",
            "Alpha | 1",
            "Beta | 2",
            "Total | 3",
            "",
            "Cases on 13.02.2021",
            "Cases | Region",
            "4 | Alpha",
            "9 | Total");

    assertThat(SmallCountry.values(parsed))
        .containsExactly(
            "B3 2021-02-14 AAA cases_new=1",
            "B4 2021-02-14 BBB cases_new=2",
            "A9 2021-02-13 AAA cases_new=4");
    assertThat(Sheets.ends(parsed))
        .extracting(end -> end.date() + " " + end.rowsRead())
        .containsExactly("2021-02-14 2", "2021-02-13 1");
  }

  @Test
  void theSameHeaderOnAnotherPageGoesOnWithTheTable() {
    Conf conf = SmallCountry.with("columns:", REGION, CASES);
    List<Parsed> parsed =
        SmallCountry.parse(
            conf,
            "Cases on 14.02.2021",
            "Region | Cases",
            "Alpha | 1",
            "page 2",
            "Region | Cases",
            "Beta | 2",
            "Total | 3");

    assertThat(Sheets.ends(parsed)).hasSize(1);
    assertThat(SmallCountry.values(parsed)).hasSize(2);
    assertThat(Sheets.problems(parsed)).isEmpty();
  }

  @Test
  void sheetsAreChosenByName() {
    Conf conf =
        SmallCountry.with("sheets: {only: ['Day *'], not: ['*draft']}", "columns:", REGION, CASES);
    List<Parsed> parsed =
        new SmallCountry.Workbook(conf, "form.xlsx")
            .sheet("Day 1 draft", "14.02.2021", "Region | Cases", "Alpha | 1")
            .sheet("day 1", "14.02.2021", "Region | Cases", "Alpha | 2")
            .sheet("Sum", "14.02.2021", "Region | Cases", "Alpha | 3")
            .parsed();

    assertThat(SmallCountry.values(parsed)).containsExactly("B3 2021-02-14 AAA cases_new=2");
    assertThat(Sheets.problems(parsed)).isEmpty();
  }

  @Test
  void aHiddenSheetIsReadWhenTheFormAsksForIt() {
    List<SheetRow> rows = Sheets.rows("14.02.2021", "Region | Cases", "Alpha | 1");
    Conf conf = SmallCountry.with("sheets: {hidden: true}", "columns:", REGION, CASES);
    List<Parsed> parsed =
        new SmallCountry.Workbook(conf, "form.xlsx").sheet("S", true, rows).parsed();

    assertThat(SmallCountry.values(parsed)).hasSize(1);
    assertThat(Sheets.problems(parsed)).containsExactly("SHEET_HIDDEN_READ");
  }

  @Test
  void hiddenRowsCountOrNotAsTheFormSaysAndAreTold() {
    List<SheetRow> rows = new ArrayList<>();
    for (SheetRow row : Sheets.rows("14.02.2021", "Region | Cases", "Alpha | 1", "Beta | 2")) {
      rows.add(new SheetRow(row.number(), row.number() == 4, row.cells()));
    }
    Conf read = SmallCountry.with("columns:", REGION, CASES);
    Conf leftOut = SmallCountry.with("hidden-rows: left-out", "columns:", REGION, CASES);
    List<Parsed> all = new SmallCountry.Workbook(read, "f.xlsx").sheet("S", false, rows).parsed();
    List<Parsed> one =
        new SmallCountry.Workbook(leftOut, "f.xlsx").sheet("S", false, rows).parsed();

    assertThat(SmallCountry.values(all)).hasSize(2);
    assertThat(Sheets.problems(all)).containsExactly("ROWS_HIDDEN_READ 4");
    assertThat(SmallCountry.values(one)).hasSize(1);
    assertThat(Sheets.problems(one)).containsExactly("ROWS_HIDDEN_LEFT_OUT 4");
  }

  @Test
  void rowsThatAreNotWantedAreLeftOutAndCounted() {
    Conf conf =
        SmallCountry.with(
            "drop-rows: [{column: region, words: [Abroad, On board]}]", "columns:", REGION, CASES);
    List<Parsed> parsed =
        SmallCountry.parse(
            conf,
            "14.02.2021",
            "Region | Cases",
            "Alpha | 1",
            "ABROAD* | 5",
            "on board | 6",
            "Total | 1");

    assertThat(SmallCountry.values(parsed)).containsExactly("B3 2021-02-14 AAA cases_new=1");
    assertThat(Sheets.problems(parsed)).containsExactly("ROWS_FILTERED A4 ABROAD*");
    assertThat(Sheets.ends(parsed).get(0).problems().get(0).arguments()).containsEntry("rows", "2");
  }

  @Test
  void totalsOfTotalsAreComparedAndRatesAreNot() {
    Conf conf =
        SmallCountry.with(
            "keys: [region, product]",
            "columns:",
            REGION,
            "  - {key: product, type: product, words: [Product]}",
            CASES,
            "  - {key: rate, type: decimal, adds-up: false, words: [Rate]}");

    assertThat(
            problems(
                conf,
                "14.02.2021",
                "Region | Product | Cases | Rate",
                "Alpha | Vaccine | 1 | 1",
                "Alpha | Second | 2 | 2",
                "Total | | 3 | 1.5",
                "Beta | Vaccine | 4 | 1",
                "Beta | Second | 5 | 2",
                "Total | | 9 | 1.5",
                "Total of both | | 12 | 1.5",
                "Delta | Second | 6 | 1",
                "Total | | 6 | 1.5",
                "Total of all | | 17 | 1.5"))
        .containsExactly("TOTAL_DIFFERS C12 17");
  }

  // dates and regions

  private static final String[] ELSEWHERE = {
    "date-from:",
    "  - {from: sheet-name, after: [until]}",
    "  - {from: other-sheet, sheets: [Notes], after: [Figures as of], days: -1}",
    "date-formats: [dd.MM.yyyy, 'dd.MM.']",
    "columns:",
    REGION,
    CASES
  };
  private static final String[] NOTES = {
    "Population of 31.12.2019", "Figures as of: 14.02.2021, 08:00"
  };
  private static final String[] TABLE = {"Region | Cases", "Alpha | 1"};

  @Test
  void theDateMayStandInAnotherSheetBeforeOrAfter() {
    Conf conf = SmallCountry.with(ELSEWHERE);

    assertThat(
            SmallCountry.values(
                new SmallCountry.Workbook(conf, "f.xlsx")
                    .sheet("Notes", NOTES)
                    .sheet("Press", TABLE)
                    .parsed()))
        .containsExactly("B2 2021-02-13 AAA cases_new=1");
    assertThat(
            SmallCountry.values(
                new SmallCountry.Workbook(conf, "f.xlsx")
                    .sheet("Press", TABLE)
                    .sheet("Notes", NOTES)
                    .parsed()))
        .containsExactly("B2 2021-02-13 AAA cases_new=1");
  }

  @Test
  void aYearThatIsLeftOutIsThatOfTheFilesOtherDate() {
    Conf conf = SmallCountry.with(ELSEWHERE);
    List<Parsed> parsed =
        new SmallCountry.Workbook(conf, "f.xlsx")
            .sheet("Notes", "Figures as of", "Figures as of | 01.01.2021")
            .sheet("Total_until_31.12.", TABLE)
            .parsed();

    assertThat(SmallCountry.values(parsed)).containsExactly("B2 2020-12-31 AAA cases_new=1");
    assertThat(Sheets.problems(parsed)).isEmpty();
    assertThat(
            Sheets.problems(
                new SmallCountry.Workbook(conf, "f.xlsx")
                    .sheet("Total_until_31.12.", TABLE)
                    .parsed()))
        .as("and no year when there is no other date")
        .containsExactly("FORM_DATE_MISSING 1");
  }

  @Test
  void theRegionMayStandInTheSheetNameOrBeTheNation() {
    Conf conf =
        SmallCountry.with(
            "region-from: [sheet-name, file-name, nation]",
            "columns:",
            CASES,
            "  - {key: note, type: text, words: [Note]}");

    assertThat(
            SmallCountry.values(
                new SmallCountry.Workbook(conf, "f.xlsx")
                    .sheet("Beta", "14.02.2021", "Note | Cases", "x | 1")
                    .sheet("All", "14.02.2021", "Note | Cases", "x | 2")
                    .parsed()))
        .containsExactly("B3 2021-02-14 BBB cases_new=1", "B3 2021-02-14 KZ cases_new=2");
    assertThat(
            SmallCountry.values(
                new SmallCountry.Workbook(conf, "cases_delta_14.xlsx")
                    .sheet("All", "14.02.2021", "Note | Cases", "x | 2")
                    .parsed()))
        .containsExactly("B3 2021-02-14 DDD cases_new=2");
  }
}
