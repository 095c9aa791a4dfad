package org.sitrep.report;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sitrep.config.Country;
import org.sitrep.config.PriorityGroup;
import org.sitrep.config.Product;
import org.sitrep.config.Region;
import org.sitrep.config.Target;
import org.sitrep.domain.RegionCode;

/**
 * Everything a report says, before any language: figures, dates and names, nothing formatted.
 *
 * @param date the day the figures describe
 * @param number counts reports since the first, from 1
 * @param knownAt newest receipt among the submissions behind it
 * @param streams one per case definition, in the order of the country; never added up
 * @param regions in register order
 * @param outside what the nation has beside them
 * @param changes what is not as the last report said
 */
public record SituationReport(
    LocalDate date,
    long number,
    String nightId,
    String fingerprint,
    String confVersion,
    boolean provisional,
    Instant knownAt,
    List<Epidemic> streams,
    List<RegionLine> regions,
    Outside outside,
    Vaccination vaccination,
    List<GroupLine> groups,
    List<SupplyLine> supply,
    SupplyLine supplyTotal,
    List<TargetLine> targets,
    Tests tests,
    Hospital hospital,
    List<FormLine> forms,
    List<SenderLine> senders,
    Changes changes,
    FilesTonight files,
    Findings findings) {

  /** Cases, deaths and recoveries of one stream in one place. */
  public record Epidemic(
      Country.Stream stream,
      Figure casesNew,
      Figure casesCumulative,
      Figure casesMean,
      Figure casesSum7,
      Figure incidence7,
      Figure incidence14,
      Figure casesChange,
      Figure reproduction,
      Figure deathsNew,
      Figure deathsCumulative,
      Figure deathsMean,
      Figure deathsSum7,
      Figure recoveredNew,
      Figure recoveredCumulative,
      Figure fatality,
      Series cases,
      Series casesMeans,
      Series casesCumulatives,
      Series deaths,
      Series deathsMeans,
      Series deathsCumulatives,
      Series incidences14) {}

  /**
   * What the tables of regions tell of one.
   *
   * @param casesNew of the stream that leads the report, as all figures of cases and deaths here
   * @param first first doses given so far
   * @param second second doses given so far
   * @param coverage people with a first dose over the population
   */
  public record RegionLine(
      Region region,
      Figure casesNew,
      Figure casesCumulative,
      Figure incidence14,
      Figure casesChange,
      Series casesMeans,
      Figure deathsCumulative,
      Figure doses,
      Figure first,
      Figure second,
      Figure coverage,
      Figure delivered,
      Figure stock,
      Figure days,
      Figure usage) {}

  /**
   * Reported for the date for areas that are not in the register; part of the nation.
   *
   * @param cases running total of the stream that leads the report, as casesNew and deaths
   */
  public record Outside(Figure cases, Figure casesNew, Figure deaths, Figure doses) {}

  /**
   * @param givenByDose dose number to doses given
   * @param newByDose dose number to daily doses
   */
  public record Vaccination(
      Figure dosesNew,
      Figure doses,
      Figure dosesMean,
      Figure delivered,
      Figure people,
      Figure complete,
      Map<String, Figure> givenByDose,
      Map<String, Series> newByDose,
      Series given,
      Series newDoses,
      Series deliveries,
      List<CoverageLine> coverage) {}

  /**
   * Share vaccinated under one denominator.
   *
   * @param denominator {@code population} or the key of a denominator
   * @param target the entry that names the denominator; null for the population
   */
  public record CoverageLine(
      String denominator, @Nullable Target target, String dose, Figure coverage) {}

  /**
   * Doses and coverage of a priority group.
   *
   * @param doses of whatever number; the only ones known when groups are not told by dose
   */
  public record GroupLine(
      PriorityGroup group, Figure doses, Figure first, Figure second, Figure coverage) {}

  /** One stock: a product, or a component of it; product null for the total. */
  public record SupplyLine(
      @Nullable Product product,
      @Nullable String component,
      Figure delivered,
      Figure used,
      Figure wasted,
      Figure stock,
      Figure computed,
      Figure days,
      Figure usage) {}

  /** What was promised for now and what has been reached. */
  public record TargetLine(Target target, Figure progress) {}

  public record Tests(Figure tests, Figure positive, Figure positivity, Series series) {}

  public record Hospital(
      Figure beds,
      Figure occupied,
      Figure occupancy,
      Figure icuBeds,
      Figure icuOccupied,
      Figure icuOccupancy,
      Figure ventilated,
      Figure inpatients) {}

  /**
   * Who sent a form.
   *
   * @param missing regions that owe it and did not send it
   * @param late regions that sent it after it was due
   */
  public record FormLine(
      String form,
      Figure expected,
      Figure received,
      Figure onTime,
      Figure completeness,
      Figure timeliness,
      Figure delay,
      List<RegionCode> missing,
      List<RegionCode> late) {}

  /** How a form of a region, or all its forms of a day, stand; from good to bad. */
  public enum Mark {
    NOT_DUE,
    IN_TIME,
    ZERO,
    LATE,
    MISSING
  }

  /**
   * What became of the forms of a region.
   *
   * @param forms those of the report date, in the order of the forms; one that was not due is there
   *     too
   * @param days the worst of all forms of each of the last days, the report date last
   */
  public record SenderLine(RegionCode region, List<SenderForm> forms, List<Mark> days) {}

  /**
   * A form of a region.
   *
   * @param hours after it was due, for one that is late
   * @param days expected days in a row without it, for one that is missing
   * @param volume rows over usual rows; null when they are as usual, or when nothing is usual yet
   */
  public record SenderForm(
      String form, Mark mark, double hours, int days, @Nullable Double volume) {}

  /**
   * What moved since the last report. Days told for the first time before they were due did not.
   *
   * @param since day of that report; null when this is the first
   * @param figures how many figures moved, all scopes and dimensions counted
   * @param splits counts of the nation whose earlier days moved
   * @param lines the changes of single regions that are worth a line
   * @param broken indicators that moved because their definition did
   */
  public record Changes(
      @Nullable LocalDate since,
      int figures,
      List<Split> splits,
      List<Change> lines,
      List<String> broken) {}

  /**
   * What is new today and what is backlog.
   *
   * @param today the count of the report date
   * @param earlier what earlier days gained, below zero what they lost
   */
  public record Split(String name, Figure today, double earlier) {}

  /**
   * A figure of an earlier day that moved.
   *
   * @param region null unless the scope is a region
   * @param old null when there was none
   * @param fresh null when there is none any more
   * @param note why, in the words of who sent the submission or took it back; null when nothing
   */
  public record Change(
      String name,
      LocalDate date,
      String scope,
      @Nullable String region,
      String dimensions,
      @Nullable Double old,
      @Nullable Double fresh,
      String reason,
      @Nullable String note) {
    /** By how much it moved; a figure that was not there counts as zero. */
    double difference() {
      return (fresh == null ? 0 : fresh) - (old == null ? 0 : old);
    }
  }

  /** Files that came in for the date, in all attempts at it, by what happened to them. */
  public record FilesTonight(long read, long refused, long duplicate) {}

  /**
   * @param total all findings of the night
   * @param bySeverity severity word to count
   * @param top the gravest, several of one kind in one file as one
   */
  public record Findings(long total, Map<String, Long> bySeverity, List<Found> top) {}

  /**
   * @param more further findings of the same code in the same file; without a file, of the same
   *     form for other regions
   * @param message sentence by language
   */
  public record Found(
      String code,
      String severity,
      @Nullable String region,
      @Nullable String file,
      @Nullable String sheet,
      String cell,
      Map<String, String> message,
      int more) {}

  /** The stream that leads page 1. */
  public Epidemic lead() {
    return streams.get(0);
  }
}
