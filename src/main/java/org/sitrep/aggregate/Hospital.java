package org.sitrep.aggregate;

import java.util.List;

/** Beds and who lies in them: the last report not after the date. */
final class Hospital {
  private Hospital() {}

  static void add(Figures figures, Panel panel) {
    for (String measure :
        List.of("beds", "beds_occupied", "icu_beds", "icu_occupied", "ventilated", "inpatients")) {
      figures.latest(measure, "", panel.level(measure, Filter.ALL)::at);
    }
    occupancy(figures, panel, "bed_occupancy", "beds_occupied", "beds");
    occupancy(figures, panel, "icu_occupancy", "icu_occupied", "icu_beds");
  }

  private static void occupancy(
      Figures figures, Panel panel, String indicator, String occupied, String all) {
    Series taken = panel.level(occupied, Filter.ALL);
    Series beds = panel.level(all, Filter.ALL);
    figures.latest(indicator, "", (s, d) -> Value.over(taken.at(s, d), beds.at(s, d)));
  }
}
