package org.sitrep.report;

import static org.sitrep.report.pdf.Face.REGULAR;
import static org.sitrep.report.pdf.Face.SEMIBOLD;
import static org.sitrep.report.pdf.Pen.Align.CENTRE;
import static org.sitrep.report.pdf.Pen.Align.LEFT;
import static org.sitrep.report.pdf.Pen.Align.RIGHT;

import java.awt.Color;
import java.awt.geom.Path2D;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.sitrep.report.SituationReport.Epidemic;
import org.sitrep.report.SituationReport.RegionLine;
import org.sitrep.report.SituationReport.Vaccination;
import org.sitrep.report.pdf.Drawing;
import org.sitrep.report.pdf.Pen;

/** The drawings of a report. Labels stand on the lines, not in legends, wherever there is room. */
final class Charts {
  private static final double SMALL = 7.4;
  private static final double LABEL = 8;

  /** Room for the values of an axis. */
  private static final double GUTTER = 30;

  /** Names on the tiles of the map, and the size below which they are abbreviated instead. */
  private static final double NAME_SIZE = 6.8;

  private static final double SMALLEST_NAME = 5.6;

  /** Days a curve shows at least. */
  private static final int LEAST_DAYS = 28;

  private Charts() {}

  // ---- the epidemic curve

  /**
   * The days of {@code series} worth drawing: from the first day with cases of {@code epidemic}, so
   * that a report that began lately shows no empty weeks, but never fewer than {@link #LEAST_DAYS}.
   */
  static Series shown(Series series, Epidemic epidemic) {
    Series cases = epidemic.cases();
    LocalDate last = cases.day(cases.size() - 1);
    long days =
        cases.firstKnown().map(first -> ChronoUnit.DAYS.between(first, last) + 1).orElse(0L);
    return series.last((int) Math.max(LEAST_DAYS, days));
  }

  /** Daily cases with their mean above, deaths below, on one time axis. */
  static Drawing epidemicCurve(Epidemic epidemic, Wording w, double width, double height) {
    Series cases = shown(epidemic.cases(), epidemic);
    Series means = shown(epidemic.casesMeans(), epidemic);
    if (!cases.known()) {
      return sentence(w.text("none.curve"), width, height);
    }
    Series deaths = shown(epidemic.deaths(), epidemic);
    Series deathsMeans = shown(epidemic.deathsMeans(), epidemic);
    String alt =
        w.text(
            "alt.curve",
            "from",
            w.date(cases.day(0)),
            "to",
            w.date(cases.day(cases.size() - 1)),
            "new",
            w.number(epidemic.casesNew()),
            "mean",
            w.mean(epidemic.casesMean()),
            "deaths",
            w.mean(epidemic.deathsMean()));
    return new Drawing(
        width,
        height,
        alt,
        pen -> {
          double right = width - 64;
          double deathsBottom = height - 15;
          double deathsTop = deathsBottom - 34;
          double casesBottom = deathsTop - 16;
          double casesTop = 20;
          panel(
              pen,
              new Panel(GUTTER, right, casesTop, casesBottom, 4),
              cases,
              means,
              new Tints(Palette.CASES_LIGHT, Palette.CASES_PALE, Palette.CASES),
              w);
          panel(
              pen,
              new Panel(GUTTER, right, deathsTop, deathsBottom, 1),
              deaths,
              deathsMeans,
              new Tints(Palette.DEATHS_LIGHT, new Color(0xEDE5EA), Palette.DEATHS),
              w);
          curveLegend(pen, epidemic, w);
          pen.text(
              w.text("curve.deaths"), GUTTER, deathsTop - 4, SEMIBOLD, LABEL, Palette.DEATHS, LEFT);
          double slot = (right - GUTTER) / cases.size();
          endLabel(
              pen,
              epidemic,
              w,
              right,
              casesBottom
                  - scale(cases, means, 4)
                      .height(epidemic.casesMean().or(0), casesBottom - casesTop));
          if (epidemic.deathsMean().known()) {
            double y =
                deathsBottom
                    - scale(deaths, deathsMeans, 1)
                        .height(epidemic.deathsMean().or(0), deathsBottom - deathsTop);
            pen.text(
                w.mean(epidemic.deathsMean()),
                right + 6,
                Math.max(y + 3.4, deathsTop + 6),
                SEMIBOLD,
                10,
                Palette.DEATHS,
                LEFT);
          }
          weeks(pen, cases, slot, deathsBottom, w);
        });
  }

  /** Daily cases of a stream that does not lead the report, on its own scale. */
  static Drawing smallCurve(Epidemic epidemic, Wording w, double width, double height) {
    Series cases = shown(epidemic.cases(), epidemic);
    Series means = shown(epidemic.casesMeans(), epidemic);
    if (!cases.known()) {
      return sentence(w.text("none.curve"), width, height);
    }
    return new Drawing(
        width,
        height,
        w.text(
            "alt.curve.small",
            "stream",
            w.in(epidemic.stream().name()),
            "from",
            w.date(cases.day(0)),
            "to",
            w.date(cases.day(cases.size() - 1)),
            "new",
            w.number(epidemic.casesNew()),
            "mean",
            w.mean(epidemic.casesMean())),
        pen -> {
          double right = width - 64;
          double bottom = height - 15;
          double top = 6;
          panel(
              pen,
              new Panel(GUTTER, right, top, bottom, 2),
              cases,
              means,
              new Tints(new Color(0xC9CDD2), new Color(0xE6E8EA), Palette.MUTED),
              w);
          if (epidemic.casesMean().known()) {
            double y =
                bottom - scale(cases, means, 2).height(epidemic.casesMean().or(0), bottom - top);
            pen.text(
                w.markedMean(epidemic.casesMean()),
                right + 6,
                Math.max(y + 3.4, top + 6),
                SEMIBOLD,
                10,
                Palette.MUTED,
                LEFT);
          }
          weeks(pen, cases, (right - GUTTER) / cases.size(), bottom, w);
        });
  }

  /** Where a panel stands, and how many grid lines it has. */
  private record Panel(double left, double right, double top, double bottom, int lines) {
    double high() {
      return bottom - top;
    }
  }

  private record Tints(Color bar, Color unsettled, Color line) {}

  private static Axis scale(Series daily, Series means, int lines) {
    return Axis.holding(Math.max(daily.max(), means.max()), lines);
  }

  private static void panel(Pen pen, Panel at, Series daily, Series means, Tints tints, Wording w) {
    Axis axis = scale(daily, means, at.lines());
    double slot = (at.right() - at.left()) / daily.size();
    for (double value : axis.lines()) {
      double y = at.bottom() - axis.height(value, at.high());
      pen.line(at.left(), y, at.right(), y, Palette.GRID, 0.6);
    }
    for (int i = 0; i < daily.size(); i++) {
      Figure figure = daily.get(i);
      double x = at.left() + i * slot + slot * 0.12;
      double high = axis.height(figure.or(0), at.high());
      if (!figure.known()) {
        continue;
      }
      if (figure.unsettled()) {
        pen.rect(x, at.bottom() - high, slot * 0.76, high, tints.unsettled());
        pen.hatch(x, at.bottom() - high, slot * 0.76, high, tints.line(), 0.35, 2.6);
      } else {
        pen.rect(x, at.bottom() - high, slot * 0.76, high, tints.bar());
      }
    }
    pen.line(at.left(), at.bottom(), at.right(), at.bottom(), Palette.RULE, 0.8);
    valueLabels(pen, axis, at.left(), at.bottom(), at.high(), w);
    for (Path2D part : parts(means, at.left(), slot, at.bottom(), at.high(), axis)) {
      pen.stroke(part, Palette.WHITE, 2.8);
      pen.stroke(part, tints.line(), 1.5);
    }
  }

  /** Values of the grid lines, in the gutter left of a panel, clear of its bars. */
  private static void valueLabels(
      Pen pen, Axis axis, double left, double bottom, double high, Wording w) {
    for (double value : axis.lines()) {
      double y = bottom - axis.height(value, high);
      pen.text(w.axis(value), left - 4, y + 2.6, REGULAR, SMALL, Palette.FAINT, RIGHT);
    }
  }

  /** A line through the known days; a day nobody knows breaks it. */
  private static List<Path2D> parts(
      Series series, double left, double slot, double bottom, double high, Axis axis) {
    List<Path2D> out = new ArrayList<>();
    Path2D.Double open = null;
    for (int i = 0; i < series.size(); i++) {
      Figure figure = series.get(i);
      if (!figure.known()) {
        open = null;
        continue;
      }
      double x = left + (i + 0.5) * slot;
      double y = bottom - axis.height(figure.or(0), high);
      if (open == null) {
        open = new Path2D.Double();
        open.moveTo(x, y);
        out.add(open);
      } else {
        open.lineTo(x, y);
      }
    }
    return out;
  }

  private static void curveLegend(Pen pen, Epidemic epidemic, Wording w) {
    double x = 0;
    pen.rect(x, 3, 3, 7, Palette.CASES_LIGHT);
    pen.rect(x + 4, 5, 3, 5, Palette.CASES_LIGHT);
    x += 11;
    pen.text(w.text("curve.daily"), x, 10, REGULAR, LABEL, Palette.MUTED, LEFT);
    x += pen.widthOf(w.text("curve.daily"), REGULAR, LABEL) + 16;
    pen.line(x, 6.8, x + 12, 6.8, Palette.CASES, 1.6);
    x += 16;
    pen.text(w.text("curve.mean"), x, 10, REGULAR, LABEL, Palette.MUTED, LEFT);
    x += pen.widthOf(w.text("curve.mean"), REGULAR, LABEL) + 16;
    boolean unsettled = epidemic.cases().figures().stream().anyMatch(Figure::unsettled);
    if (unsettled) {
      pen.rect(x, 3, 8, 7, Palette.CASES_PALE);
      pen.hatch(x, 3, 8, 7, Palette.CASES, 0.35, 2.6);
      x += 12;
      pen.text(w.text("curve.provisional"), x, 10, REGULAR, LABEL, Palette.MUTED, LEFT);
    }
  }

  private static void endLabel(Pen pen, Epidemic epidemic, Wording w, double right, double y) {
    if (!epidemic.casesMean().known()) {
      return;
    }
    double slot = (right - GUTTER) / shown(epidemic.cases(), epidemic).size();
    pen.dot(right - slot / 2, y, 2.8, Palette.WHITE);
    pen.dot(right - slot / 2, y, 2.1, Palette.CASES);
    double base = Math.max(y + 1, 22);
    String mean = w.markedMean(epidemic.casesMean());
    pen.text(mean, right + 6, base, SEMIBOLD, 12, Palette.CASES, LEFT);
    if (epidemic.casesChange().known()) {
      double change = epidemic.casesChange().or(0);
      pen.text(
          arrow(change) + w.change(change),
          right + 6,
          base + 10.5,
          SEMIBOLD,
          LABEL,
          colour(change),
          LEFT);
    }
  }

  /** A label for the report date and every seventh day before it. */
  private static void weeks(Pen pen, Series series, double slot, double bottom, Wording w) {
    int every = series.size() > 100 ? 28 : series.size() > 42 ? 7 : series.size() > 20 ? 7 : 2;
    for (int i = series.size() - 1; i >= 0; i -= every) {
      double x = GUTTER + (i + 0.5) * slot;
      String label = w.shortDay(series.day(i)).replace(".", "");
      double half = pen.widthOf(label, REGULAR, SMALL) / 2;
      pen.line(x, bottom, x, bottom + 3, Palette.RULE, 0.8);
      if (x - half >= 0 && x + half <= pen.width()) {
        pen.text(label, x, bottom + 11.5, REGULAR, SMALL, Palette.MUTED, CENTRE);
      }
    }
  }

  // ---- cards

  /** Last weeks as bars, the last one dark. */
  static Drawing cardBars(Series series, Color light, Color dark, double width, double height) {
    Axis axis = Axis.holding(series.max(), 2);
    return new Drawing(
        width,
        height,
        "",
        pen -> {
          if (!series.known()) {
            return;
          }
          double slot = width / series.size();
          for (int i = 0; i < series.size(); i++) {
            double high = axis.height(series.get(i).or(0), height - 1);
            Color colour = i == series.size() - 1 ? dark : light;
            pen.rect(i * slot + slot * 0.1, height - high, slot * 0.8, high, colour);
          }
        });
  }

  /** Last weeks as a line between the lowest and the highest value, the end marked. */
  static Drawing cardLine(
      Series series, Color fill, Color line, boolean fromZero, double width, double height) {
    return new Drawing(
        width, height, "", pen -> trend(pen, series, fill, line, line, fromZero, width, height));
  }

  /** A table's sparkline on its own scale from zero; the end is red while cases rise. */
  static Drawing sparkline(Series series, Figure change, double width, double height) {
    Color end = change.or(0) >= 0.005 ? Palette.RISING : Palette.CASES;
    return new Drawing(
        width,
        height,
        "",
        pen -> trend(pen, series, Palette.CASES_PALE, Palette.CASES, end, true, width, height));
  }

  private static void trend(
      Pen pen,
      Series series,
      Color fill,
      Color line,
      Color end,
      boolean fromZero,
      double width,
      double height) {
    if (!series.known()) {
      return;
    }
    double low =
        fromZero
            ? 0
            : series.figures().stream()
                .filter(Figure::known)
                .mapToDouble(f -> f.or(0))
                .min()
                .orElse(0);
    double span = Math.max(series.max() - low, 1e-9);
    double base = height - 1.5;
    double high = height - 4.5;
    double step = (width - 5) / Math.max(1, series.size() - 1);
    Path2D.Double area = new Path2D.Double();
    Path2D.Double curve = new Path2D.Double();
    double x = 0;
    double y = base;
    boolean started = false;
    for (int i = 0; i < series.size(); i++) {
      if (!series.get(i).known()) {
        continue;
      }
      x = 1 + i * step;
      y = base - high * (series.get(i).or(0) - low) / span * (fromZero ? 1 : 0.8);
      if (!fromZero) {
        y -= high * 0.15;
      }
      if (started) {
        curve.lineTo(x, y);
      } else {
        curve.moveTo(x, y);
        area.moveTo(x, base);
      }
      area.lineTo(x, y);
      started = true;
    }
    area.lineTo(x, base);
    area.closePath();
    pen.fill(area, fill);
    pen.stroke(curve, line, 1);
    pen.dot(x, y, 1.8, end);
  }

  /** How much of a whole, as a thin bar. */
  static Drawing shareBar(Figure share, Color on, Color off, double width, double height) {
    return new Drawing(
        width,
        height,
        "",
        pen -> {
          pen.roundRect(0, 0, width, height, 1.2, off);
          double part = Math.max(0, Math.min(1, share.or(0)));
          pen.roundRect(0, 0, width * part, height, 1.2, on);
        });
  }

  // ---- the tile map

  /** Every region one tile of the same size, placed about where it lies. */
  static Drawing tileMap(
      List<RegionLine> regions,
      HeatScale scale,
      String legendTitle,
      Wording w,
      double width,
      double height) {
    List<RegionLine> placed =
        regions.stream()
            .filter(r -> r.region().tileColumn() != null && r.region().tileRow() != null)
            .toList();
    if (placed.isEmpty() || placed.stream().noneMatch(r -> r.incidence14().known())) {
      return sentence(w.text("none.map"), width, height);
    }
    int columns = 1 + placed.stream().mapToInt(r -> column(r)).max().orElse(0);
    int rows = 1 + placed.stream().mapToInt(r -> row(r)).max().orElse(0);
    double legend = 24;
    double wide = width / columns;
    double high = Math.min(wide, (height - legend) / rows);
    return new Drawing(
        width,
        height,
        mapAlt(placed, w),
        pen -> {
          for (RegionLine line : placed) {
            tile(pen, line, scale, w, column(line) * wide, row(line) * high, wide, high);
          }
          mapLegend(pen, scale, legendTitle, w, height - 18);
        });
  }

  private static int column(RegionLine line) {
    Integer column = line.region().tileColumn();
    return column == null ? 0 : column;
  }

  private static int row(RegionLine line) {
    Integer row = line.region().tileRow();
    return row == null ? 0 : row;
  }

  private static void tile(
      Pen pen,
      RegionLine line,
      HeatScale scale,
      Wording w,
      double x,
      double y,
      double wide,
      double high) {
    Figure incidence = line.incidence14();
    int step = incidence.known() ? scale.step(incidence.or(0)) : -1;
    Color paper = step < 0 ? new Color(0xF1F3F5) : Palette.heat(step);
    Color ink = step < 0 ? Palette.MUTED : Palette.onHeat(step);
    pen.roundRect(x + 1, y + 1, wide - 2, high - 2, 2.5, paper);
    if (step < 0) {
      pen.hatch(x + 1, y + 1, wide - 2, high - 2, Palette.RULE, 0.5, 4);
    }
    List<String> name = tileName(pen, line, w, wide - 4);
    double size = NAME_SIZE;
    for (String part : name) {
      size = Math.min(size, fitted(pen, part, NAME_SIZE, wide - 4));
    }
    double baseline = y + high * (name.size() > 1 ? 0.27 : 0.36);
    for (String part : name) {
      pen.text(part, x + wide / 2, baseline, REGULAR, size, ink, CENTRE);
      baseline += 6.8;
    }
    String value = w.mean(incidence) + (incidence.unsettled() && incidence.known() ? "*" : "");
    pen.text(value, x + wide / 2, y + high * 0.84, SEMIBOLD, 10, ink, CENTRE);
  }

  /** The short name on one line or two, or the abbreviation where neither can be read. */
  private static List<String> tileName(Pen pen, RegionLine line, Wording w, double room) {
    String name = w.in(line.region().shortName());
    if (fitted(pen, name, NAME_SIZE, room) >= SMALLEST_NAME) {
      return List.of(name);
    }
    List<String> lines = pen.lines(name.replace("-", "- "), room, REGULAR, SMALLEST_NAME);
    boolean fits =
        lines.size() <= 2
            && lines.stream().allMatch(l -> pen.widthOf(l, REGULAR, SMALLEST_NAME) <= room);
    return fits ? lines : List.of(w.in(line.region().abbreviation()));
  }

  private static double fitted(Pen pen, String text, double size, double room) {
    double wide = pen.widthOf(text, REGULAR, size);
    return wide <= room ? size : size * room / wide;
  }

  private static void mapLegend(Pen pen, HeatScale scale, String title, Wording w, double y) {
    pen.text(title, 0, y - 1.5, REGULAR, SMALL, Palette.MUTED, LEFT);
    double wide = 30;
    for (int i = 0; i < Palette.heatSteps(); i++) {
      pen.rect(i * wide, y + 2, wide - 0.8, 6, Palette.heat(i));
    }
    for (int i = 0; i < scale.limits().size(); i++) {
      double limit = scale.limits().get(i);
      String label =
          limit < 1 ? w.hundredths(limit) : limit < 10 ? w.tenths(limit) : w.number(limit);
      pen.text(label, (i + 1) * wide - 0.4, y + 16, REGULAR, 7, Palette.MUTED, CENTRE);
    }
  }

  private static String mapAlt(List<RegionLine> regions, Wording w) {
    RegionLine highest = regions.get(0);
    RegionLine lowest = regions.get(0);
    for (RegionLine line : regions) {
      if (line.incidence14().or(-1) > highest.incidence14().or(-1)) {
        highest = line;
      }
      if (line.incidence14().or(Double.MAX_VALUE) < lowest.incidence14().or(Double.MAX_VALUE)) {
        lowest = line;
      }
    }
    return w.text(
        "alt.map",
        "highest",
        w.in(highest.region().name()) + " " + w.mean(highest.incidence14()),
        "lowest",
        w.in(lowest.region().name()) + " " + w.mean(lowest.incidence14()));
  }

  // ---- vaccination

  /** Doses given so far against doses delivered, from the start of the campaign. */
  static Drawing campaign(
      Vaccination vaccination, LocalDate start, Wording w, double width, double height) {
    Series given = vaccination.given();
    LocalDate last = given.day(given.size() - 1);
    LocalDate first = start.isAfter(given.from()) ? start : given.from();
    if (!vaccination.doses().known() || first.isAfter(last)) {
      return sentence(w.text("none.vaccination"), width, height);
    }
    int days = (int) ChronoUnit.DAYS.between(first, last) + 1;
    Series doses = given.last(days);
    Series delivered = vaccination.deliveries().last(days);
    // Room to the right keeps the end label off the frame and shows that the campaign goes on.
    int slots = Math.max(14, (int) Math.ceil(days * 1.25));
    String alt =
        w.text(
            "alt.campaign",
            "date",
            w.date(last),
            "given",
            w.number(vaccination.doses()),
            "delivered",
            w.number(vaccination.delivered()));
    return new Drawing(
        width,
        height,
        alt,
        pen -> {
          double bottom = height - 14;
          double top = 14;
          double high = bottom - top;
          Axis axis = Axis.holding(Math.max(doses.max(), delivered.max()), 3);
          double slot = (width - GUTTER) / slots;
          for (double value : axis.lines()) {
            double y = bottom - axis.height(value, high);
            pen.line(GUTTER, y, width, y, Palette.GRID, 0.6);
          }
          Path2D.Double area = new Path2D.Double();
          area.moveTo(GUTTER + slot / 2, bottom);
          double x = GUTTER + slot / 2;
          double y = bottom;
          for (int i = 0; i < doses.size(); i++) {
            if (doses.get(i).known()) {
              x = GUTTER + (i + 0.5) * slot;
              y = bottom - axis.height(doses.get(i).or(0), high);
              area.lineTo(x, y);
            }
          }
          area.lineTo(x, bottom);
          area.closePath();
          pen.fill(area, Palette.DOSES_LIGHT);
          for (Path2D part : parts(doses, GUTTER, slot, bottom, high, axis)) {
            pen.stroke(part, Palette.DOSES, 1.7);
          }
          pen.line(GUTTER, bottom, width, bottom, Palette.RULE, 0.8);
          valueLabels(pen, axis, GUTTER, bottom, high, w);
          deliveredLine(pen, delivered, w, slot, bottom, high, axis, vaccination.delivered());
          pen.dot(x, y, 2.8, Palette.WHITE);
          pen.dot(x, y, 2.2, Palette.DOSES);
          String number = w.number(vaccination.doses());
          double room =
              Math.max(
                  pen.widthOf(number, SEMIBOLD, 11),
                  pen.widthOf(w.text("campaign.given"), REGULAR, 7.8));
          double labelX = Math.min(x + 5, width - room);
          double labelY = Math.min(y + 13, bottom - 12);
          pen.haloText(number, labelX, labelY, SEMIBOLD, 11, Palette.DOSES, Palette.WHITE, LEFT);
          pen.haloText(
              w.text("campaign.given"),
              labelX,
              labelY + 8.5,
              REGULAR,
              7.8,
              Palette.DOSES,
              Palette.WHITE,
              LEFT);
          dayTicks(pen, doses, GUTTER, slot, bottom, w);
        });
  }

  private static void deliveredLine(
      Pen pen,
      Series delivered,
      Wording w,
      double slot,
      double bottom,
      double high,
      Axis axis,
      Figure now) {
    Path2D.Double steps = new Path2D.Double();
    boolean started = false;
    double y = bottom;
    double x = 0;
    for (int i = 0; i < delivered.size(); i++) {
      if (!delivered.get(i).known()) {
        continue;
      }
      double next = bottom - axis.height(delivered.get(i).or(0), high);
      if (started) {
        steps.lineTo(GUTTER + i * slot, y);
        steps.lineTo(GUTTER + i * slot, next);
      } else {
        steps.moveTo(GUTTER + i * slot, next);
      }
      started = true;
      y = next;
      x = GUTTER + (i + 1) * slot;
      steps.lineTo(x, y);
    }
    if (!started) {
      return;
    }
    pen.stroke(steps, Palette.INK, 1);
    // Beside a line that has only begun, above one that reaches across.
    boolean begun = x < pen.width() / 3;
    pen.haloText(
        w.text("campaign.delivered", "doses", w.number(now)),
        begun ? x + 4 : pen.width(),
        begun ? Math.max(8, y + 2.7) : Math.max(8, y - 3),
        SEMIBOLD,
        7.8,
        Palette.INK,
        Palette.WHITE,
        begun ? LEFT : RIGHT);
  }

  private static void dayTicks(
      Pen pen, Series series, double left, double slot, double bottom, Wording w) {
    int every = series.size() <= 8 ? 2 : series.size() <= 60 ? 7 : 28;
    double free = 0;
    for (int i = 0; i < series.size(); i += every) {
      double x = left + (i + 0.5) * slot;
      String label = w.shortDay(series.day(i)).replace(".", "");
      double half = pen.widthOf(label, REGULAR, SMALL) / 2;
      double centre = Math.max(x, half);
      if (centre - half >= free && centre + half <= pen.width()) {
        pen.line(x, bottom, x, bottom + 3, Palette.RULE, 0.8);
        pen.text(label, centre, bottom + 11.5, REGULAR, SMALL, Palette.MUTED, CENTRE);
        free = centre + half + 4;
      }
    }
  }

  /** Daily doses as bars, second doses on top of first ones. */
  static Drawing dailyDoses(
      Vaccination vaccination, LocalDate start, Wording w, double width, double height) {
    Series all = vaccination.newDoses();
    LocalDate last = all.day(all.size() - 1);
    LocalDate first = start.isAfter(all.from()) ? start : all.from();
    if (!all.known() || first.isAfter(last)) {
      return sentence(w.text("none.vaccination"), width, height);
    }
    int days = (int) ChronoUnit.DAYS.between(first, last) + 1;
    Series total = all.last(days);
    List<Map.Entry<String, Series>> byDose =
        vaccination.newByDose().entrySet().stream().filter(e -> e.getValue().max() > 0).toList();
    Color[] tints = {Palette.DOSES, new Color(0x7DC0B4), new Color(0x3F6F9F), Palette.DEATHS};
    String alt =
        w.text(
            "alt.daily",
            "date",
            w.date(last),
            "given",
            w.number(vaccination.dosesNew()),
            "mean",
            w.mean(vaccination.dosesMean()));
    return new Drawing(
        width,
        height,
        alt,
        pen -> {
          double bottom = height - 14;
          double top = 20;
          double high = bottom - top;
          Axis axis = Axis.holding(total.max(), 3);
          double slot = Math.min((width - GUTTER) / days, 24);
          double x = GUTTER;
          for (int d = 0; d < byDose.size(); d++) {
            String label = w.text("dose." + byDose.get(d).getKey());
            pen.rect(x, 3, 7, 7, tints[d % tints.length]);
            pen.text(label, x + 10, 10, REGULAR, LABEL, Palette.MUTED, LEFT);
            x += 10 + pen.widthOf(label, REGULAR, LABEL) + 14;
          }
          for (double value : axis.lines()) {
            double y = bottom - axis.height(value, high);
            pen.line(GUTTER, y, width, y, Palette.GRID, 0.6);
          }
          for (int i = 0; i < total.size(); i++) {
            double y = bottom;
            for (int d = 0; d < byDose.size(); d++) {
              double bar = axis.height(byDose.get(d).getValue().last(days).get(i).or(0), high);
              pen.rect(
                  GUTTER + i * slot + slot * 0.1,
                  y - bar,
                  slot * 0.8,
                  bar,
                  tints[d % tints.length]);
              y -= bar;
            }
          }
          pen.line(GUTTER, bottom, width, bottom, Palette.RULE, 0.8);
          valueLabels(pen, axis, GUTTER, bottom, high, w);
          dayTicks(pen, total, GUTTER, slot, bottom, w);
        });
  }

  /**
   * A line of a progress list.
   *
   * @param value shown at the end of the bar, already formatted
   * @param note shown at the right of the name, already formatted
   */
  record Progress(String name, String note, Figure share, String value) {}

  /** Bars against one hundred percent, one below the other. */
  static Drawing progress(List<Progress> lines, String none, double width, double height) {
    if (lines.isEmpty()) {
      return sentence(none, width, height);
    }
    StringBuilder alt = new StringBuilder();
    for (Progress line : lines) {
      alt.append(alt.isEmpty() ? "" : "; ")
          .append(line.name())
          .append(' ')
          .append(line.value())
          .append(" (")
          .append(line.note())
          .append(')');
    }
    return new Drawing(
        width,
        height,
        alt.toString(),
        pen -> {
          double row = Math.min(27, height / lines.size());
          double bar = width - 40;
          double y = 0;
          for (Progress line : lines) {
            double noteSize = 7.4;
            double noteWide = pen.widthOf(line.note(), REGULAR, noteSize);
            double room = width - noteWide - 8;
            double size = 8.2;
            double wide = pen.widthOf(line.name(), REGULAR, size);
            String name = line.name();
            if (wide > room) {
              size = Math.max(6.4, size * room / wide);
              name = shortened(pen, name, size, room);
            }
            pen.text(name, 0, y + 8, REGULAR, size, Palette.INK, LEFT);
            pen.text(line.note(), width, y + 8, REGULAR, noteSize, Palette.MUTED, RIGHT);
            pen.roundRect(0, y + 11, bar, 6.5, 1.5, Palette.DOSES_PALE);
            double part = bar * Math.max(0, Math.min(1, line.share().or(0)));
            pen.roundRect(
                0,
                y + 11,
                line.share().or(0) > 0 ? Math.max(1.2, part) : 0,
                6.5,
                1.5,
                Palette.DOSES);
            pen.text(line.value(), width, y + 17.6, SEMIBOLD, 9.5, Palette.DOSES, RIGHT);
            y += row;
          }
        });
  }

  /** The text, cut at a word with an ellipsis when it has to be; the full one stands in a table. */
  private static String shortened(Pen pen, String text, double size, double room) {
    if (pen.widthOf(text, REGULAR, size) <= room) {
      return text;
    }
    int end = text.length();
    while (end > 1
        && pen.widthOf(text.substring(0, end).stripTrailing() + "…", REGULAR, size) > room) {
      int space = text.lastIndexOf(' ', end - 1);
      end = space > 0 ? space : end - 1;
    }
    return text.substring(0, end).stripTrailing().replaceAll("[,;:]$", "") + "…";
  }

  // ---- shared

  /** In place of a chart that would show nothing. */
  static Drawing sentence(String text, double width, double height) {
    return new Drawing(
        width,
        height,
        text,
        pen -> {
          double y = 14;
          for (String line : pen.lines(text, width, REGULAR, 8.6)) {
            pen.text(line, 0, y, REGULAR, 8.6, Palette.MUTED, LEFT);
            y += 11.5;
          }
        });
  }

  static String arrow(double change) {
    long percent = Math.round(change * 100);
    return percent > 0 ? "▲\u00A0" : percent < 0 ? "▼\u00A0" : "";
  }

  static Color colour(double change) {
    long percent = Math.round(change * 100);
    return percent > 0 ? Palette.RISING : percent < 0 ? Palette.FALLING : Palette.MUTED;
  }
}
