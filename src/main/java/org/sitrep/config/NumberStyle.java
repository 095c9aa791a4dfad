package org.sitrep.config;

import java.io.Serializable;

/**
 * How numbers are written as text.
 *
 * @param decimal signs one of which may stand before the fraction
 * @param thousands signs one of which may stand between groups of three digits; a space is any
 *     space
 */
public record NumberStyle(String decimal, String thousands) implements Serializable {
  /** Decimal comma or point, spaces between thousands: what can be read without being told. */
  public static final NumberStyle ANY = new NumberStyle(".,", " ");
}
