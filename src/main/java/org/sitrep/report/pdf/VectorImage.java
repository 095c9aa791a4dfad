package org.sitrep.report.pdf;

import java.awt.Dimension;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.Dimension2D;
import java.awt.geom.Rectangle2D;
import net.sf.jasperreports.engine.JasperReportsContext;
import net.sf.jasperreports.renderers.AbstractRenderer;
import net.sf.jasperreports.renderers.DimensionRenderable;
import net.sf.jasperreports.renderers.Graphics2DRenderable;

/** A {@link Drawing} as JasperReports wants it; used by the image elements of templates. */
public final class VectorImage extends AbstractRenderer
    implements Graphics2DRenderable, DimensionRenderable {
  private static final long serialVersionUID = 1L;

  // Prints live in memory only; a drawing is a recipe and cannot be written down.
  private final transient Drawing drawing;

  public VectorImage(Drawing drawing) {
    this.drawing = drawing;
  }

  @Override
  public Dimension2D getDimension(JasperReportsContext context) {
    return new Dimension((int) Math.ceil(drawing.width()), (int) Math.ceil(drawing.height()));
  }

  @Override
  public void render(JasperReportsContext context, Graphics2D canvas, Rectangle2D frame) {
    PrintGuard guard = PrintGuard.of(context);
    AffineTransform before = canvas.getTransform();
    canvas.setRenderingHint(
        RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
    canvas.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    canvas.translate(frame.getX(), frame.getY());
    canvas.scale(frame.getWidth() / drawing.width(), frame.getHeight() / drawing.height());
    drawing
        .painter()
        .accept(new Pen(canvas, guard.fonts(), drawing.width(), drawing.height(), guard::complain));
    canvas.setTransform(before);
  }
}
