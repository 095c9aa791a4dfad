package org.sitrep.config;

/**
 * A place in a file of the profile.
 *
 * @param name key or column a problem there is told under; empty for the line as a whole
 */
record Spot(Reading reading, String file, int line, String name) {

  void wrong(String text) {
    reading.wrong(file, line, name.isEmpty() ? text : name + ": " + text);
  }
}
