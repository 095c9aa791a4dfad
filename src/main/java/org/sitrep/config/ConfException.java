package org.sitrep.config;

import java.util.List;

/** The configuration has problems; carries them all. */
public final class ConfException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final transient List<ConfProblem> problems;

  public ConfException(List<ConfProblem> problems) {
    super(problems.size() + " problem(s) in the configuration");
    this.problems = problems.stream().sorted().toList();
  }

  /** All problems, by file and line. */
  public List<ConfProblem> problems() {
    return problems;
  }
}
