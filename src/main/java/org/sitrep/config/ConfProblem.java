package org.sitrep.config;

/**
 * Something wrong in {@code conf/}.
 *
 * @param file path below the configuration folder
 * @param line from 1; 0 when the file as a whole is meant
 * @param text what is wrong and what is wanted
 */
public record ConfProblem(String file, int line, String text) implements Comparable<ConfProblem> {
  @Override
  public int compareTo(ConfProblem other) {
    int byFile = file.compareTo(other.file);
    return byFile != 0 ? byFile : Integer.compare(line, other.line);
  }

  @Override
  public String toString() {
    return line == 0 ? file + ": " + text : file + ":" + line + ": " + text;
  }
}
