package org.sitrep.config;

import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.sitrep.domain.Lang;

/**
 * {@code country.yml}: who the report is from, in which languages, on whose clock.
 *
 * @param code ISO 3166 alpha-2, also the code of the nation as a scope
 * @param locales language to BCP 47 tag used for numbers and dates, such as {@code kk-KZ}
 * @param cutOff local time of day at which the figures of a report date end
 * @param reportTime local time, on the day after, at which the night is due
 * @param firstReportDate number one in the count of reports
 * @param streams case definitions, never added to each other; the first leads page 1
 * @param historyDays days before the report date that the report looks back on
 * @param minimumForChange cases (or deaths) in the earlier week below which a change is not shown
 * @param incidencePer people per which incidence is told, 100000
 * @param reproduction how the ratio R is estimated
 * @param coverageDenominators key of every denominator under which coverage is shown
 */
public record Country(
    String code,
    Text name,
    Text nameGenitive,
    Text ministry,
    Text reportTitle,
    Text disclaimer,
    ZoneId timeZone,
    List<Lang> languages,
    Lang defaultLanguage,
    Map<String, String> locales,
    LocalTime cutOff,
    LocalTime reportTime,
    LocalDate firstReportDate,
    LocalDate epidemicStart,
    LocalDate campaignStart,
    List<Stream> streams,
    int historyDays,
    int minimumForChange,
    int incidencePer,
    Reproduction reproduction,
    List<String> coverageDenominators) {

  /**
   * A case definition.
   *
   * @param key code in the stream dimension, such as {@code U07.1}
   */
  public record Stream(String key, Text name, Text shortName, LocalDate countedFrom) {}

  /**
   * The simple ratio: cases of the last {@code days} over cases of the {@code days} before.
   *
   * @param minimum cases in the earlier days below which R is not told
   */
  public record Reproduction(int days, int minimum) {}
}
