package org.sitrep.sample;

import java.time.LocalTime;

/**
 * A row of {@code regions.csv}: what a regional health department keeps doing the same way.
 *
 * @param region code in the register of the country
 * @param name what it calls itself in its sheets
 * @param authority first line of its sheets
 * @param cases container of its case form: xlsx, xls or csv; likewise the other forms
 * @param encoding character set of its text files; empty when it sends none
 * @param dateStyle numeric or long, how the title writes the date
 * @param fileStyle local or latin, the letters of its file names
 * @param casesAt usual arrival of the case form, on the night after the day
 * @param dosesAt usual arrival of the other forms, in the evening of the day
 * @param pneumoniaWeight share of the PCR- stream, any scale
 * @param centrePercent share of the chief town in the region's figures; 0 = reports no districts
 * @param doseWeight share of the vaccine, any scale
 * @param textHeader one-row (caption and heading in one cell) or two-rows (caption above the first
 *     of its headings only, as a workbook saved as text); empty when it sends no text
 * @param nationalName what the ministry calls it in its own sheets
 */
record Habits(
    String region,
    String language,
    String name,
    String authority,
    String cases,
    String vaccination,
    String supply,
    String weekly,
    String encoding,
    String dateStyle,
    String fileStyle,
    LocalTime casesAt,
    LocalTime dosesAt,
    double pneumoniaWeight,
    int centrePercent,
    double doseWeight,
    long people,
    String nationalName,
    String textHeader) {

  /** Container in which it sends {@code form}. */
  String container(String form) {
    return switch (form) {
      case "cases" -> cases;
      case "vaccination" -> vaccination;
      case "supply" -> supply;
      default -> weekly;
    };
  }
}
