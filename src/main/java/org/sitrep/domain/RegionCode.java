package org.sitrep.domain;

import java.util.regex.Pattern;

/**
 * The short code of a region in the country's register, such as {@code ALA}. Codes are stable while
 * names change; validity dates stand in the register.
 *
 * @param value two to eight capital letters or digits
 */
public record RegionCode(String value) implements Comparable<RegionCode> {
  private static final Pattern SHAPE = Pattern.compile("[A-Z0-9]{2,8}");

  /** Refuses anything that is not two to eight capital letters or digits. */
  public RegionCode {
    if (!SHAPE.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "Cannot use as region code: '" + value + "' (wanted: two to eight capital letters)");
    }
  }

  /** Tells whether {@code text} has the shape of a region code. */
  public static boolean isCode(String text) {
    return SHAPE.matcher(text).matches();
  }

  @Override
  public int compareTo(RegionCode other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
