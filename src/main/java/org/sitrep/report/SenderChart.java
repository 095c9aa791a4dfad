package org.sitrep.report;

import static org.sitrep.report.pdf.Face.REGULAR;
import static org.sitrep.report.pdf.Face.SEMIBOLD;
import static org.sitrep.report.pdf.Pen.Align.CENTRE;
import static org.sitrep.report.pdf.Pen.Align.LEFT;
import static org.sitrep.report.pdf.Pen.Align.RIGHT;

import java.awt.Color;
import java.time.LocalDate;
import java.util.List;
import org.sitrep.report.SituationReport.Mark;
import org.sitrep.report.SituationReport.SenderForm;
import org.sitrep.report.SituationReport.SenderLine;
import org.sitrep.report.pdf.Drawing;
import org.sitrep.report.pdf.Pen;

/**
 * Who sent what: for each region the forms of the day, then a cell for each of the last days. Every
 * state has a tint and a sign of its own, so that it is told in grey as well.
 */
final class SenderChart {
  static final double WIDTH = 427;
  static final double ROW = 12;
  static final double HEAD = 24;
  static final double LEGEND = 13;

  /** Forms that fit beside the days; more than these stand in the table of forms only. */
  static final int MOST_FORMS = 8;

  private static final double DAY = 8.9;
  private static final double GAP = 10;
  private static final double SMALL = 7;
  private static final Color LATE_TINT = new Color(0xFBD9B1);

  private final Wording w;
  private final LocalDate last;
  private final int forms;
  private final int days;
  private final double stripFrom;
  private final double formWide;

  /** For lines that all have so many forms and days as {@code line}. */
  SenderChart(SenderLine line, LocalDate last, Wording w) {
    this.w = w;
    this.last = last;
    this.forms = Math.min(MOST_FORMS, line.forms().size());
    this.days = line.days().size();
    this.stripFrom = WIDTH - days * DAY;
    this.formWide = Math.min(36, (stripFrom - GAP) / Math.max(1, forms));
  }

  /** Numbers of the forms, and the dates of the days. */
  Drawing head() {
    return new Drawing(
        WIDTH,
        HEAD,
        w.text("senders.head", "date", w.date(last), "from", w.date(last.minusDays(days - 1L))),
        pen -> {
          pen.text(w.day(last), 0, 8, SEMIBOLD, SMALL, Palette.MUTED, LEFT);
          pen.text(
              w.text("senders.days", "days", w.number(days)),
              stripFrom,
              8,
              SEMIBOLD,
              SMALL,
              Palette.MUTED,
              LEFT);
          for (int i = 0; i < forms; i++) {
            double x = (i + 0.5) * formWide;
            pen.text(w.number(i + 1), x, 20, SEMIBOLD, 7.5, Palette.MUTED, CENTRE);
          }
          for (int i = days - 1; i >= 0; i -= 7) {
            double x = stripFrom + (i + 1) * DAY - 1;
            String label = w.shortDay(last.minusDays(days - 1L - i)).replace(".", "");
            pen.text(label, x, 20, REGULAR, SMALL, Palette.MUTED, RIGHT);
          }
        });
  }

  /** The forms and days of one region; the alternative text tells them in words. */
  Drawing line(SenderLine line, String region) {
    return new Drawing(
        WIDTH,
        ROW,
        alt(line, region),
        pen -> {
          for (int i = 0; i < forms; i++) {
            form(pen, line.forms().get(i), i * formWide);
          }
          for (int i = 0; i < days; i++) {
            Mark mark = line.days().get(i);
            cell(pen, mark, stripFrom + i * DAY, DAY - 1);
            double x = stripFrom + i * DAY + (DAY - 1) / 2;
            sign(pen, mark, x);
          }
        });
  }

  private void form(Pen pen, SenderForm form, double x) {
    double wide = formWide - 2;
    cell(pen, form.mark(), x, wide);
    String text = words(form);
    if (text.isEmpty()) {
      sign(pen, form.mark(), x + wide / 2);
      return;
    }
    Color ink = form.mark() == Mark.MISSING ? Palette.WHITE : Palette.INK;
    double size = SMALL;
    while (size > 5 && pen.widthOf(text, SEMIBOLD, size) > wide - 1) {
      size -= 0.2;
    }
    pen.text(text, x + wide / 2, ROW - 3.4, SEMIBOLD, size, ink, CENTRE);
  }

  /** What the sign alone would not tell. */
  private String words(SenderForm form) {
    String volume = form.volume() == null ? "" : w.percentWith(form.volume() * 100, 0);
    return switch (form.mark()) {
      case MISSING -> form.days() > 1 ? "×\u00A0" + w.number(form.days()) : "";
      case LATE -> "+" + w.number(Math.ceil(form.hours())) + (volume.isEmpty() ? "" : " " + volume);
      case ZERO, NOT_DUE -> "";
      case IN_TIME -> volume;
    };
  }

  private static void cell(Pen pen, Mark mark, double x, double wide) {
    double top = 1.5;
    double high = ROW - 3;
    switch (mark) {
      case NOT_DUE -> {}
      case IN_TIME -> pen.rect(x, top, wide, high, Palette.DOSES_PALE);
      case ZERO -> {
        pen.rect(x, top, wide, high, Palette.DOSES);
        pen.rect(x + 0.7, top + 0.7, wide - 1.4, high - 1.4, Palette.WHITE);
      }
      case LATE -> pen.rect(x, top, wide, high, LATE_TINT);
      case MISSING -> pen.rect(x, top, wide, high, Palette.RISING);
    }
  }

  private static void sign(Pen pen, Mark mark, double x) {
    double y = ROW / 2;
    switch (mark) {
      case NOT_DUE -> pen.dot(x, y, 0.6, Palette.RULE);
      case IN_TIME -> {}
      case ZERO -> pen.text("0", x, y + 2.5, SEMIBOLD, SMALL, Palette.DOSES, CENTRE);
      case LATE -> {
        pen.line(x - 2.2, y, x + 2.2, y, Palette.INK, 0.9);
        pen.line(x, y - 2.2, x, y + 2.2, Palette.INK, 0.9);
      }
      case MISSING -> {
        pen.line(x - 2, y - 2, x + 2, y + 2, Palette.WHITE, 1);
        pen.line(x - 2, y + 2, x + 2, y - 2, Palette.WHITE, 1);
      }
    }
  }

  /** What tints and signs mean. */
  static Drawing legend(Wording w, double width) {
    List<Mark> marks = List.of(Mark.IN_TIME, Mark.LATE, Mark.MISSING, Mark.ZERO, Mark.NOT_DUE);
    return new Drawing(
        width,
        LEGEND,
        w.text("senders.legend"),
        pen -> {
          double x = 0;
          for (Mark mark : marks) {
            cell(pen, mark, x, DAY - 1);
            sign(pen, mark, x + (DAY - 1) / 2);
            x += DAY + 3;
            String text = w.text("senders." + mark);
            pen.text(text, x, ROW - 3, REGULAR, 7.4, Palette.MUTED, LEFT);
            x += pen.widthOf(text, REGULAR, 7.4) + 12;
          }
        });
  }

  private String alt(SenderLine line, String region) {
    StringBuilder out = new StringBuilder(region).append(": ");
    for (int i = 0; i < forms; i++) {
      SenderForm form = line.forms().get(i);
      out.append(i + 1)
          .append(' ')
          .append(
              w.text(
                  "senders.alt." + form.mark(),
                  "hours",
                  w.number(Math.ceil(form.hours())),
                  "days",
                  w.number(form.days())))
          .append("; ");
    }
    return out.append(
            w.text(
                "senders.alt.days",
                "days",
                w.number(days),
                "missing",
                w.number(count(line, Mark.MISSING)),
                "late",
                w.number(count(line, Mark.LATE)),
                "zero",
                w.number(count(line, Mark.ZERO))))
        .toString();
  }

  private static long count(SenderLine line, Mark mark) {
    return line.days().stream().filter(mark::equals).count();
  }
}
