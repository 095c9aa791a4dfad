package org.sitrep.form;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.sitrep.config.FormSpec;
import org.sitrep.config.FormSpec.ColumnSpec;

/** Headings that are values themselves: a column for each date, region, product or group. */
final class Headings {
  private final FormSpec form;
  private final Names names;
  private final LocalDate date;

  Headings(FormSpec form, Names names, LocalDate date) {
    this.form = form;
    this.names = names;
    this.date = date;
  }

  /** The headings a column stands for; one without values when it is an ordinary one. */
  List<List<String>> values(ColumnSpec column) {
    List<List<String>> out = List.of(List.of());
    for (String dimension : column.heading().values()) {
      List<List<String>> longer = new ArrayList<>();
      for (List<String> so : out) {
        for (String value : names(dimension)) {
          List<String> more = new ArrayList<>(so);
          more.add(value);
          longer.add(more);
        }
      }
      out = longer;
    }
    return out;
  }

  private List<String> names(String dimension) {
    return switch (dimension) {
      case "date" -> Days.of(form, date).stream().map(d -> Patterns.text(form, d)).toList();
      case "region" -> names.regions();
      case "product" -> names.productsInUse();
      case "priority-group" -> names.groupsInvited();
      default -> throw new IllegalArgumentException("Cannot use as heading: " + dimension);
    };
  }
}
