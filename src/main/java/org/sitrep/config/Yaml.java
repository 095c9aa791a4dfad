package org.sitrep.config;

import java.util.List;
import java.util.Map;

/** A YAML value with the line it starts on; texts stay as written, nothing is guessed from them. */
sealed interface Yaml {
  int line();

  /** A single value; the empty text when only the key is there. */
  record Scalar(String text, int line) implements Yaml {}

  /** A list. */
  record Items(List<Yaml> items, int line) implements Yaml {}

  /** Keys and values, in the order of the file. */
  record Fields(Map<String, Field> fields, int line) implements Yaml {}

  /** A value and the line of its key. */
  record Field(Yaml value, int line) {}
}
