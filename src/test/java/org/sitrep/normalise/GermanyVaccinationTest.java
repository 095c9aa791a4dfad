package org.sitrep.normalise;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sitrep.config.Conf;
import org.sitrep.config.ConfReader;

/**
 * Six layouts in nine months, one profile: tables of three Länder with invented figures and the
 * quirks of each layout.
 */
class GermanyVaccinationTest {
  private static final Conf CONF = ConfReader.read(Path.of("conf/germany-vaccination"));

  private static SmallCountry.Workbook received(String day) {
    return new SmallCountry.Workbook(CONF, "workbook.xlsx", LocalDate.parse(day));
  }

  /** Form, version, date and rows of every table. */
  private static List<String> tables(List<Parsed> parsed) {
    return Sheets.ends(parsed).stream()
        .map(
            end ->
                String.join(
                    " ",
                    String.valueOf(end.form()),
                    String.valueOf(end.formVersion()),
                    String.valueOf(end.date()),
                    Long.toString(end.rowsRead())))
        .toList();
  }

  @Test
  void theDateStandsInTheNotesAndStarsOnNames() {
    List<Parsed> parsed =
        received("2020-12-29")
            .sheet(
                "Erläuterung",
                "Erläuterung",
                "Datenstand: 29.12.2020, 08:00 Uhr",
                "Bevölkerungsstand vom 31.12.2019")
            .sheet(
                "Presse",
                "Bundesland | Impfungen kumulativ | Differenz zum Vortag | Indikation nach Alter*"
                    + " | Berufliche Indikation* | Medizinische Indikation*"
                    + " | Pflegeheim-bewohnerIn*",
                "Bayern | 50 | 10 | 20 | 21 | 2 | 7",
                "Bremen** | 5 | 1 | 2 | 3 | | 1",
                "Thüringen | 7 | 3 | | 4 | | 3",
                "Gesamt | 62 | 14 | 22 | 28 | 2 | 12",
                "",
                "Anmerkung zu den Indikationen: mehrere sind möglich",
                "* nicht überall aufgeführt",
                "** mit Nachmeldung vom 27.12.20")
            .parsed();

    assertThat(tables(parsed)).containsExactly("doses 1 2020-12-28 3");
    assertThat(Sheets.problems(parsed)).containsExactly("TOTAL_DIFFERS G5 12");
    assertThat(SmallCountry.values(parsed))
        .hasSize(15)
        .contains(
            "B3 2020-12-28 HB doses_cumulative=5 1",
            "C3 2020-12-28 HB doses_new=1 1",
            "G3 2020-12-28 HB doses_by_indication_cumulative=1 1 CARE_HOME");
  }

  @Test
  void theDateStandsInTheNameOfTheSheetAndARateDoesNotAddUp() {
    List<Parsed> parsed =
        received("2021-01-05")
            .sheet("Erläuterung", "Datenstand: 05.01.2021, 12:00 Uhr")
            .sheet(
                "Impfungen_bis_einschl_04.01.21",
                "Bundesland | Impfungen kumulativ | Differenz zum Vortag"
                    + " | Impfungen pro 1.000 Einwohner | Indikation nach Alter*"
                    + " | Berufliche Indikation* | Medizinische Indikation*"
                    + " | Pflegeheim-bewohnerIn*",
                "Bayern | 500 | 10 | 5.25 | 20 | 21 | 2 | 7",
                "Hessen | 60 | 1 | 6.5 | 2 | 3 | 0 | 1",
                "Gesamt | 560 | 11 | 5.4 | 22 | 24 | 2 | 8")
            .sheet(
                "Impfungen_proTag",
                "Datum | Gesamtzahl Impfungen",
                "@2021-01-03 | 300",
                "@2021-01-04 | 260")
            .parsed();

    assertThat(tables(parsed)).containsExactly("doses 1 2021-01-04 2", "by-day 1 null 2");
    assertThat(Sheets.problems(parsed)).isEmpty();
    assertThat(SmallCountry.values(parsed))
        .contains("D2 2021-01-04 BY doses_per_1000=5.25", "B3 2021-01-04 DE doses_by_day_new=260");
  }

  @Test
  void twoDatesThatDisagreeHoldTheTable() {
    List<Parsed> parsed =
        received("2021-01-05")
            .sheet("Erläuterung", "Datenstand: 05.01.2021, 12:00 Uhr")
            .sheet(
                "Impfungen_bis_einschl_03.01.21",
                "Bundesland | Impfungen kumulativ | Differenz zum Vortag | Indikation nach Alter*",
                "Bayern | 500 | 10 | 5")
            .parsed();

    assertThat(Sheets.problems(parsed))
        .contains("FORM_DATE_CONFLICT  Impfungen_bis_einschl_03.01.21");
  }

  @Test
  void captionsTellTheDoseAndHeadingsBelowThemTheProduct() {
    List<Parsed> parsed =
        received("2021-01-18")
            .sheet("Erläuterung", "Datenstand: 18.01.2021, 11:00 Uhr")
            .sheet(
                "Gesamt_bis_einschl_17.01.21",
                "RS{3x1} | Bundesland{3x1} | Erstimpfung{1x5} | | | | | Zweitimpfung{1x2}",
                " | | Impfungen kumulativ{1x3} | | | Differenz zum Vortag{2x1}"
                    + " | Impf-quote, %{2x1} | Impfungen kumulativ{2x1}"
                    + " | Differenz zum Vortag{2x1}",
                " | | Gesamt | BioNTech | Moderna",
                "'09 | Bayern | 500 | 490 | 10 | 7 | 1.25 | 20 | 20",
                "4 | Bremen | 50 | 50 | 0 | 3 | 1.5 | 0 | 0",
                " | Gesamt | 550 | 540 | 10 | 10 | 1.27 | 20 | 20",
                "RS: Schlüssel des Landes")
            .sheet(
                "Indik_bis_einschl_17.01.",
                "RS{2x1} | Bundesland{2x1} | Erstimpfung{1x4} | | | | Zweitimpfung{1x4}",
                " | | Indikation nach Alter* | Berufliche Indikation* | Medizinische Indikation*"
                    + " | Pflegeheim-bewohnerIn* | Indikation nach Alter* | Berufliche Indikation*"
                    + " | Medizinische Indikation* | Pflegeheim-bewohnerIn*",
                "'09 | Bayern | 10 | 20 | 30 | 40 | 1 | 2 | 3 | 4",
                "10 | Saarlandd | 10 | 20 | 30 | 40 | 1 | 2 | 3 | 4",
                " | Gesamt | 20 | 40 | 60 | 80 | 2 | 4 | 6 | 8")
            .sheet(
                "Impfungen_proTag",
                "Datum | Erstimpfung | Zweitimpfung",
                "@2021-01-16 | 250",
                "@2021-01-17 | 300 | 20",
                "",
                "Impfungen gesamt | 550")
            .parsed();

    assertThat(tables(parsed))
        .containsExactly("doses 2 2021-01-17 2", "indications 1 2021-01-17 2", "by-day 2 null 2");
    assertThat(Sheets.problems(parsed)).containsExactly("REGION_UNKNOWN B4 Saarlandd");
    assertThat(Sheets.dataRows(parsed))
        .filteredOn(row -> row.texts().containsKey("rs"))
        .extracting(row -> row.texts().get("rs"))
        .containsExactly("09", "04", "09", "10");
    assertThat(SmallCountry.values(parsed))
        .contains(
            "C4 2021-01-17 BY doses_cumulative=500 1",
            "E4 2021-01-17 BY doses_by_product_cumulative=10 MODERNA 1",
            "G4 2021-01-17 BY coverage=0.0125 1",
            "H4 2021-01-17 BY doses_cumulative=20 2",
            "J3 2021-01-17 BY doses_by_indication_cumulative=4 2 CARE_HOME",
            "C3 2021-01-17 DE doses_by_day_new=20 2");
  }

  @Test
  void aSheetWhoseNameHasNoYearAndNoOtherDateHasNone() {
    List<Parsed> parsed =
        received("2021-01-18")
            .sheet(
                "Indik_bis_einschl_17.01.",
                "RS{2x1} | Bundesland{2x1} | Erstimpfung{1x4} | | | | Zweitimpfung{1x4}",
                " | | Indikation nach Alter* | Berufliche Indikation* | Medizinische Indikation*"
                    + " | Pflegeheim-bewohnerIn* | Indikation nach Alter* | Berufliche Indikation*"
                    + " | Medizinische Indikation* | Pflegeheim-bewohnerIn*",
                "'09 | Bayern | 10 | 20 | 30 | 40 | 1 | 2 | 3 | 4")
            .parsed();

    assertThat(Sheets.problems(parsed)).containsExactly("FORM_DATE_MISSING 1");
  }

  @Test
  void aColumnOfAllDosesIsComparedAndNotStored() {
    List<Parsed> parsed =
        received("2021-02-12")
            .sheet("Erläuterung", "Datenstand: 12.02.2021, 10:00 Uhr")
            .sheet(
                "Gesamt_bis_einschl_11.02.21",
                "RS{3x1} | Bundesland{3x1} | Gesamtzahl bisher verabreichter Impfstoffdosen{3x1}"
                    + " | Erstimpfung{1x6} | | | | | | Zweitimpfung{1x5}",
                " | | | Impfungen kumulativ{1x4} | | | | Differenz zum Vortag{2x1}"
                    + " | Impf-quote, %{2x1} | Impfungen kumulativ{1x3} | | "
                    + " | Differenz zum Vortag{2x1} | Impf-quote, %{2x1}",
                " | | | Gesamt | BioNTech | Moderna | AstraZeneca | | | Gesamt | BioNTech"
                    + " | Moderna",
                "13 | Mecklenburg-Vorpommern * | 150 | 100 | 80 | 15 | 5 | 7 | 2.5 | 50 | 40 | 10"
                    + " | 3 | 1.5",
                "'06 | Hessen | 31 | 20 | 20 | 0 | 0 | 1 | 2.5 | 10 | 10 | 0 | 1 | 1.5",
                " | Gesamt | 181 | 120 | 100 | 15 | 5 | 8 | 2.5 | 60 | 50 | 10 | 4 | 1.5",
                "",
                " | * Mecklenburg-Vorpommern hat korrigiert")
            .parsed();

    assertThat(tables(parsed)).containsExactly("doses 2 2021-02-11 2");
    assertThat(Sheets.problems(parsed))
        .as("31 are not 20 and 10; the column itself adds up")
        .containsExactly("TOTAL_DIFFERS C5 31");
    assertThat(SmallCountry.values(parsed))
        .hasSize(22)
        .contains("G4 2021-02-11 MV doses_by_product_cumulative=5 VAXZEVRIA 1")
        .noneMatch(value -> value.startsWith("C"));
  }

  @Test
  void placesStandOverDosesOverProductsAndTheFederalCentresBelongToTheSum() {
    List<Parsed> parsed =
        received("2021-04-12")
            .sheet("Erläuterung", "Datenstand: 12.04.2021, 8:00 Uhr")
            .sheet(
                "Impfquote_bis_einschl_11.04.21",
                "RS{4x1} | Bundesland{4x1} | Insgesamt über alle Impfstellen{1x5} | | | | "
                    + " | Impfungen in Impfzentren, Mobilen Teams und Krankenhäusern{1x4} | | | "
                    + " | Impfungen der niedergelassenen Ärzteschaft{1x4}",
                " | | Gesamtzahl bisher verabreichter Impfungen{3x1}"
                    + " | Gesamtzahl  einmalig geimpft{3x1} | Gesamtzahl vollständig geimpft{3x1}"
                    + " | Impfquote mit einer Impfung{2x2} | | eine Impfung{2x2} | "
                    + " | vollständig geimpft{2x2} | | eine Impfung{2x2} | "
                    + " | vollständig geimpft{2x2}",
                "",
                " | | | | | Gesamt | 60+ Jahre | <60 Jahre | 60+ Jahre | <60 Jahre | 60+Jahre"
                    + " | <60 Jahre | 60+ Jahre | <60 Jahre | 60+Jahre",
                "'09 | Bayern | 150 | 100 | 50 | 12.5 | '- | '- | '- | '- | '- | 4 | 5 | 6 | 7",
                "'04 | Bremen | 15 | 10 | 5 | 12.5 | 30.5 | 1 | 9 | 2 | 3 | 1 | 2 | 3 | 4",
                " | Impfzentren Bund* | 3 | 2 | 1 | '- | '- | 2 | 0 | 1 | 0 | '- | '- | '- | '-",
                " | Gesamt | 168 | 112 | 56 | 12.5 | '- | '- | '- | '- | '- | 5 | 7 | 9 | 11",
                "",
                "RS: Schlüssel des Landes",
                "* Impfungen des Bundes")
            .sheet(
                "Impfstoff_bis_einschl_11.04.21",
                "RS{4x1} | Bundesland{4x1}"
                    + " | Impfungen in Impfzentren, Mobilen Teams, Krankenhäusern {1x6} | | | | | "
                    + " | Impfungen der niedergelassenen Ärzteschaft{1x6}",
                " | | eine Impfung{1x3} | | | vollständig geimpft{1x3} | | | eine Impfung{1x3} | "
                    + " | | vollständig geimpft{1x3}",
                " | | Impfungen kumulativ{1x2} | | Differenz zum Vortag{2x1}"
                    + " | Impfungen kumulativ{1x2} | | Differenz zum Vortag{2x1}"
                    + " | Impfungen kumulativ{1x2} | | Differenz zum Vortag{2x1}"
                    + " | Impfungen kumulativ{1x2} | | Differenz zum Vortag{2x1}",
                " | | Gesamt | BioNTech | | Gesamt | BioNTech | | Gesamt | BioNTech | "
                    + " | Gesamt | BioNTech",
                "'09 | Bayern | 91 | 91 | 1 | 45 | 45 | 2 | 9 | 9 | 3 | 5 | 5 | 4",
                " | Impfzentren Bund* | 2 | 2 | 0 | 1 | 1 | 0 | '- | '- | '- | '- | '- | '-",
                " | Gesamt | 93 | 93 | 1 | 46 | 46 | 2 | 9 | 9 | 3 | 5 | 5 | 4")
            .parsed();

    assertThat(tables(parsed))
        .containsExactly("people 1 2021-04-11 3", "doses-by-place 1 2021-04-11 2");
    assertThat(Sheets.problems(parsed))
        .as("quotas of the second kind and other vaccines are left out here")
        .containsExactly("FORM_COLUMN_MISSING 4");
    assertThat(SmallCountry.values(parsed))
        .contains(
            "C7 2021-04-11 BUND doses_all_cumulative=3",
            "F5 2021-04-11 BY coverage=0.125 1",
            "G6 2021-04-11 HB coverage=0.305 1 60+",
            "K6 2021-04-11 HB doses_by_age_cumulative=3 2 60+ CENTRES",
            "O6 2021-04-11 HB doses_by_age_cumulative=4 2 60+ PRACTICES",
            "C6 2021-04-11 BUND doses_cumulative=2 1 CENTRES",
            "J5 2021-04-11 BY doses_by_product_cumulative=9 COMIRNATY 1 PRACTICES",
            "N5 2021-04-11 BY doses_new=4 2 PRACTICES")
        .noneMatch(value -> value.startsWith("G5 2021-04-11 BY coverage"));
  }

  @Test
  void agesStandUnderAgesAndTheDateInTheNotesAlone() {
    List<Parsed> parsed =
        received("2021-09-15")
            .sheet("Erläuterung", "Datenstand: 15.09.21, 08:00 Uhr")
            .sheet(
                "Impfquote_bundesweit_Alter",
                "RS{3x1} | Bundesland{3x1} | Gesamtzahl bisher verabreichter Impfungen{3x1}"
                    + " | Gesamtzahl  mindestens einmal Geimpfter*{3x1}"
                    + " | Gesamtzahl vollständig Geimpfter*{3x1}"
                    + " | Gesamtzahl Personen mit Auffrischungs-impfung{3x1}"
                    + " | Impfquote mindestens einmal geimpft{1x5} | | | | "
                    + " | Impfquote vollständig geimpft{1x5}",
                " | | | | | | Gesamt*{2x1} | 12-17 Jahre{2x1} | 18+ Jahre{1x3} | | "
                    + " | Gesamt*{2x1} | 12-17 Jahre{2x1} | 18+ Jahre{1x3}",
                " | | | | | | | | Gesamt | 18-59 Jahre** | 60+ Jahre** | | | Gesamt"
                    + " | 18-59 Jahre | 60+ Jahre",
                "'09 | Bayern | 210 | 110 | 90 | 10 | 60.1 | 30.2 | 70.3 | 65.4 | 80.5 | 55.6"
                    + " | 25.7 | 68.8 | 62.9 | 79",
                " | Impfzentren Bund*** | 30 | 20 | 10 | 0 | '- | '- | '- | '- | '- | '- | '-"
                    + " | '- | '- | '-",
                " | Gesamt | 240 | 130 | 100 | 10 | 60.1 | 30.2 | 70.3 | 65.4 | 80.5 | 55.6"
                    + " | 25.7 | 68.8 | 62.9 | 79")
            .sheet(
                "Impfungen_proTag",
                "Datum | Erstimpfung | Zweitimpfung | Auffrischungsimpfung"
                    + " | Gesamtzahl verabreichter Impfstoffdosen",
                "13.09.2021 | 10 | 20 | 1 | 31",
                "14.09.2021 | 11 | 21 | 2 | 34",
                "Gesamt | 21 | 43 | 3 | 67",
                "2 Zweitimpfungen ohne Datum")
            .parsed();

    assertThat(tables(parsed)).containsExactly("people 1 2021-09-14 2", "by-day 2 null 2");
    assertThat(Sheets.problems(parsed))
        .containsExactly(
            "CELL_DATE_AS_TEXT A2 13.09.2021", "TOTAL_DIFFERS C4 43", "TOTAL_DIFFERS E4 67");
    assertThat(SmallCountry.values(parsed))
        .contains(
            "F4 2021-09-14 BY people_boosted_cumulative=10",
            "G4 2021-09-14 BY coverage=0.601 1",
            "I4 2021-09-14 BY coverage=0.703 1 18+",
            "J4 2021-09-14 BY coverage=0.654 1 18-59",
            "P4 2021-09-14 BY coverage=0.79 complete 60+",
            "D3 2021-09-14 DE doses_by_day_new=2 3");
  }

  @Test
  void aRenamedColumnIsToldBesideTheHeadingItHidesUnder() {
    List<Parsed> parsed =
        received("2021-01-18")
            .sheet("Erläuterung", "Datenstand: 18.01.2021, 11:00 Uhr")
            .sheet(
                "Gesamt_bis_einschl_17.01.21",
                "RS{2x1} | Bundesland{2x1} | Erstimpfung{1x2} | | Zweitimpfung{1x2}",
                " | | Impfungen kumulativ | Differenz zum Vortrag | Impfungen kumulativ"
                    + " | Differenz zum Vortag",
                "'09 | Bayern | 500 | 7 | 20 | 20")
            .parsed();

    assertThat(Sheets.dataRows(parsed)).isEmpty();
    assertThat(Sheets.problems(parsed))
        .containsExactly("FORM_COLUMN_MISSING D2 Erstimpfung / Differenz zum Vortrag");
    assertThat(Sheets.ends(parsed).get(0).problems().get(0).arguments())
        .containsEntry("expected", "Erstimpfung / Differenz zum Vortag");
  }
}
