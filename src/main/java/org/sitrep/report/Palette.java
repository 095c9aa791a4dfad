package org.sitrep.report;

import java.awt.Color;

/**
 * The report's colours. Colour only where it means something; every meaning is also told by words,
 * arrows or hatching, so that it survives colour blindness and a black-and-white printer.
 */
final class Palette {
  static final Color NAVY = new Color(0x0B2E4F);
  static final Color INK = new Color(0x1B2733);
  static final Color MUTED = new Color(0x4E5D6B);
  static final Color FAINT = new Color(0x657583);
  static final Color GRID = new Color(0xE3E9EE);
  static final Color RULE = new Color(0xC9D3DB);
  static final Color WHITE = Color.WHITE;
  static final Color CASES = new Color(0x1B5C97);
  static final Color CASES_LIGHT = new Color(0xAFC9E0);
  static final Color CASES_PALE = new Color(0xE6EEF5);
  static final Color DEATHS = new Color(0x6B4A5E);
  static final Color DEATHS_LIGHT = new Color(0xCDBCC6);
  static final Color DOSES = new Color(0x0F7B6C);
  static final Color DOSES_LIGHT = new Color(0xBFE0DA);
  static final Color DOSES_PALE = new Color(0xE1EBE9);
  static final Color RISING = new Color(0xB3261E);
  static final Color FALLING = new Color(0x1E7B4F);
  static final Color WARNING = new Color(0xB86E00);

  /** One hue growing darker: readable for every eye and in grey. Same colours as style Heat. */
  private static final Color[] HEAT = {
    new Color(0xFDF1E3),
    new Color(0xFBD9B1),
    new Color(0xF5AF78),
    new Color(0xE57D4D),
    new Color(0xC4472F),
    new Color(0x86181F)
  };

  private Palette() {}

  static Color heat(int step) {
    return HEAT[step];
  }

  /** The ink that can be read on a step. */
  static Color onHeat(int step) {
    return step < 4 ? INK : WHITE;
  }

  static int heatSteps() {
    return HEAT.length;
  }
}
