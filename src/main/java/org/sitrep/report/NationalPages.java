package org.sitrep.report;

import java.awt.Color;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.sitrep.config.Conf;
import org.sitrep.config.Country;
import org.sitrep.config.FormSpec;
import org.sitrep.config.FormSpec.ColumnSpec;
import org.sitrep.config.Population;
import org.sitrep.config.Region;
import org.sitrep.config.Target;
import org.sitrep.domain.Measure;
import org.sitrep.domain.RegionCode;
import org.sitrep.report.SituationReport.Change;
import org.sitrep.report.SituationReport.CoverageLine;
import org.sitrep.report.SituationReport.Epidemic;
import org.sitrep.report.SituationReport.FormLine;
import org.sitrep.report.SituationReport.Found;
import org.sitrep.report.SituationReport.GroupLine;
import org.sitrep.report.SituationReport.Hospital;
import org.sitrep.report.SituationReport.RegionLine;
import org.sitrep.report.SituationReport.SenderForm;
import org.sitrep.report.SituationReport.SenderLine;
import org.sitrep.report.SituationReport.SupplyLine;
import org.sitrep.report.SituationReport.TargetLine;
import org.sitrep.report.SituationReport.Tests;
import org.sitrep.report.SituationReport.Vaccination;
import org.sitrep.report.pdf.Drawing;
import org.sitrep.report.pdf.FontBook;

/**
 * The national edition in one language: what templates print, formatted. Public because compiled
 * templates call it; nobody else should.
 */
public final class NationalPages {
  /** Changes and missing regions listed one by one; the rest is counted. */
  private static final int LISTED = 8;

  /** Characters of a note that are printed; table {@code revision} has all of it. */
  private static final int LONGEST_NOTE = 80;

  /** Between the header and the footer of a page, in points. */
  private static final int ROOM_OF_A_PAGE = 842 - 36 - 38;

  /** Regions with rising cases named on page 1; when there are more they are only counted. */
  private static final int RISING_NAMED = 4;

  /** Priority groups and targets that fit their pages. */
  private static final int GROUPS = 8;

  private static final int TARGETS = 9;

  /** Letters of a card's figure that fit in its usual size. */
  private static final int CARD_LETTERS = 10;

  /** Counts and running totals that are printed. */
  private static final Set<String> PRINTED =
      Set.of(
          "cases_new",
          "cases_cumulative",
          "deaths_new",
          "deaths_cumulative",
          "recovered_cumulative",
          "tests_new",
          "doses_new",
          "doses_cumulative",
          "doses_delivered_cumulative");

  /** Registers cite their sources as {@code [source: …]}; print needs no brackets. */
  private static final Pattern CITATION = Pattern.compile("\\[(?:source: )?([^\\]]*)\\]");

  /** Findings whose sentences name the day of a form as an ISO date. */
  private static final Set<String> DATED =
      Set.of(
          "FORM_NOT_RECEIVED",
          "FORM_MISSING_SINCE",
          "VOLUME_UNUSUAL",
          "IDENTITY_BROKEN",
          "REGION_IDENTITY_BROKEN",
          "CUMULATIVE_DISAGREES",
          "CUMULATIVE_FALLS",
          "STOCK_DISAGREES",
          "CONTROL_DIFFERS",
          "LINE_LIST_DIFFERS");

  private static final Pattern ISO_DATE =
      Pattern.compile("(?<![\\w.-])20\\d\\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\\d|30|31)(?![\\w-])");

  private final SituationReport report;
  private final Conf conf;
  private final Wording w;
  private final FontBook fonts;
  private final HeatScale scale;

  NationalPages(SituationReport report, Conf conf, Wording wording, FontBook fonts) {
    this.report = report;
    this.conf = conf;
    this.w = wording;
    this.fonts = fonts;
    this.scale =
        HeatScale.upTo(
            report.regions().stream().mapToDouble(r -> r.incidence14().or(0)).max().orElse(0));
  }

  // ---- furniture

  /** A fixed text of the bundle. */
  public String t(String key) {
    return w.text(key);
  }

  public String ministry() {
    return w.in(conf.country().ministry());
  }

  public String title() {
    return w.in(conf.country().reportTitle());
  }

  public String dateAndEdition() {
    return w.longDate(report.date()) + "  ·  " + w.text("edition.national");
  }

  public String number() {
    return w.text(
        provisional() ? "report.number.provisional" : "report.number",
        "number",
        w.number(report.number()));
  }

  public String cutOff() {
    Country country = conf.country();
    return w.text(
        "cutoff", "moment", w.moment(report.date(), country.cutOff(), country.timeZone()));
  }

  /** Title, edition and date for the top of later pages and for the document's own title. */
  public String running() {
    return title() + " · " + w.text("edition.national") + " · " + w.date(report.date());
  }

  public String footer() {
    return w.text(
        "footer.night",
        "night",
        report.nightId(),
        "fingerprint",
        shortened(report.fingerprint()),
        "conf",
        shortened(report.confVersion()));
  }

  private static String shortened(String hash) {
    return hash.length() > 16 ? hash.substring(0, 16) : hash;
  }

  public String disclaimer() {
    return w.in(conf.country().disclaimer());
  }

  public String page(int number, int of) {
    return w.text("footer.page", "page", w.number(number), "pages", w.number(of));
  }

  /** Heading to the page it has to stand on; a page that ran over would show here. */
  Map<String, Integer> headingPages() {
    Map<String, Integer> pages = new LinkedHashMap<>();
    pages.put(w.text("curve.title"), 1);
    pages.put(w.text("map.title"), 1);
    pages.put(campaignTitle(), 1);
    pages.put(w.text("regions.title"), 2);
    pages.put(w.text("hospital.title"), 2);
    if (hasVaccination()) {
      pages.put(w.text("daily.title"), 3);
      pages.put(w.text("local.title"), 3);
      pages.put(w.text("supply.title"), supplyFollowsVaccination() ? 3 : 4);
    }
    return pages;
  }

  // ---- page 1: the message

  /** The news in one sentence. */
  public String headline() {
    Epidemic lead = report.lead();
    String epidemic;
    if (settled(lead.casesChange())) {
      long percent = Math.round(lead.casesChange().or(0) * 100);
      String key = percent < 0 ? "head.fell" : percent > 0 ? "head.rose" : "head.same";
      epidemic = w.text(key, "change", w.percentWith(Math.abs(percent), 0));
    } else if (lead.casesNew().known()) {
      String key = lead.casesNew().unsettled() ? "head.new.provisional" : "head.new";
      epidemic = w.text(key, "cases", w.number(lead.casesNew()));
    } else {
      epidemic = w.text("head.nothing");
    }
    Figure days = report.supplyTotal().days();
    if (days.known()) {
      long whole = (long) Math.floor(days.or(0));
      return w.text(
          "head.join",
          "first",
          epidemic,
          "second",
          w.text("head.supply", "n", whole, "days", w.number(whole)));
    }
    if (report.vaccination().doses().known()) {
      return w.text(
          "head.join",
          "first",
          epidemic,
          "second",
          w.text("head.doses", "doses", w.number(report.vaccination().doses())));
    }
    return epidemic;
  }

  /** Known and not going to move: what may be told as news. */
  private static boolean settled(Figure figure) {
    return figure.known() && !figure.unsettled();
  }

  /** First key line: the epidemic, as styled text. */
  public String keyCases() {
    Epidemic lead = report.lead();
    if (!lead.casesNew().known()) {
      return w.text("key.cases.none");
    }
    String first =
        w.text(
            "key.cases",
            "date",
            w.day(report.date()),
            "cases",
            Wording.bold(w.marked(lead.casesNew())));
    Figure before = lead.casesMeans().on(report.date().minusDays(7));
    if (lead.casesMean().known()) {
      first +=
          " "
              + (settled(before) && settled(lead.casesMean())
                  ? w.text(
                      "key.mean",
                      "mean",
                      Wording.bold(w.markedMean(lead.casesMean())),
                      "before",
                      w.mean(before))
                  : w.text("key.mean.alone", "mean", Wording.bold(w.markedMean(lead.casesMean()))));
    }
    long told = report.regions().stream().filter(r -> settled(r.casesChange())).count();
    if (told > 0) {
      List<String> rising =
          report.regions().stream()
              .filter(r -> settled(r.casesChange()))
              .filter(r -> Math.round(r.casesChange().or(0) * 100) > 0)
              .sorted(
                  Comparator.comparing((RegionLine r) -> -r.casesChange().or(0))
                      .thenComparing(r -> r.region().code()))
              .map(r -> w.in(r.region().shortName()))
              .toList();
      boolean named = !rising.isEmpty() && rising.size() <= RISING_NAMED;
      // A week with days missing looks like a falling one.
      long untold =
          report.regions().stream()
              .filter(
                  r ->
                      r.casesChange().unsettled()
                          || r.casesChange().status() == Figure.Status.MISSING)
              .count();
      first +=
          " "
              + w.text(
                  named ? "key.rising.named" : "key.rising",
                  "rising",
                  Wording.bold(w.number(rising.size())),
                  "regions",
                  w.number(report.regions().size() - untold),
                  "names",
                  Wording.escaped(String.join(", ", rising)));
      if (untold > 0) {
        first += " " + w.text("key.rising.untold", "n", untold, "regions", w.number(untold));
      }
    }
    return first;
  }

  /** Second key line: the campaign, as styled text. */
  public String keyDoses() {
    Vaccination v = report.vaccination();
    if (!v.doses().known()) {
      return w.text("none.vaccination");
    }
    StringBuilder out = new StringBuilder();
    out.append(
        v.delivered().or(0) > 0
            ? w.text(
                "key.doses",
                "start",
                w.day(conf.country().campaignStart()),
                "doses",
                Wording.bold(w.number(v.doses())),
                "delivered",
                Wording.bold(w.number(v.delivered())),
                "share",
                Wording.escaped(w.percent(v.doses().or(0) / v.delivered().or(1))))
            : w.text(
                "key.doses.alone",
                "start",
                w.day(conf.country().campaignStart()),
                "doses",
                Wording.bold(w.number(v.doses()))));
    if (v.complete().or(0) > 0) {
      out.append(' ')
          .append(w.text("key.complete", "people", Wording.bold(w.number(v.complete()))));
    }
    Figure days = report.supplyTotal().days();
    if (days.known()) {
      out.append(' ')
          .append(
              w.text(
                  "key.supply", "n", Math.floor(days.or(0)), "days", Wording.bold(w.tenths(days))));
    }
    return out.toString();
  }

  /** Third key line: how far the figures can be trusted, as styled text. */
  public String keyTrust() {
    double expected = report.forms().stream().mapToDouble(f -> f.expected().or(0)).sum();
    double received = report.forms().stream().mapToDouble(f -> f.received().or(0)).sum();
    if (expected == 0) {
      return w.text("none.forms");
    }
    StringBuilder out = new StringBuilder();
    out.append(
        w.text(
            "key.forms",
            "received",
            Wording.bold(w.number(received)),
            "expected",
            w.number(expected),
            "share",
            Wording.escaped(w.percent(received / expected))));
    List<String> missing = missingRegions();
    if (!missing.isEmpty()) {
      out.append(' ').append(w.text("key.missing", "regions", Wording.bold(listed(missing, 3))));
    }
    if (provisional()) {
      out.append(' ').append(w.text("key.provisional"));
    }
    long rejected = report.findings().bySeverity().getOrDefault("reject", 0L);
    long held = report.findings().bySeverity().getOrDefault("hold", 0L);
    String changes = changesInShort();
    // Room for one of the two: a figure that moved is news to every reader, a rejected row is not.
    if (!changes.isEmpty()) {
      out.append(' ').append(changes);
    } else if (rejected + held > 0) {
      out.append(' ')
          .append(
              w.text(
                  "key.findings",
                  "rejected",
                  Wording.bold(w.number(rejected)),
                  "held",
                  Wording.bold(w.number(held))));
    }
    return out.toString();
  }

  private boolean provisional() {
    return report.provisional() || report.lead().casesNew().unsettled();
  }

  private List<String> missingRegions() {
    return report.forms().stream()
        .flatMap(f -> f.missing().stream())
        .distinct()
        .map(this::regionName)
        .toList();
  }

  private String listed(List<String> names, int most) {
    if (names.size() <= most) {
      return String.join(", ", names);
    }
    return w.text(
        "list.more",
        "names",
        String.join(", ", names.subList(0, most)),
        "more",
        w.number(names.size() - most));
  }

  // ---- page 1: cards

  /**
   * A figure that stands out.
   *
   * @param value styled text
   * @param delta styled text below the value
   */
  public record Card(String label, String value, String delta, Drawing drawing) {}

  /** The five cards from left to right, from 0. */
  public Card card(int index) {
    return switch (index) {
      case 0 -> newCases();
      case 1 -> allCases();
      case 2 -> allDeaths();
      case 3 -> incidence();
      default -> doses();
    };
  }

  private Card newCases() {
    Epidemic lead = report.lead();
    return new Card(
        w.text("card.new"),
        starred(lead.casesNew(), w.number(lead.casesNew())),
        lead.casesChange().known()
            ? w.text("card.week", "change", coloured(lead.casesChange().or(0)))
            : "",
        Charts.cardBars(
            lead.cases().last(28), Palette.CASES_LIGHT, Palette.CASES, CARD_WIDE, CARD_HIGH));
  }

  private Card allCases() {
    Epidemic lead = report.lead();
    return new Card(
        w.text(
            "card.cases",
            "stream",
            w.in(lead.stream().shortName()),
            "date",
            unbroken(w.mediumDate(lead.stream().countedFrom()))),
        starred(lead.casesCumulative(), w.number(lead.casesCumulative())),
        week(lead.casesSum7()),
        Charts.cardLine(
            lead.casesCumulatives(),
            Palette.CASES_PALE,
            Palette.CASES,
            false,
            CARD_WIDE,
            CARD_HIGH));
  }

  private Card allDeaths() {
    Epidemic lead = report.lead();
    return new Card(
        w.text("card.deaths", "date", unbroken(w.mediumDate(lead.stream().countedFrom()))),
        starred(lead.deathsCumulative(), w.number(lead.deathsCumulative())),
        week(lead.deathsSum7()),
        Charts.cardLine(
            lead.deathsMeans(), new Color(0xEDE5EA), Palette.DEATHS, true, CARD_WIDE, CARD_HIGH));
  }

  private Card incidence() {
    Epidemic lead = report.lead();
    Figure before = lead.incidences14().on(report.date().minusDays(7));
    boolean comparable = lead.incidence14().known() && before.or(0) > 0;
    return new Card(
        w.text("card.incidence", "per", w.number(conf.country().incidencePer())),
        starred(lead.incidence14(), w.tenths(lead.incidence14())),
        comparable
            ? w.text("card.week", "change", coloured(lead.incidence14().or(0) / before.or(1) - 1))
            : "",
        Charts.cardLine(
            lead.incidences14(), Palette.CASES_PALE, Palette.CASES, true, CARD_WIDE, CARD_HIGH));
  }

  private Card doses() {
    Vaccination v = report.vaccination();
    String label =
        w.text("card.doses", "date", unbroken(w.mediumDate(conf.country().campaignStart())));
    return new Card(
        label,
        starred(v.doses(), w.number(v.doses())),
        v.dosesNew().known() ? w.text("card.day", "doses", w.number(v.dosesNew())) : "",
        Charts.cardBars(
            v.newDoses().last(28), Palette.DOSES_LIGHT, Palette.DOSES, CARD_WIDE, CARD_HIGH));
  }

  private static final double CARD_WIDE = 85;
  private static final double CARD_HIGH = 21;

  /** Text that stays on one line of a narrow field. */
  private static String unbroken(String text) {
    return text.replace(' ', '\u00A0');
  }

  private String week(Figure sum) {
    return sum.known() ? w.text("card.sum", "sum", w.number(sum)) : "";
  }

  /** A large figure as styled text, with a small star while it is provisional. */
  private static String starred(Figure figure, String value) {
    boolean star = figure.known() && figure.unsettled();
    int length = value.length() + (star ? 1 : 0);
    String shown = Wording.escaped(value);
    if (length > CARD_LETTERS) {
      String size = length > CARD_LETTERS + 2 ? "14" : "16";
      shown = "<style size=\"" + size + "\">" + shown + "</style>";
    }
    return shown + (star ? "<style size=\"12\">*</style>" : "");
  }

  /** A change with arrow and colour, as styled text. */
  private String coloured(double change) {
    Color colour = Charts.colour(change);
    return String.format(
        Locale.ROOT,
        "<style forecolor=\"#%06X\" isBold=\"true\">%s</style>",
        colour.getRGB() & 0xFFFFFF,
        Charts.arrow(change) + w.change(change));
  }

  // ---- page 1: charts

  public String curveSubtitle() {
    return w.text(
        "curve.sub",
        "stream",
        w.in(report.lead().stream().shortName()),
        "from",
        w.date(Charts.shown(report.lead().cases(), report.lead()).from()),
        "to",
        w.date(report.date()));
  }

  public Drawing curve() {
    return Charts.epidemicCurve(report.lead(), w, 523, 170);
  }

  public String mapSubtitle() {
    return w.text("map.sub", "per", w.number(conf.country().incidencePer()));
  }

  public Drawing map() {
    String legend = w.text("map.legend", "per", w.number(conf.country().incidencePer()));
    return Charts.tileMap(report.regions(), scale, legend, w, 292, 210);
  }

  public Drawing campaign() {
    return Charts.campaign(report.vaccination(), conf.country().campaignStart(), w, 211, 118);
  }

  /** Whether anybody promised anything that figures can be compared with. */
  private boolean hasPlans() {
    return conf.targets().stream()
        .anyMatch(t -> t.kind().equals("target") || t.kind().equals("supply-plan"));
  }

  public String campaignTitle() {
    return w.text(hasPlans() ? "campaign.title" : "campaign.title.alone");
  }

  public String campaignSubtitle() {
    return w.text(hasPlans() ? "campaign.sub" : "campaign.sub.alone");
  }

  /**
   * The supply plan of the month and the targets that run out next, one for each date; coverage in
   * a country without plans.
   */
  public Drawing goals() {
    List<Charts.Progress> lines = new ArrayList<>();
    if (!hasPlans()) {
      report.vaccination().coverage().stream().limit(3).forEach(c -> lines.add(reached(c)));
      return Charts.progress(lines, w.text("none.coverage"), 211, 84);
    }
    Set<LocalDate> ends = new HashSet<>();
    report.targets().stream()
        .filter(t -> t.progress().known() && t.target().unit().equals(unitOf(t.target())))
        .sorted(
            Comparator.comparing((TargetLine t) -> t.target().kind().equals("supply-plan") ? 0 : 1)
                .thenComparing(t -> end(t.target()))
                .thenComparing(t -> announced(t.target()), Comparator.reverseOrder()))
        .filter(t -> t.target().kind().equals("supply-plan") || ends.add(end(t.target())))
        .limit(3)
        .forEach(t -> lines.add(goal(t)));
    return Charts.progress(lines, w.text("none.targets"), 211, 84);
  }

  private Charts.Progress reached(CoverageLine line) {
    String of =
        line.target() == null ? w.text("denominator.population") : w.in(line.target().name());
    return new Charts.Progress(
        w.text("goal.coverage", "dose", dose(line.dose()), "of", of),
        line.coverage().numerator() == null ? "" : w.number(line.coverage().numerator()),
        line.coverage(),
        w.percent(line.coverage()));
  }

  private String dose(String number) {
    return w.has("dose." + number) ? w.text("dose." + number) : number;
  }

  private static LocalDate announced(Target target) {
    return target.announcedOn() == null ? LocalDate.MIN : target.announcedOn();
  }

  private static String unitOf(Target target) {
    return target.kind().equals("supply-plan") ? "doses" : "people";
  }

  private static LocalDate end(Target target) {
    return target.to() == null ? LocalDate.MAX : target.to();
  }

  private Charts.Progress goal(TargetLine line) {
    Target target = line.target();
    String name =
        target.kind().equals("supply-plan")
            ? w.text("goal.supply", "month", w.month(YearMonth.from(target.from())))
            : target.to() == null
                ? w.text("goal.people.open")
                : w.text("goal.people", "date", w.mediumDate(target.to()));
    return new Charts.Progress(
        name,
        w.text(
            "of",
            "part",
            w.number(line.progress().numerator() == null ? 0 : line.progress().numerator()),
            "whole",
            w.number(target.value())),
        line.progress(),
        w.percent(line.progress()));
  }

  // ---- page 2: regions

  public String regionsSubtitle() {
    return w.text(
        "regions.sub",
        "stream",
        w.in(report.lead().stream().shortName()),
        "weeks",
        w.number(Math.round(Charts.shown(report.lead().cases(), report.lead()).size() / 7.0)));
  }

  public String perHead() {
    return w.text("regions.incidence", "per", w.number(conf.country().incidencePer()));
  }

  /** Rows of the region table, the highest incidence first, the nation last. */
  public Collection<Map<String, ?>> regionRows() {
    List<Map<String, ?>> rows = new ArrayList<>();
    report.regions().stream()
        .sorted(
            Comparator.comparing((RegionLine r) -> -r.incidence14().or(-1))
                .thenComparing(r -> r.region().code()))
        .forEach(r -> rows.add(regionRow(r)));
    Epidemic lead = report.lead();
    Vaccination v = report.vaccination();
    Map<String, Object> nation =
        regionRow(
            w.in(conf.country().name()),
            lead.casesCumulative(),
            lead.casesNew(),
            lead.incidence14(),
            lead.casesChange(),
            lead.casesMeans(),
            lead.deathsCumulative(),
            v.doses(),
            report.supplyTotal().usage());
    nation.put("total", true);
    rows.add(nation);
    return rows;
  }

  private Map<String, Object> regionRow(RegionLine line) {
    return regionRow(
        w.in(line.region().name()),
        line.casesCumulative(),
        line.casesNew(),
        line.incidence14(),
        line.casesChange(),
        line.casesMeans(),
        line.deathsCumulative(),
        line.doses(),
        line.usage());
  }

  private Map<String, Object> regionRow(
      String name,
      Figure cases,
      Figure casesNew,
      Figure incidence,
      Figure change,
      Series means,
      Figure deaths,
      Figure doses,
      Figure usage) {
    Map<String, Object> row = new HashMap<>();
    row.put("name", name);
    row.put("cases", w.marked(cases));
    row.put("new", w.marked(casesNew));
    row.put("incidence", w.markedMean(incidence));
    row.put("heat", incidence.known() ? scale.step(incidence.or(0)) : -1);
    row.put(
        "change",
        change.known()
            ? Charts.arrow(change.or(0)) + w.change(change.or(0)) + (change.unsettled() ? "*" : "")
            : Wording.DASH);
    row.put("direction", change.known() ? (int) Math.signum(Math.round(change.or(0) * 100)) : 0);
    row.put("trend", Charts.sparkline(Charts.shown(means, report.lead()), change, 50, 13));
    row.put("deaths", w.marked(deaths));
    row.put("doses", w.marked(doses));
    row.put("usage", usage.known() ? w.percent(usage) : Wording.DASH);
    row.put("total", false);
    return row;
  }

  /** What the star and the dash in the table mean, and only when they occur. */
  public String regionsNote() {
    boolean star =
        report.regions().stream()
            .anyMatch(
                r ->
                    r.casesNew().unsettled()
                        || r.casesCumulative().unsettled()
                        || r.incidence14().unsettled()
                        || r.deathsCumulative().unsettled()
                        || r.doses().unsettled());
    star |=
        report.lead().casesCumulative().unsettled()
            || report.lead().casesNew().unsettled()
            || report.vaccination().doses().unsettled();
    return (star ? w.text("note.star") + " " : "")
        + w.text("note.dash", "minimum", w.number(conf.country().minimumForChange()))
        + outsideNote();
  }

  /** Why the regions do not add up to the nation; nothing when they do. */
  private String outsideNote() {
    Map<String, Figure> parts = new LinkedHashMap<>();
    parts.put("outside.cases", report.outside().cases());
    parts.put("outside.new", report.outside().casesNew());
    parts.put("outside.deaths", report.outside().deaths());
    parts.put("outside.doses", report.outside().doses());
    List<String> told = new ArrayList<>();
    parts.forEach(
        (key, figure) -> {
          if (figure.or(0) != 0) {
            told.add(w.text(key, "count", w.number(figure)));
          }
        });
    return told.isEmpty() ? "" : "\n" + w.text("note.outside", "figures", String.join(", ", told));
  }

  /** One row per stream; the streams are never added up. */
  public Collection<Map<String, ?>> streamRows() {
    List<Map<String, ?>> rows = new ArrayList<>();
    for (Epidemic e : report.streams()) {
      Map<String, Object> row = new HashMap<>();
      row.put("name", w.in(e.stream().name()));
      row.put("since", w.mediumDate(e.stream().countedFrom()));
      row.put("new", w.marked(e.casesNew()));
      row.put("mean", w.markedMean(e.casesMean()));
      row.put("cases", w.marked(e.casesCumulative()));
      row.put("deathsNew", w.marked(e.deathsNew()));
      row.put("deaths", w.marked(e.deathsCumulative()));
      row.put("recovered", w.marked(e.recoveredCumulative()));
      row.put("fatality", fatality(e.fatality()));
      row.put("ratio", w.hundredths(e.reproduction()));
      rows.add(row);
    }
    return rows;
  }

  public String streamsTitle() {
    return w.text(hasSecondStream() ? "streams.title" : "streams.title.one");
  }

  public String streamsSubtitle() {
    return w.text(hasSecondStream() ? "streams.sub" : "streams.sub.one");
  }

  public boolean hasSecondStream() {
    return report.streams().size() > 1;
  }

  public String secondStreamTitle() {
    return w.text("streams.curve", "stream", w.in(report.streams().get(1).stream().name()));
  }

  public Drawing secondStreamCurve() {
    return Charts.smallCurve(report.streams().get(1), w, 523, 76);
  }

  private String fatality(Figure cfr) {
    if (!cfr.known()) {
      return Wording.DASH;
    }
    String value = w.percentWith(cfr.or(0) * 100, 2);
    if (cfr.lower() == null || cfr.upper() == null) {
      return value;
    }
    return value
        + "\n("
        + w.hundredths(cfr.lower() * 100)
        + Wording.DASH
        + w.hundredths(cfr.upper() * 100)
        + ")";
  }

  public Collection<Map<String, ?>> testRows() {
    Tests tests = report.tests();
    List<Map<String, ?>> rows = new ArrayList<>();
    if (tests.tests().known()) {
      rows.add(fact(w.text("tests.day"), w.marked(tests.tests())));
    }
    if (tests.positive().known()) {
      rows.add(fact(w.text("tests.positive"), w.marked(tests.positive())));
    }
    if (tests.positivity().known()) {
      Figure share = tests.positivity();
      if (share.denominator() != null) {
        rows.add(fact(w.text("tests.week"), w.number(share.denominator())));
      }
      rows.add(fact(w.text("tests.positivity"), w.percentWith(share.or(0) * 100, 1)));
    }
    if (rows.isEmpty()) {
      rows.add(fact(w.text("none.tests"), ""));
    }
    return rows;
  }

  public Collection<Map<String, ?>> hospitalRows() {
    Hospital h = report.hospital();
    List<Map<String, ?>> rows = new ArrayList<>();
    if (h.beds().known() || h.occupied().known()) {
      rows.add(fact(w.text("hospital.beds"), occupied(h.occupied(), h.beds(), h.occupancy())));
    }
    if (h.icuBeds().known() || h.icuOccupied().known()) {
      rows.add(
          fact(w.text("hospital.icu"), occupied(h.icuOccupied(), h.icuBeds(), h.icuOccupancy())));
    }
    if (h.ventilated().known()) {
      rows.add(fact(w.text("hospital.ventilated"), w.marked(h.ventilated())));
    }
    if (h.inpatients().known()) {
      rows.add(fact(w.text("hospital.inpatients"), w.marked(h.inpatients())));
    }
    if (rows.isEmpty()) {
      rows.add(fact(w.text("none.hospital"), ""));
    }
    return rows;
  }

  private String occupied(Figure part, Figure whole, Figure share) {
    if (!whole.known()) {
      return w.marked(part);
    }
    String of = w.text("of", "part", w.number(part), "whole", w.number(whole));
    return share.known() ? of + " (" + w.percentWith(share.or(0) * 100, 0) + ")" : of;
  }

  private static Map<String, Object> fact(String label, String value) {
    Map<String, Object> row = new HashMap<>();
    row.put("label", label);
    row.put("value", value);
    return row;
  }

  // ---- page 3: vaccination

  /** Whether there is anything to tell of the campaign; without it the report has no such page. */
  public boolean hasVaccination() {
    Vaccination v = report.vaccination();
    return v.doses().known()
        || v.dosesNew().known()
        || v.delivered().known()
        || hasSupply()
        || report.supplyTotal().stock().known();
  }

  public String dailySubtitle() {
    if (!report.vaccination().dosesMean().known()) {
      return w.text("daily.sub.none");
    }
    return w.text(
        "daily.sub",
        "mean",
        w.mean(report.vaccination().dosesMean()),
        "date",
        w.day(report.date()));
  }

  public Drawing dailyDoses() {
    return Charts.dailyDoses(report.vaccination(), conf.country().campaignStart(), w, 250, 134);
  }

  public Collection<Map<String, ?>> coverageRows() {
    List<Map<String, ?>> rows = new ArrayList<>();
    for (CoverageLine line : report.vaccination().coverage()) {
      if (line.coverage().or(0) == 0 && !line.dose().equals("1")) {
        continue;
      }
      Map<String, Object> row = new HashMap<>();
      row.put("dose", dose(line.dose()));
      row.put("of", denominator(line));
      row.put(
          "people",
          line.coverage().numerator() == null
              ? Wording.DASH
              : w.number(line.coverage().numerator()));
      row.put("share", w.percentWith(line.coverage().or(0) * 100, 2));
      rows.add(row);
    }
    if (rows.isEmpty()) {
      Map<String, Object> row = new HashMap<>();
      row.put("dose", Wording.DASH);
      row.put("of", w.text("none.vaccination"));
      row.put("people", "");
      row.put("share", "");
      rows.add(row);
    }
    return rows;
  }

  private String denominator(CoverageLine line) {
    String name =
        line.target() == null ? w.text("denominator.population") : w.in(line.target().name());
    return line.coverage().denominator() == null
        ? name
        : name + ": " + w.number(line.coverage().denominator());
  }

  public String groupsSubtitle() {
    String what;
    if (groupSizesKnown() || report.groups().isEmpty()) {
      what = w.text("groups.sub");
    } else {
      what = w.text(groupsByDose() ? "groups.sub.share" : "groups.sub.doses");
    }
    int more = report.groups().size() - groupCount();
    return more == 0 ? what : w.text("groups.more", "what", what, "more", w.number(more));
  }

  private boolean groupSizesKnown() {
    return report.groups().stream().anyMatch(g -> g.coverage().known());
  }

  /** Whether first doses of groups are told apart from second ones. */
  private boolean groupsByDose() {
    return report.groups().stream().anyMatch(g -> g.first().known());
  }

  /**
   * Bars of the groups that have been offered the vaccine: against the size of the group, or, when
   * no size was announced, against all first doses; against all doses when doses are not told
   * apart.
   */
  public Drawing groups() {
    boolean sizes = groupSizesKnown();
    boolean byDose = groupsByDose();
    Vaccination v = report.vaccination();
    double all = (byDose ? v.givenByDose().getOrDefault("1", Figure.NONE) : v.doses()).or(0);
    List<Charts.Progress> lines = new ArrayList<>();
    for (GroupLine line : report.groups().stream().limit(groupCount()).toList()) {
      Figure given = byDose ? line.first() : line.doses();
      String doses = w.number(given);
      Figure share = sizes || all == 0 ? line.coverage() : Figure.of(given.or(0) / all);
      Double planned = line.coverage().denominator();
      String note;
      if (!sizes) {
        note = doses;
      } else if (planned == null) {
        note = w.text("group.unplanned", "doses", doses);
      } else {
        note = w.text("of", "part", doses, "whole", w.number(planned));
      }
      lines.add(
          new Charts.Progress(
              w.in(line.group().shortName()),
              note,
              share,
              share.known() ? w.percent(share) : Wording.DASH));
    }
    return Charts.progress(lines, w.text("none.groups"), 523, 27.0 * Math.max(1, lines.size()));
  }

  /**
   * How many bars {@link #groups} draws, so that the table of regions still fits below; the
   * template has a band of the right height for each.
   */
  public int groupCount() {
    int others = 178 + 42 + 4 + 38 + 28 + 13 * (report.regions().size() + 1);
    int fit = Math.max(1, (ROOM_OF_A_PAGE - others) / 27);
    return Math.min(Math.min(GROUPS, fit), report.groups().size());
  }

  /** Rows of vaccination by region, the widest coverage first, the nation last. */
  public Collection<Map<String, ?>> localRows() {
    List<Map<String, ?>> rows = new ArrayList<>();
    report.regions().stream()
        .sorted(
            Comparator.comparing((RegionLine r) -> -r.coverage().or(-1))
                .thenComparing(r -> r.region().code()))
        .forEach(
            r ->
                rows.add(
                    localRow(
                        w.in(r.region().name()),
                        r.first(),
                        r.second(),
                        r.coverage(),
                        r.delivered(),
                        r.stock(),
                        r.days(),
                        r.usage(),
                        false)));
    SupplyLine all = report.supplyTotal();
    Figure coverage =
        report.vaccination().coverage().stream()
            .filter(c -> c.target() == null && c.dose().equals("1"))
            .map(CoverageLine::coverage)
            .findFirst()
            .orElse(Figure.NONE);
    rows.add(
        localRow(
            w.in(conf.country().name()),
            report.vaccination().givenByDose().getOrDefault("1", Figure.NONE),
            report.vaccination().givenByDose().getOrDefault("2", Figure.NONE),
            coverage,
            all.delivered(),
            all.stock(),
            all.days(),
            all.usage(),
            true));
    return rows;
  }

  private Map<String, Object> localRow(
      String name,
      Figure first,
      Figure second,
      Figure coverage,
      Figure delivered,
      Figure stock,
      Figure days,
      Figure usage,
      boolean total) {
    Map<String, Object> row = new HashMap<>();
    row.put("name", name);
    row.put("first", w.marked(first));
    row.put("second", w.marked(second));
    row.put("coverage", coverage.known() ? w.percentWith(coverage.or(0) * 100, 2) : Wording.DASH);
    row.put("delivered", w.marked(delivered));
    row.put("stock", w.marked(stock));
    row.put("days", w.tenths(days));
    row.put("usage", w.percent(usage));
    row.put("bar", Charts.shareBar(usage, Palette.DOSES, Palette.DOSES_PALE, 40, 5));
    row.put("total", total);
    return row;
  }

  /**
   * Whether the stocks are so few that their table stands below the vaccination tables instead of
   * opening the next page: heights in points, as the templates give them.
   */
  public boolean supplyFollowsVaccination() {
    if (!hasVaccination()) {
      return false;
    }
    int vaccination =
        182 + 46 + 27 * Math.max(1, groupCount()) + 42 + 28 + 14 * (report.regions().size() + 1);
    int supply = hasSupply() ? 100 + 17 * (report.supply().size() + 1) : 60;
    return coverageRows().size() <= 4 && vaccination + supply <= ROOM_OF_A_PAGE;
  }

  public String supplySubtitle() {
    return w.text(
        report.supply().stream().anyMatch(line -> line.component() != null)
            ? "supply.sub"
            : "supply.sub.product");
  }

  public boolean hasSupply() {
    return !report.supply().isEmpty();
  }

  public Collection<Map<String, ?>> supplyRows() {
    List<Map<String, ?>> rows = new ArrayList<>();
    for (SupplyLine line : report.supply()) {
      String product = line.product() == null ? "" : w.in(line.product().shortName());
      boolean several =
          line.component() != null
              && line.product() != null
              && line.product().components().size() > 1;
      rows.add(
          supplyRow(
              several
                  ? w.text(
                      "supply.component",
                      "product",
                      product,
                      "component",
                      line.component() == null ? "" : line.component())
                  : product,
              line,
              false));
    }
    rows.add(supplyRow(w.text("total"), report.supplyTotal(), true));
    return rows;
  }

  private Map<String, Object> supplyRow(String name, SupplyLine line, boolean total) {
    Map<String, Object> row = new HashMap<>();
    row.put("name", name);
    row.put("delivered", w.marked(line.delivered()));
    row.put("used", w.marked(line.used()));
    row.put("wasted", w.marked(line.wasted()));
    row.put("stock", w.marked(line.stock()));
    row.put("computed", w.number(line.computed()));
    boolean differs =
        line.stock().known()
            && line.computed().known()
            && Math.round(line.stock().or(0)) != Math.round(line.computed().or(0));
    row.put("differs", differs);
    row.put("days", w.tenths(line.days()));
    row.put("usage", w.percent(line.usage()));
    row.put("total", total);
    return row;
  }

  public boolean hasTargets() {
    return !report.targets().isEmpty();
  }

  public Collection<Map<String, ?>> targetRows() {
    List<Map<String, ?>> rows = new ArrayList<>();
    for (TargetLine line : report.targets().stream().limit(TARGETS).toList()) {
      Target target = line.target();
      Map<String, Object> row = new HashMap<>();
      row.put("name", w.in(target.name()));
      row.put("until", target.to() == null ? Wording.DASH : w.mediumDate(target.to()));
      boolean percent = target.unit().equals("percent");
      row.put("value", percent ? w.percentWith(target.value(), 0) : w.number(target.value()));
      row.put(
          "reached",
          line.progress().numerator() == null
              ? Wording.DASH
              : w.number(line.progress().numerator()));
      row.put("share", w.percent(line.progress()));
      row.put(
          "announced",
          target.announcedOn() == null ? Wording.DASH : w.mediumDate(target.announcedOn()));
      rows.add(row);
    }
    return rows;
  }

  // ---- page 4: trust

  public String formsSubtitle() {
    return w.text(
        "forms.sub",
        "date",
        w.date(report.date()),
        "known",
        w.moment(report.knownAt(), conf.country().timeZone()));
  }

  public Collection<Map<String, ?>> formRows() {
    List<Map<String, ?>> rows = new ArrayList<>();
    for (FormLine line : report.forms()) {
      Map<String, Object> row = new HashMap<>();
      row.put("name", formName(line.form()));
      row.put("expected", w.number(line.expected()));
      row.put("received", w.number(line.received()));
      row.put("onTime", w.number(line.onTime()));
      row.put("share", w.percent(line.completeness()));
      boolean whole = line.completeness().or(0) >= 1;
      row.put(
          "bar",
          Charts.shareBar(
              line.completeness(),
              whole ? Palette.DOSES : Palette.WARNING,
              Palette.DOSES_PALE,
              26,
              5));
      row.put("delay", delay(line.delay()));
      row.put("missing", missing(line));
      rows.add(row);
    }
    return rows;
  }

  private String delay(Figure hours) {
    if (!hours.known()) {
      return Wording.DASH;
    }
    return w.text("hours", "hours", w.tenths(hours.or(0)));
  }

  private String missing(FormLine line) {
    List<String> parts = new ArrayList<>();
    if (!line.missing().isEmpty()) {
      parts.add(
          w.text(
              "forms.missing",
              "regions",
              listed(line.missing().stream().map(this::shortRegionName).toList(), LISTED)));
    }
    if (!line.late().isEmpty()) {
      parts.add(
          w.text(
              "forms.late",
              "regions",
              listed(line.late().stream().map(this::shortRegionName).toList(), LISTED)));
    }
    return parts.isEmpty() ? w.text("forms.all") : String.join(" ", parts);
  }

  public boolean hasSenders() {
    return !report.senders().isEmpty();
  }

  /** Which number stands for which form. */
  public String sendersSubtitle() {
    List<String> names = new ArrayList<>();
    for (SenderForm form : report.senders().get(0).forms()) {
      if (names.size() < SenderChart.MOST_FORMS) {
        names.add(w.number(names.size() + 1) + "\u00A0– " + formName(form.form()));
      }
    }
    return String.join("; ", names);
  }

  public Drawing senderHead() {
    return senderChart().head();
  }

  public Drawing senderLegend() {
    return SenderChart.legend(w, 523);
  }

  /** A row for every region: what became of its forms. */
  public Collection<Map<String, ?>> senderRows() {
    SenderChart chart = senderChart();
    List<Map<String, ?>> rows = new ArrayList<>();
    for (SenderLine line : report.senders()) {
      String name = shortRegionName(line.region());
      rows.add(Map.of("name", name, "line", chart.line(line, name)));
    }
    return rows;
  }

  private SenderChart senderChart() {
    return new SenderChart(report.senders().get(0), report.date(), w);
  }

  private String formName(String key) {
    return conf.form(key).map(FormSpec::title).map(w::in).orElse(key);
  }

  private String regionName(RegionCode code) {
    return conf.region(code, report.date()).map(Region::name).map(w::in).orElse(code.value());
  }

  private String shortRegionName(RegionCode code) {
    return conf.region(code, report.date()).map(Region::shortName).map(w::in).orElse(code.value());
  }

  /** What is not as the last report said, in sentences. */
  public String changes() {
    SituationReport.Changes changes = report.changes();
    if (changes.since() == null) {
      return w.text("changes.first");
    }
    String since = w.date(changes.since());
    if (changes.figures() == 0) {
      return w.text("changes.none", "date", since);
    }
    List<String> out = new ArrayList<>();
    out.add(w.text("changes.since", "date", since));
    for (SituationReport.Split split : changes.splits()) {
      out.add(
          w.text(
              "changes.split",
              "what",
              measure(split.name()),
              "today",
              w.number(split.today()),
              "date",
              w.date(report.date()),
              "earlier",
              signed(split.earlier())));
    }
    for (Change change : changes.lines().stream().limit(LISTED).toList()) {
      out.add(
          w.text(
              "changes.line",
              "region",
              change.region() == null ? w.text("outside.region") : placeName(change.region()),
              "date",
              w.date(change.date()),
              "what",
              measure(change.name()) + stream(change.dimensions()),
              "old",
              change.old() == null ? Wording.DASH : w.number(change.old()),
              "new",
              change.fresh() == null ? Wording.DASH : w.number(change.fresh()),
              "reason",
              w.text("changes.reason." + change.reason()) + inWords(change.note())));
    }
    int more = changes.lines().size() - LISTED;
    if (more > 0) {
      out.add(w.text("changes.more", "more", w.number(more)));
    }
    if (!changes.broken().isEmpty()) {
      out.add(
          w.text(
              "changes.break",
              "names",
              listed(changes.broken().stream().map(this::measure).toList(), LISTED)));
    }
    return String.join("\n", out);
  }

  /** The beginning of what somebody said about a change, in quotation marks. */
  private String inWords(@Nullable String note) {
    if (note == null) {
      return "";
    }
    boolean whole = note.length() <= LONGEST_NOTE;
    String shown = whole ? note : note.substring(0, LONGEST_NOTE).stripTrailing() + "…";
    return w.text("changes.note", "note", shown.replaceAll("\\s+", " "));
  }

  /** The same in a few words for page 1; empty when no count of the nation moved. */
  private String changesInShort() {
    String what =
        report.changes().splits().stream()
            .map(
                split -> w.text("key.changes." + split.name()) + "\u00A0" + signed(split.earlier()))
            .collect(Collectors.joining(", "));
    return what.isEmpty() ? "" : w.text("key.changes", "what", Wording.bold(what));
  }

  private String measure(String name) {
    String key = "measure." + name;
    return w.has(key) ? w.text(key) : name;
  }

  private String stream(String dimensions) {
    return conf.country().streams().stream()
        .filter(s -> dimensions.equals("stream=" + s.key()))
        .map(s -> ", " + w.in(s.shortName()))
        .findFirst()
        .orElse("");
  }

  private String signed(double value) {
    return (value < 0 ? "−" : "+") + w.number(Math.abs(value));
  }

  private String placeName(@Nullable String code) {
    if (code == null || code.isEmpty()) {
      return Wording.DASH;
    }
    return RegionCode.isCode(code) ? shortRegionName(new RegionCode(code)) : fonts.printable(code);
  }

  public String filesTonight() {
    return w.text(
        "files.tonight",
        "read",
        w.number(report.files().read()),
        "refused",
        w.number(report.files().refused()),
        "duplicate",
        w.number(report.files().duplicate()));
  }

  public String findingsSubtitle() {
    Map<String, Long> by = report.findings().bySeverity();
    return w.text(
        "findings.sub",
        "rejected",
        w.number(by.getOrDefault("reject", 0L)),
        "held",
        w.number(by.getOrDefault("hold", 0L)),
        "warned",
        w.number(by.getOrDefault("warn", 0L)),
        "told",
        w.number(by.getOrDefault("info", 0L)));
  }

  public boolean hasFindings() {
    return !report.findings().top().isEmpty();
  }

  public Collection<Map<String, ?>> findingRows() {
    List<Map<String, ?>> rows = new ArrayList<>();
    for (Found found : report.findings().top()) {
      Map<String, Object> row = new HashMap<>();
      row.put("severity", w.text("severity." + found.severity()));
      row.put("grave", found.severity().equals("reject") || found.severity().equals("hold"));
      row.put("region", placeName(found.region()));
      row.put("where", where(found));
      String message = found.message().getOrDefault(w.lang().code(), found.code());
      row.put(
          "message",
          shortened(fonts.printable(dated(found.code(), message)), 320)
              + (found.more() > 0
                  ? " "
                      + w.text(
                          found.file() == null ? "findings.more.regions" : "findings.more",
                          "more",
                          w.number(found.more()))
                  : "")
              + " ["
              + found.code()
              + "]");
      rows.add(row);
    }
    return rows;
  }

  /**
   * The sentence with its dates written as the language writes them. Only where a date is the day
   * of a form: elsewhere it may quote a cell or show how to write one.
   */
  private String dated(String code, String message) {
    if (!DATED.contains(code)) {
      return message;
    }
    return ISO_DATE
        .matcher(message)
        .replaceAll(m -> Matcher.quoteReplacement(w.date(LocalDate.parse(m.group()))));
  }

  private String where(Found found) {
    if (found.file() == null) {
      return Wording.DASH;
    }
    StringBuilder out = new StringBuilder(shortened(fonts.printable(found.file()), 60));
    if (found.sheet() != null && !found.sheet().isEmpty()) {
      out.append("\n").append(shortened(fonts.printable(found.sheet()), 31));
      if (!found.cell().isEmpty()) {
        out.append("!").append(found.cell());
      }
    } else if (!found.cell().isEmpty()) {
      out.append("\n").append(found.cell());
    }
    return out.toString();
  }

  private static String shortened(String text, int most) {
    return text.length() <= most ? text : text.substring(0, most - 1).stripTrailing() + "…";
  }

  // ---- methods

  public Collection<Map<String, ?>> definitionRows() {
    Country country = conf.country();
    List<Map<String, ?>> rows = new ArrayList<>();
    for (String key :
        List.of(
            "streams",
            "mean",
            "incidence",
            "change",
            "ratio",
            "fatality",
            "doses",
            "coverage",
            "supply",
            "derived",
            "completeness",
            "carried",
            "sources")) {
      if (key.equals("derived") && !derives()) {
        continue;
      }
      boolean one = key.equals("streams") && !hasSecondStream();
      Map<String, Object> row = new HashMap<>();
      row.put("term", w.text("term." + key, "per", w.number(country.incidencePer())));
      row.put(
          "text",
          w.text(
              "define." + key + (one ? ".one" : ""),
              "streams",
              country.streams().stream()
                  .map(stream -> w.in(stream.name()))
                  .collect(Collectors.joining("; ")),
              "counted",
              w.mediumDate(report.lead().stream().countedFrom()),
              "people",
              counted(),
              "per",
              w.number(country.incidencePer()),
              "minimum",
              w.number(country.minimumForChange()),
              "days",
              w.number(country.reproduction().days()),
              "least",
              w.number(country.reproduction().minimum()),
              "cutoff",
              w.moment(report.date(), country.cutOff(), country.timeZone()),
              "sources",
              sources()));
      rows.add(row);
    }
    return rows;
  }

  /** Day of the population counts in use. */
  private String counted() {
    return conf.populations().stream()
        .map(Population::date)
        .filter(day -> !day.isAfter(report.date()))
        .max(LocalDate::compareTo)
        .map(w::date)
        .orElse(Wording.DASH);
  }

  /** Whether some form asks for a count and not for its running total, or the other way round. */
  private boolean derives() {
    for (FormSpec form : conf.forms()) {
      Set<String> asked = new HashSet<>();
      form.fields().stream().map(ColumnSpec::measure).forEach(asked::add);
      for (String measure : PRINTED) {
        boolean follows =
            new Measure(measure)
                .counterpart()
                .map(Measure::name)
                .filter(asked::contains)
                .isPresent();
        if (follows && !asked.contains(measure)) {
          return true;
        }
      }
    }
    return false;
  }

  /** Where populations were read, as the register cites it. */
  private String sources() {
    return conf.populations().stream()
        .map(p -> CITATION.matcher(p.source().text()).replaceAll("$1"))
        .distinct()
        .sorted()
        .limit(2)
        .map(s -> shortened(fonts.printable(s), 160))
        .reduce((a, b) -> a + "; " + b)
        .orElse(Wording.DASH);
  }
}
