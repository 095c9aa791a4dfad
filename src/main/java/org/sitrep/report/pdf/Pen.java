package org.sitrep.report.pdf;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.font.FontRenderContext;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The drawing words charts are made of. Colours are opaque, as archiving forbids surprises with
 * transparency. Text that leaves the frame is reported, because a cut label would go unnoticed.
 */
public final class Pen {
  /** Which point of a text its coordinate names. */
  public enum Align {
    LEFT(0),
    CENTRE(0.5),
    RIGHT(1);

    private final double share;

    Align(double share) {
      this.share = share;
    }
  }

  /** Text may stand out by less than a hair without being cut. */
  private static final double TOLERANCE = 0.6;

  private static final FontRenderContext METRICS = new FontRenderContext(null, true, true);

  private final Graphics2D canvas;
  private final FontBook fonts;
  private final double width;
  private final double height;
  private final Consumer<String> complaints;

  Pen(Graphics2D canvas, FontBook fonts, double width, double height, Consumer<String> complaints) {
    this.canvas = canvas;
    this.fonts = fonts;
    this.width = width;
    this.height = height;
    this.complaints = complaints;
  }

  public double width() {
    return width;
  }

  public double height() {
    return height;
  }

  /** How wide {@code text} is, in points. */
  public double widthOf(String text, Face face, double size) {
    return fonts.font(face, size).getStringBounds(text, METRICS).getWidth();
  }

  /** Writes real, selectable text; {@code y} is the baseline. */
  public void text(
      String text, double x, double y, Face face, double size, Color colour, Align align) {
    if (text.isEmpty()) {
      return;
    }
    Font font = fonts.font(face, size);
    double wide = font.getStringBounds(text, METRICS).getWidth();
    double left = x - wide * align.share;
    if (left < -TOLERANCE
        || left + wide > width + TOLERANCE
        || y > height + 1
        || y - size * 0.75 < -1) {
      complaints.accept(
          "drawn text outside its frame: \""
              + text
              + "\" from "
              + Math.round(left)
              + " to "
              + Math.round(left + wide)
              + " of "
              + Math.round(width)
              + ", baseline "
              + Math.round(y)
              + " of "
              + Math.round(height));
    }
    if (font.canDisplayUpTo(text) >= 0) {
      complaints.accept("drawn text needs a letter the font lacks: \"" + text + "\"");
    }
    canvas.setFont(font);
    canvas.setColor(colour);
    canvas.drawString(text, (float) left, (float) y);
  }

  /** Text on a rim of {@code rim}, readable over lines and fills. */
  public void haloText(
      String text,
      double x,
      double y,
      Face face,
      double size,
      Color colour,
      Color rim,
      Align align) {
    Font font = fonts.font(face, size);
    double left = x - font.getStringBounds(text, METRICS).getWidth() * align.share;
    canvas.setColor(rim);
    canvas.setStroke(new BasicStroke(2.2f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    canvas.draw(font.createGlyphVector(METRICS, text).getOutline((float) left, (float) y));
    text(text, x, y, face, size, colour, align);
  }

  /** Breaks {@code text} at spaces into lines no wider than {@code room}. */
  public List<String> lines(String text, double room, Face face, double size) {
    List<String> out = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.split(" ", -1)) {
      String longer = line.isEmpty() ? word : line + " " + word;
      if (!line.isEmpty() && widthOf(longer, face, size) > room) {
        out.add(line.toString());
        line.setLength(0);
        line.append(word);
      } else {
        line.setLength(0);
        line.append(longer);
      }
    }
    out.add(line.toString());
    return out;
  }

  public void line(double x1, double y1, double x2, double y2, Color colour, double thickness) {
    canvas.setColor(colour);
    canvas.setStroke(
        new BasicStroke((float) thickness, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND));
    canvas.draw(new Line2D.Double(x1, y1, x2, y2));
  }

  public void fill(Shape shape, Color colour) {
    canvas.setColor(colour);
    canvas.fill(shape);
  }

  public void stroke(Shape shape, Color colour, double thickness) {
    canvas.setColor(colour);
    canvas.setStroke(
        new BasicStroke((float) thickness, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    canvas.draw(shape);
  }

  public void rect(double x, double y, double wide, double high, Color colour) {
    if (wide > 0 && high > 0) {
      fill(new Rectangle2D.Double(x, y, wide, high), colour);
    }
  }

  public void roundRect(double x, double y, double wide, double high, double radius, Color colour) {
    if (wide > 0 && high > 0) {
      double arc = Math.min(2 * radius, Math.min(wide, high));
      fill(new RoundRectangle2D.Double(x, y, wide, high, arc, arc), colour);
    }
  }

  public void dot(double x, double y, double radius, Color colour) {
    fill(new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius), colour);
  }

  /** Slanted lines inside a rectangle: survives black-and-white print where a tint does not. */
  public void hatch(
      double x, double y, double wide, double high, Color colour, double thickness, double step) {
    if (wide <= 0 || high <= 0) {
      return;
    }
    for (double start = x - high + step / 2; start < x + wide; start += step) {
      double x1 = Math.max(start, x);
      double x2 = Math.min(start + high, x + wide);
      if (x2 > x1) {
        line(x1, y + high - (x1 - start), x2, y + high - (x2 - start), colour, thickness);
      }
    }
  }
}
