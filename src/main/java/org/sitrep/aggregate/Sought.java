package org.sitrep.aggregate;

import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import org.apache.spark.sql.Row;
import org.sitrep.config.Conf;
import org.sitrep.config.Nearest;
import org.sitrep.domain.FigureName;
import org.sitrep.tables.Indicators;

/**
 * A figure that somebody asks about.
 *
 * @param figure its name; dimensions that leave no choice may be left out
 * @param place region code, code of the country, or {@code unassigned}
 * @param day the day it describes
 */
public record Sought(FigureName figure, String place, LocalDate day) {

  /** No published figure is meant, or several are. */
  public static final class NoSuchFigure extends Exception {
    private static final long serialVersionUID = 1L;

    NoSuchFigure(String message) {
      super(message);
    }
  }

  /**
   * The published row that is meant.
   *
   * @param published rows of table {@code indicator} of one night
   */
  public Row in(List<Row> published, Conf conf) throws NoSuchFigure {
    FigureName name = name(published);
    List<Row> named = published.stream().filter(row -> Traced.name(row).equals(name)).toList();
    List<Row> here = named.stream().filter(row -> Traced.place(row, conf).equals(place)).toList();
    if (here.isEmpty()) {
      throw new NoSuchFigure(
          "There is no "
              + name
              + " of "
              + place
              + " in this report; it is told for "
              + listed(named.stream().map(row -> Traced.place(row, conf)).toList()));
    }
    List<Row> then =
        here.stream().filter(row -> row.<LocalDate>getAs(Indicators.DATE).equals(day)).toList();
    if (then.isEmpty()) {
      TreeSet<LocalDate> days = new TreeSet<>();
      here.forEach(row -> days.add(row.getAs(Indicators.DATE)));
      throw new NoSuchFigure(
          "There is no "
              + name
              + " of "
              + place
              + " for "
              + day
              + " in this report; it is told for "
              + (days.size() == 1 ? "" : days.first() + " to ")
              + days.last());
    }
    return then.get(0);
  }

  private FigureName name(List<Row> published) throws NoSuchFigure {
    List<FigureName> known = published.stream().map(Traced::name).distinct().toList();
    if (known.contains(figure)) {
      return figure;
    }
    List<FigureName> meant = known.stream().filter(one -> one.isOneOf(figure)).toList();
    if (meant.size() == 1) {
      return meant.get(0);
    }
    if (!meant.isEmpty()) {
      throw new NoSuchFigure("'" + figure + "' is several figures; say which: " + listed(meant));
    }
    List<FigureName> same =
        known.stream().filter(one -> one.indicator().equals(figure.indicator())).toList();
    List<String> names =
        same.isEmpty()
            ? known.stream().map(FigureName::indicator).toList()
            : same.stream().map(FigureName::toString).toList();
    String near = Nearest.of(same.isEmpty() ? figure.indicator() : figure.toString(), names);
    throw new NoSuchFigure(
        "There is no figure '"
            + figure
            + "'"
            + (near == null ? "" : "; did you mean " + near + "?")
            + " Known: "
            + listed(names));
  }

  private static String listed(Collection<?> names) {
    TreeSet<String> out = new TreeSet<>();
    names.forEach(name -> out.add(name.toString()));
    return String.join(", ", out);
  }
}
