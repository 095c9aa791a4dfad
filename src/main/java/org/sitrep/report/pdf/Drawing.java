package org.sitrep.report.pdf;

import java.util.function.Consumer;

/**
 * A chart or mark as a recipe for a pen: vectors and real text, never pixels.
 *
 * @param width points of the frame it is drawn for
 * @param height points of the frame it is drawn for
 * @param alt what a reader who cannot see it is told; empty for decoration
 * @param painter draws with the origin at the top left; called once for every time it is printed
 */
public record Drawing(double width, double height, String alt, Consumer<Pen> painter) {}
