package org.sitrep.config;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What one reading of a country's folder has found so far: problems, and the keys files may have.
 */
final class Reading {
  private final Set<ConfProblem> problems = new LinkedHashSet<>();
  private final Map<String, SortedSet<String>> keys = new TreeMap<>();

  void wrong(String file, int line, String text) {
    problems.add(new ConfProblem(file, line, text));
  }

  /** Notes that {@code file} may have {@code key}; the README is checked against these. */
  void known(String file, String key) {
    keys.computeIfAbsent(file, f -> new TreeSet<>()).add(key);
  }

  int count() {
    return problems.size();
  }

  List<ConfProblem> problems() {
    return new ArrayList<>(problems);
  }

  Map<String, SortedSet<String>> keys() {
    return keys;
  }
}
