package org.sitrep.report.pdf;

import java.awt.Font;
import java.awt.FontFormatException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.Map;

/** The report's fonts, from {@code reports/fonts} and nowhere else. */
public final class FontBook {
  private static final Map<Face, String> FILES =
      Map.of(
          Face.REGULAR, "/reports/fonts/SourceSans3-Regular.ttf",
          Face.SEMIBOLD, "/reports/fonts/SourceSans3-SemiBold.ttf");

  private final Map<Face, Font> fonts;

  private FontBook(Map<Face, Font> fonts) {
    this.fonts = fonts;
  }

  /** Reads the fonts; a missing or damaged one is an error of the build. */
  public static FontBook load() {
    Map<Face, Font> fonts = new EnumMap<>(Face.class);
    for (Face face : Face.values()) {
      String file = FILES.get(face);
      try (InputStream in = FontBook.class.getResourceAsStream(file)) {
        if (in == null) {
          throw new IllegalStateException("Cannot find font: " + file);
        }
        fonts.put(face, Font.createFont(Font.TRUETYPE_FONT, in));
      } catch (IOException e) {
        throw new UncheckedIOException("Cannot read font: " + file, e);
      } catch (FontFormatException e) {
        throw new IllegalStateException("Cannot use font: " + file, e);
      }
    }
    return new FontBook(fonts);
  }

  Font font(Face face, double size) {
    Font font = fonts.get(face);
    if (font == null) {
      throw new IllegalStateException("Cannot find face " + face);
    }
    return font.deriveFont((float) size);
  }

  /**
   * {@code text} as it can be printed: what senders wrote may hold anything, so control characters
   * become spaces and characters the font cannot draw become a white square.
   */
  public String printable(String text) {
    Font font = font(Face.REGULAR, 9);
    StringBuilder out = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              int type = Character.getType(c);
              if (Character.isWhitespace(c) || type == Character.CONTROL) {
                out.append(' ');
              } else if (type == Character.FORMAT || type == Character.SURROGATE) {
                // invisible: direction marks, joiners, halves of pairs
              } else if (font.canDisplay(c)) {
                out.appendCodePoint(c);
              } else {
                out.append('\u25A1');
              }
            });
    return out.toString();
  }
}
