package org.sitrep.aggregate;

import java.util.ArrayList;
import java.util.List;
import org.sitrep.domain.Measure;

/** Doses delivered, used, wasted and in stock, by product and component. */
final class Supply {
  private static final int WEEK = 7;
  private static final String DELIVERED = "doses_delivered_cumulative";
  private static final String WASTED = "doses_wasted_cumulative";
  private static final String STOCK = "stock";
  private static final String USED = "doses_cumulative";

  private Supply() {}

  static void add(Figures figures, Panel panel) {
    for (Filter filter : filters(panel)) {
      boolean all = filter.equals(Filter.ALL);
      String in = filter.dimensions();
      for (String measure : List.of("doses_delivered_new", DELIVERED, WASTED, STOCK)) {
        boolean flow = new Measure(measure).kind() == Measure.Kind.FLOW;
        Series series = flow ? panel.flow(measure, filter) : panel.level(measure, filter);
        if (all && measure.equals(DELIVERED)) {
          figures.series(measure, in, series::at);
        } else {
          figures.latest(measure, in, series::at);
        }
      }
      Series delivered = panel.level(DELIVERED, filter);
      Series used = panel.level(USED, filter);
      Series stock = panel.level(STOCK, filter);
      Series daily = panel.flow("doses_new", filter);
      figures.latest("doses_used_cumulative", in, used::at);
      figures.latest("stock_computed", in, computed(panel, filter)::at);
      figures.latest(
          "days_of_supply",
          in,
          (s, d) -> Value.over(stock.at(s, d), plain(daily.mean(s, d, WEEK))));
      figures.latest("usage", in, (s, d) -> Value.over(used.at(s, d), delivered.at(s, d)));
    }
  }

  /** All stocks together, each product, each component of it. */
  private static List<Filter> filters(Panel panel) {
    List<Filter> out = new ArrayList<>();
    if (!panel.measures().contains(DELIVERED) && !panel.measures().contains(STOCK)) {
      return out;
    }
    out.add(Filter.ALL);
    for (String product : panel.seen(DELIVERED, Fact::product)) {
      out.add(Filter.product(product));
      for (String component : panel.seen(DELIVERED, Fact::component)) {
        Filter filter = Filter.product(product).withComponent(component);
        if (panel.has(DELIVERED, filter)) {
          out.add(filter);
        }
      }
    }
    return out;
  }

  /**
   * Delivered minus used minus wasted. What nobody told anything of was not used or wasted; but
   * when it is told without saying of which product, no stock of a product can be computed.
   */
  static Series computed(Panel panel, Filter filter) {
    Series left =
        Series.of(panel.level(DELIVERED, filter), taken(panel, USED, filter), Supply::minus);
    return Series.of(left, taken(panel, WASTED, filter), Supply::minus);
  }

  /** What was taken from a stock; missing where it is known of other stocks together only. */
  private static Series taken(Panel panel, String measure, Filter filter) {
    Series told = panel.level(measure, filter);
    boolean apart =
        (filter.product() == null || !panel.seen(measure, Fact::product).isEmpty())
            && (filter.component() == null || !panel.seen(measure, Fact::component).isEmpty());
    return apart || !panel.has(measure, Filter.ALL)
        ? told
        : Series.of(told, told, (one, same) -> Value.MISSING);
  }

  private static Value minus(Value from, Value take) {
    if (take.status() == Status.NONE) {
      return from;
    }
    Value out =
        from.known() && take.known()
            ? Value.of(from.value() - take.value(), from.status().and(take.status()))
            : Value.absent(from, take);
    return out.from(Operation.DIFFERENCE, from, take);
  }

  private static Value plain(Value value) {
    return Value.of(value.value(), value.status()).with(value.origin());
  }
}
