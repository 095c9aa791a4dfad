package org.sitrep.config;

import java.util.List;
import java.util.stream.Collectors;

/** The configuration has problems; carries them all. */
public final class ConfException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final transient List<ConfProblem> problems;

  public ConfException(List<ConfProblem> problems) {
    super(
        problems.stream()
            .sorted()
            .map(ConfProblem::toString)
            .collect(Collectors.joining("\n", "Cannot use the configuration:\n", "")));
    this.problems = problems.stream().sorted().toList();
  }

  /** All problems, by file and line. */
  public List<ConfProblem> problems() {
    return problems;
  }
}
