package org.sitrep;

/** Command line. */
public final class Sitrep {
  private Sitrep() {}

  public static void main(String[] args) {
    System.exit(0);
  }
}
