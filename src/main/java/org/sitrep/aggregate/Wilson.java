package org.sitrep.aggregate;

/**
 * Wilson's score interval for a proportion: Wilson EB. Probable inference, the law of succession,
 * and statistical inference. J Am Stat Assoc 1927; 22(158): 209–212. It stays between 0 and 1 and
 * holds for few events, where the usual interval does not.
 */
final class Wilson {
  /** 97.5th percentile of the normal distribution: a 95 % interval. */
  private static final double Z = 1.959963984540054;

  private Wilson() {}

  /** The proportion with its 95 % interval; {@code of} must be above zero. */
  static Value interval(double events, double of, Status status) {
    double p = events / of;
    double z2 = Z * Z;
    double centre = p + z2 / (2 * of);
    double spread = Z * Math.sqrt(p * (1 - p) / of + z2 / (4 * of * of));
    double scale = 1 + z2 / of;
    return new Value(
        p,
        Math.max(0, (centre - spread) / scale),
        Math.min(1, (centre + spread) / scale),
        events,
        of,
        status,
        Origin.UNTOLD);
  }
}
